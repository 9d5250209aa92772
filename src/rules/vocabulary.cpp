#include "rules/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace tidewaiter::rules {

Vocabulary shipment_vocabulary() { return {line_facts(), true}; }

std::string path_of(const Vocabulary& vocabulary, MissingField missing) {
  switch (missing.of) {
    case MissingField::Of::line:
      return std::string(vocabulary.line[missing.field].path);
    case MissingField::Of::party:
      if (missing.field == static_cast<std::uint8_t>(PartyFact::is_addressee))  // what to ask is the same
        missing.field = static_cast<std::uint8_t>(PartyFact::addressee);
      return fmt::format("{}.{}", to_string(missing.role), party_facts()[missing.field].path);
    case MissingField::Of::owner:  // what to ask is the same, whatever of it was missing
      return fmt::format("{}.ownership", to_string(missing.role));
    case MissingField::Of::each_line:
      return fmt::format("lines.{}", vocabulary.line[missing.field].path);
    case MissingField::Of::hit:
      break;
  }
  return fmt::format("{}.hits.{}", to_string(missing.role), hit_facts()[missing.field].path);
}

std::optional<Role> party_role(std::string_view text) {
  const std::optional<Role> role = parse_role(text);
  return role == Role::conveyance ? std::nullopt : role;
}

namespace {

// Optimal string alignment distance: insert, delete, replace, swap neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words) {
  if (word.size() > 64) return std::nullopt;
  std::size_t best = 1 + std::max<std::size_t>(2, word.size() / 3);
  const std::string* found = nullptr;
  for (const std::string& candidate : words) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      found = &candidate;
    }
  }
  return found == nullptr ? std::nullopt : std::optional(*found);
}

}  // namespace tidewaiter::rules
