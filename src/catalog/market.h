// What things were offered for, and what currencies were worth: dated tables of prices.toml and exchange-rates.toml.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/toml.h"
#include "catalog/reader.h"
#include "model/item.h"

namespace tidewaiter::catalog {

struct Store;

// US dollars for one unit of a currency.
class Rates {
 public:
  // By its ISO code or another name for it, without case; nullopt where no rate of that day is known. Of several the
  // one of the shortest span counts: a month before its year.
  std::optional<double> usd(std::string_view currency, Date day) const;

 private:
  friend void read_rates(std::span<const toml::Document> documents, Store& store, Problems& problems);
  struct Rate {
    DateRange days;
    double usd = 0;
    bool over = false;  // laid over the others: they count only where it has no day
  };
  std::map<std::string, std::vector<Rate>, std::less<>> by_currency_;
  std::map<std::string, std::string, std::less<>> names_;
};

// What somebody asked for one unit of a thing.
struct Listing {
  std::uint32_t item = 0;               // number in Catalog::items()
  std::optional<std::uint32_t> system;  // number in Catalog::systems(), where that was asked for
  double chips = 0;                     // in one unit
  DateRange days;                       // on which it was asked
  bool grey = false;                    // where the thing may not go
  bool over = false;                    // laid over the others: they count only where it is too far away
  double low_usd = 0;                   // at the rate of its own days
  double high_usd = 0;
  std::string asked;  // "about 4,000,000 CNY in CN, 2025-12"
  std::string source;
  Confidence confidence = Confidence::unverified;
  std::string text;  // `asked` with the source in words and its confidence
};

// What was asked at least for one unit of each item, by its maker's list or in a listing that is not grey, in US
// dollars; for what holds chips and has no price, that of the chips in it. Empty where none is known.
std::vector<std::optional<double>> least_asked(const Store& store);

// [[rates]] and [currency_names].
void read_rates(std::span<const toml::Document> documents, Store& store, Problems& problems);
// [[listing]] and [market]. REQUIRES: items, systems and rates are read.
void read_listings(std::span<const toml::Document> documents, Store& store, Problems& problems);

}  // namespace tidewaiter::catalog
