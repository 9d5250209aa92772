// 15 CFR part 744 in the XML of the eCFR: the Entity List, the Unverified List and the Military End-User List are
// tables in its supplements. Which supplement is which list is data (lists.toml, `supplement`). One row is one entry,
// or goes on with the row before where it has no columns of its own but the names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "lists/ecfr_cell.h"
#include "lists/ecfr_rows.h"
#include "lists/forms.h"
#include "lists/line_counter.h"

namespace tidewaiter::lists {
namespace {

using Node = pugi::xml_node;

bool is(const Node& node, std::string_view name) { return name == node.name(); }

// One blank for a run of blanks of any kind; breaks stay, without blanks around them.
void append_text(std::string& to, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n';
    // U+00A0, U+2002 to U+200B: the printer's spaces
    const bool wide = text.substr(i, 2) == "\xC2\xA0";
    const bool printers = text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() &&
                          static_cast<unsigned char>(text[i + 2]) >= 0x82 &&
                          static_cast<unsigned char>(text[i + 2]) <= 0x8B;
    if (!blank && !wide && !printers) {
      to.push_back(text[i]);
      continue;
    }
    if (wide) i += 1;
    if (printers) i += 2;
    if (!to.empty() && to.back() != ' ' && to.back() != kCellBreak) to.push_back(' ');
  }
}

struct CellText {
  std::string text;
  std::string marks;  // of footnotes, "1 2"
};

std::string plain(const Node& node);

// The text of a table cell. A raised number is a footnote's mark and no part of the text; an "and" in italics stands
// between two addresses or names.
class CellWalker : public pugi::xml_tree_walker {
 public:
  CellText cell;

  bool for_each(Node& node) override {
    if (skip_ && depth() > skip_depth_) return true;
    skip_ = false;
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      append_text(cell.text, node.value());
    } else if (is(node, "br")) {
      while (cell.text.ends_with(' ')) cell.text.pop_back();
      cell.text.push_back(kCellBreak);
    } else if (is(node, "sup")) {
      for (const char c : std::string_view(node.child_value())) {
        if (c < '0' || c > '9' || cell.marks.find(c) != std::string::npos) continue;
        if (!cell.marks.empty()) cell.marks.push_back(' ');
        cell.marks.push_back(c);
      }
      skip_children();
    } else if (is(node, "E") && trimmed(node.child_value()) == "and") {
      cell.text += "; ";
      skip_children();
    }
    return true;
  }

 private:
  void skip_children() {
    skip_ = true;
    skip_depth_ = depth();
  }
  bool skip_ = false;
  int skip_depth_ = 0;
};

CellText text_of(Node cell) {
  CellWalker walker;
  cell.traverse(walker);
  walker.cell.text = trimmed(walker.cell.text);
  return std::move(walker.cell);
}

std::string one_line(std::string text) {
  std::ranges::replace(text, kCellBreak, ' ');
  std::string line;
  append_text(line, text);
  return std::string(trimmed(line));
}

std::string plain(const Node& node) { return one_line(text_of(node).text); }

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Which column of a table is what; kNone where the table has none.
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
struct Columns {
  std::size_t country = kNone, entity = kNone, requirement = kNone, policy = kNone, citation = kNone;
  std::size_t count = 0;
};

Columns columns_of(const Node& head) {
  Columns columns;
  for (const Node& cell : head.children()) {
    if (!is(cell, "TH") && !is(cell, "TD")) continue;
    const std::string name = lower(plain(cell));
    const auto has = [&](std::string_view words) { return name.find(words) != std::string::npos; };
    if (has("country")) columns.country = columns.count;
    if (has("entity") || has("listed person")) columns.entity = columns.count;
    if (has("license requirement")) columns.requirement = columns.count;
    if (has("review")) columns.policy = columns.count;
    if (has("citation")) columns.citation = columns.count;
    ++columns.count;
  }
  return columns;
}

// A row that names somebody, with the rows that go on with it.
struct ListedRow {
  std::string where;
  std::string country;  // as written
  std::string entity;   // cell text, kCellSeam between rows
  std::string requirement, policy, citation, footnotes;
};

