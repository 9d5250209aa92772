#include "world/world.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "base/digest.h"
#include "world/parameters.h"
#include "world/routes.h"
#include "world/society.h"
#include "world/whole_world.h"

namespace tidewaiter::world {
namespace {

using std::filesystem::path;

constexpr const char* kTables[] = {"parties.csv",         "ownership.csv",     "shipments.csv",   "events.csv",
                                   "reports.csv",         "prices.csv",        "rates.csv",       "truth/schemes.csv",
                                   "truth/shipments.csv", "truth/parties.csv", "truth/chips.csv", "truth/rentals.csv",
                                   "truth/totals.csv"};

std::string digest_of_tables(const path& folder) {
  std::string all;
  for (const char* name : kTables) all += digest_of(read_file(folder / name).value()).hex();
  return digest_of(all).hex();
}

std::uint64_t number(const std::map<std::string, std::string>& row, const char* column) {
  return row.at(column).empty() ? 0 : std::stoull(row.at(column));
}

TEST(World, SameBytesAtAnyNumberOfThreads) {
  std::set<std::string> digests;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const WorldFolder folder;
    Options options = small_world(folder.path());
    options.threads = threads;
    const auto made = make(options);
    ASSERT_TRUE(made) << to_string(made.error());
    digests.insert(digest_of_tables(folder.path()));
  }
  EXPECT_EQ(digests.size(), 1U);
}

TEST(World, AnotherSeedIsAnotherWorld) {
  std::set<std::string> digests;
  for (const std::uint64_t seed : {1, 2}) {
    const WorldFolder folder;
    Options options = small_world(folder.path());
    options.days = 40;
    options.seed = seed;
    ASSERT_TRUE(make(options));
    digests.insert(digest_of_tables(folder.path()));
  }
  EXPECT_EQ(digests.size(), 2U);
}

// Every chip that was made is somewhere, month by month and serial number by serial number.
TEST(World, NoChipIsLostOrMadeTwice) {
  const WorldFolder folder;
  const auto made = make(small_world(folder.path()));
  ASSERT_TRUE(made) << to_string(made.error());
  const auto totals = rows_of(folder.path() / "truth/totals.csv");
  ASSERT_GE(totals.size(), 9U);
  std::uint64_t gone = 0;
  for (const auto& month : totals) {
    gone = number(month, "scrapped") + number(month, "lost") + number(month, "seized");
    EXPECT_EQ(number(month, "produced"),
              number(month, "held") + number(month, "in_transit") + number(month, "diverted") + gone)
        << month.at("month");
  }
  std::map<std::uint64_t, std::uint64_t> runs;  // first serial number to count
  std::uint64_t chips = 0, diverted = 0;
  for (const auto& row : rows_of(folder.path() / "truth/chips.csv")) {
    const std::uint64_t first = std::stoull(row.at("serial_or_lot").substr(1));
    EXPECT_TRUE(runs.emplace(first, number(row, "count")).second) << "twice: " << row.at("serial_or_lot");
    chips += number(row, "count");
    if (row.at("diverted") == "1") diverted += number(row, "count");
  }
  std::uint64_t end = 0;
  for (const auto& [first, count] : runs) {
    EXPECT_GE(first, end) << "serial numbers overlap";
    end = first + count;
  }
  EXPECT_EQ(chips + gone, made->chips);
  EXPECT_EQ(diverted, made->diverted);
}

// From the events alone: nobody sends on what it never had, but for papers that are missing.
TEST(World, BooksOfHoldersAddUp) {
  const WorldFolder folder;
  ASSERT_TRUE(make(small_world(folder.path())));
  std::map<std::pair<std::string, std::string>, std::int64_t> books;  // holder and item, in units
  std::map<std::string, std::pair<std::string, std::string>> shipped;
  std::size_t negative = 0, moves = 0;
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    const std::string& kind = row.at("kind");
    const auto units = static_cast<std::int64_t>(number(row, "quantity"));
    if (kind == "opening" || kind == "receipt") books[{row.at("to_party"), row.at("item")}] += units;
    if (kind == "shipment" || kind == "return") {
      std::int64_t& book = books[{row.at("from_party"), row.at("item")}];
      book -= units;
      ++moves;
      negative += book < 0 ? 1 : 0;
      EXPECT_TRUE(shipped.emplace(row.at("event_id"), std::pair{row.at("to_party"), row.at("quantity")}).second);
    }
    if (kind == "receipt") {
      const auto found = shipped.find(row.at("ref_event_id"));
      ASSERT_NE(found, shipped.end()) << "a receipt of nothing: " << row.at("event_id");
      EXPECT_EQ(found->second.first, row.at("to_party"));
      EXPECT_EQ(found->second.second, row.at("quantity"));
    }
    if (kind == "transform") {
      books[{row.at("from_party"), row.at("item")}] -= units;
      books[{row.at("from_party"), row.at("item_out")}] += static_cast<std::int64_t>(number(row, "quantity_out"));
    }
    if (kind == "scrap") books[{row.at("from_party"), row.at("item")}] -= units;
  }
  ASSERT_GT(moves, 1000U);
  EXPECT_LT(static_cast<double>(negative), 0.12 * static_cast<double>(moves));
}

