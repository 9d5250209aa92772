#include "judge/world_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "judge/small_world.h"

namespace tidewaiter::judge {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST(WorldFiles, ReadsShipmentsPartiesAndTruth) {
  const Result<World> world = read_world(small_world_folder());
  ASSERT_TRUE(world) << to_string(world.error());
  EXPECT_EQ(world->head.seed, "7");
  EXPECT_TRUE(world->head.complete);
  EXPECT_EQ(world->first_day, Date(2023, 1, 1));
  EXPECT_EQ(world->last_day, Date(2023, 9, 30));
  EXPECT_EQ(world->parties.size(), 8U);
  ASSERT_EQ(world->shipments.size(), 10U);
  const WorldShipment& first = world->shipments[0];
  EXPECT_EQ(first.quantity, 80);  // both lines
  EXPECT_EQ(first.value, 64 * 25000 + 16 * 24000);
  EXPECT_EQ(first.export_country, "US");
  EXPECT_EQ(first.scheme, kNone);
  EXPECT_EQ(world->parties[first.parties[3]].id, "P2");
  EXPECT_EQ(first.parties[5], kNone);
  ASSERT_EQ(world->schemes.size(), 2U);
  EXPECT_THAT(world->schemes[0].shipments,
              ElementsAre(world->shipment("S03"), world->shipment("S04"), world->shipment("S07")));
  EXPECT_THAT(world->schemes[1].parties, ElementsAre(world->party("P5"), world->party("P7")));
  EXPECT_EQ(world->in_scheme[world->party("P4")], 1);
  EXPECT_EQ(world->in_scheme[world->party("P3")], 0);
  EXPECT_EQ(world->shipment("S99"), kNone);
}

TEST(WorldFiles, ReadsWhereTheChipsAre) {
  const auto chips = read_world_chips(small_world_folder());
  ASSERT_TRUE(chips) << to_string(chips.error());
  ASSERT_EQ(chips->size(), 5U);
  EXPECT_TRUE((*chips)[0].diverted);
  EXPECT_EQ((*chips)[2].final_holder, "P5");
  EXPECT_EQ((*chips)[4].count, 64);
}

TEST(WorldFiles, ChipsAreDivertedOrNotAsTheContractWritesIt) {
  for (const std::string_view written : {"Y", "true", "yes", "2", ""}) {
    const WorldCopy copy;
    copy.replace("truth/chips.csv", "CN,1", "CN," + std::string(written));
    const auto chips = read_world_chips(copy.folder());
    ASSERT_FALSE(chips) << written;
    EXPECT_EQ(chips.error().code, ErrorCode::bad_value);
    EXPECT_THAT(chips.error().message, HasSubstr("neither 1 nor 0"));
  }
}

TEST(WorldFiles, SaysThatAWorldIsShorter) {
  const WorldCopy copy;
  copy.replace("world.json", "true", "false");
  const auto world = read_world(copy.folder());
  ASSERT_TRUE(world);
  EXPECT_FALSE(world->head.complete);
}

struct Spoilt {
  const char* file;
  const char* before;
  const char* after;
  ErrorCode code;
  const char* where;
  const char* message;
};

TEST(WorldFiles, NamesFileAndLineOfWhatIsWrong) {
  const Spoilt cases[] = {
      {"world.json", "\"seed\"", "\"sead\"", ErrorCode::bad_format, "world.json", "seed"},
      {"world.json", "273", "0", ErrorCode::bad_format, "world.json", "first_day and days_made"},
      {"world.json", "2023-01-01", "yesterday", ErrorCode::bad_format, "world.json", "first_day and days_made"},
      {"parties.csv", "party_id,", "party,", ErrorCode::missing_column, "parties.csv", "party_id"},
      {"parties.csv", "P2,", "P1,", ErrorCode::bad_value, "parties.csv:3", "twice"},
      {"parties.csv", "2004-05-11", "05/11/2004", ErrorCode::bad_value, "parties.csv:3", "no day"},
      {"shipments.csv", "S02,1,2023-01-20", "S02,1,", ErrorCode::bad_value, "shipments.csv:4", "date is empty"},
      {"shipments.csv", ",P5,,MY", ",P9,,MY", ErrorCode::bad_value, "shipments.csv:7", "P9"},
      {"shipments.csv", ",64,25000", ",many,25000", ErrorCode::bad_value, "shipments.csv:2", "many"},
      {"truth/schemes.csv", "scheme_id,scheme,first", "scheme_id,scheme,begin", ErrorCode::missing_column,
       "schemes.csv", "first"},
      {"truth/shipments.csv", "S08", "S88", ErrorCode::bad_value, "shipments.csv:5", "S88"},
      {"truth/shipments.csv", "S08,X2", "S08,X7", ErrorCode::bad_value, "shipments.csv:5", "X7"},
      {"truth/shipments.csv", "S04", "S03", ErrorCode::bad_value, "shipments.csv:3", "twice"},
      // of another seed: the scheme has that shipment, on another day
      {"truth/schemes.csv", "2023-02-14", "2023-02-15", ErrorCode::bad_value, "shipments.csv:2", "outside the days"},
  };
  for (const Spoilt& spoilt : cases) {
    const WorldCopy copy;
    copy.replace(spoilt.file, spoilt.before, spoilt.after);
    const auto world = read_world(copy.folder());
    ASSERT_FALSE(world) << spoilt.file << ": " << spoilt.after;
    EXPECT_EQ(world.error().code, spoilt.code) << to_string(world.error());
    EXPECT_THAT(world.error().where, EndsWith(spoilt.where));
    EXPECT_THAT(world.error().message, HasSubstr(spoilt.message));
  }
}

TEST(WorldFiles, SaysWhatIsNotThere) {
  EXPECT_EQ(read_world("/no/such/folder").error().code, ErrorCode::file_not_found);
  const WorldCopy copy;
  std::filesystem::remove_all(copy.folder() / "truth");
  const auto world = read_world(copy.folder());
  ASSERT_FALSE(world);
  EXPECT_EQ(world.error().code, ErrorCode::file_not_found);
  EXPECT_THAT(world.error().where, EndsWith("truth/schemes.csv"));
  copy.write("shipments.csv", "");
  EXPECT_EQ(read_world(copy.folder()).error().code, ErrorCode::empty_file);
}

TEST(ColumnTable, KeepsOnlyTheColumnsThatAreWanted) {
  const std::string_view wanted[] = {"Final Holder", "count"};
  const auto table = ColumnTable::read(small_world_folder() / "truth/chips.csv", wanted);
  ASSERT_TRUE(table);
  EXPECT_THAT(table->names(), ElementsAre("count", "final_holder"));
  EXPECT_EQ(table->header().size(), 6U);
  EXPECT_EQ(table->cell(1, 0), "P7");
  EXPECT_EQ(table->sym(1, 0), table->sym(1, 1));
  EXPECT_EQ(table->where(1), (small_world_folder() / "truth/chips.csv:3").string());
  EXPECT_EQ(table->column("kind").error().code, ErrorCode::missing_column);
}

}  // namespace
}  // namespace tidewaiter::judge
