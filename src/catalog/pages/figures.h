// The figures of a chip or system as rows for people, each with where it was read: the same on every surface.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tidewaiter::catalog {

struct FigureRow {
  std::string name;    // "mass, bare"
  std::string value;   // "75 to 100 kg"
  std::string source;  // id; empty for what is computed from the rows above
  Confidence confidence = Confidence::unverified;
};

// What is not known has no row.
std::vector<FigureRow> figures_of(const Catalog& catalog, const CatalogItem& item);
std::vector<FigureRow> figures_of(const Catalog& catalog, const System& system);

std::string number_text(double number);             // "15,832", "0.45"
std::string status_text(const Classification& of);  // "controlled by 4A090.a"; with what is missing

// The spans of the chips that a system may hold: chips of equal spans stand together, in the order of the system.
struct SystemHistory {
  std::vector<std::string> chips;
  std::vector<ClassificationSpan> spans;  // of the board, system or rack with such a chip in it
};
std::vector<SystemHistory> history_of(const Catalog& catalog, const System& system);

}  // namespace tidewaiter::catalog
