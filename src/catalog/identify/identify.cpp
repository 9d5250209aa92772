#include "catalog/identify/identify.h"

#include <algorithm>
#include <iterator>

#include "catalog/identify/number_words.h"
#include "catalog/identify/one_item.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

// Of an identification with an item, as all that come here are: of_parts leaves out the others.
std::uint32_t item_of(const Identification& found) { return found.item.value_or(0); }

double tpp_of(const Store& store, const Identification& found) { return store.items[item_of(found)].tpp.value_or(0); }

// The strictest decides, the first of equals; the others follow in the order of the text.
Identification together(const Store& store, std::vector<Identification>&& found) {
  const auto strictest = std::ranges::max_element(
      found, [&](const auto& a, const auto& b) { return tpp_of(store, a) < tpp_of(store, b); });
  Identification out = std::move(*strictest);
  for (auto one = found.begin(); one != found.end(); ++one) {
    if (one == strictest) continue;
    std::vector<NamedItem> further = std::move(one->others);
    out.others.push_back({static_cast<Naming&&>(*one), item_of(*one)});
    std::ranges::move(further, std::back_inserter(out.others));
  }
  return out;
}

constexpr std::uint32_t kTail = 6;  // fragments of a count at the end of a line

// "A10 24G、A30 24G 各三张", "RTX 4090 and RTX 3090, 3 pcs each": at the end, a count that holds for each thing named.
std::optional<double> count_of_each(const Reading& reading) {
  if (reading.has(Says::pack)) return std::nullopt;
  for (const Match& match : reading.matches()) {
    const std::uint32_t end = reading.number_begin();
    if (match.begin == 0 && match.term->is(Says::each)) {  // "je 2 Stück L40 und L4"
      const auto counts = stated_counts(reading, match.end, end);
      if (counts.size() == 1 && counts.front().begin == match.end) return counts.front().count;
    }
    if (!match.term->is(Says::each) || match.begin == 0 || match.end > end || match.end + kTail < end) continue;
    for (const StatedCount& count : stated_counts(reading, match.begin, end)) {
      if (count.begin == match.end && count.end == end) return count.count;  // "je 3 Stück"
    }
    if (match.end != end) continue;
    for (const StatedCount& count : stated_counts(reading, match.begin - std::min(match.begin, kTail), match.begin)) {
      if (count.end == match.begin) return count.count;  // "3 pcs each"
    }
    if (const auto number = number_before(reading, 0, match.begin)) return number->value;
  }
  return std::nullopt;
}

void give_each(Identification& found, double count) {
  const auto give = [count](Naming& one) {
    if (one.units != 1 || one.stated.value_or(1) != 1) return;
    one.stated = count;
  };
  give(found);
  for (NamedItem& other : found.others) give(other);
}

// "2 GPUs: RTX 4090 and RTX 3090": the count before a colon is that of the things behind it, one of each.
void share_out(const Reading& reading, Identification& found) {
  const auto things = static_cast<double>(found.others.size() + 1);
  for (const Match& match : reading.matches()) {
    if (match.end >= reading.size() || !reading.written_before(match.end, ':')) continue;
    if (!match.term->is(Says::card) && !match.term->is(Says::counted)) continue;
    const auto number = number_before(reading, 0, match.begin);
    if (!number || number->value != things) continue;
    const auto share = [things](Naming& one) {
      if (one.units == things) one.units = 1;
      if (one.stated == things) one.stated = 1;
    };
    share(found);
    for (NamedItem& other : found.others) share(other);
    return;
  }
}

// REQUIRES: cuts rise, within the reading.
Identification of_parts(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing,
                        std::vector<std::uint32_t> cuts, std::uint32_t end, Identification&& whole,
                        Identification (*identify_part)(const Lexicon&, const Store&, const Reading&, bool)) {
  std::vector<Identification> found;
  cuts.push_back(end);
  std::uint32_t from = 0;
  for (const std::uint32_t to : cuts) {
    if (to <= from) continue;
    const Reading part(reading, from, to);
    if (Identification one = identify_part(lexicon, store, part, computing); one.item) found.push_back(std::move(one));
    from = to;
  }
  return found.empty() ? std::move(whole) : together(store, std::move(found));
}

Identification of_one(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing) {
  return identify_one(lexicon, store, reading, computing).found;
}

Identification of_line(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing) {
  OneItem whole = identify_one(lexicon, store, reading, computing);
  if (whole.anchors.size() < 2) return std::move(whole.found);
  std::vector<std::uint32_t> cuts = boundaries(reading, whole.anchors, !whole.found.item);
  if (cuts.empty()) return std::move(whole.found);
  Identification found = of_parts(lexicon, store, reading, whole.computing, std::move(cuts), reading.number_begin(),
                                  std::move(whole.found), of_one);
  if (found.others.empty()) return found;
  share_out(reading, found);
  if (const auto count = count_of_each(reading)) give_each(found, *count);
  return found;
}

// Within a line everything is weighed against everything. A line that nobody wrote by hand is read piece by piece, so
// that the time grows with its length and not with the square of it.
constexpr std::uint32_t kLongestLine = 2000;  // fragments, some 10,000 characters

std::vector<std::uint32_t> pieces_of(const Reading& reading) {
  std::vector<std::uint32_t> cuts;
  for (std::uint32_t from = 0; from + kLongestLine < reading.size(); from = cuts.back()) {
    std::uint32_t at = from + kLongestLine;
    for (std::uint32_t i = at; i > from + kLongestLine / 2; --i) {
      if (!reading.fragment(i).breaks) continue;
      at = i;
      break;
    }
    cuts.push_back(at);
  }
  return cuts;
}

}  // namespace

Identification identify(const Lexicon& lexicon, const Store& store, std::string_view text, std::string_view sku) {
  const Reading reading(lexicon, text, sku);
  if (reading.size() <= kLongestLine) return of_line(lexicon, store, reading, false);
  Identification whole;
  whole.accelerator_word = reading.has(Says::computing) || reading.has(Says::model);
  return of_parts(lexicon, store, reading, false, pieces_of(reading), reading.size(), std::move(whole), of_line);
}

std::vector<std::uint32_t> could_be(const Lexicon& lexicon, const Store& store, std::string_view text,
                                    std::string_view sku) {
  const Reading reading(lexicon, text, sku);
  if (reading.size() > kLongestLine) return {};
  OneItem whole = identify_one(lexicon, store, reading, false);
  const bool several = whole.anchors.size() > 1 && !boundaries(reading, whole.anchors, !whole.found.item).empty();
  return several || !whole.found.item ? std::vector<std::uint32_t>{} : std::move(whole.could_be);
}

}  // namespace tidewaiter::catalog
