#include "model/party.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace tidewaiter {

std::string_view to_string(Role role) {
  static constexpr std::array<std::string_view, kRoleCount> kNames{
      "exporter", "consignor", "intermediate_consignee", "consignee", "end_user", "forwarder", "payer"};
  return kNames[static_cast<std::size_t>(role)];
}

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

std::string_view to_string(HeadquartersBasis basis) {
  static constexpr std::array<std::string_view, 5> kNames{"none", "stated", "parent stated", "list entry", "presumed"};
  return kNames[static_cast<std::size_t>(basis)];
}

}  // namespace tidewaiter
