// The sections of a compiled index: arrays of plain rows, offsets only, little-endian as the machine. A change of
// any row, of a section's meaning or of the word table raises kIndexVersion.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "match/keys.h"
#include "match/parameters.h"
#include "match/word.h"

namespace tidewaiter::match {

inline constexpr std::uint32_t kIndexVersion = 6;

// Names are filed by kind, since the kind decides how a query is compared with them.
enum class Group : std::uint8_t { organization, unknown, person, conveyance };
inline constexpr std::size_t kGroups = 4;
constexpr Group group_of(Schema schema) {
  switch (schema) {
    case Schema::organization:
      return Group::organization;
    case Schema::person:
      return Group::person;
    case Schema::vessel:
    case Schema::aircraft:
      return Group::conveyance;
    case Schema::unknown:
      break;
  }
  return Group::unknown;
}

struct MetaRow {
  std::uint32_t version;
  std::uint32_t entries;
  std::uint32_t names;
  std::uint32_t words;
  std::uint32_t joined;
  std::uint32_t word_key_bits;  // of the key tables' directories
  std::uint32_t look_key_bits;
  std::uint32_t joined_key_bits;
  std::uint32_t acronym_key_bits;
  std::uint32_t sound_key_bits;
  std::uint32_t romanised;  // how many distinct words were spelt in Latin letters by us
};

struct WordRow {  // a distinct word of the list
  std::uint64_t look;
  std::uint64_t spelt;
  std::uint64_t alike;
  Respelt respelt;
  std::uint32_t text;       // offset into the letters
  std::uint32_t canonical;  // likewise
  std::uint32_t letters;
  std::uint16_t weight;
  std::uint16_t list_weight;  // of the canonical spelling, before the word's kind changes it
  std::uint8_t length;
  std::uint8_t canonical_length;
  std::uint8_t kind;
  std::uint8_t flags;  // 1 known, 2 romanised, 4 translated
  std::uint32_t sounds;
  std::uint32_t others;  // offset into the letters
  std::uint32_t others_length;
};

// What most words that share a key by accident can be told apart by, so that their rows need not be fetched.
struct FaceRow {
  std::uint32_t letters;
  std::uint32_t look;   // low halves of the hashes
  std::uint32_t alike;  // 0: none
  std::uint8_t length;
  std::uint8_t romanised;
  std::uint8_t as_written;  // neither another canonical spelling nor other spellings
  std::uint8_t unused;
};

struct JoinedRow {  // two or three adjacent words of some name, written as one
  std::uint32_t text;
  std::uint32_t letters;
  std::uint16_t length;
  std::uint16_t weight[2];  // by Mode: the heaviest way in which some name has it
  std::uint16_t least_cut;  // the shortest cut that some name allows; 0: none
};

struct NameRow {
  std::uint64_t fingerprint;
  std::uint32_t entry;
  std::uint32_t first_word;  // in the array of name words
  std::uint8_t words;
  std::uint8_t schema;
  std::uint8_t legal_class;
  std::uint8_t legal_form;
  std::uint32_t disguised;
};

struct BoundRow {           // what the bound needs of a name
  std::uint16_t weight[2];  // by Mode: of all words and the legal form
  std::uint8_t initials;
  std::uint8_t legal_class;
  std::uint8_t legal_form;
  std::uint8_t group;
};

struct KeyRow {
  std::uint32_t tag;  // low half of the key
  std::uint32_t id;
};

// Rows by key: the high bits of a key choose a range of rows, the tag tells them apart.
struct KeyTable {
  std::uint32_t bits = 0;
  std::span<const std::uint32_t> ranges;  // 2^bits + 1
  std::span<const KeyRow> rows;           // ordered by (range, tag, id)

  template <class Visit>
  void find(Key key, const Visit& visit) const {
    visit_range(range_of(key), key, visit);
  }

  // The same for many keys. The tables are larger than a processor's caches and keys are scattered over them, so the
  // rows of a handful of keys are fetched while those before are read.
  template <class Visit>
  void find_all(std::span<const Key> keys, const Visit& visit) const {
    constexpr std::size_t kAtOnce = 16;
    for (; !keys.empty(); keys = keys.subspan(std::min(kAtOnce, keys.size()))) {
      const auto some = keys.first(std::min(kAtOnce, keys.size()));
      for (const Key key : some) __builtin_prefetch(&ranges[range_of(key)]);
      for (const Key key : some) {
        const std::size_t first = ranges[range_of(key)];
        if (first < rows.size()) __builtin_prefetch(&rows[first]);
      }
      for (const Key key : some) visit_range(range_of(key), key, visit);
    }
  }

 private:
  std::size_t range_of(Key key) const { return bits == 0 ? 0 : static_cast<std::size_t>(key >> (64U - bits)); }
  template <class Visit>
  void visit_range(std::size_t range, Key key, const Visit& visit) const {
    const auto tag = static_cast<std::uint32_t>(key);
    for (std::uint32_t i = ranges[range]; i < ranges[range + 1]; ++i) {
      if (rows[i].tag == tag) visit(rows[i].id);
    }
  }
};

// Names of word or joined word `id` in `group`: postings[ranges[id * kGroups + group] .. the next range's start).
struct Postings {
  std::span<const std::uint32_t> ranges;
  std::span<const std::uint32_t> names;
  std::span<const std::uint32_t> of(std::uint32_t id, Group group) const {
    const std::size_t at = std::size_t{id} * kGroups + static_cast<std::size_t>(group);
    return names.subspan(ranges[at], ranges[at + 1] - ranges[at]);
  }
};

}  // namespace tidewaiter::match
