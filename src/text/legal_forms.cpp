#include "text/legal_forms.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "text/edits.h"
#include "text/legal_form_table.h"

namespace tidewaiter::text {
namespace {

struct Phrase {
  std::vector<std::string_view> words;
  LegalForm form;
  LegalPlace place;
};

std::vector<std::string_view> split(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(divider);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// Words from this length on are recognised when broken, glued together or misspelt: no name's word is as close to
// them. Shorter ones ("co", "sa", "joint") are not.
constexpr std::size_t kLongWord = 7;

struct Table {
  std::unordered_map<std::string_view, std::vector<Phrase>> by_first;  // longest first
  std::unordered_map<std::string_view, std::vector<Phrase>> by_last;
  std::unordered_map<std::string_view, bool> words;                    // every word of a phrase; true: of kLongWord
  std::vector<std::pair<std::string_view, std::uint32_t>> long_words;  // and their letters
  std::unordered_map<std::string, std::pair<std::string_view, std::string_view>> glued;  // "limitedliability"
  std::vector<std::string_view> names;                                                   // by LegalForm::form
};

// Longest first; of equally long ones, the table's order.
void insert(std::vector<Phrase>& phrases, const Phrase& phrase) {
  const auto shorter =
      std::ranges::find_if(phrases, [&](const Phrase& p) { return p.words.size() < phrase.words.size(); });
  phrases.insert(shorter, phrase);
}

void insert_words(Table& table, const Phrase& phrase) {
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const std::string_view word = phrase.words[i];
    if (table.words.emplace(word, word.size() >= kLongWord).second && word.size() >= kLongWord) {
      table.long_words.emplace_back(word, letters_in(word));
    }
    if (i == 0) continue;
    std::string both(phrase.words[i - 1]);
    both += word;
    if (both.size() >= kLongWord + 2) table.glued.try_emplace(std::move(both), phrase.words[i - 1], word);
  }
}

const Table& table() {
  static const Table made = [] {
    Table fresh;
    fresh.names.emplace_back();
    for (const LegalRow& row : kLegalRows) {
      auto known = std::ranges::find(fresh.names, row.form);
      if (known == fresh.names.end()) known = fresh.names.insert(known, row.form);
      const LegalForm form{row.legal_class, static_cast<std::uint8_t>(known - fresh.names.begin())};
      for (const std::string_view text : split(row.phrases, '|')) {
        const Phrase phrase{split(text, ' '), form, row.place};
        insert(fresh.by_first[phrase.words.front()], phrase);
        insert(fresh.by_last[phrase.words.back()], phrase);
        insert_words(fresh, phrase);
      }
    }
    return fresh;
  }();
  return made;
}

bool is_legal_word(std::string_view word) { return table().words.contains(word); }

// Characters that optical reading takes for others, read back: "l1mited", "cornpany", "limitecl".
std::string read_back(std::string_view text, char one) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view pair = text.substr(i, 2);
    const char c = text[i];
    if (pair == "rn" || pair == "cl") {
      out += pair == "rn" ? 'm' : 'd';
      ++i;
    } else {
      out += c == '0' ? 'o' : c == '1' ? one : c == '5' ? 's' : c == '8' ? 'b' : c;
    }
  }
  return out;
}

// The legal word that a token is a misspelling of; empty if there is none.
std::string_view meant(std::string_view token) {
  const bool mixed = token.size() >= 3 && std::ranges::any_of(token, is_digit);
  if (mixed || token.size() > kLongWord) {
    for (const char one : {'l', 'i'}) {
      const auto found = table().words.find(read_back(token, one));
      if (found != table().words.end() && (mixed || found->second)) return found->first;
    }
  }
  if (token == "c0") return "co";
  const bool pairs = token.size() >= 4 && (token.find("cl") != token.npos || token.find("rn") != token.npos);
  if (pairs) {  // "ltcl", "grnbh"
    const auto found = table().words.find(read_back(token, 'l'));
    if (found != table().words.end() && found->first.size() >= 3) return found->first;
  }
  if (token.size() + 1 < kLongWord) return {};
  const std::uint32_t letters = letters_in(token);
  for (const auto& [word, word_letters] : table().long_words) {
    const int edits = word.size() < 11 ? 1 : 2;
    const std::size_t apart = std::max(word.size(), token.size()) - std::min(word.size(), token.size());
    if (apart <= static_cast<std::size_t>(edits) && may_be_within(letters, word_letters, edits) &&
        within_edits(token, word, edits))
      return word;
  }
  return {};
}

