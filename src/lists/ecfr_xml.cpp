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
#include "lists/forms.h"

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

Columns columns_of(const Node& table) {
  Columns columns;
  const Node head = table.child("THEAD").child("TR");
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

class PartReader {
 public:
  PartReader(std::string_view bytes, const std::string& file, const Reading& reading)
      : bytes_(bytes), file_(file), reading_(reading) {}

  // Error: bad_format if no supplement that is a list is there.
  Result<ParsedFile> read() {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(bytes_.data(), bytes_.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
      return fail(ErrorCode::bad_format, fmt::format("the XML cannot be read: {}", parsed.description()),
                  where(static_cast<std::ptrdiff_t>(parsed.offset)), kHint);
    }
    out_.form = Form::ecfr_xml;
    SupplementFinder finder(reading_.catalog);
    document.traverse(finder);
    for (const auto& [info, node] : finder.found) supplement(*info, node);
    if (finder.found.empty()) {
      return fail(ErrorCode::bad_format,
                  "this XML is no list that is known here, nor does it hold a supplement of part 744 that is one",
                  file_, kHint);
    }
    if (out_.entries.empty()) return fail(ErrorCode::bad_format, "no row of the lists can be read", file_, kHint);
    describe_source(out_, file_, finder.found.back().first->publisher, day_of(file_, reading_));
    return std::move(out_);
  }

 private:
  static constexpr const char* kHint =
      "import 15 CFR part 744 as the eCFR gives it: www.ecfr.gov/api/versioner/v1/full/DATE/title-15.xml?part=744";

  struct SupplementFinder : pugi::xml_tree_walker {
    explicit SupplementFinder(const ListCatalog& catalog) : lists(catalog) {}
    bool for_each(Node& node) override {
      if (const std::string_view name = node.attribute("N").value(); !name.empty() && is(node, "DIV9")) {
        for (const ListInfo& info : lists.all()) {
          if (!info.supplement.empty() && info.supplement == name) found.emplace_back(&info, node);
        }
      }
      return true;
    }
    const ListCatalog& lists;
    std::vector<std::pair<const ListInfo*, Node>> found;
  };

  // Lines are counted on from the last place asked for: the rows come in the order of the file.
  std::string where(std::ptrdiff_t offset) {
    const std::size_t end = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)), bytes_.size());
    if (end < counted_) {
      counted_ = 0;
      line_ = 1;
    }
    line_ += static_cast<std::size_t>(std::ranges::count(bytes_.substr(counted_, end - counted_), '\n'));
    counted_ = end;
    return fmt::format("{}:{}", file_, line_);
  }

  void note(std::string place, std::string message, bool lost = false) {
    out_.notes.push_back({std::move(place), std::move(message), lost});
  }

  void supplement(const ListInfo& info, const Node& node) {
    Counts counts;
    rows_.clear();
    TableFinder finder;
    Node root = node;
    root.traverse(finder);
    for (const Node& table : finder.found) {
      const Columns columns = columns_of(table);
      if (columns.country == kNone || columns.entity == kNone || columns.citation == kNone) {
        note(where(table.offset_debug()),
             fmt::format("{}: a table without the columns country, entity and citation is not read", info.supplement),
             true);
        continue;
      }
      std::string country;
      for (const Node& body : table.children("TBODY")) {
        for (const Node& row : body.children("TR")) this->row(info, columns, row, country, counts);
      }
    }
    const std::size_t before = out_.entries.size();
    for (const ListedRow& row : rows_) entries_of(info, row);
    note(file_,
         fmt::format("{}, {}: {} rows: {} entries, of them {} named within the row of another; {} rows go on with "
                     "the row before, {} are reserved, {} refer to another row, {} cannot be read",
                     info.supplement, info.name, counts.rows, out_.entries.size() - before,
                     out_.entries.size() - before - std::min(rows_.size(), out_.entries.size() - before),
                     counts.continued, counts.reserved, counts.references, counts.lost));
  }

  struct Counts {
    std::size_t rows = 0, continued = 0, reserved = 0, references = 0, lost = 0;
  };

  struct TableFinder : pugi::xml_tree_walker {
    bool for_each(Node& node) override {
      if (is(node, "TABLE")) found.push_back(node);
      return true;
    }
    std::vector<Node> found;
  };

  void row(const ListInfo& info, const Columns& columns, const Node& node, std::string& country, Counts& counts) {
    ++counts.rows;
    std::vector<CellText> cells;
    for (const Node& cell : node.children("TD")) cells.push_back(text_of(cell));
    const auto lost = [&](std::string message) {
      ++counts.lost;
      note(where(node.offset_debug()), fmt::format("{}: {}", info.supplement, message), true);
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
    rows_.push_back({where(node.offset_debug()), country, cells[columns.entity].text, requirement, policy, citation,
                     std::move(marks)});
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
  std::size_t counted_ = 0;  // bytes in which the lines are counted
  std::size_t line_ = 1;
};

}  // namespace

Result<ParsedFile> read_ecfr_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  return PartReader(bytes, file, reading).read();
}

}  // namespace tidewaiter::lists
