// The parameters of a world: figures with their sources, what is traded, and where. Read from TOML that the program
// carries (src/world/data); a figure that is missing or unknown is an error with its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/source_text.h"
#include "model/country.h"
#include "world/routes.h"

namespace tidewaiter::world {

struct Figure {
  std::string path;  // "lots.small_median"
  double value = 0;
  std::string source;
  std::string confidence;  // empty: assumed
  std::string note;
  std::optional<double> most;  // of a span that begins at `value`
};

struct GoodText {
  std::string chip;
  std::string server;     // empty: it is sold as a card
  std::string converted;  // what workshops make of it; empty: nothing
  int maker = 0;
  double weight = 0;
  double price = 0;              // US dollars; 0: the catalogue's list price
  bool restricted_only = false;  // made for countries where its sisters may not go
  std::optional<Date> until;
};

struct CountryText {
  Country country;
  double weight = 0;
  double hub = 0;
  std::string legal_form;
  std::string currency;
  std::string phone;
};

class Parameters {
 public:
  // `texts`: the shipped files. Errors: bad_format with its place; usage, if there is no such scenario.
  static Result<Parameters> load(const std::vector<SourceText>& texts, std::string_view scenario);
  // REQUIRES: `path` stands in the file: a test reads every path that the program asks for.
  double operator()(std::string_view path) const;
  double most(std::string_view path) const;  // REQUIRES: it is a span

  const std::vector<Figure>& figures() const { return figures_; }
  const std::vector<GoodText>& goods() const { return goods_; }
  const std::vector<CountryText>& countries() const { return countries_; }  // fewer than 255
  std::uint16_t fabs() const { return fabs_; }                              // in countries(): where chips are made
  // Do lorries drive from one country to the other? Both in countries().
  bool road_between(std::size_t one, std::size_t other) const;
  const std::vector<std::pair<std::uint16_t, std::uint16_t>>& roads() const { return roads_; }  // the smaller first
  const Routes& routes() const { return routes_; }
  const std::string& scenario() const { return scenario_; }

 private:
  const Figure& figure(std::string_view path) const;

  std::string scenario_;
  std::vector<Figure> figures_;  // by path
  std::vector<GoodText> goods_;
  std::vector<CountryText> countries_;
  std::uint16_t fabs_ = 0;
  std::vector<std::pair<std::uint16_t, std::uint16_t>> roads_;  // sorted
  Routes routes_;
};

std::vector<SourceText> shipped_parameters();

}  // namespace tidewaiter::world
