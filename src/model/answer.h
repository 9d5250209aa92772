// An analyst's answer to a decision: what was done with the shipment, who says so and why. Answers are added, never
// changed; each names the decision that it was given to by its digests, so that it can be seen when it no longer holds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter {

enum class Resolution : std::uint8_t { cleared, refused, escalated };
std::string_view to_string(Resolution resolution);
std::optional<Resolution> parse_resolution(std::string_view text);

struct Answer {
  std::int64_t number = 0;  // given by the store, from 1
  std::string shipment_id;
  Resolution resolution{};
  std::string reason;
  std::string by;
  std::string created;   // time as the caller gave it, ISO 8601
  std::int64_t run = 0;  // whose decision it answers
  std::string decision;  // hexadecimal front of that decision's digest
  std::string rows;      // and of the digest of the shipment's rows; empty where the run kept none
  std::string lists;     // version of the lists that the decision rests on
  std::string rules;     // of the rules
  std::string data;      // of all data that screening rests on beside the lists (catalogue, places, effects, rules)
  std::string engine;    // of the program
};

}  // namespace tidewaiter
