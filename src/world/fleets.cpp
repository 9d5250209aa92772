// What fleets report: their counts, a few serial numbers, and what their agent takes the chips for.
#include <algorithm>

#include "world/simulation.h"

namespace tidewaiter::world {

// Once a month each fleet that reports tells its counts, and a few serial numbers.
void Simulation::reports() {
  const auto period = static_cast<std::uint32_t>(laws_.report_days);
  const auto day = static_cast<std::uint32_t>(today_ - first_);
  for (PartyId id = day % period; id < society_.parties.size(); id += period) {
    const Party& party = society_.parties[id];
    if (!party.reports) continue;
    std::vector<const Dummies*> dummies;
    for (const Dummies& each : holders_[id].dummies) {
      if (each.first <= today_ && today_ <= each.last) dummies.push_back(&each);
    }
    const auto& fleet = holders_[id].fleet;
    if (fleet.empty() && dummies.empty()) continue;
    Random random(seed_, Purpose::report, id, day);
    std::uint32_t counts[kMostGoods] = {};
    for (const Lot& lot : fleet) counts[lot.good] += lot.chips;
    ReportRow row;
    row.day = today_;
    row.holder = id;
    const auto report = [&](std::uint64_t serial, std::uint32_t count, std::uint16_t claimed, std::uint16_t seen) {
      row.serial = serial;
      row.count = count;
      row.good = claimed;
      row.seen = seen;
      row.attested = random.chance(habits_.life_attested);
      rows_->reports.push_back(row);
    };
    for (std::uint16_t good = 0; good < kMostGoods; ++good) {
      if (counts[good] > 0) report(kNoSerial, counts[good], good, seen_as(id, good));
    }
    // Lots of one scheme are of one good and show one.
    for (auto first = dummies.begin(); first != dummies.end();) {
      std::uint32_t count = 0;
      auto next = first;
      for (; next != dummies.end() && (*next)->lot.good == (*first)->lot.good && (*next)->seen == (*first)->seen;
           ++next)
        count += (*next)->lot.chips;
      report(kNoSerial, count, (*first)->lot.good, (*first)->seen);
      first = next;
    }
    const unsigned serials = random.poisson(laws_.report_serials);
    for (unsigned i = 0; i < serials; ++i) {
      const std::size_t place = random.below(static_cast<std::uint32_t>(fleet.size() + dummies.size()));
      const bool real = place < fleet.size();
      const Lot& lot = real ? fleet[place] : dummies[place - fleet.size()]->lot;
      const std::uint64_t serial = lot.serial + random.below(std::min<std::uint32_t>(lot.chips, kMostListed));
      report(serial, 1, lot.good, real ? seen_as(id, lot.good) : dummies[place - fleet.size()]->seen);
    }
  }
}

std::uint16_t Simulation::seen_as(PartyId holder, std::uint16_t good) const {
  const int days = static_cast<int>(habits_.life_misread_model_days), span = (today_ - first_) / days;
  Random random(seed_, Purpose::model, holder, static_cast<std::uint32_t>(span * static_cast<int>(kMostGoods) + good));
  if (!random.chance(habits_.life_misread_model)) return good;
  const Date by = first_ + span * days;  // all the while the same
  return random.chance(habits_.life_misread_neighbour) ? neighbour_of(good, by, random)
                                                       : cheaper_than(good, by, random);
}

void Simulation::leave_dummies(PartyId party, const Lot& lot, Date first, std::uint32_t scheme) {
  Random random(seed_, Purpose::dummies, party, scheme);
  if (!random.chance(habits_.schemes_dummies)) return;
  const int days = habits_.schemes_dummy_days.draw(random);
  holders_[party].dummies.push_back({lot, cheaper_than(lot.good, today_, random), first, first + days});
}

}  // namespace tidewaiter::world
