// How goods move: an order asks a seller for chips, a journey takes a parcel from party to party, and what becomes of
// it at its end is its fate. Ordinary trade and schemes are made of the same parts.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "world/records.h"

namespace tidewaiter::world {

enum class Act : std::uint8_t {
  pass,     // the parcel waits and goes on
  install,  // it is installed first
  show,     // it is installed and inspected first
  rent,     // as shown, but in the hall of a data centre
  convert,  // a workshop makes something else of it
  loan,     // shown at a fair, or on trial
};

enum class Fate : std::uint8_t {
  settle,   // its last holder uses it
  shelve,   // its last holder sells it on
  join,     // it waits for others, and goes on with them
  vanish,   // it leaves without a paper
  phantom,  // it is installed, shown, taken apart, and leaves without a paper while it is still claimed
  siphon,   // a maker's receipt, a part of which is written off and leaves
  paper,    // only papers came: the chips left before
};

struct Leg {
  PartyId party = kNobody;
  std::uint16_t wait = 0;  // days there before it goes on
  Act act = Act::pass;
};

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
inline constexpr std::size_t kMostLegs = 6;

struct Journey {
  std::array<Leg, kMostLegs> legs{};
  std::uint8_t size = 0;
  std::uint8_t at = 0;  // the leg that it is on the way to, or at
  Fate fate = Fate::settle;
  bool sure = false;     // its end is on file: an installation for certain
  bool courier = false;  // in small parcels
  bool used = false;
  bool last_is_return = false;
  bool quiet_life = false;     // nothing more happens to it once it has settled
  bool in_use = false;         // of the pool
  bool bought = false;         // its parcel came from a seller's shelf
  bool loop = false;           // once the chips are gone, papers of them travel in a circle
  bool show_after = false;     // its first holder shows them when they have left
  bool put_off = false;        // over a weekend, this time
  PartyId from = kNobody;      // who holds it, or sent it last
  PartyId hidden = kNobody;    // who gets it in truth, with Fate::vanish
  PartyId end_user = kNobody;  // whom its papers call so while dealers have it; kNobody: its last holder
  std::uint32_t scheme = 0;    // 0: none
  std::uint32_t join = kNone;
  std::uint32_t shipment = 0;  // the last one
  std::uint32_t event = 0;     // its number
  std::int8_t listed = -1;     // 1: its papers state serial numbers, on every hop; -1: not known yet
  std::uint16_t linger = 0;    // days at the end before it vanishes
  std::vector<Lot> parcel;

  void then(PartyId party, int wait, Act act = Act::pass) {
    legs[size++] = {party, static_cast<std::uint16_t>(wait < 0 ? 0 : wait), act};
  }
};

struct Order {
  PartyId seller = kNobody;
  std::uint32_t journey = kNone;
  std::uint32_t units = 0;
  std::uint16_t good = 0;
  std::uint8_t form = 0;
  Date supplied = kFirstDate;  // when the seller ordered what it lacked
};

// A place where parcels wait for each other.
struct Join {
  std::uint32_t expected = 0;
  std::uint32_t arrived = 0;
  std::uint32_t next = kNone;  // the journey of what has come together
  bool convert = false;
  bool left = false;
  std::uint8_t postponed = 0;
};

// A thing that happens to a lot later.
enum class LaterKind : std::uint8_t {
  install,
  give_back,
  sell,
  relocate,
  scrap,
  repair,
  list,
  vanish,
  dismantle,
  claim,
  sight,
  inspect,
  misread,  // somebody reports one of its serial numbers that is not there
};

struct Later {
  LaterKind kind{};
  PartyId party = kNobody;
  PartyId other = kNobody;
  std::uint32_t scheme = 0;
  std::uint32_t reference = 0;
  std::uint32_t whole = 0;  // chips of the parcel that the lot came in
  std::uint8_t hops = 0;
  std::uint8_t site_number = 0;
  bool sure = false;
  bool loop = false;
  bool in_use = false;
  Lot lot;
};

}  // namespace tidewaiter::world
