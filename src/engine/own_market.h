// The user's prices and exchange rates, made into texts of the catalogue: so they belong to what a decision rests on,
// are kept with its run, and a replay finds them again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/data_texts.h"
#include "ingest/dates.h"
#include "model/decision.h"

namespace tidewaiter {

struct OwnMarket {
  std::vector<SourceText> texts;
  std::vector<Reject> rejects;  // rows that cannot be read, name nothing of the catalogue, or have no rate of their day
  std::vector<std::string> notes;
  std::vector<std::string> how_read;  // of these: tables::CsvFile::notes
};

// Either path may be empty. `shipped`: what the tables are laid over. A rate of a day counts until the next of its
// currency, at most kRateDays. `encoding`: stated, for those that are not UTF-8. Errors: those of ingest::read_prices,
// and of the catalogue.
inline constexpr std::int32_t kRateDays = 31;
Result<OwnMarket> read_own_market(const DataTexts& shipped, const std::filesystem::path& prices,
                                  const std::filesystem::path& rates, ingest::DateOrder date_order,
                                  const std::string& encoding = {});

// Whether a text of the catalogue was made so.
bool is_own_market(const SourceText& text);

}  // namespace tidewaiter
