#include "catalog/identify/reading.h"

#include <algorithm>

#include "catalog/identify/markup.h"
#include "catalog/identify/number_words.h"
#include "catalog/identify/shorthand.h"
#include "text/fold.h"

namespace tidewaiter::catalog {
namespace {

// A bare number before a code is a count only up to here; larger ones are years, headings or model numbers.
constexpr std::uint32_t kLargestBareCount = 1000;

constexpr char kNumberMark = '\x1F';  // before the part number; folding leaves none in a text

std::string folded_texts(std::string_view text, std::string_view sku) {
  std::string buffer;
  std::string folded = without_shorthand(with_western_digits(text::fold(without_markup(text, buffer))));
  if (sku.empty()) return folded;
  const std::string number = text::fold(sku);
  if (number.empty() || number == folded) return folded;
  return folded + " |" + kNumberMark + number;
}

}  // namespace

Reading::Reading(const Lexicon& lexicon, std::string_view text, std::string_view sku)
    : text_(folded_texts(text, sku)), folded_(text_) {
  match(lexicon);
  if (std::string mended = mend(lexicon, folded_, fragments_, match_of_, misread_); !misread_.empty()) {
    text_ = std::move(mended);
    folded_ = text_;
    match(lexicon);
  }
  const std::size_t mark = folded_.rfind(kNumberMark);
  number_begin_ = size();
  while (mark != std::string_view::npos && number_begin_ > 0 && fragments_[number_begin_ - 1].begin > mark) {
    --number_begin_;
  }
  add_up();
  for (const Match& match : matches_) {
    if (match.term->vendor != 0 && !match.term->everyday) vendors_.push_back(match.term->vendor);
  }
}

Reading::Reading(const Reading& whole, std::uint32_t from, std::uint32_t to)
    : folded_(whole.folded_),
      fragments_(whole.fragments_.begin() + from, whole.fragments_.begin() + to),
      vendors_(whole.vendors_),
      misread_(whole.misread_) {
  auto match = std::ranges::lower_bound(whole.matches_, from, {}, &Match::begin);
  match_of_.assign(fragments_.size(), -1);
  for (; match != whole.matches_.end() && match->end <= to; ++match) {
    for (std::uint32_t i = match->begin; i < match->end; ++i) {
      match_of_[i - from] = static_cast<std::int32_t>(matches_.size());
    }
    matches_.push_back({match->begin - from, match->end - from, match->term});
  }
  number_begin_ = std::clamp(whole.number_begin_, from, to) - from;
  add_up();
}

// "1. H100 8 pcs 2. heatsink 8 pcs": the numbers of a list count nothing, and each begins another thing.
void Reading::part_list() {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Fragment& fragment = fragments_[i];
    const std::size_t behind = fragment.begin + fragment.text.size();
    const bool next = fragment.digits && !fragment.joined && fragment.number == numbers.size() + 1 &&
                      fragment.text.size() <= 2 && blank_before(i) && behind + 1 < folded_.size();
    if (!next || (folded_[behind] != '.' && folded_[behind] != ')') || folded_[behind + 1] != ' ') continue;
    if (numbers.empty() && i > 0) return;
    numbers.push_back(i);
  }
  if (numbers.size() < 2) return;
  for (const std::uint32_t number : numbers) {
    fragments_[number].breaks = true;
    fragments_[number].divides = true;
    fragments_[number].slashes = false;
    fragments_[number].number = 0;
  }
}

// "Box 1: RTX A5000 (6). Box 2: RTX A4000": each numbered package holds other things.
void Reading::part_packages() {
  for (const Match& match : matches_) {
    if (!match.term->is(Says::pack) || match.begin == 0 || match.end >= size()) continue;
    const Fragment& number = fragments_[match.end];
    const std::size_t behind = number.begin + number.text.size();
    if (!number.digits || behind >= folded_.size() || folded_[behind] != ':') continue;
    fragments_[match.begin].breaks = true;
    fragments_[match.begin].divides = true;
    fragments_[match.begin].slashes = false;
  }
}

void Reading::match(const Lexicon& lexicon) {
  fragments_.clear();
  matches_.clear();
  cut(folded_, fragments_);
  part_list();
  lexicon.match(fragments_, matches_);
  part_packages();
  match_of_.assign(fragments_.size(), -1);
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    for (std::uint32_t j = matches_[i].begin; j < matches_[i].end; ++j) match_of_[j] = static_cast<std::int32_t>(i);
  }
}

