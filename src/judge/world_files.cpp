#include "judge/world_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/file.h"
#include "base/json_reader.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

Result<ColumnTable> table_of(const std::filesystem::path& folder, string_view name,
                             std::span<const string_view> wanted) {
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(folder, name));
  return ColumnTable::read(path, wanted);
}

constexpr string_view kOtherSeed = "truth/ and the tables must come from one run of `tidewaiter simulate`";

std::uint32_t number_in(const std::unordered_map<string_view, std::uint32_t>& numbers, string_view id) {
  const auto found = numbers.find(id);
  return found == numbers.end() ? kNone : found->second;
}

Result<bool> truth_of(const ColumnTable& table, std::size_t column, std::size_t row) {
  const string_view text = table.cell(column, row);
  if (text == "1" || text == "0") return text == "1";
  return fail(ErrorCode::bad_value, fmt::format("{}: \"{}\" is neither 1 nor 0", table.names()[column], text),
              table.where(row));
}

}  // namespace

// Fills a World table by table; the order matters, as later tables refer to earlier ones.
struct WorldReader {
  World world;

  Result<void> read_parties() {
    static constexpr std::array<string_view, 5> kColumns{"party_id", "name", "country", "role", "registered_on"};
    TIDEWAITER_TRY(const ColumnTable table, table_of(world.folder, "parties", kColumns));
    TIDEWAITER_TRY(const std::size_t id, table.column("party_id"));
    TIDEWAITER_TRY(const std::size_t name, table.column("name"));
    TIDEWAITER_TRY(const std::size_t country, table.column("country"));
    const auto role = table.find("role"), registered = table.find("registered_on");
    world.parties.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      TIDEWAITER_TRY(const string_view key, table.needed_text(id, row));
      WorldParty party;
      party.id = key;
      party.name = table.cell(name, row);
      party.country = table.cell(country, row);
      if (role) party.role = table.cell(*role, row);
      if (registered) {
        TIDEWAITER_TRY(party.registered_on, table.date(*registered, row));
      }
      world.parties.push_back(std::move(party));
    }
    TIDEWAITER_CHECK(index(world.parties, world.party_numbers_, table, "party_id"));
    world.in_scheme.assign(world.parties.size(), 0);
    return {};
  }

  template <class Rows>
  static Result<void> index(const Rows& rows, std::unordered_map<string_view, std::uint32_t>& numbers,
                            const ColumnTable& table, string_view what) {
    numbers.reserve(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (!numbers.emplace(rows[i].id, i).second) {
        return fail(ErrorCode::bad_value, fmt::format("{} {} is there twice", what, rows[i].id), table.where(i));
      }
    }
    return {};
  }

  static std::vector<std::string> party_columns() {
    std::vector<std::string> names;
    names.reserve(kShipmentParts.size());
    for (const string_view part : kShipmentParts) names.push_back(fmt::format("{}_id", part));
    return names;
  }

  Result<void> read_shipments() {
    const std::vector<std::string> of_parties = party_columns();
    std::vector<string_view> columns{"shipment_id",         "date", "export_country",   "exporter_country",
                                     "destination_country", "sku",  "item_description", "quantity",
                                     "unit_value"};
    columns.insert(columns.end(), of_parties.begin(), of_parties.end());
    TIDEWAITER_TRY(const ColumnTable table, table_of(world.folder, "shipments", columns));
    return read_shipments(table);
  }

  Result<void> read_shipments(const ColumnTable& table) {
    const std::vector<std::string> of_parties = party_columns();
    TIDEWAITER_TRY(const std::size_t id, table.column("shipment_id"));
    TIDEWAITER_TRY(const std::size_t date, table.column("date"));
    TIDEWAITER_TRY(const std::size_t destination, table.column("destination_country"));
    TIDEWAITER_TRY(const std::size_t quantity, table.column("quantity"));
    const auto value = table.find("unit_value"), dispatch = table.find("export_country");
    const auto exporter = table.find("exporter_country"), sku = table.find("sku"),
               text = table.find("item_description");
    std::vector<std::optional<std::size_t>> parts;
    parts.reserve(of_parties.size());
    for (const std::string& name : of_parties) parts.push_back(table.find(name));
    const auto first_of = [&](std::size_t row, std::optional<std::size_t> a, std::optional<std::size_t> b) {
      const string_view one = a ? table.cell(*a, row) : string_view{};
      return one.empty() && b ? table.cell(*b, row) : one;
    };
    std::vector<std::uint32_t> by_sym(table.distinct() + 1, kNone);  // shipment by symbol of its id
    std::vector<std::uint32_t> party_of(table.distinct() + 1, kNone);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      TIDEWAITER_TRY(const string_view key, table.needed_text(id, row));
      std::uint32_t& place = by_sym[static_cast<std::size_t>(table.sym(id, row))];
      if (place == kNone) {
        place = static_cast<std::uint32_t>(world.shipments.size());
        WorldShipment& shipment = world.shipments.emplace_back();
        shipment.id = key;
        shipment.row = static_cast<std::uint32_t>(row);
        TIDEWAITER_TRY(shipment.date, table.needed_date(date, row));
        shipment.destination_country = table.cell(destination, row);
        shipment.export_country = first_of(row, dispatch, exporter);
        shipment.item = first_of(row, sku, text);
        for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
          shipment.parties[part] = kNone;
          const std::optional<std::size_t> column = parts[part];
          if (!column || table.sym(*column, row) == Sym::missing) continue;
          std::uint32_t& party = party_of[static_cast<std::size_t>(table.sym(*column, row))];
          if (party == kNone) party = world.party(table.cell(*column, row));
          if (party == kNone) {
            return fail(
                ErrorCode::bad_value,
                fmt::format("{}: {} is no party_id of the party table", of_parties[part], table.cell(*column, row)),
                table.where(row));
          }
          shipment.parties[part] = party;
        }
      }
      WorldShipment& shipment = world.shipments[place];
      TIDEWAITER_TRY(const std::optional<double> units, table.number(quantity, row));
      std::optional<double> price;
      if (value) {
        TIDEWAITER_TRY(price, table.number(*value, row));
      }
      shipment.quantity += units.value_or(0);
      shipment.value += units.value_or(0) * price.value_or(0);
    }
    return index(world.shipments, world.shipment_numbers_, table, "shipment_id");
  }

  void find_days() {
    if (world.head.first_day) {
      world.first_day = *world.head.first_day;
      world.last_day = world.first_day + (world.head.days - 1);
    }
    for (const WorldShipment& shipment : world.shipments) {
      world.first_day = std::min(world.first_day, shipment.date);
      world.last_day = std::max(world.last_day, shipment.date);
    }
  }

  Result<void> read_schemes() {
    static constexpr std::array<string_view, 5> kColumns{"scheme_id", "scheme", "first", "last", "chips"};
    TIDEWAITER_TRY(const ColumnTable table, table_of(world.folder / "truth", "schemes", kColumns));
    TIDEWAITER_TRY(const std::size_t id, table.column("scheme_id"));
    TIDEWAITER_TRY(const std::size_t kind, table.column("scheme"));
    TIDEWAITER_TRY(const std::size_t first, table.column("first"));
    TIDEWAITER_TRY(const std::size_t last, table.column("last"));
    TIDEWAITER_TRY(const std::size_t chips, table.column("chips"));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      WorldScheme scheme;
      TIDEWAITER_TRY(scheme.id, table.needed_text(id, row));
      TIDEWAITER_TRY(scheme.kind, table.needed_text(kind, row));
      TIDEWAITER_TRY(scheme.first, table.needed_date(first, row));
      TIDEWAITER_TRY(scheme.last, table.needed_date(last, row));
      TIDEWAITER_TRY(const std::optional<double> count, table.number(chips, row));
      scheme.chips = count.value_or(0);
      world.schemes.push_back(std::move(scheme));
    }
    return index(world.schemes, world.scheme_numbers_, table, "scheme_id");
  }

  Result<std::uint32_t> scheme_at(const ColumnTable& table, std::size_t column, std::size_t row) {
    TIDEWAITER_TRY(const string_view id, table.needed_text(column, row));
    const std::uint32_t scheme = world.scheme(id);
    if (scheme == kNone) {
      return fail(ErrorCode::bad_value, fmt::format("{} is no scheme of truth/schemes.csv", id), table.where(row),
                  std::string(kOtherSeed));
    }
    return scheme;
  }

  Result<void> read_truth_of_shipments() {
    static constexpr std::array<string_view, 3> kColumns{"shipment_id", "scheme_id", "chips_diverted"};
    TIDEWAITER_TRY(const ColumnTable table, table_of(world.folder / "truth", "shipments", kColumns));
    TIDEWAITER_TRY(const std::size_t id, table.column("shipment_id"));
    TIDEWAITER_TRY(const std::size_t scheme_id, table.column("scheme_id"));
    TIDEWAITER_TRY(const std::size_t chips, table.column("chips_diverted"));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::uint32_t number = world.shipment(table.cell(id, row));
      if (number == kNone) {
        return fail(ErrorCode::bad_value, fmt::format("there is no shipment {} in the world", table.cell(id, row)),
                    table.where(row), std::string(kOtherSeed));
      }
      TIDEWAITER_TRY(const std::uint32_t scheme, scheme_at(table, scheme_id, row));
      TIDEWAITER_TRY(const std::optional<double> count, table.number(chips, row));
      WorldShipment& shipment = world.shipments[number];
      WorldScheme& of = world.schemes[scheme];
      if (shipment.scheme != kNone) {
        return fail(ErrorCode::bad_value, fmt::format("shipment {} is there twice", shipment.id), table.where(row));
      }
      if (shipment.date < of.first || of.last < shipment.date) {
        return fail(ErrorCode::bad_value,
                    fmt::format("shipment {} is of {}, outside the days of scheme {}", shipment.id,
                                shipment.date.to_string(), of.id),
                    table.where(row), std::string(kOtherSeed));
      }
      shipment.scheme = scheme;
      shipment.chips_diverted = count.value_or(0);
      of.shipments.push_back(number);
    }
    for (WorldScheme& scheme : world.schemes) {
      std::ranges::sort(scheme.shipments, {},
                        [&](std::uint32_t number) { return std::pair(world.shipments[number].date, number); });
    }
    return {};
  }

  Result<void> read_truth_of_parties() {
    static constexpr std::array<string_view, 3> kColumns{"party_id", "scheme_id", "part"};
    TIDEWAITER_TRY(const ColumnTable table, table_of(world.folder / "truth", "parties", kColumns));
    TIDEWAITER_TRY(const std::size_t id, table.column("party_id"));
    TIDEWAITER_TRY(const std::size_t scheme_id, table.column("scheme_id"));
    TIDEWAITER_TRY(const std::size_t part, table.column("part"));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      WorldPart found;
      TIDEWAITER_TRY(found.party_id, table.needed_text(id, row));
      TIDEWAITER_TRY(found.scheme, scheme_at(table, scheme_id, row));
      found.part = table.cell(part, row);
      found.party = world.party(found.party_id);
      if (found.party != kNone) {
        world.in_scheme[found.party] = 1;
        world.schemes[found.scheme].parties.push_back(found.party);
      }
      world.parts.push_back(std::move(found));
    }
    for (WorldScheme& scheme : world.schemes) {
      std::ranges::sort(scheme.parties);
      const auto repeated = std::ranges::unique(scheme.parties);
      scheme.parties.erase(repeated.begin(), repeated.end());
    }
    return {};
  }
};

