// The oracle on a few events that have the shape of one scheme each, and on the honest shape beside it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>

#include "judge/audit/calibration.h"
#include "judge/audit/solvable.h"
#include "small_events.h"

namespace tidewaiter::judge::audit {
namespace {

std::vector<std::string> kinds(std::string_view events) {
  const EventGraph graph = graph_of(events);
  std::vector<std::string> found;
  for (const Instance& instance : find_instances(graph)) found.push_back(instance.kind);
  return found;
}

// A maker builds such servers of eight modules each.
constexpr std::string_view kBuilt = "E00,2022-12-14,transform,P1,,H100 SXM5,64,HGX H100 8-GPU,8,,,\n";

constexpr std::string_view kRelay =
    "E00,2022-12-14,transform,P1,,H100 SXM5,64,HGX H100 8-GPU,8,,,\n"
    "E01,2023-02-14,shipment,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
    "E02,2023-02-19,receipt,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
    "E03,2023-03-01,shipment,P4,P7,HGX H100 8-GPU,32,,,,S04,\n"
    "E04,2023-03-06,receipt,P4,P7,HGX H100 8-GPU,32,,,,S04,\n";

TEST(Oracle, FindsAFrontThatClaimsWhatItSentOn) {
  const std::string claim = "E05,2023-04-01,declaration,P4,,HGX H100 8-GPU,32,,,,,32\n";
  EXPECT_THAT(kinds(std::string(kRelay) + claim), testing::ElementsAre("pass_through"));
  const std::string used = "E06,2023-04-02,installation,P7,,HGX H100 8-GPU,32,,,,,\n";
  EXPECT_THAT(kinds(std::string(kRelay) + claim + used), testing::IsEmpty());
  EXPECT_THAT(kinds(kRelay), testing::IsEmpty());
  const std::string other_goods = "E05,2023-04-01,declaration,P4,,HGX H100 8-GPU,32,,,N9,,32\n";
  EXPECT_THAT(kinds(std::string(kRelay) + other_goods), testing::ElementsAre("pass_through"));
  std::string numbered(kRelay);
  numbered.replace(numbered.find(",,,,S03"), 7, ",,,N1|N2,S03");
  numbered.replace(numbered.find(",,,,S04"), 7, ",,,N1|N2,S04");
  EXPECT_THAT(kinds(numbered + other_goods), testing::IsEmpty());
}

TEST(Oracle, TakesOnlyALargeLotForOneThatAFrontOrders) {
  const std::string few =
      "E01,2023-02-14,shipment,P2,P4,H100 PCIe,4,,,,S03,\n"
      "E03,2023-03-01,shipment,P4,P7,H100 PCIe,4,,,,S04,\n"
      "E05,2023-04-01,declaration,P4,,H100 PCIe,4,,,,,4\n";
  EXPECT_THAT(kinds(few), testing::IsEmpty());
}

TEST(Oracle, FindsAShamCompanyThatShowsAndSendsOn) {
  const std::string_view events =
      "E01,2023-02-14,shipment,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
      "E02,2023-02-19,receipt,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
      "E03,2023-02-22,installation,P4,,HGX H100 8-GPU,32,,,,,\n"
      "E04,2023-03-05,inspection,P4,,HGX H100 8-GPU,32,,,,,32\n"
      "E05,2023-04-10,shipment,P4,P7,HGX H100 8-GPU,32,,,,S04,\n";
  EXPECT_THAT(kinds(std::string(kBuilt).append(events)), testing::ElementsAre("sham_company"));
}

TEST(Oracle, FindsARoundTripOfPapers) {
  const std::string round =
      "E01,2023-02-14,shipment,P2,P4,H100 SXM5,40,,,,S03,\n"
      "E02,2023-03-01,shipment,P4,P5,H100 SXM5,40,,,,S04,\n"
      "E03,2023-03-15,shipment,P5,P7,H100 SXM5,40,,,,S05,\n"
      "E04,2023-04-01,shipment,P7,P4,H100 SXM5,40,,,,S06,\n";
  EXPECT_THAT(kinds(round), testing::Contains("false_reexport"));
  EXPECT_THAT(kinds(round + "E05,2023-04-20,installation,P4,,H100 SXM5,40,,,,,\n"), testing::IsEmpty());
}

TEST(Oracle, TakesGoodsThatAReturnBringsBackForALoan) {
  const std::string_view loan =
      "E01,2023-02-14,shipment,P2,P4,H100 SXM5,40,,,,S03,\n"
      "E02,2023-03-01,shipment,P4,P5,H100 SXM5,40,,,,S04,\n"
      "E03,2023-03-15,shipment,P5,P7,H100 SXM5,40,,,,S05,\n"
      "E04,2023-04-01,return,P7,P4,H100 SXM5,40,,,,S06,\n";
  EXPECT_THAT(kinds(loan), testing::Not(testing::Contains("false_reexport")));
}

TEST(Oracle, FindsAPhantomThatClaimsWhatIsSeenElsewhere) {
  const std::string phantom =
      "E01,2023-02-14,shipment,P2,P5,H100 SXM5,40,,,N1|N2,S03,\n"
      "E02,2023-03-01,installation,P5,,H100 SXM5,40,,,N1|N2,,\n"
      "E03,2023-05-15,repair,P7,,H100 SXM5,1,,,N1,,\n";
  const std::string again = "E04,2023-05-20,listing,P7,,H100 SXM5,1,,,N2,,\n";
  const std::string claim = "E05,2023-06-01,declaration,P5,,H100 SXM5,40,,,,,40\n";
  EXPECT_THAT(kinds(phantom + again), testing::IsEmpty());
  EXPECT_THAT(kinds(phantom + claim), testing::IsEmpty());  // a sale without papers is told of once
  EXPECT_THAT(kinds(phantom + again + claim), testing::ElementsAre("phantom_data_centre"));
  const std::string more = "E06,2023-07-01,inspection,P5,,H100 SXM5,40,,,N1,,40\n";
  EXPECT_THAT(kinds(phantom + claim + more), testing::ElementsAre("phantom_data_centre"));
}

TEST(Oracle, FindsWhatAUserSoldOnAndOnUntilNobodyShowsIt) {
  const std::string dealers =
      "E02,2023-03-01,shipment,P4,P7,H100 SXM5,6,,,,,\n"
      "E03,2023-03-15,shipment,P7,P2,H100 SXM5,6,,,N1|N2,,\n";
  const std::string user =
      "E00,2022-10-01,opening,,P3,H100 SXM5,6,,,N1,,\n"
      "E01,2023-02-14,shipment,P3,P4,H100 SXM5,6,,,N1|N2,,\n";
  EXPECT_THAT(kinds(user + dealers), testing::Contains("secondhand_drift"));
  const std::string maker = "E01,2023-02-14,shipment,P1,P4,H100 SXM5,6,,,N1|N2,,\n";
  EXPECT_THAT(kinds(maker + dealers), testing::IsEmpty());
}

TEST(Oracle, FindsWhatAMakerWroteOffAtADealerWhoNeverBoughtIt) {
  const std::string built(kBuilt);
  const std::string sold =
      "E01,2023-02-14,scrap,P1,,H100 SXM5,32,,,,,\n"
      "E02,2023-03-01,shipment,P4,P7,HGX H100 8-GPU,4,,,,S04,\n";
  EXPECT_THAT(kinds(built + sold), testing::ElementsAre("insider_diversion"));
  EXPECT_THAT(kinds(sold), testing::IsEmpty());  // no such server is built of what was written off
  EXPECT_THAT(kinds(built + "E07,2023-01-02,opening,,P4,HGX H100 8-GPU,9,,,,,\n" + sold), testing::IsEmpty());
}

TEST(Oracle, TakesOnlyADealerForASink) {
  const std::string to_a_university =
      "E01,2023-02-14,shipment,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
      "E03,2023-03-01,shipment,P4,P3,HGX H100 8-GPU,32,,,,S04,\n"
      "E05,2023-04-01,declaration,P4,,HGX H100 8-GPU,32,,,,,32\n";
  EXPECT_THAT(kinds(std::string(kBuilt).append(to_a_university)), testing::IsEmpty());
}

// Lots of one buyer, each by way of somebody else, come to one party; the same from four buyers is ordinary trade.
TEST(Oracle, FindsLotsOfOneBuyerThatMeetAgain) {
  const auto lots = [](std::array<std::string_view, 4> buyers) {
    static constexpr std::array<std::string_view, 4> kCarriers{"P3", "P4", "P6", "P7"};
    std::string events;
    for (std::size_t i = 0; i < 4; ++i) {
      events += fmt::format("E{0}1,2023-03-0{0},shipment,{1},{2},H100 PCIe,{0},,,,,\n", i + 2, buyers[i], kCarriers[i]);
      events += fmt::format("E{0}2,2023-03-2{0},shipment,{2},P5,H100 PCIe,{0},,,,,\n", i + 2, buyers[i], kCarriers[i]);
    }
    return events;
  };
  EXPECT_THAT(kinds(lots({"P2", "P2", "P2", "P2"})), testing::Contains("courier_lots"));
  EXPECT_THAT(kinds(lots({"P1", "P2", "P8", "P2"})), testing::Not(testing::Contains("courier_lots")));
}

TEST(Oracle, ReadsSerialNumbersOnAReceiptWhereTheShipmentStatesNone) {
  const EventGraph graph = graph_of(
      "E01,2023-02-14,shipment,P2,P4,HGX H100 8-GPU,32,,,,S03,\n"
      "E02,2023-02-19,receipt,P2,P4,HGX H100 8-GPU,32,,,N1|N2,S03,\n");
  EXPECT_EQ(graph.serials_of(graph.passages.at(0)).size(), 2U);
}

TEST(Solvable, CountsASchemeAsFoundIfMoreThanHalfOfItIsMarked) {
  const auto world = read_world(small_world_folder());
  EventGraph graph = graph_of({});
  for (const char* id : {"S03", "S04", "S07", "S08", "S02"}) {
    Passage passage;
    passage.shipment = world->shipment(id);
    graph.passages.push_back(passage);
  }
  graph.last_day = kShowsWithin;
  const SolvableReport one_of_three = compare(*world, graph, {{"pass_through", {0, 4}}});
  EXPECT_EQ(one_of_three.rows.at(0).found, 0U);
  EXPECT_THAT(one_of_three.missed, testing::ElementsAre("X1", "X2"));
  const SolvableReport both = compare(*world, graph, {{"pass_through", {0, 1}}, {"secondhand_drift", {3, 4}}});
  EXPECT_EQ(both.rows.at(0).found, 2U);
  EXPECT_EQ(both.rows.at(0).marked, 4U);
  EXPECT_EQ(both.rows.at(0).marked_right, 3U);
  EXPECT_TRUE(both.passed());
  EXPECT_FALSE(compare(*world, graph, {}).passed());
  // The last of X2 came too late for anything to show.
  graph.passages[3].arrival = 1;
  const SolvableReport unfinished = compare(*world, graph, {{"pass_through", {0, 1}}});
  EXPECT_EQ(unfinished.rows.at(0).schemes, 1U);
  EXPECT_EQ(unfinished.rows.at(0).unfinished, 1U);
  EXPECT_EQ(unfinished.rows.at(0).found, 1U);
  EXPECT_THAT(unfinished.missed, testing::IsEmpty());
}

TEST(Calibration, ReadsItsFacts) {
  const auto facts = shipped_facts();
  ASSERT_TRUE(facts.has_value()) << facts.error().message;
  EXPECT_GT(facts->size(), 20U);
  const std::string fact = "[[fact]]\nid = \"a\"\nsays = \"a\"\nsource = \"s\"\nconfidence = \"S\"\n";
  EXPECT_TRUE(read_facts({"f", fact + "measure = \"premium dealers\"\nlow = 1\nhigh = 2\n"}).has_value());
  for (const char* wrong : {"measure = \"premium dealers\"\nlow = 2\nhigh = 1\n",
                            "measure = \"premium\"\nlow = 1\nhigh = 2\n", "measure = \"weight\"\nlow = 1\nhigh = 2\n",
                            "measure = \"mass\"\nlow = 1\nhigh = 2\n", "measure = \"premium dealers\"\nlow = 1\n",
                            "measure = \"premium dealers\"\nlow = 1\nhigh = 2\ncolour = \"red\"\n"}) {
    EXPECT_FALSE(read_facts({"f", fact + wrong}).has_value()) << wrong;
  }
}

TEST(Calibration, MeasuresTheFilesOfAWorld) {
  const WorldCopy copy;
  // Events say 9 kg and 1 US dollar, papers 4 kg of two pieces and 20,000 of a money that is worth a dollar and a half.
  std::string events = "event_id,date,kind,item,quantity,unit_value,net_mass_kg,shipment_id\n";
  std::string papers = "shipment_id,date,destination_country,quantity,unit_value,currency,net_mass_kg\n";
  for (int i = 1; i <= 10; ++i) {
    events += fmt::format("E{},2023-01-10,shipment,H100 PCIe,2,1,9,S{:02}\n", i, i);
    papers += fmt::format("S{:02},{},MY,2,20000,EUR,4\n", i,
                          copy.table("shipments.csv").cell(2, static_cast<std::size_t>(i)));
  }
  copy.write("events.csv", events);
  copy.write("shipments.csv", papers);
  copy.write("rates.csv", "currency,date,usd\nUSD,2023-01-01,1\nEUR,2023-01-01,1.5\nEUR,2023-02,9\n");
  // Who is no dealer asks 1.5 times as much three times, and half as much twice.
  std::string prices = "item,date,place,low,mid,high,currency,source,confidence\n";
  for (int month = 1; month <= 5; ++month) {
    prices += fmt::format("H100 PCIe,2023-0{},CN,,{},,USD,listings,I\n", month, month <= 3 ? 15 : 5);
    prices += fmt::format("H100 PCIe,2023-0{},US,,10,,USD,dealers,I\n", month);
  }
  copy.write("prices.csv", prices);
  const auto world = read_world(copy.folder());
  const auto facts = read_facts({"f", R"(
[[fact]]
id = "mass"
says = "mass"
measure = "mass H100 PCIe"
low = 1
high = 3
source = "s"
confidence = "S"
[[fact]]
id = "share"
says = "share"
measure = "scheme_share"
low = 0.003
high = 0.02
source = "s"
confidence = "M"
[[fact]]
id = "day"
says = "first"
measure = "first_day H100 PCIe"
low = 2022-10-01
high = 2023-12-31
source = "s"
confidence = "S"
[[fact]]
id = "price"
says = "price"
measure = "price H100 PCIe"
low = 20000
high = 40000
source = "s"
confidence = "S"
[[fact]]
id = "premium"
says = "premium"
measure = "premium dealers"
low = 1.3
high = 2.2
source = "s"
confidence = "S"
[[assumed]]
id = "held"
says = "held"
measure = "held_share MY"
)"});
  ASSERT_TRUE(facts.has_value()) << facts.error().message;
  const auto report = calibrate(*world, copy.table("shipments.csv"), copy.table("events.csv"), *facts);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->rows[0].world, 2.0);
  EXPECT_TRUE(report->rows[0].inside);
  EXPECT_EQ(report->rows[1].world, .4);
  EXPECT_FALSE(report->rows[1].inside);
  EXPECT_TRUE(report->rows[2].inside);
  EXPECT_EQ(report->rows[3].world, 30000);
  EXPECT_EQ(report->rows[4].world, 1.5);
  EXPECT_EQ(report->rows[4].from, 5U);
  EXPECT_NEAR(*report->rows[5].world, 16.0 / 168, 1e-9);
  EXPECT_FALSE(report->passed());  // a fact outside, and too few of them

  // Cheaper where it may not go than at the dealers': that is no premium.
  std::string cheap = "item,date,place,low,mid,high,currency,source,confidence\n";
  for (int month = 1; month <= 5; ++month) {
    cheap +=
        fmt::format("H100 PCIe,2023-0{0},CN,,5,,USD,listings,I\nH100 PCIe,2023-0{0},US,,10,,USD,dealers,I\n", month);
  }
  copy.write("prices.csv", cheap);
  const auto turned = calibrate(*world, copy.table("shipments.csv"), copy.table("events.csv"), *facts);
  ASSERT_TRUE(turned.has_value()) << turned.error().message;
  EXPECT_EQ(turned->rows[4].world, .5);
  EXPECT_FALSE(turned->rows[4].inside);
}

}  // namespace
}  // namespace tidewaiter::judge::audit