// Forms that are written without a blank after or before the name, and the fewest letters that the name then has.
// Only those with which no word of a language ends or begins; "group" is no form, but glued as one.
struct Glued {
  std::string_view form;
  std::size_t letters;
};
constexpr auto kEndings = std::to_array<Glued>({{"limited", 3},
                                                {"company", 3},
                                                {"corporation", 3},
                                                {"ltd", 3},
                                                {"llc", 3},
                                                {"gmbh", 3},
                                                {"dmcc", 3},
                                                {"fzco", 3},
                                                {"inc", 5},
                                                {"ooo", 4},
                                                {"pjsc", 3},
                                                {"ojsc", 3},
                                                {"jsc", 4},
                                                {"corp", 4},
                                                {"group", 5},
                                                {"saoc", 4},
                                                {"bhd", 3}});
constexpr auto kBeginnings = std::to_array<Glued>({{"limited", 4},
                                                   {"company", 4},
                                                   {"llc", 3},
                                                   {"ltd", 3},
                                                   {"ojsc", 3},
                                                   {"cjsc", 3},
                                                   {"pjsc", 3},
                                                   {"jsc", 3},
                                                   {"ooo", 4}});

// Shorter ones are believed only before the form that they always stand before: "SystemsPte. Ltd.".
struct GluedPair {
  std::string_view form;
  std::array<std::string_view, 2> next;
};
constexpr auto kGluedPairs = std::to_array<GluedPair>({{"pte", {"ltd", "limited"}},
                                                       {"pvt", {"ltd", "limited"}},
                                                       {"pty", {"ltd", "limited"}},
                                                       {"sdn", {"bhd", "berhad"}},
                                                       {"tic", {"ltd", "limited"}}});

void divide_glued(std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& text = tokens[i].text;
    if (tokens[i].kind != TokenKind::word || text.size() < 6 || is_legal_word(text) || table().glued.contains(text)) {
      continue;
    }
    const auto ends = [&](const Glued& g) {
      return text.ends_with(g.form) && text.size() >= g.form.size() + g.letters;
    };
    const auto begins = [&](const Glued& g) {
      return text.starts_with(g.form) && text.size() >= g.form.size() + g.letters;
    };
    const auto is_paired = [&](const GluedPair& g) {
      return i + 1 < tokens.size() && text.ends_with(g.form) && text.size() >= g.form.size() + 4 &&
             std::ranges::find(g.next, std::string_view(tokens[i + 1].text)) != g.next.end();
    };
    std::size_t at = 0;
    if (const auto pair = std::ranges::find_if(kGluedPairs, is_paired); pair != kGluedPairs.end()) {
      at = text.size() - pair->form.size();
    } else if (const auto form = std::ranges::find_if(kEndings, ends); form != kEndings.end()) {
      at = text.size() - form->form.size();
    } else if (const auto first = std::ranges::find_if(kBeginnings, begins); first != kBeginnings.end()) {
      at = first->form.size();
    } else {
      continue;
    }
    Token rest{text.substr(at), TokenKind::word};
    tokens[i].text.resize(at);
    tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
    ++i;
  }
}

// Long phrases with a letter wrong in a short word, or cut at the wrong place: "joint sock company". Some word of the
// phrase must stand there as it is.
void repair_phrases(std::vector<Token>& tokens) {
  static constexpr auto kPhrases = std::to_array<std::array<std::string_view, 3>>(
      {{"joint", "stock", "company"}, {"limited", "liability", "company"}});
  constexpr int kEdits = 2;
  for (const auto& phrase : kPhrases) {
    std::string whole;
    for (const std::string_view word : phrase) whole += word;
    const auto is_of_phrase = [&](const Token& token) {
      return std::ranges::find(phrase, std::string_view(token.text)) != phrase.end();
    };
    for (std::size_t first = 0; first < tokens.size(); ++first) {
      std::string text;
      std::size_t right = 0;
      for (std::size_t last = first; last < std::min(first + 4, tokens.size()); ++last) {
        if (tokens[last].kind != TokenKind::word) break;
        text += tokens[last].text;
        right += is_of_phrase(tokens[last]) ? 1 : 0;
        if (text.size() > whole.size() + kEdits) break;
        const bool may_be = right > 0 && right < phrase.size() && text.size() + kEdits >= whole.size();
        if (!may_be || !within_edits(text, whole, kEdits)) continue;
        const auto at = tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                                     tokens.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        std::vector<Token> words;
        words.reserve(phrase.size());
        for (const std::string_view word : phrase) words.push_back({std::string(word), TokenKind::word, 0});
        tokens.insert(at, words.begin(), words.end());
        return;
      }
    }
  }
}

// A word as the phrases read it, and the tokens that it stands for.
struct Reading {
  std::string_view word;
  std::size_t first = 0;
  std::size_t last = 0;  // past the last
};

