// The shipped rules against the decision table written out a second time (decision_table.h), on generated lines, in
// practice and on the books. Both must say the same of every one.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "oracle/cases.h"
#include "oracle/decision_table.h"
#include "regime/shipped.h"
#include "rounds.h"

namespace tidewaiter::oracle {
namespace {

constexpr std::uint64_t kSeed = 20261125;
constexpr std::size_t kAll = 100'000;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kUsual = 5'000;
#else
constexpr std::size_t kUsual = 20'000;
#endif

std::string show(const FactValue& value) {
  return std::visit(
      [](const auto& known) -> std::string {
        using Type = std::decay_t<decltype(known)>;
        if constexpr (std::is_same_v<Type, Unknown>) {
          return {};
        } else if constexpr (std::is_same_v<Type, bool>) {
          return known ? "yes" : "no";
        } else if constexpr (std::is_same_v<Type, Date>) {
          return known.to_string();
        } else if constexpr (std::is_same_v<Type, Country>) {
          return std::string(known.code());
        } else if constexpr (std::is_same_v<Type, Texts>) {
          return fmt::format("[{}]", fmt::join(known, " "));
        } else {
          return fmt::format("{}", known);
        }
      },
      value);
}

template <class Values>
void show_all(std::string_view front, const Values& values, std::span<const FactInfo> infos, std::string& out) {
  out += front;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (const std::string text = show(values[i]); !text.empty()) out += fmt::format(" {}={}", infos[i].path, text);
  }
  out += '\n';
}

std::string show(const Facts& facts) {
  std::string out;
  show_all("", facts.line, line_facts(), out);
  for (const auto& party : facts.parties) show_all(to_string(party.role), party.values, party_facts(), out);
  for (const auto& hit : facts.hits) show_all("hit:", hit.values, hit_facts(), out);
  for (const auto& owner : facts.owners) show_all("owner:", owner.values, owner_facts(), out);
  return out;
}

std::string ids(std::span<const std::uint32_t> rules) {
  std::string out;
  for (const std::uint32_t number : rules) out += " " + shipped_law().rule(number).id;
  return out;
}

// True where the rules and the table agree of a line; else a failure with both sides.
bool agrees(const Case& made, std::size_t number, Footing footing, const Answer& want) {
  const bool practice = footing == Footing::enforced;
  const auto got = shipped_law().determine(made.facts, practice ? rules::Basis::practice : rules::Basis::text);
  if (!got) {
    ADD_FAILURE() << "case " << number << ": " << to_string(got.error()) << '\n' << show(made.facts);
    return false;
  }
  const bool same = got->determination == want.determination && to_string(got->policy) == to_string(want.policy);
  if (same) return true;
  ADD_FAILURE() << fmt::format("case {} {}: rules {} {} (fired{}; open{}), table {} {} ({}; open {})\n", number,
                               practice ? "in practice" : "on the books", to_string(got->determination),
                               to_string(got->policy), ids(got->fired), ids(got->open), to_string(want.determination),
                               to_string(want.policy), fmt::join(want.rows, ", "), fmt::join(want.open, ", "))
                << show(made.facts);
  return false;
}

struct Cell {
  std::size_t cases = 0;
  std::size_t agreed = 0;  // in practice and on the books
  std::size_t fired = 0;   // the row itself, surely, in practice
};
using Table = std::map<std::pair<std::string_view, std::string_view>, Cell>;  // by row and window

void print(const Table& table, std::size_t count) {
  fmt::print("agreement on {} lines, by row and window: agreed of cases (of which the row itself fired)\n{:8}", count,
             "");
  for (const Window& window : windows()) fmt::print("{:>14}", window.name);
  for (const std::string_view row : case_rows()) {
    fmt::print("\n{:8}", row);
    for (const Window& window : windows()) {
      const Cell& cell = table.at({row, window.name});
      fmt::print("{:>14}", fmt::format("{}/{} ({})", cell.agreed, cell.cases, cell.fired));
    }
  }
  fmt::print("\n");
}

// Whether the row that the case was made for is among those that fired.
bool fired(std::string_view row, const Answer& answer) {
  return std::ranges::any_of(answer.rows, [&](const std::string& name) {
    return row == "letters" ? name.starts_with("letter ") : name == "row " + std::string(row);
  });
}

TEST(Oracle, RulesAndDecisionTableAgreeOnEveryCase) {
  const std::size_t count = std::min(kAll, rounds(kUsual));
  Table table;
  std::size_t wrong = 0;
  for (std::size_t number = 0; number < count; ++number) {
    const Case made = make_case(kSeed, number);
    const Answer practice = decide(made.facts, Footing::enforced);
    const bool agreed = agrees(made, number, Footing::enforced, practice) &&
                        agrees(made, number, Footing::books, decide(made.facts, Footing::books));
    Cell& cell = table[{made.row, made.window}];
    ++cell.cases;
    if (agreed) ++cell.agreed;
    if (fired(made.row, practice)) ++cell.fired;
    if (!agreed) ++wrong;
    ASSERT_LT(wrong, 20U) << "and more";
  }
  if (count == kAll) print(table, count);
  EXPECT_EQ(table.size(), case_rows().size() * windows().size());
}

}  // namespace
}  // namespace tidewaiter::oracle
