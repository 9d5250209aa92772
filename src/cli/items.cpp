// classify and identify: what an item is and which paragraphs it meets.
#include "cli/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/ascii.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "catalog/catalog.h"
#include "catalog/classify/spec.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/near_word.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "engine/snapshot.h"
#include "ingest/columns.h"
#include "report/page.h"
#include "report/text.h"
#include "tables/column_name.h"
#include "tables/encoding.h"
#include "tables/unpack.h"
#include "tables/workbook.h"

namespace tidewaiter::cli {
namespace {

using catalog::CatalogItem;
using catalog::Classification;

void write_number(JsonWriter& json, JsonKey name, std::optional<double> number) {
  json.key(name);
  if (number) {
    json.value(*number);
  } else {
    json.null();
  }
}

}  // namespace

Result<catalog::Catalog> open_catalog() {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  return catalog::Catalog::load(texts.catalog);
}

namespace {

// The item that `name` may mean: by its words, or by a name like it, whole or its first word ("H1000": H100 SXM5).
std::optional<std::string> name_meant(const catalog::Catalog& catalog, const std::string& name) {
  if (const Identification found = catalog.identify(name); found.item) return catalog.items()[*found.item].name;
  std::vector<std::string> names;
  const auto add = [&](const std::string& known) {
    names.push_back(known.substr(0, known.find(' ')));
    names.push_back(known);
  };
  for (const CatalogItem& item : catalog.items()) add(item.name);
  for (const catalog::System& system : catalog.systems()) add(system.name);
  const auto near = near_word(name, names);
  if (!near || catalog.find(*near) != nullptr || catalog.system(*near) != nullptr) return near;
  const Identification found = catalog.identify(*near);
  return found.item ? std::optional(catalog.items()[*found.item].name) : std::nullopt;
}

}  // namespace

std::unexpected<Error> unknown_item(const catalog::Catalog& catalog, const std::string& name) {
  const auto meant = name_meant(catalog, name);
  return fail(
      ErrorCode::not_found, fmt::format("the catalogue has no item \"{}\"", name), {},
      (meant ? fmt::format("did you mean \"{}\"? ", *meant) : std::string{}) + "tidewaiter catalog list shows all");
}

namespace {

// Without case: "H100 NVL" begins with "h100", and "Ascend 910B" does not begin with "Ascend 910".
bool begins_with_words(std::string_view name, std::string_view words) {
  if (words.size() > name.size() || !std::ranges::equal(name.substr(0, words.size()), words, {}, to_lower, to_lower)) {
    return false;
  }
  return words.size() == name.size() || name[words.size()] == ' ';
}

// The item of that name, else the one that its words mean in a shipment, which is told with all that they may mean.
Result<const CatalogItem*> item_meant(const catalog::Catalog& catalog, const std::string& name) {
  if (const CatalogItem* item = catalog.find(name)) return item;
  const Identification found = catalog.identify(name);
  if (!found.item) return unknown_item(catalog, name);
  const CatalogItem* taken = &catalog.items()[*found.item];
  std::vector<std::string> candidates;
  for (const CatalogItem& item : catalog.items()) {
    // what holds a chip is as controlled as the chip, and is named as such: "DGX H100"
    const bool single = item.kind == ItemKind::chip || item.kind == ItemKind::card;
    if (single && begins_with_words(item.name, name)) candidates.push_back(item.name);
  }
  std::string note = fmt::format("note: \"{}\" is no name of the catalogue; taken: {}", name, taken->name);
  if (candidates.size() > 1) note += fmt::format(" (it may be {})", fmt::join(candidates, ", "));
  tell(note);
  return taken;
}

}  // namespace

std::string json_of(const Classification& found) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("name", found.name).member("as_of", found.as_of.to_string());
  write_number(json, "tpp", found.tpp);
  write_number(json, "pd", found.pd);
  json.key("paragraphs").begin_array();
  for (const Paragraph& paragraph : found.paragraphs) json.value(paragraph.name);
  json.end_array();
  json.member("status", to_string(found.status));
  json.member("missing", found.missing);
  json.member("steps", found.steps);
  json.member("source", found.source);
  json.member("confidence", std::string(1, static_cast<char>(found.confidence)));
  json.end_object();
  return out;
}

