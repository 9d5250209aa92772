// Interned UTF-8: equal texts share one Sym. An open table of hashes beside the views, as a table of a world has
// millions of texts that differ.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace tidewaiter {

enum class Sym : std::uint32_t { missing = 0 };

// Not thread-safe while interning; concurrent reads are safe. At most 2^32 - 2 texts.
class StringPool {
 public:
  Sym intern(std::string_view text);      // an empty text is Sym::missing
  Sym find(std::string_view text) const;  // Sym::missing if it was never interned
  std::string_view text(Sym sym) const { return texts_[static_cast<std::uint32_t>(sym)]; }
  std::size_t size() const { return texts_.size() - 1; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // 0: free
  };
  void grow();
  std::size_t place(std::string_view text, std::uint32_t hash) const;  // of the text, or of the free slot for it
  std::pmr::monotonic_buffer_resource bytes_;
  std::vector<std::string_view> texts_{std::string_view{}};
  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two, at most three quarters of it taken
};

}  // namespace tidewaiter
