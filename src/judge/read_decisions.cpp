// Decisions: one a shipment, by disposition, risk and chips x TPP.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "judge/read_results.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

Result<double> disposition_of(const ColumnTable& table, std::size_t column, std::size_t row) {
  static constexpr std::array<string_view, 4> kWords{"release", "review", "hold", "stop"};
  const auto found = std::ranges::find(kWords, table.cell(column, row));
  if (found != kWords.end()) return static_cast<double>(found - kWords.begin());
  return fail(ErrorCode::bad_value, fmt::format("\"{}\" is no disposition", table.cell(column, row)), table.where(row),
              fmt::format("one of {}", fmt::join(kWords, ", ")));
}

constexpr double kHold = 2;  // place of "hold" among the dispositions

// Shipments of all worlds have the same ids, so that results on another world would else be judged as if of this.
Result<void> check_day(const World& world, const ColumnTable& table, std::size_t column, std::size_t row,
                       const WorldShipment& shipment) {
  TIDEWAITER_TRY(const std::optional<Date> day, table.date(column, row));
  if (!day || *day == shipment.date) return {};
  return fail(
      ErrorCode::bad_value,
      fmt::format("shipment {} is of {} here, and of {} in the world", shipment.id, day->to_string(),
                  shipment.date.to_string()),
      table.where(row),
      fmt::format("these are results on another world than {}, seed {}", world.folder.string(), world.head.seed));
}

}  // namespace

Result<void> read_decisions(const World& world, const ColumnTable& table, Results& results) {
  TIDEWAITER_TRY(const std::size_t id, table.column("shipment_id"));
  const auto disposition = table.find("disposition"), risk = table.find("risk");
  const auto count = table.find("count"), tpp = table.find("tpp"), date = table.find("date");
  results.has_flags = disposition.has_value();
  Keys shipments(world.shipments.size()), parties(world.parties.size());
  std::uint64_t without_risk = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view text, table.needed_text(id, row));
    TIDEWAITER_TRY(const std::uint32_t shipment, shipment_at(world, table, text, row));
    if (shipments.named(shipment)) {
      return fail(ErrorCode::bad_value, fmt::format("shipment {} is there twice", text), table.where(row));
    }
    if (date) TIDEWAITER_CHECK(check_day(world, table, *date, row, world.shipments[shipment]));
    double disposed = 0;
    if (disposition) {
      TIDEWAITER_TRY(disposed, disposition_of(table, *disposition, row));
    }
    const auto number = [&](std::optional<std::size_t> column) -> Result<std::optional<double>> {
      if (!column) return std::nullopt;
      return table.number(*column, row);
    };
    TIDEWAITER_TRY(const std::optional<double> at_risk, number(risk));
    TIDEWAITER_TRY(const std::optional<double> chips, number(count));
    TIDEWAITER_TRY(const std::optional<double> performance, number(tpp));
    if (risk && !at_risk) ++without_risk;
    const Keys::Key key{disposed, at_risk.value_or(0), chips.value_or(0) * performance.value_or(0)};
    shipments.raise(shipment, key);
    for (const std::uint32_t party : world.shipments[shipment].parties) {
      if (party != kNone) parties.raise(party, key);
    }
    if (disposed >= kHold) {
      results.flagged_on[shipment] = world.shipments[shipment].date.days_since_1970();
      ++results.flags;
    }
  }
  put_order(shipments, parties, results);
  add_note(results.notes, results.name, "decisions whose risk is empty, taken as 0", without_risk, table.rows());
  return {};
}

}  // namespace tidewaiter::judge