std::uint32_t World::party(string_view id) const { return number_in(party_numbers_, id); }
std::uint32_t World::shipment(string_view id) const { return number_in(shipment_numbers_, id); }
std::uint32_t World::scheme(string_view id) const { return number_in(scheme_numbers_, id); }

namespace {

constexpr double kMostDays = 36525;  // a century: far more than `simulate` makes, and days that can be added

// As written, a number or a text.
std::optional<std::string> seed_of(const json::Value& root) {
  const auto seed = root.find("seed");
  if (!seed) return std::nullopt;
  if (const auto text = seed->string()) return std::string(*text);
  if (const auto number = seed->number()) return fmt::format("{}", *number);
  return std::nullopt;
}

}  // namespace

Result<WorldHead> read_world_head(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return fail(ErrorCode::file_not_found, "there is no such folder", folder.string(),
                "name a folder that `tidewaiter simulate` wrote");
  }
  const std::filesystem::path path = folder / "world.json";
  if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::file_not_found, "there is no world.json in it, so that it is no world", folder.string(),
                "name a folder that `tidewaiter simulate` wrote");
  }
  WorldHead head;
  TIDEWAITER_TRY(head.text, read_file(path));
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(head.text, path.string()));
  const json::Value root = document.root();
  const std::optional<std::string> seed = seed_of(root);
  if (!seed) return fail(ErrorCode::bad_format, "there is no member \"seed\"", path.string());
  head.seed = *seed;
  if (const auto scenario = root.find("scenario")) head.scenario = scenario->string().value_or(string_view{});
  const auto day = root.find("first_day");
  const auto days = root.find("days_made");
  if (day && days) {
    head.first_day = parse_date(day->string().value_or(string_view{}));
    const double made = days->number().value_or(0);
    if (!head.first_day || !(made >= 1 && made <= kMostDays) || made != std::floor(made)) {
      return fail(ErrorCode::bad_format, "first_day and days_made are not the first day and the days of a world",
                  path.string());
    }
    head.days = static_cast<int>(made);
  }
  if (const auto complete = root.find("complete")) head.complete = complete->boolean().value_or(head.complete);
  return head;
}

