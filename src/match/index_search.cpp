// The search, and why it loses no name.
//
// Let t be the threshold, at least kLowestThreshold. A name is a hit iff slack(t) >= 0 (gain.h): base(t), plus the
// gains of the matched pairs, plus the legal form's gain, minus amounts that are never negative (the rules of
// score.cpp: conflicts, generic words, caps). Every gain is >= 0.
// 1. A score above 0 needs a pair of words that is not an initial: words related by relate(), a joined word, or an
//    acronym. Every name with an acronym of four letters or more is a candidate outright; a name with one
//    of three letters has a score below every threshold.
// 2. Else each pair has its own unit of the query: one word, or two or three adjacent words taken as one. For each
//    unit the tables give every word and joined word of the list that relate() or relate_joined() could accept
//    (keys.h), and a superset of the pair's gain; a name's sum over units of its greatest such gain is therefore at
//    least the sum over its pairs. (A joined word counts with the heaviest way in which the list has it: a gain grows
//    with the entry's weight, the query's being fixed, since both of its terms do.)
// 3. Pairs with an initial are not looked up: each initial of the query, and each of the name, is credited with the
//    greatest gain that any such pair can have.
// 4. Units are credited by falling greatest gain. A company's name that the first units did not touch has no gain from
//    them, so its bound is at most start + what the units left can give + legal + the base of the one word that is met
//    now. Where that is below 0 the name is no hit and is left untouched, whatever later units would add.
// A name that holds more than a name is searched for by each of its readings (readings.h), which are the same for the
// reference; the best score of an entry counts, so nothing more is to be shown.
// So bound = base + sum + initials + legal >= slack, and a name with a negative bound is no hit. Names that were never
// touched have no pair of kind 1, so their score is 0. The bound is kept in units of 2^28, each term rounded up.
#include <algorithm>
#include <array>
#include <limits>

#include "match/comparison.h"
#include "match/gain.h"
#include "match/index_parts.h"
#include "match/keys.h"
#include "match/reference/reference.h"

namespace tidewaiter::match {
namespace {

constexpr unsigned kCoarseBits = 28;  // the largest sum, 2^56 for 100 units of 3,000, then fits 32 bits

constexpr Coarse rounded_up(Amount amount) {
  return static_cast<Coarse>((amount + ((Amount{1} << kCoarseBits) - 1)) >> kCoarseBits);
}

constexpr std::size_t kAhead = 8;  // names whose memory is fetched while those before are read

constexpr auto kConveyances = std::to_array<Group>({Group::conveyance});
constexpr auto kParties = std::to_array<Group>({Group::organization, Group::unknown, Group::person});

class Search {
 public:
  Search(const IndexParts& parts, const NameView& query, const SearchOptions& options, std::int32_t gain_percent)
      : parts_(parts),
        query_(query),
        options_(options),
        threshold_(std::max(options.threshold, kLowestThreshold)),
        gain_percent_(gain_percent),
        memory_(parts.memories.local()),
        meetings_(memory_.meetings),
        plans_(memory_.plans) {
    memory_.begin(parts.names.size());
    if (options.against == Against::conveyances) {
      groups_ = kConveyances;
    } else {
      groups_ = kParties;
    }
    constexpr std::array<Schema, kGroups> kSchemas = {Schema::organization, Schema::unknown, Schema::person,
                                                      Schema::vessel};
    for (std::size_t group = 0; group < kGroups; ++group) {
      mode_of_[group] = mode_of(query.schema, query.legal, kSchemas[group]);
    }
  }

  // Adds the hits of this reading; `scored` counts the names scored by all readings so far.
  void run(SearchResult& result, std::uint32_t& scored) {
    first_unit_ = memory_.last_unit + 1;
    meet_words();
    meet_joined();
    credit_initials();
    credit_all();
    meet_acronyms();
    choose_candidates();
    score_candidates(result, scored);
  }

