#include "report/decisions.h"

#include <fmt/format.h>

#include "report/csv.h"

namespace tidewaiter::report {

std::string decision_csv_header() {
  return "shipment_id,date,disposition,determination,policy,risk,eccn,item,count,tpp,parties_hit,lines,findings,"
         "open_flags,missing,"
         "conditions,destination,parties,lists_version,rules_version,engine_version,digest\n";
}

void append_decision_csv(std::string& out, const Decision& decision, std::string_view digest,
                         const Versions& versions) {
  std::vector<std::string> lines;
  lines.reserve(decision.lines.size());
  for (const LineDecision& line : decision.lines) {
    lines.push_back(fmt::format("{}: {}, {}", line.line_no, line.item, to_string(line.determination)));
  }
  std::vector<std::string> findings;
  findings.reserve(decision.findings.size());
  for (const Finding& finding : decision.findings) findings.push_back(fmt::format("{}: {}", finding.id, finding.title));
  std::vector<std::string> parties;
  parties.reserve(decision.parties.size());
  for (const DecisionParty& party : decision.parties) {
    parties.push_back(fmt::format("{}: {} ({})", to_string(party.role), party.name, party.country.code()));
  }
  CsvRow row(out);
  row.text(decision.shipment_id).text(decision.date ? decision.date->to_string() : std::string{});
  row.text(to_string(decision.disposition)).text(to_string(decision.determination)).text(to_string(decision.policy));
  row.number(decision.risk).text(decision.eccn).text(decision.item).number(decision.count).number(decision.tpp);
  row.texts(decision.parties_hit)
      .texts(lines)
      .texts(findings)
      .texts(decision.open_flags)
      .texts(decision.missing)
      .texts(decision.conditions);
  row.text(decision.destination.code()).texts(parties);
  row.text(versions.lists).text(versions.rules).text(versions.engine).text(digest);
  row.end();
}

void DecisionRows::begin(std::string& out) {
  if (format_ == RowFormat::json) out += "[";
  if (format_ == RowFormat::csv) out += decision_csv_header();
}

void DecisionRows::add(std::string& out, const Decision& decision, const CanonicalDecision& canonical_form) {
  switch (format_) {
    case RowFormat::csv:
      append_decision_csv(out, decision, canonical_form.digest.hex(), versions_);
      break;
    case RowFormat::ndjson:
      append_decision_json(out, canonical_form, versions_);
      out += '\n';
      break;
    case RowFormat::json:
      out += first_ ? "\n" : ",\n";
      append_decision_json(out, canonical_form, versions_);
      break;
  }
  first_ = false;
}

void DecisionRows::end(std::string& out) {
  if (format_ == RowFormat::json) out += first_ ? "]\n" : "\n]\n";
}

}  // namespace tidewaiter::report
