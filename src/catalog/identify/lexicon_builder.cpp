// Fills the lexicon from the TOML documents and the names of the items.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "base/ascii.h"
#include "catalog/identify/lexicon.h"
#include "text/fold.h"

namespace tidewaiter::catalog {
namespace {

struct WordList {
  std::string_view key;
  Says says;
  // Of things that are no chips: read in plural and singular too, and one ideograph only as a whole word.
  bool goods = false;
};
constexpr std::array kWordLists{
    WordList{"computing", Says::computing},
    WordList{"suggestive", Says::suggestive},
    WordList{"cards", Says::card},
    WordList{"counted", Says::counted},
    WordList{"accessories", Says::accessory, true},
    WordList{"features", Says::feature},
    WordList{"for", Says::goes_for},
    WordList{"with", Says::comes_with},
    WordList{"without", Says::without},
    WordList{"other_machines", Says::other_machine, true},
    WordList{"other_goods", Says::other_goods, true},
    WordList{"cover", Says::cover},
    WordList{"cover_computing", Says::cover_computing},
    WordList{"neutral", Says::neutral},
    WordList{"units", Says::unit},
    WordList{"quantities", Says::quantity},
    WordList{"packs", Says::pack},
    WordList{"also", Says::also},
    WordList{"denies", Says::denies},
    WordList{"serves", Says::serves},
    WordList{"works", Says::work, true},
    WordList{"portables", Says::portable},
    WordList{"each", Says::each},
    WordList{"filled", Says::filled},
    WordList{"negations", Says::negation},
    WordList{"negated", Says::negated},
    WordList{"filled_with", Says::filled_with},
    WordList{"empty", Says::empty},
    WordList{"faults", Says::fault},
    WordList{"services", Says::service, true},
    WordList{"coded_units", Says::coded_unit},
    WordList{"for_or_each", Says::for_or_each},
    WordList{"cores", Says::core},
    WordList{"minimums", Says::minimum},
    WordList{"comma_units", Says::comma_unit},
    WordList{"handed", Says::handed},
    WordList{"processors", Says::processor},
    WordList{"machine_parts", Says::machine_part},
    WordList{"forms", Says::form},
    WordList{"alone", Says::alone},
    WordList{"editions", Says::edition},
};

constexpr std::array kHeadLists{
    WordList{"accessory_heads", Says::accessory},
    WordList{"goods_heads", Says::other_goods},
};

constexpr std::size_t kTermsOfAnItem = 128;  // in the shipped catalogue, some more than there are
constexpr std::size_t kLongestBare = 3;      // fragments: "MI300X"
constexpr std::size_t kLeastPlural = 6;      // letters, with the s
constexpr std::size_t kLeastLookAlike = 4;   // letters

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return is_lower(c) || c == ' '; });
}

// The regular plural of an English word, also right for most French and Spanish ones; empty where it may be one
// already.
std::string plural_of(std::string_view word) {
  if (!is_plain(word) || word.size() < 3 || word.ends_with('s')) return {};
  if (word.ends_with('x') || word.ends_with("ch") || word.ends_with("sh")) return std::string(word) + "es";
  const bool consonant = std::string_view("aeiou").find(word[word.size() - 2]) == std::string_view::npos;
  if (word.ends_with('y') && consonant) return std::string(word.substr(0, word.size() - 1)) + "ies";
  return std::string(word) + "s";
}

// The singular of a plural that a list has; empty for short words, where an s may be part of it ("lens").
std::string singular_of(std::string_view word) {
  if (!is_plain(word) || word.size() < kLeastPlural || !word.ends_with('s') || word.ends_with("ss") ||
      word.ends_with("us") || word.ends_with("is") || word.ends_with("ies") || word.ends_with("xes") ||
      word.ends_with("ches") || word.ends_with("shes")) {
    return {};
  }
  return std::string(word.substr(0, word.size() - 1));
}

}  // namespace

class LexiconBuilder {
 public:
  LexiconBuilder(std::span<const toml::Document> documents, const Store& store, Problems& problems)
      : documents_(documents), store_(store), problems_(problems) {}

