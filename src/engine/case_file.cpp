#include "engine/case_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "engine/case_line.h"
#include "model/country.h"

namespace tidewaiter {
namespace {

using Field = ShipmentField;

// The fields of a part of the shipment. Empty optionals: the contract has no such column.
struct PartFields {
  std::string_view key;
  Field id;
  Field name;
  std::optional<Field> country;
  std::optional<Field> address;
};
constexpr std::array<PartFields, 7> kParts{{
    {"from", Field::exporter_id, Field::exporter_name, Field::exporter_country, {}},
    {"consignor", Field::consignor_id, Field::consignor_name, {}, {}},
    {"via",
     Field::intermediate_consignee_id,
     Field::intermediate_consignee_name,
     Field::intermediate_consignee_country,
     {}},
    {"to", Field::consignee_id, Field::consignee_name, Field::consignee_country, Field::consignee_address},
    {"end-user", Field::end_user_id, Field::end_user_name, Field::end_user_country, Field::end_user_address},
    {"forwarder", Field::forwarder_id, Field::forwarder_name, {}, {}},
    {"payer", Field::payer_id, Field::payer_name, Field::payer_country, {}},
}};

enum class Value : std::uint8_t { text, date, country, number };
struct PlainField {
  std::string_view key;
  Field field;
  Value value;
};
constexpr std::array<PlainField, 21> kPlain{{
    {"on", Field::date, Value::date},
    {"dispatch", Field::export_country, Value::country},
    {"destination", Field::destination_country, Value::country},
    {"transit", Field::transit_countries, Value::text},
    {"movement", Field::movement, Value::text},
    {"mode", Field::transport_mode, Value::text},
    {"conveyance", Field::conveyance_name, Value::text},
    {"item", Field::item_description, Value::text},
    {"sku", Field::sku, Value::text},
    {"hs", Field::hs_code, Value::text},
    {"eccn", Field::eccn_declared, Value::text},
    {"qty", Field::quantity, Value::number},
    {"unit", Field::quantity_unit, Value::text},
    {"value", Field::unit_value, Value::number},
    {"currency", Field::currency, Value::text},
    {"mass", Field::net_mass_kg, Value::number},
    {"end-use", Field::end_use, Value::text},
    {"authorisation", Field::authorisation, Value::text},
    {"payment", Field::payment_terms, Value::text},
    {"installation", Field::installation, Value::text},
    {"serials", Field::serials, Value::text},
}};

bool is_country(std::string_view text) {
  return text.size() == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
}

std::optional<double> read_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !(number >= 0)) return std::nullopt;
  return number;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  Result<CaseFile> read() {
    const std::size_t slash = file_.find_last_of('/');
    out_.name = file_.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (out_.name.ends_with(".case")) out_.name.resize(out_.name.size() - 5);
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin <= text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      read_line(text_.substr(begin, end - begin), ++number);
      begin = end + 1;
    }
    finish();
    if (errors_.empty()) return std::move(out_);
    Error first = errors_.front();
    for (std::size_t i = 1; i < errors_.size(); ++i) {
      if (!first.hint.empty()) first.hint += "\n";
      first.hint += fmt::format("{}: {}", errors_[i].where, errors_[i].message);
    }
    return std::unexpected(std::move(first));
  }

 private:
  void complain(std::uint32_t line, std::uint32_t column, std::string message, std::string hint = {}) {
    errors_.push_back(
        {ErrorCode::bad_format, std::move(message), fmt::format("{}:{}:{}", file_, line, column), std::move(hint)});
  }
  void complain(const CaseToken& at, std::string message, std::string hint = {}) {
    complain(at.line, at.column, std::move(message), std::move(hint));
  }

  void read_line(std::string_view line, std::uint32_t number) {
    const std::size_t at = std::min(line.find_first_not_of(kCaseBlanks), line.size());
    if (at == line.size()) return;
    if (line[at] == '#') {
      if (out_.title.empty()) {
        const std::size_t begin = line.find_first_not_of("# \t", at);
        if (begin != std::string_view::npos) out_.title = without_blanks_behind(line.substr(begin));
      }
      return;
    }
    auto read = read_case_line(line, file_, number);
    if (read) {
      take(*read);
    } else {
      errors_.push_back(std::move(read.error()));
    }
  }

  enum class Open : std::uint8_t { nothing, party, list, shipment, expectation };

  void take(const CaseLine& line) {
    const CaseToken& word = line.tokens.front();
    if (line.indented) {
      switch (open_) {
        case Open::party:
          return party_keys(line.tokens, 0);
        case Open::list:
          return list_keys(line.tokens, 0);
        case Open::shipment:
          return shipment_keys(line.tokens, 0);
        case Open::expectation:
          return check(line);
        case Open::nothing:
          return complain(word, "an indented line belongs to the line above it, and there is none");
      }
    }
    open_ = Open::nothing;
    if (word.text == "as-of") return as_of(line);
    if (word.text == "one-run") {
      out_.one_run = true;
      if (line.tokens.size() > 1) complain(line.tokens[1], "nothing follows one-run");
      return;
    }
    if (word.text == "strict-text") {
      out_.strict_text = true;
      if (line.tokens.size() > 1) complain(line.tokens[1], "nothing follows strict-text");
      return;
    }
    if (word.text == "party") return party(line);
    if (word.text == "list") return list(line);
    if (word.text == "owns") return owns(line);
    if (word.text == "shipment") return shipment(line);
    if (word.text == "expect") return expect(line);
    complain(
        word, fmt::format("\"{}\" begins no line of a case", word.text),
        "as-of, strict-text, one-run, party, list, owns, shipment or expect; an indented line continues the one above");
  }

  void as_of(const CaseLine& line) {
    if (line.tokens.size() != 2) return complain(line.tokens.front(), "as-of takes one date");
    const auto date = read_date(line.tokens[1]);
    if (!date) return;
    if (has_as_of_) return complain(line.tokens.front(), "a case has one as-of");
    has_as_of_ = true;
    out_.as_of = *date;
  }

  std::optional<Date> read_date(const CaseToken& token) {
    auto date = parse_date(token.text);
    if (!date) complain(token, fmt::format("\"{}\" is no date", token.text), "write YYYY-MM-DD");
    return date;
  }
  std::optional<Country> read_country(const CaseToken& token) {
    if (is_country(token.text)) return Country(token.text);
    complain(token, fmt::format("\"{}\" is no country code", token.text), "two capital letters, as SG");
    return std::nullopt;
  }

  struct Named {
    std::string name;
    Country country;
  };
  // "name" COUNTRY at tokens[at], tokens[at + 1].
  std::optional<Named> name_and_country(const CaseLine& line, std::size_t at) {
    if (line.tokens.size() < at + 2 || !line.tokens[at].quoted) {
      complain(line.tokens.front(), fmt::format("{} takes a {}, a \"name\" and a country", line.tokens[0].text,
                                                line.tokens[0].text == "party" ? "key" : "list code"));
      return std::nullopt;
    }
    const auto country = read_country(line.tokens[at + 1]);
    if (!country) return std::nullopt;
    return Named{line.tokens[at].text, *country};
  }

  void party(const CaseLine& line) {
    auto named = name_and_country(line, 2);
    if (!named) return;
    PartyProfile profile;
    profile.id = line.tokens[1].text;
    profile.name = std::move(named->name);
    profile.country = named->country;
    if (!parties_.emplace(profile.id, out_.parties.size()).second) {
      return complain(line.tokens[1], fmt::format("a second party has the key {}", profile.id));
    }
    out_.parties.push_back(std::move(profile));
    open_ = Open::party;
    party_keys(line.tokens, 4);
  }

  void party_keys(const std::vector<CaseToken>& tokens, std::size_t at) {
    PartyProfile& party = out_.parties.back();
    each_key(tokens, at, [&](const CaseToken& key, const CaseToken& value) {
      const auto country = [&](Country& into) {
        if (const auto read = read_country(value)) into = *read;
      };
      const auto date = [&](std::optional<Date>& into) {
        if (const auto read = read_date(value)) into = *read;
      };
      if (key.text == "headquarters") return country(party.headquarters), true;
      if (key.text == "parent-country") return country(party.ultimate_parent_country), true;
      if (key.text == "parent") return party.ultimate_parent = value.text, true;
      if (key.text == "registered") return date(party.registered_on), true;
      if (key.text == "customer-since") return date(party.customer_since), true;
      if (key.text == "role") return party.role = value.text, true;
      if (key.text == "address") return party.address = value.text, true;
      if (key.text == "address_kind") return party.address_kind = value.text, true;
      if (key.text == "business") return party.business = value.text, true;
      if (key.text == "number") return party.registration_number = value.text, true;
      if (key.text == "website") return party.website = value.text, true;
      if (key.text == "phone") return party.phone = value.text, true;
      if (key.text == "email") return party.email = value.text, true;
      const auto number = [&](std::optional<double>& into) {
        into = read_number(value.text);
        if (!into) complain(value, fmt::format("\"{}\" is no number", value.text));
      };
      if (key.text == "cooling") return party.data_centre_cooling = value.text, true;
      if (key.text == "mw") return number(party.data_centre_mw), true;
      if (key.text == "employees") return number(party.employees), true;
      return false;
    });
  }

  void list(const CaseLine& line) {
    auto named = name_and_country(line, 2);
    if (!named) return;
    ListEntry entry;
    entry.name = std::move(named->name);
    entry.list = line.tokens[1].text;
    entry.id = fmt::format("{}-{}", entry.list, out_.entries.size() + 1);
    entry.publisher = "golden case";
    entry.source = out_.name;
    entry.schema = Schema::organization;
    entry.addresses.push_back({{}, named->country});
    out_.entries.push_back(std::move(entry));
    open_ = Open::list;
    list_keys(line.tokens, 4);
  }

  void list_keys(const std::vector<CaseToken>& tokens, std::size_t at) {
    ListEntry& entry = out_.entries.back();
    each_key(tokens, at, [&](const CaseToken& key, const CaseToken& value) {
      if (key.text == "requirement") return entry.requirement = value.text, true;
      if (key.text == "policy") return entry.policy = value.text, true;
      if (key.text == "footnotes") return entry.footnotes = value.text, true;
      if (key.text == "alias") return entry.aliases.push_back(value.text), true;
      if (key.text == "address") return entry.addresses.front().text = value.text, true;
      if (key.text == "number") return entry.registration_number = value.text, true;
      if (key.text == "citation") return entry.federal_register = value.text, true;
      if (key.text == "schema") {
        entry.is_address = value.text == "address";
        entry.schema = parse_schema(value.text);
        return true;
      }
      if (key.text == "from") {
        entry.from = read_date(value);
        entry.from_basis = DateBasis::stated;
        return true;
      }
      if (key.text == "revised") {
        entry.revised = read_date(value);
        return true;
      }
      if (key.text == "to") {
        entry.to = read_date(value);
        entry.to_basis = DateBasis::stated;
        return true;
      }
      return false;
    });
  }

  // owns OWNER OWNED SHARE [from DATE] [to DATE]
  void owns(const CaseLine& line) {
    const auto& tokens = line.tokens;
    if (tokens.size() < 4) return complain(tokens.front(), "owns takes an owner, who is owned, and a share in percent");
    for (std::size_t i = 1; i < 3; ++i) {
      if (!tokens[i].quoted && !parties_.contains(tokens[i].text)) {
        complain(tokens[i], fmt::format("no party has the key {}", tokens[i].text),
                 "its line must stand above; a name stands in quotes");
      }
    }
    const auto share = read_number(tokens[3].text);
    if (tokens[3].text != "?" && (!share || *share > 100)) {
      complain(tokens[3], fmt::format("\"{}\" is no share", tokens[3].text), "0 to 100, or ? where nobody stated it");
    }
    CaseStake stake{tokens[1].text, tokens[2].text, tokens[3].text, {}, {}};
    each_key(tokens, 4, [&](const CaseToken& key, const CaseToken& value) {
      if (key.text != "from" && key.text != "to") return false;
      if (read_date(value)) (key.text == "from" ? stake.from : stake.to) = value.text;
      return true;
    });
    out_.stakes.push_back(std::move(stake));
  }

  void shipment(const CaseLine& line) {
    if (line.tokens.size() < 2) return complain(line.tokens.front(), "shipment takes an id");
    out_.shipments.push_back({line.tokens[1].text, line.tokens[1].line, {}});
    cells_.emplace_back();
    open_ = Open::shipment;
    shipment_keys(line.tokens, 2);
  }

  void shipment_keys(const std::vector<CaseToken>& tokens, std::size_t at) {
    auto& cells = cells_.back();
    each_key(tokens, at, [&](const CaseToken& key, const CaseToken& value) {
      for (const PartFields& part : kParts) {
        if (key.text != part.key) continue;
        const auto found = parties_.find(value.text);
        if (found == parties_.end()) {
          complain(value, fmt::format("no party has the key {}", value.text), "its line must stand above");
          return true;
        }
        const PartyProfile& party = out_.parties[found->second];
        cells[part.id] = party.id;
        cells[part.name] = party.name;
        if (part.country) cells[*part.country] = party.country.code();
        if (part.address && !party.address.empty()) cells[*part.address] = party.address;
        return true;
      }
      for (const PlainField& plain : kPlain) {
        if (key.text != plain.key) continue;
        if (plain.value == Value::date && !read_date(value)) return true;
        if (plain.value == Value::country && !read_country(value)) return true;
        if (plain.value == Value::number && !read_number(value.text)) {
          complain(value, fmt::format("\"{}\" is no number", value.text));
          return true;
        }
        cells[plain.field] = value.text;
        return true;
      }
      return false;
    });
  }

  // Pairs of key and value from tokens[at] on.
  template <class Take>
  void each_key(const std::vector<CaseToken>& tokens, std::size_t at, Take take) {
    for (; at < tokens.size(); at += 2) {
      if (at + 1 == tokens.size()) return complain(tokens[at], fmt::format("{} has no value", tokens[at].text));
      if (tokens[at].quoted || !take(tokens[at], tokens[at + 1])) {
        return complain(tokens[at], fmt::format("\"{}\" is no key of this line", tokens[at].text),
                        "docs/golden-cases.md lists them");
      }
    }
  }

  void expect(const CaseLine& line) {
    const auto& tokens = line.tokens;
    if (tokens.size() < 4 || tokens.size() > 5) {
      return complain(tokens.front(), "expect takes a shipment, a disposition, a determination, and perhaps a policy");
    }
    CaseExpectation expectation;
    expectation.shipment = tokens[1].text;
    expectation.line = tokens[0].line;
    const bool known = std::ranges::any_of(out_.shipments, [&](const auto& s) { return s.id == expectation.shipment; });
    if (!known) complain(tokens[1], fmt::format("no shipment {} stands above", expectation.shipment));
    if (!expected_.insert(expectation.shipment).second) {
      complain(tokens[1], fmt::format("shipment {} is expected twice", expectation.shipment));
    }
    if (const auto disposition = parse_disposition(tokens[2].text)) {
      expectation.disposition = *disposition;
    } else {
      complain(tokens[2], fmt::format("\"{}\" is no disposition", tokens[2].text), "release, review, hold or stop");
    }
    if (const auto determination = parse_determination(tokens[3].text)) {
      expectation.determination = *determination;
    } else {
      complain(tokens[3], fmt::format("\"{}\" is no determination", tokens[3].text),
               "no_licence, exception, notify, licence_required, prohibited or undetermined");
    }
    if (tokens.size() == 5) {
      expectation.policy = tokens[4].text;
      if (const auto policy = parse_policy(tokens[4].text); !policy || to_string(*policy).empty()) {
        complain(tokens[4], fmt::format("\"{}\" is no policy", tokens[4].text), "approval, case_by_case or denial");
      }
    }
    out_.expectations.push_back(std::move(expectation));
    open_ = Open::expectation;
  }

  void check(const CaseLine& line) {
    CaseCheck check;
    check.line = line.tokens.front().line;
    const CaseToken& first = line.tokens.front();
    if (first.text == "not" || first.text == "missing") {
      check.kind = first.text == "not" ? CaseCheck::Kind::quiet : CaseCheck::Kind::missing;
      if (line.tokens.size() != 2) return complain(first, fmt::format("{} takes one word", first.text));
      check.id = line.tokens[1].text;
    } else {
      check.id = first.text;
      check.text = line.rest;
    }
    out_.expectations.back().checks.push_back(std::move(check));
  }

  void finish() {
    if (!has_as_of_ && errors_.empty()) complain(1, 1, "the case has no as-of line", "as-of YYYY-MM-DD");
    for (std::size_t i = 0; i < out_.shipments.size(); ++i) {
      CaseShipment& shipment = out_.shipments[i];
      auto& cells = cells_[i];
      cells[Field::shipment_id] = shipment.id;
      cells.try_emplace(Field::date, out_.as_of.to_string());
      for (const Field place : {Field::consignee_country, Field::end_user_country}) {
        if (const auto found = cells.find(place); found != cells.end()) {
          cells.try_emplace(Field::destination_country, found->second);
        }
      }
      if (!expected_.contains(shipment.id)) {
        complain(shipment.line, 1, fmt::format("nothing is expected of shipment {}", shipment.id),
                 "add an expect line");
      }
      for (const auto& [field, text] : cells) {
        if (!text.empty()) shipment.cells.emplace_back(field, text);
      }
    }
  }

  std::string_view text_;
  std::string_view file_;
  CaseFile out_;
  std::vector<Error> errors_;
  std::map<std::string, std::size_t, std::less<>> parties_;  // key -> place in out_.parties
  std::vector<std::map<Field, std::string>> cells_;          // beside out_.shipments
  std::set<std::string, std::less<>> expected_;
  Open open_ = Open::nothing;
  bool has_as_of_ = false;
};

}  // namespace

Result<CaseFile> parse_case(std::string_view text, std::string_view file) { return Reader(text, file).read(); }

}  // namespace tidewaiter