namespace {

ObjectRows classification_rows(const Context& context) {
  return {context.common.format,
          {"name", "as_of", "tpp", "pd", "paragraphs", "status", "missing", "steps", "source", "confidence"}};
}

void append_page(report::Page& page, const catalog::Catalog& catalog, const Classification& found) {
  std::string paragraphs;
  for (const Paragraph& paragraph : found.paragraphs) paragraphs += (paragraphs.empty() ? "" : ", ") + paragraph.name;
  page.put(found.name, report::Ink::strong);
  page.put(fmt::format("  on {}: {}", found.as_of.to_string(), report::in_words(to_string(found.status))));
  if (!paragraphs.empty()) page.put(" by " + paragraphs, report::Ink::strong);
  page.end_line();
  for (const std::string& step : found.steps) page.wrapped(2, step);
  if (!found.missing.empty()) page.wrapped(2, fmt::format("missing: {}", fmt::join(found.missing, ", ")));
  if (!found.source.empty()) {
    const catalog::Source* source = catalog.source(found.source);
    page.wrapped(2,
                 fmt::format("figures from {}, confidence {}", source == nullptr ? found.source : source->text,
                             static_cast<char>(found.confidence)),
                 report::Ink::faint);
  }
  page.line();
}

// docs/contracts.md, "Specifications".
constexpr std::string_view kSpecColumns[] = {"name",   "dense",      "sparse",   "die_mm2", "planar",   "datacenter",
                                             "mem_gb", "mem_bw_gbs", "link_gbs", "kind",    "stack_mm2"};

void tell_unused_columns(const tables::CsvTable& table) {
  std::vector<std::string_view> free;
  for (const std::string_view column : kSpecColumns) {
    if (!find_column(table, column)) free.push_back(column);
  }
  std::vector<std::string> unused;
  for (const std::string& name : table.header.names) {
    const auto is_it = [&](std::string_view column) {
      return tables::fold_column_name(column) == tables::fold_column_name(name);
    };
    if (!name.empty() && std::ranges::none_of(kSpecColumns, is_it)) unused.push_back(name);
  }
  if (!unused.empty()) tell("note: " + ingest::unused_columns_note(table.file, unused, free));
}

struct Specs {
  std::vector<catalog::Spec> specs;
  std::size_t rejected = 0;  // rows, told and left out
};

Result<Specs> read_specs(const std::string& path, const std::string& encoding) {
  TIDEWAITER_TRY(const tables::CsvTable table, read_table(path, encoding));
  TIDEWAITER_TRY(const std::size_t name, column_of(table, "name"));
  tell_unused_columns(table);
  Specs read;
  for (const tables::CsvRow& row : table.rows) {
    const auto cell = [&](std::string_view column) -> std::string_view {
      const auto found = find_column(table, column);
      return found ? std::string_view(row.cells[*found]) : std::string_view{};
    };
    catalog::SpecRow spec_row;
    spec_row.name = row.cells[name];
    spec_row.dense = cell("dense");
    spec_row.sparse = cell("sparse");
    spec_row.die_mm2 = cell("die_mm2");
    spec_row.planar = cell("planar");
    spec_row.datacenter = cell("datacenter");
    spec_row.mem_gb = cell("mem_gb");
    spec_row.mem_bw_gbs = cell("mem_bw_gbs");
    spec_row.link_gbs = cell("link_gbs");
    spec_row.kind = cell("kind");
    spec_row.stack_mm2 = cell("stack_mm2");
    auto spec = catalog::parse_spec(spec_row);
    if (!spec) {
      ++read.rejected;
      tell_left_out(fmt::format("{}:{}", table.file, row.origin.line), spec.error().message);
      continue;
    }
    read.specs.push_back(std::move(*spec));
  }
  read.rejected += tell_rejects(table);
  return read;
}

using Span = catalog::ClassificationSpan;

void append_span(std::string& out, const Span& span) {
  const std::string one = json_of(span.found);
  out.append(one, 0, one.size() - 1);  // its brace
  JsonWriter json(out);
  json.continue_object().member("from", span.days.from == kFirstDate ? "" : span.days.from.to_string());
  json.member("to", span.days.to == kLastDate ? "" : span.days.to.to_string()).end_object();
}

void append_spans(report::Page& page, const std::vector<Span>& spans) {
  page.line(spans.front().found.name, report::Ink::strong);
  for (const Span& span : spans) {
    std::string paragraphs;
    for (const Paragraph& one : span.found.paragraphs) paragraphs += (paragraphs.empty() ? "" : ", ") + one.name;
    page.put("  ").put(window_text(span.days)).pad_to(30);
    std::string text = report::in_words(to_string(span.found.status));
    if (!paragraphs.empty()) text += " by " + paragraphs;
    if (!span.found.missing.empty()) text += fmt::format("; missing: {}", fmt::join(span.found.missing, ", "));
    page.wrapped(30, text);
  }
  page.line();
}

template <class Found>
struct Answers {
  std::vector<Found> found;  // of the items, then of the specifications
  std::size_t rejected = 0;  // rows of specifications
};

// What `ask` says of each item and each specification that the command names.
template <class Found>
Result<Answers<Found>> ask_of_each(const Context& context, const catalog::Catalog& catalog, const Classify& command,
                                   const auto& ask) {
  Answers<Found> answers;
  for (const std::string& name : command.items) {
    TIDEWAITER_TRY(const CatalogItem* item, item_meant(catalog, name));
    answers.found.push_back(ask(*item));
  }
  if (!command.specs.empty()) {
    TIDEWAITER_TRY(const Specs read, read_specs(command.specs, context.common.encoding));
    answers.rejected = read.rejected;
    for (const catalog::Spec& spec : read.specs) answers.found.push_back(ask(spec));
  }
  if (command.items.empty() && command.specs.empty()) {
    return fail(ErrorCode::usage, "there is nothing to classify", {}, "name an item, or give --specs FILE");
  }
  return answers;
}

Result<int> classify_over_time(const Context& context, const Classify& command) {
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  TIDEWAITER_TRY(const auto answers, ask_of_each<std::vector<Span>>(context, catalog, command, [&](const auto& one) {
                   return catalog.history(one);
                 }));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const std::vector<Span>& spans : answers.found) append_spans(page, spans);
    out = page.take();
  } else {
    ObjectRows rows(context.common.format);
    for (const std::vector<Span>& spans : answers.found) {
      for (const Span& span : spans) {
        std::string object;
        append_span(object, span);
        TIDEWAITER_CHECK(rows.add(out, object));
      }
    }
    rows.end(out);
  }
  TIDEWAITER_CHECK(output.finish(out));
  return status_of_rows(answers.rejected);
}