std::vector<Reading> readings_of(const std::vector<Token>& tokens, bool repair) {
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& text = tokens[i].text;
    if (!repair || tokens[i].kind == TokenKind::number) {
      readings.push_back({text, i, i + 1});
      continue;
    }
    if (i + 1 < tokens.size()) {  // "lim ited"
      const auto whole = table().words.find(text + tokens[i + 1].text);
      if (whole != table().words.end() && whole->second && !is_legal_word(tokens[i + 1].text)) {
        readings.push_back({whole->first, i, i + 2});
        ++i;
        continue;
      }
    }
    std::string_view word;
    if (!is_legal_word(text)) {
      if (const auto both = table().glued.find(text); both != table().glued.end()) {
        readings.push_back({both->second.first, i, i + 1});
        readings.push_back({both->second.second, i, i + 1});
        continue;
      }
      word = meant(text);
    }
    readings.push_back({word.empty() ? std::string_view(text) : word, i, i + 1});
  }
  return readings;
}

class Taker {
 public:
  Taker(std::size_t tokens, const std::vector<Reading>& readings, LegalReading reading)
      : readings_(readings), reading_(reading), is_form_(tokens, false), last_(readings.size()) {}

  void from_the_end() {
    while (last_ > first_) {
      const auto found = table().by_last.find(readings_[last_ - 1].word);
      if (found == table().by_last.end()) return;
      const auto phrase = std::ranges::find_if(found->second, [&](const Phrase& p) {
        return p.words.size() <= last_ - first_ && believed(p, last_ - p.words.size(), true);
      });
      if (phrase == found->second.end()) return;
      take(*phrase, last_ - phrase->words.size());
      last_ -= phrase->words.size();
    }
  }

  void from_the_front() {
    while (first_ < last_) {
      const Phrase* phrase = phrase_at(first_, true);
      if (phrase == nullptr || phrase->place == LegalPlace::end) return;
      take(*phrase, first_);
      first_ += phrase->words.size();
    }
  }

  void inside() {
    for (std::size_t i = first_; i < last_;) {
      const Phrase* phrase = phrase_at(i, false);
      if (phrase == nullptr) {
        ++i;
        continue;
      }
      take(*phrase, i);
      i += phrase->words.size();
    }
  }

  const std::vector<bool>& is_form() const { return is_form_; }
  LegalForm form() const { return form_; }

 private:
  bool believed(const Phrase& phrase, std::size_t at, bool at_edge) const {
    if (reading_ == LegalReading::plain && phrase.form.legal_class == LegalClass::company) return false;
    if (phrase.place != LegalPlace::anywhere && (!at_edge || reading_ == LegalReading::plain)) return false;
    return std::ranges::equal(phrase.words, std::span(readings_).subspan(at, phrase.words.size()), {}, {},
                              &Reading::word);
  }
  const Phrase* phrase_at(std::size_t at, bool at_edge) const {
    const auto found = table().by_first.find(readings_[at].word);
    if (found == table().by_first.end()) return nullptr;
    const auto phrase = std::ranges::find_if(
        found->second, [&](const Phrase& p) { return p.words.size() <= last_ - at && believed(p, at, at_edge); });
    return phrase == found->second.end() ? nullptr : &*phrase;
  }
  // The first form found counts, the one at the end before the others; "Company" gives way to any other.
  void take(const Phrase& phrase, std::size_t at) {
    for (std::size_t r = at; r < at + phrase.words.size(); ++r) {
      for (std::size_t i = readings_[r].first; i < readings_[r].last; ++i) is_form_[i] = true;
    }
    const bool vague = form_.legal_class == LegalClass::none || form_.legal_class == LegalClass::company;
    if (vague && (form_.legal_class == LegalClass::none || phrase.form.legal_class != LegalClass::company)) {
      form_ = phrase.form;
    }
  }

  const std::vector<Reading>& readings_;
  LegalReading reading_;
  std::vector<bool> is_form_;  // by token
  std::size_t first_ = 0;
  std::size_t last_;
  LegalForm form_;
};

}  // namespace

std::string_view to_string(LegalClass legal_class) {
  static constexpr std::array<std::string_view, 8> kNames = {"none",        "company", "limited",    "stock",
                                                             "partnership", "state",   "non_profit", "sole"};
  return kNames[static_cast<std::size_t>(legal_class)];
}

std::string_view form_name(LegalForm form) {
  return form.form < table().names.size() ? table().names[form.form] : std::string_view{};
}

LegalForm take_legal_forms(std::vector<Token>& tokens, LegalReading reading) {
  const bool repair = reading == LegalReading::all;
  if (repair) {
    divide_glued(tokens);
    repair_phrases(tokens);
  }
  const std::vector<Reading> readings = readings_of(tokens, repair);
  Taker taker(tokens.size(), readings, reading);
  taker.from_the_end();
  taker.from_the_front();
  taker.inside();
  if (std::ranges::all_of(taker.is_form(), std::identity{})) return {};
  std::size_t kept = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (taker.is_form()[i]) continue;
    if (kept != i) tokens[kept] = std::move(tokens[i]);
    ++kept;
  }
  tokens.resize(kept);
  return taker.form();
}

}  // namespace tidewaiter::text