// What stands in the text as a whole.
void Reading::add_up() {
  for (const Match& match : matches_) {
    std::uint64_t says = match.term->says;
    // "2 cartons": a package speaks of cardboard goods no more
    const bool package = match.term->is(Says::neutral) || match.term->is(Says::pack) || match.term->is(Says::unit);
    if (package) says &= ~static_cast<std::uint64_t>(Says::other_goods);
    says_ |= says;
  }
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (match_of_[i] >= 0 || fragments_[i].digits) continue;
    const bool unit = i > 0 && fragments_[i - 1].digits && match_of_[i - 1] < 0 && is_memory_unit(fragments_[i]) &&
                      !(i + 1 < size() && fragments_[i + 1].joined && fragments_[i + 1].text == "s");
    if (unit) {
      memory_sizes_.push_back(fragments_[i - 1].number);
    } else if (fragments_[i].text != "x") {
      // A run of ideographs that no list knows counts as one word.
      if (!fragments_[i].ideograph || i == 0 || match_of_[i - 1] >= 0 || fragments_[i - 1].digits) ++unknown_words_;
    }
  }
}

const std::string* Reading::misread(std::uint32_t begin, std::uint32_t end) const {
  for (const Misread& one : misread_) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (fragments_[i].begin >= one.begin && fragments_[i].begin < one.end) return &one.written;
    }
  }
  return nullptr;
}

bool Reading::says_just_before(Says what, std::uint32_t at) const {
  for (int words = 0; at > 0 && words < 2; ++words) {
    const Match* match = term_at(at - 1);
    if (match == nullptr) return false;
    if (match->term->is(what)) return true;
    if (!match->term->is(Says::neutral) && !match->term->is(Says::vendor)) return false;
    at = match->begin;
  }
  return false;
}

const Match* Reading::term_at(std::uint32_t at) const {
  return at >= size() || match_of_[at] < 0 ? nullptr : &matches_[static_cast<std::size_t>(match_of_[at])];
}

bool Reading::says_at(Says what, std::uint32_t at) const {
  const Match* match = term_at(at);
  return match != nullptr && match->term->is(what);
}

const Match* Reading::first(Says what) const {
  for (const Match& match : matches_) {
    if (match.term->is(what)) return &match;
  }
  return nullptr;
}

bool Reading::is_unknown(std::uint32_t at) const {
  return at < size() && match_of_[at] < 0 && !fragments_[at].breaks && !fragments_[at].digits &&
         fragments_[at].text != "x" && !is_memory_unit(fragments_[at]);
}

bool Reading::is_among_unknown(const Match& match) const {
  const bool before = match.begin > 0 && !fragments_[match.begin].breaks && match_of_[match.begin - 1] < 0 &&
                      !fragments_[match.begin - 1].digits && fragments_[match.begin - 1].text != "x" &&
                      !is_memory_unit(fragments_[match.begin - 1]);
  return before || is_unknown(match.end);
}

bool Reading::names_vendor(std::uint32_t vendor) const { return std::ranges::find(vendors_, vendor) != vendors_.end(); }

std::string Reading::words(std::uint32_t begin, std::uint32_t end) const {
  const std::size_t from = fragments_[begin].begin;
  const std::size_t to = fragments_[end - 1].begin + fragments_[end - 1].text.size();
  std::string words(folded_.substr(from, to - from));
  std::erase(words, kNumberMark);
  return words;
}

bool Reading::comma_before(std::uint32_t at) const {
  const std::uint32_t begin = fragments_[at].begin;
  return begin > 0 && folded_[begin - 1] == ',';
}

bool Reading::continues_number(std::uint32_t at) const {
  if (at == 0 || !fragments_[at].digits || !fragments_[at - 1].digits) return false;
  const std::uint32_t begin = fragments_[at].begin;
  const bool at_once = fragments_[at - 1].begin + fragments_[at - 1].text.size() + 1 == begin;
  return at_once && (folded_[begin - 1] == ',' || folded_[begin - 1] == '.');
}

// "Line 3: MI300X"; not "two (2) H100".
bool Reading::numbers_a_line(std::uint32_t at) const {
  const std::size_t behind = fragments_[at].begin + fragments_[at].text.size();
  return fragments_[at].digits && behind < folded_.size() && !opens_bracket(at) &&
         (folded_[behind] == ':' || folded_[behind] == ')');
}

