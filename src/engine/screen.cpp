#include "engine/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <span>

#include "engine/add_new.h"
#include "engine/decide.h"
#include "engine/facts.h"
#include "engine/findings.h"
#include "engine/group_words.h"
#include "engine/licences.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

// Screens the shipments of one slice; its buffers serve one line after the other.
class Screener {
 public:
  Screener(const Snapshot& snapshot, const RunTables& tables, const ingest::ParsedSlice& slice, LineObserver* observer)
      : snapshot_(snapshot),
        tables_(tables),
        slice_(slice),
        observer_(observer),
        look_up_(snapshot, tables, slice.batch),
        basis_(snapshot.basis()) {}

  Decision screen(const ingest::ShipmentRange& shipment) {
    Decision decision;
    decision.shipment_id = shipment.id;
    standings_.clear();
    open_flags_missing_.clear();
    claims_ = 0;
    rows_ = 0;
    decision.lines.reserve(shipment.end_row - shipment.first_row);
    if (snapshot_.regime.rules().asks_lines()) fill_all_lines(shipment);
    for (std::size_t row = shipment.first_row; row < shipment.end_row; ++row) {
      const auto day = slice_.batch.date(ShipmentField::date, row);
      if (row == shipment.first_row) decision.date = day;
      screen_row(decision, row);
    }
    add_duplicate_lines(decision, shipment);
    for (std::size_t i = shipment.first_reject; i < shipment.end_reject; ++i) {
      if (!decision.date) decision.date = slice_.rejects[i].date;
      add_finding(decision.findings, reject_finding(slice_.rejects[i]), {});
    }
    if (!decision.date) decision.date = tables_.latest_date;
    decide(decision, standings_);
    for (std::string& path : open_flags_missing_) add_new(decision.missing, std::move(path));
    return decision;
  }

 private:
  // A row that was exported twice doubles what is counted, so the same number twice is told.
  void add_duplicate_lines(Decision& decision, const ingest::ShipmentRange& shipment) {
    if (shipment.end_row - shipment.first_row < 2 || !slice_.batch.has(ShipmentField::line_no)) return;
    line_numbers_.clear();
    for (std::size_t row = shipment.first_row; row < shipment.end_row; ++row) {
      const std::string_view number = slice_.batch.cell(ShipmentField::line_no, row);
      if (!number.empty()) line_numbers_.push_back(number);
    }
    std::ranges::sort(line_numbers_);
    std::vector<std::pair<std::string_view, std::size_t>> twice;
    for (std::size_t begin = 0, end = 0; begin < line_numbers_.size(); begin = end) {
      while (end < line_numbers_.size() && line_numbers_[end] == line_numbers_[begin]) ++end;
      if (end - begin > 1) twice.emplace_back(line_numbers_[begin], end - begin);
    }
    if (!twice.empty()) add_finding(decision.findings, duplicate_lines_finding(twice), {});
  }

  // Facts of every line before the first one is decided.
  void fill_all_lines(const ingest::ShipmentRange& shipment) {
    facts_of_lines_.clear();
    const auto fill = [&](const Line& line, std::size_t row) {
      if (facts_of_lines_.size() == lines_.size()) lines_.emplace_back();
      LineFacts& facts = lines_[facts_of_lines_.size()];
      facts_of_lines_.emplace_back(facts.fill(snapshot_, tables_, line, slice_.batch, row).line);
    };
    for (std::size_t row = shipment.first_row; row < shipment.end_row; ++row) {
      const Line line = look_up_(row);
      fill(line, row);
      for (const ResolvedItem& other : line.item->others) fill(look_up_.with_item(line, other, row), row);
    }
    facts_.set_lines(facts_of_lines_);
  }

  // A row that names several items is a line for each of them: what the law says of one says nothing of the next.
  void screen_row(Decision& decision, std::size_t row) {
    ++rows_;
    const Line line = look_up_(row);
    screen_line(decision, line, row);
    for (const ResolvedItem& other : line.item->others) {
      screen_line(decision, look_up_.with_item(line, other, row), row);
    }
    if (tables_.licences() != nullptr && line.authorised &&
        tables_.licences()->number_in(slice_.batch.cell(ShipmentField::authorisation, row))) {
      ++claims_;
    }
  }

