// The words of a world's enumerations are those of its tables' schemas, also where a small world has no row of them.
#include "model/schema.h"

#include <gmock/gmock.h>

#include "world/records.h"
#include "world/truth.h"

namespace tidewaiter::world {
namespace {

std::vector<std::string> words_of(std::string_view table, std::string_view column) {
  for (const RowSchema& schema : table_schemas()) {
    if (schema.name != table) continue;
    for (const SchemaMember& member : schema.row.members) {
      if (member.name == column) return member.type.words;
    }
  }
  return {};
}

template <class Enumeration>
std::vector<std::string> words_to(Enumeration last) {
  std::vector<std::string> words;
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    words.emplace_back(to_string(static_cast<Enumeration>(value)));
  }
  return words;
}

TEST(WorldSchema, EventsHaveItsHappenings) { EXPECT_EQ(words_of("events", "kind"), words_to(Happening::listing)); }

TEST(WorldSchema, SchemesHaveItsKinds) {
  EXPECT_EQ(words_of("truth-schemes", "scheme"), words_to(Scheme::secondhand_drift));
  EXPECT_EQ(words_of("truth-shipments", "scheme"), words_to(Scheme::secondhand_drift));
}

}  // namespace
}  // namespace tidewaiter::world
