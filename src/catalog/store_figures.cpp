#include "catalog/store_figures.h"

#include <fmt/format.h>

namespace tidewaiter::catalog {
namespace {

bool is_month(std::string_view text) {
  static constexpr std::string_view kForm = "9999-99";
  if (text.size() != 4 && text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  }
  return text.size() == 4 || (text.substr(5) >= "01" && text.substr(5) <= "12");
}

// `low` and `high` of a table; a problem unless 0 < low <= high.
template <class Figure>
void read_bounds(TableReader& reader, std::string_view key, Figure& figure) {
  figure.low = reader.number("low").value_or(0);
  figure.high = reader.number("high").value_or(0);
  if (figure.low <= 0 || figure.high < figure.low)
    reader.problem(reader.place(), fmt::format("'{}' needs 0 < low <= high", key));
}

template <class Figure>
void read_origin(TableReader& reader, const Store& store, Figure& figure) {
  const Source* source = read_source(reader, store, "source");
  if (source == nullptr) return;
  figure.source = source->id;
  figure.confidence = source->confidence;
}

std::optional<Range> read_range(TableReader& reader, const Store& store, std::string_view key, Problems& problems) {
  const toml::Table* table = reader.table(key);
  if (table == nullptr) return std::nullopt;
  TableReader inner(reader.document(), *table, reader.place_of(key), problems);
  Range range;
  read_bounds(inner, key, range);
  read_origin(inner, store, range);
  inner.finish();
  return range;
}

std::optional<ListPrice> read_price(TableReader& reader, const Store& store, Problems& problems) {
  const toml::Table* table = reader.table("list_price");
  if (table == nullptr) return std::nullopt;
  TableReader inner(reader.document(), *table, reader.place_of("list_price"), problems);
  ListPrice price;
  read_bounds(inner, "list_price", price);
  price.currency = inner.required_text("currency");
  price.about = inner.boolean("about").value_or(false);
  price.date = read_month(inner, "date");
  read_origin(inner, store, price);
  inner.finish();
  return price;
}

}  // namespace

ItemKind read_kind(TableReader& reader) {
  const std::string word = reader.required_text("kind");
  const std::optional<ItemKind> kind = parse_item_kind(word);
  if (!kind && !word.empty()) {
    reader.problem(reader.place_of("kind"), fmt::format("'{}' is no kind of item", word),
                   "rack, system, board, card, chip, memory, accessory or none");
  }
  return kind.value_or(ItemKind::none);
}

const Source* read_source(TableReader& reader, const Store& store, std::string_view key) {
  const std::string id = reader.required_text(key);
  const Source* source = store.source(id);
  if (source == nullptr && !id.empty()) {
    reader.problem(reader.place_of(key), fmt::format("no source '{}'", id), "add it to catalog/data/sources.toml");
  }
  return source;
}

std::string read_month(TableReader& reader, std::string_view key) {
  std::string month = reader.text(key);
  if (!month.empty() && !is_month(month)) {
    reader.problem(reader.place_of(key), fmt::format("'{}' is no month or year", month), "2023-03 or 2023");
    month.clear();
  }
  return month;
}

std::string read_time(TableReader& reader, std::string_view key) {
  static constexpr std::string_view kDay = "9999-99-99";
  std::string time = reader.text(key);
  if (time.empty() || is_month(time) || (time.size() == kDay.size() && parse_date(time))) return time;
  reader.problem(reader.place_of(key), fmt::format("'{}' is no day, month or year", time),
                 "2023-03-02, 2023-03 or 2023");
  return {};
}

Box read_box(TableReader& reader, const Store& store, Problems& problems) {
  Box box;
  box.mass_kg = read_range(reader, store, "mass_kg", problems);
  box.packed_kg = read_range(reader, store, "packed_kg", problems);
  box.power_kw = read_range(reader, store, "power_kw", problems);
  box.list_price = read_price(reader, store, problems);
  box.cooling = reader.text("cooling");
  if (!box.cooling.empty() && box.cooling != "air" && box.cooling != "liquid") {
    reader.problem(reader.place_of("cooling"), fmt::format("'{}' is no way of cooling", box.cooling), "air or liquid");
    box.cooling.clear();
  }
  return box;
}

}  // namespace tidewaiter::catalog
