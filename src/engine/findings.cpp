#include "engine/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/add_new.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

std::string score_text(Score score) { return fmt::format("{:.4f}", static_cast<double>(score) / kFullScore); }

std::string dates_of(const lists::EntryView& entry) {
  const auto from = entry.from();
  const auto to = entry.to();
  std::string text =
      from ? fmt::format(
                 "from {}{}", from->to_string(),
                 entry.from_basis() == DateBasis::stated ? "" : fmt::format(" ({})", to_string(entry.from_basis())))
           : std::string("first day not known, counted as in force");
  if (to) text += fmt::format(", to {}", to->to_string());
  return text;
}

Finding hit_finding(const Snapshot& snapshot, const Line& line, const PartyHit& hit, std::string_view roles,
                    std::string_view party) {
  const lists::EntryView entry = snapshot.entries().entry(hit.entry);
  const lists::ListInfo* info = snapshot.list_catalog.find(entry.list());
  const std::string_view list_name = info != nullptr ? std::string_view(info->name) : entry.list();
  const EntryEffect own = entry.effect();
  const bool has_effect = own == EntryEffect::of_list ? info != nullptr && info->effect != lists::Effect::inform
                                                      : own != EntryEffect::inform;
  const bool in_force = entry.in_force(line.day) != Truth::no;

  Finding finding;
  finding.level = Level::info;
  const auto weight = [&](std::string_view name) { return snapshot.regime.rules().finding_weight(name).value_or(0); };
  switch (hit.standing_on(line.day)) {
    case HitStanding::excepted:
      finding.id = "list_hit_excepted";
      finding.title = fmt::format("Hit of the {} set aside by an exception", list_name);
      break;
    case HitStanding::in_doubt:
      finding.id = "list_hit_in_doubt";
      finding.title = fmt::format("{} like an entry of the {}",
                                  hit.by_address      ? "Address"
                                  : hit.only_the_name ? "Name of a party from another country"
                                                      : "Name",
                                  list_name);
      if (in_force && has_effect && !hit.only_the_name) {
        finding.level = Level::review;
        finding.weight = weight(finding.id);
      } else {
        finding.weight = weight("list_hit_without_effect");
      }
      break;
    case HitStanding::certain:
      finding.id = has_effect && in_force ? "list_hit" : "list_hit_without_effect";
      finding.title = fmt::format("{} the {}{}",
                                  hit.only_the_name ? "Party from another country with the same name as an entry of"
                                  : hit.by_address  ? "Party at an address on"
                                  : has_effect      ? "Party on"
                                                    : "Party named on",
                                  list_name,
                                  in_force                  ? ""
                                  : entry.started(line.day) ? ", expired"
                                                            : ", not yet in force on that day");
      finding.weight = weight(finding.id);
      // No rule speaks for a house list: its own word decides.
      if (in_force && (own == EntryEffect::hold || own == EntryEffect::review)) {
        finding.level = own == EntryEffect::hold ? Level::hold : Level::review;
        finding.weight = weight(own == EntryEffect::hold ? "house_hit_hold" : "house_hit_review");
      }
      break;
  }
  const bool same = hit.standing == HitStanding::certain && hit.score == kFullScore;
  if (hit.by_address) {
    finding.why = fmt::format("{} \"{}\" {} at an address that the list names, \"{}\" ({})", roles, party,
                              hit.standing == HitStanding::certain ? "is" : "may be", hit.entry_name, entry.id());
  } else {
    finding.why =
        fmt::format("{} \"{}\" {} \"{}\" ({}), score {}", roles, party, same ? "has the same name as" : "is like",
                    hit.entry_name, entry.id(), score_text(hit.score));
  }
  finding.source = fmt::format("{}; {}", entry.publisher().empty() ? list_name : entry.publisher(), entry.source());
  if (!entry.federal_register().empty()) finding.source += fmt::format("; {}", entry.federal_register());
  finding.evidence.emplace_back("party", std::string(party));
  finding.evidence.emplace_back("role", std::string(roles));
  if (hit.party_name != party) finding.evidence.emplace_back("compared name", hit.party_name);
  finding.evidence.emplace_back("entry", std::string(entry.id()));
  finding.evidence.emplace_back("entry name", std::string(entry.name()));
  if (hit.entry_name != entry.name()) finding.evidence.emplace_back("matched alias", hit.entry_name);
  if (!hit.by_address) {
    finding.evidence.emplace_back("score", score_text(hit.score));
    finding.evidence.emplace_back("comparison", hit.comparison);
  }
  finding.evidence.insert(finding.evidence.end(), hit.evidence.begin(), hit.evidence.end());
  finding.evidence.emplace_back("in force", dates_of(entry));
  if (!entry.requirement().empty()) finding.evidence.emplace_back("requirement", std::string(entry.requirement()));
  if (!entry.policy().empty()) finding.evidence.emplace_back("review policy", std::string(entry.policy()));
  if (!entry.footnotes().empty()) finding.evidence.emplace_back("footnotes", std::string(entry.footnotes()));
  if (const auto revised = entry.revised(); revised && line.day < *revised) {
    finding.evidence.emplace_back("words of the entry",
                                  fmt::format("as revised on {}, after the shipment's day: on that "
                                              "day they may have been others",
                                              revised->to_string()));
  }
  if (!hit.exception.empty()) finding.evidence.emplace_back("exception", hit.exception_on(line.day));
  return finding;
}

}  // namespace

