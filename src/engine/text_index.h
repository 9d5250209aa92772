// Numbers texts in the order in which they come, and finds them again: one flat table of hashes, and behind it the
// texts, which stand elsewhere. A run looks up some ten million keys in tables larger than the caches, so many are
// found at once, each step fetched ahead for all of them. perf: looked up one by one, waiting for memory took a fifth
// of a run.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace tidewaiter {

struct HashedText {
  explicit HashedText(std::string_view written) : HashedText(written, hash_of(written)) {}
  HashedText(std::string_view written, std::uint64_t its_hash) : text(written), hash(its_hash) {}
  std::string_view text;
  std::uint64_t hash;
};

class TextIndex {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const { return texts_[number]; }
  std::uint64_t hash(std::uint32_t number) const { return hashes_[number]; }

  // Its number, or kNone.
  std::uint32_t find(const HashedText& key) const {
    if (entries_.empty()) return kNone;
    for (std::size_t at = home(key.hash);; at = next(at)) {
      const Entry& entry = entries_[at];
      if (entry.number == kNone) return kNone;
      if (entry.tag == tag_of(key.hash) && texts_[entry.number] == key.text) return entry.number;
    }
  }

  // The same for many: `numbers` gets one for each key.
  void find(std::span<const HashedText> keys, std::vector<std::uint32_t>& numbers) const {
    numbers.assign(keys.size(), kNone);
    if (entries_.empty()) return;
    for (const HashedText& key : keys) __builtin_prefetch(&entries_[home(key.hash)]);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      numbers[i] = candidate(keys[i].hash);
      if (numbers[i] != kNone) __builtin_prefetch(&texts_[numbers[i]]);
    }
    for (const std::uint32_t number : numbers) {
      if (number == kNone) continue;
      const std::string_view text = texts_[number];
      for (std::size_t at = 0; at < text.size(); at += kCacheLine) __builtin_prefetch(text.data() + at);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      // another text with the same tag stands before it: rare, so found the plain way
      if (numbers[i] != kNone && texts_[numbers[i]] != keys[i].text) numbers[i] = find(keys[i]);
    }
  }

  // Gives the next number. REQUIRES: not there yet; `text` stays where it is; fewer than 2^32 - 1 texts.
  std::uint32_t add(std::string_view text, std::uint64_t hash) {
    if ((texts_.size() + 1) * 2 > entries_.size()) grow();
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(text);
    hashes_.push_back(hash);
    place(hash, number);
    return number;
  }

  void reserve(std::size_t size) {
    texts_.reserve(size);
    hashes_.reserve(size);
    if (size * 2 > entries_.size()) resize(std::bit_ceil(size * 2));
  }

 private:
  static constexpr std::size_t kCacheLine = 64;
  static constexpr std::size_t kSmallest = 64;
  struct Entry {
    std::uint32_t tag = 0;
    std::uint32_t number = kNone;
  };
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  std::size_t home(std::uint64_t hash) const { return hash & (entries_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (entries_.size() - 1); }

  // The first text with the hash's tag, or kNone.
  std::uint32_t candidate(std::uint64_t hash) const {
    for (std::size_t at = home(hash);; at = next(at)) {
      const Entry& entry = entries_[at];
      if (entry.number == kNone || entry.tag == tag_of(hash)) return entry.number;
    }
  }
  void place(std::uint64_t hash, std::uint32_t number) {
    std::size_t at = home(hash);
    while (entries_[at].number != kNone) at = next(at);
    entries_[at] = {tag_of(hash), number};
  }
  void grow() { resize(entries_.empty() ? kSmallest : entries_.size() * 2); }
  void resize(std::size_t size) {
    entries_.assign(size, Entry{});
    for (std::uint32_t number = 0; number < hashes_.size(); ++number) place(hashes_[number], number);
  }

  std::vector<Entry> entries_;  // a power of two, at most half full
  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace tidewaiter
