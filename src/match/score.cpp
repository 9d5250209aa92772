#include "match/score.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "match/comparison.h"
#include "match/gain.h"
#include "text/tokens.h"

namespace tidewaiter::match {
namespace {

constexpr std::size_t kMaxWords = text::kMaxTokens;

struct Span {
  std::uint8_t first = 0;
  std::uint8_t count = 1;
  std::uint32_t mask() const { return static_cast<std::uint32_t>(((std::uint64_t{1} << count) - 1) << first); }
};

// A possible match of words of both sides.
struct Pair {
  Span query;
  Span entry;
  Met met;
  Weight query_weight = 0;
  Weight entry_weight = 0;
  std::int64_t value() const { return std::int64_t{std::min(query_weight, entry_weight)} * met.similarity; }
};

// Best first; the rest of the order only makes it total.
bool better(const Pair& a, const Pair& b) {
  const auto key = [](const Pair& p) {
    return std::tuple(-p.value(), -p.met.similarity, p.query.first, p.entry.first, p.query.count, p.entry.count);
  };
  return key(a) < key(b);
}

struct Side {
  std::span<const Word> words;
  std::array<Weight, kMaxWords> weights{};
  std::uint32_t unmatched = 0;  // a bit a word

  Side(std::span<const Word> all, Mode mode) : words(all.first(std::min(all.size(), kMaxWords))) {
    for (std::size_t i = 0; i < words.size(); ++i) weights[i] = weight_in(mode, words[i].kind, words[i].weight);
    unmatched = Span{0, static_cast<std::uint8_t>(words.size())}.mask();
  }
  Weight weight(Span span) const {
    Weight sum = 0;
    for (std::size_t i = span.first; i < std::size_t{span.first} + span.count; ++i) sum += weights[i];
    return sum;
  }
  Weight unmatched_weight() const {
    Weight sum = 0;
    for (std::size_t i = 0; i < words.size(); ++i) sum += is_unmatched(i) ? weights[i] : 0;
    return sum;
  }
  bool is_unmatched(std::size_t i) const { return (unmatched >> i & 1U) != 0; }
  bool any_unmatched(const auto& is) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_unmatched(i) && is(words[i])) return true;
    }
    return false;
  }
  Span all() const { return {0, static_cast<std::uint8_t>(words.size())}; }
};