 private:
  Mode mode(Group group) const { return mode_of_[static_cast<std::size_t>(group)]; }
  Weight query_weight(Mode mode, std::size_t i) const {
    return weight_in(mode, query_.words[i].kind, query_.words[i].weight);
  }
  Coarse coarse_gain(Mode mode, Weight query, Weight entry, Similarity similarity) const {
    return rounded_up(gain(threshold_, charges_of(mode), query, entry, similarity) * gain_percent_ / 100);
  }

  void meet_words() {
    for (std::size_t i = 0; i < query_.words.size(); ++i) {
      plan({i, 1}, memory_.look_up.like(parts_, query_.words[i]));
    }
  }

  void meet_joined() {
    std::string text;
    for (std::size_t first = 0; first < query_.words.size(); ++first) {
      text = query_.words[first].text;
      std::uint32_t letters = query_.words[first].letters;
      for (std::size_t count = 2; count <= kLongestJoin && first + count <= query_.words.size(); ++count) {
        text += query_.words[first + count - 1].text;
        letters |= query_.words[first + count - 1].letters;
        if (text.size() > text::kMaxTokenLetters + 1) break;  // longer than any word of the list, and one edit
        const std::size_t least = least_cut(text.size(), query_.words[first + count - 1]);
        plan({first, count}, memory_.look_up.like_joined(parts_, text, letters, least));
      }
    }
  }

  struct Unit {
    std::size_t first;
    std::size_t count;
  };
  // Weighs what a unit met.
  void plan(Unit unit, std::span<const Like> likes) {
    const std::uint32_t number = ++memory_.last_unit;
    if (likes.empty()) return;
    Plan made{number, meetings_.size(), meetings_.size() + likes.size(), {}};
    for (const Like& like : likes) meetings_.push_back({like, {}, {}});
    for (std::size_t m = 0; m < kModes; ++m) {
      const Mode mode = static_cast<Mode>(m);
      Weight weight = 0;
      for (std::size_t i = unit.first; i < unit.first + unit.count; ++i) weight += query_weight(mode, i);
      for (Meeting& meeting : std::span(meetings_).subspan(made.first)) {
        if (meeting.similarity[m] == 0) continue;
        const Weight entry = meeting.joined ? Weight{parts_.joined[meeting.id].weight[m]}
                                            : weight_in(mode, static_cast<WordKind>(parts_.words[meeting.id].kind),
                                                        Weight{parts_.words[meeting.id].weight});
        meeting.gain[m] = coarse_gain(mode, weight, entry, meeting.similarity[m]);
        // A joined word may weigh less in the name at hand.
        if (!meeting.joined) meeting.base[m] = rounded_up(base(threshold_, charges_of(mode), 0, entry));
        made.greatest[m] = std::max(made.greatest[m], meeting.gain[m]);
      }
    }
    plans_.push_back(made);
  }

  // Adds to each name the greatest gain that each unit can have there: the heaviest units first, so that common words
  // need not touch names that they and what is left could not lift to the threshold (4. above).
  void credit_all() {
    std::ranges::sort(plans_, [](const Plan& a, const Plan& b) {
      return a.greatest[0] != b.greatest[0] ? a.greatest[0] > b.greatest[0] : a.unit < b.unit;
    });
    const auto companies = static_cast<std::size_t>(Mode::organizations);
    Coarse legal = 0;
    if (const Weight own = legal_weight(query_.legal); own > 0) {
      legal = rounded_up(gain(threshold_, charges_of(Mode::organizations), own, kLegalWeight, kEqual));
    }
    Coarse left = start_[companies] + legal;
    for (const Plan& plan : plans_) left += plan.greatest[companies];
    for (const Plan& plan : plans_) {
      credit(plan, left);
      left -= plan.greatest[companies];
    }
  }

