// Any cells as a row of specifications: figures, or an error that names the column; and what was read can be computed.
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "catalog/classify/spec.h"
#include "require.h"

// Up to eleven lines: the cells of a row, in the order of its columns.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::catalog;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 11> cells{};
  for (std::string_view& cell : cells) {
    cell = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), cell.size() + 1));
  }
  const auto spec = parse_spec(
      {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10]});
  if (!spec) {
    require(!spec.error().message.empty() && !spec.error().where.empty());
    return 0;
  }
  for (const Mode& mode : spec->dense) require(mode.bits >= 1 && mode.bits <= 64);
  const Performance found = performance(*spec);
  require(found.known == !(spec->dense.empty() && spec->sparse.empty()));
  if (!found.known) return 0;
  require(!found.steps.empty() && !found.bits.empty());
  for (const Figure tpp : {found.low, found.high}) {
    const auto dense = density(*spec, tpp);
    require(!dense || (std::isfinite(*dense) && *dense >= 0));
  }
  return 0;
}
