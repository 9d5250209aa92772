#include "catalog/pages/figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::catalog {
namespace {

std::string range_text(const Range& range, std::string_view unit) {
  if (range.low == range.high) return fmt::format("{} {}", number_text(range.low), unit);
  return fmt::format("{} to {} {}", number_text(range.low), number_text(range.high), unit);
}

std::string price_text(const ListPrice& price) {
  std::string text = fmt::format("{}{} {}", price.about ? "about " : "", price.currency, number_text(price.low));
  if (price.high != price.low) text += " to " + number_text(price.high);
  return text + (price.date.empty() ? ", undated" : ", " + price.date);
}

std::string modes_text(const std::vector<Mode>& modes) {
  std::string text;
  for (const Mode& mode : modes)
    text += fmt::format("{}{} bits {} TOPS", text.empty() ? "" : "; ", mode.bits, mode.tops.to_string());
  return text;
}

void add_box(std::vector<FigureRow>& rows, const Box& box) {
  const auto add = [&](std::string_view name, const std::optional<Range>& range, std::string_view unit) {
    if (range) rows.push_back({std::string(name), range_text(*range, unit), range->source, range->confidence});
  };
  add("mass, bare", box.mass_kg, "kg");
  add("mass, packed", box.packed_kg, "kg");
  add("power", box.power_kw, "kW");
  if (box.list_price) {
    rows.push_back({"list price", price_text(*box.list_price), box.list_price->source, box.list_price->confidence});
  }
}

void add_headings(std::vector<FigureRow>& rows, const Catalog& catalog, ItemKind kind) {
  const Headings* headings = catalog.headings(kind);
  if (headings == nullptr) return;
  rows.push_back(
      {"HS headings", fmt::format("{}", fmt::join(headings->hs, ", ")), headings->source, headings->confidence});
}

void add_listing(std::vector<FigureRow>& rows, const Catalog& catalog, const Listing& listing, std::string_view of) {
  const CatalogItem& item = catalog.items()[listing.item];
  std::string value = listing.asked;
  if (item.name != of) value += fmt::format(", for {} with {} chips", item.name, number_text(listing.chips));
  if (listing.grey) value += ", where it may not go";
  rows.push_back({"asked", std::move(value), listing.source, listing.confidence});
}

// Rows of one item, each with the source that the item gives for that figure.
class ItemRows {
 public:
  ItemRows(const Catalog& catalog, const CatalogItem& item) : catalog_(catalog), item_(item) {}

  void add(std::string_view name, std::string value, std::string_view key) {
    if (value.empty()) return;
    const auto elsewhere = std::ranges::find(item_.read, key, &std::pair<std::string, std::string>::first);
    const std::string& id = elsewhere == item_.read.end() ? item_.source : elsewhere->second;
    const Source* source = catalog_.source(id);
    rows_.push_back(
        {std::string(name), std::move(value), id, source == nullptr ? item_.confidence : source->confidence});
  }
  void add(std::string_view name, const std::optional<Figure>& figure, std::string_view unit, std::string_view key) {
    if (figure) add(name, fmt::format("{} {}", figure->to_string(), unit), key);
  }
  std::vector<FigureRow>& rows() { return rows_; }

 private:
  const Catalog& catalog_;
  const CatalogItem& item_;
  std::vector<FigureRow> rows_;
};

}  // namespace

std::string number_text(double number) {
  const std::optional<Figure> figure = Figure::from_double(number);
  return figure ? figure->to_string() : fmt::format("{:.6g}", number);
}

std::string status_text(const Classification& of) {
  std::string text(to_string(of.status));
  std::ranges::replace(text, '_', ' ');
  if (!of.paragraph_names.empty()) text += fmt::format(" by {}", fmt::join(of.paragraph_names, ", "));
  if (!of.missing.empty()) text += fmt::format("; missing: {}", fmt::join(of.missing, ", "));
  return text;
}

std::vector<FigureRow> figures_of(const Catalog& catalog, const CatalogItem& item) {
  ItemRows out(catalog, item);
  out.add("released", item.release, "release");
  out.add("dense", modes_text(item.spec.dense), "dense");
  out.add("sparse", modes_text(item.spec.sparse), "sparse");
  out.add("die area", item.spec.die_mm2, "mm2", "die_mm2");
  if (item.tpp) out.rows().push_back({"TPP", number_text(*item.tpp), "", item.confidence});
  if (item.density) out.rows().push_back({"TPP/mm2", fmt::format("{:.4f}", *item.density), "", item.confidence});
  if (item.transistors_bn) out.add("transistors", number_text(*item.transistors_bn) + " bn", "transistors_bn");
  if (item.spec.memory_gb) {
    out.add("memory", fmt::format("{} GB {}", item.spec.memory_gb->to_string(), item.memory_type), "memory_gb");
  }
  out.add("memory bandwidth", item.spec.memory_gb_s, "GB/s", "memory_gb_s");
  out.add("link", item.spec.link_gb_s, "GB/s", "link_gb_s");
  std::vector<FigureRow> rows = std::move(out.rows());
  add_box(rows, item.box);
  for (const Listing& listing : catalog.listings()) {
    // of the chip itself, and of what holds it and has no page of its own
    const CatalogItem& of = catalog.items()[listing.item];
    const bool has_page =
        listing.system || std::ranges::find(catalog.systems(), of.name, &System::name) != catalog.systems().end();
    if (of.chip == item.number && (of.number == item.number || !has_page))
      add_listing(rows, catalog, listing, item.name);
  }
  add_headings(rows, catalog, item.kind);
  return rows;
}

std::vector<FigureRow> figures_of(const Catalog& catalog, const System& system) {
  std::vector<FigureRow> rows;
  const auto add = [&](std::string_view name, std::string value) {
    rows.push_back({std::string(name), std::move(value), system.source, system.confidence});
  };
  if (!system.release.empty()) add("released", system.release);
  std::vector<std::string> held;
  for (const Configuration& each : system.configurations) {
    held.push_back(fmt::format("{} x {}", number_text(each.chips), catalog.items()[each.chip].name));
    if (each.from != system.release) held.back() += fmt::format(" (from {})", each.from);
  }
  add("chips", fmt::format("{}", fmt::join(held, "; ")));
  if (system.rack_units > 0) add("height", number_text(system.rack_units) + " rack units");
  add_box(rows, system.box);
  for (const Listing& listing : catalog.listings()) {
    const CatalogItem& of = catalog.items()[listing.item];
    if (listing.system ? listing.system == system.number : of.name == system.name) {
      add_listing(rows, catalog, listing, of.name);
    }
  }
  add_headings(rows, catalog, system.kind);
  return rows;
}

std::vector<SystemHistory> history_of(const Catalog& catalog, const System& system) {
  std::vector<SystemHistory> all;
  for (const Configuration& each : system.configurations) {
    std::vector<ClassificationSpan> spans = catalog.history(catalog.items()[each.item]);
    const auto same = std::ranges::find_if(all, [&](const SystemHistory& other) {
      return std::ranges::equal(other.spans, spans, [](const ClassificationSpan& a, const ClassificationSpan& b) {
        return a.days == b.days && status_text(a.found) == status_text(b.found);
      });
    });
    const std::string& chip = catalog.items()[each.chip].name;
    if (same == all.end()) {
      all.push_back({{chip}, std::move(spans)});
    } else {
      same->chips.push_back(chip);
    }
  }
  return all;
}

}  // namespace tidewaiter::catalog
