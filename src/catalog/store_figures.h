// Reads what several tables of the catalogue share: kinds, sources, months, and the figures of a box.
#pragma once

#include <string>
#include <string_view>

#include "catalog/reader.h"
#include "catalog/store.h"

namespace tidewaiter::catalog {

ItemKind read_kind(TableReader& reader);  // of `kind`
// The source that a required key names; nullptr, with a problem, where there is none.
const Source* read_source(TableReader& reader, const Store& store, std::string_view key);
std::string read_month(TableReader& reader, std::string_view key);  // YYYY, YYYY-MM or empty
std::string read_time(TableReader& reader, std::string_view key);   // these, or YYYY-MM-DD
// mass_kg, packed_kg, power_kw and list_price, each a table with a source of its own.
Box read_box(TableReader& reader, const Store& store, Problems& problems);

void read_headings(TableReader& reader, Store& store);
// REQUIRES: sources, items and assemblies are read.
void read_system(TableReader& reader, Store& store, Problems& problems);

}  // namespace tidewaiter::catalog
