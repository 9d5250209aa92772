// Party tables, column maps and the reject file.
#include "ingest/party_table.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "ingest/reject_file.h"
#include "ingest/words.h"

namespace tidewaiter::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Knows two countries, by code and by name.
Country two_countries(std::string_view text) {
  if (text == "SG" || text == "Singapore") return Country("SG");
  if (text == "CN" || text == "China") return Country("CN");
  return {};
}

Result<PartyTable> read(std::string text, const ColumnMap& map = {}) {
  return read_parties(tables::InputFile::from_bytes("p.csv", std::move(text)), map, two_countries);
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("tw-party-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return path / name;
  }
};

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(PartyTable, ReadsAProfile) {
  const auto table = read(
      "party_id,name,aliases,schema,country,registered_on,headquarters_country,ultimate_parent,role,address_kind,"
      "employees,data_centre_mw,data_centre_cooling\n"
      "P1,Acme,Acme Ltd| ACME |,Company,Singapore,2024-02-29,China,CN,Freight "
      "Forwarder,virtual-office,\"1,000,000\",,Air\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->parties.size(), 1U);
  const PartyProfile& party = table->parties[0];
  EXPECT_THAT(party.aliases, ElementsAre("Acme Ltd", "ACME"));
  EXPECT_EQ(party.schema, Schema::organization);
  EXPECT_EQ(party.country, Country("SG"));
  EXPECT_EQ(party.registered_on, Date(2024, 2, 29));
  EXPECT_EQ(party.headquarters, Country("CN"));
  EXPECT_EQ(party.ultimate_parent_country, Country("CN"));
  EXPECT_EQ(party.role, "freight_forwarder");
  EXPECT_EQ(party.address_kind, "virtual_office");
  EXPECT_EQ(party.employees, 1e6);
  EXPECT_EQ(party.data_centre_mw, std::nullopt);
  EXPECT_EQ(party.data_centre_cooling, "air");
}

TEST(PartyTable, ALaterRowFillsButNeverContradicts) {
  const auto table = read(
      "party_id,name,country,headquarters_country\n"
      "P1,Acme,SG,\n"
      "P1,Acme,Singapore,China\n"
      "P1,Acme Two,,\n"
      "P2,Beta,SG,\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->parties.size(), 2U);
  EXPECT_EQ(table->parties[0].headquarters, Country("CN"));
  ASSERT_EQ(table->rejects.size(), 1U);
  EXPECT_EQ(table->rejects[0].line, 4U);
  EXPECT_EQ(table->rejects[0].column, "name");
  EXPECT_THAT(table->rejects[0].reason, HasSubstr("contradicts line 2"));
  EXPECT_EQ(table->records, 4U);
}

TEST(PartyTable, RowsOfOneNameAndCountryNeverContradictEachOther) {
  const auto table = read(
      "party_id,name,country,headquarters_country,address\n"
      ",Acme,SG,CN,Quay 1\n"
      ",ACME.,Singapore,China,quay 1\n"
      ",Acme,SG,SG,\n"
      ",Acme,CN,SG,\n"
      "P1,Beta,SG,CN,\n"
      ",Beta,SG,SG,\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rejects.size(), 2U);
  EXPECT_EQ(table->rejects[0].line, 4U);
  EXPECT_EQ(table->rejects[0].reason,
            "headquarters_country contradicts line 2, which has the same name and country and \"CN\"");
  EXPECT_EQ(table->rejects[1].line, 7U) << "the first party of a name stands for it, with an id or without one";
}

TEST(PartyTable, ALaterTableNeverContradictsAnEarlier) {
  KnownParties known;
  const auto read_known = [&](const char* file, std::string text) {
    return read_parties(tables::InputFile::from_bytes(file, std::move(text)), ColumnMap{}, two_countries, known);
  };
  ASSERT_TRUE(read_known("a.csv", "party_id,name,country,role\nP1,Acme,SG,reseller\n,Beta,SG,\n"));
  const auto second = read_known("b.csv", "party_id,name,country,role\nP1,,,bank\n,Beta,SG,bank\n,Acme,SG,Reseller\n");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->parties.size(), 2U) << "one fills what was empty, one says the same";
  ASSERT_EQ(second->rejects.size(), 1U);
  EXPECT_THAT(second->rejects[0].reason, HasSubstr("role contradicts a.csv:2, which has the same party_id"));
  const auto third = read_known("c.csv", "name,country,role\nBeta,SG,cloud\n");
  ASSERT_TRUE(third);
  EXPECT_EQ(third->rejects.size(), 1U) << "what the second table filled in";
}

TEST(PartyTable, RejectsWhatItCannotRead) {
  const auto table = read(
      "party_id,name,registered_on,employees\n"
      "P1,Acme,2024-02-30,\n"
      "P2,Beta,,-5\n"
      ",,,\n"
      "P3,Gamma\n"
      ",Delta,,\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->parties.size(), 1U);
  ASSERT_EQ(table->rejects.size(), 4U);
  EXPECT_EQ(table->rejects[0].column, "registered_on");
  EXPECT_EQ(table->rejects[1].column, "employees");
  EXPECT_THAT(table->rejects[2].reason, HasSubstr("both empty"));
  EXPECT_THAT(table->rejects[3].reason, HasSubstr("2 cells"));
}

TEST(PartyTable, SaysWhichCountriesNobodyKnows) {
  const auto table = read("party_id,name,country\nP1,Acme,Narnia\nP2,Beta,Narnia\n");
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->parties[0].country.known());
  const UnknownWord& seen = table->unknown_countries.at(PartyField::country).at("Narnia");
  EXPECT_EQ(seen.rows, 2U);
  EXPECT_EQ(seen.line, 2U);
}

TEST(PartyTable, NeedsAnIdOrAName) { EXPECT_EQ(read("country\nSG\n").error().code, ErrorCode::missing_column); }

TEST(ColumnMap, GivesColumnsTheirFields) {
  const Folder folder;
  const auto map = ColumnMap::open(folder.write("map.csv", "column,field\nKunde,name\nLand,country\nName,\n"));
  ASSERT_TRUE(map) << to_string(map.error());
  const auto table = read("KUNDE,Land,name\nAcme,SG,ignored\n", *map);
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->parties[0].name, "Acme");
  EXPECT_EQ(table->parties[0].country, Country("SG"));
  EXPECT_THAT(table->notes, IsEmpty());
}

TEST(ColumnMap, RefusesFieldsThatNoTableHas) {
  const Folder folder;
  const auto error = ColumnMap::open(folder.write("map.csv", "column,field\nEmpf,consigne_name\n")).error();
  EXPECT_EQ(error.code, ErrorCode::bad_value);
  EXPECT_THAT(error.hint, HasSubstr("consignee_name"));
  EXPECT_EQ(ColumnMap::open(folder.write("map.csv", "column,field\na,name\nA,city\n")).error().code,
            ErrorCode::bad_value);
  EXPECT_EQ(ColumnMap::open(folder.write("map.csv", "from,to\na,name\n")).error().code, ErrorCode::missing_column);
}

TEST(NearMiss, SuggestsWhatIsMeant) {
  const std::vector<std::string_view> names{"consignee_country", "quantity", "payer_id", "destination_country"};
  EXPECT_EQ(near_miss("Consignee Ctry", names), "consignee_country");
  EXPECT_EQ(near_miss("qty", names), "quantity");
  EXPECT_EQ(near_miss("dest_country", names), "destination_country");
  EXPECT_EQ(near_miss("colour", names), std::nullopt);
  EXPECT_EQ(near_miss("", names), std::nullopt);
}

TEST(Words, FoldToTheContract) {
  EXPECT_EQ(fold_word(" Freight - Forwarder "), "freight_forwarder");
  EXPECT_EQ(fold_word("hand carry"), "hand_carried");
  EXPECT_EQ(fold_word("Data Centre Operator"), "data_centre");
  EXPECT_EQ(fold_word("by camel"), "by_camel");
}

TEST(RejectFile, IsMadeByTheFirstReject) {
  const Folder folder;
  const auto path = folder.path / "rejects.csv";
  {
    RejectFile none(path);
    ASSERT_TRUE(none.finish());
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  RejectFile file(path);
  ASSERT_TRUE(file.add({"a,b.csv", 3, 120, 5, "date", "say \"no\"", "there is no such day", "S1"}));
  EXPECT_FALSE(std::filesystem::exists(path));
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(content(path),
            "file,record,byte,line,column,value,reason\n\"a,b.csv\",3,120,5,date,\"say \"\"no\"\"\",there is no such "
            "day\n");
}

TEST(RejectFile, AnEarlierRunsFileIsEmptied) {
  const Folder folder;
  const auto path = folder.write("rejects.csv", "old");
  RejectFile file(path);
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(content(path), "file,record,byte,line,column,value,reason\n");
}

TEST(RejectFile, LeavesNothingBehindUnfinished) {
  const Folder folder;
  {
    RejectFile file(folder.path / "rejects.csv");
    ASSERT_TRUE(file.add({}));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(RejectFile, SaysThatItCannotBeWritten) {
  RejectFile file("/no/such/folder/rejects.csv");
  EXPECT_EQ(file.add({}).error().code, ErrorCode::file_unwritable);
}

}  // namespace
}  // namespace tidewaiter::ingest
