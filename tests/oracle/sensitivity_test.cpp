// Whether the comparison would see a mistake: each rule of the law turned off in turn must make the rules and the
// decision table differ on some generated line. In the usual run every tenth rule and 20,000 lines, else all and
// 100,000.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "oracle/cases.h"
#include "oracle/decision_table.h"
#include "regime/shipped.h"
#include "rounds.h"

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
constexpr std::size_t kAll = 100'000;

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
  const bool whole = rounds(1) > 1;
  std::vector<Asked> asked;
  for (std::size_t number = 0; number < kKept; ++number) asked.push_back(ask(number));
  std::size_t tried = 0;
  struct {
    std::size_t lines = kAll;
    std::string rule;
  } least;
  std::size_t number = 0;
  for (const rules::Rule& rule : shipped_law().rules().rules()) {
    if (rule.level) continue;  // red flags decide nothing
    if (std::ranges::find(kBeyond, rule.id) != kBeyond.end() || (!whole && number++ % 10 != 0)) continue;
    const Regime law = law_without(rule);
    const auto tells = [&](const Asked& each) {
      const Facts& facts = each.made.facts;
      return (rule.in_force(facts.as_of, rules::Basis::practice) &&
              differs(law, facts, rules::Basis::practice, each.practice)) ||
             (rule.in_force(facts.as_of, rules::Basis::text) && differs(law, facts, rules::Basis::text, each.books));
    };
    // The long run counts them: a rule that few lines reach is one that the next change of the generator may lose.
    std::size_t seen = whole ? static_cast<std::size_t>(std::ranges::count_if(asked, tells))
                             : static_cast<std::size_t>(std::ranges::any_of(asked, tells));
    for (std::size_t more = kKept; whole && seen == 0 && more < kAll; ++more) seen += tells(ask(more)) ? 1 : 0;
    EXPECT_GT(seen, 0U) << rule.id << " revision " << rule.revision << " could be left out and nothing here would tell";
    if (seen < least.lines) least = {seen, rule.id};
    ++tried;
  }
  fmt::print("{} rules turned off, one by one\n", tried);
  if (whole) fmt::print("least seen: {}, by {} of {} lines\n", least.rule, least.lines, kKept);
}

}  // namespace
}  // namespace tidewaiter::oracle
