// The US Consolidated Screening List in its official JSON: {"total": n, "results": [{"source": …, "name": …}, …]}.
// Members that an agency's part does not have are absent or null; alternate names and programs are arrays, or one text
// with semicolons in older exports.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "base/json_pieces.h"
#include "base/json_reader.h"
#include "lists/forms.h"
#include "lists/line_counter.h"

namespace tidewaiter::lists {
namespace {

using json::Kind;
using json::Value;

std::string text_of(const Value& value) { return std::string(trimmed(value.string().value_or(std::string_view()))); }

std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> texts;
  if (value.kind() == Kind::array) {
    for (const Value& element : value.elements()) {
      if (std::string text = text_of(element); !text.empty()) texts.push_back(std::move(text));
    }
    return texts;
  }
  for (const std::string_view text : parts_of(value.string().value_or(std::string_view()), ";")) {
    texts.emplace_back(text);
  }
  return texts;
}

void read_address(const Value& value, ListEntry& entry, const Places& places) {
  std::string_view address;
  std::string_view city;
  std::string_view state;
  std::string_view postal_code;
  std::string_view country;
  for (const auto& [key, part] : value.members()) {
    const std::string_view text = part.string().value_or(std::string_view());
    if (key == "address") address = text;
    if (key == "city") city = text;
    if (key == "state") state = text;
    if (key == "postal_code") postal_code = text;
    if (key == "country") country = text;
  }
  add_address(entry, {address, city, state, postal_code}, country, places);
}

// The number that a registry gave, out of passports, web sites and the like.
void read_ids(const Value& value, ListEntry& entry) {
  for (const Value& id : value.elements()) {
    const auto type = id.find("type");
    const auto number = id.find("number");
    if (!type || !number || !entry.registration_number.empty()) continue;
    if (names_a_registration(text_of(*type))) entry.registration_number = text_of(*number);
  }
}

struct ReadEntry {
  ListEntry entry;
  std::string source;                    // the publisher's words for the list
  std::vector<std::string> unread = {};  // which of its days could not be read
};

// The publisher's own day, kept as stated. Another form of date is left for the citation.
void read_day(std::string_view key, const Value& value, std::optional<Date>& day, DateBasis& basis,
              std::vector<std::string>& unread) {
  const bool is_text = value.kind() == Kind::string;
  const std::string text = text_of(value);
  day = parse_date(text);
  basis = day ? DateBasis::stated : DateBasis::none;
  if (day || value.kind() == Kind::null || (is_text && text.empty())) return;
  unread.push_back(is_text ? fmt::format("{}: \"{}\" is no day as this list writes it, 2025-03-01", key, text)
                           : fmt::format("{}: the value is no text, and so no day", key));
}

ReadEntry read_entry(const Value& value, const Places& places) {
  ReadEntry read;
  ListEntry& entry = read.entry;
  for (const auto& [key, member] : value.members()) {
    if (key == "source") read.source = text_of(member);
    if (key == "entity_number") {
      entry.id = text_of(member);
      if (const auto number = member.number(); number && *number >= 0) entry.id = fmt::format("{:.0f}", *number);
    }
    if (key == "type") entry.schema = parse_schema(text_of(member));
    if (key == "name") entry.name = text_of(member);
    if (key == "alt_names") entry.aliases = texts_of(member);
    if (key == "programs") entry.programs = texts_of(member);
    if (key == "addresses") {
      for (const Value& address : member.elements()) read_address(address, entry, places);
    }
    if (key == "country") add_address(entry, {}, text_of(member), places);
    if (key == "federal_register_notice") entry.federal_register = text_of(member);
    if (key == "license_requirement") entry.requirement = text_of(member);
    if (key == "license_policy") entry.policy = text_of(member);
    if (key == "source_list_url") entry.url = text_of(member);
    if (key == "ids") read_ids(member, entry);
    if (key == "start_date") read_day(key, member, entry.from, entry.from_basis, read.unread);
    if (key == "end_date") read_day(key, member, entry.to, entry.to_basis, read.unread);
  }
  date_by_citation(entry);
  return read;
}

// The list that the publisher's words name, found once for each wording.
class ListNames {
 public:
  explicit ListNames(const ListCatalog& catalog) : catalog_(catalog) {}
  struct Named {
    std::string code;
    std::string publisher;
    const ListInfo* info = nullptr;  // as the data knows it
  };
  const Named& of(const std::string& source) {
    const auto [found, added] = known_.try_emplace(source);
    if (added) {
      if (const ListInfo* info = catalog_.find_source(source)) {
        found->second = {info->code, info->publisher, info};
      } else {
        const std::size_t dash = source.rfind(" - ");
        found->second = {code_of_source(source), dash == std::string::npos ? source : source.substr(dash + 3), nullptr};
      }
    }
    return found->second;
  }
  const std::map<std::string, Named>& all() const { return known_; }

