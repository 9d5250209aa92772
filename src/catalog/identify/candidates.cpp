#include "catalog/identify/candidates.h"

#include <algorithm>

#include "catalog/identify/machine_list.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::uint32_t kPhrase = 8;         // fragments around a code that may say what it is a name of
constexpr std::size_t kLeastNoun = 3;        // bytes of a word that may be the name of a thing; one ideograph has three
constexpr std::uint32_t kUnknownBeside = 2;  // words that no list knows, beside a bare code: a colour, a town

// Reads one text.
class CandidateFinder {
 public:
  CandidateFinder(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing)
      : lexicon_(lexicon), store_(store), reading_(reading) {
    computing_ = computing || reading_.has(Says::computing) || reading_.has(Says::model) ||
                 reading_.has(Says::other_chip) || names_chip_vendor();
    suggestive_ = reading_.has(Says::suggestive) || !reading_.memory_sizes().empty();
    const bool machine = lists_machine(reading_);
    computing_ = computing_ || machine;
    contrary_ = reading_.has(Says::other_goods) || (reading_.has(Says::other_machine) && !machine);
    holds_chips_ = reading_.has(Says::assembly) && (!reading_.has(Says::work) || reading_.has(Says::handed));
    for (const Match& match : reading_.matches()) {
      barred_.insert(barred_.end(), match.term->not_with.begin(), match.term->not_with.end());
    }
  }

  Candidates find() {
    collect();
    out_.named = std::move(candidates_);
    out_.computing = computing_;
    out_.contrary = contrary_;
    return std::move(out_);
  }

 private:
  bool names_chip_vendor() const {
    return std::ranges::any_of(lexicon_.families(), [&](const Family& family) {
      return family.vendor != 0 && reading_.names_vendor(family.vendor);
    });
  }

  bool accepted(const FamilyCode& code, const Match& at) const {
    const Family& family = lexicon_.families()[code.family];
    if (std::ranges::find(barred_, code.family) != barred_.end()) return false;
    if (code.part_number) return true;
    if (reading_.has(Says::portable) && is_desk_card(family.stands_for)) return false;
    const bool foreign = family.vendor != 0 && reading_.names_any_vendor() && !reading_.names_vendor(family.vendor);
    switch (code.strength) {
      case Strength::alone_in_any_text:
        if (!at.term->bare && is_desk_card(family.stands_for) && is_lonely(at)) return false;
        // "H100 hydraulic pump", "hiking boots RTX 5090": a name beside other goods, or a bare one among words that
        // nobody knows, and nothing that speaks of computing, is theirs; "cotton shirts with H100" hold one.
        return computing_ || !reading_.memory_sizes().empty() || holds_chips_beside(at) || reading_.has(Says::mark) ||
               reading_.says_between(Says::comes_with, 0, at.begin) ||
               (!reading_.has(Says::other_goods) && !(foreign && at.term->bare) &&
                (!at.term->bare || (reading_.unknown_words() <= unknown_beside(at) && !is_kind_of_machine(at) &&
                                    (at.term->item || reading_.has(Says::card) || !reading_.is_among_unknown(at)))));
      case Strength::alone_if_all:
        if (foreign) return false;
        return computing_ || !reading_.memory_sizes().empty() || (holds_chips_ && !contrary_) ||
               (!contrary_ && (suggestive_ || reading_.unknown_words() == 0));
      case Strength::beside_a_word:
        return !foreign &&
               (computing_ || (!contrary_ && only_counted()) ||
                (suggestive_ && !contrary_ &&
                 (states_memory_of(family) || (reading_.memory_sizes().empty() && !reading_.is_among_unknown(at)))));
    }
    return false;
  }

  // "RTX 4090 enamel pin": the name of a card for desks right before a word that nobody knows, and nothing in the line
  // that speaks of a card: no memory, no maker, no count, no word of computing but in the name.
  bool is_lonely(const Match& at) const {
    if (!reading_.memory_sizes().empty() || reading_.has(Says::mark) || holds_chips_) return false;
    if (!reading_.is_unknown(at.end) || reading_.count_before(at.begin)) return false;
    if (reading_.fragment(at.end).text.size() < kLeastNoun) return false;  // "RTX 4090 Ti"
    constexpr std::uint64_t kOfCards =
        static_cast<std::uint64_t>(Says::card) | static_cast<std::uint64_t>(Says::computing) |
        static_cast<std::uint64_t>(Says::suggestive) | static_cast<std::uint64_t>(Says::vendor) |
        static_cast<std::uint64_t>(Says::feature) | static_cast<std::uint64_t>(Says::fault);
    return std::ranges::none_of(reading_.matches(), [&](const Match& match) {
      return match.begin != at.begin && (match.term->says & kOfCards) != 0;
    });
  }

