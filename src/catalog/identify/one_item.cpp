#include "catalog/identify/one_item.h"

#include <algorithm>

#include "catalog/identify/accessory.h"
#include "catalog/identify/choice.h"
#include "catalog/identify/counting.h"
#include "catalog/identify/no_chip.h"
#include "catalog/identify/reading.h"
#include "catalog/identify/split.h"

namespace tidewaiter::catalog {
namespace {

// A chip, or a whole item, that the text may name.
struct Candidate {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t family = 0;
  std::optional<std::uint32_t> item;  // the text names this very item
  bool certain = true;                // neither a part number from memory nor a code that leans on other words
  bool misread = false;               // it is no code as it is written
};

constexpr std::uint32_t kPhrase = 8;         // fragments around a code that may say what it is a name of
constexpr std::uint32_t kUnknownBeside = 2;  // words that no list knows, beside a bare code: a colour, a town

class Identifier {
 public:
  // `computing`: the whole line, of which this is a part, speaks of computing.
  Identifier(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing)
      : lexicon_(lexicon), store_(store), reading_(reading) {
    computing_ = computing || reading_.has(Says::computing) || reading_.has(Says::model) ||
                 reading_.has(Says::other_chip) || names_chip_vendor();
    suggestive_ = reading_.has(Says::suggestive) || !reading_.memory_sizes().empty();
    contrary_ = reading_.has(Says::other_goods) || reading_.has(Says::other_machine);
    holds_chips_ = reading_.has(Says::assembly) && !reading_.has(Says::work);
    for (const Match& match : reading_.matches()) {
      barred_.insert(barred_.end(), match.term->not_with.begin(), match.term->not_with.end());
    }
  }

  bool computing() const { return computing_; }
  std::vector<std::uint32_t>&& could_be() { return std::move(could_be_); }

  // What the description names, in its order, without the part number behind it.
  std::vector<Anchor> anchors() const {
    std::vector<Anchor> found;
    if (candidates_.empty() || (candidates_.size() < 2 && !reading_.has(Says::model))) return found;
    for (const Candidate& candidate : candidates_) {
      if (candidate.begin < reading_.number_begin()) {
        found.push_back({candidate.begin, candidate.end, candidate.family, {}});
      }
    }
    for (const Match& match : reading_.matches()) {
      if (!match.term->is(Says::model) || match.begin >= reading_.number_begin()) continue;
      Anchor anchor{match.begin, match.end, std::nullopt, {}};
      for (const Configuration& sold : system_of(match).configurations) {
        if (const auto family = family_of(sold.item)) anchor.holds.push_back(*family);
      }
      found.push_back(std::move(anchor));
    }
    std::ranges::stable_sort(found, {}, &Anchor::begin);
    return found;
  }

  Identification run() {
    collect();
    const NoChip other{reading_, computing_ || !candidates_.empty(), contrary_, named_};
    const Match* model = reading_.first(Says::model);
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    if (!candidates_.empty()) {
      begin = strictest().begin;
      end = strictest().end;
    } else if (only_for_) {
      if (const Match* found = loose_accessory(reading_)) return other.accessory(*found);
      return other.part_for_chip(only_for_->begin, only_for_->end);
    } else if (model != nullptr && !takes_any_card(*model)) {
      begin = model->begin;
      end = model->end;
    } else {
      return other.goods();
    }
    if (const Match* found = service(reading_)) return other.accessory(*found);
    if (const Match* work = work_before(reading_, begin)) return other.accessory(*work);
    if (const Match* found = accessory_to(reading_, begin, end)) return other.accessory(*found);
    if (is_for_only(reading_, begin)) return other.part_for_chip(begin, end);
    return with_chip(model);
  }

 private:
  bool names_chip_vendor() const {
    return std::ranges::any_of(lexicon_.families(), [&](const Family& family) {
      return family.vendor != 0 && reading_.names_vendor(family.vendor);
    });
  }

  // REQUIRES: the term is that of a model.
  const System& system_of(const Match& match) const { return store_.systems[match.term->system.value_or(0)]; }

  // A system with slots for cards is sold with any of them, or none: its name alone tells no chip.
  bool takes_any_card(const Match& match) const {
    const System& system = system_of(match);
    return system.configurations.size() > 1 &&
           std::ranges::all_of(system.configurations,
                               [&](const Configuration& one) { return store_.items[one.chip].kind == ItemKind::card; });
  }

  // How a system is sold with this chip; the usual way where it is not known with it.
  static const Configuration& configuration_of(const System& system, std::uint32_t chip) {
    const auto found = std::ranges::find(system.configurations, chip, &Configuration::chip);
    return found == system.configurations.end() ? system.configurations.front() : *found;
  }

