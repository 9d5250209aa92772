// Reads regimes/places/*.toml. Strict: a key that is not known, a code that is not there, two records for one day are
// errors with their place in the file, since a slip here would change the law.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/toml.h"
#include "places/key.h"
#include "places/places.h"

namespace tidewaiter {
namespace {

using toml::Document;
using toml::Place;
using toml::Table;
using toml::Value;

std::unexpected<Error> bad(const Document& document, Place place, std::string message) {
  return fail(ErrorCode::bad_format, std::move(message), document.where(place), document.snippet(place));
}

Result<void> only(const Document& document, const Table& table, std::initializer_list<std::string_view> keys) {
  for (const toml::Member& member : table.members()) {
    if (std::ranges::find(keys, std::string_view(member.key)) == keys.end()) {
      return bad(document, member.key_place, fmt::format("there is no key \"{}\" here", member.key));
    }
  }
  return {};
}

Result<const Value*> need(const Document& document, const Table& table, Place place, std::string_view key) {
  const Value* value = table.find(key);
  if (value == nullptr) return bad(document, place, fmt::format("the key \"{}\" is missing", key));
  return value;
}

Result<std::string> text_of(const Document& document, const Table& table, Place place, std::string_view key) {
  TIDEWAITER_TRY(const Value* value, need(document, table, place, key));
  if (value->string() == nullptr || value->string()->empty()) {
    return bad(document, value->place, fmt::format("\"{}\" must be a text, not {}", key, value->kind()));
  }
  return *value->string();
}

Result<Date> date_of(const Document& document, const Table& table, std::string_view key, Date otherwise) {
  const Value* value = table.find(key);
  if (value == nullptr) return otherwise;
  if (value->date() == nullptr) {
    return bad(document, value->place, fmt::format("\"{}\" must be a date such as 2025-03-01", key));
  }
  return *value->date();
}

Result<Confidence> confidence_of(const Document& document, const Table& table, Place place, std::string_view key) {
  TIDEWAITER_TRY(const std::string text, text_of(document, table, place, key));
  const std::optional<Confidence> confidence = parse_confidence(text);
  if (!confidence) return bad(document, table.find(key)->place, fmt::format("\"{}\" must be M, Q, S, I or U", key));
  return *confidence;
}

Result<std::vector<const Value*>> texts_of(const Document& document, const Value& value) {
  std::vector<const Value*> texts;
  if (value.array() == nullptr) return bad(document, value.place, "this must be an array of texts");
  for (const Value& item : *value.array()) {
    if (item.string() == nullptr) return bad(document, item.place, "this must be a text");
    texts.push_back(&item);
  }
  return texts;
}

bool is_code(std::string_view text, std::size_t length) {
  return text.size() == length && std::ranges::all_of(text, is_upper);
}

}  // namespace

class PlacesLoader {
 public:
  Result<Places> load(std::span<const SourceText> texts) {
    std::vector<Document> documents;
    for (const SourceText& text : texts) {
      TIDEWAITER_TRY(Document document, toml::parse(text.text, text.name));
      TIDEWAITER_CHECK(only(document, document.root, {"country", "ambiguous", "group", "change"}));
      documents.push_back(std::move(document));
    }
    places_.by_code_.fill(Places::kNone);
    // Each kind after the ones that it refers to, whatever the order of the files.
    TIDEWAITER_CHECK(each(documents, "country", &PlacesLoader::read_country));
    std::ranges::sort(places_.entries_, {}, &Places::Entry::country);
    for (std::size_t i = 0; i < places_.entries_.size(); ++i) {
      places_.by_code_[Places::slot(places_.entries_[i].country)] = static_cast<std::uint16_t>(i);
    }
    TIDEWAITER_CHECK(each(documents, "country", &PlacesLoader::read_names));
    TIDEWAITER_CHECK(each(documents, "country", &PlacesLoader::check_counts_as));
    TIDEWAITER_CHECK(each(documents, "ambiguous", &PlacesLoader::read_ambiguous));
    TIDEWAITER_CHECK(each(documents, "group", &PlacesLoader::read_group));
    TIDEWAITER_CHECK(each(documents, "change", &PlacesLoader::read_change));
    places_.change_dates_.assign(dates_.begin(), dates_.end());
    return std::move(places_);
  }

 private:
  using Reader = Result<void> (PlacesLoader::*)(const Document&, const Value&, const Table&);

