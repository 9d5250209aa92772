// The scoreboard of a simulated world: as rows for programs, as a page for a terminal, as one HTML file with pictures.
#pragma once

#include <string>

#include "model/scoreboard.h"
#include "report/page.h"

namespace tidewaiter::report {

// One row as a JSON object, with the seed and scenario of its world (docs/contracts.md, "Scores").
std::string score_json(const Scoreboard& board, const ScoreRow& row);

std::string scoreboard_page(const Scoreboard& board, Layout layout);

// The whole file, which needs nothing else. The same scoreboard gives the same bytes.
std::string scoreboard_html(const Scoreboard& board);

}  // namespace tidewaiter::report
