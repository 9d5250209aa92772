// Sets and maps keyed by texts that are looked up some ten million times a run: one flat table of stored hashes
// (Tessil's robin-map), and behind it texts and values that never move, so that views and pointers of them stay good.
// perf: with std::unordered_map a quarter of a run went into cache misses on its nodes.
#pragma once

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/digest.h"

namespace tidewaiter {

struct TextHash {
  std::size_t operator()(std::string_view text) const { return hash_of(text); }
};

class TextSet {
 public:
  void insert(std::string_view text) {
    const std::size_t hash = TextHash()(text);
    if (index_.find(text, hash) != index_.end()) return;
    index_.insert(std::string_view(texts_.emplace_back(text)));
  }
  void merge(const TextSet& other) {
    for (const std::string& text : other) insert(text);
  }
  std::size_t size() const { return texts_.size(); }
  std::deque<std::string>::const_iterator begin() const { return texts_.begin(); }
  std::deque<std::string>::const_iterator end() const { return texts_.end(); }

 private:
  std::deque<std::string> texts_;
  tsl::robin_set<std::string_view, TextHash, std::equal_to<>, std::allocator<std::string_view>, true> index_;
};

template <class Value>
class TextMap {
 public:
  struct Slot {
    std::string key;
    Value value;
  };

  // nullptr if the key is not there.
  const Value* find(std::string_view key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &found->second->value;
  }
  // The value of the key, made empty if it is not there.
  Value& operator[](std::string_view key) {
    if (const auto found = index_.find(key); found != index_.end()) return found->second->value;
    Slot& slot = slots_.emplace_back(Slot{std::string(key), Value{}});
    index_.insert({std::string_view(slot.key), &slot});
    return slot.value;
  }
  void reserve(std::size_t size) { index_.reserve(size); }
  std::size_t size() const { return slots_.size(); }
  std::deque<Slot>& slots() { return slots_; }
  const std::deque<Slot>& slots() const { return slots_; }

 private:
  std::deque<Slot> slots_;
  tsl::robin_map<std::string_view, Slot*, TextHash, std::equal_to<>, std::allocator<std::pair<std::string_view, Slot*>>,
                 true>
      index_;
};

}  // namespace tidewaiter
