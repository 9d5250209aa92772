#include "judge/audit/feature_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/date.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

float number_of(std::string_view text) {
  float number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && stop == text.data() + text.size() && !text.empty() && std::isfinite(number) ? number
                                                                                                             : kUnknown;
}

float day_of(std::string_view text) {
  if (text.size() < 8 || !is_digit(text.front())) return kUnknown;
  const std::optional<Date> date = parse_date(text);
  return date ? static_cast<float>(date->days_since_1970()) : kUnknown;
}

std::vector<float> column_numbers(const ColumnTable& table, std::string_view name) {
  std::vector<float> found(table.rows(), kUnknown);
  if (const auto column = table.find(name)) {
    for (std::size_t row = 0; row < found.size(); ++row) found[row] = number_of(table.cell(*column, row));
  }
  return found;
}

std::string shape_of(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const bool other_script = static_cast<unsigned char>(c) >= 0x80;
    const char sign = is_digit(c) ? '9' : is_upper(c) ? 'A' : is_lower(c) || other_script ? 'a' : c;
    if (shape.empty() || shape.back() != sign) shape += sign;
  }
  return shape;
}

SeenRows::SeenRows(std::vector<std::uint32_t> place, std::size_t rows_of_table) : times(rows_of_table + 1) {
  for (std::uint32_t& code : place) {
    code = code == kNone ? 0 : code + 1;
    if (times[code]++ == 0) in_turn.push_back(code);
  }
  codes = std::make_shared<const std::vector<std::uint32_t>>(std::move(place));
}

namespace {

// Texts of a column by number: those that come, each once, in the order in which they come first.
struct Distinct {
  std::shared_ptr<const std::vector<std::uint32_t>> codes;  // one a row of the feature
  std::vector<std::uint32_t> number;                        // of the text of each code; empty: the code itself
  std::vector<std::string_view> texts{std::string_view{}};
  std::vector<std::uint32_t> rows{0};  // that have it
};

Distinct distinct_of(const Seen& seen) {
  const ColumnTable& table = *seen.table;
  Distinct out;
  std::vector<std::uint32_t> number_of_sym(table.distinct() + 1);
  const auto number = [&](Sym sym, std::uint32_t times) {
    std::uint32_t& known = number_of_sym[static_cast<std::size_t>(sym)];
    if (sym != Sym::missing && known == 0) {
      known = static_cast<std::uint32_t>(out.texts.size());
      out.texts.push_back(table.text(sym));
      out.rows.push_back(0);
    }
    out.rows[known] += times;
    return known;
  };
  if (seen.rows) {
    out.codes = seen.rows->codes;
    out.number.resize(seen.rows->times.size());
    for (const std::uint32_t code : seen.rows->in_turn) {
      const std::uint32_t row = seen.rows->row_of(code);
      out.number[code] = number(row == kNone ? Sym::missing : table.sym(seen.column, row), seen.rows->times[code]);
    }
    return out;
  }
  const std::size_t rows = seen.place.empty() ? table.rows() : seen.place.size();
  std::vector<std::uint32_t> codes(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t at = seen.place.empty() ? static_cast<std::uint32_t>(row) : seen.place[row];
    codes[row] = number(at == kNone ? Sym::missing : table.sym(seen.column, at), 1);
  }
  out.codes = std::make_shared<const std::vector<std::uint32_t>>(std::move(codes));
  return out;
}

// The feature whose values by text these are.
Feature with_values(const Distinct& distinct, std::string name, Sign sign, std::vector<float> of_text) {
  Feature feature{std::move(name), sign, true, {}, {}, distinct.codes};
  if (distinct.number.empty()) {
    feature.values = std::move(of_text);
  } else {
    feature.values.reserve(distinct.number.size());
    for (const std::uint32_t number : distinct.number) feature.values.push_back(of_text[number]);
  }
  return feature;
}

template <class Value>
Feature by_text(const Distinct& distinct, std::string name, Sign sign, Value value) {
  std::vector<float> of_text(distinct.texts.size());
  for (std::size_t i = 0; i < of_text.size(); ++i) of_text[i] = value(distinct.texts[i]);
  return with_values(distinct, std::move(name), sign, std::move(of_text));
}

Feature by_word(const Distinct& distinct, std::string name, Sign sign) {
  std::vector<float> of_text(distinct.texts.size(), kUnknown);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < of_text.size(); ++i) {
    if (distinct.rows[i] < 2) continue;
    of_text[i] = static_cast<float>(words.size());
    words.emplace_back(distinct.texts[i]);
  }
  Feature feature = with_values(distinct, std::move(name), sign, std::move(of_text));
  feature.ordered = false;
  feature.words = std::move(words);
  return feature;
}

}  // namespace

