// catalog: what the catalogue holds, one thing of it whole, its contradictions, and its pages.
#include "catalog/catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/json_writer.h"
#include "catalog/pages/figures.h"
#include "catalog/pages/pages.h"
#include "cli/items.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "report/text.h"
#include "tables/input_file.h"

namespace tidewaiter::cli {
namespace {

using catalog::CatalogItem;
using catalog::Classification;
using catalog::Configuration;
using catalog::FigureRow;
using catalog::System;

std::string figure_text(const std::optional<double>& figure) { return figure ? report::grouped(*figure) : "-"; }

// The usual configuration of a system, under the system's name.
Classification classification_of(const catalog::Catalog& catalog, const System& system, Date day) {
  Classification found = catalog.classify(catalog.items()[system.configurations.front().item], day);
  found.name = system.name;
  found.source = system.source;
  found.confidence = system.confidence;
  return found;
}

// What `classify` says, and what the thing is.
std::string listed(const Classification& found, std::string_view vendor, ItemKind kind, double chips) {
  std::string out = json_of(found);
  out.pop_back();  // its brace
  JsonWriter json(out);
  json.continue_object().member("vendor", vendor).member("kind", to_string(kind)).member("chips", chips).end_object();
  return out;
}

// A system that carries the name of an item stands for it.
bool is_system(const catalog::Catalog& catalog, const CatalogItem& item) {
  return std::ranges::find(catalog.systems(), item.name, &System::name) != catalog.systems().end();
}

Result<std::string> list_for_programs(const Context& context, const catalog::Catalog& catalog, Date day) {
  std::string out;
  ObjectRows rows(context.common.format, {"name", "as_of", "tpp", "pd", "paragraphs", "status", "missing", "steps",
                                          "source", "confidence", "vendor", "kind", "chips"});
  for (const CatalogItem& item : catalog.items()) {
    if (is_system(catalog, item)) continue;
    TIDEWAITER_CHECK(rows.add(out, listed(catalog.classify(item, day), item.vendor, item.kind, item.chips)));
  }
  for (const System& system : catalog.systems()) {
    const Classification found = classification_of(catalog, system, day);
    TIDEWAITER_CHECK(rows.add(out, listed(found, system.vendor, system.kind, system.configurations.front().chips)));
  }
  rows.end(out);
  return out;
}

std::string list_for_people(const Context& context, const catalog::Catalog& catalog, Date day) {
  using Align = report::Table::Align;
  report::Table table({{"item", Align::left, true},
                       {"vendor"},
                       {"kind"},
                       {"chips", Align::right},
                       {"TPP", Align::right},
                       {"TPP/mm2", Align::right},
                       {"paragraphs"},
                       {"conf."}});
  const auto add = [&](const std::string& name, const std::string& vendor, ItemKind kind, double chips,
                       const CatalogItem& figures, Confidence confidence) {
    const Classification& found = catalog.classification(figures.number, day);
    table.add({{name},
               {vendor},
               {std::string(to_string(kind))},
               {report::grouped(chips)},
               {figure_text(figures.tpp)},
               {figures.density ? fmt::format("{:.4f}", *figures.density) : "-"},
               {fmt::format("{}", fmt::join(found.paragraph_names, " "))},
               {std::string(1, static_cast<char>(confidence))}});
  };
  for (const CatalogItem& item : catalog.items()) {
    if (!is_system(catalog, item)) add(item.name, item.vendor, item.kind, item.chips, item, item.confidence);
  }
  for (const System& system : catalog.systems()) {
    const Configuration& usual = system.configurations.front();
    add(system.name, system.vendor, system.kind, usual.chips, catalog.items()[usual.item], system.confidence);
  }
  report::Page page(layout_of_output(!context.common.output.empty()));
  table.print(page);
  return page.take();
}

Result<void> list_items(const Context& context) {
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const Date day = Date::today();
  std::string out;
  if (context.common.format == Format::table) {
    out = list_for_people(context, catalog, day);
  } else {
    TIDEWAITER_TRY(out, list_for_programs(context, catalog, day));
  }
  return output.finish(out);
}

constexpr std::size_t kNames = 20;  // columns of the names of figures

void put_row(report::Page& page, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  page.put("  ").put(name, report::Ink::faint).pad_to(kNames);
  page.wrapped(kNames, value);
}

void put_figures(report::Page& page, const std::vector<FigureRow>& rows) {
  for (const FigureRow& row : rows) {
    const std::string from = row.source.empty() ? "computed" : row.source;
    put_row(page, row.name, fmt::format("{}  [{}, confidence {}]", row.value, from, static_cast<char>(row.confidence)));
  }
}

void put_spans(report::Page& page, const std::vector<catalog::ClassificationSpan>& spans) {
  for (const catalog::ClassificationSpan& span : spans) {
    page.put("    ").put(window_text(span.days)).pad_to(30);
    page.wrapped(30, catalog::status_text(span.found));
  }
}

void put_sources(report::Page& page, const catalog::Catalog& catalog, const std::vector<FigureRow>& rows) {
  std::set<std::string> told;
  for (const FigureRow& row : rows) {
    const catalog::Source* source = catalog.source(row.source);
    if (source != nullptr && told.insert(row.source).second) put_row(page, "source " + source->id, source->text);
  }
}

void describe(report::Page& page, const catalog::Catalog& catalog, const System& system) {
  page.put(system.name, report::Ink::strong).put(fmt::format("  {}, {}", system.vendor, to_string(system.kind)));
  page.end_line();
  const std::vector<FigureRow> rows = figures_of(catalog, system);
  put_figures(page, rows);
  std::set<std::string> parts;
  for (const Configuration& each : system.configurations) {
    if (!each.part.empty()) parts.insert(fmt::format("{} x {}", report::grouped(each.parts), each.part));
  }
  put_row(page, "made of", fmt::format("{}", fmt::join(parts, " or ")));
  put_row(page, "names", fmt::format("{}", fmt::join(system.names, ", ")));
  put_row(page, "SKU patterns", fmt::format("{}", fmt::join(system.sku, ", ")));
  put_row(page, "note", system.note);
  put_sources(page, catalog, rows);
  for (const catalog::SystemHistory& history : history_of(catalog, system)) {
    page.put("  ").put(fmt::format("with {}", fmt::join(history.chips, ", "))).end_line();
    put_spans(page, history.spans);
  }
}

void describe(report::Page& page, const catalog::Catalog& catalog, const CatalogItem& item) {
  page.put(item.name, report::Ink::strong).put(fmt::format("  {}, {}", item.vendor, to_string(item.kind)));
  page.end_line();
  if (item.chip != item.number) {
    put_row(page, "chips in a unit",
            fmt::format("{} x {}", report::grouped(item.chips), catalog.items()[item.chip].name));
  }
  const std::vector<FigureRow> rows = figures_of(catalog, item);
  put_figures(page, rows);
  put_row(page, "also written", fmt::format("{}", fmt::join(item.names, ", ")));
  put_row(page, "made for China", item.made_for_china ? "yes" : "");
  put_row(page, "note", item.note);
  put_sources(page, catalog, rows);
  page.line("  status over time");
  put_spans(page, catalog.history(item));
}

Result<void> describe_item(const Context& context, const CatalogDescribe& command) {
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  const CatalogItem* item = catalog.find(command.item);
  const System* system = item == nullptr || is_system(catalog, *item) ? catalog.system(command.item) : nullptr;
  if (item == nullptr && system == nullptr) return unknown_item(catalog, command.item);
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  report::Page page(layout_of_output(!context.common.output.empty()));
  if (system != nullptr) {
    describe(page, catalog, *system);
  } else {
    describe(page, catalog, *item);
  }
  return output.finish(page.take());
}

// The files of a folder, or the shipped ones where none is named.
Result<std::vector<SourceText>> catalog_texts(const std::string& folder) {
  if (folder.empty()) {
    TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
    return texts.catalog;
  }
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == ".toml") paths.push_back(file->path().string());
  }
  constexpr const char* kHint = "name a folder with a catalogue in .toml files, such as catalog/data";
  if (error == std::errc::no_such_file_or_directory) {
    return fail(ErrorCode::file_not_found, "there is no such folder", folder, kHint);
  }
  if (error) return fail(ErrorCode::file_unreadable, "the folder cannot be read: " + error.message(), folder, kHint);
  if (paths.empty()) return fail(ErrorCode::file_not_found, "there is no .toml file in this folder", folder, kHint);
  std::ranges::sort(paths);
  std::vector<SourceText> texts;
  for (const std::string& path : paths) {
    TIDEWAITER_TRY(const tables::InputFile input, tables::InputFile::open(path));
    texts.push_back({path, std::string(input.bytes())});
  }
  return texts;
}

