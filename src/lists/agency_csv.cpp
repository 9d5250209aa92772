// An agency's own table as CSV. The Commerce and State Departments' say in each row which list it is of, and repeat an
// entry for each pair of its addresses and names; another is known by its columns (lists.toml, `columns`) and writes
// persons by their family name first and their other names in brackets.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "lists/columns.h"
#include "lists/forms.h"
#include "text/fold.h"
#include "text/legal_forms.h"
#include "text/tokens.h"

namespace tidewaiter::lists {
namespace {

constexpr std::array<std::string_view, 22> kColumns{"name",
                                                    "party_name",
                                                    "source_list",
                                                    "entity_number",
                                                    "sdn_type",
                                                    "programs",
                                                    "address",
                                                    "city",
                                                    "state/province",
                                                    "postal_code",
                                                    "country",
                                                    "federal_register_notice",
                                                    "effective_date",
                                                    "notice_date",
                                                    "date_lifted/waived/expired",
                                                    "license_requirement",
                                                    "license_policy",
                                                    "alternate_name",
                                                    "alternative_names",
                                                    "web_link",
                                                    "corrected_notice",
                                                    "date_of_birth"};
enum Column : std::size_t {
  name,
  party_name,
  source_list,
  entity_number,
  sdn_type,
  programs,
  address,
  city,
  state,
  postal_code,
  country,
  notice,
  effective_date,
  notice_date,
  lifted,
  requirement,
  policy,
  alternate_name,
  alternative_names,
  web_link,
  corrected_notice,
  date_of_birth
};

void add_parts(std::vector<std::string>& to, std::string_view text) {
  for (const std::string_view part : parts_of(text, ";")) add_unlike(to, part);
}

bool has_legal_form(std::string_view words) {
  std::vector<text::Token> tokens = text::tokenize(words).list;
  return text::take_legal_forms(tokens, text::LegalReading::all).legal_class != text::LegalClass::none;
}

// "Doe, Jan (a.k.a. John Doe; J. Doe)": the party's name as it is spoken, "Jan Doe", and the others. A comma before a
// legal form stands inside a company's name.
void read_party_name(std::string_view text, ListEntry& entry) {
  static constexpr std::string_view kAlso = "(a.k.a.";
  const std::size_t also = text.find(kAlso);
  if (also != std::string_view::npos && text.ends_with(')')) {
    add_parts(entry.aliases, text.substr(also + kAlso.size(), text.size() - also - kAlso.size() - 1));
    text = trimmed(text.substr(0, also));
  }
  const std::size_t comma = text.find(", ");
  const bool person =
      comma != std::string_view::npos && text.find(',', comma + 1) == std::string_view::npos && !has_legal_form(text);
  entry.name =
      person ? fmt::format("{} {}", trimmed(text.substr(comma + 1)), text.substr(0, comma)) : std::string(text);
}

class AgencyReader {
 public:
  AgencyReader(const std::string& file, const Reading& reading, const ListInfo* own)
      : file_(file), reading_(reading), own_(own) {}

  void read(const Row& row, ParsedFile& parsed) {
    if (row.blank()) return;
    ListEntry entry;
    const auto lost = [&](std::string why) { parsed.notes.push_back({row.where(file_), std::move(why), true}); };
    if (own_ != nullptr) {
      read_party_name(trimmed(row[name]), entry);  // `party_name` stands in its place
    } else {
      entry.name = trimmed(row[name]);
    }
    if (entry.name.empty()) return lost("the row has no name");
    const ListInfo* list = own_ != nullptr ? own_ : list_of(trimmed(row[source_list]));
    const std::string_view code = trimmed(row[source_list]);
    if (list == nullptr && code.empty()) return lost("the row does not say its list");
    entry.list = list == nullptr ? code_of_words(code) : list->code;
    entry.publisher = list == nullptr ? std::string(code) : list->publisher;
    if (list == nullptr) unknown_.insert(entry.list);
    entry.is_address = list != nullptr && names_an_address(*list, entry.name);
    entry.id = trimmed(row[entity_number]);
    entry.schema = parse_schema(trimmed(row[sdn_type]));
    entry.federal_register = trimmed(row[notice]);
    entry.requirement = trimmed(row[requirement]);
    entry.policy = trimmed(row[policy]);
    entry.url = trimmed(row[web_link]);
    const auto day_at = [&](Column column, std::optional<Date>& day, DateBasis& basis) {
      const std::string_view text = trimmed(row[column]);
      if (text.empty() || day) return;
      day = read_us_day(text);
      basis = day ? DateBasis::stated : DateBasis::none;
      if (!day) {
        parsed.notes.push_back({row.where(file_), fmt::format("{}: \"{}\" is no day; {} counts as without it",
                                                              kColumns[column], text, entry.name)});
      }
    };
    day_at(effective_date, entry.from, entry.from_basis);
    day_at(notice_date, entry.from, entry.from_basis);
    day_at(lifted, entry.to, entry.to_basis);
    if (entry.from && entry.to && *entry.to < *entry.from) {
      parsed.notes.push_back(
          {row.where(file_), fmt::format("{} ends before it begins; it counts as without an end", entry.name)});
      entry.to.reset();
      entry.to_basis = DateBasis::none;
    }
    date_by_citation(entry);
    add_parts(entry.programs, row[programs]);
    add_unlike(entry.aliases, trimmed(row[alternate_name]));
    add_parts(entry.aliases, row[alternative_names]);
    add_address(entry, {row[address], row[city], row[state], row[postal_code]}, row[country], reading_.places);
    join(std::move(entry), parsed.entries);
  }

