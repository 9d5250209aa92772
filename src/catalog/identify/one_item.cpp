#include "catalog/identify/one_item.h"

#include <algorithm>

#include "catalog/identify/accessory.h"
#include "catalog/identify/behind_name.h"
#include "catalog/identify/candidates.h"
#include "catalog/identify/choice.h"
#include "catalog/identify/counting.h"
#include "catalog/identify/machine_list.h"
#include "catalog/identify/no_chip.h"
#include "catalog/identify/reading.h"
#include "catalog/identify/split.h"

namespace tidewaiter::catalog {
namespace {

constexpr double kMostInMachine = 16;  // cards of one server

class Identifier {
 public:
  Identifier(const Lexicon& lexicon, const Store& store, const Reading& reading, Candidates&& found)
      : lexicon_(lexicon), store_(store), reading_(reading), found_(std::move(found)), candidates_(found_.named) {}

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
        if (const auto family = family_of(lexicon_, store_, sold.item)) anchor.holds.push_back(*family);
      }
      found.push_back(std::move(anchor));
    }
    std::ranges::stable_sort(found, {}, &Anchor::begin);
    return found;
  }

  Identification run() {
    const NoChip other{reading_, found_.computing || !candidates_.empty(), found_.contrary, found_.disbelieved};
    const Match* model = reading_.first(Says::model);
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    if (!candidates_.empty()) {
      begin = strictest().begin;
      end = strictest().end;
    } else if (found_.only_for) {
      if (const Match* found = loose_accessory(reading_)) return other.accessory(*found);
      return other.part_for_chip(found_.only_for->begin, found_.only_for->end);
    } else if (model != nullptr && !takes_any_card(*model)) {
      begin = model->begin;
      end = model->end;
    } else {
      return other.goods();
    }
    if (const Match* found = service(reading_)) {
      return accessory(other, {found, in_bracket_behind(reading_, end, found->begin)}, begin, end);
    }
    if (const Match* work = work_before(reading_, begin)) return other.accessory(*work);
    if (const Accessory found = accessory_to(reading_, begin, end); found.word != nullptr) {
      return accessory(other, found, begin, end);
    }
    if (is_for_only(reading_, begin)) return other.part_for_chip(begin, end);
    return with_chip(model);
  }

 private:
  // Of the chip or model named in [begin, end). In brackets only a service or a document is no part of the thing.
  Identification accessory(const NoChip& other, const Accessory& found, std::uint32_t begin, std::uint32_t end) const {
    Identification out = other.accessory(*found.word);
    if (!found.behind) return out;
    if (candidates_.empty()) {
      const Match* model = reading_.first(Says::model);
      out.behind_item = system_of(*model).configurations.front().item;
    } else {
      const Candidate& chip = strictest();
      out.behind_item = choose(store_, reading_, lexicon_.families()[chip.family], chip.item).item;
    }
    out.left_open = in_bracket_behind(reading_, end, found.word->begin)
                        ? !is_alone(reading_, *found.word)
                        : leaves_open(reading_, begin, end, *found.word);
    return out;
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
      const bool per = match.begin > chip->end && reading_.says_at(Says::for_or_each, match.begin - 1) &&
                       (match.begin == chip->end + 1 || !reading_.number_before(match.begin - 1));
      if (per && !reading_.count_before(chip->begin)) return false;  // "scheda A40 per server"
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
    if (holder == nullptr) put_into_machine(out, chip);
    out.confidence = confidence(chip, choice, model, usual);
    collect_words(out, chip, choice, holder);
    return out;
  }

  // "2x EPYC 9354, 768 GB DDR5, 6x A10": the server that the list makes, though no word names it.
  void put_into_machine(Identification& out, const Candidate* chip) const {
    if (chip == nullptr || !out.item || is_assembly(*out.item) || !lists_machine(reading_)) return;
    for (const Assembly& assembly : store_.assemblies) {
      const auto held = assembly.item_of_chip.find(store_.items[*out.item].chip);
      if (assembly.kind != ItemKind::system || !assembly.chips_vary || held == assembly.item_of_chip.end()) continue;
      std::optional<double> chips = reading_.count_before(chip->begin);
      if (!chips) chips = reading_.count_behind(chip->end);
      out.item = held->second;
      out.kind = ItemKind::system;
      out.chips_per_unit = chips.value_or(out.units > 1 && out.units <= kMostInMachine ? out.units : 1);
      out.units = machines_listed(reading_);
      out.stated.reset();
      return;
    }
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
      if (chip != nullptr && other.family == chip->family && other.begin != chip->begin) {
        counting.again.push_back({other.begin, other.end});
      }
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
  const Candidates found_;
  const std::vector<Candidate>& candidates_;
  std::vector<std::uint32_t> could_be_;
};

}  // namespace

OneItem identify_one(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing) {
  Candidates found = find_candidates(lexicon, store, reading, computing);
  OneItem out;
  out.computing = found.computing;
  Identifier identifier(lexicon, store, reading, std::move(found));
  out.found = identifier.run();
  out.anchors = identifier.anchors();
  out.could_be = identifier.could_be();
  return out;
}

}  // namespace tidewaiter::catalog