  Lexicon build() {
    const std::size_t usual = kTermsOfAnItem * store_.items.size();
    lexicon_.words_.reserve(usual);
    lexicon_.edges_.reserve(2 * usual);
    lexicon_.term_of_node_.reserve(2 * usual);
    lexicon_.terms_.reserve(usual);
    each_table("vendor", [&](TableReader& reader) { read_vendor(reader); });
    each_table("family", [&](TableReader& reader) { read_family(reader); });
    one_table("other_chips", [&](TableReader& reader) {
      for (const std::string& word : reader.texts("words")) say(reader, "words", word, Says::other_chip);
    });
    one_table("words", [&](TableReader& reader) { read_words(reader); });
    for (const std::string_view group : {"language", "subject"}) {
      each_table(group, [&](TableReader& reader) {
        reader.required_text("name");
        read_words(reader);
      });
    }
    one_table("numbers", [&](TableReader& reader) { read_numbers(reader, Says::number); });
    one_table("lots", [&](TableReader& reader) { read_numbers(reader, Says::lot); });
    one_table("line", [&](TableReader& reader) { read_line(reader); });
    add_items();
    add_assemblies();
    add_plurals();
    add_look_alikes();
    one_table("misspelt", [&](TableReader& reader) { read_misspelt(reader); });
    mark_lone();
    return std::move(lexicon_);
  }

 private:
  void each_table(std::string_view key, const std::function<void(TableReader&)>& read) {
    for_each_table(documents_, key, problems_, read);
  }
  void one_table(std::string_view key, const std::function<void(TableReader&)>& read) {
    for_the_table(documents_, key, problems_, read);
  }

  // The term of a text, made if need be; nullptr where the text has no letter and no digit.
  Term* term(std::string_view text) {
    const std::string folded = text::fold(text);
    std::vector<Fragment> fragments;
    cut(folded, fragments);
    return fragments.empty() ? nullptr : term_of(fragments);
  }

