// What an identified thing weighs, draws and costs, a unit of a line: made once for each distinct description, so that
// a line only compares.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "catalog/catalog.h"
#include "model/item.h"

namespace tidewaiter {

struct Fit {
  std::optional<double> mass_low_kg;   // bare
  std::optional<double> mass_high_kg;  // packed
  std::string mass_source;
  std::optional<double> power_mw;  // at full load, at least
  std::string cooling;             // "liquid"; empty where it is not known or depends
  std::string headings;            // "8473.30, 8471.80"; empty where none are known
  std::vector<std::string> heading_digits;
  std::optional<double> list_low_usd;  // the maker's price, at the rate of its own day
  std::optional<double> list_high_usd;
  bool list_of_parts = false;  // that of the chips in it
  std::string list_source;
  std::vector<const catalog::Listing*> listings;

  struct Asked {
    double low_usd = 0;
    double high_usd = 0;
    std::string_view source;  // of the listing nearest to the day
  };
  // What was asked within `days` of a day, where the thing may go or where it may not; nullopt if nothing is known.
  std::optional<Asked> asked(Date day, std::int32_t days, bool grey) const;
  // Whether a code, digits only, begins as one of the headings, or they as it; nullopt without headings or code.
  std::optional<bool> fits_heading(std::string_view hs_digits) const;
};

// nullptr where nothing of the catalogue was identified.
std::shared_ptr<const Fit> fit_of(const catalog::Catalog& catalog, const Identification& identification);

}  // namespace tidewaiter
