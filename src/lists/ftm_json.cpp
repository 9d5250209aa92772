// A collection of lists in the form of FollowTheMoney, as OpenSanctions publishes them: one JSON object a line, {"id",
// "schema", "properties": {name: [values]}, "datasets": […]}; a value may be the id of another object (an address, a
// sanction) or that object itself. Read line by line; what objects say of each other is joined at the end. Written from
// the published description; no real file was at hand.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/json_reader.h"
#include "base/period.h"
#include "base/utf8.h"
#include "lists/forms.h"

namespace tidewaiter::lists {
namespace {

using json::Kind;
using json::Value;

std::string text_of(const std::optional<Value>& value) {
  return value ? std::string(trimmed(value->string().value_or(std::string_view()))) : std::string();
}

// The texts of a property; objects in it are left out.
std::vector<std::string> texts_of(const Value& properties, std::string_view key) {
  std::vector<std::string> texts;
  const auto value = properties.find(key);
  if (!value) return texts;
  for (const Value& element : value->elements()) {
    if (std::string text = text_of(element); !text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

std::string first_of(const Value& properties, std::string_view key) {
  std::vector<std::string> texts = texts_of(properties, key);
  return texts.empty() ? std::string() : std::move(texts.front());
}

std::optional<Schema> schema_of(std::string_view word) {
  static constexpr std::pair<std::string_view, Schema> kSchemas[] = {
      {"Person", Schema::person},       {"Company", Schema::organization},    {"Organization", Schema::organization},
      {"LegalEntity", Schema::unknown}, {"PublicBody", Schema::organization}, {"Vessel", Schema::vessel},
      {"Airplane", Schema::aircraft}};
  const auto found = std::ranges::find(kSchemas, word, &std::pair<std::string_view, Schema>::first);
  return found == std::end(kSchemas) ? std::nullopt : std::optional(found->second);
}

struct Address {
  std::string text, country;
};

Address address_of(const Value& properties) {
  Address address{first_of(properties, "full"), first_of(properties, "country")};
  if (address.text.empty()) {
    for (const std::string_view part : {"street", "city", "postalCode"}) {
      const std::string text = first_of(properties, part);
      if (!text.empty()) address.text += (address.text.empty() ? "" : ", ") + text;
    }
  }
  return address;
}

struct Span {
  std::optional<Date> from, to;
  std::vector<std::string> programs;
};

// Topics that say somebody is listed; others say what he is (a politician, a bank). Of the published list of topics.
bool is_listing(std::string_view topic) {
  return topic.starts_with("sanction") || topic.starts_with("export") || topic.starts_with("debarment");
}

struct Party {
  ListEntry entry;
  std::string id;
  std::string where;
  std::vector<std::string> addresses;  // ids
  std::vector<std::string> datasets;
  bool marked = false;  // says whether it is listed
  bool listed = false;
};

class Collection {
 public:
  Collection(const std::string& file, const Reading& reading) : file_(file), reading_(reading) {}

  void read(const Value& object, std::uint64_t line, ParsedFile& parsed) {
    const std::string where = fmt::format("{}:{}", file_, line);
    const auto lost = [&](const char* why) { parsed.notes.push_back({where, why, true}); };
    const std::string id = text_of(object.find("id"));
    const std::string schema = text_of(object.find("schema"));
    const auto properties = object.find("properties");
    if (id.empty() || schema.empty() || !properties || properties->kind() != Kind::object) {
      return lost("the line is no object with \"id\", \"schema\" and \"properties\"");
    }
    if (schema == "Address") {
      addresses_[id] = address_of(*properties);
    } else if (schema == "Sanction") {
      const Span span = span_of(*properties, where);
      for (const std::string& party : texts_of(*properties, "entity")) spans_[party].push_back(span);
    } else if (const auto kind = schema_of(schema)) {
      Party party = party_of(object, *properties, id, *kind, where);
      if (party.entry.name.empty()) return lost("the entry has no name");
      parties_.push_back(std::move(party));
    } else {
      ++others_;
    }
  }

  void finish(ParsedFile& parsed) {
    const bool some_marked = std::ranges::any_of(parties_, &Party::marked);
    std::size_t unlisted = 0;
    for (Party& party : parties_) {
      if (some_marked && !party.listed) {
        ++unlisted;
        continue;
      }
      join(party, parsed);
      place(party, parsed);
    }
    for (const auto& [written, unread] : unread_days_) {
      parsed.notes.push_back(
          {unread.where, fmt::format("{}: \"{}\" is no day; {} as without it", written.first, written.second,
                                     unread.sanctions == 1 ? std::string("1 sanction counts")
                                                           : fmt::format("{} sanctions count", unread.sanctions))});
    }
    if (periods_ > 0) {
      parsed.notes.push_back(
          {first_period_.where,
           fmt::format("{}: \"{}\" is no single day, {}: a start counts as its first day and an end as its last",
                       first_period_.key, first_period_.written,
                       periods_ == 1 ? std::string("the only one of the file")
                                     : fmt::format("the first of {} in the file", periods_))});
    }
    for (const std::string& dataset : unknown_) {
      parsed.notes.push_back({file_, fmt::format("the data set \"{}\" is no list known here: its entries inform, as {}",
                                                 dataset, code_of_words(dataset))});
    }
    if (unlisted > 0) {
      parsed.notes.push_back(
          {file_, unlisted == 1 ? std::string("1 party is on no list by its topics and is left out")
                                : fmt::format("{} parties are on no list by their topics and are left out", unlisted)});
    }
    if (others_ > 0)
      parsed.notes.push_back({file_, fmt::format("{} objects are no parties and are left out", others_)});
  }

 private:
  Party party_of(const Value& object, const Value& properties, const std::string& id, Schema schema,
                 const std::string& where) {
    Party party;
    party.id = id;
    party.where = where;
    ListEntry& entry = party.entry;
    entry.schema = schema;
    std::vector<std::string> names = texts_of(properties, "name");
    if (names.empty()) names.push_back(text_of(object.find("caption")));
    for (const std::string_view key : {"alias", "weakAlias", "previousName"}) {
      std::ranges::move(texts_of(properties, key), std::back_inserter(names));
    }
    entry.name = names.front();
    for (const std::string& alias : names) {
      if (alias != entry.name) add_unlike(entry.aliases, alias);
    }
    entry.registration_number = first_of(properties, schema == Schema::vessel ? "imoNumber" : "registrationNumber");
    entry.url = first_of(properties, "sourceUrl");
    entry.programs = texts_of(properties, "program");
    for (const std::string& text : texts_of(properties, "address")) add_address(entry, {text}, {}, reading_.places);
    party.addresses = texts_of(properties, "addressEntity");
    nested(properties, "addressEntity", [&](const Value& inner) {
      const Address address = address_of(inner);
      add_address(entry, {address.text}, address.country, reading_.places);
    });
    nested(properties, "sanctions", [&](const Value& inner) { spans_[id].push_back(span_of(inner, where)); });
    for (const std::string_view key : {"country", "jurisdiction", "nationality"}) {
      for (const std::string& country : texts_of(properties, key)) countries(entry, country);
    }
    if (const auto datasets = object.find("datasets")) {
      for (const Value& dataset : datasets->elements()) party.datasets.push_back(text_of(dataset));
    }
    const std::vector<std::string> topics = texts_of(properties, "topics");
    const auto target = object.find("target");
    const bool is_target = target && target->boolean().value_or(false);
    party.marked = !topics.empty() || (target && target->boolean().has_value());
    party.listed = is_target || std::ranges::any_of(topics, [](const std::string& topic) { return is_listing(topic); });
    return party;
  }

  Span span_of(const Value& properties, const std::string& where) {
    // Of several the widest span; of a year or a month its first day or its last, so that nothing ends too early.
    const auto day_at = [&](const char* key, bool first) {
      std::optional<Date> day;
      for (const std::string& written : texts_of(properties, key)) {
        const auto days = read_period(written);
        if (!days) {
          ++unread_days_.try_emplace({key, written}, Unread{where}).first->second.sanctions;
          continue;
        }
        if (days->from != days->to && periods_++ == 0) first_period_ = {key, written, where};
        day = first ? std::min(day.value_or(days->from), days->from) : std::max(day.value_or(days->to), days->to);
      }
      return day;
    };
    return {day_at("startDate", true), day_at("endDate", false), texts_of(properties, "program")};
  }

  template <class Take>
  static void nested(const Value& properties, std::string_view key, Take take) {
    const auto value = properties.find(key);
    if (!value) return;
    for (const Value& element : value->elements()) {
      const auto inner = element.find("properties");
      if (inner && inner->kind() == Kind::object) take(*inner);
    }
  }

  // A country that no address names already.
  void countries(ListEntry& entry, const std::string& country) const {
    const Country found = reading_.places.find(country);
    const auto is_it = [&](const ListAddress& address) { return address.country == found; };
    if (found.known() && std::ranges::none_of(entry.addresses, is_it)) add_address(entry, {}, country, reading_.places);
  }

  // The widest span of what is told: from the first day, without an end where one of them has none.
  static void apply(ListEntry& entry, const Span& span) {
    if (span.from && (!entry.from || *span.from < *entry.from)) {
      entry.from = span.from;
      entry.from_basis = DateBasis::stated;
    }
    for (const std::string& program : span.programs) add_unlike(entry.programs, program);
  }

  void join(Party& party, ParsedFile& parsed) const {
    for (const std::string& id : party.addresses) {
      const auto found = addresses_.find(id);
      if (found != addresses_.end()) {
        add_address(party.entry, {found->second.text}, found->second.country, reading_.places);
      }
    }
    const auto spans = spans_.find(party.id);
    if (spans == spans_.end()) return;
    for (const Span& span : spans->second) apply(party.entry, span);
    std::optional<Date> last = party.entry.to;
    for (const Span& span : spans->second) {
      if (!span.to) return;
      if (!last || *last < *span.to) last = span.to;
    }
    party.entry.to = last;
    party.entry.to_basis = DateBasis::stated;
    if (party.entry.from && last && *last < *party.entry.from) {
      parsed.notes.push_back(
          {party.where, fmt::format("{} ends before it begins; it counts as without an end", party.entry.name)});
      party.entry.to.reset();
      party.entry.to_basis = DateBasis::none;
    }
  }

  // One entry for each list that the data know among its data sets; else one for the first data set.
  void place(const Party& party, ParsedFile& parsed) {
    std::set<std::string> placed;
    for (const std::string& dataset : party.datasets) {
      const ListInfo* info = reading_.catalog.find_source(dataset);
      if (info == nullptr || !placed.insert(info->code).second) continue;
      add(party, info->code, info->publisher, parsed);
    }
    if (!placed.empty()) return;
    const std::string words =
        party.datasets.empty() || party.datasets.front().empty() ? std::string("collection") : party.datasets.front();
    unknown_.insert(words);
    add(party, code_of_words(words), words, parsed);
  }

  static void add(const Party& party, const std::string& code, const std::string& publisher, ParsedFile& parsed) {
    ListEntry entry = party.entry;
    entry.list = code;
    entry.publisher = publisher;
    entry.id = party.id;
    parsed.entries.push_back(std::move(entry));
  }

  const std::string& file_;
  const Reading& reading_;
  std::vector<Party> parties_;
  std::unordered_map<std::string, Address> addresses_;
  std::unordered_map<std::string, std::vector<Span>> spans_;  // by party
  struct Unread {
    std::string where;  // of the first
    std::size_t sanctions = 0;
  };
  std::map<std::pair<std::string, std::string>, Unread> unread_days_;  // by property and writing
  struct Period {
    std::string key, written, where;
  };
  Period first_period_;
  std::size_t periods_ = 0;  // days of sanctions that are a year or a month
  std::set<std::string> unknown_;
  std::size_t others_ = 0;
};

}  // namespace

Result<ParsedFile> read_ftm_json(std::string_view bytes, const std::string& file, const Reading& reading) {
  ParsedFile parsed;
  parsed.form = Form::ftm_json;
  Collection collection(file, reading);
  std::uint64_t line = 0;
  bytes = without_byte_order_mark(bytes);
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view text = trimmed(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++line;
    if (text.empty()) continue;
    TIDEWAITER_CHECK(reading.stop.check());
    const auto document = json::Document::parse(text, file);
    if (!document) {
      parsed.notes.push_back(
          {fmt::format("{}:{}", file, line), "the line is no JSON: " + document.error().message, true});
      continue;
    }
    collection.read(document->root(), line, parsed);
  }
  collection.finish(parsed);
  if (parsed.entries.empty()) {
    return fail(ErrorCode::empty_file, "the collection holds no listed party", file, "download it again");
  }
  describe_source(parsed, file, "collection of lists", day_of(file, reading));
  return parsed;
}

}  // namespace tidewaiter::lists