TEST(World, TruthAgreesWithTheTables) {
  const WorldFolder folder;
  const auto made = make(small_world(folder.path()));
  ASSERT_TRUE(made);
  std::set<std::string> shipments, parties;
  std::map<std::string, std::string> days;
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    EXPECT_TRUE(shipments.insert(row.at("shipment_id")).second);
    days[row.at("shipment_id")] = row.at("date");
  }
  for (const auto& row : rows_of(folder.path() / "parties.csv")) parties.insert(row.at("party_id"));
  std::map<std::string, std::size_t> counts;
  for (const auto& row : rows_of(folder.path() / "truth/shipments.csv")) {
    EXPECT_TRUE(shipments.contains(row.at("shipment_id")));
    ++counts[row.at("scheme_id")];
  }
  const auto schemes = rows_of(folder.path() / "truth/schemes.csv");
  EXPECT_EQ(schemes.size(), made->schemes);
  for (const auto& row : schemes)
    EXPECT_EQ(counts[row.at("scheme_id")], number(row, "shipments")) << row.at("scheme_id");
  for (const auto& row : rows_of(folder.path() / "truth/parties.csv"))
    EXPECT_TRUE(parties.contains(row.at("party_id")));
  const double share = static_cast<double>(made->scheme_shipments) / static_cast<double>(made->shipments);
  EXPECT_GT(share, 0.003);
  EXPECT_LT(share, 0.02);
}

TEST(World, StoppedItIsWholeShorterAndMarked) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  int days = 0;
  options.stop = [&] { return ++days >= 25; };
  const auto made = make(options);
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->interrupted);
  EXPECT_EQ(made->days, 25);
  EXPECT_THAT(read_file(folder.path() / "world.json").value(),
              testing::AllOf(testing::HasSubstr("\"complete\":false"), testing::HasSubstr("\"days_made\":25")));
  for (const char* name : kTables) EXPECT_TRUE(std::filesystem::exists(folder.path() / name)) << name;
  std::uint64_t chips = 0;
  for (const auto& row : rows_of(folder.path() / "truth/chips.csv")) chips += number(row, "count");
  EXPECT_GT(chips, 0U);
}

TEST(World, AFolderThatIsNotEmptyIsRefusedAndLeftAlone) {
  const WorldFolder folder;
  ASSERT_TRUE(replace_file(folder.path() / "mine.txt", "keep"));
  const auto made = make(small_world(folder.path()));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::usage);
  EXPECT_EQ(read_file(folder.path() / "mine.txt").value(), "keep");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "truth"));
}

TEST(World, AllTenSchemesLiveInALargerWorld) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.parties = 800;
  options.days = 850;  // plants convert cards from 2024 on
  options.threads = 2;
  ASSERT_TRUE(make(options));
  std::set<std::string> kinds;
  for (const auto& row : rows_of(folder.path() / "truth/schemes.csv")) kinds.insert(row.at("scheme"));
  EXPECT_THAT(kinds, testing::UnorderedElementsAre("pass_through", "straw_buyers", "sham_company", "order_slicing",
                                                   "phantom_data_centre", "courier_lots", "salvage_plant",
                                                   "false_reexport", "insider_diversion", "secondhand_drift"));
}