Result<int> classify_items(const Context& context, const Classify& command) {
  if (command.history) return classify_over_time(context, command);
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  const Date day = context.common.as_of.value_or(Date::today());
  TIDEWAITER_TRY(const auto answers, ask_of_each<Classification>(context, catalog, command, [&](const auto& one) {
                   return catalog.classify(one, day);
                 }));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const Classification& one : answers.found) append_page(page, catalog, one);
    out = page.take();
  } else {
    ObjectRows rows = classification_rows(context);
    for (const Classification& one : answers.found) TIDEWAITER_CHECK(rows.add(out, json_of(one)));
    rows.end(out);
  }
  TIDEWAITER_CHECK(output.finish(out));
  return status_of_rows(answers.rejected);
}

// Units of a text alone, which no quantity stands beside.
double units_of(const Naming& found) { return found.units * found.stated.value_or(1); }

// The deciding item of a line, or one of the others.
void append_item(JsonWriter& json, const catalog::Catalog& catalog, const Naming& found,
                 std::optional<std::uint32_t> item) {
  const double units = units_of(found);
  json.key("item");
  if (item) {
    json.value(catalog.items()[*item].name);
  } else {
    json.null();
  }
  json.member("kind", to_string(found.kind)).member("units", units).member("chips_per_unit", found.chips_per_unit);
  json.member("chips", units * found.chips_per_unit);
  json.member("confidence", std::string(1, static_cast<char>(found.confidence)));
  json.member("words", found.words);
}

std::string identified(const catalog::Catalog& catalog, std::uint64_t line, std::string_view text) {
  const Identification found = catalog.identify(text);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("line", line).member("text", text);
  append_item(json, catalog, found, found.item);
  json.key("others").begin_array();
  for (const NamedItem& other : found.others) {
    json.begin_object();
    append_item(json, catalog, other, other.item);
    json.end_object();
  }
  json.end_array();
  json.key("could_be").begin_array();
  for (const std::uint32_t item : catalog.could_be(text)) json.value(catalog.items()[item].name);
  json.end_array();
  json.end_object();
  return out;
}

void append_item_line(report::Page& page, const catalog::Catalog& catalog, const Naming& found, std::uint32_t item) {
  const double units = units_of(found);
  page.put(catalog.items()[item].name, report::Ink::strong);
  page.put(fmt::format("  {}; {} x {} chips = {}; confidence {}", to_string(found.kind), report::grouped(units),
                       report::grouped(found.chips_per_unit), report::grouped(units * found.chips_per_unit),
                       static_cast<char>(found.confidence)));
  page.end_line();
  if (!found.words.empty()) page.wrapped(2, fmt::format("by the words: {}", fmt::join(found.words, ", ")));
}

