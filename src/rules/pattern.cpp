#include "rules/pattern.h"

#include <re2/re2.h>

namespace tidewaiter::rules {
namespace {

constexpr std::string_view kMeta = "\\^$.|?*+()[]{}";

bool is_plain_character(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F &&
         kMeta.find(c) == std::string_view::npos;
}

// Reads "[34]", "[.]", "[a-z0-9]"; no negation, no classes, no escapes. Returns the bytes read, 0 if it is another
// form.
std::size_t read_set(std::string_view text, std::bitset<128>& set) {
  std::size_t at = 1;
  if (text.size() < 3 || text[1] == ']' || text[1] == '^') return 0;
  while (at < text.size() && text[at] != ']') {
    const char from = text[at];
    const auto byte = static_cast<unsigned char>(from);
    if (byte < 0x20 || byte >= 0x7F || from == '\\' || from == '[' || from == '-') return 0;
    if (at + 2 < text.size() && text[at + 1] == '-' && text[at + 2] != ']') {
      const auto last = static_cast<unsigned char>(text[at + 2]);
      if (last < byte || last >= 0x7F || text[at + 2] == '\\' || text[at + 2] == '[') return 0;
      for (unsigned c = byte; c <= last; ++c) set.set(c);
      at += 3;
    } else {
      set.set(byte);
      ++at;
    }
  }
  return at < text.size() ? at + 1 : 0;
}

}  // namespace

bool Pattern::compile_plain(std::string_view regex) {
  if (!regex.starts_with('^')) return false;
  std::vector<std::bitset<128>> sets;
  bool to_end = false;
  for (std::size_t at = 1; at < regex.size();) {
    std::bitset<128> set;
    if (regex[at] == '$' && at + 1 == regex.size()) {
      to_end = true;
      break;
    }
    if (regex[at] == '[') {
      const std::size_t read = read_set(regex.substr(at), set);
      if (read == 0) return false;
      at += read;
    } else if (is_plain_character(regex[at])) {
      set.set(static_cast<unsigned char>(regex[at]));
      ++at;
    } else {
      return false;
    }
    sets.push_back(set);
  }
  sets_ = std::move(sets);
  to_end_ = to_end;
  return true;
}

std::expected<Pattern, std::string> Pattern::compile(std::string_view regex) {
  Pattern pattern;
  if (pattern.compile_plain(regex)) return pattern;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto compiled = std::make_shared<RE2>(re2::StringPiece(regex.data(), regex.size()), options);
  if (!compiled->ok()) return std::unexpected(compiled->error());
  pattern.regex_ = std::move(compiled);
  return pattern;
}

bool Pattern::matches(std::string_view text) const {
  if (regex_ != nullptr) return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_);
  if (to_end_ ? text.size() != sets_.size() : text.size() < sets_.size()) return false;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 128 || !sets_[i][byte]) return false;
  }
  return true;
}

}  // namespace tidewaiter::rules
