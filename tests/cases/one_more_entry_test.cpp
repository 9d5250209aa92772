// Whatever list a party is on, the shipment is not let go more easily for it: every golden case again, with entries
// that are called like its parties.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "engine/case_run.h"
#include "engine/snapshot.h"
#include "folders.h"

namespace tidewaiter {
namespace {

namespace fs = std::filesystem;

// One list of each effect, and a house list that only informs.
constexpr std::array<std::string_view, 7> kLists{"SDN", "DPL", "EL", "MEU", "UVL", "SSI", "OURS"};

ListEntry entry_like(const PartyProfile& party, std::string_view list, std::string_view country) {
  ListEntry entry;
  entry.list = list;
  entry.id = "added-" + party.id;
  entry.schema = Schema::organization;
  entry.name = party.name;
  entry.addresses.push_back({"", Country(country)});
  if (list == "OURS") entry.effect = EntryEffect::inform;
  return entry;
}

// A claimed licence answers a question that was open before: then a hold for want of facts may become a review of that
// licence, with or without a list.
bool claims_a_licence(const CaseFile& parsed) {
  return std::ranges::any_of(parsed.shipments, [](const CaseShipment& shipment) {
    return std::ranges::any_of(shipment.cells,
                               [](const auto& cell) { return cell.first == ShipmentField::authorisation; });
  });
}

TEST(OneMoreEntry, NeverLowersADisposition) {
  auto snapshot = load_snapshot(Settings{}, {.lists = "none", .rules = ""});
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  const fs::path scratch = fs::temp_directory_path() / ("tidewaiter-entries-" + std::to_string(getpid()));
  const auto run = [&](const CaseFile& parsed) {
    fs::remove_all(scratch);
    fs::create_directories(scratch);
    return run_case(*snapshot, parsed, scratch);
  };
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(source_path("tests/cases"))) {
    if (file.path().extension() == ".case") files.push_back(file.path());
  }
  std::ranges::sort(files);
  std::size_t compared = 0;
  std::size_t raised = 0;
  std::size_t turn = 0;
  for (const fs::path& file : files) {
    const CaseFile parsed = parse_case(read_file(file).value(), file.string()).value();
    if (parsed.parties.empty() || claims_a_licence(parsed)) continue;
    const auto plain = run(parsed);
    ASSERT_TRUE(plain) << to_string(plain.error());
    for (const std::string_view list : kLists) {
      const std::string_view country = turn % 2 == 0 ? "AT" : "CN";
      CaseFile more = parsed;
      more.entries.push_back(entry_like(parsed.parties[turn++ % parsed.parties.size()], list, country));
      const auto decisions = run(more);
      ASSERT_TRUE(decisions) << to_string(decisions.error());
      ASSERT_EQ(decisions->size(), plain->size());
      for (std::size_t i = 0; i < plain->size(); ++i) {
        const Disposition before = (*plain)[i].disposition;
        const Disposition after = (*decisions)[i].disposition;
        EXPECT_GE(after, before) << parsed.name << " " << (*plain)[i].shipment_id << ": " << to_string(before)
                                 << " becomes " << to_string(after) << " as \"" << more.entries.back().name
                                 << "\" is on the list " << list << ", " << country;
        raised += after > before ? 1 : 0;
        ++compared;
      }
    }
  }
  fs::remove_all(scratch);
  EXPECT_GT(compared, 1000U);
  EXPECT_GT(raised, 100U);  // the entries do hit
}

}  // namespace
}  // namespace tidewaiter
