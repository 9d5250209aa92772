// Every word and code that identification knows, with what each says, as one trie over fragments. Built from
// catalog/data/families.toml and words.toml and the names of the items; immutable afterwards.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_hash.h"
#include "base/toml.h"
#include "catalog/identify/fragments.h"
#include "catalog/reader.h"
#include "catalog/store.h"

namespace tidewaiter::catalog {

// What a term may say; several at once. The lists of the same names in words.toml say what each means.
enum class Says : std::uint64_t {
  family = 1ULL << 0U,
  item = 1ULL << 1U,
  model = 1ULL << 2U,
  assembly = 1ULL << 3U,
  mark = 1ULL << 4U,
  not_with = 1ULL << 5U,
  vendor = 1ULL << 6U,
  computing = 1ULL << 7U,
  suggestive = 1ULL << 8U,
  card = 1ULL << 9U,
  counted = 1ULL << 10U,
  accessory = 1ULL << 11U,
  feature = 1ULL << 12U,
  goes_for = 1ULL << 13U,
  comes_with = 1ULL << 14U,
  without = 1ULL << 15U,
  other_machine = 1ULL << 16U,
  other_goods = 1ULL << 17U,
  cover = 1ULL << 18U,
  neutral = 1ULL << 19U,
  number = 1ULL << 20U,
  other_chip = 1ULL << 21U,
  cover_computing = 1ULL << 22U,
  unit = 1ULL << 23U,
  quantity = 1ULL << 24U,
  pack = 1ULL << 25U,
  also = 1ULL << 26U,
  denies = 1ULL << 27U,
  serves = 1ULL << 28U,
  work = 1ULL << 29U,
  lot = 1ULL << 30U,
  portable = 1ULL << 31U,
  each = 1ULL << 32U,
  filled = 1ULL << 33U,
  negation = 1ULL << 34U,
  negated = 1ULL << 35U,
  filled_with = 1ULL << 36U,
  empty = 1ULL << 37U,
  fault = 1ULL << 38U,
  service = 1ULL << 39U,
  coded_unit = 1ULL << 40U,
  for_or_each = 1ULL << 41U,
  core = 1ULL << 42U,
  minimum = 1ULL << 43U,
  comma_unit = 1ULL << 44U,
  handed = 1ULL << 45U,
  processor = 1ULL << 46U,
  machine_part = 1ULL << 47U,
  form = 1ULL << 48U,
  alone = 1ULL << 49U,
  edition = 1ULL << 50U,
};

// How much a code says alone (families.toml).
enum class Strength : std::uint8_t { alone_in_any_text, alone_if_all, beside_a_word };

struct FamilyCode {
  std::uint32_t family = 0;
  Strength strength = Strength::alone_in_any_text;
  bool part_number = false;
};

struct Term {
  std::uint64_t says = 0;
  std::optional<FamilyCode> code;
  bool bare = false;  // of a code or an item: no name of a vendor or line of chips is in it, "H100" but not "RTX 4090"
  std::optional<std::uint32_t> item;
  bool part_number = false;  // the item is named by a number of its vendor, from memory
  std::optional<std::uint32_t> system;
  std::vector<std::uint32_t> assemblies;
  std::vector<std::uint32_t> marks;     // item numbers
  std::vector<std::uint32_t> not_with;  // family numbers
  std::uint32_t vendor = 0;             // number of the vendor, from 1
  bool everyday = false;                // the vendor's word is one of everyday language too ("Ascend")
  double number = 0;
  bool lone = false;  // one ideograph for goods: not as a part of a longer word ("机" is a desk, but not in "拆机卡")
  bool is(Says what) const { return (says & static_cast<std::uint64_t>(what)) != 0; }
};

struct Family {
  std::string name;
  std::uint32_t vendor = 0;            // as in Term; 0 if words.toml names none
  std::vector<std::uint32_t> members;  // item numbers: chips, cards, memory
  std::uint32_t stands_for = 0;        // item number
  bool memory = false;                 // a family of memory stacks
  std::vector<std::string> inside;     // families whose names beside its own say what is in it
};

// Bounds of item_state (words.toml, [line]).
struct LineBounds {
  std::vector<std::string> chip_headings;
  double value_usd = 0;
  double mass_kg = 0;
  double accessory_share = 0;  // of what was asked for the item behind whose name an accessory stands
};

struct Match {
  std::uint32_t begin = 0;  // fragments
  std::uint32_t end = 0;
  const Term* term = nullptr;
};

constexpr std::size_t kLeastHead = 4;  // bytes of the last part of a compound

class Lexicon {
 public:
  static Lexicon build(std::span<const toml::Document> documents, const Store& store, Problems& problems);

  // Fills Fragment::word. Longest terms from left to right, none overlapping; a term never ends inside a word unless
  // another begins there ("h100sxm5", but no "rtx 4090" in "rtx4090ti").
  void match(std::vector<Fragment>& fragments, std::vector<Match>& out) const;

  const std::vector<Family>& families() const { return families_; }
  const LineBounds& bounds() const { return bounds_; }

 private:
  friend class LexiconBuilder;
  std::uint32_t step(std::uint32_t node, std::uint32_t word, bool joined) const;  // 0 = none
  // What the last part of a compound says: "Hydraulikpumpe", "Grafikkartenhalter". nullptr: no part is known.
  const Term* head_of(std::string_view word) const;

  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> words_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // (node, word, joined) -> node
  std::vector<std::int32_t> term_of_node_{-1};
  std::vector<Term> terms_;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> heads_;  // to numbers of terms
  std::vector<Family> families_;
  LineBounds bounds_;
};

// Is this fragment a unit of memory written behind a number ("80gb")? A lone g only where `joined`.
bool is_memory_unit(const Fragment& fragment);

}  // namespace tidewaiter::catalog