  void screen_line(Decision& decision, const Line& line, std::size_t row) {
    const Facts& facts = facts_.fill(snapshot_, tables_, line, slice_.batch, row);
    LineDecision result = describe(line, facts, row);
    const bool licence_certain = determine(decision, result, line, facts);
    if (observer_ != nullptr) observer_->saw(result, line, facts, slice_.batch, row);
    add_flags(decision, facts, result, line);
    hit_findings_.clear();
    add_hit_findings(snapshot_, line, hit_findings_);
    add_owner_findings(snapshot_, tables_.ownership(), line, hit_findings_, result.missing);
    for (Finding& finding : hit_findings_) {
      if (finding.id == "list_hit") add_new(decision.parties_hit, finding.evidence.front().second);
      add_finding(decision.findings, std::move(finding), result.line_no);
    }
    if (decision.lines.empty()) decision.destination = line.destination;
    add_parties(decision, line);
    standings_.push_back(standing_of(line, facts));
    standings_.back().licence_certain = licence_certain;
    if (tables_.licences() != nullptr && line.authorised) {
      standings_.back().confirmed = ask_register(decision, result, line, row);
    }
    decision.lines.push_back(std::move(result));
  }

  LineDecision describe(const Line& line, const Facts& facts, std::size_t row) const {
    LineDecision result;
    const std::string_view line_no = slice_.batch.cell(ShipmentField::line_no, row);
    result.line_no = line_no.empty() ? std::to_string(rows_) : std::string(line_no);
    if (line.item->item != nullptr) {
      result.item = line.item->item->name;
    } else {
      result.item = line.item->description.empty() ? line.item->sku : line.item->description;
    }
    result.item_state = line.state;
    result.units = line.item->identification.units_of(slice_.batch.number(ShipmentField::quantity, row));
    if (!std::isnan(line.chips)) result.chips = line.chips;
    result.kind = line.item->identification.kind;
    if (const auto* tpp = std::get_if<double>(&facts[LineFact::item_tpp])) result.tpp = *tpp;
    if (const auto* paragraphs = std::get_if<Texts>(&facts[LineFact::item_paragraphs]);
        paragraphs && !paragraphs->empty()) {
      result.eccn = paragraphs->front();
    } else if (const auto* declared = std::get_if<std::string_view>(&facts[LineFact::eccn_declared])) {
      result.eccn = *declared;
    }
    return result;
  }

  // What is missing, as something that a person can state: of an item that nobody could identify its description, of
  // one of the catalogue the figures for want of which its paragraphs are open.
  std::vector<std::string> in_stated_fields(const std::vector<std::string>& missing, ItemState state, const Line& line,
                                            const Facts& facts) const {
    std::vector<std::string> stated;
    for (const std::string& path : missing) {
      const bool as_it_is = !path.starts_with("item.") || path == "item.memory" || path == "item.power";
      if (as_it_is) {
        add_new(stated, path);
      } else if (path.starts_with("item.price")) {  // of whatever basis
        add_new(stated, "item.price");
      } else if (path == "item.mass_low" || path == "item.mass_high") {
        add_new(stated, "item.mass");
      } else if (path == "item.chips" || path == "item.units") {
        add_new(stated, std::string(info(ShipmentField::quantity).name));
      } else if (state != ItemState::identified || line.item->item == nullptr) {
        add_new(stated, std::string(info(ShipmentField::item_description).name));
      } else {
        const auto& open = snapshot_.catalog.classification(line.item->item->number, facts.as_of, basis_).missing;
        if (open.empty()) add_new(stated, path);
        for (const std::string& figure : open) add_new(stated, "item." + figure);
      }
    }
    return stated;
  }

  // True if some rule surely requires a licence.
  bool determine(Decision& decision, LineDecision& result, const Line& line, const Facts& facts) const {
    const auto determined = snapshot_.regime.determine(facts, basis_);
    if (!determined) {
      // a hole in the rules is never a release: the line is undetermined and held, and says so
      Finding finding;
      finding.id = "internal_error";
      finding.level = Level::hold;
      finding.title = "No rule covers this line";
      finding.why = determined.error().message;
      finding.source = "Tidewaiter's rules; please report this";
      add_finding(decision.findings, std::move(finding), result.line_no);
      return false;
    }
    result.determination = determined->determination;
    result.policy = determined->policy;
    result.missing = in_stated_fields(determined->missing, result.item_state, line, facts);
    result.conditions = determined->conditions;
    bool licence_certain = false;
    for (const std::uint32_t rule : determined->fired) {
      const Determination result_of_rule = snapshot_.regime.rule(rule).result.determination;
      licence_certain = licence_certain || result_of_rule == Determination::licence_required;
      result.rules.push_back(snapshot_.regime.rule(rule).id);
      if (is_worth_telling(rule, facts)) add_finding(decision.findings, finding_of(rule, facts), result.line_no);
    }
    // Of goods that nobody could identify the rule that fired says all; every other rule would only repeat it.
    if (result.item_state == ItemState::identified || result.item_state == ItemState::other_goods) {
      add_open_question(decision, result, *determined, line);
    }
    // A licence, a notice or an exception is for a number of chips.
    if (!result.chips && result.determination != Determination::no_licence) {
      add_new(result.missing, std::string(info(ShipmentField::quantity).name));
    }
    return licence_certain;
  }