std::vector<Feature> column_features(const Seen& seen) {
  const Distinct distinct = distinct_of(seen);
  std::vector<Feature> features;
  const auto as = [&](std::string_view what) { return fmt::format("{}: {}", seen.name, what); };
  features.push_back(by_text(distinct, as("is there"), seen.sign, [](auto text) { return text.empty() ? 0.F : 1.F; }));
  if (distinct.texts.size() == 1) return features;
  features.push_back(by_word(distinct, seen.name, seen.sign));
  features.push_back(
      by_text(distinct, as("length"), seen.sign, [](auto text) { return static_cast<float>(text.size()); }));
  std::size_t numbers = 0, days = 0;
  for (const std::string_view text : distinct.texts) {
    if (!std::isnan(day_of(text))) ++days;
    if (!std::isnan(number_of(text))) ++numbers;
  }
  if (2 * days > distinct.texts.size()) {
    Feature on = by_text(distinct, as("day"), seen.sign, day_of);
    Feature age{as("days before the shipment"), seen.sign, true, std::vector<float>(on.rows()), {}};
    for (std::size_t row = 0; row < age.values.size(); ++row) {
      age.values[row] = static_cast<float>(seen.day[row]) - on.at(row);
    }
    features.push_back(std::move(on));
    features.push_back(std::move(age));
    const auto civil = [](std::string_view text) { return parse_date(text)->civil(); };
    features.push_back(by_text(distinct, as("weekday"), seen.sign, [](auto text) {
      const float day = day_of(text);
      return std::isnan(day) ? day : std::fmod(day + 3.F, 7.F);  // 1970-01-01 was a Thursday; 0 is Monday
    }));
    features.push_back(by_text(distinct, as("day of the month"), seen.sign, [&](auto text) {
      return std::isnan(day_of(text)) ? kUnknown : static_cast<float>(static_cast<unsigned>(civil(text).day()));
    }));
    features.push_back(by_text(distinct, as("month"), seen.sign, [&](auto text) {
      return std::isnan(day_of(text)) ? kUnknown : static_cast<float>(static_cast<unsigned>(civil(text).month()));
    }));
    return features;
  }
  if (2 * numbers > distinct.texts.size()) features.push_back(by_text(distinct, as("number"), seen.sign, number_of));
  std::unordered_map<std::string, float> shapes;
  Feature shape = by_text(distinct, as("shape"), seen.sign, [&](auto text) {
    return shapes.emplace(shape_of(text), static_cast<float>(shapes.size())).first->second;
  });
  shape.ordered = false;
  shape.words.resize(shapes.size());
  for (const auto& [text, number] : shapes) shape.words[static_cast<std::size_t>(number)] = text;
  features.push_back(std::move(shape));
  features.push_back(by_text(distinct, as("zeros at its end"), seen.sign, [](std::string_view text) {
    const std::size_t last = text.find_last_not_of('0');
    return static_cast<float>(text.size() - (last == std::string_view::npos ? 0 : last + 1));
  }));
  return features;
}

}  // namespace tidewaiter::judge::audit
