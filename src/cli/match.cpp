// match and compare: names against the lists, and pairs of names against each other.
#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "engine/hits.h"
#include "engine/list_book.h"
#include "engine/snapshot.h"
#include "ingest/columns.h"
#include "ingest/words.h"
#include "match/marked.h"
#include "match/score.h"
#include "report/page.h"
#include "rules/vocabulary.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter::cli {
namespace {

double as_number(Score score) { return static_cast<double>(score) / kFullScore; }

struct Query {
  std::string id;
  std::string name;
  Schema schema = Schema::unknown;
  std::string country;
  std::string address;
  std::string schema_word;  // as written
};

// What the help names, and what official files write.
constexpr std::string_view kSchemaWords[] = {"organization", "company", "person", "vessel", "aircraft", "legalentity"};

// Of no schema, and not a word for one that is open.
bool is_unknown_schema(std::string_view word) {
  return !word.empty() && parse_schema(word) == Schema::unknown && ingest::fold_word(word) != "legalentity" &&
         ingest::fold_word(word) != "unknown";
}

struct Answer {
  std::vector<match::Hit> hits;
  bool truncated = false;
};

class Matcher {
 public:
  Matcher(const Context& context, const Match& command, const ListBook& book, const Places& places)
      : book_(book), places_(places), day_(context.common.as_of.value_or(Date::today())) {
    const double threshold = command.threshold > 0 ? command.threshold : context.settings.threshold;
    options_.threshold = static_cast<Score>(std::lround(threshold * kFullScore));
    options_.limit = command.limit;
    options_.max_candidates = command.max_candidates;
  }

  Answer ask(const Query& query) const {
    match::SearchOptions options = options_;
    if (query.schema == Schema::vessel || query.schema == Schema::aircraft)
      options.against = match::Against::conveyances;
    const match::SearchResult found = book_.index().search(query.name, query.schema, options);
    return {found.hits, found.truncated};
  }

  // Country and address beside the entry's, a line each; they are no part of the score.
  EvidenceLines evidence_of(const Query& query, const match::Hit& hit) const {
    EvidenceLines lines;
    const KnownOfParty party{places_.find(query.country), query.address, {}};
    compare_evidence(book_.entries().entry(hit.entry), party, places_, lines);
    return lines;
  }
  std::string evidence_text(const Query& query, const match::Hit& hit) const {
    std::string text;
    for (const auto& [what, told] : evidence_of(query, hit)) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", what, told);
    }
    return text;
  }

  // In CSV one row a hit; a name without any has one row all the same.
  static ObjectRows rows(Format format) {
    return {format,
            {"id", "name", "entry_id", "list", "entry_name", "matched_name", "score", "explanation", "evidence",
             "in_force", "truncated"}};
  }

  Result<void> append_csv(std::string& out, ObjectRows& rows, const Query& query) const {
    const Answer answer = ask(query);
    const auto add = [&](const match::Hit* hit) {
      std::string object;
      JsonWriter json(object);
      json.begin_object().member("id", query.id).member("name", query.name);
      if (hit != nullptr) {
        const lists::EntryView entry = book_.entries().entry(hit->entry);
        json.member("entry_id", entry.id()).member("list", entry.list()).member("entry_name", entry.name());
        json.member("matched_name", book_.indexed(hit->name).text).member("score", as_number(hit->score));
        json.member("explanation", book_.index().explain(query.name, query.schema, hit->name).line());
        json.member("evidence", evidence_text(query, *hit));
        json.member("in_force", to_string(entry.in_force(day_)));
      }
      json.member("truncated", answer.truncated).end_object();
      return rows.add(out, object);
    };
    if (answer.hits.empty()) return add(nullptr);
    for (const match::Hit& hit : answer.hits) TIDEWAITER_CHECK(add(&hit));
    return {};
  }

  Result<void> append(std::string& out, ObjectRows& rows, Format format, const Query& query) const {
    return format == Format::csv ? append_csv(out, rows, query) : rows.add(out, json_of(query));
  }

  std::string json_of(const Query& query) const {
    const Answer answer = ask(query);
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("id", query.id).member("name", query.name).key("hits").begin_array();
    for (const match::Hit& hit : answer.hits) {
      const lists::EntryView entry = book_.entries().entry(hit.entry);
      json.begin_object();
      json.member("entry_id", entry.id()).member("list", entry.list()).member("name", entry.name());
      json.member("matched_name", book_.indexed(hit.name).text).member("score", as_number(hit.score));
      json.member("explanation", book_.index().explain(query.name, query.schema, hit.name).line());
      json.member("evidence", evidence_text(query, hit));
      json.member("in_force", to_string(entry.in_force(day_)));
      json.end_object();
    }
    json.end_array().member("truncated", answer.truncated).end_object();
    return out;
  }

