#include "engine/row_keys.h"

#include "engine/distinct.h"

namespace tidewaiter {
namespace {

// Whether a role's cells are those of the row before: then so is its key, which need not be written again.
bool names_party_of_row_before(const ShipmentBatch& batch, std::size_t row, Role role) {
  const RoleFields& fields = fields_of(role);
  const auto same = [&](ShipmentField field) { return batch.cell(field, row) == batch.cell(field, row - 1); };
  return same(fields.name) && same(fields.id) && (!fields.country || same(*fields.country)) &&
         (!fields.address || same(*fields.address));
}

}  // namespace

std::uint32_t RowKeys::keep(std::size_t begin, std::vector<Part>& parts, std::uint32_t last) {
  const Part part{begin, text_.size() - begin};
  const std::string_view text = text_;
  if (last != kNone && text.substr(begin) == text.substr(parts[last].begin, parts[last].size)) {
    text_.resize(begin);
    return last;
  }
  parts.push_back(part);
  return static_cast<std::uint32_t>(parts.size() - 1);
}

void RowKeys::hash(const std::string& text, const std::vector<Part>& parts, std::vector<HashedText>& keys) {
  keys.clear();
  for (const Part& part : parts) keys.emplace_back(std::string_view(text).substr(part.begin, part.size));
}

void RowKeys::collect(const ShipmentBatch& batch, std::size_t begin, std::size_t end) {
  text_.clear();
  party_parts_.clear();
  item_parts_.clear();
  parties_of_rows_.clear();
  items_of_rows_.clear();
  std::array<std::uint32_t, kPartyRoleCount> last;  // most lines name the parties of the line before
  last.fill(kNone);
  std::uint32_t last_item = kNone;
  for (std::size_t row = begin; row < end; ++row) {
    for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
      if (row != begin && names_party_of_row_before(batch, row, static_cast<Role>(i))) {
        parties_of_rows_.push_back(parties_of_rows_[parties_of_rows_.size() - kPartyRoleCount]);
        continue;
      }
      const std::size_t at = text_.size();
      const bool named = append_party_key(batch, row, static_cast<Role>(i), text_);
      if (named) last[i] = keep(at, party_parts_, last[i]);
      parties_of_rows_.push_back(named ? last[i] : kNone);
    }
    const std::size_t at = text_.size();
    append_item_key(batch, row, text_);
    last_item = keep(at, item_parts_, last_item);
    items_of_rows_.push_back(last_item);
  }
  hash(text_, party_parts_, parties_);
  hash(text_, item_parts_, items_);
}

}  // namespace tidewaiter
