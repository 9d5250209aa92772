// What a data sheet says of a chip, as far as the control list asks; and the total processing performance (TPP) and
// performance density (PD) that follow from it, with the arithmetic (15 CFR 774 Supp. 1, 3A090 technical notes).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/classify/figure.h"
#include "model/item.h"

namespace tidewaiter::catalog {

// One mode of computing: a multiply-accumulate counts as two operations, as in data sheets.
struct Mode {
  int bits = 0;  // bit length of the operation: the larger input of the multiplication; 1 to 64
  Figure tops;   // 10^12 operations a second (TOPS or TFLOPS)
  friend bool operator==(const Mode&, const Mode&) = default;
};

// "16b:989.5; 8b:1979". An empty text is an empty list. Errors: bad_value without a place, which the caller adds.
Result<std::vector<Mode>> parse_modes(std::string_view text);

struct Spec {
  std::string name;
  ItemKind kind = ItemKind::chip;
  std::vector<Mode> dense;
  std::vector<Mode> sparse;              // read only where no dense figure of the same bit length is given
  std::optional<Figure> die_mm2;         // sum of the logic dies
  Truth planar = Truth::unknown;         // yes: no die on a non-planar process, so that density is not defined
  Truth datacenter = Truth::unknown;     // designed or marketed for use in data centres
  std::optional<Figure> memory_gb;       // GB
  std::optional<Figure> memory_gb_s;     // GB/s
  std::optional<Figure> link_gb_s;       // aggregate bidirectional GB/s over all inputs and outputs but volatile memory
  std::optional<double> memory_density;  // of a memory stack: GB/s per mm2 of its area
};

// One row of the table of specifications (docs/contracts.md, Specs), as written; an empty cell is unknown.
struct SpecRow {
  std::string_view name = {};
  std::string_view dense = {};
  std::string_view sparse = {};
  std::string_view die_mm2 = {};
  std::string_view planar = {};      // Y or N
  std::string_view datacenter = {};  // Y or N
  std::string_view mem_gb = {};
  std::string_view mem_bw_gbs = {};
  std::string_view link_gbs = {};
  std::string_view kind = {};  // rack, system, board, card, chip or memory; what holds chips has the figures of one
  std::string_view stack_mm2 = {};  // area of a memory stack
};
// Errors: bad_value, where = the name of the column; the caller adds file and record.
Result<Spec> parse_spec(const SpecRow& row);

// TPP is a value, or a range where only sparse figures are known for a mode: the dense figure then lies between half
// of the sparse one and the sparse one itself.
struct Performance {
  bool known = false;  // some mode is known: low and high hold
  Figure low;
  Figure high;
  std::vector<int> bits;           // bit lengths that reach the highest value
  std::vector<std::string> steps;  // one line of arithmetic each
  bool exact() const { return known && low == high; }
};
Performance performance(const Spec& spec);

// Performance density at a TPP, the nearest double of the exact quotient: nullopt where the die area is missing or
// zero, or density is not defined (planar).
std::optional<double> density(const Spec& spec, Figure tpp);

}  // namespace tidewaiter::catalog