  // `most`: what a company's name that no earlier unit touched can come to, but for its own words.
  void credit(const Plan& plan, Coarse most) {
    const auto meetings = std::span(meetings_).subspan(plan.first, plan.last - plan.first);
    for (const Group group : groups_) {
      const auto m = static_cast<std::size_t>(mode(group));
      const bool companies = mode(group) == Mode::organizations;
      if (meetings.size() > 1) {
        std::ranges::sort(meetings, [m](const Meeting& a, const Meeting& b) { return a.gain[m] > b.gain[m]; });
      }
      for (const Meeting& meeting : meetings) {
        if (meeting.similarity[m] == 0) continue;
        const bool only_touched = companies && most + meeting.base[m] < 0;
        const Postings& postings = meeting.joined ? parts_.joined_postings : parts_.word_postings;
        const auto names = postings.of(meeting.id, group);
        if (only_touched && !meeting.joined && names.size() > kWorthAsking * memory_.touched.size()) {
          credit_touched(plan, meeting, group);
          continue;
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
          if (i + kAhead < names.size()) __builtin_prefetch(&memory_.sums[names[i + kAhead]]);
          const std::uint32_t name = names[i];
          Sum& sum = memory_.sums[name];
          if (sum.unit == plan.unit) continue;
          if (sum.unit < first_unit_) {
            if (only_touched) continue;
            sum.gain = 0;
            memory_.touched.push_back(name);
          }
          sum.unit = plan.unit;
          sum.gain += meeting.gain[m];
        }
      }
    }
  }

  // The same where the names that were touched are far fewer than those that have the word: they are asked for it.
  static constexpr std::size_t kWorthAsking = 4;  // times as many: a touched name costs so many reads of memory
  void credit_touched(const Plan& plan, const Meeting& meeting, Group group) {
    for (const std::uint32_t name : memory_.touched) {
      Sum& sum = memory_.sums[name];
      if (sum.unit == plan.unit || parts_.bounds[name].group != static_cast<std::uint8_t>(group)) continue;
      const NameRow& row = parts_.names[name];
      const auto words = parts_.name_words.subspan(row.first_word, row.words);
      if (std::ranges::find(words, meeting.id) == words.end()) continue;
      sum.unit = plan.unit;
      sum.gain += meeting.gain[static_cast<std::size_t>(mode(group))];
    }
  }

  void credit_initials() {
    for (std::size_t m = 0; m < kModes; ++m) {
      const Mode mode = static_cast<Mode>(m);
      Weight total = legal_weight(query_.legal);
      Coarse initials = 0;
      for (std::size_t i = 0; i < query_.words.size(); ++i) {
        const Weight weight = query_weight(mode, i);
        total += weight;
        if (mode != Mode::persons) continue;
        if (query_.words[i].kind == WordKind::initial) {
          initials += coarse_gain(mode, weight, kFullWeight, kInitial);
        } else {
          entry_initial_ = std::max(entry_initial_, coarse_gain(mode, weight, kInitialWeight, kInitial));
        }
      }
      start_[m] = rounded_up(base(threshold_, charges_of(mode), total, 0)) + initials;
    }
  }

  void meet_acronyms() {
    const auto outright = [&](std::uint32_t name) {
      const auto group = static_cast<Group>(parts_.bounds[name].group);
      if (std::ranges::find(groups_, group) == groups_.end() || mode(group) != Mode::organizations) return;
      memory_.outright.push_back(name);
    };
    for (const Word& word : query_.words) {
      if (can_be_acronym(word) && word.text.size() >= kShortestAcronym) {
        parts_.acronym_keys.find(text_key(word.text), outright);
      }
    }
    std::string initials;
    for (const Word& word : query_.words) initials += word.text.front();
    const std::size_t least = std::max(acronym_words(query_.words), kShortestAcronym);
    for (; initials.size() >= least; initials.pop_back()) {
      parts_.word_keys.find(text_key(initials), [&](std::uint32_t id) {
        if (!is_acronym_of(parts_.word(id), query_.words)) return;
        for (const Group group : groups_) {
          for (const std::uint32_t name : parts_.word_postings.of(id, group)) outright(name);
        }
      });
    }
  }

