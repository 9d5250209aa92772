#include "catalog/identify/lexicon.h"

#include <algorithm>
#include <array>

namespace tidewaiter::catalog {
namespace {

constexpr std::size_t kLeastStem = 3;         // letters before the last part of a compound
constexpr std::size_t kLongestCompound = 60;  // bytes
constexpr std::size_t kLeastQuantity = 3;     // letters of a word of quantity that a number may follow in one piece
constexpr std::size_t kLeastEdition = 4;      // letters of the name of a card's edition
constexpr std::size_t kLongestCount = 3;      // digits of a number written in one piece with a word: "8gpu"

// A number with a unit or a count behind it may follow a term in one piece: "sxm80gb", "h100x8".
bool begins_a_number(const std::vector<Fragment>& fragments, std::size_t at) {
  if (at + 1 >= fragments.size() || !fragments[at + 1].joined) return false;
  if (fragments[at].digits) return is_memory_unit(fragments[at + 1]) || fragments[at + 1].text == "x";
  return fragments[at].text == "x" && fragments[at + 1].digits;
}

// "qty10", "anz8": a word of quantity and its number in one piece.
bool is_quantity_of(const Term& term, const std::vector<Fragment>& fragments, std::size_t at) {
  const bool ends = at + 1 >= fragments.size() || !fragments[at + 1].joined;
  return term.is(Says::quantity) && ends && fragments[at].digits && fragments[at - 1].text.size() >= kLeastQuantity;
}

// "GV-N3090TURBO-24GD": the name of the edition behind a maker's number for the card, but not "Ti".
bool is_edition_of(const Term& term, const Fragment& next) {
  return term.code && term.code->part_number && !next.digits && next.text.size() >= kLeastEdition;
}

// "H100s": of a code that ends with a digit.
bool is_plural_of_code(const std::vector<Fragment>& fragments, std::size_t at) {
  return at > 0 && fragments[at - 1].digits && fragments[at].joined && fragments[at].text == "s" &&
         (at + 1 == fragments.size() || !fragments[at + 1].joined);
}

// Is the ideograph beside another that no term holds?
bool is_part_of_word(const std::vector<Fragment>& fragments, const std::vector<Match>& best,
                     const std::vector<Match>& before, std::size_t at) {
  const auto touches = [&](std::size_t left) {
    return fragments[left].ideograph &&
           fragments[left].begin + fragments[left].text.size() == fragments[left + 1].begin;
  };
  const bool free_before = at > 0 && (before.empty() || before.back().end < at);
  if (free_before && touches(at - 1)) return true;
  return at + 1 < fragments.size() && fragments[at + 1].ideograph && best[at + 1].term == nullptr && touches(at);
}

}  // namespace

bool is_memory_unit(const Fragment& fragment) {
  static constexpr std::array<std::string_view, 4> kUnits{"gb", "gib", "go", "гб"};
  if (fragment.joined && fragment.text == "g") return true;
  return std::ranges::find(kUnits, fragment.text) != kUnits.end();
}

std::uint32_t Lexicon::step(std::uint32_t node, std::uint32_t word, bool joined) const {
  const auto found = edges_.find(std::uint64_t{node} << 33U | std::uint64_t{word} << 1U | (joined ? 1U : 0U));
  return found == edges_.end() ? 0 : found->second;
}

const Term* Lexicon::head_of(std::string_view word) const {
  if (word.size() > kLongestCompound) return nullptr;
  for (std::size_t at = kLeastStem; at + kLeastHead <= word.size(); ++at) {
    const auto found = heads_.find(word.substr(at));
    if (found != heads_.end()) return &terms_[found->second];
  }
  return nullptr;
}

void Lexicon::match(std::vector<Fragment>& fragments, std::vector<Match>& out) const {
  const std::size_t count = fragments.size();
  for (Fragment& fragment : fragments) {
    const auto found = words_.find(fragment.text);
    fragment.word = found == words_.end() ? 0 : found->second;
  }
  // Longest valid term that begins at each fragment, from the right: whether a term may end inside a word depends on
  // what begins there.
  std::vector<Match> best(count);
  std::vector<std::uint32_t> nodes;
  std::vector<std::uint32_t> next;
  for (std::size_t i = count; i-- > 0;) {
    nodes.clear();
    const std::uint32_t first = fragments[i].word == 0 ? 0 : step(0, fragments[i].word, false);
    if (first != 0) nodes.push_back(first);
    for (std::size_t j = i + 1; !nodes.empty(); ++j) {
      const bool whole = j == count || !fragments[j].joined || best[j].term != nullptr ||
                         begins_a_number(fragments, j) || is_plural_of_code(fragments, j);
      for (const std::uint32_t node : nodes) {
        if (term_of_node_[node] < 0) continue;
        const Term& term = terms_[static_cast<std::size_t>(term_of_node_[node])];
        if (!whole && !is_quantity_of(term, fragments, j) && !is_edition_of(term, fragments[j])) continue;
        best[i] = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), &term};
      }
      if (j == count || fragments[j].word == 0) break;
      next.clear();
      for (const std::uint32_t node : nodes) {
        if (const std::uint32_t loose = step(node, fragments[j].word, false); loose != 0) next.push_back(loose);
        if (!fragments[j].joined) continue;
        if (const std::uint32_t tight = step(node, fragments[j].word, true); tight != 0) next.push_back(tight);
      }
      nodes.swap(next);
    }
    const bool whole = !fragments[i].joined && (i + 1 == count || !fragments[i + 1].joined);
    if (best[i].term == nullptr && whole && !fragments[i].digits) {
      best[i] = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1), head_of(fragments[i].text)};
    }
  }
  bool in_word = false;  // the fragment before this one is of the same word, and part of no term
  for (std::size_t i = 0; i < count;) {
    if (!fragments[i].joined) in_word = false;
    if (best[i].term != nullptr && best[i].term->lone && is_part_of_word(fragments, best, out, i))
      best[i].term = nullptr;
    if (best[i].term != nullptr && !in_word) {
      out.push_back(best[i]);
      i = best[i].end;
      continue;
    }
    // A count may stand before a word ("8gpu", "8x"), a memory size behind one.
    const bool count_or_unit = (fragments[i].digits && !in_word && fragments[i].text.size() <= kLongestCount) ||
                               fragments[i].text == "x" || is_memory_unit(fragments[i]);
    in_word = !count_or_unit;
    ++i;
  }
}

}  // namespace tidewaiter::catalog