 private:
  const ListCatalog& catalog_;
  std::map<std::string, Named> known_;
};

}  // namespace

Result<ParsedFile> read_csl_json(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr const char* kHint =
      "import the whole consolidated list as JSON, as the International Trade Administration publishes it";
  ParsedFile parsed;
  parsed.form = Form::csl_json;
  ListNames names(reading.catalog);
  LineCounter lines(bytes, file);
  std::optional<double> stated;
  bool is_list = false;
  std::size_t count = 0;
  TIDEWAITER_CHECK(json::for_each_piece(bytes, file, [&](const json::Piece& piece) -> Result<void> {
    if (piece.kind == json::Piece::Kind::array) {
      is_list = is_list || piece.key == "results";
      return {};
    }
    TIDEWAITER_TRY(const json::Document document, json::parse_piece(bytes, piece.text, file));
    if (piece.kind == json::Piece::Kind::member) {
      if (piece.key == "total") stated = document.root().number();
      return {};
    }
    if (piece.key != "results") return {};
    if (reading.stop.asked()) return reading.stop.check();
    ++count;
    ReadEntry read = read_entry(document.root(), reading.places);
    if (read.entry.name.empty() || read.source.empty()) {
      parsed.notes.push_back(
          {lines.where(piece.text),
           fmt::format("entry {}: {}", count, read.source.empty() ? "it does not say its list" : "it has no name"),
           true});
      return {};
    }
    const auto warn = [&](std::string message) {
      parsed.notes.push_back({lines.where(piece.text), std::move(message)});
    };
    for (const std::string& what : read.unread) warn(fmt::format("{}; {} counts as without it", what, read.entry.name));
    if (read.entry.from_basis == DateBasis::stated && read.entry.to && *read.entry.to < *read.entry.from) {
      warn(fmt::format("{} ends before it begins; it counts as without an end", read.entry.name));
      read.entry.to.reset();
      read.entry.to_basis = DateBasis::none;
    }
    const ListNames::Named& list = names.of(read.source);
    read.entry.list = list.code;
    read.entry.publisher = list.publisher;
    read.entry.is_address = list.info != nullptr && names_an_address(*list.info, read.entry.name);
    parsed.entries.push_back(std::move(read.entry));
    return {};
  }));
  if (!is_list) {
    return fail(ErrorCode::bad_format, "this JSON has no array \"results\", so it is not the consolidated list", file,
                kHint);
  }
  if (count == 0) return fail(ErrorCode::empty_file, "the consolidated list holds no entry", file, kHint);
  if (stated && *stated != static_cast<double>(count)) {
    return fail(ErrorCode::bad_format,
                fmt::format("the file says that the list has {:.0f} entries and holds {}: it is one page of a search",
                            *stated, count),
                file, kHint);
  }
  if (parsed.entries.empty()) {
    return fail(ErrorCode::bad_format,
                "no entry of this file has a name and a list, so it is not the consolidated list", file, kHint);
  }
  describe_source(parsed, file, "International Trade Administration", day_of(file, reading));
  for (const auto& [source, list] : names.all()) {
    if (list.info == nullptr) {
      parsed.notes.push_back(
          {file, fmt::format("the list \"{}\" is not known here: its entries inform, as {}", source, list.code)});
    }
  }
  return parsed;
}

}  // namespace tidewaiter::lists