void add_hit_findings(const Snapshot& snapshot, const Line& line, std::vector<Finding>& findings) {
  // One party may play several parts: it is hit once, and the finding names them all.
  struct Seen {
    const PartyHit* hit;
    std::string_view party;
    std::string roles;
  };
  std::vector<Seen> seen;
  for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
    const ResolvedParty* party = line.parties[i];
    if (party == nullptr) continue;
    const std::string_view role = to_string(static_cast<Role>(i));
    for (const PartyHit& hit : party->hits) {
      const auto known = std::ranges::find_if(seen, [&](const Seen& other) {
        return other.hit->entry == hit.entry && other.party == party->name &&
               other.hit->standing_on(line.day) == hit.standing_on(line.day);
      });
      if (known == seen.end()) {
        seen.push_back({&hit, party->name, std::string(role)});
      } else {
        known->roles += fmt::format(", {}", role);
      }
    }
  }
  if (line.conveyance_hits != nullptr) {
    for (const PartyHit& hit : *line.conveyance_hits) {
      seen.push_back({&hit, hit.party_name, std::string(to_string(Role::conveyance))});
    }
  }
  for (const Seen& one : seen) findings.push_back(hit_finding(snapshot, line, *one.hit, one.roles, one.party));
}

void add_owner_findings(const Snapshot& snapshot, const OwnershipBook& ownership, const Line& line,
                        std::vector<Finding>& findings, std::vector<std::string>& missing) {
  for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
    const ResolvedParty* party = line.parties[i];
    if (party == nullptr || !party->below_doubtful_owner) continue;
    const std::string_view role = to_string(static_cast<Role>(i));
    for (const DoubtfulOwner& owner : ownership.doubtful_owners_of(snapshot, *party, line.day)) {
      const PartyHit& hit = *owner.hit;
      const lists::EntryView entry = snapshot.entries().entry(hit.entry);
      const lists::ListInfo* info = snapshot.list_catalog.find(entry.list());
      const std::string_view list_name = info != nullptr ? std::string_view(info->name) : entry.list();
      Finding finding;
      finding.id = "owner_in_doubt";
      finding.level = Level::review;
      finding.weight = snapshot.regime.rules().finding_weight(finding.id).value_or(0);
      finding.title = fmt::format("Owner like an entry of the {}", list_name);
      finding.why = fmt::format("{} \"{}\": {}; \"{}\" is like \"{}\" ({}), score {}", role, party->name, owner.way,
                                hit.party_name, hit.entry_name, entry.id(), score_text(hit.score));
      finding.source = fmt::format("{}; {}", entry.publisher().empty() ? list_name : entry.publisher(), entry.source());
      finding.evidence = {{"party", party->name},
                          {"role", std::string(role)},
                          {"owner", owner.name},
                          {"entry", std::string(entry.id())},
                          {"entry name", std::string(entry.name())},
                          {"score", score_text(hit.score)},
                          {"comparison", hit.comparison}};
      finding.evidence.insert(finding.evidence.end(), hit.evidence.begin(), hit.evidence.end());
      finding.evidence.emplace_back("in force", dates_of(entry));
      findings.push_back(std::move(finding));
      add_new(missing, fmt::format("{}.ownership", role));
    }
  }
}

Finding reject_finding(const Reject& reject) {
  Finding finding;
  finding.id = "rejected_row";
  finding.level = Level::hold;
  finding.title = "A row of this shipment could not be read";
  finding.why = reject.column.empty() ? reject.reason : fmt::format("{}: {}", reject.column, reject.reason);
  finding.source = fmt::format("{}:{}", reject.file, reject.line);
  finding.evidence = {{"record", std::to_string(reject.record)},
                      {"byte", std::to_string(reject.byte)},
                      {"line", std::to_string(reject.line)},
                      {"value", reject.value}};
  return finding;
}

Finding duplicate_lines_finding(const std::vector<std::pair<std::string_view, std::size_t>>& lines) {
  constexpr std::size_t kShown = 5;
  Finding finding;
  finding.id = "duplicate_line";
  finding.level = Level::info;
  finding.title = "A line number stands on several rows of the shipment";
  for (std::size_t i = 0; i < std::min(kShown, lines.size()); ++i) {
    finding.why += fmt::format("{}line_no {} stands on {} rows", i == 0 ? "" : ", ", lines[i].first, lines[i].second);
    finding.evidence.emplace_back("line_no", std::string(lines[i].first));
  }
  if (lines.size() > kShown) finding.why += fmt::format(", and {} more", lines.size() - kShown);
  finding.why += "; each row counts as a line of its own";
  finding.source = "the shipment table";
  return finding;
}

void add_finding(std::vector<Finding>& findings, Finding finding, std::string_view line_no) {
  for (Finding& known : findings) {
    if (known.id != finding.id || known.why != finding.why) continue;
    auto& [field, lines] = known.evidence.back();
    const bool there = lines == line_no || lines.ends_with(fmt::format(", {}", line_no));  // by another of its items
    if (!line_no.empty() && field == "lines" && !there) lines += fmt::format(", {}", line_no);
    return;
  }
  if (!line_no.empty()) finding.evidence.emplace_back("lines", std::string(line_no));
  findings.push_back(std::move(finding));
}

}  // namespace tidewaiter