// The kind of chip that an item is or holds, as it was made: a converted card was made as another.
std::string made_as(std::string item) {
  if (item == "GB200 NVL72") return "B200 in GB200";
  for (const char* after : {" server", " 48GB (unofficial)"}) {
    if (item.ends_with(after)) item.resize(item.size() - std::string_view(after).size());
  }
  return item;
}

TEST(World, SerialNumbersAreOfTheGoodsThatAreStated) {
  const WorldFolder folder;
  ASSERT_TRUE(make(small_world(folder.path())));
  const auto events = rows_of(folder.path() / "events.csv");
  std::map<std::uint64_t, std::string> runs;  // first serial number to kind; each ends where the next begins
  for (const auto& row : events) {
    if (row.at("kind") == "opening") runs.emplace(std::stoull(row.at("serials").substr(1)), made_as(row.at("item")));
  }
  std::size_t stated = 0;
  for (const auto& row : events) {
    const std::string& text = row.at("serials");
    std::set<std::uint64_t> of;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('|', at), text.size());
      const auto run = --runs.upper_bound(std::stoull(text.substr(at + 1, end - at - 1)));
      EXPECT_EQ(run->second, made_as(row.at("item"))) << row.at("event_id") << " " << text;
      of.insert(run->first);
      ++stated;
      at = end + 1;
    }
    EXPECT_LE(of.size(), 1U) << row.at("event_id") << " names chips of two batches: " << text;
  }
  EXPECT_GT(stated, 1000U);
}

TEST(World, NothingIsSoldBeforeItIsReleased) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.parties = 600;
  options.days = 640;  // into May 2024, and a card that is of 2024
  ASSERT_TRUE(make(options));
  std::map<std::string, Date> released;
  for (const catalog::CatalogItem& item : Law::shipped().catalog.items())
    released[item.name] = item.released.value_or(kFirstDate);
  std::size_t converted = 0;
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    const Date day = parse_date(row.at("date")).value();
    for (const char* column : {"item", "item_out"}) {
      EXPECT_TRUE(row.at(column).empty() || day >= released.at(row.at(column))) << row.at("event_id");
    }
    converted += row.at("item_out").ends_with("(unofficial)") ? 1 : 0;
  }
  EXPECT_GT(converted, 0U);
}

TEST(World, WhatIsConvertedIsOfTheCountryOfItsPlant) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.parties = 600;
  options.days = 640;
  ASSERT_TRUE(make(options));
  std::map<std::string, std::string> items, countries;
  std::set<std::string> plants;
  for (const auto& row : rows_of(folder.path() / "parties.csv")) countries[row.at("party_id")] = row.at("country");
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    if (!row.at("shipment_id").empty()) items[row.at("shipment_id")] = row.at("item");
    if (row.at("item_out").ends_with("(unofficial)")) plants.insert(countries.at(row.at("from_party")));
  }
  std::size_t converted = 0;
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    const bool of_plant = items.at(row.at("shipment_id")).ends_with("(unofficial)");
    converted += of_plant ? 1 : 0;
    EXPECT_TRUE(of_plant ? plants.contains(row.at("origin_country")) : row.at("origin_country") == "TW")
        << row.at("shipment_id");
  }
  EXPECT_GT(converted, 0U);
}

// A serial number that its holder has sent away is installed there by nobody until it has come back.
TEST(World, NothingIsInstalledThatWasSentAway) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.parties = 600;
  ASSERT_TRUE(make(options));
  std::map<std::string, std::string> sender;  // serial number to who sent it, while that is its latest statement
  std::size_t installed = 0;
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    const std::string& kind = row.at("kind");
    const std::string& text = row.at("serials");
    const bool sent = kind == "shipment" || kind == "return";
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('|', at), text.size());
      const std::string serial = text.substr(at, end - at);
      if (kind == "installation") {
        ++installed;
        const auto found = sender.find(serial);
        EXPECT_TRUE(found == sender.end() || found->second != row.at("from_party")) << row.at("event_id");
      }
      if (sent) sender[serial] = row.at("from_party");
      if (kind == "receipt" || kind == "installation") sender.erase(serial);
      at = end + 1;
    }
  }
  EXPECT_GT(installed, 1000U);
}