namespace {

Result<World> read_world(const std::filesystem::path& folder, const ColumnTable* shipments) {
  WorldReader reader;
  reader.world.folder = folder;
  TIDEWAITER_TRY(reader.world.head, read_world_head(folder));
  TIDEWAITER_CHECK(reader.read_parties());
  TIDEWAITER_CHECK(shipments != nullptr ? reader.read_shipments(*shipments) : reader.read_shipments());
  TIDEWAITER_CHECK(reader.read_schemes());
  TIDEWAITER_CHECK(reader.read_truth_of_shipments());
  TIDEWAITER_CHECK(reader.read_truth_of_parties());
  reader.find_days();
  return std::move(reader.world);
}

}  // namespace

Result<World> read_world(const std::filesystem::path& folder) { return read_world(folder, nullptr); }
Result<World> read_world(const std::filesystem::path& folder, const ColumnTable& shipments) {
  return read_world(folder, &shipments);
}

Result<std::vector<WorldChips>> read_world_chips(const std::filesystem::path& folder) {
  static constexpr std::array<string_view, 6> kColumns{"kind",         "serial_or_lot", "count",
                                                       "final_holder", "final_country", "diverted"};
  TIDEWAITER_TRY(const ColumnTable table, table_of(folder / "truth", "chips", kColumns));
  std::array<std::size_t, kColumns.size()> at{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    TIDEWAITER_TRY(at[i], table.column(kColumns[i]));
  }
  std::vector<WorldChips> chips;
  chips.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    WorldChips& lot = chips.emplace_back();
    TIDEWAITER_TRY(lot.kind, table.needed_text(at[0], row));
    lot.serial_or_lot = table.cell(at[1], row);
    TIDEWAITER_TRY(lot.count, table.needed_number(at[2], row));
    lot.final_holder = table.cell(at[3], row);
    lot.final_country = table.cell(at[4], row);
    TIDEWAITER_TRY(lot.diverted, truth_of(table, at[5], row));
  }
  return chips;
}

}  // namespace tidewaiter::judge