void append_answer(report::Page& page, const catalog::Catalog& catalog, std::string_view text) {
  const Identification found = catalog.identify(text);
  if (found.item) {
    append_item_line(page, catalog, found, *found.item);
    std::vector<std::string> editions;
    for (const std::uint32_t item : catalog.could_be(text)) editions.push_back(catalog.items()[item].name);
    if (!editions.empty()) page.wrapped(2, fmt::format("the words leave open which: {}", fmt::join(editions, ", ")));
  } else {
    page.line(found.kind == ItemKind::none ? "nothing of the catalogue"
                                           : fmt::format("{}, no chip", to_string(found.kind)));
    if (!found.words.empty()) page.wrapped(2, fmt::format("by the words: {}", fmt::join(found.words, ", ")));
  }
  for (const NamedItem& other : found.others) append_item_line(page, catalog, other, other.item);
}

// A file of descriptions, packed or in another encoding like any table; `use` gets each line with its number. How many
// could not be read: each is told with its place and left out.
Result<std::size_t> for_each_line(const std::string& file, const std::string& encoding,
                                  const std::function<Result<void>(std::uint64_t, std::string_view)>& use) {
  const tables::Stop stop = &listen_for_interrupts();
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(file, stop));
  input.state({.name = encoding});
  TIDEWAITER_TRY(input, tables::unpack(std::move(input), {}, stop));
  const auto empty = [&] {
    return fail(ErrorCode::empty_file, "the file is empty", file, "write a description in each line");
  };
  if (input.bytes().empty()) return empty();
  if (tables::looks_like_zip(input.bytes())) {
    return fail(ErrorCode::bad_format, "this is a workbook or another ZIP archive, not a text", file,
                "save the column of descriptions as text, one in each line");
  }
  TIDEWAITER_TRY(const tables::TextFile text, tables::open_text(std::move(input), 1, stop));
  for (const std::string& note : text.notes) tell("note: " + note);
  std::string_view rest = without_byte_order_mark(text.input.bytes());
  if (rest.empty()) return empty();
  std::size_t rejected = 0;
  for (std::uint64_t number = 1; !rest.empty(); ++number) {
    TIDEWAITER_CHECK(unless_interrupted());
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!text.facts.valid_utf8 && !is_valid_utf8(line)) {
      ++rejected;
      tell_left_out(fmt::format("{}:{}", text.input.name(), number), fmt::format("bytes are not {}", text.encoding));
      continue;
    }
    TIDEWAITER_CHECK(use(number, line));
  }
  return rejected;
}

Result<int> identify_texts(const Context& context, const Identify& command) {
  TIDEWAITER_TRY(const catalog::Catalog catalog, open_catalog());
  if (!command.text.empty() && !command.lines.empty()) {
    return fail(ErrorCode::usage, "a description and --lines FILE are two questions", {}, "leave one of them out");
  }
  if (command.lines.empty() && command.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(ErrorCode::usage, "give a description, or --lines FILE", {},
                "tidewaiter identify \"8x H100 SXM5 80GB\"");
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const Format format = command.lines.empty() ? context.common.format : form_of_many(context.common);
  ObjectRows rows(format, {"line", "text", "item", "kind", "units", "chips_per_unit", "chips", "confidence", "words",
                           "others", "could_be"});
  report::Page page(layout_of_output(!context.common.output.empty()));
  std::string out;
  std::size_t rejected = 0;
  const auto answer = [&](std::uint64_t number, std::string_view text) -> Result<void> {
    if (format != Format::table) return rows.add(out, identified(catalog, number, text));
    if (!command.lines.empty()) page.line(fmt::format("{}:{}: {}", command.lines, number, text), report::Ink::faint);
    append_answer(page, catalog, text);
    if (!command.lines.empty()) page.line();
    return {};
  };
  if (command.lines.empty()) {
    TIDEWAITER_CHECK(answer(1, command.text));
  } else {
    TIDEWAITER_TRY(rejected, for_each_line(command.lines, context.common.encoding, answer));
  }
  if (format == Format::table) {
    out = page.take();
  } else {
    rows.end(out);
  }
  TIDEWAITER_CHECK(output.finish(out));
  return status_of_rows(rejected);
}

}  // namespace

int run_command(const Context& context, const Classify& command) { return told(classify_items(context, command)); }
int run_command(const Context& context, const Identify& command) { return told(identify_texts(context, command)); }

}  // namespace tidewaiter::cli