  void append_page(report::Page& page, const Query& query) const {
    const Answer answer = ask(query);
    if (answer.hits.empty()) page.line(fmt::format("nothing on the lists is like \"{}\"", query.name));
    for (const match::Hit& hit : answer.hits) {
      const lists::EntryView entry = book_.entries().entry(hit.entry);
      page.put(fmt::format("{:.4f}  ", as_number(hit.score)), report::Ink::strong)
          .put(entry.name(), report::Ink::strong);
      page.end_line();
      std::string where = fmt::format("{}, {}", entry.id(), entry.publisher());
      if (const auto country = entry.country(); country.known()) where += fmt::format(", {}", country.code());
      if (entry.in_force(day_) == Truth::no) where += fmt::format("; not in force on {}", day_.to_string());
      page.wrapped(8, where);
      if (const auto text = book_.indexed(hit.name).text; text != entry.name()) {
        page.wrapped(8, fmt::format("by its alias {}", text));
      }
      append_words(page, book_.index().explain(query.name, query.schema, hit.name));
      for (const auto& [what, told] : evidence_of(query, hit)) page.wrapped(8, fmt::format("{}: {}", what, told));
    }
    if (answer.truncated) page.line("truncated: --max-candidates cut the search, so hits may be missing");
  }

 private:
  // Word by word: what met what and how, what each weighs, and what stood alone.
  static void append_words(report::Page& page, const match::Explanation& told) {
    using Align = report::Table::Align;
    constexpr std::size_t kIndent = 8;
    const auto number = [](double value) { return fmt::format("{:.2f}", value); };
    const auto weight = [&](match::Weight w) { return number(w / double{match::kFullWeight}); };
    report::Table words({{"written"}, {"listed"}, {"how"}, {"alike", Align::right}, {"weight", Align::right}});
    for (const match::Explanation::Pair& pair : told.pairs) {
      const match::Marked both = match::marked(pair.query, pair.entry);
      words.add({{both.query},
                 {both.entry},
                 {std::string(to_string(pair.relation))},
                 {number(pair.similarity / double{match::kEqual})},
                 {weight(pair.weight)}});
    }
    for (const auto& left : told.query_left)
      words.add({{left.word}, {"-"}, {"only written"}, {}, {weight(left.weight)}});
    for (const auto& left : told.entry_left)
      words.add({{"-"}, {left.word}, {"only listed"}, {}, {weight(left.weight)}});
    words.print(page, kIndent);
    if (!told.part.empty()) page.wrapped(kIndent, fmt::format("only this part was compared: {}", told.part));
    if (told.query_legal != told.entry_legal) page.wrapped(kIndent, told.legal_forms());
    if (!told.rule.empty()) page.wrapped(kIndent, told.rule);
  }

  const ListBook& book_;
  const Places& places_;
  Date day_;
  match::SearchOptions options_;
};

// What the rows say that is read as unknown, and where first.
class UnknownTeller {
 public:
  UnknownTeller(const Places& places, std::string file) : places_(places), file_(std::move(file)) {}

  void look_at(std::string_view schema, std::string_view country, std::uint64_t line) {
    if (is_unknown_schema(schema)) note(schemas_, schema, line);
    if (!country.empty() && !places_.find(country).known()) note(countries_, country, line);
  }
  void tell_all() const {
    if (!schemas_.empty()) tell("note: " + ingest::unknown_words_note("schema", schemas_, kSchemaWords));
    if (countries_.empty()) return;
    tell("note: " +
         ingest::unknown_countries_note("country", countries_, [](std::string_view) { return std::string{}; }));
  }

 private:
  void note(ingest::UnknownWords& words, std::string_view word, std::uint64_t line) const {
    ingest::UnknownWord& unknown = words[std::string(word)];
    if (unknown.rows++ == 0) unknown.file = file_, unknown.line = line;
  }
  const Places& places_;
  std::string file_;
  ingest::UnknownWords schemas_;
  ingest::UnknownWords countries_;
};

