#include "world/parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "base/toml.h"

namespace tidewaiter {
std::vector<SourceText> world_data();  // cmake/Embed.cmake
}

namespace tidewaiter::world {
namespace {

std::string text_of(const toml::Table& table, std::string_view key) {
  const toml::Value* value = table.find(key);
  return value == nullptr || value->string() == nullptr ? std::string{} : *value->string();
}

double number_of(const toml::Table& table, std::string_view key, double otherwise = 0) {
  double storage = 0;
  const toml::Value* value = table.find(key);
  const double* number = value == nullptr ? nullptr : value->number(storage);
  return number == nullptr ? otherwise : *number;
}

Result<Figure> figure_of(const toml::Document& document, const std::string& section, const toml::Member& member) {
  const toml::Table* table = member.value.table();
  double storage = 0;
  const toml::Value* value = table == nullptr ? nullptr : table->find("value");
  if (value == nullptr || value->number(storage) == nullptr || table->find("source") == nullptr) {
    return fail(ErrorCode::bad_format, fmt::format("{}.{} is no figure with a value and a source", section, member.key),
                document.where(member.key_place));
  }
  Figure figure{section + "." + member.key,    *value->number(storage), text_of(*table, "source"),
                text_of(*table, "confidence"), text_of(*table, "note"), std::nullopt};
  if (table->find("most") != nullptr) {
    figure.most = number_of(*table, "most", figure.value - 1);
    if (*figure.most < figure.value)
      return fail(ErrorCode::bad_format, fmt::format("{} ends before it begins", figure.path),
                  document.where(member.key_place));
  }
  return figure;
}

Result<GoodText> good_of(const toml::Document& document, const toml::Value& value) {
  const toml::Table* table = value.table();
  if (table == nullptr || text_of(*table, "chip").empty())
    return fail(ErrorCode::bad_format, "a good has a chip", document.where(value.place));
  GoodText good;
  good.chip = text_of(*table, "chip");
  good.server = text_of(*table, "server");
  good.converted = text_of(*table, "converted");
  good.maker = static_cast<int>(number_of(*table, "maker"));
  good.weight = number_of(*table, "weight");
  good.price = number_of(*table, "price");
  good.restricted_only = text_of(*table, "for") == "restricted";
  if (const std::string until = text_of(*table, "until"); !until.empty()) {
    good.until = parse_date(until + "-28");
    if (!good.until) return fail(ErrorCode::bad_format, "until is no year and month", document.where(value.place));
  }
  return good;
}

Result<CountryText> country_of(const toml::Document& document, const toml::Value& row) {
  const toml::Array* cells = row.array();
  double storage[2] = {};
  const auto bad = [&] {
    return fail(ErrorCode::bad_format, "a country is a row of code, two weights and three texts",
                document.where(row.place));
  };
  if (cells == nullptr || cells->size() != 6) return bad();
  for (const std::size_t i : {0U, 3U, 4U, 5U}) {
    if ((*cells)[i].string() == nullptr) return bad();
  }
  const double* weight = (*cells)[1].number(storage[0]);
  const double* hub = (*cells)[2].number(storage[1]);
  if (weight == nullptr || hub == nullptr || (*cells)[0].string()->size() != 2) return bad();
  return CountryText{Country(*(*cells)[0].string()), *weight, *hub, *(*cells)[3].string(), *(*cells)[4].string(),
                     *(*cells)[5].string()};
}

// Two codes of `countries`, and what joins them if that is no land, as their places, the smaller first.
Result<std::pair<std::uint16_t, std::uint16_t>> road_of(const toml::Document& document, const toml::Value& pair,
                                                        const std::vector<CountryText>& countries) {
  const toml::Array* ends = pair.array();
  std::vector<std::uint16_t> places;
  for (std::size_t i = 0; ends != nullptr && i < std::min<std::size_t>(ends->size(), 2); ++i) {
    const std::string* code = (*ends)[i].string();
    const auto found = std::ranges::find_if(
        countries, [&](const CountryText& each) { return code != nullptr && each.country.code() == *code; });
    if (found != countries.end()) places.push_back(static_cast<std::uint16_t>(found - countries.begin()));
  }
  if (places.size() != 2 || places[0] == places[1]) {
    return fail(ErrorCode::bad_format, "a road joins two countries of the world", document.where(pair.place));
  }
  return std::pair{std::min(places[0], places[1]), std::max(places[0], places[1])};
}

}  // namespace

std::vector<SourceText> shipped_parameters() { return world_data(); }

Result<Parameters> Parameters::load(const std::vector<SourceText>& texts, std::string_view scenario) {
  Parameters parameters;
  parameters.scenario_ = scenario;
  std::vector<std::string> scenarios;
  for (const SourceText& text : texts) {
    TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
    for (const toml::Member& section : document.root.members()) {
      if (section.key == "good") {
        for (const toml::Value& value : *section.value.array()) {
          TIDEWAITER_TRY(GoodText good, good_of(document, value));
          parameters.goods_.push_back(std::move(good));
        }
      } else if (section.key == "countries") {
        const toml::Value* rows = section.value.table()->find("rows");
        if (rows == nullptr || rows->array() == nullptr)
          return fail(ErrorCode::bad_format, "countries have rows", document.where(section.key_place));
        for (const toml::Value& row : *rows->array()) {
          TIDEWAITER_TRY(CountryText country, country_of(document, row));
          parameters.countries_.push_back(std::move(country));
        }
        const std::string fabs = text_of(*section.value.table(), "fabs");
        const auto found = std::ranges::find_if(parameters.countries_,
                                                [&](const CountryText& each) { return each.country.code() == fabs; });
        if (found == parameters.countries_.end() || parameters.countries_.size() >= 255)
          return fail(ErrorCode::bad_format, "one of the countries, fewer than 255, is that of the fabs",
                      document.where(section.key_place));
        parameters.fabs_ = static_cast<std::uint16_t>(found - parameters.countries_.begin());
      } else if (section.key == "roads") {  // its file comes after that of the countries
        for (const char* name : {"pairs", "links"}) {
          const toml::Value* pairs = section.value.table() == nullptr ? nullptr : section.value.table()->find(name);
          if (pairs == nullptr || pairs->array() == nullptr)
            return fail(ErrorCode::bad_format, "roads have pairs and links", document.where(section.key_place));
          for (const toml::Value& pair : *pairs->array()) {
            TIDEWAITER_TRY(const auto road, road_of(document, pair, parameters.countries_));
            parameters.roads_.push_back(road);
          }
        }
        std::ranges::sort(parameters.roads_);
      } else if (section.key == "routes") {  // as the roads
        std::vector<std::string_view> codes;
        for (const CountryText& each : parameters.countries_) codes.push_back(each.country.code());
        TIDEWAITER_TRY(parameters.routes_, Routes::load(document, section, codes));
      } else if (section.key != "scenario") {
        for (const toml::Member& member : section.value.table()->members()) {
          TIDEWAITER_TRY(Figure figure, figure_of(document, section.key, member));
          parameters.figures_.push_back(std::move(figure));
        }
      }
    }
    std::ranges::sort(parameters.figures_, {}, &Figure::path);
    const toml::Value* all = document.root.find("scenario");
    if (all == nullptr || all->table() == nullptr) continue;
    for (const toml::Member& one : all->table()->members()) {
      scenarios.push_back(one.key);
      if (one.key != scenario) continue;
      for (const toml::Member& laid : one.value.table()->members()) {
        const auto found = std::ranges::find(parameters.figures_, laid.key, &Figure::path);
        double storage = 0;
        if (found == parameters.figures_.end() || laid.value.number(storage) == nullptr)
          return fail(ErrorCode::bad_format, fmt::format("{} is no figure", laid.key), document.where(laid.key_place));
        found->value = *laid.value.number(storage);
        found->note = fmt::format("scenario {}", scenario);
        found->source = "assumed";
        found->confidence.clear();
      }
    }
  }
  if (std::ranges::find(scenarios, scenario) == scenarios.end()) {
    return fail(ErrorCode::usage, fmt::format("there is no scenario \"{}\"", scenario), "--scenario",
                fmt::format("one of: {}", fmt::join(scenarios, ", ")));
  }
  return parameters;
}

bool Parameters::road_between(std::size_t one, std::size_t other) const {
  const std::pair road{static_cast<std::uint16_t>(std::min(one, other)),
                       static_cast<std::uint16_t>(std::max(one, other))};
  return std::ranges::binary_search(roads_, road);
}

const Figure& Parameters::figure(std::string_view path) const {
  const auto found = std::ranges::lower_bound(figures_, path, {}, &Figure::path);
  if (found == figures_.end() || found->path != path)
    throw std::logic_error(fmt::format("the parameters have no figure {}", path));
  return *found;
}

double Parameters::operator()(std::string_view path) const { return figure(path).value; }

double Parameters::most(std::string_view path) const {
  const Figure& span = figure(path);
  if (!span.most) throw std::logic_error(fmt::format("{} is no span", path));
  return *span.most;
}

}  // namespace tidewaiter::world
