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
#include "text/edits.h"

namespace tidewaiter::match {
namespace {

using Coarse = std::int32_t;
constexpr unsigned kCoarseBits = 28;  // the largest sum, 2^56 for 100 units of 3,000, then fits 32 bits

constexpr Coarse rounded_up(Amount amount) {
  return static_cast<Coarse>((amount + ((Amount{1} << kCoarseBits) - 1)) >> kCoarseBits);
}

struct Sum {
  std::uint32_t unit = 0;  // the last unit that this name was credited for; units are numbered on through all queries
  Coarse gain = 0;
};

struct Candidate {
  Coarse bound;
  std::uint32_t name;
};

// One word or joined word of the list that a unit of the query may be matched with.
struct Meeting {
  std::uint32_t id = 0;
  bool joined = false;
  std::array<Similarity, kModes> similarity{};
  std::array<Coarse, kModes> gain{};
  std::array<Coarse, kModes> base{};  // of the entry's word, unmatched: never above 0
};

// What a unit met: a range of meetings, and by mode the greatest gain among them.
struct Plan {
  std::uint32_t unit = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  std::array<Coarse, kModes> greatest{};
};

// Memory that a thread keeps from query to query. Unit numbers only grow, so what another query, or another index,
// left here is older than the present query's first unit and reads as untouched.
struct Scratch {
  std::vector<Sum> sums;
  std::vector<std::uint32_t> seen;  // by word or joined word: the last look-up that met it
  std::uint32_t last_unit = 0;
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> outright;
  std::vector<Candidate> candidates;
  std::vector<Word> words;
  std::vector<Meeting> meetings;
  std::vector<Plan> plans;
  std::vector<Key> keys;

