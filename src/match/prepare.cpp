#include "match/prepare.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/digest.h"
#include "match/readings.h"
#include "match/relation.h"
#include "match/word_table.h"
#include "text/alike_spelling.h"
#include "text/edits.h"
#include "text/legal_forms.h"
#include "text/pinyin.h"
#include "text/tokens.h"

namespace tidewaiter::match {
namespace {

// Look-alike characters and doubled letters made equal, as they come out of typing and optical reading.
std::uint64_t look_of(std::string_view text) {
  char look[text::kMaxTokenLetters];
  std::size_t length = 0;
  const auto put = [&](char c) {
    if (length == 0 || look[length - 1] != c) look[length++] = c;
  };
  for (std::size_t i = 0; i < text.size() && i < text::kMaxTokenLetters; ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == 'r' && next == 'n') {
      put('m');
      ++i;
    } else if (c == 'v' && next == 'v') {
      put('w');
      ++i;
    } else if (c == 'c' && next == 'l') {
      put('d');
      ++i;
    } else if (c == '9') {
      put('g');
    } else if (c == '3') {
      put('e');
    } else if (c == '4') {
      put('a');
    } else if (c == '0') {
      put('o');
    } else if (c == '1' || c == 'l') {
      put('i');
    } else if (c == '5') {
      put('s');
    } else if (c == '8') {
      put('b');
    } else {
      put(c);
    }
  }
  return hash_of({look, length});
}

std::uint64_t fingerprint_of(const text::Tokens& tokens, std::string_view name) {
  std::string all;
  for (const text::Token& token : tokens.list) {
    all += token.text;
    all += ' ';
  }
  if (tokens.cut || tokens.disguised) all += name;
  return hash_of(all);
}

// "Abd al-", "Abd el-", "Abdel" and "Abdul" are one beginning of a name; with a blank or a dash it is two tokens.
void join_servant(std::vector<text::Token>& list) {
  for (std::size_t i = 0; i + 2 < list.size(); ++i) {
    const std::string& article = list[i + 1].text;
    if (list[i].text != "abd" || article.size() != 2 || article[1] != 'l') continue;
    list[i].text = "abdul";
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// "JC Juncker": two letters without a vowel before the names of a person are two initials.
void divide_initials(std::vector<text::Token>& list) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"dr", "jr", "md", "mr", "ms", "mt", "mv", "ng", "sr", "st"});
  const auto is_consonant = [](char c) {
    return is_lower(c) && std::string_view("aeiouy").find(c) == std::string_view::npos;
  };
  for (std::size_t i = 0; i + 1 < list.size(); ++i) {
    const std::string text = list[i].text;
    if (text.size() != 2 || !std::ranges::all_of(text, is_consonant) ||
        std::ranges::find(kNames, text) != kNames.end()) {
      continue;
    }
    list[i].text.resize(1);
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(i) + 1, {text.substr(1), list[i].kind, 0});
    ++i;
  }
}

// What a Russian company is, as letters and as words: "NPO" is "nauchno-proizvodstvennoe obedinenie", "scientific
// production association".
void expand_russian_letters(std::vector<text::Token>& list) {
  struct Letters {
    std::string_view letters;
    std::array<std::string_view, 3> words;  // of the word table
  };
  static constexpr auto kLetters = std::to_array<Letters>({
      {"npo", {"science", "production", "association"}},
      {"npp", {"science", "production", "enterprise"}},
      {"npk", {"science", "production", "company"}},
      {"npf", {"science", "production", "company"}},
      {"nii", {"science", "research", "institute"}},
  });
  if (list.size() > 12) return;  // so that a name stays below the most words that are compared
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto row = std::ranges::find(kLetters, std::string_view(list[i].text), &Letters::letters);
    if (row == kLetters.end() || list.size() < 2) continue;
    const text::TokenKind kind = list[i].kind;
    list[i].text = row->words[0];
    for (std::size_t more = 1; more < row->words.size(); ++more) {
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(i + more), {std::string(row->words[more]), kind, 0});
    }
    i += row->words.size() - 1;
  }
}

