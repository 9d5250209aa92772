#include "engine/own_market.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "base/json_writer.h"
#include "base/period.h"
#include "catalog/catalog.h"
#include "engine/snapshot.h"
#include "ingest/market_table.h"

namespace tidewaiter {
namespace {

constexpr std::string_view kFolder = "catalog/own/";

constexpr char kDelete = '\x7F';  // the one character that JSON lets stand and TOML does not

// JSON's way of quoting is TOML's too.
std::string toml_text(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  std::ranges::replace(out, kDelete, ' ');
  return out;
}

std::string source_table(const std::string& id, std::string_view text, Confidence confidence) {
  return fmt::format("[[source]]\nid = {}\nconfidence = \"{}\"\ntext = {}\n\n", toml_text(id),
                     static_cast<char>(confidence), toml_text(text));
}

std::string rates_text(std::vector<ingest::RateRow> rows, const std::filesystem::path& file) {
  std::ranges::stable_sort(rows, [](const ingest::RateRow& a, const ingest::RateRow& b) {
    return std::pair(a.currency, a.days.from) < std::pair(b.currency, b.days.from);
  });
  std::string text = source_table("own-rates", "your table " + file.filename().string(), Confidence::unverified);
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    Date last = row->days.to;
    if (row->of_day) {
      last = row->days.from + (kRateDays - 1);
      const auto next = std::find_if(row + 1, rows.end(), [&](const ingest::RateRow& later) {
        return later.currency != row->currency || later.days.from > row->days.from;
      });
      if (next != rows.end() && next->currency == row->currency) last = std::min(last, next->days.from + -1);
    }
    text += fmt::format(
        "[[rates]]\nover = true\nfrom = \"{}\"\nto = \"{}\"\nsource = \"own-rates\"\nunits_per_usd = {{ {} = {:.17g} "
        "}}\n\n",
        row->days.from.to_string(), last.to_string(), toml_text(row->currency), 1 / row->usd);
  }
  return text;
}

// The name under which the catalogue knows it; empty where it does not.
std::string known_name(const catalog::Catalog& catalog, const std::string& written) {
  if (const catalog::CatalogItem* item = catalog.find(written)) return item->name;
  const catalog::System* system = catalog.system(written);
  return system == nullptr ? std::string{} : system->name;
}

std::string prices_text(const catalog::Catalog& catalog, const ingest::PriceTable& table,
                        const std::filesystem::path& file, std::vector<Reject>& rejects) {
  std::string sources;
  std::string listings;
  std::map<std::pair<std::string, char>, std::string> ids;
  for (const ingest::PriceRow& row : table.rows) {
    const auto reject = [&](std::string_view column, std::string value, std::string reason) {
      rejects.push_back(row.origin);
      rejects.back().column = column;
      rejects.back().value = std::move(value);
      rejects.back().reason = std::move(reason);
    };
    const std::string item = known_name(catalog, row.item);
    if (item.empty()) {
      reject("item", row.item, "item is no item or system of the catalogue");
      continue;
    }
    const auto days = days_of(row.date);
    if (!days || !catalog.rates().usd(row.currency, days->to)) {
      reject("currency", row.currency, fmt::format("currency has no rate of {}; --rates can give it", row.date));
      continue;
    }
    const std::string source = row.source.empty() ? "your table " + file.filename().string() : row.source;
    auto [id, made] = ids.try_emplace({source, static_cast<char>(row.confidence)});
    if (made) {
      id->second = fmt::format("own-prices-{}", ids.size());
      sources += source_table(id->second, source, row.confidence);
    }
    listings += fmt::format(
        "[[listing]]\nover = true\nitem = {}\nplace = {}\ngrey = {}\ndate = \"{}\"\nlow = {:.17g}\nhigh = {:.17g}\n"
        "currency = {}\nsource = {}\n\n",
        toml_text(item), toml_text(row.place.empty() ? "a place not named" : row.place), row.grey, row.date, row.low,
        row.high, toml_text(row.currency), toml_text(id->second));
  }
  return sources + listings;
}

}  // namespace

Result<OwnMarket> read_own_market(const DataTexts& shipped, const std::filesystem::path& prices,
                                  const std::filesystem::path& rates, ingest::DateOrder date_order,
                                  const std::string& encoding) {
  OwnMarket market;
  const auto take = [&](auto& table) {
    std::ranges::move(table.rejects, std::back_inserter(market.rejects));
    std::ranges::move(table.notes, std::back_inserter(market.notes));
    std::ranges::move(table.how_read, std::back_inserter(market.how_read));
  };
  if (!rates.empty()) {
    TIDEWAITER_TRY(ingest::RateTable table, ingest::read_rates(rates, date_order, encoding));
    market.texts.push_back({std::string(kFolder) + "rates.toml", rates_text(std::move(table.rows), rates)});
    take(table);
  }
  if (!prices.empty()) {
    TIDEWAITER_TRY(ingest::PriceTable table, ingest::read_prices(prices, date_order, encoding));
    RuleTexts texts = sorted(shipped);
    std::ranges::copy(market.texts, std::back_inserter(texts.catalog));
    TIDEWAITER_TRY(const catalog::Catalog catalog, catalog::Catalog::load(texts.catalog));
    market.texts.push_back({std::string(kFolder) + "prices.toml", prices_text(catalog, table, prices, market.rejects)});
    take(table);
  }
  std::ranges::stable_sort(market.rejects, {}, [](const Reject& one) { return std::pair(one.file, one.record); });
  return market;
}

bool is_own_market(const SourceText& text) { return text.name.starts_with(kFolder); }

}  // namespace tidewaiter