// "Northern" and "Southern" tell two institutes apart as numbers do.
bool is_direction(const Word& word) {
  static constexpr auto kDirections = std::to_array<std::string_view>(
      {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"});
  return word.known && std::ranges::find(kDirections, word.canonical) != kDirections.end();
}

class Comparison {
 public:
  Comparison(const NameView& query, const NameView& entry)
      : mode_(mode_of(query.schema, query.legal, entry.schema)),
        query_name_(query),
        entry_name_(entry),
        query_(query.words, mode_),
        entry_(entry.words, mode_) {
    find_words();
    find_joined();
    if (mode_ == Mode::organizations) find_acronyms();
    choose();
  }

  Score score(std::string* rule = nullptr) const;
  const std::vector<Pair>& chosen() const { return chosen_; }
  const Side& query() const { return query_; }
  const Side& entry() const { return entry_; }
  Mode mode() const { return mode_; }

 private:
  // A word of so few letters that one wrong makes it another word.
  bool is_short(const Pair& pair) const {
    constexpr std::size_t kLetters = 6;
    return query_.words[pair.query.first].text.size() < kLetters ||
           entry_.words[pair.entry.first].text.size() < kLetters;
  }
  // Words of business that are common anywhere. A name that many entries share ("Huawei") is common on the list only.
  bool is_generic(const Pair& pair) const {
    const Word& word = entry_.words[pair.entry.first];
    return std::min(pair.query_weight, pair.entry_weight) < kGenericWeight && word.kind == WordKind::ordinary &&
           (word.known || query_.words[pair.query.first].known);
  }
  void add(Span query, Span entry, Met met) {
    if (met.relation == Relation::none) return;
    found_.push_back({query, entry, met, query_.weight(query), entry_.weight(entry)});
  }

  void find_words() {
    for (std::size_t i = 0; i < query_.words.size(); ++i) {
      for (std::size_t j = 0; j < entry_.words.size(); ++j) {
        const Word& q = query_.words[i];
        const Word& e = entry_.words[j];
        Met met = relate(q, e, mode_);
        if (met.relation == Relation::none && mode_ == Mode::persons && (is_initial_of(q, e) || is_initial_of(e, q))) {
          met = {Relation::initial, kInitial};
        }
        add({static_cast<std::uint8_t>(i), 1}, {static_cast<std::uint8_t>(j), 1}, met);
      }
    }
  }

  template <class Add>
  static void find_joined(const Side& joined, const Side& single, const Add& add) {
    for (std::size_t first = 0; first < joined.words.size(); ++first) {
      std::string text(joined.words[first].text);
      std::uint32_t letters = joined.words[first].letters;
      for (std::size_t count = 2; count <= kLongestJoin && first + count <= joined.words.size(); ++count) {
        text += joined.words[first + count - 1].text;
        letters |= joined.words[first + count - 1].letters;
        const std::size_t least = least_cut(text.size(), joined.words[first + count - 1]);
        for (std::size_t j = 0; j < single.words.size(); ++j) {
          add(Span{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count)},
              Span{static_cast<std::uint8_t>(j), 1}, relate_cut(text, least, single.words[j]));
          add(Span{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count)},
              Span{static_cast<std::uint8_t>(j), 1}, relate_joined(text, letters, single.words[j]));
        }
      }
    }
  }
  void find_joined() {
    find_joined(query_, entry_, [&](Span joined, Span single, Met met) { add(joined, single, met); });
    find_joined(entry_, query_, [&](Span joined, Span single, Met met) { add(single, joined, met); });
  }

  void find_acronyms() {
    const auto met = [](const Word& word) { return Met{Relation::acronym, acronym_similarity(word.text.size())}; };
    // Letters for words: what the words weigh more than the acronym was never there to be met.
    const auto add_equal = [&](Span query, Span entry, const Word& word) {
      const Weight weight = std::min(query_.weight(query), entry_.weight(entry));
      found_.push_back({query, entry, met(word), weight, weight});
    };
    for (std::size_t i = 0; i < query_.words.size(); ++i) {
      const Word& word = query_.words[i];
      if (is_acronym_of(word, entry_.words)) add_equal({static_cast<std::uint8_t>(i), 1}, entry_.all(), word);
    }
    for (std::size_t j = 0; j < entry_.words.size(); ++j) {
      const Word& word = entry_.words[j];
      if (is_acronym_of(word, query_.words)) add_equal(query_.all(), {static_cast<std::uint8_t>(j), 1}, word);
    }
  }

  // Greedy: the heaviest match first. A word is matched once.
  void choose() {
    std::ranges::sort(found_, better);
    for (const Pair& pair : found_) {
      if ((query_.unmatched & pair.query.mask()) != pair.query.mask()) continue;
      if ((entry_.unmatched & pair.entry.mask()) != pair.entry.mask()) continue;
      query_.unmatched &= ~pair.query.mask();
      entry_.unmatched &= ~pair.entry.mask();
      chosen_.push_back(pair);
    }
  }

  Mode mode_;
  const NameView& query_name_;
  const NameView& entry_name_;
  Side query_;
  Side entry_;
  std::vector<Pair> found_;
  std::vector<Pair> chosen_;
};

// The weight that speaks for another party: in names of persons an initial that fits no word counts nearly like one,
// and a title not at all.
Weight conflicting_weight(const Side& side, Mode mode) {
  if (mode == Mode::organizations) return side.unmatched_weight();
  Weight sum = 0;
  for (std::size_t i = 0; i < side.words.size(); ++i) {
    if (!side.is_unmatched(i) || side.words[i].kind == WordKind::title) continue;
    sum += side.words[i].kind == WordKind::initial ? kConflictingInitial : side.weights[i];
  }
  return sum;
}