// A place of two words is one: "Hong Kong" tells no more than "Dubai".
void join_places(std::vector<text::Token>& list) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kPlaces = {
      {{"hong", "kong"},     {"new", "york"},      {"saudi", "arabia"},   {"abu", "dhabi"},    {"sri", "lanka"},
       {"south", "korea"},   {"north", "korea"},   {"new", "zealand"},    {"south", "africa"}, {"united", "kingdom"},
       {"united", "states"}, {"new", "delhi"},     {"kuala", "lumpur"},   {"tel", "aviv"},     {"st", "petersburg"},
       {"costa", "rica"},    {"el", "salvador"},   {"puerto", "rico"},    {"cape", "town"},    {"san", "francisco"},
       {"los", "angeles"},   {"arab", "emirates"}, {"czech", "republic"}, {"ras", "khaimah"},  {"sankt", "peterburg"},
       {"great", "britain"}}};
  for (std::size_t i = 0; i + 1 < list.size(); ++i) {
    const auto is_here = [&](const auto& place) {
      return place.first == list[i].text && place.second == list[i + 1].text && list[i].kind == list[i + 1].kind;
    };
    if (std::ranges::none_of(kPlaces, is_here)) continue;
    list[i].text += list[i + 1].text;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// "Hsin-hsin" is one word, as "Xinxin" is; another word that stands twice says nothing new.
void join_doubled_syllables(std::vector<text::Token>& list) {
  for (std::size_t i = 0; i + 1 < list.size(); ++i) {
    std::string& text = list[i].text;
    if (text != list[i + 1].text || text.size() < 2 || !text::is_chinese_syllable(text)) continue;
    if (list[i].kind != text::TokenKind::word || list[i + 1].kind != text::TokenKind::word) continue;
    text += list[i + 1].text;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// "Muromskiy" is of Murom: the word without the ending of a Russian adjective in -sk-, where four letters stay.
std::string_view without_adjective(std::string_view text) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"skiy", "skii", "skij", "skaya", "skoe", "skoye", "skogo", "skoy", "skoi", "skie"});
  constexpr std::size_t kShortestStem = 4;
  for (const std::string_view ending : kEndings) {
    if (text.ends_with(ending) && text.size() >= ending.size() + kShortestStem) {
      return text.substr(0, text.size() - ending.size());
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> other_spellings(const Word& word) {
  std::vector<std::string> spellings;
  for (std::string_view rest = word.others; !rest.empty();) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    spellings.emplace_back(rest.substr(0, blank));
    rest.remove_prefix(std::min(blank + 1, rest.size()));
  }
  if (word.text.size() < kShortestWade || word.translated) return spellings;
  std::string with_o = text::wade_giles(word.text, text::WadeGiles::with_o);
  if (with_o.empty()) return spellings;
  std::string with_e = text::wade_giles(word.text, text::WadeGiles::with_e);
  if (with_e != with_o && with_e != word.text) spellings.push_back(std::move(with_e));
  if (with_o != word.text) spellings.push_back(std::move(with_o));
  return spellings;
}

Word make_word(std::string_view text, text::TokenKind kind, text::Sounds sounds, std::string_view others) {
  Word word;
  word.others = others;
  word.text = word.canonical = text;
  word.look = look_of(text);
  word.letters = text::letters_in(text);
  word.spelt = hash_of(text);
  if (const std::string alike = text::alike_spelling(text); !alike.empty()) word.alike = hash_of(alike);
  word.romanised = kind == text::TokenKind::romanised;
  word.translated = kind == text::TokenKind::translated;
  if (kind == text::TokenKind::number) {
    word.kind = WordKind::number;
    return word;
  }
  const KnownWord* known = known_word(text);
  if (known != nullptr) {
    word.canonical = known->canonical;
    word.known = true;
  } else {
    word.canonical = without_adjective(text);
  }
  // Words of business are translated into Han, not spelt by their sounds; other scripts than Han spell by letters.
  const bool is_business = known != nullptr && known->share > 0;
  if (!is_business && !word.translated) word.sounds = word.romanised ? sounds : text::latin_sounds(text);
  std::size_t respelt = 0;
  for (const std::string& other : other_spellings(word)) {
    if (respelt < word.respelt.size()) word.respelt[respelt++] = hash_of(other);
  }
  if (text.size() == 1) word.kind = WordKind::initial;
  const WordRoles roles = roles_of(text);
  if (roles.title) word.kind = WordKind::title;
  if (roles.particle) word.kind = WordKind::particle;
  return word;
}

Weight weight_by_kind(WordKind kind, std::size_t letters, Weight rarity) {
  constexpr std::size_t kShort = 3;  // mostly initials, which many share
  switch (kind) {
    case WordKind::particle:
      return kParticleWeight;
    case WordKind::initial:
      return kInitialWeight;
    case WordKind::number:
      return std::max(rarity, kNumberWeight);
    case WordKind::ordinary:
    case WordKind::title:
      break;
  }
  return letters > kShort ? rarity : std::max(kFloorWeight, rarity * kShortWordPercent / 100);
}

PreparedName prepare(std::string_view name, Schema schema, const WeightSource& weights, KeptWords* kept) {
  PreparedName prepared;
  prepared.schema_ = schema;
  text::Tokens tokens = text::tokenize(name);
  prepared.disguised_ = tokens.disguised;
  prepared.fingerprint_ = fingerprint_of(tokens, name);
  prepared.legal_ = text::take_legal_forms(
      tokens.list, schema == Schema::person ? text::LegalReading::plain : text::LegalReading::all);

  std::vector<text::Token>& list = tokens.list;
  join_servant(list);
  join_places(list);
  join_doubled_syllables(list);
  expand_russian_letters(list);
  if (schema == Schema::person) divide_initials(list);
  const auto is_stop = [](const text::Token& token) { return roles_of(token.text).stop; };
  if (!std::ranges::all_of(list, is_stop)) std::erase_if(list, is_stop);
  for (std::size_t i = list.size(); i-- > 1;) {
    const auto here = list.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::ranges::find(list.begin(), here, here->text, &text::Token::text) != here) list.erase(here);
  }

  if (list.size() > text::kMaxTokens) list.resize(text::kMaxTokens);  // dividing glued forms can add some

  std::size_t letters = 0;
  const auto others_of = [](const text::Token& token) {
    std::string others;
    for (const std::string& other : token.others) others += (others.empty() ? "" : " ") + other;
    return others;
  };
  for (const text::Token& token : list) letters += token.text.size() + others_of(token).size();
  prepared.letters_ = std::make_unique<char[]>(letters);
  prepared.words_.reserve(list.size());
  char* at = prepared.letters_.get();
  for (const text::Token& token : list) {
    std::ranges::copy(token.text, at);
    const std::string others = others_of(token);
    std::ranges::copy(others, at + token.text.size());
    const std::string_view text(at, token.text.size());
    const std::string_view beside(at + text.size(), others.size());
    KeptWords::Rated made;
    if (kept != nullptr) {
      made = kept->make(text, token.kind, token.sounds, beside, weights);
    } else {
      made.word = make_word(text, token.kind, token.sounds, beside);
      made.rarity = weights.weight(made.word.canonical);
    }
    Word& word = made.word;
    at += text.size() + beside.size();
    // A particle stands before what it belongs to; at the end it is a name ("Wang Bin").
    if (word.kind == WordKind::particle && &token == &list.back()) word.kind = WordKind::ordinary;
    word.weight = weight_by_kind(word.kind, word.canonical.size(), made.rarity);
    prepared.words_.push_back(word);
  }
  return prepared;
}

std::vector<PreparedName> prepare_readings(std::string_view name, Schema schema, const WeightSource& weights,
                                           KeptWords* kept) {
  std::vector<PreparedName> readings;
  for (const std::string_view reading : readings_of(name)) {
    PreparedName prepared = prepare(reading, schema, weights, kept);
    if (!readings.empty()) {
      if (prepared.view().words.empty()) continue;
      prepared.mark_part();
    }
    readings.push_back(std::move(prepared));
  }
  return readings;
}

}  // namespace tidewaiter::match
