// Golden cases: whatever the bytes, a case or an error with a place; a case that was read makes tables of whole rows.
#include "engine/case_file.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  const auto parsed = parse_case(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.case");
  if (!parsed) {
    if (!parsed.error().where.starts_with("fuzz.case:")) std::abort();
    return 0;
  }
  for (const CaseShipment& shipment : parsed->shipments) {
    const bool expected = std::ranges::any_of(parsed->expectations,
                                              [&](const CaseExpectation& one) { return one.shipment == shipment.id; });
    if (!expected) std::abort();
  }
  const std::string shipments = shipments_csv(*parsed);
  if (shipments.empty() || shipments.back() != '\n') std::abort();
  if (static_cast<std::size_t>(std::ranges::count(shipments, '\n')) < parsed->shipments.size() + 1) std::abort();
  if (static_cast<std::size_t>(std::ranges::count(parties_csv(*parsed), '\n')) < parsed->parties.size() + 1)
    std::abort();
  return 0;
}
