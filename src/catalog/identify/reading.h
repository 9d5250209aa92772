// One text while it is being identified: its fragments, the terms found in it, and questions about their neighbourhood.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/identify/lexicon.h"
#include "catalog/identify/misread.h"

namespace tidewaiter::catalog {

// GB of a card or module, which a line may state without its unit.
constexpr std::array<std::uint32_t, 14> kMemorySizes{16, 20, 24, 32, 40, 48, 64, 80, 94, 96, 128, 141, 192, 288};

class Reading {
 public:
  Reading(const Lexicon& lexicon, std::string_view text, std::string_view sku);
  // The fragments [from, to) alone, among the vendors that the whole text names. The whole must outlive it.
  Reading(const Reading& whole, std::uint32_t from, std::uint32_t to);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  Reading(Reading&&) = delete;  // fragments and matches point into it
  Reading& operator=(Reading&&) = delete;
  ~Reading() = default;

  const std::vector<Match>& matches() const { return matches_; }
  const std::vector<double>& memory_sizes() const { return memory_sizes_; }  // GB, as stated
  const Match* first(Says what) const;                                       // nullptr = none
  bool has(Says what) const { return (says_ & static_cast<std::uint64_t>(what)) != 0; }
  // A vendor of chips is named; `vendor` as in Term.
  bool names_vendor(std::uint32_t vendor) const;
  bool names_any_vendor() const { return !vendors_.empty(); }
  std::uint32_t unknown_words() const { return unknown_words_; }  // words that no list knows
  // Is the fragment a word that no list knows, in one phrase with the one before it?
  bool is_unknown(std::uint32_t at) const;
  // Does a word that no list knows stand right before or behind it, with nothing between: "Acme H100 mower"?
  bool is_among_unknown(const Match& match) const;
  std::string words(std::uint32_t begin, std::uint32_t end) const;

  // Does a term that says `what` begin in [begin, end)?
  bool says_between(Says what, std::uint32_t begin, std::uint32_t end) const;
  // Is there a comma or the like between the fragments of [begin, end)? That before `begin` itself does not count.
  bool breaks_between(std::uint32_t begin, std::uint32_t end) const;
  // Is a semicolon, a bar or the like among them?
  bool divides_between(std::uint32_t begin, std::uint32_t end) const;
  // Is some word in [begin, end) more than neutral?
  bool anything_between(std::uint32_t begin, std::uint32_t end) const;
  // The first term at or after `at` that is more than neutral; nullptr if unknown words come first or nothing does.
  const Match* next_term(std::uint32_t at) const;

  // A count written before the fragment: "8x", "8", "eight", "8 units of", with the vendor's name between.
  std::optional<double> count_before(std::uint32_t at) const;
  // A count written behind it: "x8", "*8", with memory size, form and the like between.
  std::optional<double> count_behind(std::uint32_t at) const;
  // "W200 x H100 x D40": the code that stands in [begin, end) is a length among lengths.
  bool is_dimension(std::uint32_t begin, std::uint32_t end) const;
  bool number_before(std::uint32_t at) const { return at > 0 && fragments_[at - 1].digits; }
  // Does the term that ends at `at`, or one neutral word before it, say `what`?
  bool says_just_before(Says what, std::uint32_t at) const;
  const Fragment& fragment(std::uint32_t at) const { return fragments_[at]; }
  // The term that the fragment is part of; nullptr where there is none, and from `limit` or the last fragment on.
  const Match* term_at(std::uint32_t at) const;
  const Match* term_at(std::uint32_t at, std::uint32_t limit) const { return at < limit ? term_at(at) : nullptr; }
  bool says_at(Says what, std::uint32_t at) const;
  // First fragment of the part number, which stands behind the description; size() if there is none.
  std::uint32_t number_begin() const { return number_begin_; }
  // How a code in [begin, end) is written in the text, if it is no such code as it stands there; nullptr otherwise.
  const std::string* misread(std::uint32_t begin, std::uint32_t end) const;
  // Does white space, and not a point or the like, stand before the fragment?
  bool blank_before(std::uint32_t at) const;
  bool comma_before(std::uint32_t at) const;
  // Is it written within one number with the fragment before it: "1,024", "27.40"?
  bool continues_number(std::uint32_t at) const;
  bool opens_bracket(std::uint32_t at) const;   // stands right before it
  bool closes_bracket(std::uint32_t at) const;  // stands right behind it
  // Does this sign stand between the fragment and the one before it? "packages: 2", "3 ctns @ 10"
  bool written_before(std::uint32_t at, char sign) const;
  // All that stands between them; empty before the first.
  std::string_view signs_before(std::uint32_t at) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(fragments_.size()); }

 private:
  void match(const Lexicon& lexicon);
  bool numbers_a_line(std::uint32_t at) const;
  void part_packages();
  bool numbers_a_part(std::uint32_t at) const;
  void part_list();
  std::optional<double> count_right_before(std::uint32_t at) const;
  std::optional<double> times_before(std::uint32_t at) const;
  double sets_before(std::uint32_t at) const;
  void add_up();

  std::string text_;         // folded; empty in a part
  std::string_view folded_;  // of the whole
  std::vector<Fragment> fragments_;
  std::vector<Match> matches_;
  std::vector<std::int32_t> match_of_;  // by fragment, -1 = none
  std::vector<double> memory_sizes_;
  std::vector<std::uint32_t> vendors_;
  std::vector<Misread> misread_;
  std::uint32_t number_begin_ = 0;
  std::uint64_t says_ = 0;
  std::uint32_t unknown_words_ = 0;
};

}  // namespace tidewaiter::catalog
