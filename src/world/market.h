// What is made and traded, at what mass and price, and what the law of a day says of it in a country. The figures are
// the catalogue's, the answers the regime's; this file only keeps them at hand.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "regime/regime.h"
#include "world/habits.h"
#include "world/parameters.h"
#include "world/random.h"

namespace tidewaiter::world {

// One way in which a good travels: alone (a chip or a card), or as a server or rack that holds several.
struct Form {
  std::string name;  // of the catalogue
  std::uint32_t item = 0;
  ItemKind kind = ItemKind::chip;
  std::uint32_t chips = 1;
  double mass_low = 0;  // kg, packed
  double mass_high = 0;
  std::vector<std::string> headings;                    // the usual one first
  std::vector<std::pair<Date, std::string>> paragraph;  // from which day on; "3A090.a", or empty
};

inline constexpr std::size_t kMostGoods = 64;
inline constexpr std::uint8_t kAlone = 0;
inline constexpr std::uint8_t kServer = 1;

struct Good {
  std::string chip;
  std::string vendor;
  std::string prefix;  // of its serial numbers
  std::vector<Form> forms;
  int maker = 0;
  double weight = 0;
  double price = 0;  // US dollars for one chip of it
  Date released;
  Date until = kLastDate;
  bool restricted_only = false;
  bool module = false;  // sold to users in servers alone
  int converted = -1;   // good that workshops make of it
  double memory_gb = 0;
};

// What an ordinary exporter makes of the law's answer.
enum class Access : std::uint8_t { open, notice, licence, closed };

class Market {
 public:
  // Errors: not_found, if the catalogue lacks a good. All three must outlive the market.
  static Result<Market> load(const catalog::Catalog& catalog, const Regime& regime, const Places& places,
                             const Parameters& parameters);

  const std::vector<Good>& goods() const { return goods_; }
  // Asks the regime once for each good, country and span of the law: an export of the form by its maker.
  Access access(std::uint16_t good, std::uint16_t country, Date day) const;
  // Demand for it on a day, before the law: nothing before its release or after its end, less with each newer year.
  double demand(std::uint16_t good, Date day) const;
  // "3A090.a", or empty.
  const std::string& paragraph(std::uint16_t good, std::uint8_t form, Date day) const;
  // Cents for one unit on that day, before what dealers add.
  double price(std::uint16_t good, std::uint8_t form, Date day) const;
  const catalog::Rates& rates() const { return catalog_->rates(); }
  const catalog::Catalog& catalog() const { return *catalog_; }

 private:
  Access ask(std::uint16_t good, std::uint16_t country, Date day) const;
  const catalog::Catalog* catalog_ = nullptr;
  const Regime* regime_ = nullptr;
  const Places* places_ = nullptr;
  std::vector<CountryText> countries_;
  Habits habits_;
  std::vector<Good> goods_;
  mutable std::map<std::array<std::uint32_t, 3>, Access> answers_;  // filled by the one thread that simulates
};

}  // namespace tidewaiter::world