  Result<void> each(const std::vector<Document>& documents, std::string_view key, Reader read) {
    for (const Document& document : documents) {
      const Value* list = document.root.find(key);
      if (list == nullptr) continue;
      if (list->array() == nullptr) return bad(document, list->place, fmt::format("write [[{}]]", key));
      for (const Value& item : *list->array()) {
        if (item.table() == nullptr) return bad(document, item.place, fmt::format("write [[{}]]", key));
        TIDEWAITER_CHECK((this->*read)(document, item, *item.table()));
      }
    }
    return {};
  }

  Result<Country> country_at(const Document& document, const Value& value) {
    const std::string& code = *value.string();
    if (!is_code(code, 2) || places_.by_code_[Places::slot(Country(code))] == Places::kNone) {
      return bad(document, value.place, fmt::format("there is no country \"{}\"", code));
    }
    return Country(code);
  }

  Result<void> add_key(const Document& document, Place place, std::string_view written, Country country) {
    std::string key = place_key(written);
    if (key.empty()) return bad(document, place, "this name has no letter");
    const auto code = places_.by_iso_.find(code_key(written));
    const auto name = places_.by_key_.try_emplace(std::move(key), country).first;
    for (const Country other : {code == places_.by_iso_.end() ? country : code->second, name->second}) {
      if (other != country) {
        return bad(document, place, fmt::format("\"{}\" is already written for {}", written, other.code()));
      }
    }
    return {};
  }

  Result<void> read_country(const Document& document, const Value& item, const Table& table) {
    TIDEWAITER_CHECK(only(document, table,
                          {"code", "alpha3", "name", "also", "counts_as", "counts_as_source", "counts_as_confidence"}));
    Places::Entry entry;
    TIDEWAITER_TRY(const std::string code, text_of(document, table, item.place, "code"));
    if (!is_code(code, 2)) return bad(document, table.find("code")->place, "a code is two letters A to Z");
    entry.country = Country(code);
    TIDEWAITER_TRY(entry.alpha3, text_of(document, table, item.place, "alpha3"));
    if (!is_code(entry.alpha3, 3)) return bad(document, table.find("alpha3")->place, "this is three letters A to Z");
    TIDEWAITER_TRY(entry.name, text_of(document, table, item.place, "name"));
    for (const std::string& iso : {code, entry.alpha3}) {
      if (!places_.by_iso_.emplace(iso, entry.country).second) {
        return bad(document, item.place, fmt::format("the code {} is there twice", iso));
      }
    }
    if (const Value* counted = table.find("counts_as")) {
      // The country itself is checked when all are known.
      if (counted->string() == nullptr || !is_code(*counted->string(), 2)) {
        return bad(document, counted->place, "a code is two letters A to Z");
      }
      entry.counts_as = Country(*counted->string());
      TIDEWAITER_TRY(entry.counts_as_source, text_of(document, table, item.place, "counts_as_source"));
      TIDEWAITER_TRY(entry.counts_as_confidence, confidence_of(document, table, item.place, "counts_as_confidence"));
    }
    places_.entries_.push_back(std::move(entry));
    return {};
  }

  // When all codes are known, so that no name can hide one.
  Result<void> read_names(const Document& document, const Value& item, const Table& table) {
    const Country country(*table.find("code")->string());
    TIDEWAITER_CHECK(add_key(document, item.place, places_.entry(country)->name, country));
    if (const Value* also = table.find("also")) {
      TIDEWAITER_TRY(const std::vector<const Value*> names, texts_of(document, *also));
      for (const Value* name : names) {
        TIDEWAITER_CHECK(add_key(document, name->place, *name->string(), country));
      }
    }
    return {};
  }

  Result<void> check_counts_as(const Document& document, const Value&, const Table& table) {
    const Value* counted = table.find("counts_as");
    if (counted == nullptr) return {};
    TIDEWAITER_TRY(const Country country, country_at(document, *counted));
    if (places_.entry(country)->counts_as.known()) {
      return bad(document, counted->place, fmt::format("{} counts as another country itself", country.code()));
    }
    return {};
  }

