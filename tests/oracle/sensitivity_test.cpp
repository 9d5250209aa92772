// Whether the comparison would see a mistake: each rule of the law turned off in turn must make the rules and the
// decision table differ on several of 20,000 generated lines.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oracle/cases.h"
#include "oracle/decision_table.h"
#include "regime/shipped.h"

namespace tidewaiter::oracle {
namespace {

// What no line can show, each with its reason.
constexpr std::array<std::string_view, 1> kBeyond{// It adds a condition, in words, to a licence that another rule of
                                                  // the same entry asks; the table has no conditions.
                                                  "US-744.11-FOREIGN-MADE"};

struct Asked {
  Case made;
  Answer practice;
  Answer books;
};

constexpr std::size_t kKept = 20'000;
constexpr std::size_t kEnough = 5;  // lines of those, so that no change of the generator loses a rule by chance

Asked ask(std::size_t number) {
  Asked asked;
  asked.made = make_case(20261125, number);
  asked.practice = decide(asked.made.facts, Footing::enforced);
  asked.books = decide(asked.made.facts, Footing::books);
  return asked;
}

bool differs(const Regime& law, const Facts& facts, rules::Basis basis, const Answer& want) {
  const auto got = law.determine(facts, basis);
  return !got || got->determination != want.determination || to_string(got->policy) != to_string(want.policy);
}

// The shipped rules without one of them.
Regime law_without(const rules::Rule& rule) {
  std::vector<SourceText> texts = shipped_rules();
  texts.push_back(
      {"off.toml", fmt::format("[[override]]\nrule = \"{}\"\nrevision = {}\noff = true\nreason = \"a test\"\n"
                               "until = 9999-12-31\n",
                               rule.id, rule.revision)});
  auto loaded = Regime::load(texts, shipped_places());
  if (!loaded) throw std::runtime_error(to_string(loaded.error()));
  return std::move(*loaded);
}

TEST(Sensitivity, ARuleTurnedOffIsSeen) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "asked without sanitizers only: it says nothing of memory or threads, and takes long";
#endif
  std::vector<Asked> asked;
  for (std::size_t number = 0; number < kKept; ++number) asked.push_back(ask(number));
  std::vector<std::pair<std::size_t, std::string>> tried;  // by how many lines tell of it
  for (const rules::Rule& rule : shipped_law().rules().rules()) {
    if (rule.level) continue;  // red flags decide nothing
    if (std::ranges::find(kBeyond, rule.id) != kBeyond.end()) continue;
    const Regime law = law_without(rule);
    const auto tells = [&](const Asked& each) {
      const Facts& facts = each.made.facts;
      return (rule.in_force(facts.as_of, rules::Basis::practice) &&
              differs(law, facts, rules::Basis::practice, each.practice)) ||
             (rule.in_force(facts.as_of, rules::Basis::text) && differs(law, facts, rules::Basis::text, each.books));
    };
    const auto seen = static_cast<std::size_t>(std::ranges::count_if(asked, tells));
    EXPECT_GE(seen, kEnough) << rule.id << " revision " << rule.revision
                             << " could be left out, and too few lines here would tell";
    tried.emplace_back(seen, fmt::format("{} revision {}", rule.id, rule.revision));
  }
  fmt::print("{} rules turned off, one by one\n", tried.size());
  std::ranges::sort(tried);
  for (const auto& [seen, rule] : tried | std::views::take(10)) fmt::print("{} of {} lines: {}\n", seen, kKept, rule);
}

}  // namespace
}  // namespace tidewaiter::oracle