  // Whether the licence register confirms what the row claims; what it says becomes a finding.
  bool ask_register(Decision& decision, const LineDecision& result, const Line& line, std::size_t row) {
    const LicenceRegister& licences = *tables_.licences();
    const std::string_view claimed = slice_.batch.cell(ShipmentField::authorisation, row);
    const auto answer = licences.ask(snapshot_, line, result, slice_.batch, row, claims_);
    Finding finding;
    finding.id = answer.confirmed ? "authorisation_confirmed" : "authorisation_not_confirmed";
    finding.level = answer.confirmed ? Level::info : Level::hold;
    finding.title = answer.confirmed ? "The licence register confirms the claimed authorisation"
                                     : "The licence register does not confirm the claimed authorisation";
    finding.why = answer.confirmed ? fmt::format("{} covers the line", answer.number)
                                   : fmt::format("\"{}\" {}", claimed, answer.why);
    finding.source = "the licence register (--licences)";
    finding.weight = snapshot_.regime.rules().finding_weight(finding.id).value_or(0);
    add_finding(decision.findings, std::move(finding), result.line_no);
    return answer.confirmed;
  }

  // A rule may stand for several rows, "6, 7, 8", and a row for several rules.
  static std::string rows_once(const std::vector<std::string>& of_rules) {
    std::vector<std::string> rows;
    for (std::string_view rest : of_rules) {
      while (!rest.empty()) {
        const std::string_view row = rest.substr(0, rest.find(", "));
        add_new(rows, std::string(row));
        rest.remove_prefix(std::min(rest.size(), row.size() + 2));
      }
    }
    return fmt::format("{}", fmt::join(rows, ", "));
  }

  // One finding for all rules that could not be decided and could bind harder than what is decided.
  void add_open_question(Decision& decision, const LineDecision& result, const LineDetermination& determined,
                         const Line& line) const {
    Finding finding;
    for (const std::uint32_t number : determined.open) {
      const rules::Rule& rule = snapshot_.regime.rule(number);
      if (std::ranges::find(determined.fired, number) != determined.fired.end()) continue;
      if (rule.result.determination == Determination::no_licence) continue;
      finding.evidence.emplace_back("rule", fmt::format("{}: {}", rule.id, rule.title));
      if (finding.source.empty()) finding.source = source_of(rule);
      if (!rule.missing_hint.empty()) finding.evidence.emplace_back("to settle", rule.missing_hint);
    }
    if (finding.evidence.empty()) return;
    for (const rules::MissingField& field : determined.missing_fields) {
      if (field.of != rules::MissingField::Of::party ||
          field.field != static_cast<std::uint8_t>(PartyFact::is_addressee))
        continue;
      const ResolvedParty* party = line.parties[static_cast<std::size_t>(field.role)];
      if (party != nullptr && !party->addressed.why.empty())
        finding.evidence.emplace_back(fmt::format("{} compared", to_string(field.role)), party->addressed.why);
    }
    finding.id = "open_question?";
    finding.title = "What the law asks is open";
    finding.why = fmt::format("row {} of the decision table; for want of {}", rows_once(determined.rows),
                              fmt::join(result.missing, ", "));
    add_finding(decision.findings, std::move(finding), result.line_no);
  }

  // That ordinary goods need no licence goes without saying; that a controlled item needs none does not.
  bool is_worth_telling(std::uint32_t rule, const Facts& facts) const {
    if (snapshot_.regime.rule(rule).result.determination != Determination::no_licence) return true;
    const auto* controlled = std::get_if<bool>(&facts[LineFact::item_controlled]);
    return controlled == nullptr || *controlled;
  }

  // A rule that fired, with its sentence. A rule of law informs only: its determination decides, so it is no flag and
  // adds no risk.
  Finding finding_of(std::uint32_t number, const Facts& facts) const {
    const rules::Rule& rule = snapshot_.regime.rule(number);
    Finding finding;
    finding.id = rule.id;
    finding.title = rule.title;
    finding.why = snapshot_.regime.explain(number, facts);
    finding.source = source_of(rule);
    finding.evidence.emplace_back("revision", std::to_string(rule.revision));
    if (!rule.row.empty()) finding.evidence.emplace_back("row", rule.row);
    if (std::string groups = groups_asked(snapshot_, number, facts); !groups.empty()) {
      finding.evidence.emplace_back("country groups", std::move(groups));
    }
    return finding;
  }

  static std::string source_of(const rules::Rule& rule) {
    return fmt::format("{} [{}, confidence {}]", rule.authority, rule.source, static_cast<char>(rule.confidence));
  }