class PartReader : private EcfrTables {
 public:
  PartReader(std::string_view bytes, const std::string& file, const Reading& reading)
      : bytes_(bytes), file_(file), reading_(reading), lines_(bytes, file) {}

  // Error: bad_format if no supplement that is a list is there.
  Result<ParsedFile> read() {
    out_.form = Form::ecfr_xml;
    TIDEWAITER_CHECK(EcfrRows(bytes_, file_, kHint).read(*this));
    if (publisher_.empty()) {
      return fail(ErrorCode::bad_format,
                  "this XML is no list that is known here, nor does it hold a supplement of part 744 that is one",
                  file_, kHint);
    }
    if (out_.entries.empty()) return fail(ErrorCode::bad_format, "no row of the lists can be read", file_, kHint);
    describe_source(out_, file_, publisher_, day_of(file_, reading_));
    return std::move(out_);
  }

  bool begin_supplement(std::string_view name) override {
    for (const ListInfo& info : reading_.catalog.all()) {
      if (info.supplement.empty() || info.supplement != name) continue;
      info_ = &info;
      publisher_ = info.publisher;
      counts_ = {};
      rows_.clear();
      return true;
    }
    return false;
  }

  void end_supplement() override {
    const std::size_t before = out_.entries.size();
    for (const ListedRow& row : rows_) entries_of(*info_, row);
    note(file_,
         fmt::format("{}, {}: {} rows: {} entries, of them {} named within the row of another; {} rows go on with "
                     "the row before, {} are reserved, {} refer to another row, {} cannot be read",
                     info_->supplement, info_->name, counts_.rows, out_.entries.size() - before,
                     out_.entries.size() - before - std::min(rows_.size(), out_.entries.size() - before),
                     counts_.continued, counts_.reserved, counts_.references, counts_.lost));
  }

  void begin_table(std::size_t offset) override {
    table_ = offset;
    columns_ = {};
    country_.clear();
    refused_ = false;
  }
  void head(std::string_view row) override {
    with_row(row, [&](const Node& node) { columns_ = columns_of(node); });
  }
  void row(std::string_view row) override {
    if (!readable()) return;
    with_row(row, [&](const Node& node) { this->row(*info_, columns_, node, row, country_, counts_); });
  }
  void end_table() override { (void)readable(); }

 private:
  static constexpr const char* kHint =
      "import 15 CFR part 744 as the eCFR gives it: www.ecfr.gov/api/versioner/v1/full/DATE/title-15.xml?part=744";

  // One row as a tree of its own.
  template <class Use>
  static void with_row(std::string_view row, Use use) {
    pugi::xml_document document;
    // well-formed: the walk over the whole has read it
    (void)document.load_buffer(row.data(), row.size(), pugi::parse_default, pugi::encoding_utf8);
    use(document.first_child());
  }

  // Whether the table has the columns that its rows are read by; told once where it has not.
  bool readable() {
    if (columns_.country != kNone && columns_.entity != kNone && columns_.citation != kNone) return true;
    if (std::exchange(refused_, true)) return false;
    note(lines_.where(table_),
         fmt::format("{}: a table without the columns country, entity and citation is not read", info_->supplement),
         true);
    return false;
  }

  void note(std::string place, std::string message, bool lost = false) {
    out_.notes.push_back({std::move(place), std::move(message), lost});
  }

  struct Counts {
    std::size_t rows = 0, continued = 0, reserved = 0, references = 0, lost = 0;
  };

