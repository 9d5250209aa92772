// Golden cases: whatever the bytes, a case or an error with a place; a case that was read makes tables of whole rows.
#include "engine/case_file.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "require.h"

namespace {

std::size_t lines(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  const auto parsed = parse_case(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.case");
  if (!parsed) {
    require(parsed.error().where.starts_with("fuzz.case:"));
    return 0;
  }
  for (const CaseShipment& shipment : parsed->shipments) {
    const bool expected = std::ranges::any_of(parsed->expectations,
                                              [&](const CaseExpectation& one) { return one.shipment == shipment.id; });
    require(expected);
  }
  const std::string shipments = shipments_csv(*parsed);
  require(shipments.ends_with('\n'));
  require(lines(shipments) >= parsed->shipments.size() + 1);
  require(lines(parties_csv(*parsed)) >= parsed->parties.size() + 1);
  return 0;
}