  // Does the text name by its own name what its maker's number stands for? "2x DGX H100 (DGXH-G640F+P2CMI36)"
  bool names_itself(const Candidate* chip, const System& system) const {
    return chip != nullptr && chip->item && is_of(store_.assemblies[system.assembly], *chip->item);
  }

  bool accepted(const FamilyCode& code, const Match& at) const {
    const Family& family = lexicon_.families()[code.family];
    if (std::ranges::find(barred_, code.family) != barred_.end()) return false;
    if (code.part_number) return true;
    if (reading_.has(Says::portable) && is_desk_card(family.stands_for)) return false;
    const bool foreign = family.vendor != 0 && reading_.names_any_vendor() && !reading_.names_vendor(family.vendor);
    switch (code.strength) {
      case Strength::alone_in_any_text:
        // "H100 hydraulic pump", "hiking boots RTX 5090": a name beside other goods, or a bare one among words that
        // nobody knows, and nothing that speaks of computing, is theirs; "cotton shirts with H100" hold one.
        return computing_ || !reading_.memory_sizes().empty() || holds_chips_beside(at) || reading_.has(Says::mark) ||
               reading_.says_between(Says::comes_with, 0, at.begin) ||
               (!reading_.has(Says::other_goods) && !(foreign && at.term->bare) &&
                (!at.term->bare || (reading_.unknown_words() <= kUnknownBeside && !is_kind_of_machine(at) &&
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

  std::optional<std::uint32_t> family_of(std::uint32_t item) const {
    const std::uint32_t chip = store_.items[item].chip;
    for (std::uint32_t i = 0; i < lexicon_.families().size(); ++i) {
      if (std::ranges::find(lexicon_.families()[i].members, chip) != lexicon_.families()[i].members.end()) return i;
    }
    return std::nullopt;
  }

  // Beside a name that stands for itself a short code is one of its kind: "L4 x 6, L40S x 2".
  bool names_chip() const {
    return std::ranges::any_of(reading_.matches(), [&](const Match& match) {
      if (!match.term->code || match.term->code->strength != Strength::alone_in_any_text) return false;
      return accepted(*match.term->code, match) && !lexicon_.families()[match.term->code->family].memory &&
             reading_.misread(match.begin, match.end) == nullptr;
    });
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
      if (match.begin < first || !match.term->is(Says::goes_for) || match.term->is(Says::comes_with)) continue;
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
    computing_ = computing_ || (!contrary_ && names_chip());
    std::vector<Candidate> memory;
    for (const Match& match : reading_.matches()) {
      if (!match.term->item && !match.term->code) continue;
      if (reading_.is_dimension(match.begin, match.end) || reading_.says_just_before(Says::denies, match.begin))
        continue;
      Candidate candidate{match.begin, match.end, 0, match.term->item, true};
      FamilyCode code{0, Strength::alone_in_any_text, match.term->part_number};
      if (match.term->item) {
        const std::optional<std::uint32_t> family = family_of(*match.term->item);
        if (!family) continue;
        code.family = *family;
      } else {
        code = *match.term->code;
      }
      candidate.misread = reading_.misread(match.begin, match.end) != nullptr;
      const bool doubtful = candidate.misread && (contrary_ || (!computing_ && reading_.memory_sizes().empty()));
      if (doubtful || !accepted(code, match)) {
        named_ = named_ || code.strength == Strength::alone_in_any_text ||
                 (code.strength == Strength::alone_if_all && !contrary_);
        continue;
      }
      candidate.family = code.family;
      candidate.certain =
          !code.part_number && !candidate.misread && (code.strength == Strength::alone_in_any_text || computing_);
      if (serves(candidate)) {
        if (!only_for_) only_for_ = candidate;
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

  double tpp_of(const Candidate& candidate) const {
    const std::uint32_t item = candidate.item.value_or(lexicon_.families()[candidate.family].stands_for);
    return store_.items[item].tpp.value_or(0);
  }

  // Of several chips the one with the highest TPP, the first of equals; a whole item before a bare code of its family.
  const Candidate& strictest() const {
    return *std::ranges::max_element(candidates_, [&](const Candidate& a, const Candidate& b) {
      const bool same = a.family == b.family;
      return same ? !a.item && b.item : tpp_of(a) < tpp_of(b);
    });
  }

  bool several_families() const {
    return std::ranges::any_of(candidates_,
                               [&](const Candidate& other) { return other.family != candidates_.front().family; });
  }

  // Does this word name the thing that holds the chip? Not what the chip is for ("card for server"), not what kind of
  // card it is ("server GPU"), not a mark of the chip itself ("server edition"), not a count ("1 PC").
  bool names_holder(const Match& match, const Candidate* chip, const Choice& choice, const Assembly& assembly) const {
    if (chip != nullptr && chip->item && match.begin >= chip->begin && match.end <= chip->end) return false;
    if (match.term->is(Says::unit) && reading_.fragment(match.begin).slashes) return false;  // "2.1 kg/PC"
    if (reading_.says_at(Says::serves, match.end)) return false;                             // "服务器用H100"
    if (reading_.says_at(Says::negated, match.end)) return false;                            // "(servers not included)"
    if (match.begin > 0 &&
        (reading_.says_at(Says::negation, match.begin - 1) || reading_.says_just_before(Says::denies, match.begin))) {
      return false;
    }
    if (chip != nullptr && match.begin >= chip->end) {
      if (reading_.says_between(Says::goes_for, chip->end, match.begin)) return false;
      if (std::ranges::find(choice.marks, &match) != choice.marks.end()) return false;
    }
    if (match.begin > 0 && reading_.says_between(Says::goes_for, match.begin - 1, match.begin)) return false;
    if (assembly.chips_vary && assembly.kind == ItemKind::system) {
      const Match* next = reading_.next_term(match.end);
      if (next != nullptr && next->term->is(Says::card) && !reading_.opens_bracket(next->begin) &&
          !reading_.breaks_between(match.end - 1, next->begin + 1)) {
        return false;
      }
    }
    return reading_.words(match.begin, match.end).size() > 2 || !reading_.number_before(match.begin);
  }

  static bool is_of(const Assembly& assembly, std::uint32_t item) {
    return std::ranges::any_of(assembly.item_of_chip, [&](const auto& held) { return held.second == item; });
  }

  // The first assembly of the files whose word stands in the text and that holds this chip, or one of its family.
  const Match* find_holder(const Candidate* chip, const Choice& choice, std::size_t& assembly,
                           std::uint32_t& item) const {
    if (!reading_.has(Says::assembly)) return nullptr;
    const CatalogItem& held = store_.items[choice.item];
    const Match* of_family = nullptr;  // its assembly holds a sibling of the chip
    for (std::uint32_t i = 0; i < store_.assemblies.size(); ++i) {
      if (is_of(store_.assemblies[i], choice.item)) return of_family;
      for (const Match& match : reading_.matches()) {
        if (std::ranges::find(match.term->assemblies, i) == match.term->assemblies.end()) continue;
        if (!names_holder(match, chip, choice, store_.assemblies[i])) continue;
        // Of two that the same words name, the one that holds the very chip: "HGX A100 40GB".
        if (of_family != nullptr && of_family->begin != match.begin) continue;
        for (const auto& [number, whole] : store_.assemblies[i].item_of_chip) {
          const bool same = number == held.chip;
          const bool family = of_family == nullptr && !store_.assemblies[i].item_of_chip.contains(held.chip) &&
                              store_.items[number].family == held.family;
          if (!same && !family) continue;
          assembly = i;
          item = whole;
          if (same) return &match;
          of_family = &match;
        }
      }
      if (of_family != nullptr && !choice.certain) return of_family;
    }
    return of_family;
  }

  Identification with_chip(const Match* model) {
    Identification out;
    out.accelerator_word = true;
    out.everyday_words = reading_.has(Says::other_goods);
    Choice choice;
    const Candidate* chip = nullptr;
    if (!candidates_.empty()) {
      chip = &strictest();
      choice = choose(store_, reading_, lexicon_.families()[chip->family], chip->item);
      could_be_ = std::move(choice.open);
    } else if (model != nullptr) {
      choice.item = system_of(*model).configurations.front().item;
    }
    std::size_t assembly = 0;
    std::uint32_t item = choice.item;
    const Match* holder = nullptr;
    // What the text names as a whole may sit in something else, or be a part of it: "HGX H100 server", "NVL72 tray".
    const bool board = is_board(chip);
    if (chip != nullptr) holder = find_holder(chip, choice, assembly, item);
    if (model != nullptr) out.system = model->term->system;
    if (holder == nullptr && model != nullptr && !names_itself(chip, system_of(*model))) {
      const System& known = system_of(*model);
      const auto& items = store_.assemblies[known.assembly].item_of_chip;
      const auto found = chip == nullptr ? items.end() : items.find(store_.items[choice.item].chip);
      item = found == items.end() ? known.configurations.front().item : found->second;
      assembly = known.assembly;
      holder = model;
    }
    if (holder == nullptr && chip != nullptr && !chip->item) {
      const std::uint32_t stands_for = lexicon_.families()[chip->family].stands_for;
      if (is_assembly(stands_for)) item = stands_for;  // a code that is never sold as a bare chip
    }
    out.item = item;
    out.kind = store_.items[item].kind;
    out.chips_per_unit = store_.items[board && holder != nullptr ? choice.item : item].chips;
    if (holder != nullptr && holder == model)
      out.chips_per_unit = configuration_of(system_of(*model), store_.items[item].chip).chips;
    if (choice.contradicted) out.odd_memory_gb = std::ranges::max(reading_.memory_sizes());
    const bool usual = count(out, chip, holder, assembly);  // the count of chips is only what is usual
    out.confidence = confidence(chip, choice, model, usual);
    collect_words(out, chip, choice, holder);
    return out;
  }

  bool is_board(const Candidate* chip) const {
    return chip != nullptr && chip->item && store_.items[*chip->item].kind == ItemKind::board;
  }

  bool is_assembly(std::uint32_t item) const { return store_.items[item].chip != item; }

  // What the text counts, from the thing before this one to the next.
  bool count(Identification& out, const Candidate* chip, const Match* holder, std::size_t assembly) const {
    Counting counting{reading_};
    if (chip != nullptr) counting.chip = Counting::Span{chip->begin, chip->end};
    counting.holder = holder;
    counting.fixed = holder != nullptr && !store_.assemblies[assembly].chips_vary && out.kind != ItemKind::board;
    counting.of_board = is_board(chip);
    counting.vary = holder != nullptr && store_.assemblies[assembly].chips_vary;
    counting.whole = holder == nullptr && out.item && is_assembly(*out.item);
    counting.limit = reading_.size();
    std::uint32_t begin = reading_.size();
    std::uint32_t end = 0;
    if (chip != nullptr) {
      begin = chip->begin;
      end = chip->end;
    }
    if (holder != nullptr) {
      begin = std::min(begin, holder->begin);
      end = std::max(end, holder->end);
    }
    for (const Candidate& other : candidates_) {
      if (chip == nullptr || other.family == chip->family) continue;
      if (other.end <= begin) counting.from = std::max(counting.from, other.end);
      if (other.begin >= end) counting.limit = std::min(counting.limit, other.begin);
    }
    return counting.count(out);
  }

  Confidence confidence(const Candidate* chip, const Choice& choice, const Match* model, bool usual) const {
    if (chip == nullptr) return Confidence::unverified;  // a maker's model with the chip that it usually holds
    if (reading_.has(Says::other_goods) || choice.contradicted || chip->misread || is_part_number(*chip)) {
      return Confidence::unverified;
    }
    if (!choice.certain || !chip->certain || several_families() || (usual && model == nullptr))
      return Confidence::inferred;
    return Confidence::secondary;
  }

  bool is_part_number(const Candidate& chip) const {
    return std::ranges::any_of(reading_.matches(), [&](const Match& match) {
      return match.begin == chip.begin &&
             (match.term->part_number || (match.term->code && match.term->code->part_number));
    });
  }

  void collect_words(Identification& out, const Candidate* chip, const Choice& choice, const Match* holder) const {
    if (chip != nullptr) {
      out.words.push_back(reading_.words(chip->begin, chip->end));
      if (const std::string* written = reading_.misread(chip->begin, chip->end)) {
        out.words.back() += " (written " + *written + ")";
      }
    }
    for (const Match* mark : choice.marks) out.words.push_back(reading_.words(mark->begin, mark->end));
    if (holder != nullptr) out.words.push_back(reading_.words(holder->begin, holder->end));
    if (out.words.size() > 1) return;
    for (const Match& match : reading_.matches()) {  // the word that a short code leans on
      if (!match.term->is(Says::computing) && !match.term->is(Says::vendor)) continue;
      if (chip != nullptr && match.begin >= chip->begin && match.end <= chip->end) continue;
      out.words.push_back(reading_.words(match.begin, match.end));
      return;
    }
  }

  const Lexicon& lexicon_;
  const Store& store_;
  const Reading& reading_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> barred_;  // families that some word of the text makes another thing
  bool computing_ = false;
  bool suggestive_ = false;
  bool contrary_ = false;
  bool holds_chips_ = false;           // a word for a board, system or rack
  std::optional<Candidate> only_for_;  // a chip that the thing is for: "H100用散热器"
  std::vector<std::uint32_t> could_be_;
  bool named_ = false;  // a code stands in it that was not believed
};

}  // namespace

OneItem identify_one(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing) {
  Identifier identifier(lexicon, store, reading, computing);
  OneItem out;
  out.found = identifier.run();
  out.anchors = identifier.anchors();
  out.computing = identifier.computing();
  out.could_be = identifier.could_be();
  return out;
}

}  // namespace tidewaiter::catalog
