// What the simulation hands to whoever writes it down: rows without texts. Texts are made of them later, by many
// threads, from the number of the row alone.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "world/society.h"

namespace tidewaiter::world {

inline constexpr std::uint8_t kAsMade = 0xFF;  // an origin: where chips are made

// Chips with serial numbers in a row. 24 bytes for any number of them.
struct Lot {
  std::uint64_t serial = 0;  // of the first chip
  std::uint32_t chips = 0;
  Date since;
  std::uint16_t good = 0;
  std::uint8_t form = 0;
  bool used = false;              // second hand
  bool ghost = false;             // on paper only: the chips are elsewhere
  std::uint8_t origin = kAsMade;  // number of the country of the plant that made it what it is
  std::uint8_t run = 0;  // of the chips, so many bear the numbers from `serial` on; 0: all. Others are of other runs

  // What stands for a parcel of several runs of which this is the first.
  Lot standing_for(std::uint32_t all) const {
    Lot lot = *this;
    lot.run = static_cast<std::uint8_t>(chips < 255 ? chips : 255);
    lot.chips = all;
    return lot;
  }
};

enum class Happening : std::uint8_t {
  opening,
  shipment,
  receipt,
  installation,
  device_report,
  inspection,
  declaration,
  returned,
  repair,
  transform,
  scrap,
  lost,
  seizure,
  listing
};
std::string_view to_string(Happening kind);

enum class Grade : std::uint8_t { none, attested, report, inspected, declared };

inline constexpr std::uint16_t kNoCountry = 0xFFFF;

struct ShipmentRow {
  std::uint32_t number = 0;
  Date day;
  PartyId from = kNobody;
  PartyId to = kNobody;
  PartyId end_user = kNobody;
  PartyId intermediate = kNobody;
  PartyId forwarder = kNobody;
  PartyId payer = kNobody;
  std::uint16_t transit = kNoCountry;  // that its papers tell of
  std::uint64_t serial = 0;
  std::uint32_t units = 0;
  std::uint16_t good = 0;
  std::uint8_t form = 0;
  std::uint8_t mode = 0;    // in kModes
  std::uint8_t access = 0;  // what the law asked of it: Access
  std::uint8_t listed = 0;  // serial numbers on its papers, from `serial` on
  std::uint8_t origin = kAsMade;
  bool used = false;
};

struct EventRow {
  Date day;
  Happening kind{};
  Grade grade{};
  std::uint8_t form = 0;
  std::uint8_t form_out = 0;
  std::uint8_t listed = 0;  // serial numbers that the event states, from `serial` on
  std::uint16_t good = 0;
  std::uint16_t good_out = 0;
  bool has_out = false;
  bool used = false;  // second hand
  PartyId from = kNobody;
  PartyId to = kNobody;
  PartyId site = kNobody;  // whose site
  std::uint8_t site_number = 0;
  std::uint32_t units = 0;
  std::uint32_t units_out = 0;
  std::uint32_t shipment = 0;   // 0: none
  std::uint32_t reference = 0;  // number of an earlier event; 0: none
  std::uint32_t population = 0;
  std::uint32_t sampled = 0;
  std::uint32_t found = 0;
  std::uint64_t serial = 0;
  float value = 0;  // US dollars a unit; 0: none
};

struct ReportRow {
  Date day;
  PartyId holder = kNobody;
  std::uint64_t serial = 0;  // kNoSerial: a count
  std::uint32_t count = 0;
  std::uint16_t good = 0;
  std::uint16_t seen = 0;
  bool attested = false;
  std::uint8_t site_number = 0;
};

inline constexpr std::uint8_t kMostListed = 8;  // serial numbers that a paper states, at most
inline constexpr std::uint64_t kNoSerial = ~std::uint64_t{0};

struct Rows {
  std::vector<ShipmentRow> shipments;
  std::vector<EventRow> events;
  std::vector<ReportRow> reports;
  std::uint32_t first_event = 0;  // number of events[0]
  void clear() {
    shipments.clear();
    events.clear();
    reports.clear();
  }
  std::size_t size() const { return shipments.size() + events.size() + reports.size(); }
};

}  // namespace tidewaiter::world