  // "Agenda 2026, ref. H100": none beside a code that neither is counted nor begins the line.
  std::uint32_t unknown_beside(const Match& at) const {
    return at.term->item || at.begin == 0 || reading_.count_before(at.begin) ? kUnknownBeside : 0;
  }

  // "A30 64GB" is a telephone: no card of that name has as much.
  bool states_memory_of(const Family& family) const {
    return std::ranges::any_of(reading_.memory_sizes(), [&](double size) {
      return std::ranges::any_of(family.members, [&](std::uint32_t member) {
        const CatalogItem& item = store_.items[member];
        return (item.spec.memory_gb && item.spec.memory_gb->as_double() == size) ||
               std::ranges::find(item.memory_also_written, size) != item.memory_also_written.end();
      });
    });
  }

  // "A30, Anzahl 5": codes and counts, and not a word more.
  bool only_counted() const {
    return reading_.unknown_words() == 0 && (reading_.has(Says::unit) || reading_.has(Says::quantity)) &&
           std::ranges::all_of(reading_.matches(), [](const Match& match) {
             return match.term->code || match.term->item || match.term->is(Says::unit) ||
                    match.term->is(Says::quantity) || match.term->is(Says::neutral) || match.term->is(Says::number);
           });
  }

  // A laptop "with RTX 4090" holds a smaller chip of that name.
  bool is_desk_card(std::uint32_t item) const {
    return store_.items[item].kind == ItemKind::card && store_.items[item].spec.datacenter != Truth::yes;
  }

  // A word for a board, system or rack beside the code, which may be such a word itself ("NVL72").
  bool holds_chips_beside(const Match& at) const {
    return holds_chips_ && std::ranges::any_of(reading_.matches(), [&](const Match& match) {
             return match.begin != at.begin && match.term->is(Says::assembly);
           });
  }

  // "MI100 multimeter", "H200 60W speaker": the machine that a word of the same phrase calls it.
  bool is_kind_of_machine(const Match& at) const {
    const auto ends_phrase = [&](std::uint32_t i) {
      return !reading_.fragment(i).joined &&  // "60W" is no "with"
             (reading_.says_at(Says::also, i) || reading_.says_at(Says::comes_with, i));
    };
    const std::uint32_t limit = std::min(reading_.size(), at.end + kPhrase);
    for (std::uint32_t i = at.end; i < limit && !reading_.fragment(i).breaks && !ends_phrase(i); ++i) {
      if (reading_.says_at(Says::other_machine, i)) return true;
    }
    for (std::uint32_t i = at.begin; i > 0 && at.begin - i < kPhrase; --i) {
      if (reading_.fragment(i).breaks || ends_phrase(i - 1)) return false;
      if (reading_.says_at(Says::other_machine, i - 1)) return true;
    }
    return false;
  }

  // Beside a name that stands for itself a short code is one of its kind: "L4 x 6, L40S x 2".
  bool names_chip() const {
    return std::ranges::any_of(reading_.matches(), [&](const Match& match) {
      if (!match.term->code || match.term->code->strength != Strength::alone_in_any_text) return false;
      return accepted(*match.term->code, match) && !lexicon_.families()[match.term->code->family].memory &&
             reading_.misread(match.begin, match.end) == nullptr;
    });
  }

  // "tengo 5 L40 y 3 L40S": two short codes, each with a count of its own.
  bool counts_several() const {
    std::optional<std::uint32_t> first;
    for (const Match& match : reading_.matches()) {
      if (!match.term->code || (!reading_.count_before(match.begin) && !reading_.count_behind(match.end))) continue;
      if (first && *first != match.term->code->family) return true;
      first = match.term->code->family;
    }
    return false;
  }

  // "交換品出荷:A30 1枚": what is sent back or in exchange, by its code and its number.
  bool hands_over_counted() const {
    return reading_.has(Says::handed) && !reading_.names_any_vendor() && states_count(reading_, 0, reading_.size());
  }

  // "GB300 board: 1 Grace, 2 B300": what is named behind it is in it, unless something divides them.
  void leave_out_parts() {
    if (candidates_.size() < 2) return;
    const std::vector<Candidate> all = candidates_;
    std::erase_if(candidates_, [&](const Candidate& part) {
      const std::string& name = lexicon_.families()[part.family].name;
      return std::ranges::any_of(all, [&](const Candidate& whole) {
        const std::vector<std::string>& inside = lexicon_.families()[whole.family].inside;
        return whole.end <= part.begin && std::ranges::find(inside, name) != inside.end() &&
               !reading_.divides_between(whole.end, part.begin);
      });
    });
  }

