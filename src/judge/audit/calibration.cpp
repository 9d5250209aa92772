#include "judge/audit/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/toml.h"
#include "judge/audit/measures.h"

namespace tidewaiter {
std::vector<SourceText> audit_facts();  // made by tidewaiter_embed
}

namespace tidewaiter::judge::audit {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  const auto known = std::ranges::find_if(kMeasures, [&](const MeasureInfo& info) {
    return text == info.name || text.starts_with(std::string(info.name) + ' ');
  });
  if (known == kMeasures.end()) return {};
  std::vector<std::string> words{std::string(known->name)};
  std::string_view rest = std::string_view(text).substr(std::min(text.size(), known->name.size() + 1));
  for (std::size_t i = 0; i < known->arguments && !rest.empty(); ++i) {
    const std::size_t end = i + 1 == known->arguments ? rest.size() : std::min(rest.find(' '), rest.size());
    words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words.size() == known->arguments + 1 && rest.empty() ? words : std::vector<std::string>{};
}

Result<Fact> read_fact(const toml::Document& document, const toml::Value& value, bool assumed) {
  const toml::Table* table = value.table();
  const auto wrong = [&](toml::Place place, std::string message) {
    return fail(ErrorCode::bad_format, std::move(message), document.where(place));
  };
  if (table == nullptr) return wrong(value.place, "a table is expected");
  Fact fact;
  fact.assumed = assumed;
  bool has_low = false, has_high = false;
  for (const toml::Member& member : table->members()) {
    const toml::Value& cell = member.value;
    double number = 0;
    const double* figure = cell.number(number);
    if (const Date* date = cell.date()) {
      number = date->days_since_1970();
      figure = &number;
      fact.dates = true;
    }
    if (member.key == "low" || member.key == "high") {
      if (figure == nullptr || assumed) return wrong(cell.place, "only a fact has an interval, of numbers or dates");
      (member.key == "low" ? fact.low : fact.high) = *figure;
      (member.key == "low" ? has_low : has_high) = true;
      continue;
    }
    const std::string* text = cell.string();
    if (text == nullptr) return wrong(cell.place, fmt::format("{}: a text is expected", member.key));
    if (member.key == "id") {
      fact.id = *text;
    } else if (member.key == "says") {
      fact.says = *text;
    } else if (member.key == "source") {
      fact.source = *text;
    } else if (member.key == "confidence") {
      fact.confidence = *text;
    } else if (member.key == "measure") {
      fact.measure = words_of(*text);
      if (fact.measure.empty()) return wrong(cell.place, fmt::format("there is no measure \"{}\"", *text));
    } else {
      return wrong(member.key_place, fmt::format("unknown key {}", member.key));
    }
  }
  if (fact.id.empty() || fact.says.empty() || fact.measure.empty()) {
    return wrong(value.place, "id, says and measure are needed");
  }
  if (!assumed && (!has_low || !has_high || fact.high < fact.low || fact.source.empty() || fact.confidence.empty())) {
    return wrong(value.place, "a fact needs low and high in their order, a source and a confidence");
  }
  return fact;
}

}  // namespace

Result<std::vector<Fact>> read_facts(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  std::vector<Fact> facts;
  for (const toml::Member& member : document.root.members()) {
    const toml::Array* rows = member.value.array();
    if ((member.key != "fact" && member.key != "assumed") || rows == nullptr) {
      return fail(ErrorCode::bad_format, "only [[fact]] and [[assumed]] stand here", document.where(member.key_place));
    }
    for (const toml::Value& row : *rows) {
      TIDEWAITER_TRY(Fact fact, read_fact(document, row, member.key == "assumed"));
      facts.push_back(std::move(fact));
    }
  }
  return facts;
}

Result<std::vector<Fact>> shipped_facts() { return read_facts(audit_facts().front()); }

std::size_t CalibrationReport::shown() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rows, [](const CalibrationRow& row) { return !row.fact.assumed && row.world; }));
}

bool CalibrationReport::passed() const {
  const bool outside = std::ranges::any_of(
      rows, [](const CalibrationRow& row) { return !row.fact.assumed && row.world && !row.inside; });
  return !outside && shown() >= kFewestFacts;
}

Result<CalibrationReport> calibrate(const World& world, const ColumnTable& shipments, const ColumnTable& events,
                                    const std::vector<Fact>& facts) {
  TIDEWAITER_TRY(const Measures measures, Measures::read(world, shipments, events));
  CalibrationReport report;
  for (const Fact& fact : facts) {
    CalibrationRow row{fact, std::nullopt, 0, false};
    const Measured measured = measures.measure(fact.measure);
    row.world = measured.value;
    row.from = measured.from;
    row.inside = row.world && *row.world >= fact.low && *row.world <= fact.high;
    report.rows.push_back(std::move(row));
  }
  return report;
}

}  // namespace tidewaiter::judge::audit
