#include "model/decision_json.h"

#include "base/json_writer.h"

namespace tidewaiter {
namespace {

// A line, a finding and the rest of a decision take about as many bytes each (measured on a million generated rows).
constexpr std::size_t kUsualBytes = 768;

void write_number(JsonWriter& json, JsonKey name, const std::optional<double>& number) {
  json.key(name);
  if (number) {
    json.value(*number);
  } else {
    json.null();
  }
}

void write_line(JsonWriter& json, const LineDecision& line) {
  json.begin_object();
  json.member("line_no", line.line_no);
  json.member("item", line.item);
  json.member("item_state", to_string(line.item_state));
  write_number(json, "units", line.units);
  write_number(json, "chips", line.chips);
  json.member("kind", to_string(line.kind));
  json.member("eccn", line.eccn);
  write_number(json, "tpp", line.tpp);
  json.member("determination", to_string(line.determination));
  json.member("policy", to_string(line.policy));
  json.member("missing", line.missing);
  json.member("rules", line.rules);
  json.member("conditions", line.conditions);
  json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("id", finding.id);
  json.member("level", to_string(finding.level));
  json.member("title", finding.title);
  json.member("why", finding.why);
  json.member("source", finding.source);
  // An array, not an object: two aliases may have been compared under the same field.
  json.key("evidence").begin_array();
  for (const auto& [field, value] : finding.evidence) {
    json.begin_object().member("field", field).member("value", value).end_object();
  }
  json.end_array();
  json.member("weight", finding.weight);
  json.end_object();
}

void write_party(JsonWriter& json, const DecisionParty& party) {
  json.begin_object();
  json.member("role", to_string(party.role));
  json.member("name", party.name);
  json.member("country", party.country.code());
  json.member("headquarters", party.headquarters.code());
  json.member("headquarters_basis", to_string(party.basis));
  json.end_object();
}

}  // namespace

CanonicalDecision canonical(const Decision& decision) {
  CanonicalDecision form;
  make_canonical(decision, form);
  return form;
}

void make_canonical(const Decision& decision, CanonicalDecision& form) {
  form.json.clear();
  form.json.reserve(kUsualBytes * (1 + decision.lines.size()) + kUsualBytes * decision.findings.size());
  JsonWriter json(form.json);
  json.begin_object();
  json.member("shipment_id", decision.shipment_id);
  json.key("date");
  if (decision.date) {
    json.value(decision.date->to_string());
  } else {
    json.null();
  }
  json.member("disposition", to_string(decision.disposition));
  json.member("determination", to_string(decision.determination));
  json.member("policy", to_string(decision.policy));
  json.member("risk", decision.risk);
  json.member("eccn", decision.eccn);
  json.member("item", decision.item);
  write_number(json, "count", decision.count);
  write_number(json, "tpp", decision.tpp);
  json.member("parties_hit", decision.parties_hit);
  json.key("lines").begin_array();
  for (const LineDecision& line : decision.lines) write_line(json, line);
  json.end_array();
  json.key("findings").begin_array();
  for (const Finding& finding : decision.findings) write_finding(json, finding);
  json.end_array();
  json.member("open_flags", decision.open_flags);
  json.member("missing", decision.missing);
  json.member("conditions", decision.conditions);
  json.member("destination", decision.destination.code());
  json.key("parties").begin_array();
  for (const DecisionParty& party : decision.parties) write_party(json, party);
  json.end_array();
  json.end_object();
  form.digest = digest_of(form.json);
}

void append_decision_json(std::string& out, const CanonicalDecision& decision, const Versions& versions) {
  out.append(decision.json, 0, decision.json.size() - 1);
  out += ",\"lists_version\":";
  append_json_string(out, versions.lists);
  out += ",\"rules_version\":";
  append_json_string(out, versions.rules);
  out += ",\"engine_version\":";
  append_json_string(out, versions.engine);
  out += ",\"digest\":\"";
  out += decision.digest.hex();
  out += "\"}";
}

}  // namespace tidewaiter
