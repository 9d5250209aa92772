#include "base/string_pool.h"

#include <cstring>

#include "base/digest.h"

namespace tidewaiter {
namespace {

std::uint32_t short_hash(std::string_view text) { return static_cast<std::uint32_t>(hash_of(text)); }

}  // namespace

std::size_t StringPool::place(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].number != 0 && (slots_[at].hash != hash || texts_[slots_[at].number] != text)) at = (at + 1) & mask;
  return at;
}

void StringPool::grow() {
  std::vector<Slot> before(slots_.size() * 2);
  before.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

Sym StringPool::intern(std::string_view text) {
  if (text.empty()) return Sym::missing;
  const std::uint32_t hash = short_hash(text);
  std::size_t at = place(text, hash);
  if (slots_[at].number == 0) {
    if (texts_.size() * 4 > slots_.size() * 3) {
      grow();
      at = place(text, hash);
    }
    auto* copy = static_cast<char*>(bytes_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    slots_[at] = {hash, static_cast<std::uint32_t>(texts_.size())};
    texts_.emplace_back(copy, text.size());
  }
  return static_cast<Sym>(slots_[at].number);
}

Sym StringPool::find(std::string_view text) const {
  return text.empty() ? Sym::missing : static_cast<Sym>(slots_[place(text, short_hash(text))].number);
}

}  // namespace tidewaiter
