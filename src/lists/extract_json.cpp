// An extract of one list as JSON: {"list_id", "extracted", "count", "entities": [{"name", "aliases", "country",
// "address", "effective_date", "federal_register", "notes"}, …]}, as projects publish lists whose agencies only give
// documents. The list is known by its `list_id` (lists.toml, `sources`); the file is refused if its count is wrong.
#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/json_pieces.h"
#include "base/json_reader.h"
#include "lists/forms.h"
#include "lists/line_counter.h"

namespace tidewaiter::lists {
namespace {

using json::Value;

std::string text_of(const Value& value) { return std::string(trimmed(value.string().value_or(std::string_view()))); }

// "USCC: 91110000MA005UCQ5P (China); …": a number of the register of companies.
std::string registration_in(std::string_view notes) {
  static constexpr std::string_view kMark = "USCC: ";  // the Unified Social Credit Code
  const std::size_t at = notes.find(kMark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = notes.substr(at + kMark.size());
  return std::string(rest.substr(0, rest.find_first_of(" ;")));
}

// Whether what the extract calls its notes are the words of a licence requirement.
bool carries_requirement(const ListInfo* list) { return list != nullptr && list->effect == Effect::licence; }

ListEntry entry_of(const Value& value, const ListInfo* list, const Places& places, std::string& unread_day) {
  ListEntry entry;
  std::string address;
  std::string country;
  std::string notes;
  for (const auto& [key, member] : value.members()) {
    if (key == "name") entry.name = text_of(member);
    if (key == "address") address = text_of(member);
    if (key == "country") country = text_of(member);
    if (key == "notes") notes = text_of(member);
    if (key == "federal_register") entry.federal_register = text_of(member);
    if (key == "aliases") {
      for (const Value& alias : member.elements()) {
        if (std::string text = text_of(alias); !text.empty()) entry.aliases.push_back(std::move(text));
      }
    }
    if (key == "effective_date") {
      const std::string text = text_of(member);
      entry.from = read_worded_day(text);
      if (!text.empty() && !entry.from) unread_day = text;
    }
  }
  if (entry.from) {
    entry.from_basis = DateBasis::stated;
  } else {
    const RegisterDays days = register_days(entry.federal_register);
    entry.from = days.first;
    entry.from_basis = days.first ? DateBasis::stated : DateBasis::none;
    if (days.last != days.first) entry.revised = days.last;
    date_by_citation(entry);
  }
  if (carries_requirement(list)) entry.requirement = notes;
  entry.registration_number = registration_in(notes);
  add_address(entry, {address}, country, places);
  return entry;
}

constexpr std::string_view kEntities = "entities";

// What stands beside the entries, before or behind them.
struct Facts {
  std::optional<std::string> list_id;
  std::optional<double> count;
  std::optional<Date> extracted;
  std::optional<ImportNote> unread_day;  // of `extracted`
  bool has_entities = false;
  std::size_t entities = 0;
};

Result<Facts> facts_of(std::string_view bytes, const std::string& file) {
  Facts facts;
  LineCounter lines(bytes, file);
  TIDEWAITER_CHECK(json::for_each_piece(bytes, file, [&](const json::Piece& piece) -> Result<void> {
    const bool entities = piece.key == kEntities;
    if (piece.kind == json::Piece::Kind::array) {
      facts.has_entities = facts.has_entities || entities;
      return {};
    }
    if (entities && piece.kind == json::Piece::Kind::element) {  // read in the second walk
      ++facts.entities;
      return {};
    }
    TIDEWAITER_TRY(const json::Document document, json::parse_piece(bytes, piece.text, file));
    if (piece.kind != json::Piece::Kind::member) return {};
    if (piece.key == "list_id" && document.root().string()) facts.list_id = text_of(document.root());
    if (piece.key == "count") facts.count = document.root().number();
    if (piece.key == "extracted") {
      const bool is_text = document.root().string().has_value();
      const std::string written = is_text ? text_of(document.root()) : std::string(trimmed(piece.text));
      facts.extracted = parse_date(written);
      if (!facts.extracted && !written.empty() && document.root().kind() != json::Kind::null) {
        facts.unread_day =
            ImportNote{lines.where(piece.text),
                       fmt::format("extracted: \"{}\" is no day, so the file does not say its own", written)};
      }
    }
    return {};
  }));
  return facts;
}

}  // namespace

Result<ParsedFile> read_extract_json(std::string_view bytes, const std::string& file, const Reading& reading) {
  TIDEWAITER_TRY(const Facts facts, facts_of(bytes, file));
  if (!facts.list_id || !facts.has_entities) {
    return fail(ErrorCode::bad_format, "this JSON has no text \"list_id\" and array \"entities\", so it is no extract",
                file, "import the file as it was published");
  }
  if (facts.entities == 0) return fail(ErrorCode::empty_file, "the extract holds no entry", file, "get it again");
  if (facts.count && *facts.count != static_cast<double>(facts.entities)) {
    return fail(ErrorCode::bad_format,
                fmt::format("the file says that the list has {:.0f} entries and holds {}: it is cut short, or a part",
                            *facts.count, facts.entities),
                file, "get it again, whole");
  }
  const std::string& words = *facts.list_id;
  ParsedFile parsed;
  parsed.form = Form::extract_json;
  const ListInfo* list = reading.catalog.find_source(words);
  const std::string code = list == nullptr ? code_of_words(words) : list->code;
  const std::string publisher = list == nullptr ? words : list->publisher;
  if (list == nullptr) {
    parsed.notes.push_back(
        {file, fmt::format("the list \"{}\" is not known here: its entries inform, as {}", words, code)});
  }
  if (facts.unread_day) parsed.notes.push_back(*facts.unread_day);
  LineCounter lines(bytes, file);
  std::size_t number = 0;
  TIDEWAITER_CHECK(json::for_each_piece(bytes, file, [&](const json::Piece& piece) -> Result<void> {
    if (piece.kind != json::Piece::Kind::element || piece.key != kEntities) return {};
    ++number;
    TIDEWAITER_TRY(const json::Document document, json::parse_piece(bytes, piece.text, file));
    std::string unread_day;
    ListEntry entry = entry_of(document.root(), list, reading.places, unread_day);
    if (entry.name.empty()) {
      parsed.notes.push_back({lines.where(piece.text), fmt::format("entry {}: it has no name", number), true});
      return {};
    }
    if (!unread_day.empty()) {
      parsed.notes.push_back(
          {lines.where(piece.text),
           fmt::format("effective_date: \"{}\" is no day; {} counts as without it", unread_day, entry.name)});
    }
    entry.list = code;
    entry.publisher = publisher;
    entry.is_address = list != nullptr && names_an_address(*list, entry.name);
    parsed.entries.push_back(std::move(entry));
    return {};
  }));
  if (parsed.entries.empty()) {
    return fail(ErrorCode::bad_format, "no entry of this file has a name, so it is no list", file, "get it again");
  }
  std::optional<Date> date = date_in_name(file);
  if (!date) date = facts.extracted;
  describe_source(parsed, file, publisher, date ? date : reading.day);
  return parsed;
}

}  // namespace tidewaiter::lists
