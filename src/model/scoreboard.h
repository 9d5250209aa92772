// The scoreboard of a simulated world: what anybody's results found of its schemes, as rows of one form, and what its
// pictures show. `judge` fills it, `report` shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace tidewaiter {

// One measure of one result on one part of the world.
struct ScoreRow {
  std::string result;   // "decisions", "alerts", "balances", a rival's name, or a baseline's
  std::string measure;  // of score_measures()
  std::string by;       // "all"; "scheme", "country" or "tuning": the world cut by it
  std::string slice;    // which part of the cut; empty: all
  std::optional<double> value;
  std::optional<double> low, high;  // of the bootstrap's interval; none: the measure has none
  std::uint64_t count = 0;          // what the value counts
  std::uint64_t of = 0;             // out of how many
  std::string note;
};

// What of the world or of a result could be judged only in part, or was assumed, and how much of it.
struct ScoreNote {
  std::string result;                  // empty: the world
  std::string text;                    // with the numbers in words
  std::optional<std::uint64_t> count;  // none: it is about the whole
  std::uint64_t of = 0;
};
std::string in_words(const ScoreNote& note);  // "RESULT: TEXT"
ScoreRow row_of(const ScoreNote& note);       // for programs: its measure is "note"

struct ScoreMeasure {
  std::string_view name, title, meaning;
};
const std::vector<ScoreMeasure>& score_measures();

// Precision against recall of one result, a point for each place at which a tie ends, thinned for drawing.
struct ScoreCurve {
  struct Point {
    double recall = 0, precision = 0;
  };
  std::string result;
  std::vector<Point> points;
};

// Shipments from one country to another.
struct ScoreFlow {
  std::string from, to;  // as the world writes them
  std::uint64_t shipments = 0;
  std::uint64_t of_schemes = 0;
  double chips_diverted = 0;
};

// One scheme, shipment by shipment, and who saw which of them when.
struct ToldScheme {
  struct Step {
    std::string shipment, from, to, from_country, to_country, item;
    Date date;
    double quantity = 0, chips_diverted = 0;
    std::vector<std::string> seen;  // "decisions on 2025-03-02"
  };
  std::string id, kind;
  Date first, last;
  double chips = 0;
  std::vector<Step> steps;
  std::uint64_t left_out = 0;  // steps beyond those shown
};

struct Scoreboard {
  std::string folder, seed, scenario;
  bool complete = true;            // false: the world was ended early
  bool tuning_seed = false;        // a seed on which things may be tuned: not one to report
  bool held_out_scenario = false;  // a scenario that nothing was tuned on
  std::uint64_t shipments = 0, parties = 0, schemes = 0, scheme_shipments = 0, scheme_parties = 0;
  Date first, last;  // days of the shipments
  std::uint64_t resamples = 0, bootstrap_seed = 0;
  std::vector<std::string> results;  // in order; baselines last
  std::vector<ScoreNote> notes;
  std::vector<ScoreRow> rows;
  std::vector<ScoreCurve> curves;
  std::vector<ScoreFlow> flows;  // those of schemes first
  std::optional<ToldScheme> told;
};

}  // namespace tidewaiter