// "Crate 1 of 3 - DGX B200", "Palette 2 von 4".
bool Reading::numbers_a_part(std::uint32_t at) const {
  const Match* of = at >= 2 ? term_at(at - 1) : nullptr;
  return of != nullptr && of->term->is(Says::filled_with) && of->begin > 0 && fragments_[of->begin - 1].digits;
}

bool Reading::opens_bracket(std::uint32_t at) const {
  const std::uint32_t begin = fragments_[at].begin;
  return begin > 0 && folded_[begin - 1] == '(';
}

bool Reading::closes_bracket(std::uint32_t at) const {
  const std::size_t behind = fragments_[at].begin + fragments_[at].text.size();
  return behind < folded_.size() && folded_[behind] == ')';
}

bool Reading::written_before(std::uint32_t at, char sign) const { return signs_before(at).contains(sign); }

std::string_view Reading::signs_before(std::uint32_t at) const {
  if (at == 0) return {};
  const std::size_t from = fragments_[at - 1].begin + fragments_[at - 1].text.size();
  return folded_.substr(from, fragments_[at].begin - from);
}

bool Reading::blank_before(std::uint32_t at) const {
  const std::uint32_t begin = fragments_[at].begin;
  return begin == 0 || folded_[begin - 1] == ' ';
}

bool Reading::says_between(Says what, std::uint32_t begin, std::uint32_t end) const {
  return std::ranges::any_of(
      matches_, [&](const Match& match) { return match.begin >= begin && match.begin < end && match.term->is(what); });
}

bool Reading::breaks_between(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    if (fragments_[i].breaks) return true;
  }
  return false;
}

bool Reading::divides_between(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i <= end && i < size(); ++i) {
    if (fragments_[i].divides) return true;
  }
  return false;
}

bool Reading::anything_between(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Match* match = term_at(i);
    if (match == nullptr ? !fragments_[i].digits && fragments_[i].text != "x" : !match->term->is(Says::neutral)) {
      return true;
    }
  }
  return false;
}

const Match* Reading::next_term(std::uint32_t at) const {
  for (std::uint32_t i = at; i < size(); ++i) {
    const Match* match = term_at(i);
    if (match == nullptr) return nullptr;
    if (!match->term->is(Says::neutral) || match->term->is(Says::goes_for)) return match;
    i = match->end - 1;
  }
  return nullptr;
}

bool Reading::is_dimension(std::uint32_t begin, std::uint32_t end) const {
  if (end - begin != 2 || !fragments_[begin + 1].joined || fragments_[begin].text.size() > 2) return false;
  const auto is_length = [&](std::uint32_t at) {  // a letter, and a number joined to it
    return at + 1 < size() && !fragments_[at].digits && fragments_[at].text.size() <= 2 && fragments_[at].text != "x" &&
           fragments_[at + 1].digits && fragments_[at + 1].joined;
  };
  const auto is_times = [&](std::uint32_t at) { return fragments_[at].text == "x" || fragments_[at].text == "х"; };
  return (end + 2 < size() && is_times(end) && is_length(end + 1)) ||
         (begin >= 3 && is_times(begin - 1) && is_length(begin - 3));
}

// "two (4 x L40S)": of the bracket that the count at `at` opens; 1 where none are counted, or the same number again.
double Reading::sets_before(std::uint32_t at) const {
  if (at == 0 || !opens_bracket(at) || fragments_[at].breaks) return 1;
  const auto sets = catalog::number_before(*this, 0, at);
  const bool bare = sets && sets->value <= kLargestBareCount && sets->value != fragments_[at].number;
  return bare && (sets->begin == 0 || fragments_[sets->begin].breaks) ? sets->value : 1;
}

