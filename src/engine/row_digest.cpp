#include "engine/row_digest.h"

#include <cstring>

namespace tidewaiter {

RowDigests::RowDigests(const ingest::ShipmentInput& input) {
  for (std::size_t i = 0; i < kShipmentFieldCount; ++i) {
    const auto field = static_cast<ShipmentField>(i);
    if (input.has(field)) fields_.push_back(field);
  }
}

DigestFront RowDigests::of(const ingest::ParsedSlice& slice, const ingest::ShipmentRange& shipment) {
  // The length before the text: no cell can be taken for the end of one and the beginning of the next.
  constexpr std::size_t kHead = 1 + sizeof(std::uint32_t);
  const auto put = [](char* at, char field, std::string_view cell) {
    const auto size = static_cast<std::uint32_t>(cell.size());
    *at = field;
    std::memcpy(at + 1, &size, sizeof size);
    std::memcpy(at + kHead, cell.data(), cell.size());
    return at + kHead + cell.size();
  };
  constexpr char kRowEnd = '\x7E', kReject = '\x7F';  // no numbers of fields
  static_assert(kShipmentFieldCount < kRowEnd);
  std::size_t size = 0;
  const auto make_room = [&](std::size_t more) {  // grown only: the end of a longer shipment may stand behind it
    if (text_.size() < size + more) text_.resize(2 * (size + more));
  };
  for (std::size_t row = shipment.first_row; row < shipment.end_row; ++row) {
    cells_.clear();
    std::size_t bytes = 1;
    for (const ShipmentField field : fields_) {
      cells_.push_back(slice.batch.cell(field, row));
      bytes += kHead + cells_.back().size();
    }
    make_room(bytes);
    char* at = text_.data() + size;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (!cells_[i].empty()) at = put(at, static_cast<char>(fields_[i]), cells_[i]);
    }
    *at++ = kRowEnd;
    size = static_cast<std::size_t>(at - text_.data());
  }
  for (std::size_t i = shipment.first_reject; i < shipment.end_reject; ++i) {
    const Reject& reject = slice.rejects[i];
    for (const std::string_view part :
         {std::string_view(reject.column), std::string_view(reject.value), std::string_view(reject.reason)}) {
      make_room(kHead + part.size());
      size = static_cast<std::size_t>(put(text_.data() + size, kReject, part) - text_.data());
    }
  }
  return front_of(digest_of(std::string_view(text_).substr(0, size)));
}

}  // namespace tidewaiter