  void add_flags(Decision& decision, const Facts& facts, const LineDecision& result, const Line& line) {
    snapshot_.regime.flags(facts, basis_, flags_);
    for (const FlagFinding& flag : flags_.findings) {
      Finding finding = finding_of(flag.rule, facts);
      finding.level = flag.level;
      finding.weight = flag.weight;
      const std::string& false_positives = snapshot_.regime.rule(flag.rule).false_positives;
      if (!false_positives.empty()) finding.evidence.emplace_back("false positives", false_positives);
      add_finding(decision.findings, std::move(finding), result.line_no);
    }
    if (!flags_.questions.empty()) add_open_flags(decision, facts, result, line);
  }

  // Flags whose truth is unknown change nothing, but are told: their ids, and the fields for want of which they are
  // open. Sentences would make a release as long as a hold; `explain` has them.
  void add_open_flags(Decision& decision, const Facts& facts, const LineDecision& result, const Line& line) {
    open_fields_.clear();
    for (const rules::Outcome& question : flags_.questions) {
      add_new(decision.open_flags, snapshot_.regime.rule(question.rule).id);
      const auto missing = flags_.evaluation.missing_of(question);
      open_fields_.insert(open_fields_.end(), missing.begin(), missing.end());
    }
    // most lines lack the same fields as one before them
    auto known = paths_of_.find(open_fields_);
    if (known == paths_of_.end()) {
      known = paths_of_.emplace(open_fields_, snapshot_.regime.missing_paths(open_fields_)).first;
    }
    for (std::string& path : in_stated_fields(known->second, result.item_state, line, facts)) {
      add_new(open_flags_missing_, std::move(path));
    }
  }

  static void add_parties(Decision& decision, const Line& line) {
    const std::size_t before = decision.parties.size();
    if (before == 0) decision.parties.reserve(kPartyRoleCount);
    for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
      const ResolvedParty* party = line.parties[i];
      if (party == nullptr) continue;
      const auto role = static_cast<Role>(i);
      const bool known = std::ranges::any_of(decision.parties, [&](const DecisionParty& other) {
        return other.role == role && other.name == party->name && other.country == party->country;
      });
      if (known) continue;
      const Headquarters headquarters = party->headquarters_on(line.day);
      decision.parties.push_back({role, party->name, party->country, headquarters.country, headquarters.basis});
    }
    // the parties of one line come in order; only those that a later line adds have to be put among the others
    if (before != 0 && before != decision.parties.size()) {
      std::ranges::stable_sort(decision.parties, {}, &DecisionParty::role);
    }
  }

  static LineStanding standing_of(const Line& line, const Facts& facts) {
    LineStanding standing;
    const auto is = [&](LineFact fact, bool value) {
      const auto* truth = std::get_if<bool>(&facts[fact]);
      return truth != nullptr && *truth == value;
    };
    const bool identified = line.state == ItemState::identified;
    standing.controlled_or_unclassified =
        identified && (!is(LineFact::item_controlled, false) || !is(LineFact::item_classified, true));
    standing.authorised = line.authorised;
    const bool presumed = std::ranges::any_of(facts.parties, [](const PartyFacts& party) {
      const auto* basis = std::get_if<std::string_view>(&party[PartyFact::headquarters_basis]);
      return is_receiving(party.role) && basis != nullptr && *basis == to_string(HeadquartersBasis::presumed);
    });
    standing.presumed_headquarters = presumed && is(LineFact::item_controlled, true);
    return standing;
  }

  const Snapshot& snapshot_;
  const RunTables& tables_;
  const ingest::ParsedSlice& slice_;
  LineObserver* observer_;
  LineLookUp look_up_;
  rules::Basis basis_;
  LineFacts facts_;
  std::deque<LineFacts> lines_;  // of the shipment, if rules ask about them
  std::vector<std::span<const FactValue>> facts_of_lines_;
  Flags flags_;
  std::vector<LineStanding> standings_;
  std::size_t rows_ = 0;    // of the shipment so far
  std::size_t claims_ = 0;  // rows of the shipment so far that claim a number of the register
  std::vector<Finding> hit_findings_;
  std::vector<std::string_view> line_numbers_;  // of the shipment, as written
  std::vector<rules::MissingField> open_fields_;
  std::map<std::vector<rules::MissingField>, std::vector<std::string>> paths_of_;
  std::vector<std::string> open_flags_missing_;  // of the shipment
};

}  // namespace

std::vector<Decision> screen(const Snapshot& snapshot, const RunTables& tables, const ingest::ParsedSlice& slice,
                             LineObserver* observer) {
  std::vector<Decision> decisions;
  decisions.reserve(slice.shipments.size());
  Screener screener(snapshot, tables, slice, observer);
  for (const ingest::ShipmentRange& shipment : slice.shipments) decisions.push_back(screener.screen(shipment));
  return decisions;
}

}  // namespace tidewaiter