  Term* term_of(const std::vector<Fragment>& fragments) {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < fragments.size(); ++i) {
      const auto word =
          lexicon_.words_
              .try_emplace(std::string(fragments[i].text), static_cast<std::uint32_t>(lexicon_.words_.size() + 1))
              .first->second;
      const bool joined = i > 0 && fragments[i].joined;
      const std::uint64_t edge = std::uint64_t{node} << 33U | std::uint64_t{word} << 1U | (joined ? 1U : 0U);
      const auto [found, made] =
          lexicon_.edges_.try_emplace(edge, static_cast<std::uint32_t>(lexicon_.term_of_node_.size()));
      if (made) lexicon_.term_of_node_.push_back(-1);
      node = found->second;
    }
    std::int32_t& number = lexicon_.term_of_node_[node];
    if (number < 0) {
      number = static_cast<std::int32_t>(lexicon_.terms_.size());
      lexicon_.terms_.emplace_back();
    }
    return &lexicon_.terms_[static_cast<std::size_t>(number)];
  }

  Term* say(TableReader& reader, std::string_view key, std::string_view text, Says what) {
    Term* found = term(text);
    if (found == nullptr) {
      reader.problem(reader.place_of(key), fmt::format("'{}' has neither a letter nor a digit", text));
      return nullptr;
    }
    found->says |= static_cast<std::uint64_t>(what);
    return found;
  }

  void read_words(TableReader& reader) {
    for (const WordList& list : kWordLists) {
      for (const std::string& word : reader.texts(list.key)) {
        say(reader, list.key, word, list.says);
        if (list.goods) goods_.push_back({word, list.says});
      }
    }
    for (const WordList& list : kHeadLists) {
      for (const std::string& word : reader.texts(list.key)) add_head(reader, list.key, word, list.says);
    }
  }

  void read_vendor(TableReader& reader) {
    vendors_.push_back(reader.required_text("name"));
    for (const std::string& word : reader.texts("words")) {
      Term* found = say(reader, "words", word, Says::vendor);
      if (found != nullptr) found->vendor = static_cast<std::uint32_t>(vendors_.size());
    }
    for (const std::string& word : reader.texts("everyday")) {
      if (Term* found = say(reader, "everyday", word, Says::vendor)) {
        found->vendor = static_cast<std::uint32_t>(vendors_.size());
        found->everyday = true;
      }
    }
  }

  // Does one of the text's words, taken alone, mean something that `holds` is true of?
  bool any_word(const std::vector<Fragment>& fragments, const std::function<bool(const Term&)>& holds) {
    std::vector<Match> matches;
    return std::ranges::any_of(fragments, [&](const Fragment& fragment) {
      std::vector<Fragment> alone{fragment};
      alone.front().joined = false;
      matches.clear();
      lexicon_.match(alone, matches);
      return !matches.empty() && holds(*matches.front().term);
    });
  }

  // No word of the text is the name of a vendor, and it is short enough for a name of something else: "H100", but not
  // "AD102-300-A1".
  bool is_bare(std::string_view text) {
    const std::string folded = text::fold(text);
    std::vector<Fragment> fragments;
    cut(folded, fragments);
    return fragments.size() <= kLongestBare &&
           !any_word(fragments, [](const Term& term) { return term.is(Says::vendor) && !term.everyday; });
  }

  // "H100 PCIe"
  bool names_form(std::string_view text) {
    const std::string folded = text::fold(text);
    std::vector<Fragment> fragments;
    cut(folded, fragments);
    return any_word(fragments, [](const Term& term) { return term.is(Says::form); });
  }

  // "RTXA6000", "GEFORCERTX4090": words before a number that are written as one.
  static std::string glued(std::string_view text) {
    const std::string folded = text::fold(text);
    std::vector<Fragment> fragments;
    cut(folded, fragments);
    std::string out;
    bool joins = false;
    for (std::size_t i = 0; i < fragments.size(); ++i) {
      const bool letters = i > 0 && !fragments[i].digits && !fragments[i - 1].digits && !fragments[i].ideograph &&
                           !fragments[i - 1].ideograph && i + 1 < fragments.size();
      joins = joins || letters;
      if (i > 0 && !fragments[i].joined && !letters) out += ' ';
      out += fragments[i].text;
    }
    return joins ? out : std::string{};
  }

  void read_code(TableReader& reader, std::string_view key, const std::string& text, FamilyCode code) {
    if (!code.part_number) {
      if (const std::string one_word = glued(text); !one_word.empty()) add_code(reader, key, one_word, code);
    }
    add_code(reader, key, text, code);
  }

  void add_code(TableReader& reader, std::string_view key, const std::string& text, FamilyCode code) {
    Term* found = say(reader, key, text, Says::family);
    if (found == nullptr) return;
    if (found->code && found->code->family != code.family) {
      reader.problem(reader.place_of(key),
                     fmt::format("'{}' is a code of '{}' too", text, lexicon_.families_[found->code->family].name));
    } else if (!found->code) {
      found->code = code;
      found->bare = is_bare(text);
    }
  }

  void read_codes(TableReader& reader, std::string_view key, FamilyCode code) {
    for (const std::string& pattern : reader.texts(key)) {
      const std::vector<std::string> forms = written_forms(pattern);
      if (forms.empty()) reader.problem(reader.place_of(key), fmt::format("'{}' is no pattern", pattern));
      for (const std::string& text : forms) read_code(reader, key, text, code);
    }
  }

  void read_family(TableReader& reader) {
    Family family;
    const auto number = static_cast<std::uint32_t>(lexicon_.families_.size());
    family.name = reader.required_text("name");
    const std::string vendor = reader.required_text("vendor");
    const auto found = std::ranges::find(vendors_, vendor);
    family.vendor = found == vendors_.end() ? 0 : static_cast<std::uint32_t>(found - vendors_.begin() + 1);
    for (const CatalogItem& item : store_.items) {
      const bool own = item.kind == ItemKind::chip || item.kind == ItemKind::card || item.kind == ItemKind::memory;
      if (!own || item.family != family.name) continue;
      family.members.push_back(item.number);
      family.memory = item.kind == ItemKind::memory;
    }
    const std::string stands_for = reader.required_text("stands_for");
    const CatalogItem* item = store_.item(stands_for);
    if (item == nullptr) {
      if (!stands_for.empty()) reader.problem(reader.place_of("stands_for"), fmt::format("no item '{}'", stands_for));
    } else {
      family.stands_for = item->number;
    }
    if (family.members.empty())
      reader.problem(reader.place_of("name"), fmt::format("no item has the family '{}'", family.name));
    family.inside = reader.texts("inside");
    lexicon_.families_.push_back(family);
    read_codes(reader, "codes", {number, Strength::alone_in_any_text, false});
    read_codes(reader, "codes_alone", {number, Strength::alone_if_all, false});
    read_codes(reader, "codes_with_word", {number, Strength::beside_a_word, false});
    read_codes(reader, "part_numbers", {number, Strength::alone_in_any_text, true});
    for (const std::string& word : reader.texts("not_with")) {
      if (Term* term = say(reader, "not_with", word, Says::not_with)) term->not_with.push_back(number);
    }
  }

  void read_numbers(TableReader& reader, Says what) {
    for (const toml::Member& member : reader.members()) {
      const std::optional<double> number = reader.number(member.key);
      if (!number) continue;
      if (Term* found = say(reader, member.key, member.key, what)) found->number = *number;
    }
  }

  void read_line(TableReader& reader) {
    lexicon_.bounds_.chip_headings = reader.texts("chip_headings");
    lexicon_.bounds_.value_usd = reader.number("value_usd").value_or(0);
    lexicon_.bounds_.mass_kg = reader.number("mass_kg").value_or(0);
    lexicon_.bounds_.accessory_share = reader.number("accessory_share").value_or(1);
    const std::string source = reader.required_text("source");
    if (!source.empty() && store_.source(source) == nullptr) {
      reader.problem(reader.place_of("source"), fmt::format("no source '{}'", source));
    }
  }

  void add_items() {
    for (const CatalogItem& item : store_.items) {
      for (const std::string& mark : item.marks) {
        if (Term* found = term(mark)) {
          found->says |= static_cast<std::uint64_t>(Says::mark);
          found->marks.push_back(item.number);
        }
      }
      add_name(item.name, item.number);
      for (const std::string& name : item.names) add_name(name, item.number);
      if (const std::string one_word = glued(item.name); !one_word.empty()) add_name(one_word, item.number);
      for (const std::string& pattern : item.part_numbers) {
        for (const std::string& number : written_forms(pattern)) {
          if (Term* found = add_name(number, item.number)) found->part_number = true;
        }
      }
    }
  }

  // A name that is the code of a family, or means something already, says no more than that.
  Term* add_name(std::string_view name, std::uint32_t item) {
    Term* found = term(name);
    if (found == nullptr || found->says != 0) return nullptr;
    found->says = static_cast<std::uint64_t>(Says::item);
    found->item = item;
    found->bare = is_bare(name);
    const bool whole = store_.items[item].chip != item;  // "GB200 NVL72" is a rack, and no form of a card
    if (!whole && names_form(name)) found->says |= static_cast<std::uint64_t>(Says::form);
    return found;
  }

  void add_assemblies() {
    for (std::uint32_t i = 0; i < store_.assemblies.size(); ++i) {
      for (const std::string& word : store_.assemblies[i].words) {
        if (Term* found = term(word)) {
          found->says |= static_cast<std::uint64_t>(Says::assembly);
          found->assemblies.push_back(i);
        }
      }
    }
    for (const System& system : store_.systems) {
      for (const std::string& pattern : system.names) add_system(pattern, system.number);
      for (const std::string& pattern : system.sku) add_system(pattern, system.number);
    }
  }

  void add_system(std::string_view pattern, std::uint32_t system) {
    for (const std::string& text : written_forms(pattern)) {
      if (Term* found = term(text)) {
        found->says |= static_cast<std::uint64_t>(Says::model);
        found->system = system;
      }
    }
  }

  // "NVlDIA", "PCle": the names of makers and lines of chips as a machine misreads them, where these mean nothing yet.
  void add_look_alikes() {
    std::vector<std::pair<std::string, std::uint32_t>> found;
    for (const auto& [word, number] : lexicon_.words_) {
      const bool plain = word.size() >= kLeastLookAlike && std::ranges::all_of(word, is_lower);
      if (!plain || !names_line(number)) continue;
      std::string all = word;
      for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] != 'i' && word[i] != 'l') continue;
        const char other = word[i] == 'i' ? 'l' : 'i';
        std::string one = word;
        one[i] = other;
        found.emplace_back(std::move(one), number);
        if (word[i] == 'i') all[i] = 'l';
      }
      if (all != word) found.emplace_back(std::move(all), number);
    }
    for (auto& [word, number] : found) lexicon_.words_.try_emplace(std::move(word), number);
  }

  // Does the word alone name a vendor or a form of a chip?
  bool names_line(std::uint32_t word) const {
    const std::uint32_t node = lexicon_.step(0, word, false);
    if (node == 0 || lexicon_.term_of_node_[node] < 0) return false;
    const Term& term = lexicon_.terms_[static_cast<std::size_t>(lexicon_.term_of_node_[node])];
    return term.is(Says::vendor) || (term.is(Says::mark) && term.is(Says::computing));
  }

  // nvidia = ["nvida"]: a wrong spelling stands for the right one, wherever a term has it.
  void read_misspelt(TableReader& reader) {
    for (const toml::Member& member : reader.members()) {
      const std::string right = text::fold(member.key);
      const auto found = lexicon_.words_.find(right);
      for (const std::string& wrong : reader.texts(member.key)) {
        const std::string folded = text::fold(wrong);
        std::vector<Fragment> fragments;
        cut(folded, fragments);
        if (found == lexicon_.words_.end() || fragments.size() != 1) {
          reader.problem(reader.place_of(member.key), fmt::format("'{}' or '{}' is no word", member.key, wrong));
          continue;
        }
        lexicon_.words_.try_emplace(folded, found->second);
      }
    }
  }

  void add_head(TableReader& reader, std::string_view key, std::string_view text, Says what) {
    const std::string folded = text::fold(text);
    if (folded.size() < kLeastHead) {
      reader.problem(reader.place_of(key), fmt::format("'{}' is too short for the end of a compound", text));
      return;
    }
    Term term;
    term.says = static_cast<std::uint64_t>(what);
    const auto number = static_cast<std::uint32_t>(lexicon_.terms_.size());
    if (lexicon_.heads_.try_emplace(folded, number).second) lexicon_.terms_.push_back(std::move(term));
  }

  // And singulars; only what means nothing yet.
  void add_plurals() {
    for (const auto& [word, says] : goods_) {
      const std::string folded = text::fold(word);
      for (const std::string& form : {plural_of(folded), singular_of(folded)}) {
        if (form.empty()) continue;
        if (Term* found = term(form); found != nullptr && found->says == 0) {
          found->says = static_cast<std::uint64_t>(says);
        }
      }
    }
  }

  void mark_lone() {
    std::vector<Fragment> fragments;
    for (const auto& [word, says] : goods_) {
      const std::string folded = text::fold(word);
      fragments.clear();
      cut(folded, fragments);
      if (fragments.size() != 1 || !fragments.front().ideograph) continue;
      if (Term* found = term(word); found->says == static_cast<std::uint64_t>(says)) found->lone = true;
    }
  }

  std::span<const toml::Document> documents_;
  const Store& store_;
  Problems& problems_;
  Lexicon lexicon_;
  std::vector<std::string> vendors_;
  std::vector<std::pair<std::string, Says>> goods_;
};

Lexicon Lexicon::build(std::span<const toml::Document> documents, const Store& store, Problems& problems) {
  return LexiconBuilder(documents, store, problems).build();
}

}  // namespace tidewaiter::catalog