// A sale has one price, whether it is of something used or not.
TEST(World, PaperAndEventStateOnePrice) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.days = 500;  // until something is sold second hand
  ASSERT_TRUE(make(options));
  std::map<std::string, std::string> price;
  std::size_t used = 0;
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    if (row.at("kind") == "shipment" || row.at("kind") == "return") price[row.at("shipment_id")] = row.at("unit_value");
  }
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    if (row.at("currency") != "USD") continue;
    EXPECT_EQ(price[row.at("shipment_id")], row.at("unit_value")) << row.at("shipment_id");
    used += row.at("item_description").ends_with(", used") ? 1 : 0;
  }
  EXPECT_GT(used, 5U);
}

TEST(World, GoodsTakeRoutesThatThereAre) {
  const WorldFolder folder;
  ASSERT_TRUE(make(small_world(folder.path())));
  const Parameters parameters = Parameters::load(shipped_parameters(), "baseline").value();
  const auto place_of = [&](const std::string& code) {
    std::size_t at = 0;
    while (parameters.countries().at(at).country.code() != code) ++at;
    return at;
  };
  std::size_t domestic = 0, abroad = 0, driven = 0, sailed = 0, with_transit = 0;
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    const std::string& from = row.at("export_country");
    const std::string& to = row.at("destination_country");
    const std::string& via = row.at("transit_countries");
    const std::string& handed = row.at("intermediate_consignee_country");
    with_transit += via.empty() ? 0 : 1;
    EXPECT_TRUE(via.empty() || (via != from && via != to)) << row.at("shipment_id");
    const bool by_sea = row.at("transport_mode") == "sea";
    const Routes& routes = parameters.routes();
    if (by_sea) {
      ++sailed;
      EXPECT_FALSE(routes.landlocked(place_of(from)) || routes.landlocked(place_of(to))) << from << " " << to;
    }
    const auto& hubs = routes.hubs(by_sea ? Way::sea : Way::air, place_of(from), place_of(to));
    EXPECT_TRUE(via.empty() || std::ranges::find(hubs, place_of(via), &Hub::country) != hubs.end())
        << row.at("shipment_id") << " from " << from << " to " << to << " over " << via;
    if (from == to) {
      ++domestic;
      EXPECT_EQ(via, "") << row.at("shipment_id");
      abroad += handed.empty() || handed == from ? 0 : 1;
    }
    if (row.at("transport_mode") != "road") continue;
    if (from != to) {
      ++driven;
      EXPECT_TRUE(parameters.road_between(place_of(from), place_of(to))) << from << " " << to;
    }
    EXPECT_EQ(via, "") << row.at("shipment_id");
    EXPECT_TRUE(handed.empty() || handed == from || handed == to) << row.at("shipment_id");
  }
  EXPECT_GT(with_transit, 20U);
  EXPECT_GT(driven, 0U);
  EXPECT_GT(sailed, 20U);
  EXPECT_LT(abroad * 200, domestic);
}

