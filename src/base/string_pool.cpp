#include "base/string_pool.h"

#include <cstring>

namespace tidewaiter {

Sym StringPool::intern(std::string_view text) {
  if (text.empty()) return Sym::missing;
  if (const auto found = syms_.find(text); found != syms_.end()) return found->second;
  auto* copy = static_cast<char*>(bytes_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  const std::string_view kept(copy, text.size());
  const Sym sym{static_cast<std::uint32_t>(texts_.size())};
  texts_.push_back(kept);
  syms_.emplace(kept, sym);
  return sym;
}

Sym StringPool::find(std::string_view text) const {
  const auto found = syms_.find(text);
  return found == syms_.end() ? Sym::missing : found->second;
}

}  // namespace tidewaiter
