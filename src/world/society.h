// Who lives in the world: makers, dealers, forwarders, users, with their owners and addresses. Nothing here knows which
// of them will take part in a scheme: names, ages, addresses and papers are drawn from one law for all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "world/parameters.h"
#include "world/random.h"

namespace tidewaiter::world {

enum class Trade : std::uint8_t {
  chip_maker,
  server_maker,
  distributor,
  reseller,
  forwarder,
  data_centre,
  cloud,
  university,
  firm,
  government
};
inline constexpr std::size_t kTrades = 10;
std::string_view role_of(Trade trade);  // as the party table has it

using PartyId = std::uint32_t;
inline constexpr PartyId kNobody = 0xFFFFFFFF;

struct Party {
  Trade trade{};
  std::uint16_t country = 0;  // in Parameters::countries()
  std::uint16_t parent_country = 0;
  std::uint32_t group = 0;    // of companies; 0: none
  std::uint32_t address = 0;  // number of the address; several may share one
  PartyId owner = kNobody;
  Date registered;
  Date opens;               // first day of trade
  double weight = 1;        // how much it buys
  bool reports = false;     // its fleet reports
  PartyId payer = kNobody;  // treasury centre
  PartyId suppliers[3] = {kNobody, kNobody, kNobody};
  PartyId forwarder = kNobody;
  std::string name;
};

struct Society {
  std::vector<Party> parties;
  std::vector<std::vector<PartyId>> by_trade;                       // kTrades
  std::vector<std::vector<std::vector<PartyId>>> by_trade_country;  // [trade][country]
  std::vector<std::vector<PartyId>> groups;                         // members; [0] is empty
  std::vector<PartyId> makers;                                      // chip makers, by Good::maker

  static Society make(std::uint64_t seed, std::uint32_t parties, Date first, Date last, const Parameters& parameters);
};

}  // namespace tidewaiter::world
