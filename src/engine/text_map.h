// Sets and maps keyed by texts. What stands in them never moves, so that views and pointers of it stay good.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text_index.h"

namespace tidewaiter {

class TextSet {
 public:
  TextSet() = default;
  TextSet(TextSet&&) noexcept = default;
  TextSet& operator=(TextSet&&) noexcept = default;

  void insert(std::string_view text) { insert(HashedText(text)); }
  void insert(const HashedText& text) {
    if (index_.find(text) == TextIndex::kNone) index_.add(texts_.emplace_back(text.text), text.hash);
  }
  void insert(std::span<const HashedText> texts) {
    index_.find(texts, found_);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (found_[i] == TextIndex::kNone) insert(texts[i]);  // looked up again: it may stand among them twice
    }
  }
  void merge(TextSet&& other) {
    if (texts_.empty()) {
      *this = std::move(other);
      return;
    }
    std::uint32_t number = 0;
    for (std::string& text : other.texts_) {
      const HashedText hashed(text, other.index_.hash(number++));
      if (index_.find(hashed) != TextIndex::kNone) continue;
      index_.add(texts_.emplace_back(std::move(text)), hashed.hash);
    }
  }
  std::size_t size() const { return texts_.size(); }
  // By their numbers, which they have in the order in which they came.
  const std::string& operator[](std::size_t number) const { return texts_[number]; }
  std::uint64_t hash(std::uint32_t number) const { return index_.hash(number); }
  std::deque<std::string>::const_iterator begin() const { return texts_.begin(); }
  std::deque<std::string>::const_iterator end() const { return texts_.end(); }

 private:
  std::deque<std::string> texts_;
  TextIndex index_;
  std::vector<std::uint32_t> found_;
};

template <class Value>
class TextMap {
 public:
  TextMap() = default;
  // An empty value for every key, under the same numbers.
  explicit TextMap(const TextSet& keys) {
    index_.reserve(keys.size());
    for (std::uint32_t number = 0; number < keys.size(); ++number) {
      const Slot& slot = slots_.emplace_back(Slot{keys[number], Value{}});
      index_.add(slot.key, keys.hash(number));
    }
  }
  TextMap(TextMap&&) noexcept = default;
  TextMap& operator=(TextMap&&) noexcept = default;

  struct Slot {
    std::string key;
    Value value;
  };

  // nullptr if the key is not there.
  const Value* find(std::string_view key) const {
    const std::uint32_t number = index_.find(HashedText(key));
    return number == TextIndex::kNone ? nullptr : &slots_[number].value;
  }
  // The numbers of many keys, TextIndex::kNone where one is not there.
  void find(std::span<const HashedText> keys, std::vector<std::uint32_t>& numbers) const { index_.find(keys, numbers); }
  const Value& at(std::uint32_t number) const { return slots_[number].value; }

  // The value of the key, made empty if it is not there.
  Value& operator[](std::string_view key) {
    const HashedText hashed(key);
    if (const std::uint32_t number = index_.find(hashed); number != TextIndex::kNone) return slots_[number].value;
    Slot& slot = slots_.emplace_back(Slot{std::string(key), Value{}});
    index_.add(slot.key, hashed.hash);
    return slot.value;
  }
  std::size_t size() const { return slots_.size(); }
  std::deque<Slot>& slots() { return slots_; }
  const std::deque<Slot>& slots() const { return slots_; }

 private:
  std::deque<Slot> slots_;
  TextIndex index_;
};

}  // namespace tidewaiter
