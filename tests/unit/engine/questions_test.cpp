// The red flags of the regulators: whatever a flag says looks for it exists, and none of them is forgotten.
#include "engine/questions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

TEST(Questions, NameRulesThatExistAndEveryFlagOfTheSupplement) {
  const auto texts = rule_texts({});
  ASSERT_TRUE(texts) << to_string(texts.error());
  const auto questions = read_questions(texts->questions);
  ASSERT_TRUE(questions) << to_string(questions.error());
  const auto snapshot = load_snapshot(Settings{}, {.lists = "none", .rules = ""});
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  const auto rules = snapshot->regime.rules().rules();
  std::set<std::string> numbers;
  for (const FlagQuestion& flag : *questions) {
    EXPECT_TRUE(numbers.insert(flag.number).second) << flag.number << " stands twice";
    EXPECT_FALSE(flag.rules.empty() && flag.unseen.empty()) << flag.number << ": nothing looks for it";
    for (const std::string& id : flag.rules) {
      if (id.starts_with("list_hit")) continue;  // findings of list hits are no rules
      EXPECT_TRUE(std::ranges::any_of(rules, [&](const rules::Rule& rule) { return rule.id == id; }))
          << flag.number << " names " << id;
    }
  }
  for (int flag = 1; flag <= 29; ++flag) {
    EXPECT_TRUE(numbers.contains("S3-" + std::to_string(flag))) << "flag " << flag << " of Supplement No. 3 is missing";
  }
}

TEST(Questions, RefuseAFlagWithoutAQuestion) {
  const auto read = read_questions(
      {"q.toml", "[[flag]]\nnumber = \"S3-1\"\ntitle = \"Reluctance\"\nrules = []\nunseen = \"It shows in talk.\"\n"});
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("question"), std::string::npos);
}

}  // namespace
}  // namespace tidewaiter
