// The distinct parties, descriptions and words of a run: each is resolved once, however often it stands in the file.
// A key is the cells as written, so that looking a row up again costs one hash and no folding.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/patterns.h"
#include "engine/row_keys.h"
#include "engine/text_map.h"
#include "model/batch.h"
#include "model/country.h"
#include "model/party.h"

namespace tidewaiter {

inline constexpr char kKeySeparator = '\x1f';  // "unit separator": the readers refuse control characters of this kind

// The columns in which a role's cells stand; nullopt where the table has none.
struct RoleFields {
  ShipmentField name;
  ShipmentField id;
  std::optional<ShipmentField> country;
  std::optional<ShipmentField> address;
};
const RoleFields& fields_of(Role role);  // REQUIRES: role is not the conveyance

// Appends name, id, country and address as written; false, and nothing, if the row names no such party.
bool append_party_key(const ShipmentBatch& batch, std::size_t row, Role role, std::string& out);

// Appends description and part number as written.
void append_item_key(const ShipmentBatch& batch, std::size_t row, std::string& out);

struct PartyCells {
  std::string_view name;
  std::string_view id;
  std::string_view country;
  std::string_view address;
};
PartyCells split_party_key(std::string_view key);
std::pair<std::string_view, std::string_view> split_item_key(std::string_view key);

// What the first pass asks about what it finds.
struct FirstPass {
  std::function<Country(std::string_view)> country;     // what a text means, the unknown Country if nothing
  std::function<bool(std::string_view)> is_known_item;  // whether the catalogue knows the item of a key
  Date far_day = kLastDate;                             // dates behind it are counted
  const PatternBounds* patterns = nullptr;              // nullptr: shipments are looked at one by one
};

struct Distinct {
  TextSet parties;
  TextSet shippers;  // those of `parties` that are an exporter or a consignor
  TextSet items;
  TextSet end_uses;
  TextMap<Country> countries;  // the unknown Country where nobody knows the text
  TextSet conveyances;

  struct FirstSeen {
    std::uint64_t rows = 0;
    RowOrigin first;
  };
  using Seen = std::map<ShipmentField, std::map<std::string, FirstSeen, std::less<>>>;
  Seen unknown_words;      // of enumerations, that the contract does not know
  Seen unknown_countries;  // that nobody knows

  FirstSeen far_dates;  // rows dated behind FirstPass::far_day

  PatternRecords patterns;

  void collect(const ShipmentBatch& batch, const FirstPass& ask);
  void merge(Distinct&& other);

 private:
  void collect_countries(const ShipmentBatch& batch, ShipmentField field,
                         const std::function<Country(std::string_view)>& country);
  void collect_shippers();
  bool knows(std::string_view text, const std::function<Country(std::string_view)>& country);

  RowKeys keys_;
};

}  // namespace tidewaiter