  void begin(const IndexParts& parts) {
    if (last_unit > std::numeric_limits<std::uint32_t>::max() - 100'000) {
      sums.clear();
      seen.clear();
      last_unit = 0;
    }
    if (sums.size() < parts.names.size()) sums.resize(parts.names.size());
    const std::size_t ids = std::max(parts.words.size(), parts.joined.size());
    if (seen.size() < ids) seen.resize(ids);
    touched.clear();
    outright.clear();
    candidates.clear();
    meetings.clear();
    plans.clear();
  }
};

Scratch& scratch() {
  thread_local Scratch kept;
  return kept;
}

// Two words spelt as written that share a key by accident: their letters differ in more than the edits that words of
// this length may have. REQUIRES: the word has no other spelling.
bool is_another_word(const Word& word, const FaceRow& listed) {
  if (listed.as_written == 0 || (listed.romanised != 0) != word.romanised) return false;
  if (listed.look == static_cast<std::uint32_t>(word.look)) return false;
  if (listed.alike != 0 && listed.alike == static_cast<std::uint32_t>(word.alike)) return false;
  const int edits = most_edits(std::min(word.text.size(), std::size_t{listed.length}));
  return !text::may_be_within(listed.letters, word.letters, edits);
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
        memory_(scratch()),
        meetings_(memory_.meetings),
        plans_(memory_.plans),
        keys_(memory_.keys) {
    memory_.begin(parts);
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
      const Word& word = query_.words[i];
      const std::uint32_t unit = ++memory_.last_unit;
      const bool word_as_written = word.canonical == word.text && word.respelt[0] == 0;
      const auto meet = [&](std::uint32_t id) {
        if (memory_.seen[id] == unit) return;
        memory_.seen[id] = unit;
        if (word_as_written && is_another_word(word, parts_.faces[id])) return;
        const Word listed = parts_.word(id);
        const Similarity among_companies = relate(word, listed, Mode::organizations).similarity;
        const bool alike = std::min(word.text.size(), listed.text.size()) >= kAlikeInBothModes &&
                           (word.alike == 0 || word.alike != listed.alike);
        add_meeting(id, false,
                    {among_companies, alike ? among_companies : relate(word, listed, Mode::persons).similarity});
      };
      parts_.look_keys.find(word.look, meet);
      if (word.alike != 0) parts_.look_keys.find(word.alike, meet);
      const auto meet_face = [&](std::string_view face) {
        const int deletions = word.kind == WordKind::number ? 0 : most_edits(face.size());
        keys_.clear();
        DeletionKeys(face).each(deletions, [&](Key key) { keys_.push_back(key); });
        parts_.word_keys.find_all(keys_, meet);
      };
      meet_face(word.text);
      if (word.canonical != word.text) meet_face(word.canonical);
      const auto others = word.respelt[0] != 0 ? other_spellings(word) : std::vector<std::string>{};
      for (const std::string& other : others) parts_.word_keys.find(text_key(other), meet);
      if (can_sound(word) && (word.romanised || parts_.meta.romanised > 0)) {
        keys_.clear();
        each_sound_key(word.sounds, !word.romanised, [&](Key key) { keys_.push_back(key); });
        parts_.sound_keys.find_all(keys_, meet);
      }
      plan({i, 1}, unit);

      // The same word against joined words of the list: another look-up, the same unit's greatest gain.
      const std::uint32_t look_up = ++memory_.last_unit;
      const auto meet_joined = [&](std::uint32_t id) {
        if (memory_.seen[id] == look_up) return;
        memory_.seen[id] = look_up;
        const JoinedRow& row = parts_.joined[id];
        const std::string_view text = parts_.letters.substr(row.text, row.length);
        const Similarity best = std::max(relate_joined(text, row.letters, word).similarity,
                                         relate_cut(text, row.least_cut, word).similarity);
        add_meeting(id, true, {best, best});
      };
      keys_.clear();
      const auto look_for = [&](Key key) { keys_.push_back(key); };
      each_key_of_joined_like(word.text, look_for);
      if (word.kind == WordKind::ordinary) each_key_of_cut_like(word.text, look_for);
      for (const std::string& other : others) each_key_of_joined_like(other, look_for);
      parts_.joined_keys.find_all(keys_, meet_joined);
      plan({i, 1}, look_up);
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
        const std::uint32_t unit = ++memory_.last_unit;
        const std::size_t least = least_cut(text.size(), query_.words[first + count - 1]);
        const auto meet = [&](std::uint32_t id) {
          if (memory_.seen[id] == unit) return;
          memory_.seen[id] = unit;
          const Word listed = parts_.word(id);
          const Similarity best =
              std::max(relate_joined(text, letters, listed).similarity, relate_cut(text, least, listed).similarity);
          add_meeting(id, false, {best, best});
        };
        keys_.clear();
        DeletionKeys(text).each(text.size() < kShortestJoinedTypo ? 0 : 1, [&](Key key) { keys_.push_back(key); });
        for (std::size_t length = least; length > 0 && length < text.size(); ++length) {
          keys_.push_back(text_key(std::string_view(text).substr(0, length)));
        }
        parts_.word_keys.find_all(keys_, meet);
        plan({first, count}, unit);
      }
    }
  }

  struct Unit {
    std::size_t first;
    std::size_t count;
  };
  void add_meeting(std::uint32_t id, bool joined, std::array<Similarity, kModes> similarity) {
    if (similarity[0] > 0 || similarity[1] > 0) meetings_.push_back({id, joined, similarity, {}, {}});
  }

  // Weighs what was met since the last plan.
  void plan(Unit unit, std::uint32_t number) {
    Plan made{number, plans_.empty() ? 0 : plans_.back().last, meetings_.size(), {}};
    if (made.first == made.last) return;
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
  Scratch& memory_;
  std::span<const Group> groups_;
  std::array<Mode, kGroups> mode_of_{};
  std::vector<Meeting>& meetings_;
  std::vector<Plan>& plans_;
  std::vector<Key>& keys_;
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
  for (const PreparedName& query : prepare_readings(name, schema, *this)) {
    const NameView view = query.view();
    Search(*parts_, view, options, gain_percent).run(result, scored);
  }
  rank(result.hits, options.limit);
  return result;
}

}  // namespace tidewaiter::match
