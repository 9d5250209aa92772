#include "world/truth_tables.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "model/schema.h"
#include "world/files.h"

namespace tidewaiter::world {
namespace {

std::string scheme_id(std::uint32_t scheme) { return fmt::format("X{:05}", scheme); }

}  // namespace

Result<void> write_truth(const std::filesystem::path& folder, const Truth& truth, const Painter& painter,
                         const Market& market, const Society& society) {
  const auto write = [&](const std::string& name, auto fill) -> Result<void> {
    std::vector<std::string> columns = table_columns("truth-" + name);
    auto block = std::make_shared<TableBlock>(columns.size());
    fill(*block);
    TIDEWAITER_TRY(const std::uint64_t rows, write_table(folder, name, std::move(columns), block, false));
    static_cast<void>(rows);
    return {};
  };
  // A scheme that never shipped anything has not taken place.
  const auto took_place = [&](std::uint32_t scheme) { return truth.schemes[scheme - 1].shipments > 0; };
  TIDEWAITER_CHECK(write("schemes", [&](TableBlock& out) {
    for (std::uint32_t i = 1; i <= truth.schemes.size(); ++i) {
      if (!took_place(i)) continue;
      const SchemeTruth& scheme = truth.schemes[i - 1];
      out.cell(scheme_id(i));
      out.cell(to_string(scheme.kind));
      out.cell(scheme.first.to_string());
      out.cell(scheme.last.to_string());
      out.number(scheme.chips);
      out.number(scheme.shipments);
    }
  }));
  TIDEWAITER_CHECK(write("shipments", [&](TableBlock& out) {
    for (const SchemeShipment& each : truth.shipments) {
      out.format("S{:08}", each.shipment);
      out.cell(scheme_id(each.scheme));
      out.cell(to_string(truth.schemes[each.scheme - 1].kind));
      out.number(each.chips);
    }
  }));
  TIDEWAITER_CHECK(write("parties", [&](TableBlock& out) {
    std::set<std::tuple<std::uint32_t, PartyId, std::string_view>> seen;
    for (const SchemeParty& each : truth.parties) {
      if (!took_place(each.scheme) || !seen.emplace(each.scheme, each.party, each.part).second) continue;
      out.cell(painter.party_id(each.party));
      out.cell(scheme_id(each.scheme));
      out.cell(each.part);
    }
  }));
  TIDEWAITER_CHECK(write("chips", [&](TableBlock& out) {
    const auto row = [&](const Holding& each, bool diverted) {
      out.cell(market.goods()[each.lot.good].chip);
      out.cell(painter.serial(each.lot.good, each.lot.serial));
      out.number(each.lot.chips);
      out.cell(painter.party_id(each.holder));
      out.cell(painter.country_code(society.parties[each.holder].country));
      out.cell(diverted ? "1" : "0");
    };
    for (const Holding& each : truth.diverted) row(each, true);
    for (const Holding& each : truth.held) row(each, false);
  }));
  TIDEWAITER_CHECK(write("rentals", [&](TableBlock& out) {
    std::uint32_t number = 0;
    for (const Rental& each : truth.rentals) {
      out.format("R{:05}", ++number);
      out.cell(painter.party_id(each.provider));
      out.cell(painter.party_id(each.customer));
      out.cell(painter.country_code(society.parties[each.customer].country));
      out.cell(each.first.to_string());
      out.cell(each.last.to_string());
      out.number(each.chips);
      out.format("{:.2f}", each.usd_per_hour);
    }
  }));
  return write("totals", [&](TableBlock& out) {
    for (const Totals& each : truth.totals) {
      out.cell(each.month.to_string());
      for (const std::uint64_t value : {each.produced, each.shipped, each.diverted, each.scrapped, each.lost,
                                        each.seized, each.held, each.in_transit, each.remote_rental}) {
        out.number(value);
      }
    }
  });
}

}  // namespace tidewaiter::world
