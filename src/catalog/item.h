// One thing that the catalogue knows: a chip, a card, a memory stack, or a board, system or rack that holds chips.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "catalog/classify/spec.h"
#include "model/item.h"

namespace tidewaiter::catalog {

// Where figures were read (catalog/data/sources.toml).
struct Source {
  std::string id;  // "S1"
  std::string text;
  Confidence confidence = Confidence::unverified;
};

// A figure that may be a range, with where it was read.
struct Range {
  double low = 0;
  double high = 0;
  std::string source;  // id; several, separated by a comma, where the figures of several systems are spanned
  Confidence confidence = Confidence::unverified;
};

// What the maker or its dealers ask; not what a market pays.
struct ListPrice {
  double low = 0;
  double high = 0;
  std::string currency;  // ISO 4217
  bool about = false;
  std::string date;  // YYYY or YYYY-MM of the listing; empty where nobody dated it
  std::string source;
  Confidence confidence = Confidence::unverified;
};

// One unit as it stands on a scale, at a socket and on an invoice. What is not known is empty.
struct Box {
  std::optional<Range> mass_kg;    // bare
  std::optional<Range> packed_kg;  // in its packaging, as it is shipped
  std::optional<Range> power_kw;   // at full load
  std::optional<ListPrice> list_price;
  std::string cooling;  // "air" or "liquid"; empty where it is not known, or sold in both ways
};

struct CatalogItem {
  std::uint32_t number = 0;  // position in Catalog::items()
  std::string name;
  std::string vendor;
  std::string family;
  ItemKind kind = ItemKind::none;
  std::uint32_t chip = 0;  // the item whose figures count: itself, or the chip that a board, system or rack holds
  double chips = 0;        // chips in one unit; 0 for a memory stack

  Spec spec;  // of the chip, with this item's own name and kind
  Performance performance;
  std::optional<double> tpp;      // where it is one value
  std::optional<double> density;  // TPP/mm2, where TPP and die area are known
  std::optional<double> transistors_bn;
  std::string memory_type;
  std::vector<double> memory_also_written;  // GB, other sizes that people write for it
  std::optional<double> tdp_w;              // of one chip
  std::string release;                      // YYYY, YYYY-MM, or empty
  std::optional<Date> released;             // its first day
  Box box;                                  // of one chip, card or stack; empty for what holds chips (Catalog::box)
  bool made_for_china = false;              // variant for China, not sold in the US
  bool prc_designed = false;                // designed by a company headquartered in China or Macau
  std::vector<std::string> tags;
  std::vector<std::string_view> tag_views;  // of `tags`, in the form of a fact (item.tags)

  std::string source;  // id of where its figures were read
  Confidence confidence = Confidence::unverified;
  std::vector<std::pair<std::string, std::string>> read;  // figure, source id: those read elsewhere
  std::string note;

  std::vector<std::string> names;         // other full names
  std::vector<std::string> marks;         // words that tell it from the others of its family
  std::vector<std::string> part_numbers;  // of the vendor, from memory (U)
};

}  // namespace tidewaiter::catalog
