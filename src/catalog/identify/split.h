// Where one thing of a line ends and the next begins: "H20 x8, H200 SXM x8", "2 DGX H100; 1 spare H100 SXM5".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

// A chip, or the model of a system, that the text names.
struct Anchor {
  std::uint32_t begin = 0;  // fragments
  std::uint32_t end = 0;
  std::optional<std::uint32_t> family;  // of a chip
  std::vector<std::uint32_t> holds;     // of a model: the families that it is sold with
};

// First fragments of the things behind the first; empty where the line is about one. Two chips are two things where
// something divides them and they are of different families, or each has its own count; names with nothing but a slash
// between them leave open which is meant. `nothing`: read as a whole the line names no chip, such as parts for several
// chips; then only a semicolon or the like divides, and only what has a count of its own.
std::vector<std::uint32_t> boundaries(const Reading& reading, std::span<const Anchor> anchors, bool nothing);

}  // namespace tidewaiter::catalog
