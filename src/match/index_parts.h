// The sections of an open index.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "match/index.h"
#include "match/index_format.h"
#include "match/search_memory.h"
#include "match/word.h"

namespace tidewaiter::match {

struct IndexParts {
  // See Index::open().
  static Result<std::unique_ptr<IndexParts>> open(const SectionFile& file);

  MetaRow meta{};
  std::span<const NameRow> names;
  std::span<const BoundRow> bounds;
  std::span<const std::uint32_t> name_words;
  std::span<const WordRow> words;
  std::span<const FaceRow> faces;
  std::span<const JoinedRow> joined;
  std::string_view letters;
  Postings word_postings;
  Postings joined_postings;
  KeyTable word_keys;     // deletion keys of texts and canonical spellings -> words
  KeyTable look_keys;     // look-alike hashes -> words
  KeyTable joined_keys;   // half keys -> joined words
  KeyTable sound_keys;    // sounds, with letters left out -> words that are spelt as written, or by us
  KeyTable acronym_keys;  // initials -> names

  mutable tbb::enumerable_thread_specific<SearchMemory> memories;  // of the threads that search

  Word word(std::uint32_t id) const;
  NameView name(std::uint32_t number, std::vector<Word>& storage) const;  // the view lives as long as `storage`
};

}  // namespace tidewaiter::match
