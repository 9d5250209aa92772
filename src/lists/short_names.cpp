#include "lists/short_names.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "lists/forms.h"
#include "text/fold.h"
#include "text/legal_forms.h"
#include "text/tokens.h"

namespace tidewaiter::lists {
namespace {

// Shorter ones stand for too much: "HK", "UK", "IP".
constexpr std::ptrdiff_t kFewestCapitals = 3;

// "NBT", "NSCC-CS", "CETC 13", "TsAGI": capitals, and few other signs.
bool looks_like_acronym(std::string_view text) {
  const auto capitals = std::ranges::count_if(text, is_upper);
  const auto small = std::ranges::count_if(text, is_lower);
  return capitals >= kFewestCapitals && 2 * small <= capitals && is_upper(text.front()) &&
         std::ranges::all_of(text, [](char c) {
           return is_upper(c) || is_lower(c) || is_digit(c) || c == '-' || c == ' ' || c == '&';
         });
}

// "(LLC)", "(CJSC)" say how a company is organised, and belong to its name.
bool is_legal_form(std::string_view text) {
  text::Tokens tokens = text::tokenize("Somebody " + std::string(text));
  const std::size_t words = tokens.list.size();
  text::take_legal_forms(tokens.list, text::LegalReading::all);
  return tokens.list.size() < words;
}

// Whether the capitals of the short form begin words of the name, in their order. In a name of capitals only this tells
// an acronym from a place or a note: "(USA)", "(GROUP)".
bool are_initials(std::string_view capitals, std::string_view name) {
  std::size_t at = 0;
  for (const char capital : capitals) {
    if (!is_upper(capital)) continue;
    const auto begins = [&](std::size_t i) {
      return name[i] == capital && (i == 0 || !(is_upper(name[i - 1]) || is_lower(name[i - 1])));
    };
    while (at < name.size() && !begins(at)) ++at;
    if (at++ >= name.size()) return false;
  }
  return true;
}

bool is_acronym_of(std::string_view text, std::string_view name) {
  if (text.empty() || !looks_like_acronym(text) || is_legal_form(text)) return false;
  return std::ranges::any_of(name, is_lower) || are_initials(text, name);
}

// Longer texts are no names but sentences.
constexpr std::size_t kLongestName = 400;

// What the entry is called already, folded; filled when it is first asked for.
class Called {
 public:
  explicit Called(const ListEntry& entry) : entry_(entry) {}
  bool add(std::string_view name) {
    if (folded_.empty()) {
      folded_.insert(text::fold(entry_.name));
      for (const std::string& alias : entry_.aliases) folded_.insert(text::fold(alias));
    }
    return folded_.insert(text::fold(name)).second;
  }

 private:
  const ListEntry& entry_;
  std::set<std::string> folded_;
};

void derive(std::string_view written, Called& called, ListEntry& entry) {
  if (written.size() > kLongestName) return;
  std::string name;  // without the brackets that hold an acronym
  std::string_view at_end;
  bool found = false;
  std::string_view rest = written;
  while (true) {
    const std::size_t open = rest.find('(');
    const std::size_t close = open == std::string_view::npos ? open : rest.find(')', open);
    if (close == std::string_view::npos) break;
    const std::string_view inside = trimmed(rest.substr(open + 1, close - open - 1));
    std::string around(written.substr(0, static_cast<std::size_t>(rest.data() - written.data()) + open));
    around += rest.substr(close + 1);
    if (is_acronym_of(inside, around)) {
      name += trimmed(rest.substr(0, open));
      if (close + 1 < rest.size() && (is_upper(rest[close + 1]) || rest[close + 1] == '(')) name += ' ';
      found = true;
      at_end = trimmed(rest.substr(close + 1)).empty() ? inside : std::string_view();
    } else {
      name += rest.substr(0, close + 1);
      at_end = {};
    }
    rest.remove_prefix(close + 1);
  }
  if (!found) return;
  name += rest;
  const std::string_view full = trimmed(name);
  // One word that is left says too little by itself.
  if (full.find(' ') != std::string_view::npos && called.add(full)) entry.short_names.emplace_back(full);
  // Within a name the brackets hold what its parent or another part is called.
  if (!at_end.empty() && called.add(at_end)) entry.acronyms.emplace_back(at_end);
}

}  // namespace

void add_short_names(ListEntry& entry) {
  if (entry.schema == Schema::person || entry.is_address) return;
  Called called(entry);
  derive(entry.name, called, entry);
  for (const std::string& alias : entry.aliases) derive(alias, called, entry);
}

}  // namespace tidewaiter::lists
