// Joins what the threads noted: which parties are linked, and what went from whom to whom.
#include <algorithm>
#include <cctype>
#include <numeric>
#include <set>
#include <tuple>

#include "base/digest.h"
#include "engine/patterns.h"
#include "engine/run_tables.h"
#include "engine/snapshot.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

// Sets that grow together; the smallest member stands for its set, so the order of joining does not matter.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t find(std::uint32_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](unsigned char c) { return std::isdigit(c) != 0; });
  return digits;
}

// What two parties have in common if they are linked: the same name in the same country, row of the party table,
// address, telephone number, mail address, register number or named parent. An address without a number in it is a
// district or a port, and links nobody.
std::vector<std::string> marks_of(const ResolvedParty& party) {
  std::vector<std::string> marks;
  const auto add = [&](std::string_view kind, std::string value) {
    if (!value.empty()) marks.push_back(std::string(kind) + kKeySeparator + std::move(value));
  };
  add("name", text::fold(party.name) + kKeySeparator + std::string(party.country.code()));
  const PartyProfile* profile = party.profile;
  std::string_view address = party.cells.address;
  if (profile != nullptr) {
    if (address.empty()) address = profile->address;
    add("id", profile->id);
    constexpr std::size_t kShortestPhone = 7;  // digits; shorter ones are extensions
    if (std::string phone = digits_of(profile->phone); phone.size() >= kShortestPhone) add("phone", std::move(phone));
    if (profile->email.find('@') != std::string::npos) add("email", text::fold(profile->email));
    add("number", profile->registration_number);
    if (names_a_parent(*profile)) add("parent", text::fold(profile->ultimate_parent));
  }
  if (!digits_of(address).empty())
    add("address", text::fold(address) + kKeySeparator + std::string(party.country.code()));
  return marks;
}

}  // namespace

class PatternBuilder {
 public:
  PatternBuilder(const Snapshot& snapshot, const TextMap<ResolvedParty>& parties, const TextMap<ResolvedItem>& items)
      : snapshot_(snapshot), parties_(parties), items_(items) {
    patterns_.bounds_ = snapshot.patterns;
  }

  Patterns build(PatternRecords&& records) {
    for (const auto& slot : records.serials_.slots()) {
      if (slot.value.count > 1) patterns_.serials_[slot.key] = slot.value;
    }
    find_controlled(records.records_);
    if (!flows_.empty()) {
      link_parties();
      add_lots();
      add_returns();
    }
    return std::move(patterns_);
  }

 private:
  struct Flow {
    std::uint64_t exporter;
    std::uint64_t receiver;
    std::uint64_t shipment;
    std::int32_t day;
    double chips;
    bool carried;
  };

  void find_controlled(const std::vector<PatternRecords::Record>& records) {
    std::unordered_map<std::uint64_t, std::vector<const ResolvedItem*>> chips;  // a text may name several
    for (const auto& slot : items_.slots()) {
      const auto add = [&](const ResolvedItem& item) {
        if (item.item != nullptr && item.identification.chips_per_unit > 0) chips[hash_of(slot.key)].push_back(&item);
      };
      add(slot.value);
      std::ranges::for_each(slot.value.others, add);
    }
    if (chips.empty()) return;
    for (const PatternRecords::Record& record : records) {
      const auto found = chips.find(record.item);
      if (found == chips.end()) continue;
      const Date day = snapshot_.as_of.value_or(Date::from_days(record.day));
      double count = 0;
      for (const ResolvedItem* item : found->second) {
        const auto& classification = snapshot_.catalog.classification(item->item->number, day, snapshot_.basis());
        if (classification.controlled != Truth::yes) continue;
        // of an unknown number it is an open question of its own line
        count += item->identification.units_of(record.quantity).value_or(0) * item->identification.chips_per_unit;
      }
      if (count == 0) continue;
      flows_.push_back({record.exporter, record.receiver, record.shipment, record.day, count, record.carried});
    }
  }

  void link_parties() {
    std::set<std::uint64_t> named;
    for (const Flow& flow : flows_) {
      named.insert(flow.receiver);
      if (flow.exporter != 0) named.insert(flow.exporter);
    }
    // by their keys, whatever order the threads found them in
    std::vector<std::pair<std::string_view, const ResolvedParty*>> members;
    for (const auto& slot : parties_.slots()) {
      if (named.contains(hash_of(slot.key))) members.emplace_back(slot.key, &slot.value);
    }
    std::ranges::sort(members);
    Sets sets(members.size());
    std::unordered_map<std::string, std::uint32_t> first;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      for (std::string& mark : marks_of(*members[i].second)) {
        const auto [known, added] = first.try_emplace(std::move(mark), i);
        if (!added) sets.join(known->second, i);
      }
    }
    std::unordered_map<std::uint32_t, std::uint32_t> number;  // of a set
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      const auto group = static_cast<std::uint32_t>(number.size());
      const std::uint32_t of = number.try_emplace(sets.find(i), group).first->second;
      patterns_.group_of_[members[i].first] = of;
      group_of_hash_[hash_of(members[i].first)] = of;
    }
    patterns_.groups_.resize(number.size());
  }

  std::uint32_t group(std::uint64_t party) const { return group_of_hash_.at(party); }

  // The lines of a shipment to one group are one lot. Sorted whole before anything is added up, so that the sums are
  // the same to the last bit.
  void add_lots() {
    std::vector<std::tuple<std::uint32_t, std::uint64_t, std::int32_t, double, bool>> lines;
    lines.reserve(flows_.size());
    for (const Flow& flow : flows_) {
      lines.emplace_back(group(flow.receiver), flow.shipment, flow.day, flow.chips, flow.carried);
    }
    std::ranges::sort(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& [to, shipment, day, chips, carried] = lines[i];
      auto& lots = patterns_.groups_[to].lots;
      const bool same = i > 0 && std::get<0>(lines[i - 1]) == to && std::get<1>(lines[i - 1]) == shipment;
      if (!same) lots.push_back({day, 0, false});
      lots.back().chips += chips;
      lots.back().carried = lots.back().carried || carried;
    }
    for (Patterns::Group& one : patterns_.groups_) patterns_.add_up(one);
  }

  void add_returns() {
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::int32_t>> sent;
    for (const Flow& flow : flows_) {
      if (flow.exporter == 0 || group(flow.exporter) == group(flow.receiver)) continue;
      sent.emplace(group(flow.exporter), group(flow.receiver), flow.day);
    }
    const auto goes = [&](std::uint32_t from, std::uint32_t to) {
      const auto found = sent.lower_bound({from, to, std::numeric_limits<std::int32_t>::min()});
      return found != sent.end() && std::get<0>(*found) == from && std::get<1>(*found) == to;
    };
    for (const auto& [from, to, day] : sent) {
      if (goes(to, from)) patterns_.sent_[{from, to}].push_back(day);
    }
  }

  const Snapshot& snapshot_;
  const TextMap<ResolvedParty>& parties_;
  const TextMap<ResolvedItem>& items_;
  std::vector<Flow> flows_;
  std::unordered_map<std::uint64_t, std::uint32_t> group_of_hash_;
  Patterns patterns_;
};

Patterns Patterns::build(const Snapshot& snapshot, PatternRecords&& records, const TextMap<ResolvedParty>& parties,
                         const TextMap<ResolvedItem>& items) {
  return PatternBuilder(snapshot, parties, items).build(std::move(records));
}

}  // namespace tidewaiter