Score Comparison::score(std::string* rule) const {
  const auto note = [&](std::string_view text) {
    if (rule == nullptr) return;
    if (!rule->empty()) *rule += ", ";
    *rule += text;
  };
  const Charges& charges = charges_of(mode_);
  Amount matched = 0;
  Amount charged = 0;
  bool tiny_acronym = false;
  bool short_typo = false;
  bool only_short_typos = true;  // beside words that tell little
  bool only_generic = true;
  std::size_t words_met = 0;  // but for initials
  const Pair* only_typo = nullptr;
  Weight sum = 0;
  for (const Pair& pair : chosen_) {
    const Similarity similarity = pair.met.similarity;
    matched += match::met(pair.query_weight, pair.entry_weight, similarity);
    charged += shortfall(pair.query_weight, pair.entry_weight, similarity, charges.query);
    charged += shortfall(pair.entry_weight, pair.query_weight, similarity, charges.entry);
    tiny_acronym |= pair.met.relation == Relation::acronym && pair.met.similarity == kTinyAcronymSimilarity;
    const Weight weight = std::min(pair.query_weight, pair.entry_weight);
    const bool is_short_typo = pair.met.relation == Relation::typo && is_short(pair);
    short_typo |= is_short_typo;
    only_short_typos &= is_short_typo || is_generic(pair);
    only_generic &= is_generic(pair);
    words_met += pair.met.relation != Relation::initial ? 1 : 0;
    if (pair.met.relation == Relation::typo) only_typo = &pair;
    sum += weight;
  }
  if (words_met == 0) {
    note("no word met another");
    return 0;
  }
  const Weight query_left = query_.unmatched_weight();
  const Weight entry_left = entry_.unmatched_weight();
  charged += unmatched(query_left, charges.query) + unmatched(entry_left, charges.entry);

  const Weight query_legal = legal_weight(query_name_.legal);
  const Weight entry_legal = legal_weight(entry_name_.legal);
  const Similarity legal =
      query_legal > 0 && entry_legal > 0 ? legal_similarity(query_name_.legal, entry_name_.legal) : 0;
  if (legal > 0) {
    matched += match::met(query_legal, entry_legal, legal);
    charged += shortfall(query_legal, entry_legal, legal, charges.query);
    charged += shortfall(entry_legal, query_legal, legal, charges.entry);
  } else {
    charged += unmatched(query_legal, charges.query) + unmatched(entry_legal, charges.entry);
  }

  // From here on rules only lower the score, so that the index may leave them out of its bound.
  if (legal == 0 && query_legal > 0 && entry_legal > 0) {
    charged += std::min(unmatched(kLegalConflict, kPercent), matched * kLegalConflictPercent / kPercent);
    note("legal forms exclude each other");
  }
  if (charges.conflict > 0) {
    const Weight conflict = std::min(conflicting_weight(query_, mode_), conflicting_weight(entry_, mode_));
    charged += unmatched(conflict, charges.conflict);
    if (conflict > 0) note("both keep words that the other lacks");
  }
  if (only_generic && sum < kGenericSum && query_left + entry_left > 0) {
    charged += unmatched(query_left, kGenericCharge - charges.query);
    charged += unmatched(entry_left, kGenericCharge - charges.entry);
    note("only generic words met");
  }
  if (short_typo && only_short_typos) {
    charged += unmatched(kOnlyShortTypos, kPercent);
    note("only a short misspelt word met");
  }
  if (mode_ == Mode::persons && words_met == 1 && only_typo != nullptr) {
    // Persons are charged little, as a list gives more of their names than a query does. A name of one word leaves none
    // out: its wrong letters are charged as a company's are.
    const Charges full = charges_of(Mode::organizations);
    const Similarity similarity = only_typo->met.similarity;
    charged += shortfall(only_typo->query_weight, only_typo->entry_weight, similarity,
                         std::max(0, full.query - charges.query));
    charged += shortfall(only_typo->entry_weight, only_typo->query_weight, similarity,
                         std::max(0, full.entry - charges.entry));
    note("only a misspelt word met");
  }
  if (query_name_.disguised || entry_name_.disguised) note("letters of another script stand for look-alikes");
  Score result = ratio(matched, charged);
  if (query_name_.fingerprint != entry_name_.fingerprint) result = std::min(result, kUnequalCap);
  if (tiny_acronym) {
    result = std::min(result, kTinyAcronymCap);
    note("three initials are not enough");
  }
  if (mode_ == Mode::organizations) {
    const auto is_number = [](const Word& word) { return word.kind == WordKind::number; };
    const auto keep_both = [&](const auto& is) { return query_.any_unmatched(is) && entry_.any_unmatched(is); };
    if (keep_both(is_number)) {
      result = std::min(result, kNumberConflictCap);
      note("numbers differ");
    }
    if (keep_both(is_direction)) {
      result = std::min(result, kNumberConflictCap);
      note("directions differ");
    }
  }
  return result;
}

