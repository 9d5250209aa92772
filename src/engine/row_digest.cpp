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
  text_.clear();
  // The length before the text: no cell can be taken for the end of one and the beginning of the next.
  const auto append = [&](char field, std::string_view cell) {
    const auto size = static_cast<std::uint32_t>(cell.size());
    char head[1 + sizeof size];
    head[0] = field;
    std::memcpy(head + 1, &size, sizeof size);
    text_.append(head, sizeof head);
    text_.append(cell);
  };
  constexpr char kRowEnd = '\x7E', kReject = '\x7F';  // no numbers of fields
  static_assert(kShipmentFieldCount < kRowEnd);
  for (std::size_t row = shipment.first_row; row < shipment.end_row; ++row) {
    for (const ShipmentField field : fields_) {
      const std::string_view cell = slice.batch.cell(field, row);
      if (!cell.empty()) append(static_cast<char>(field), cell);
    }
    text_ += kRowEnd;
  }
  for (std::size_t i = shipment.first_reject; i < shipment.end_reject; ++i) {
    const Reject& reject = slice.rejects[i];
    for (const std::string_view part :
         {std::string_view(reject.column), std::string_view(reject.value), std::string_view(reject.reason)}) {
      append(kReject, part);
    }
  }
  return front_of(digest_of(text_));
}

}  // namespace tidewaiter
