// Invented shipment lines for the decision table: stratified by row and date window, half of them at the edge of a
// window or a threshold, a fifth with facts left out. The same seed and number give the same case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/facts.h"

namespace tidewaiter::oracle {

struct Case {
  Case() = default;
  Case(Case&&) = default;
  Case& operator=(Case&&) = default;
  Case(const Case&) = delete;  // the facts point into the vectors below
  Case& operator=(const Case&) = delete;
  ~Case() = default;

  std::string_view row;     // whose ingredients it is made of: "6", "letters"
  std::string_view window;  // of its day: "W3"
  bool at_edge = false;     // within a day or 1 % of a window's or a threshold's edge
  bool sparse = false;      // facts are left out
  Facts facts;
  std::vector<std::string_view> paragraphs, tags, end_use, transit;
};

struct Window {
  std::string_view name;
  Date first;
  Date last;
  std::vector<Date> turns;  // days inside on which something begins
};

const std::vector<Window>& windows();              // of decision.md, in order, without gaps
const std::vector<std::string_view>& case_rows();  // rows and letters
std::string_view window_of(Date day);

// Case `number` of the seed belongs to row number % rows and to window number / rows % windows.
Case make_case(std::uint64_t seed, std::size_t number);

}  // namespace tidewaiter::oracle
