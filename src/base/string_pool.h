// Interned UTF-8: equal texts share one Sym. Only for repeating columns; ids and free text stay in their batch.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter {

enum class Sym : std::uint32_t { missing = 0 };

// Not thread-safe while interning; concurrent reads are safe.
class StringPool {
 public:
  Sym intern(std::string_view text);      // an empty text is Sym::missing
  Sym find(std::string_view text) const;  // Sym::missing if it was never interned
  std::string_view text(Sym sym) const { return texts_[static_cast<std::uint32_t>(sym)]; }
  std::size_t size() const { return texts_.size() - 1; }

 private:
  std::pmr::monotonic_buffer_resource bytes_;
  std::vector<std::string_view> texts_{std::string_view{}};
  std::unordered_map<std::string_view, Sym> syms_;
};

}  // namespace tidewaiter