  Coarse bound_of(std::uint32_t name, Coarse gains) const {
    const BoundRow& row = parts_.bounds[name];
    const Mode m = mode(static_cast<Group>(row.group));
    const auto at = static_cast<std::size_t>(m);
    Coarse bound = start_[at] + gains + rounded_up(base(threshold_, charges_of(m), 0, row.weight[at]));
    if (m == Mode::persons) bound += row.initials * entry_initial_;
    const text::LegalForm legal{static_cast<text::LegalClass>(row.legal_class), row.legal_form};
    if (bound < 0 && legal_weight(legal) > 0 && legal_weight(query_.legal) > 0) {
      if (const Similarity similarity = legal_similarity(query_.legal, legal)) {
        bound +=
            rounded_up(gain(threshold_, charges_of(m), legal_weight(query_.legal), legal_weight(legal), similarity));
      }
    }
    return bound;
  }

  void choose_candidates() {
    const std::vector<std::uint32_t>& touched = memory_.touched;
    for (std::size_t i = 0; i < touched.size(); ++i) {
      if (i + kAhead < touched.size()) __builtin_prefetch(&parts_.bounds[touched[i + kAhead]]);
      const std::uint32_t name = touched[i];
      const Coarse bound = bound_of(name, memory_.sums[name].gain);
      if (bound >= 0) memory_.candidates.push_back({bound, name});
    }
    for (const std::uint32_t name : memory_.outright) {
      memory_.candidates.push_back({std::numeric_limits<Coarse>::max(), name});
    }
    std::ranges::sort(memory_.candidates, [](const Candidate& a, const Candidate& b) {
      return a.name != b.name ? a.name < b.name : a.bound > b.bound;
    });
    const auto repeated = std::ranges::unique(memory_.candidates, {}, &Candidate::name);
    memory_.candidates.erase(repeated.begin(), repeated.end());
  }

  void score_candidates(SearchResult& result, std::uint32_t& scored) {
    std::vector<Candidate>& candidates = memory_.candidates;
    if (options_.max_candidates > 0 && candidates.size() > options_.max_candidates - scored) {
      std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return a.bound != b.bound ? a.bound > b.bound : a.name < b.name;
      });
      candidates.resize(options_.max_candidates - scored);
      result.truncated = true;
    }
    scored += static_cast<std::uint32_t>(candidates.size());
    for (const Candidate& candidate : candidates) {
      const Score value = score(query_, parts_.name(candidate.name, memory_.words));
      if (value >= threshold_) result.hits.push_back({parts_.names[candidate.name].entry, candidate.name, value});
    }
  }

  const IndexParts& parts_;
  const NameView& query_;
  const SearchOptions& options_;
  Score threshold_;
  std::int32_t gain_percent_;
  SearchMemory& memory_;
  std::span<const Group> groups_;
  std::array<Mode, kGroups> mode_of_{};
  std::vector<Meeting>& meetings_;
  std::vector<Plan>& plans_;
  std::uint32_t first_unit_ = 0;
  std::array<Coarse, kModes> start_{};  // base of the query's side, and its initials
  Coarse entry_initial_ = 0;
};

}  // namespace

SearchResult Index::search(std::string_view name, Schema schema, const SearchOptions& options) const {
  return search_with_bound(name, schema, options, 100);
}

SearchResult Index::search_with_bound(std::string_view name, Schema schema, const SearchOptions& options,
                                      std::int32_t gain_percent) const {
  SearchResult result;
  std::uint32_t scored = 0;
  for (const PreparedName& query : prepare_readings(name, schema, *this, &parts_->memories.local().kept_words)) {
    const NameView view = query.view();
    Search(*parts_, view, options, gain_percent).run(result, scored);
  }
  rank(result.hits, options.limit);
  return result;
}

}  // namespace tidewaiter::match
