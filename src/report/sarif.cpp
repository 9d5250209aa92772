#include "report/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/json_writer.h"
#include "report/words.h"

namespace tidewaiter::report {
namespace {

// What a path may hold as it is in a URI reference (RFC 3986, unreserved and the slash); the rest in per cent.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = is_letter(c) || is_digit(c) || std::string_view("-._~/").contains(c);
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return path.starts_with('/') ? "file://" + uri : uri;
}

// SARIF knows errors, warnings and what merely informs, which has the level none (section 3.27.10).
std::string_view level_of(const Decision& decision, const Finding& finding) {
  if (finding.level == Level::hold) return "error";
  if (finding.level == Level::review) return "warning";
  return decision.disposition >= Disposition::hold ? "error" : "warning";
}

std::string_view rule_of(const Finding& finding) {
  std::string_view id = finding.id;
  if (is_open_question(finding)) id.remove_suffix(1);
  return id;
}

void write_text(JsonWriter& json, JsonKey name, std::string_view text) {
  json.key(name).begin_object().member("text", text).end_object();
}

}  // namespace

SarifLog::SarifLog(const std::vector<std::string>& inputs) {
  if (inputs.size() == 1 && inputs.front() != "-") artifact_ = uri_of(inputs.front());
}

void SarifLog::begin(std::string& out) {
  out +=
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[";
}

void SarifLog::add(std::string& out, const Decision& decision) {
  std::vector<bool> is_reason(decision.findings.size());
  if (decision.disposition != Disposition::release) {
    for (const Finding* reason : reasons_of(decision)) {
      is_reason[static_cast<std::size_t>(reason - decision.findings.data())] = true;
    }
  }
  for (std::size_t i = 0; i < is_reason.size(); ++i) add_result(out, decision, decision.findings[i], is_reason[i]);
}

void SarifLog::add_result(std::string& out, const Decision& decision, const Finding& finding, bool is_reason) {
  const std::string_view id = rule_of(finding);
  auto rule = rules_.find(id);
  if (rule == rules_.end()) {
    const auto index = static_cast<std::int64_t>(rules_.size());
    rule = rules_.emplace(id, Rule{index, finding.title, finding.source}).first;
  }
  const bool speaks = is_reason || finding.level != Level::info;
  out += first_ ? "\n" : ",\n";
  first_ = false;
  JsonWriter json(out);
  json.begin_object().member("ruleId", id).member("ruleIndex", rule->second.index);
  json.member("kind", speaks ? "fail" : "informational");
  json.member("level", speaks ? level_of(decision, finding) : "none");
  write_text(json, "message",
             fmt::format("{} {}: {}{}{}", capitals(decision.disposition), decision.shipment_id, headline(finding),
                         finding.why.empty() ? "" : ". ", finding.why));
  json.key("locations").begin_array().begin_object();
  if (!artifact_.empty()) {
    json.key("physicalLocation").begin_object().key("artifactLocation").begin_object();
    json.member("uri", artifact_).end_object().end_object();
  }
  json.key("logicalLocations").begin_array().begin_object().member("name", decision.shipment_id);
  json.member("kind", "shipment").end_object().end_array().end_object().end_array();
  json.key("partialFingerprints").begin_object();
  json.member("shipmentFinding/v1", digest_of(fmt::format("{}\n{}\n{}", decision.shipment_id, id, finding.why)).hex());
  json.end_object().member("rank", decision.risk * 100);
  json.key("properties").begin_object().member("shipment", decision.shipment_id);
  json.member("disposition", to_string(decision.disposition));
  json.member("determination", to_string(decision.determination)).member("source", finding.source);
  json.member("undecided", is_open_question(finding)).key("evidence").begin_array();
  for (const auto& [field, value] : finding.evidence) {
    json.begin_object().member("field", field).member("value", value).end_object();
  }
  json.end_array().end_object().end_object();
}

void SarifLog::end(std::string& out, const Versions& versions) {
  out += "\n],\n\"tool\":";
  std::vector<const std::pair<const std::string, Rule>*> rules;
  rules.reserve(rules_.size());
  for (const auto& rule : rules_) rules.push_back(&rule);
  std::ranges::sort(rules, {}, [](const auto* rule) { return rule->second.index; });
  JsonWriter json(out);
  json.begin_object().key("driver").begin_object().member("name", "Tidewaiter");
  json.member("version", versions.engine).key("rules").begin_array();
  for (const auto* rule : rules) {
    json.begin_object().member("id", rule->first);
    write_text(json, "shortDescription", rule->second.title);
    write_text(json, "help", rule->second.source.empty() ? rule->second.title : rule->second.source);
    json.end_object();
  }
  json.end_array().key("properties").begin_object().member("lists_version", versions.lists);
  json.member("rules_version", versions.rules).member("notice", not_legal_advice()).end_object();
  json.end_object().end_object();
  out += ",\n\"columnKind\":\"unicodeCodePoints\"}]}\n";
}

}  // namespace tidewaiter::report