// "2 x ASUS ROG Strix RTX 4090": at the beginning of a phrase, with a maker and a model between.
std::optional<double> Reading::times_before(std::uint32_t at) const {
  constexpr std::uint32_t kMostBetween = 6;  // fragments
  for (std::uint32_t i = at; i > 1 && at - i < kMostBetween; --i) {
    if (i < size() && fragments_[i].breaks) return std::nullopt;
    const Fragment& fragment = fragments_[i - 1];
    if (fragment.text == "x" && fragments_[i - 2].digits && match_of_[i - 2] < 0) {
      const std::uint32_t count = fragments_[i - 2].number;
      const bool begins = i == 2 || fragments_[i - 2].breaks || says_at(Says::also, i - 3);
      return begins && count > 0 && count <= kLargestBareCount ? std::optional<double>(count) : std::nullopt;
    }
    const Match* match = term_at(i - 1);
    if (fragment.digits && match == nullptr && !fragment.joined) return std::nullopt;
    const bool passed = match == nullptr || match->term->is(Says::vendor) || match->term->is(Says::neutral) ||
                        (match->term->is(Says::computing) && !match->term->is(Says::assembly));
    if (!passed || (match != nullptr && (match->term->is(Says::model) || match->term->code || match->term->item))) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<double> Reading::count_before(std::uint32_t at) const {
  const std::optional<double> count = count_right_before(at);
  return count ? count : times_before(at);
}

std::optional<double> Reading::count_right_before(std::uint32_t at) const {
  for (std::uint32_t i = at; i > 0;) {
    const Fragment& fragment = fragments_[i - 1];
    const bool listed = i < size() && fragments_[i].breaks;
    if (const Match* match = term_at(i - 1)) {
      if (match->term->is(Says::number)) {
        const auto number = number_words_before(*this, 0, i);
        return number ? std::optional(number->value) : std::nullopt;
      }
      if (listed || !(match->term->is(Says::vendor) || match->term->is(Says::neutral)) || match->begin == 0) {
        return std::nullopt;
      }
      if (fragment.text != "x") {
        i = match->begin;
        continue;
      }
    }
    if (fragment.text == "x") {
      if (listed || i < 2 || !fragments_[i - 2].digits || match_of_[i - 2] >= 0) return std::nullopt;
      const std::uint32_t count = fragments_[i - 2].number;
      if (count == 0 || count > kLargestStated) return std::nullopt;
      const double all = count * sets_before(i - 2);
      return all <= kLargestStated ? all : count;
    }
    // Bare: no model number ("gen5 h100"), no lanes ("x16 h100"), no decimals.
    if (!fragment.digits || fragment.joined || listed || fragment.number == 0 || fragment.number > kLargestBareCount) {
      return std::nullopt;
    }
    if (numbers_a_line(i - 1) || numbers_a_part(i - 1)) return std::nullopt;
    if (i >= 2 && fragments_[i - 2].text == "第" && !listed) return std::nullopt;  // "第6箱：HGX B200": the sixth
    if (i >= 2 && match_of_[i - 2] < 0 && (fragments_[i - 2].text == "x" || fragments_[i - 2].digits) &&
        !numbers_a_line(i - 2)) {
      return std::nullopt;
    }
    return fragment.number;
  }
  return std::nullopt;
}

std::optional<double> Reading::count_behind(std::uint32_t at) const {
  for (std::uint32_t i = at; i < size();) {
    if (fragments_[i].breaks) return std::nullopt;
    if (fragments_[i].text == "x") {
      if (i + 1 >= size() || !fragments_[i + 1].digits || match_of_[i + 1] >= 0) return std::nullopt;
      if (i + 2 < size() && (fragments_[i + 2].joined || is_memory_unit(fragments_[i + 2]))) return std::nullopt;
      const std::uint32_t count = fragments_[i + 1].number;
      return count > 0 && count <= kLargestStated ? std::optional<double>(count) : std::nullopt;
    }
    if (opens_bracket(i) && fragments_[i].digits && match_of_[i] < 0 && closes_bracket(i)) {  // "RTX A5000 (6)."
      const std::uint32_t count = fragments_[i].number;
      const bool size = std::ranges::find(kMemorySizes, count) != kMemorySizes.end();
      return count > 0 && count <= kLargestBareCount && !size ? std::optional<double>(count) : std::nullopt;
    }
    const Match* match = term_at(i);
    if (match != nullptr) {
      const bool lanes = match->term->is(Says::computing) && !match->term->is(Says::counted);  // PCIe x16, but OAM x4
      const bool form = match->term->is(Says::mark) && !lanes;
      if (!form && !match->term->is(Says::card)) return std::nullopt;
      i = match->end;
    } else if (fragments_[i].digits && i + 1 < size() && is_memory_unit(fragments_[i + 1])) {
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace tidewaiter::catalog
