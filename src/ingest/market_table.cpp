#include "ingest/market_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/ascii.h"
#include "base/period.h"
#include "ingest/small_table.h"
#include "ingest/words.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::array kPriceFields{
    FieldInfo{"item", FieldType::text, "name of an item or system of the catalogue"},
    FieldInfo{"date", FieldType::date, "day, month or year of the listing"},
    FieldInfo{"place", FieldType::text, "country in which it was asked"},
    FieldInfo{"low", FieldType::quantity, "least price of one unit"},
    FieldInfo{"mid", FieldType::quantity, "its usual price"},
    FieldInfo{"high", FieldType::quantity, "highest price of one unit"},
    FieldInfo{"currency", FieldType::text, "ISO 4217"},
    FieldInfo{"source", FieldType::text, "who asked, where it was read"},
    FieldInfo{"confidence", FieldType::text, "M, Q, S, I or U"},
    FieldInfo{"grey", FieldType::text, "Y where the thing may not go"},
};
enum PriceColumn : std::uint8_t { item, price_date, place, low, mid, high, price_currency, source, confidence, grey };

constexpr std::array kRateFields{
    FieldInfo{"currency", FieldType::text, "ISO 4217"},
    FieldInfo{"date", FieldType::date, "day, month or year"},
    FieldInfo{"usd", FieldType::quantity, "US dollars for one unit"},
};
enum RateColumn : std::uint8_t { rate_currency, rate_date, usd };

// A day, month or year as it is kept: "2026", "2026-03", "2026-03-02"; empty where it cannot be read.
std::string read_time(std::string_view text, DateOrder order) {
  if (text.size() == 4 && std::ranges::all_of(text, is_digit)) return std::string(text);
  const bool month = text.size() == 7 && std::ranges::all_of(text.substr(0, 4), is_digit) &&
                     std::ranges::all_of(text.substr(5), is_digit) &&
                     (text[4] == '-' || text[4] == '/' || text[4] == '.') && text.substr(5) >= "01" &&
                     text.substr(5) <= "12";
  if (month) return std::string(text.substr(0, 4)) + "-" + std::string(text.substr(5));
  const std::optional<Date> day = read_date(text, order);
  return day ? day->to_string() : std::string{};
}

std::optional<Reject> read_above_zero(SmallTable& table, const tables::CsvRow& row, std::size_t field,
                                      std::optional<double>& into) {
  const std::string_view cell = table.cell(row, field);
  if (cell.empty()) return std::nullopt;
  const Quantity read = table.quantity(row, cell);
  if (!read.problem.empty()) return table.reject(row, field, read.problem);
  if (read.value <= 0) return table.reject(row, field, "must be above 0");
  into = read.value;
  return std::nullopt;
}

// A word of yes or no; nullopt for another. Empty is no.
std::optional<bool> read_yes(std::string_view cell) {
  const std::string word = fold_word(cell);
  if (word == "y" || word == "yes" || word == "true" || word == "1") return true;
  if (word.empty() || word == "n" || word == "no" || word == "false" || word == "0") return false;
  return std::nullopt;
}

std::optional<Confidence> read_confidence(std::string_view cell) {
  if (cell.empty()) return Confidence::unverified;
  const char letter = is_lower(cell.front()) ? static_cast<char>(cell.front() - 'a' + 'A') : cell.front();
  return cell.size() == 1 ? parse_confidence({&letter, 1}) : std::nullopt;
}

std::optional<Reject> read_price(SmallTable& table, const tables::CsvRow& row, DateOrder order, PriceRow& price) {
  const auto cell = [&](PriceColumn column) { return table.cell(row, column); };
  if (cell(item).empty()) return table.reject(row, item, "is empty");
  price.item = cell(item);
  price.origin = table.reject(row, item, "");
  if (cell(price_date).empty()) return table.reject(row, price_date, "is empty");
  price.date = read_time(cell(price_date), order);
  if (price.date.empty()) return table.reject(row, price_date, date_problem(cell(price_date), order));
  price.place = cell(place);
  std::optional<double> least;
  std::optional<double> usual;
  std::optional<double> most;
  for (const auto& [column, into] : {std::pair{low, &least}, {mid, &usual}, {high, &most}}) {
    if (auto rejected = read_above_zero(table, row, column, *into)) return rejected;
  }
  if (!least && !usual && !most) return table.reject(row, mid, "is empty, and so are low and high");
  price.low = least.value_or(usual.value_or(most.value_or(0)));
  price.high = most.value_or(usual.value_or(least.value_or(0)));
  if (price.high < price.low) return table.reject(row, high, "is below low");
  if (usual && (*usual < price.low || *usual > price.high))
    return table.reject(row, mid, "is not between low and high");
  price.currency = cell(price_currency).empty() ? "USD" : cell(price_currency);
  price.source = cell(source);
  const auto sure = read_confidence(cell(confidence));
  if (!sure) return table.reject(row, confidence, "is none of M, Q, S, I, U");
  price.confidence = *sure;
  const auto is_grey = read_yes(cell(grey));
  if (!is_grey) return table.reject(row, grey, "is neither Y nor N");
  price.grey = *is_grey;
  return std::nullopt;
}

std::optional<Reject> read_rate(SmallTable& table, const tables::CsvRow& row, DateOrder order, RateRow& rate) {
  rate.currency = table.cell(row, rate_currency);
  if (rate.currency.empty()) return table.reject(row, rate_currency, "is empty");
  if (rate.currency.size() != 3 || !std::ranges::all_of(rate.currency, is_letter))
    return table.reject(row, rate_currency, "is no code of ISO 4217, which has three letters (EUR)");
  const std::string_view written = table.cell(row, rate_date);
  if (written.empty()) return table.reject(row, rate_date, "is empty");
  const auto days = days_of(read_time(written, order));
  if (!days) return table.reject(row, rate_date, date_problem(written, order));
  rate.days = *days;
  rate.of_day = rate.days.from == rate.days.to;
  std::optional<double> dollars;
  if (auto rejected = read_above_zero(table, row, usd, dollars)) return rejected;
  if (!dollars) return table.reject(row, usd, "is empty");
  rate.usd = *dollars;
  return std::nullopt;
}

}  // namespace

Result<PriceTable> read_prices(const std::filesystem::path& path, DateOrder date_order, const std::string& encoding) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  input.state({.name = encoding, .unless_utf8 = true});
  return read_small_table<PriceTable>(std::move(input), {}, date_order, kPriceFields,
                                      {{item}, {price_date}, {low, mid, high}},
                                      [&](SmallTable& table, const tables::CsvRow& row, PriceRow& price) {
                                        return read_price(table, row, date_order, price);
                                      });
}

Result<RateTable> read_rates(const std::filesystem::path& path, DateOrder date_order, const std::string& encoding) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  input.state({.name = encoding, .unless_utf8 = true});
  return read_small_table<RateTable>(std::move(input), {}, date_order, kRateFields,
                                     {{rate_currency}, {rate_date}, {usd}},
                                     [&](SmallTable& table, const tables::CsvRow& row, RateRow& rate) {
                                       return read_rate(table, row, date_order, rate);
                                     });
}

}  // namespace tidewaiter::ingest
