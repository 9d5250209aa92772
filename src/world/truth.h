// What is true of a world and stands in no table that an exporter or an authority would have: written to truth/, which
// only the scoreboard and the audits read.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "world/records.h"

namespace tidewaiter::world {

enum class Scheme : std::uint8_t {
  pass_through,
  straw_buyers,
  sham_company,
  order_slicing,
  phantom_data_centre,
  courier_lots,
  salvage_plant,
  false_reexport,
  insider_diversion,
  secondhand_drift
};
inline constexpr std::size_t kSchemeKinds = 10;
std::string_view to_string(Scheme scheme);

struct SchemeTruth {
  Scheme kind{};
  Date first = kLastDate;  // of its shipments
  Date last = kFirstDate;
  std::uint64_t chips = 0;  // truly diverted
  std::uint32_t shipments = 0;
};

struct SchemeShipment {
  std::uint32_t shipment = 0;
  std::uint32_t scheme = 0;  // from 1
  std::uint32_t chips = 0;
};

struct SchemeParty {
  PartyId party = kNobody;
  std::uint32_t scheme = 0;
  const char* part = "";
};

struct Holding {
  Lot lot;
  PartyId holder = kNobody;
  std::uint32_t scheme = 0;  // 0: not diverted
};

struct Rental {
  PartyId provider = kNobody;
  PartyId customer = kNobody;
  Date first;
  Date last;
  std::uint32_t chips = 0;
  double usd_per_hour = 0;
};

// At the end of a month; flows since the beginning of the world.
struct Totals {
  Date month;  // its first day
  std::uint64_t produced = 0;
  std::uint64_t shipped = 0;  // chips in all shipments
  std::uint64_t diverted = 0;
  std::uint64_t scrapped = 0;
  std::uint64_t lost = 0;
  std::uint64_t seized = 0;
  std::uint64_t held = 0;
  std::uint64_t in_transit = 0;
  std::uint64_t remote_rental = 0;  // chips that customers elsewhere rent in that month
};

struct Truth {
  std::vector<SchemeTruth> schemes;  // scheme n at n - 1
  std::vector<SchemeShipment> shipments;
  std::vector<SchemeParty> parties;
  std::vector<Holding> diverted;
  std::vector<Holding> gone;  // scrapped, lost, seized; holder: whose they were
  std::vector<Holding> held;  // filled at the end
  std::vector<Rental> rentals;
  std::vector<Totals> totals;
  Totals now;
};

}  // namespace tidewaiter::world
