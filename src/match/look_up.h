// Which words and joined words of the list a unit of a query may be matched with, found by keys (keys.h): a superset of
// what relate(), relate_joined() and relate_cut() accept, with what they say. An answer depends on the unit and the
// list alone, and queries share most of their words, so a thread keeps the answers that it found; what is kept is what
// would be found again.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_hash.h"
#include "match/keys.h"
#include "match/word.h"

namespace tidewaiter::match {

struct IndexParts;

// One word or joined word of the list that a unit of a query may be matched with.
struct Like {
  std::uint32_t id = 0;
  bool joined = false;
  std::array<Similarity, kModes> similarity{};  // one of them at least is above 0
};

class LookUp {
 public:
  static constexpr std::size_t kMostKept = 1U << 20U;  // likes and letters of units: some 30 MB a thread
  explicit LookUp(std::size_t most_kept = kMostKept) : most_kept_(most_kept) {}

  // Words and joined words like one word. Good until the next call, as of all.
  std::span<const Like> like(const IndexParts& parts, const Word& word);

  // Words like two or three adjacent words of the query, written as one; `least`: see least_cut().
  std::span<const Like> like_joined(const IndexParts& parts, std::string_view text, std::uint32_t letters,
                                    std::size_t least);

 private:
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };

  // What is kept of the unit that unit_ names; else `find` is asked, and kept.
  template <class Find>
  std::span<const Like> kept_or(const Find& find);
  void begin(const IndexParts& parts);
  bool seen_before(std::uint32_t id);
  void add(std::uint32_t id, bool joined, std::array<Similarity, kModes> similarity);
  void find_words(const IndexParts& parts, const Word& word, std::span<const std::string> others);
  void find_joined(const IndexParts& parts, const Word& word, std::span<const std::string> others);

  std::size_t most_kept_;
  std::string unit_;
  std::unordered_map<std::string, Range, TextHash, std::equal_to<>> kept_;
  std::size_t kept_letters_ = 0;
  std::vector<Like> likes_;
  std::vector<std::uint32_t> seen_;  // by word or joined word: the last search by keys that met it
  std::uint32_t searches_ = 0;
  std::vector<Key> keys_;
};

}  // namespace tidewaiter::match
