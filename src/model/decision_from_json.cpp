#include <fmt/format.h>

#include "base/json_reader.h"
#include "model/decision_json.h"

namespace tidewaiter {
namespace {

// Takes members out of one object; the first mistake is kept and ends the reading.
class Members {
 public:
  Members(json::Value object, std::string path, std::optional<Error>& error, const std::string& where)
      : object_(object), path_(std::move(path)), error_(&error), where_(&where) {
    if (object.kind() != json::Kind::object) wrong("", "an object", object.kind());
  }

  void text(std::string_view name, std::string& into) {
    if (const auto value = take(name, json::Kind::string)) into = value->string().value_or(std::string_view{});
  }
  void number(std::string_view name, double& into) {
    if (const auto value = take(name, json::Kind::number)) into = value->number().value_or(into);
  }
  void number(std::string_view name, std::optional<double>& into) {
    if (const auto value = take(name, json::Kind::number)) into = value->number();
  }
  void texts(std::string_view name, std::vector<std::string>& into) {
    for (const json::Value& element : elements(name)) {
      const auto text = element.string();
      if (!text) return wrong(name, "an array of strings", element.kind());
      into.emplace_back(*text);
    }
  }
  void country(std::string_view name, Country& into) {
    std::string code;
    text(name, code);
    if (code.empty()) return;
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() != 2 || !letter(code[0]) || !letter(code[1])) return not_known(name, code);
    into = Country(code);
  }
  void date(std::string_view name, std::optional<Date>& into) {
    std::string word;
    text(name, word);
    if (word.empty()) return;
    const auto date = parse_date(word);
    if (!date) return not_known(name, word);
    into = *date;
  }
  // A word of an enumeration; an empty or absent one is a mistake where `required`.
  template <class Enum>
  void word(std::string_view name, std::optional<Enum> (*parse)(std::string_view), Enum& into, bool required) {
    std::string word;
    text(name, word);
    if (word.empty() && !required) return;
    const std::optional<Enum> value = parse(word);
    if (!value) return not_known(name, word);
    into = *value;
  }
  // Calls `read(Members)` for every object of the array.
  template <class Read>
  void objects(std::string_view name, const Read& read) {
    std::size_t number = 0;
    for (const json::Value& element : elements(name)) {
      Members members(element, fmt::format("{}{}[{}].", path_, name, number++), *error_, *where_);
      if (*error_) return;
      read(members);
      if (*error_) return;
    }
  }
  bool has(std::string_view name) const { return object_.find(name).has_value(); }
  void require(std::string_view name) {
    if (!*error_ && !has(name)) report(fmt::format("a decision has no member {}{}", path_, name));
  }

 private:
  std::optional<json::Value> take(std::string_view name, json::Kind kind) {
    if (*error_) return std::nullopt;
    const auto value = object_.find(name);
    if (!value || value->kind() == json::Kind::null) return std::nullopt;
    if (value->kind() != kind) {
      wrong(name, json::to_string(kind), value->kind());
      return std::nullopt;
    }
    return value;
  }
  std::vector<json::Value> elements(std::string_view name) {
    const auto value = take(name, json::Kind::array);
    return value ? value->elements() : std::vector<json::Value>{};
  }
  void wrong(std::string_view name, std::string_view expected, json::Kind got) {
    report(fmt::format("{}{} of a decision must be {}, not {}", path_, name, expected, json::to_string(got)));
  }
  void not_known(std::string_view name, std::string_view word) {
    report(fmt::format("{}{} of a decision cannot be \"{}\"", path_, name, word));
  }
  void report(std::string message) {
    if (!*error_) *error_ = Error{ErrorCode::bad_format, std::move(message), *where_, ""};
  }

  json::Value object_;
  std::string path_;
  std::optional<Error>* error_;
  const std::string* where_;
};

void read_line(Members& members, LineDecision& line) {
  members.text("line_no", line.line_no);
  members.text("item", line.item);
  members.word("item_state", parse_item_state, line.item_state, false);
  members.number("units", line.units);
  members.number("chips", line.chips);
  members.word("kind", parse_item_kind, line.kind, false);
  members.text("eccn", line.eccn);
  members.number("tpp", line.tpp);
  members.word("determination", parse_determination, line.determination, true);
  members.word("policy", parse_policy, line.policy, false);
  members.texts("missing", line.missing);
  members.texts("rules", line.rules);
  members.texts("conditions", line.conditions);
}

void read_finding(Members& members, Finding& finding) {
  members.text("id", finding.id);
  members.word("level", parse_level, finding.level, true);
  members.text("title", finding.title);
  members.text("why", finding.why);
  members.text("source", finding.source);
  members.objects("evidence", [&](Members& pair) {
    auto& [field, value] = finding.evidence.emplace_back();
    pair.text("field", field);
    pair.text("value", value);
  });
  members.number("weight", finding.weight);
}

void read_party(Members& members, DecisionParty& party) {
  members.word("role", parse_role, party.role, true);
  members.text("name", party.name);
  members.country("country", party.country);
  members.country("headquarters", party.headquarters);
  members.word("headquarters_basis", parse_headquarters_basis, party.basis, false);
}

}  // namespace

Result<DecisionRow> decision_from_json(std::string_view text, const std::string& where) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(text, where));
  std::optional<Error> error;
  Members members(document.root(), "", error, where);
  for (const char* name : {"shipment_id", "date", "disposition", "determination"}) members.require(name);
  DecisionRow row;
  Decision& decision = row.decision;
  members.text("shipment_id", decision.shipment_id);
  members.date("date", decision.date);
  members.word("disposition", parse_disposition, decision.disposition, true);
  members.word("determination", parse_determination, decision.determination, true);
  members.word("policy", parse_policy, decision.policy, false);
  members.number("risk", decision.risk);
  members.text("eccn", decision.eccn);
  members.text("item", decision.item);
  members.number("count", decision.count);
  members.number("tpp", decision.tpp);
  members.texts("parties_hit", decision.parties_hit);
  members.objects("lines", [&](Members& line) { read_line(line, decision.lines.emplace_back()); });
  members.objects("findings", [&](Members& finding) { read_finding(finding, decision.findings.emplace_back()); });
  members.texts("open_flags", decision.open_flags);
  members.texts("missing", decision.missing);
  members.texts("conditions", decision.conditions);
  members.country("destination", decision.destination);
  members.objects("parties", [&](Members& party) { read_party(party, decision.parties.emplace_back()); });
  members.text("lists_version", row.versions.lists);
  members.text("rules_version", row.versions.rules);
  members.text("engine_version", row.versions.engine);
  members.text("digest", row.digest);
  if (error) return std::unexpected(std::move(*error));
  return row;
}

}  // namespace tidewaiter