  Result<void> read_ambiguous(const Document& document, const Value& item, const Table& table) {
    TIDEWAITER_CHECK(only(document, table, {"written", "countries"}));
    TIDEWAITER_TRY(const Value* written, need(document, table, item.place, "written"));
    TIDEWAITER_TRY(const Value* countries, need(document, table, item.place, "countries"));
    TIDEWAITER_TRY(const std::vector<const Value*> writings, texts_of(document, *written));
    TIDEWAITER_TRY(const std::vector<const Value*> codes, texts_of(document, *countries));
    std::vector<Country> shared;
    for (const Value* code : codes) {
      TIDEWAITER_TRY(const Country country, country_at(document, *code));
      shared.push_back(country);
    }
    for (const Value* writing : writings) {
      std::string key = place_key(*writing->string());
      if (places_.by_key_.contains(key)) {
        return bad(document, writing->place, fmt::format("\"{}\" is one country's name already", *writing->string()));
      }
      places_.ambiguous_.emplace(std::move(key), shared);
    }
    return {};
  }

  Result<void> read_group(const Document& document, const Value& item, const Table& table) {
    TIDEWAITER_CHECK(
        only(document, table, {"name", "title", "as_of", "source", "confidence", "before_confidence", "members"}));
    Places::Group group;
    TIDEWAITER_TRY(group.name, text_of(document, table, item.place, "name"));
    if (places_.is_known_group(group.name)) {
      return bad(document, item.place, fmt::format("the group {} is there twice", group.name));
    }
    TIDEWAITER_TRY(group.title, text_of(document, table, item.place, "title"));
    TIDEWAITER_TRY(group.source, text_of(document, table, item.place, "source"));
    TIDEWAITER_CHECK(need(document, table, item.place, "as_of"));
    TIDEWAITER_TRY(group.as_of, date_of(document, table, "as_of", kFirstDate));
    TIDEWAITER_TRY(group.confidence, confidence_of(document, table, item.place, "confidence"));
    TIDEWAITER_TRY(group.before, confidence_of(document, table, item.place, "before_confidence"));
    TIDEWAITER_TRY(const Value* members, need(document, table, item.place, "members"));
    TIDEWAITER_TRY(const std::vector<const Value*> codes, texts_of(document, *members));
    group.members.assign(Places::kCodes, false);
    for (const Value* code : codes) {
      TIDEWAITER_TRY(const Country country, country_at(document, *code));
      if (group.members[Places::slot(country)]) {
        return bad(document, code->place, fmt::format("{} is there twice", country.code()));
      }
      group.members[Places::slot(country)] = true;
    }
    dates_.insert(group.as_of);
    places_.groups_.push_back(std::move(group));
    return {};
  }

  Result<void> read_change(const Document& document, const Value& item, const Table& table) {
    TIDEWAITER_CHECK(only(document, table, {"country", "group", "from", "to", "member", "source", "confidence"}));
    Places::Change change;
    TIDEWAITER_CHECK(text_of(document, table, item.place, "country"));
    TIDEWAITER_TRY(change.country, country_at(document, *table.find("country")));
    TIDEWAITER_TRY(const std::string name, text_of(document, table, item.place, "group"));
    const auto group = std::ranges::find(places_.groups_, name, &Places::Group::name);
    if (group == places_.groups_.end()) {
      return bad(document, table.find("group")->place, fmt::format("there is no group \"{}\"", name));
    }
    TIDEWAITER_TRY(change.days.from, date_of(document, table, "from", kFirstDate));
    TIDEWAITER_TRY(change.days.to, date_of(document, table, "to", kLastDate));
    if (change.days.to < change.days.from) return bad(document, item.place, "the change ends before it begins");
    TIDEWAITER_TRY(const std::string member, text_of(document, table, item.place, "member"));
    if (member == "yes") {
      change.member = Truth::yes;
    } else if (member == "no") {
      change.member = Truth::no;
    } else if (member != "unknown") {
      return bad(document, table.find("member")->place, "this must be \"yes\", \"no\" or \"unknown\"");
    }
    TIDEWAITER_TRY(change.source, text_of(document, table, item.place, "source"));
    TIDEWAITER_TRY(change.confidence, confidence_of(document, table, item.place, "confidence"));
    for (const Places::Change& other : group->changes) {
      if (other.country == change.country && other.days.from <= change.days.to && change.days.from <= other.days.to) {
        return bad(document, item.place, "another change speaks of the same country, group and days");
      }
    }
    if (change.days.from != kFirstDate) dates_.insert(change.days.from);
    if (change.days.to != kLastDate) dates_.insert(change.days.to + 1);
    group->changes.push_back(std::move(change));
    return {};
  }

  Places places_;
  std::set<Date> dates_;
};

Result<Places> Places::load(std::span<const SourceText> texts) { return PlacesLoader().load(texts); }

}  // namespace tidewaiter
