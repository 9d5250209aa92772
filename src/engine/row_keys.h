// The keys of some rows at once, so that they can be looked up at once: a key is the cells as written
// (engine/distinct.h).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/text_index.h"
#include "model/batch.h"
#include "model/party.h"

namespace tidewaiter {

class RowKeys {
 public:
  static constexpr std::size_t kBlockRows = 64;  // their keys, some 30 kB, stay in the first cache
  static constexpr std::uint32_t kNone = TextIndex::kNone;

  // Rows [begin, end) of the batch. What was collected before is gone.
  void collect(const ShipmentBatch& batch, std::size_t begin, std::size_t end);

  std::size_t rows() const { return items_of_rows_.size(); }
  std::span<const HashedText> parties() const { return parties_; }
  std::span<const HashedText> items() const { return items_; }
  // Index into parties(); kNone if the row names no such party. `row` counts from the first collected.
  std::uint32_t party(std::size_t row, Role role) const {
    return parties_of_rows_[row * kPartyRoleCount + static_cast<std::size_t>(role)];
  }
  std::uint32_t item(std::size_t row) const { return items_of_rows_[row]; }

 private:
  struct Part {
    std::size_t begin;
    std::size_t size;
  };
  // Makes the key that begins at `begin` of text_ one of `parts`, unless it is the text of `last`. Its index.
  std::uint32_t keep(std::size_t begin, std::vector<Part>& parts, std::uint32_t last);
  static void hash(const std::string& text, const std::vector<Part>& parts, std::vector<HashedText>& keys);

  std::string text_;
  std::vector<Part> party_parts_, item_parts_;
  std::vector<HashedText> parties_, items_;
  std::vector<std::uint32_t> parties_of_rows_, items_of_rows_;
};

}  // namespace tidewaiter