TEST(World, NobodyActsBeforeItIsFounded) {
  const WorldFolder folder;
  ASSERT_TRUE(make(small_world(folder.path())));
  std::map<std::string, std::string> founded, customer;  // dates as texts, which sort
  for (const auto& row : rows_of(folder.path() / "parties.csv")) {
    founded[row.at("party_id")] = row.at("registered_on");
    customer[row.at("party_id")] = row.at("customer_since");
    EXPECT_LE(row.at("registered_on"), row.at("customer_since")) << row.at("party_id");
    EXPECT_TRUE(row.at("role") != "manufacturer" || number(row, "employees") > 5) << row.at("party_id");
  }
  std::set<std::string> forwarders;
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    for (const char* column :
         {"exporter_id", "consignee_id", "end_user_id", "intermediate_consignee_id", "forwarder_id", "payer_id"}) {
      const std::string& party = row.at(column);
      EXPECT_TRUE(party.empty() || customer.at(party) <= row.at("date")) << row.at("shipment_id") << " " << column;
    }
    forwarders.insert(row.at("forwarder_id"));
  }
  EXPECT_GT(forwarders.size(), 3U);
  for (const auto& row : rows_of(folder.path() / "events.csv")) {
    for (const std::string& party : {row.at("from_party"), row.at("to_party"), row.at("site").substr(0, 7)}) {
      EXPECT_TRUE(party.empty() || founded.at(party) <= row.at("date")) << row.at("event_id");
    }
  }
  std::size_t ended = 0;
  for (const auto& row : rows_of(folder.path() / "ownership.csv")) {
    ended += row.at("to").empty() ? 0 : 1;
    EXPECT_TRUE(row.at("to").empty() || row.at("from") < row.at("to")) << row.at("owned");
    EXPECT_LE(founded.at(row.at("owner")), row.at("from"));
    EXPECT_LE(founded.at(row.at("owned")), row.at("from"));
  }
  EXPECT_GT(ended, 0U);
}

TEST(World, PartiesAreOfTheSizeOfTheirKind) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.parties = 1500;
  options.days = 30;
  ASSERT_TRUE(make(options));
  std::map<std::string, std::vector<std::uint64_t>> employees;
  for (const auto& row : rows_of(folder.path() / "parties.csv")) {
    employees[row.at("role")].push_back(number(row, "employees"));
    EXPECT_TRUE(row.at("data_centre_mw").empty() || row.at("address_kind") == "business") << row.at("party_id");
  }
  const auto median = [&](const char* role) {
    auto& all = employees.at(role);
    std::ranges::sort(all);
    return all[all.size() / 2];
  };
  EXPECT_GT(median("university"), 500U);
  EXPECT_GT(median("government"), 100U);
  EXPECT_GT(median("data_centre"), 30U);
  EXPECT_LT(median("reseller"), 40U);
  EXPECT_GT(employees.at("university").front(), 20U);
  for (const auto& row : rows_of(folder.path() / "shipments.csv"))
    EXPECT_NE(row.at("payer_id"), row.at("exporter_id")) << row.at("shipment_id");
}

// So that an order finds somebody to sell, whoever else is founded later.
TEST(World, OneOfEachTradeIsThereFromTheFirstDay) {
  const auto parameters = Parameters::load(shipped_parameters(), "baseline");
  ASSERT_TRUE(parameters) << to_string(parameters.error());
  const Date first(2022, 8, 1);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Society society = Society::make(seed, kLeastParties, first, first + 700, *parameters);
    for (const auto& of_trade : society.by_trade) {
      if (of_trade.empty()) continue;
      const Party& oldest = society.parties[of_trade.front()];
      EXPECT_EQ(oldest.opens, first) << seed << ": " << role_of(oldest.trade);
      EXPECT_LT(oldest.registered, first);
    }
  }
}

TEST(World, FewerParcelsLeaveAtWeekends) {
  const WorldFolder folder;
  ASSERT_TRUE(make(small_world(folder.path())));
  std::array<double, 7> left{};  // from Sunday on
  for (const auto& row : rows_of(folder.path() / "shipments.csv")) {
    const int days = parse_date(row.at("date")).value().days_since_1970();
    left[std::chrono::weekday(std::chrono::sys_days(std::chrono::days(days))).c_encoding()] += 1;
  }
  const double on_weekday = (left[1] + left[2] + left[3] + left[4] + left[5]) / 5;
  ASSERT_GT(on_weekday, 300);
  const double wanted = Parameters::load(shipped_parameters(), "baseline").value()("demand.weekend_share");
  EXPECT_NEAR((left[0] + left[6]) / 2 / on_weekday, wanted, 0.08);
}

}  // namespace
}  // namespace tidewaiter::world
