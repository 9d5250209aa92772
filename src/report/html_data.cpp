#include "report/html_data.h"

#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/json_writer.h"
#include "report/missing.h"
#include "report/words.h"

namespace tidewaiter::report {
namespace {

// Texts by number, in the order of their first use.
class Texts {
 public:
  std::int64_t number(std::string_view text) {
    const auto known = numbers_.find(std::string(text));
    if (known != numbers_.end()) return known->second;
    const auto next = static_cast<std::int64_t>(texts_.size());
    texts_.emplace_back(text);
    numbers_.emplace(texts_.back(), next);
    return next;
  }
  const std::vector<std::string>& all() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::int64_t> numbers_;
};

class DecisionWriter {
 public:
  DecisionWriter(std::string& out, Texts& texts, const KnownShipments& answers)
      : json_(out), texts_(texts), answers_(answers) {}

  void write(const ReportedDecision& reported) {
    const Decision& decision = reported.decision;
    json_.begin_array();
    json_.value(decision.shipment_id);
    text(decision.date ? decision.date->to_string() : std::string{});
    text(to_string(decision.disposition));
    text(to_string(decision.determination));
    text(to_string(decision.policy));
    json_.value(decision.risk);
    text(decision.eccn);
    text(decision.item);
    number(decision.count);
    number(decision.tpp);
    texts(decision.parties_hit);
    json_.begin_array();
    for (const LineDecision& line : decision.lines) write(line);
    json_.end_array().begin_array();
    for (const Finding& finding : decision.findings) write(finding);
    json_.end_array();
    texts(decision.open_flags);
    texts(decision.missing);
    texts(describe_missing(decision, missing_of_lines(decision)));
    texts(settle_missing(decision, missing_of_lines(decision)));
    texts(decision.conditions);
    text(decision.destination.code());
    json_.begin_array();
    for (const DecisionParty& party : decision.parties) write(party);
    json_.end_array();
    json_.begin_array();  // the reasons, as places among the findings
    for (const Finding* reason : reasons_of(decision)) json_.value(std::int64_t{reason - decision.findings.data()});
    json_.end_array();
    json_.value(reported.digest);
    write(reported.since);
    const auto answer = answers_.find(decision.shipment_id);
    write(answer == answers_.end() ? KnownBefore{} : answer->second);
    json_.end_array();
  }

 private:
  void text(std::string_view text) { json_.value(texts_.number(text)); }
  void texts(const std::vector<std::string>& texts) {
    json_.begin_array();
    for (const std::string& one : texts) text(one);
    json_.end_array();
  }
  void number(const std::optional<double>& number) { number ? json_.value(*number) : json_.null(); }

  void write(const KnownBefore& known) {
    text(known.word);
    text(known.text);
  }
  void write(const LineDecision& line) {
    json_.begin_array();
    text(line.line_no);
    text(line.item);
    text(to_string(line.item_state));
    number(line.units);
    number(line.chips);
    text(to_string(line.kind));
    text(line.eccn);
    number(line.tpp);
    text(to_string(line.determination));
    text(to_string(line.policy));
    texts(line.missing);
    texts(line.rules);
    texts(line.conditions);
    json_.end_array();
  }
  void write(const Finding& finding) {
    json_.begin_array();
    text(finding.id);
    text(to_string(finding.level));
    text(finding.title);
    text(finding.why);
    text(finding.source);
    json_.value(finding.weight);
    json_.begin_array();
    for (const auto& [field, value] : finding.evidence) {
      text(field);
      text(value);
    }
    json_.end_array().end_array();
  }
  void write(const DecisionParty& party) {
    json_.begin_array();
    text(to_string(party.role));
    text(party.name);
    text(party.country.code());
    text(party.headquarters.code());
    text(to_string(party.basis));
    json_.end_array();
  }

  JsonWriter json_;
  Texts& texts_;
  const KnownShipments& answers_;
};

void write_run(JsonWriter& json, const RunFacts& facts) {
  json.key("run").begin_object();
  json.member("inputs", facts.inputs);
  json.member("rows_read", facts.rows_read).member("rows_rejected", facts.rows_rejected);
  json.member("party_rows", facts.party_rows).member("party_rows_rejected", facts.party_rows_rejected);
  json.member("rejects_file", facts.rejects_file);
  json.member("how_read", facts.how_read).member("read_as_unknown", facts.read_as_unknown);
  json.member("left_out", facts.left_out);
  json.key("lists").begin_array();
  for (const ListSource& source : facts.lists) {
    json.begin_object().member("file", source.file).member("publisher", source.publisher);
    json.member("entries", source.entries);
    json.member("date", source.date ? source.date->to_string() : std::string{}).end_object();
  }
  json.end_array();
  json.member("today", facts.today ? facts.today->to_string() : std::string{});
  if (facts.explain_with) json.member("explain_with", *facts.explain_with);
  json.member("lists_version", facts.versions.lists);
  json.member("rules_version", facts.versions.rules);
  json.member("engine_version", facts.versions.engine);
  json.member("not_legal_advice", not_legal_advice());
  json.end_object();
}

void write_totals(JsonWriter& json, const Summary& summary) {
  json.key("totals").begin_object().member("shipments", summary.shipments);
  for (const Disposition one : {Disposition::stop, Disposition::hold, Disposition::review, Disposition::release}) {
    static constexpr std::array<JsonKey, 4> kNames{"release", "review", "hold", "stop"};
    const auto at = static_cast<std::size_t>(one);
    json.member(kNames[at], summary.by_disposition[at]);
  }
  json.member("chips_waiting", summary.chips_waiting).member("uncounted", summary.uncounted);
  json.key("reasons").begin_array();
  for (const Summary::Reason& reason : summary.reasons) {
    json.begin_object().member("title", reason.title).member("id", reason.id);
    json.member("shipments", reason.shipments).end_object();
  }
  json.end_array().key("waiting").begin_array();
  for (const Summary::Waiting& waiting : summary.waiting) {
    json.begin_object().member("field", waiting.field).member("shipments", waiting.shipments);
    json.member("parties", waiting.parties).end_object();
  }
  json.end_array().member("open_flag_shipments", summary.open_flag_shipments).end_object();
}

}  // namespace

std::string inside_script(const std::string& json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view rest = std::string_view(json).substr(i, 3);
    if (json[i] == '<') {
      safe += "\\u003c";
    } else if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
      safe += rest == "\xE2\x80\xA8" ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      safe += json[i];
    }
  }
  return safe;
}

std::string html_data(const Summary& summary, const RunFacts& facts, const std::vector<ReportedDecision>& decisions) {
  Texts texts;
  std::string rows;
  for (const ReportedDecision& decision : decisions) {
    if (!rows.empty()) rows += ",\n";
    std::string row;
    DecisionWriter(row, texts, facts.answers).write(decision);
    rows += row;
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_run(json, facts);
  write_totals(json, summary);
  json.member("texts", texts.all());
  out += ",\n\"decisions\":[\n" + rows + "]}";
  return inside_script(out);
}

}  // namespace tidewaiter::report
