#include "engine/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/toml.h"
#include "engine/own_market.h"
#include "engine/version.h"

namespace tidewaiter {
namespace {

constexpr std::int64_t kMostNoticeDays = 3'660;  // ten years: more is a mistake of writing

// [[window]]: from (the first has none), name, title; in order.
Result<std::vector<LawWindow>> read_windows(const toml::Document& document) {
  std::vector<LawWindow> windows;
  const toml::Value* tables = document.root.find("window");
  if (tables == nullptr) return windows;
  if (tables->array() == nullptr) return fail(ErrorCode::bad_format, "window must be [[window]]", document.file);
  for (const toml::Value& each : *tables->array()) {
    const toml::Table* table = each.table();
    const auto member = [&](std::string_view key) { return table == nullptr ? nullptr : table->find(key); };
    const toml::Value* from = member("from");
    const toml::Value* name = member("name");
    const toml::Value* title = member("title");
    const bool dated = from == nullptr ? windows.empty() : from->date() != nullptr;
    if (!dated || name == nullptr || name->string() == nullptr || title == nullptr || title->string() == nullptr) {
      return fail(ErrorCode::bad_format, "a window has from (a date, but the first), name and title",
                  document.where(each.place));
    }
    windows.push_back({from == nullptr ? kFirstDate : *from->date(), *name->string(), *title->string()});
    if (windows.size() > 1 && windows.back().from <= windows[windows.size() - 2].from)
      return fail(ErrorCode::bad_format, "windows stand in the order of their days", document.where(each.place));
  }
  return windows;
}

Result<Jurisdiction> read_jurisdiction(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  const toml::Value* home = document.root.find("home");
  if (home == nullptr || home->string() == nullptr || home->string()->size() != 2) {
    return fail(ErrorCode::bad_format, "home must be a country code in quotes", document.file);
  }
  const toml::Value* not_on_list = document.root.find("not_on_list");
  if (not_on_list == nullptr || not_on_list->string() == nullptr) {
    return fail(ErrorCode::bad_format, "not_on_list must be text in quotes", document.file);
  }
  const toml::Value* notice_days = document.root.find("notice_days");
  if (notice_days == nullptr || notice_days->integer() == nullptr || *notice_days->integer() < 0 ||
      *notice_days->integer() > kMostNoticeDays) {
    return fail(ErrorCode::bad_format, fmt::format("notice_days must be a number of days, 0 to {}", kMostNoticeDays),
                document.file);
  }
  Jurisdiction jurisdiction{
      Country(*home->string()), *not_on_list->string(), {}, static_cast<std::int32_t>(*notice_days->integer()), {}};
  TIDEWAITER_TRY(jurisdiction.windows, read_windows(document));
  const toml::Value* none = document.root.find("no_authorisation");
  if (none == nullptr || none->array() == nullptr) {
    return fail(ErrorCode::bad_format, "no_authorisation must be a list of words", document.file);
  }
  for (const toml::Value& word : *none->array()) {
    if (word.string() != nullptr) jurisdiction.no_authorisation.push_back(*word.string());
  }
  return jurisdiction;
}

}  // namespace

RuleTexts sorted(DataTexts data) {
  RuleTexts texts;
  for (SourceText& text : data.shipped) {
    if (text.name.starts_with("catalog/")) {
      texts.catalog.push_back(std::move(text));
    } else if (text.name.starts_with("regimes/places/")) {
      texts.places.push_back(std::move(text));
    } else if (text.name.ends_with("/lists.toml")) {
      texts.lists.push_back(std::move(text));
    } else if (text.name == "regimes/list-sources.toml") {
      continue;  // chosen_lists() reads it
    } else if (text.name.ends_with("/regime.toml")) {
      texts.regime = std::move(text);
    } else if (text.name.ends_with("/addressees.toml")) {
      texts.addressees = std::move(text);
    } else if (text.name == "regimes/end-use.toml") {
      texts.end_use = std::move(text);
    } else if (text.name == "regimes/flags/patterns.toml") {
      texts.patterns = std::move(text);
    } else if (text.name == "regimes/flags/questions.toml") {
      texts.questions = std::move(text);
    } else {
      texts.rules.push_back(std::move(text));
    }
  }
  std::ranges::move(data.own, std::back_inserter(texts.rules));
  return texts;
}

Result<RuleTexts> rule_texts(const std::string& folder) {
  TIDEWAITER_TRY(DataTexts data, read_data_texts(folder));
  return sorted(std::move(data));
}

Result<Snapshot> load_snapshot(const Settings& settings, const SnapshotOptions& options) {
  DataTexts read;
  if (options.texts) {
    read = *options.texts;
  } else {
    TIDEWAITER_TRY(read, read_data_texts(options.rules));
  }
  OwnMarket market;
  if (!options.prices.empty() || !options.rates.empty()) {
    TIDEWAITER_TRY(market, read_own_market(read, options.prices, options.rates, settings.date_order, options.encoding));
    std::ranges::move(market.texts, std::back_inserter(read.shipped));
  }
  const auto data = std::make_shared<const DataTexts>(std::move(read));
  const RuleTexts texts = sorted(*data);
  TIDEWAITER_TRY(Places places, Places::load(texts.places));
  TIDEWAITER_TRY(lists::ListCatalog list_catalog, lists::ListCatalog::load(texts.lists));
  TIDEWAITER_TRY(catalog::Catalog catalog, catalog::Catalog::load(texts.catalog));
  TIDEWAITER_TRY(Regime regime, Regime::load(texts.rules, places));
  TIDEWAITER_TRY(EndUseWords end_use, EndUseWords::load(texts.end_use));
  TIDEWAITER_TRY(PatternBounds patterns, PatternBounds::load(texts.patterns));
  TIDEWAITER_TRY(Addressees addressees, Addressees::load(texts.addressees));
  TIDEWAITER_TRY(Jurisdiction jurisdiction, read_jurisdiction(texts.regime));
  std::optional<ListBook> lists;
  if (options.lists != "none") {
    TIDEWAITER_TRY(lists, ListBook::open(options.lists));
  }
  Versions versions{lists ? lists->version() : "none", regime.rules_version().substr(0, 16), kEngineVersion};
  return Snapshot{.settings = settings,
                  .places = std::move(places),
                  .list_catalog = std::move(list_catalog),
                  .catalog = std::move(catalog),
                  .regime = std::move(regime),
                  .end_use = std::move(end_use),
                  .patterns = std::move(patterns),
                  .addressees = std::move(addressees),
                  .lists = std::move(lists),
                  .exceptions = {},
                  .versions = std::move(versions),
                  .jurisdiction = std::move(jurisdiction),
                  .data = data,
                  .data_version = data->version(),
                  .market_rejects = std::move(market.rejects),
                  .market_notes = std::move(market.notes),
                  .market_how_read = std::move(market.how_read),
                  .as_of = {},
                  .today = Date::today(),
                  .started = {},
                  .strict_text = false};
}

}  // namespace tidewaiter