// Rows on standard input, a table with columns name and, if known, id, schema, country, address: NDJSON, CSV or another
// kind that tables are read from. How many could not be read or name nobody: each is told with its place and left out.
Result<std::size_t> for_each_query(const Places& places, const std::string& encoding,
                                   const std::function<Result<void>(const Query&)>& use) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open("-", &listen_for_interrupts()));
  if (input.bytes().empty())
    return fail(ErrorCode::empty_file, "there is nothing on standard input", {}, "name a name, or pipe rows in");
  TIDEWAITER_TRY(const tables::CsvTable table, read_table(std::move(input), encoding));
  TIDEWAITER_TRY(const std::size_t name, column_of(table, "name"));
  const auto id = find_column(table, "id");
  const auto schema = find_column(table, "schema");
  const auto country = find_column(table, "country");
  const auto address = find_column(table, "address");
  UnknownTeller unknown(places, table.file);
  std::size_t rejected = tell_rejects(table);
  for (const tables::CsvRow& row : table.rows) {
    if (row.cells[name].empty()) {
      ++rejected;
      tell_left_out(fmt::format("{}:{}", table.file, row.origin.line), "the row has no name");
      continue;
    }
    const auto cell = [&](const auto& column) { return column ? row.cells[*column] : std::string{}; };
    unknown.look_at(cell(schema), cell(country), row.origin.line);
    TIDEWAITER_CHECK(
        use({cell(id), row.cells[name], parse_schema(cell(schema)), cell(country), cell(address), cell(schema)}));
  }
  unknown.tell_all();
  return rejected;
}

Result<int> match_names(const Context& context, const Match& command) {
  if (context.settings.lists == "none") {
    return fail(ErrorCode::usage, "there is no list to look in: lists are set to none", {},
                "name one with --lists FILE");
  }
  if (is_unknown_schema(command.schema)) {
    const std::vector<std::string> words(std::begin(kSchemaWords), std::end(kSchemaWords));
    const auto near = rules::nearest(command.schema, words);
    return fail(ErrorCode::usage, fmt::format("\"{}\" is none of {}", command.schema, fmt::join(words, ", ")),
                "--schema", near ? fmt::format("did you mean {}?", *near) : "leave it away where it is not known");
  }
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  if (!command.country.empty() && !places.find(command.country).known()) {
    tell(fmt::format("note: --country: \"{}\" read as unknown: no country that is known here", command.country));
  }
  TIDEWAITER_TRY(const ListBook book, ListBook::open(context.settings.lists));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const Matcher matcher(context, command, book, places);
  std::string out;
  const Format format = form_of_many(context.common);
  ObjectRows rows = Matcher::rows(format);
  const auto page_of = [&](const Query& query) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    matcher.append_page(page, query);
    return page.take();
  };
  if (command.name) {
    if (command.name->find_first_not_of(" \t\r\n") == std::string::npos) {
      return fail(ErrorCode::usage, "the name is empty", {}, "give a name, or leave it out and pipe rows in");
    }
    const Query query{
        {}, *command.name, parse_schema(command.schema), command.country, command.address, command.schema};
    if (context.common.format == Format::table) {
      out = page_of(query);
    } else {
      TIDEWAITER_CHECK(matcher.append(out, rows, format, query));
      rows.end(out);
    }
    TIDEWAITER_CHECK(output.finish(out));
    return kDone;
  }
  std::size_t asked = 0;
  const auto answer = [&](const Query& query) -> Result<void> {
    TIDEWAITER_CHECK(unless_interrupted());
    out.clear();
    if (format == Format::table) {
      out = fmt::format("{}{}\n", asked++ == 0 ? "" : "\n", query.name) + page_of(query);
    } else {
      TIDEWAITER_CHECK(matcher.append(out, rows, format, query));
    }
    return output.write(out);
  };
  TIDEWAITER_TRY(const std::size_t rejected, for_each_query(places, context.common.encoding, answer));
  out.clear();
  if (format != Format::table) rows.end(out);
  TIDEWAITER_CHECK(output.finish(out));
  return status_of_rows(rejected);
}

Result<int> compare_pairs(const Context& context, const Compare& command) {
  TIDEWAITER_TRY(const tables::CsvTable table, read_table(command.pairs, context.common.encoding));
  TIDEWAITER_TRY(const std::size_t name1, column_of(table, "name1"));
  TIDEWAITER_TRY(const std::size_t name2, column_of(table, "name2"));
  const auto schema = find_column(table, "schema");
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  std::vector<std::string> cells = table.header.names;
  cells.emplace_back("score");
  tables::append_csv_row(out, cells);  // as they came, for the program that sent them
  for (const tables::CsvRow& row : table.rows) {
    const Score score =
        match::compare(row.cells[name1], row.cells[name2], schema ? parse_schema(row.cells[*schema]) : Schema::unknown);
    cells = row.cells;
    cells.push_back(fmt::format("{:.4f}", as_number(score)));
    tables::append_csv_row(out, cells);
  }
  const std::size_t rejected = tell_rejects(table);
  TIDEWAITER_CHECK(output.finish(out));
  return status_of_rows(rejected);
}

}  // namespace

int run_command(const Context& context, const Match& command) { return told(match_names(context, command)); }
int run_command(const Context& context, const Compare& command) { return told(compare_pairs(context, command)); }

}  // namespace tidewaiter::cli