  // "H20 module, spare for HGX H20": what stands behind "for" is not what the line holds, where a chip stands before.
  void leave_out_purposes() {
    if (candidates_.size() < 2) return;
    const std::uint32_t first = candidates_.front().end;
    for (const Match& match : reading_.matches()) {
      if (!match.term->is(Says::goes_for) || match.term->is(Says::comes_with)) continue;
      // "spare GPU for DGX H100: H100 SXM5"
      if (match.begin < first && !reading_.says_between(Says::card, 0, match.begin)) continue;
      std::uint32_t at = match.end;
      for (const Match* next = reading_.term_at(at); next != nullptr && !reading_.fragment(at).breaks;
           next = reading_.term_at(at)) {
        const bool passed = next->term->is(Says::vendor) || next->term->is(Says::neutral) ||
                            next->term->is(Says::assembly) || next->term->is(Says::card);
        const bool named = next->term->code || next->term->item;
        if (named) {
          std::erase_if(candidates_, [&](const Candidate& one) { return one.begin == next->begin; });
        }
        if (!passed || named) break;
        at = next->end;
      }
      if (candidates_.size() < 2) return;
    }
  }

  void collect() {
    computing_ = computing_ || (!contrary_ && (names_chip() || counts_several() || hands_over_counted()));
    std::vector<Candidate> memory;
    for (const Match& match : reading_.matches()) {
      if (!match.term->item && !match.term->code) continue;
      if (reading_.is_dimension(match.begin, match.end) || reading_.says_just_before(Says::denies, match.begin))
        continue;
      Candidate candidate{match.begin, match.end, 0, match.term->item, true};
      FamilyCode code{0, Strength::alone_in_any_text, match.term->part_number};
      if (match.term->item) {
        const std::optional<std::uint32_t> family = family_of(lexicon_, store_, *match.term->item);
        if (!family) continue;
        code.family = *family;
      } else {
        code = *match.term->code;
      }
      candidate.misread = reading_.misread(match.begin, match.end) != nullptr;
      const bool doubtful = candidate.misread && (contrary_ || (!computing_ && reading_.memory_sizes().empty()));
      if (doubtful || !accepted(code, match)) {
        out_.disbelieved = out_.disbelieved || code.strength == Strength::alone_in_any_text ||
                           (code.strength == Strength::alone_if_all && !contrary_);
        continue;
      }
      candidate.family = code.family;
      candidate.certain =
          !code.part_number && !candidate.misread && (code.strength == Strength::alone_in_any_text || computing_);
      if (serves(candidate)) {
        if (!out_.only_for) out_.only_for = candidate;
        continue;
      }
      const Family& family = lexicon_.families()[candidate.family];
      if (family.memory && contrary_) continue;  // "HBM steel beams"
      (family.memory ? memory : candidates_).push_back(candidate);
    }
    leave_out_parts();
    leave_out_purposes();
    // A stack of memory only where nothing speaks of a chip that it may stand beside.
    if (candidates_.empty() && !reading_.has(Says::card) && !reading_.has(Says::model)) candidates_ = std::move(memory);
  }

  // "H100用", "RTX 4090 GPU support": what stands behind the name says that something is for it.
  bool serves(const Candidate& candidate) const {
    for (std::uint32_t i = candidate.end; i < reading_.size();) {
      const Match* match = reading_.term_at(i);
      if (reading_.fragment(i).breaks) {  // "A800/H800 通用"
        const bool named = match != nullptr && (match->term->code || match->term->item);
        if (!reading_.fragment(i).slashes || !named) return false;
        i = match->end;
        continue;
      }
      if (match == nullptr) {
        const bool memory =
            reading_.fragment(i).digits && i + 1 < reading_.size() && is_memory_unit(reading_.fragment(i + 1));
        if (!memory) return false;
        i += 2;
      } else if (match->term->is(Says::serves)) {
        return true;
      } else if (match->term->is(Says::mark) || match->term->is(Says::card) || match->term->is(Says::vendor)) {
        i = match->end;
      } else {
        return false;
      }
    }
    return false;
  }

  const Lexicon& lexicon_;
  const Store& store_;
  const Reading& reading_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> barred_;  // families that some word of the text makes another thing
  bool computing_ = false;
  bool suggestive_ = false;
  bool contrary_ = false;
  bool holds_chips_ = false;  // a word for a board, system or rack
  Candidates out_;
};

}  // namespace

std::optional<std::uint32_t> family_of(const Lexicon& lexicon, const Store& store, std::uint32_t item) {
  const std::uint32_t chip = store.items[item].chip;
  for (std::uint32_t i = 0; i < lexicon.families().size(); ++i) {
    if (std::ranges::find(lexicon.families()[i].members, chip) != lexicon.families()[i].members.end()) return i;
  }
  return std::nullopt;
}

Candidates find_candidates(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing) {
  return CandidateFinder(lexicon, store, reading, computing).find();
}

}  // namespace tidewaiter::catalog
