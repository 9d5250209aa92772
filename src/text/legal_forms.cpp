#include "text/legal_forms.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

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

struct Table {
  std::unordered_map<std::string_view, std::vector<Phrase>> by_first;  // longest first
  std::unordered_map<std::string_view, std::vector<Phrase>> by_last;
  std::vector<std::string_view> names;  // by LegalForm::form
};

// Longest first; of equally long ones, the table's order.
void insert(std::vector<Phrase>& phrases, const Phrase& phrase) {
  const auto shorter =
      std::ranges::find_if(phrases, [&](const Phrase& p) { return p.words.size() < phrase.words.size(); });
  phrases.insert(shorter, phrase);
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
      }
    }
    return fresh;
  }();
  return made;
}

using Span = std::pair<std::size_t, std::size_t>;  // [first, last) of the tokens

class Taker {
 public:
  Taker(const std::vector<Token>& tokens, LegalReading reading)
      : tokens_(tokens), reading_(reading), is_form_(tokens.size(), false) {}

  void from_the_end() {
    while (last_ > first_) {
      const auto found = table().by_last.find(tokens_[last_ - 1].text);
      if (found == table().by_last.end()) return;
      const auto phrase = std::ranges::find_if(found->second, [&](const Phrase& p) {
        return believed(p, true) && p.words.size() <= last_ - first_ && reads(p, last_ - p.words.size());
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
  bool believed(const Phrase& phrase, bool at_edge) const {
    if (reading_ == LegalReading::plain && phrase.form.legal_class == LegalClass::company) return false;
    return phrase.place == LegalPlace::anywhere || (at_edge && reading_ == LegalReading::all);
  }
  bool reads(const Phrase& phrase, std::size_t at) const {
    return std::ranges::equal(phrase.words, std::span(tokens_).subspan(at, phrase.words.size()), {}, {}, &Token::text);
  }
  const Phrase* phrase_at(std::size_t at, bool at_edge) const {
    const auto found = table().by_first.find(tokens_[at].text);
    if (found == table().by_first.end()) return nullptr;
    const auto phrase = std::ranges::find_if(found->second, [&](const Phrase& p) {
      return believed(p, at_edge) && p.words.size() <= last_ - at && reads(p, at);
    });
    return phrase == found->second.end() ? nullptr : &*phrase;
  }
  // The first form found counts, the one at the end before the others; "Company" gives way to any other.
  void take(const Phrase& phrase, std::size_t at) {
    for (std::size_t i = at; i < at + phrase.words.size(); ++i) is_form_[i] = true;
    const bool vague = form_.legal_class == LegalClass::none || form_.legal_class == LegalClass::company;
    if (vague && (form_.legal_class == LegalClass::none || phrase.form.legal_class != LegalClass::company)) {
      form_ = phrase.form;
    }
  }

  const std::vector<Token>& tokens_;
  LegalReading reading_;
  std::vector<bool> is_form_;
  std::size_t first_ = 0;
  std::size_t last_ = tokens_.size();
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
  Taker taker(tokens, reading);
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
