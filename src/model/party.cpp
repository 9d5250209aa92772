#include "model/party.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace tidewaiter {

namespace {

constexpr std::array<std::string_view, kPartyRoleCount + 1> kRoles{
    "exporter", "consignor", "intermediate_consignee", "consignee", "end_user", "forwarder", "payer", "conveyance"};
constexpr std::array<std::string_view, 5> kBases{"none", "stated", "parent stated", "list entry", "presumed"};

template <class Enum, std::size_t kCount>
std::optional<Enum> find_word(const std::array<std::string_view, kCount>& words, std::string_view text) {
  const auto* found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view to_string(Role role) { return kRoles[static_cast<std::size_t>(role)]; }
std::optional<Role> parse_role(std::string_view text) { return find_word<Role>(kRoles, text); }

std::string_view to_string(Schema schema) {
  static constexpr std::array<std::string_view, 5> kNames{"Unknown", "Organization", "Person", "Vessel", "Aircraft"};
  return kNames[static_cast<std::size_t>(schema)];
}

Schema parse_schema(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static constexpr std::pair<std::string_view, Schema> kWords[] = {
      {"company", Schema::organization}, {"organization", Schema::organization}, {"organisation", Schema::organization},
      {"entity", Schema::organization},  {"publicbody", Schema::organization},   {"legalentity", Schema::unknown},
      {"person", Schema::person},        {"individual", Schema::person},         {"vessel", Schema::vessel},
      {"aircraft", Schema::aircraft},    {"airplane", Schema::aircraft}};
  for (const auto& [word, schema] : kWords) {
    if (folded == word) return schema;
  }
  return Schema::unknown;
}

std::string_view to_string(HeadquartersBasis basis) { return kBases[static_cast<std::size_t>(basis)]; }
std::optional<HeadquartersBasis> parse_headquarters_basis(std::string_view text) {
  return find_word<HeadquartersBasis>(kBases, text);
}

}  // namespace tidewaiter
