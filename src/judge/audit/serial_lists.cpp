#include "judge/audit/serial_lists.h"

#include <string_view>

#include "base/cell_parts.h"
#include "base/string_pool.h"

namespace tidewaiter::judge::audit {

SerialLists::SerialLists(const ColumnTable& table, std::optional<std::size_t> column) {
  if (!column) return;
  begin_.resize(table.distinct() + 1);
  StringPool known;
  for (const Sym list : table.syms(*column)) {
    if (list == Sym::missing || begin_[static_cast<std::size_t>(list)] != 0) continue;
    numbers_.push_back(0);
    const std::size_t begin = numbers_.size();
    for_each_part(table.text(list), [&](std::string_view serial) {
      numbers_.push_back(static_cast<std::uint32_t>(known.intern(serial)) - 1);
    });
    numbers_[begin - 1] = static_cast<std::uint32_t>(numbers_.size() - begin);
    begin_[static_cast<std::size_t>(list)] = static_cast<std::uint32_t>(begin);
  }
  count_ = known.size();
}

}  // namespace tidewaiter::judge::audit