Result<int> check_catalog(const CatalogCheck& command) {
  TIDEWAITER_TRY(const std::vector<SourceText> texts, catalog_texts(command.folder));
  const std::vector<Error> found = catalog::Catalog::check(texts);
  for (const Error& error : found) tell(error);
  if (!found.empty()) return kRefused;
  TIDEWAITER_TRY(const catalog::Catalog catalog, catalog::Catalog::load(texts));
  tell(fmt::format("{} items and {} systems, no error and no contradiction", catalog.items().size(),
                   catalog.systems().size()));
  return kDone;
}

Result<void> write_pages(const CatalogPages& command) {
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  std::error_code error;
  std::filesystem::create_directories(command.folder, error);
  if (error)
    return fail(ErrorCode::file_unwritable, "the folder cannot be made: " + error.message(), command.folder,
                "name a folder that may be written to");
  std::set<std::string> written;
  for (const catalog::CatalogPage& page : catalog_pages(catalog)) {
    const std::string path = (std::filesystem::path(command.folder) / page.file).string();
    TIDEWAITER_TRY(Output output, Output::open(path));
    TIDEWAITER_CHECK(output.finish(page.text));
    written.insert(page.file);
  }
  tell(fmt::format("{} pages in {}", written.size(), command.folder));
  for (std::filesystem::directory_iterator file(command.folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::string name = file->path().filename().string();
    if (file->path().extension() == ".md" && !written.contains(name))
      tell(fmt::format("{} belongs to nothing in the catalogue", file->path().string()));
  }
  return {};
}

}  // namespace

int run_command(const Context& context, const CatalogList&) { return status_of(list_items(context)); }
int run_command(const Context& context, const CatalogDescribe& command) {
  return status_of(describe_item(context, command));
}
int run_command(const Context&, const CatalogCheck& command) { return told(check_catalog(command)); }
int run_command(const Context&, const CatalogPages& command) { return status_of(write_pages(command)); }

}  // namespace tidewaiter::cli
