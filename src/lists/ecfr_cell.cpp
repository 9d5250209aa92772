#include "lists/ecfr_cell.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "lists/ecfr_name.h"
#include "lists/forms.h"

namespace tidewaiter::lists {
namespace {

// The words of the tables. Compiled once; RE2 matches in time linear in the text.
struct Patterns {
  // "(See alternate addresses under China)"
  RE2 see{R"re((?i)\s*\(see\b[^()]*(?:\([^()]*\)?)?[^()]*\)?\.?)re"};
  // "(f.k.a., Old Name)"
  RE2 former{R"re((?i)\s*\((?:[afn]\.k\.a\.?|formerly|also known as)[\s,]*([^()]*)\))re"};
  // "Name, a.k.a., the following two aliases: ..."
  RE2 announced{
      R"re((?is)^(.*?)[\s,;]*(?:\(?[afn]\.k\.a\.?\s*,?\s*)?(?:and\s+)?(?:(?:the\s+|including\s+)*follow\w*\s+)*(?:the\s+)?(\w+)?\s*(?:following\s+)?\balia(?:s|es|ses)\b(.*)$)re"};
  // "Name, a.k.a. Other Name"
  RE2 inline_alias{R"re([\s,;]*\(?\b(?:[afn]\.k\.a\b\.?|aka\b|[AFN]\.K\.A\b\.?)\s*,?\s*)re"};
  // "Parent subordinate institution: Name"
  RE2 subordinate_of{R"re((?i)^(\S.*?),?\s+subordinate institutions?:\s*(.*)$)re"};
  // "Subordinate institution: Name", also as the publisher misspells it
  RE2 subordinate{R"re((?i)^subordinate instit[a-z]*:?\s*(.*)$)re"};
  // "The following eight subordinate institutions of Parent:"
  RE2 group{R"re((?i)^the following (?:\S+ )?subordinate (?:institut\w+|entities) of (.*?):?$)re"};
  // "The following Parent entities:"
  RE2 entities{R"re((?i)^the following (.*?)\s*(?:entities|facilities):$)re"};
  RE2 affiliated{R"re((?i)^affiliated entities:?\s*$)re"};
  // "The following addresses apply to the entity and its institutions: ..."
  RE2 shared{R"re((?i)^the following address\w* appl\w+ [^:]*:\s*(.*)$)re"};
  RE2 own{R"re((?i)^address\w* for [^:]*:\s*(.*)$)re"};
  // What a list of aliases ends in where other parties follow.
  RE2 include{
      R"re((?i)[,;]\s*(?:and\s+(?:to include\s+)?|to include\s+|including\s+|;\s*)(?:the\s+)?(?:following\b|named\b|\w+\s+subordinate)[^:;]*?(?:subordinate|affiliated|institutions)\b[^:.;]*[:.]?)re"};
  // Words of an announcement that are no name.
  RE2 no_name{R"re((?i)^(?:the follow.*|as|including|following)$)re"};
  RE2 dash{R"re(^(?:—|–|―|-)+\s*(.*)$)re"};
  RE2 reference{R"re((?i)^(?:see\b|alias of\b))re"};
  // An address in the sentence after a name: "... LLC. Dzerzhinsky Ave."
  RE2 sentence{R"re((?:[a-z]{4,}|\b(?:LLC|Ltd|LTD|Inc|FZC|FZCO|FZE|GmbH|GMBH|JSC|CJSC|OOO))\)?\.\s+([A-Z0-9#].*)$)re"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

constexpr int kManyAliases = 1 << 20;  // announced without a number that is read here

int number_of(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kWords{
      "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",     "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  if (word.empty()) return 1;  // "the following alias"
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto found = std::ranges::find(kWords, std::string_view(lower));
  if (found != kWords.end()) return static_cast<int>(found - kWords.begin()) + 1;
  int number = 0;
  const auto [end, error] = std::from_chars(lower.data(), lower.data() + lower.size(), number);
  if (error == std::errc() && end == lower.data() + lower.size() && number > 0) return number;
  return kManyAliases;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class CellReader {
 public:
  explicit CellReader(const Places& places) : places_(places) {}

  std::vector<CellParty> read(std::string_view text) {
    std::string kept(text);
    RE2::GlobalReplace(&kept, patterns().see, "");
    std::string_view rest = kept;
    bool seam = true;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of("\n\f"), rest.size());
      std::string_view line = trimmed(rest.substr(0, end));
      if (!line.empty()) {
        this->line(line, seam);
        seam = false;
      }
      if (end < rest.size() && rest[end] == kCellSeam) seam = true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    finish_party();
    share_addresses();
    std::erase_if(parties_, [](const CellParty& party) { return party.name.empty(); });
    return std::move(parties_);
  }

 private:
  void line(std::string_view line, bool seam) {
    const Patterns& p = patterns();
    std::string part;
    if (RE2::FullMatch(line, p.dash, &part)) {
      std::string_view items = part;
      while (!items.empty()) {  // a break that was forgotten: "One;—Two"
        const std::size_t next = items.find(";—");
        dash(items.substr(0, next));
        items =
            next == std::string_view::npos ? std::string_view() : items.substr(next + std::string_view(";—").size());
      }
      return;
    }
    if (RE2::PartialMatch(line, p.reference)) return;
    if (RE2::FullMatch(line, p.group, &part)) {
      finish_party();
      parent_ = clean_name(part);
      head_next_ = true;
      return;
    }
    if (RE2::FullMatch(line, p.entities, &part)) {
      finish_party();
      entities_of_ = part;
      return;
    }
    if (RE2::FullMatch(line, p.affiliated)) {
      finish_party();
      affiliated_ = true;
      includes_ = false;
      return;
    }
    if (RE2::FullMatch(line, p.shared, &part)) {
      finish_party();
      sharing_ = true;
      add_addresses(part);
      return;
    }
    if (RE2::FullMatch(line, p.own, &part)) {
      add_addresses(part);
      return;
    }
    if (RE2::FullMatch(line, p.subordinate, &part)) {
      finish_party();
      subordinate_ = true;
      if (part.empty()) {
        head_next_ = true;
      } else {
        head(part);
      }
      return;
    }
    if (head_next_ || seam || parties_.empty()) {
      head(line);
      return;
    }
    if (affiliated_ && !open_) {
      head(line);
      return;
    }
    if (affiliated_ && more_aliases_) {  // in the list of affiliates other names go on without a dash
      alias(line);
      return;
    }
    aliases_left_ = 0;
    add_addresses(line);
    if (affiliated_) finish_party();
  }

  void head(std::string_view line) {
    const Patterns& p = patterns();
    finish_party();
    head_next_ = false;
    std::string text(line);
    std::string before;
    std::string after;
    if (RE2::FullMatch(text, p.subordinate_of, &before, &after) && before.find("alias") == std::string::npos) {
      parent_ = clean_name(before);
      subordinate_ = true;
      text = after;
    }
    parties_.emplace_back();
    open_ = true;
    if (trimmed(text).empty()) {  // the name stands in the next line
      parties_.pop_back();
      open_ = false;
      head_next_ = true;
      return;
    }
    CellParty& party = parties_.back();
    std::string former;
    while (RE2::PartialMatch(text, p.former, &former)) {
      add_alias(former);
      if (!RE2::Replace(&text, p.former, "")) break;
    }
    std::string count;
    std::string tail;
    if (RE2::FullMatch(text, p.announced, &before, &count, &tail)) {
      names_of(before, false);
      aliases_left_ = number_of(count);
      inline_aliases(tail);
    } else {
      names_of(text, true);
    }
    if (party.name.empty()) {
      parties_.pop_back();
      open_ = false;
      return;
    }
    begin_subordinate();
    if (affiliated_ && !party.addresses.empty()) finish_party();
  }

  // "Name", "Name, a.k.a. Other", and behind them an address where no other names are announced.
  void names_of(std::string_view text, bool with_address) {
    CellParty& party = parties_.back();
    std::vector<std::string_view> pieces;
    std::size_t at = 0;
    re2::StringPiece mark;
    while (patterns().inline_alias.Match(text, at, text.size(), RE2::UNANCHORED, &mark, 1)) {
      const auto found = static_cast<std::size_t>(mark.data() - text.data());
      pieces.push_back(text.substr(at, found - at));
      at = found + mark.size();
    }
    pieces.push_back(text.substr(at));
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      std::string name(pieces[i]);
      if (with_address && i + 1 == pieces.size()) {
        NameAndRest split = split_name(pieces[i]);
        name = std::move(split.name);
        add_addresses(split.rest);
      }
      if (i == 0) {
        party.name = clean_name(name);
      } else {
        add_alias(name);
      }
    }
  }

  // What follows "the following one alias:" in the same line: other names, the last perhaps with an address.
  void inline_aliases(std::string_view tail) {
    std::string text(tail);
    if (RE2::Replace(&text, patterns().include, "")) includes_ = true;
    while (!text.empty() &&
           (text.front() == ':' || text.front() == ',' || text.front() == '.' || text.front() == ' ')) {
      text.erase(0, 1);
    }
    while (aliases_left_ > 0 && !trimmed(text).empty()) {
      const std::size_t semicolon = aliases_left_ > 1 ? text.find(';') : std::string::npos;
      if (semicolon != std::string::npos) {
        std::string one = text.substr(0, semicolon);
        text.erase(0, semicolon + 1);
        std::string_view left = trimmed(text);
        if (left.starts_with("and ")) left.remove_prefix(std::string_view("and ").size());
        while (left.starts_with(';')) left = trimmed(left.substr(1));
        text = std::string(left);
        while (one.starts_with('-')) one.erase(0, 1);
        add_alias(one);
        --aliases_left_;
        continue;
      }
      while (text.starts_with('-')) text.erase(0, 1);
      alias(text);
      return;
    }
  }

  void dash(std::string_view text) {
    if (!entities_of_.empty()) {
      finish_party();
      parties_.push_back({fmt::format("{}: {}", entities_of_, clean_name(text)), {}, {}});
      return;
    }
    if (head_next_ || parties_.empty()) {
      head(text);
      return;
    }
    std::string before;
    std::string count;
    std::string tail;
    // After "and the following subordinate entities" an item is a party unless it is one of the aliases announced.
    const bool is_party =
        includes_ && (aliases_left_ <= 0 || RE2::FullMatch(text, patterns().announced, &before, &count, &tail));
    if (is_party) {
      if (parent_.empty()) parent_ = parties_.front().name;
      subordinate_ = true;
      head(text);
      includes_ = true;
      return;
    }
    alias(text);
  }

  void alias(std::string_view line) {
    std::string text(line);
    std::string after;
    re2::StringPiece cut;
    if (patterns().include.Match(text, 0, text.size(), RE2::UNANCHORED, &cut, 1)) {
      const auto at = static_cast<std::size_t>(cut.data() - text.data());
      after = text.substr(at + cut.size());
      const bool inside_address = cut.ends_with(".");
      text.erase(at);
      includes_ = !inside_address;
    }
    --aliases_left_;
    more_aliases_ = trimmed(line).ends_with(';') || trimmed(line).ends_with("; and");
    add_alias(text);
    alias_line_ = trimmed(text);
    if (!trimmed(after).empty()) {
      add_addresses(after);
      if (affiliated_) finish_party();
    }
  }

  void add_alias(std::string_view text) {
    if (parties_.empty()) return;
    re2::StringPiece mark;
    while (patterns().inline_alias.Match(text, 0, text.size(), RE2::UNANCHORED, &mark, 1)) {
      const auto at = static_cast<std::size_t>(mark.data() - text.data());
      add_one_alias(text.substr(0, at));
      text.remove_prefix(at + mark.size());
    }
    add_one_alias(text);
  }

  void add_one_alias(std::string_view text) {
    std::string name = clean_name(text);
    if (name.empty() || RE2::FullMatch(name, patterns().no_name)) return;
    CellParty& party = parties_.back();
    if (name != party.name && std::ranges::find(party.aliases, name) == party.aliases.end()) {
      party.aliases.push_back(std::move(name));
    }
  }

  void begin_subordinate() {
    if (!subordinate_) return;
    if (parent_.empty() && parties_.size() > 1) parent_ = parties_.front().name;
    if (!parent_.empty()) parties_.back().aliases.push_back(fmt::format("{} {}", parent_, parties_.back().name));
    subordinate_ = false;
  }

  void add_addresses(std::string_view text) {
    std::vector<std::string>& to = sharing_ || parties_.empty() ? shared_ : parties_.back().addresses;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      add_joined(text.substr(0, end), to);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  // "..., Afghanistan, and Street 2, ..." are two: "and" after a country begins another address.
  void add_joined(std::string_view text, std::vector<std::string>& to) {
    std::size_t from = 0;
    for (std::size_t at = text.find(" and "); at != std::string_view::npos; at = text.find(" and ", at + 1)) {
      if (!country_of_address(text.substr(from, at - from), places_).known()) continue;
      add_address_text(text.substr(from, at - from), to);
      from = at + std::string_view(" and ").size();
    }
    add_address_text(text.substr(from), to);
  }

  static void add_address_text(std::string_view text, std::vector<std::string>& to) {
    text = trimmed(text);
    if (text.starts_with("and ")) text = trimmed(text.substr(4));
    add_unlike(to, clean_name(text));
  }

  // The last alias may carry the address in its own line.
  void finish_party() {
    if (open_ && !parties_.empty()) {
      CellParty& party = parties_.back();
      if (party.addresses.empty() && !party.aliases.empty() && !alias_line_.empty() && !sharing_) {
        NameAndRest split;
        std::string sentence;
        if (RE2::PartialMatch(alias_line_, patterns().sentence, &sentence)) {
          split = {alias_line_.substr(0, alias_line_.size() - sentence.size()), sentence};
        } else {
          split = split_name(alias_line_);
        }
        const bool is_address = has_digit(split.rest) || country_of_address(split.rest, places_).known();
        if (!split.rest.empty() && is_address) {
          const std::string whole = clean_name(alias_line_);
          std::erase(party.aliases, whole);
          add_alias(split.name);
          add_addresses(split.rest);
        }
      }
    }
    open_ = false;
    aliases_left_ = 0;
    more_aliases_ = false;
    alias_line_.clear();
  }

  void share_addresses() {
    for (std::size_t i = parties_.size(); i-- > 0;) {
      if (!parties_[i].addresses.empty()) continue;
      if (!shared_.empty()) {
        parties_[i].addresses = shared_;
      } else if (i + 1 < parties_.size()) {
        parties_[i].addresses = parties_[i + 1].addresses;
      }
    }
  }

  const Places& places_;
  std::vector<CellParty> parties_;
  std::vector<std::string> shared_;
  std::string parent_;       // of the subordinate institutions that follow
  std::string entities_of_;  // "The following X entities:": the items are parties
  std::string alias_line_;   // the last alias, as written
  int aliases_left_ = 0;
  bool more_aliases_ = false;  // the last alias ended in a semicolon
  bool head_next_ = false;     // the next line names a party
  bool open_ = false;          // the last party may still get aliases and addresses
  bool subordinate_ = false;   // the next party is one of parent_
  bool includes_ = false;      // parties follow the aliases
  bool affiliated_ = false;    // each line is a party
  bool sharing_ = false;       // addresses are of all parties
};

}  // namespace

std::vector<CellParty> read_cell(std::string_view text, const Places& places) { return CellReader(places).read(text); }

Country country_of_address(std::string_view address, const Places& places) {
  constexpr int kLastParts = 2;  // the country, or the country and a postal code
  for (int part = 0; part < kLastParts && !address.empty();) {
    const std::size_t comma = address.rfind(',');
    std::string_view last = comma == std::string_view::npos ? address : address.substr(comma + 1);
    address = comma == std::string_view::npos ? std::string_view() : address.substr(0, comma);
    std::string letters;
    for (const char c : last) {
      if (c < '0' || c > '9') letters.push_back(c);
    }
    const std::string_view words = trimmed(letters);
    if (words.size() < 3) continue;  // a postal code, or a word that is read as a country's code by chance
    ++part;
    if (const Country country = places.find(words); country.known()) return country;
    if (words.ends_with('.')) {
      if (const Country country = places.find(words.substr(0, words.size() - 1)); country.known()) return country;
    }
    if (const std::size_t in = words.rfind(" in "); in != std::string_view::npos) {
      if (const Country country = places.find(words.substr(in + 4)); country.known()) return country;
    }
  }
  return {};
}

}  // namespace tidewaiter::lists