  void row(const ListInfo& info, const Columns& columns, const Node& node, std::string_view source,
           std::string& country, Counts& counts) {
    ++counts.rows;
    std::vector<CellText> cells;
    for (const Node& cell : node.children("TD")) cells.push_back(text_of(cell));
    const auto lost = [&](std::string message) {
      ++counts.lost;
      note(lines_.where(source), fmt::format("{}: {}", info.supplement, message), true);
    };
    if (cells.size() != columns.count) {
      return lost(fmt::format("the row has {} cells where the table has {} columns", cells.size(), columns.count));
    }
    const auto at = [&](std::size_t column) { return column == kNone ? std::string() : one_line(cells[column].text); };
    if (std::string written = at(columns.country); !written.empty()) country = std::move(written);
    const std::string entity = at(columns.entity);
    if (lower(entity) == "[reserved]") {
      ++counts.reserved;
      return;
    }
    if (entity.empty()) return lost("the row names nobody");
    if (country.empty()) return lost("the row stands under no country");
    const std::string requirement = at(columns.requirement);
    const std::string policy = at(columns.policy);
    const std::string citation = at(columns.citation);
    if (requirement.empty() && policy.empty() && citation.empty()) {
      if (lower(entity).starts_with("see ") || lower(entity).starts_with("(see ")) {
        ++counts.references;
        return;
      }
      if (rows_.empty()) return lost("the row goes on with a row before it, and there is none");
      ++counts.continued;
      rows_.back().entity += kCellSeam;
      rows_.back().entity += cells[columns.entity].text;
      return;
    }
    std::string marks = columns.requirement == kNone ? std::string() : cells[columns.requirement].marks;
    rows_.push_back(
        {lines_.where(source), country, cells[columns.entity].text, requirement, policy, citation, std::move(marks)});
  }

  void entries_of(const ListInfo& info, const ListedRow& row) {
    const std::vector<CellParty> parties = read_cell(row.entity, reading_.places);
    if (parties.empty()) {
      return note(row.where, fmt::format("{}: no name can be read in \"{}\"", info.supplement, row.entity), true);
    }
    const Country stands_under = country_named(row.country, row.where);
    const RegisterDays days = register_days(row.citation);
    if (!days.faulty.empty()) {
      note(row.where,
           fmt::format("{}: \"{}\" is no day of that volume; its year counts", info.supplement, days.faulty));
    }
    for (const CellParty& party : parties) {
      ListEntry entry;
      entry.name = party.name;
      entry.aliases = party.aliases;
      entry.list = info.code;
      entry.is_address = names_an_address(info, entry.name);
      entry.publisher = info.publisher;
      entry.source = info.supplement;
      entry.requirement = row.requirement;
      entry.policy = row.policy;
      entry.footnotes = row.footnotes;
      entry.federal_register = row.citation;
      for (const std::string& text : party.addresses) {
        const Country stated = country_of_address(text, reading_.places);
        entry.addresses.push_back({text, stated.known() ? stated : stands_under});
      }
      if (entry.addresses.empty()) entry.addresses.push_back({{}, stands_under});
      entry.from = days.first;
      entry.from_basis = days.first ? DateBasis::stated : DateBasis::none;
      if (days.last && days.first && *days.first < *days.last) entry.revised = days.last;
      date_by_citation(entry);
      out_.entries.push_back(std::move(entry));
    }
  }

  // "CRIMEA REGION OF UKRAINE" is in Ukraine.
  Country country_named(const std::string& written, const std::string& place) {
    Country country = reading_.places.find(written);
    const std::size_t of = written.rfind(" OF ");
    if (!country.known() && of != std::string::npos)
      country = reading_.places.find(std::string_view(written).substr(of + 4));
    if (!country.known() && unread_country_ != written) {
      unread_country_ = written;
      note(place, fmt::format("\"{}\" is no country known here", written));
    }
    return country;
  }

  std::string_view bytes_;
  const std::string& file_;
  const Reading& reading_;
  ParsedFile out_;
  std::vector<ListedRow> rows_;
  std::string unread_country_;
  LineCounter lines_;
  const ListInfo* info_ = nullptr;  // of the supplement that is read
  std::string publisher_;           // of the last one
  Counts counts_;
  std::size_t table_ = 0;  // where it begins
  Columns columns_;        // of the table
  std::string country_;    // under which its rows stand
  bool refused_ = false;   // the table is not read
};

}  // namespace

Result<ParsedFile> read_ecfr_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  return PartReader(bytes, file, reading).read();
}

}  // namespace tidewaiter::lists