  void finish(ParsedFile& parsed) const {
    for (const std::string& code : unknown_) {
      parsed.notes.push_back({file_, fmt::format("the list \"{}\" is not known here: its entries inform", code)});
    }
  }

 private:
  const ListInfo* list_of(std::string_view code) const {
    const ListInfo* found = reading_.catalog.find(code);
    return found != nullptr ? found : reading_.catalog.find_source(code);
  }

  // Rows of one list, name, notice and first day are one entry.
  void join(ListEntry entry, std::vector<ListEntry>& entries) {
    const auto [found, added] =
        known_.try_emplace({entry.list, text::fold(entry.name), entry.federal_register, entry.from}, entries.size());
    if (added) {
      entries.push_back(std::move(entry));
      return;
    }
    ListEntry& to = entries[found->second];
    for (const std::string& alias : entry.aliases) add_unlike(to.aliases, alias);
    for (const std::string& program : entry.programs) add_unlike(to.programs, program);
    add_missing_addresses(to, entry.addresses);
  }

  const std::string& file_;
  const Reading& reading_;
  const ListInfo* own_;  // the list whose own table this is; nullptr where each row says its list
  std::map<std::tuple<std::string, std::string, std::string, std::optional<Date>>, std::size_t> known_;
  std::set<std::string> unknown_;
};

// The list whose own columns are all there.
const ListInfo* list_of_columns(std::span<const std::string> columns, const ListCatalog& catalog) {
  const auto has = [&](std::string_view wanted) { return has_column(columns, wanted); };
  for (const ListInfo& list : catalog.all()) {
    if (!list.columns.empty() && std::ranges::all_of(list.columns, has)) return &list;
  }
  return nullptr;
}

}  // namespace

bool is_agency_table(std::span<const std::string> columns, const ListCatalog& catalog) {
  const auto has = [&](Column wanted) { return has_column(columns, kColumns[wanted]); };
  return (has(name) && has(source_list) && has(notice)) || list_of_columns(columns, catalog) != nullptr;
}

Result<ParsedFile> read_agency_csv(std::string_view bytes, const std::string& file, const Reading& reading) {
  TIDEWAITER_TRY(const tables::CsvHeader header, tables::read_csv_header(bytes, file));
  const ListInfo* own = list_of_columns(header.names, reading.catalog);
  // The first column asked for must be there: the one that has the names.
  std::array<std::string_view, kColumns.size()> columns = kColumns;
  if (own != nullptr) std::swap(columns[name], columns[party_name]);
  TIDEWAITER_TRY(Rows rows, Rows::open(bytes, file, columns));
  ParsedFile parsed;
  parsed.form = Form::agency_csv;
  AgencyReader reader(file, reading, own);
  while (const Row* row = rows.next(parsed.notes, Rows::Short::filled)) reader.read(*row, parsed);
  reader.finish(parsed);
  if (parsed.entries.empty()) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  describe_source(parsed, file, parsed.entries.front().publisher, day_of(file, reading));
  return parsed;
}

}  // namespace tidewaiter::lists
