// The instructions of the flat program; only compiler.cpp writes them and only program.cpp reads them.
#pragma once

#include <cstdint>

#include "rules/expression.h"
#include "rules/program.h"

namespace tidewaiter::rules {

enum class Code : std::uint8_t {
  end,
  push_truth,     // c: 0 or 1
  push_number,    // c: constant
  load_truth,     // a
  load_number,    // a
  compare,        // aux: Comparison; pops two
  compare_field,  // aux; a against constant c
  negate,
  add,
  subtract,
  multiply,
  divide,
  negation,
  conjunction,
  disjunction,
  equal_truth,
  jump_if_no,     // c: where to, the value stays
  jump_if_yes,    // c
  in_texts,       // a, c: text set
  in_countries,   // a, c: country set
  matches,        // a, c: pattern
  equal_text,     // a, b
  equal_country,  // a, b
  known,          // a
  named,          // a.role
  memo_load,      // slot; c: where to if it is remembered
  memo_store,     // slot
  loop,           // aux: Loop; range; c: behind the loop
  next            // aux: Loop; a: summed operand; c: the body
};

struct Instruction {
  Code code = Code::end;
  std::uint8_t aux = 0;
  Range range;
  Operand a;
  Operand b;
  std::uint32_t c = 0;
  std::uint32_t slot = 0;
};

}  // namespace tidewaiter::rules