std::string text_of(std::span<const Word> words, Span span) {
  std::string text;
  for (const Word& word : words.subspan(span.first, span.count)) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

std::vector<Explanation::Left> left_of(const Side& side) {
  std::vector<Explanation::Left> left;
  for (std::size_t i = 0; i < side.words.size(); ++i) {
    if (side.is_unmatched(i)) left.push_back({std::string(side.words[i].text), side.weights[i]});
  }
  return left;
}

std::string left_text(const std::vector<Explanation::Left>& left) {
  std::string text;
  for (const Explanation::Left& word : left) {
    text += fmt::format("{}{} ({:.2f})", text.empty() ? "" : ", ", word.word, word.weight / double{kFullWeight});
  }
  return text;
}

}  // namespace

Score score(const NameView& query, const NameView& entry) { return Comparison(query, entry).score(); }

Explanation explain(const NameView& query, const NameView& entry) {
  const Comparison comparison(query, entry);
  Explanation told;
  told.score = comparison.score(&told.rule);
  told.as_persons = comparison.mode() == Mode::persons;
  std::vector<Pair> pairs = comparison.chosen();
  std::ranges::sort(pairs, {}, [](const Pair& pair) { return pair.query.first; });
  for (const Pair& pair : pairs) {
    told.pairs.push_back({text_of(query.words, pair.query), text_of(entry.words, pair.entry), pair.met.relation,
                          pair.met.similarity, std::min(pair.query_weight, pair.entry_weight)});
  }
  told.query_left = left_of(comparison.query());
  told.entry_left = left_of(comparison.entry());
  told.query_legal = query.legal;
  told.entry_legal = entry.legal;
  if (legal_weight(query.legal) > 0 && legal_weight(entry.legal) > 0) {
    told.legal_similarity = legal_similarity(query.legal, entry.legal);
  }
  return told;
}

std::string Explanation::legal_forms() const {
  const auto form = [](text::LegalForm legal) {
    return legal.legal_class == text::LegalClass::none ? std::string_view("none") : form_name(legal);
  };
  return fmt::format("legal form {} / {}", form(query_legal), form(entry_legal));
}

std::string Explanation::line() const {
  std::string text;
  const auto add = [&](std::string_view more) {
    if (!text.empty()) text += "; ";
    text += more;
  };
  for (const Pair& pair : pairs) {
    const double weight = pair.weight / double{kFullWeight};
    if (pair.relation == Relation::equal) {
      add(fmt::format("{} = {} (weight {:.2f})", pair.query, pair.entry, weight));
    } else {
      add(fmt::format("{} ~ {} ({} {:.2f}, weight {:.2f})", pair.query, pair.entry, to_string(pair.relation),
                      pair.similarity / double{kEqual}, weight));
    }
  }
  if (!part.empty()) add(fmt::format("of what is written only \"{}\"", part));
  if (!query_left.empty()) add("only in the query: " + left_text(query_left));
  if (!entry_left.empty()) add("only on the list: " + left_text(entry_left));
  if (query_legal != entry_legal) add(legal_forms());
  if (!rule.empty()) add(rule);
  return fmt::format("{:.4f}: {}", score / double{kFullScore}, text.empty() ? "nothing to compare" : text);
}

Score compare(std::string_view name1, std::string_view name2, Schema schema, const WeightSource& weights) {
  const std::vector<PreparedName> first = prepare_readings(name1, schema, weights);
  const std::vector<PreparedName> second = prepare_readings(name2, schema, weights);
  Score best = 0;
  for (const PreparedName& reading : first) best = std::max(best, score(reading, second.front()));
  for (const PreparedName& reading : second) best = std::max(best, score(first.front(), reading));
  return best;
}

}  // namespace tidewaiter::match
