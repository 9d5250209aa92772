#include "match/look_up.h"

#include <algorithm>
#include <limits>

#include "match/index_parts.h"
#include "match/prepare.h"
#include "match/relation.h"
#include "text/edits.h"

namespace tidewaiter::match {
namespace {

// Two words spelt as written that share a key by accident: their letters differ in more than the edits that words of
// this length may have. REQUIRES: the word has no other spelling.
bool is_another_word(const Word& word, const FaceRow& listed) {
  if (listed.as_written == 0 || (listed.romanised != 0) != word.romanised) return false;
  if (listed.look == static_cast<std::uint32_t>(word.look)) return false;
  if (listed.alike != 0 && listed.alike == static_cast<std::uint32_t>(word.alike)) return false;
  const int edits = most_edits(std::min(word.text.size(), std::size_t{listed.length}));
  return !text::may_be_within(listed.letters, word.letters, edits);
}

}  // namespace

template <class Find>
std::span<const Like> LookUp::kept_or(const Find& find) {
  auto kept = kept_.find(unit_);
  if (kept == kept_.end()) {
    if (likes_.size() + kept_letters_ > most_kept_) {
      kept_.clear();
      kept_letters_ = 0;
      likes_.clear();
    }
    const auto first = static_cast<std::uint32_t>(likes_.size());
    find();
    kept = kept_.emplace(unit_, Range{first, static_cast<std::uint32_t>(likes_.size())}).first;
    kept_letters_ += unit_.size();
  }
  return std::span(likes_).subspan(kept->second.first, kept->second.last - kept->second.first);
}

void LookUp::begin(const IndexParts& parts) {
  if (searches_ == std::numeric_limits<std::uint32_t>::max()) {
    seen_.clear();
    searches_ = 0;
  }
  const std::size_t ids = std::max(parts.words.size(), parts.joined.size());
  if (seen_.size() < ids) seen_.resize(ids);
  ++searches_;
  keys_.clear();
}

bool LookUp::seen_before(std::uint32_t id) {
  if (seen_[id] == searches_) return true;
  seen_[id] = searches_;
  return false;
}

void LookUp::add(std::uint32_t id, bool joined, std::array<Similarity, kModes> similarity) {
  if (similarity[0] > 0 || similarity[1] > 0) likes_.push_back({id, joined, similarity});
}

std::span<const Like> LookUp::like(const IndexParts& parts, const Word& word) {
  // All that a word is made of (make_word) but its weight.
  unit_.assign(1, static_cast<char>('a' + static_cast<int>(word.kind)));
  unit_ += static_cast<char>((word.romanised ? 1 : 0) | (word.translated ? 2 : 0));
  unit_.append(reinterpret_cast<const char*>(&word.sounds), word.romanised ? sizeof word.sounds : 0);
  unit_ += word.text;
  if (!word.others.empty()) (unit_ += ' ') += word.others;
  return kept_or([&] {
    const auto others = word.respelt[0] != 0 ? other_spellings(word) : std::vector<std::string>{};
    find_words(parts, word, others);
    find_joined(parts, word, others);
  });
}

void LookUp::find_words(const IndexParts& parts, const Word& word, std::span<const std::string> others) {
  begin(parts);
  const bool word_as_written = word.canonical == word.text && word.respelt[0] == 0;
  const auto meet = [&](std::uint32_t id) {
    if (seen_before(id)) return;
    if (word_as_written && is_another_word(word, parts.faces[id])) return;
    const Word listed = parts.word(id);
    const Similarity among_companies = relate(word, listed, Mode::organizations).similarity;
    const bool alike = std::min(word.text.size(), listed.text.size()) >= kAlikeInBothModes &&
                       (word.alike == 0 || word.alike != listed.alike);
    add(id, false, {among_companies, alike ? among_companies : relate(word, listed, Mode::persons).similarity});
  };
  parts.look_keys.find(word.look, meet);
  if (word.alike != 0) parts.look_keys.find(word.alike, meet);
  const auto meet_face = [&](std::string_view face) {
    const int deletions = word.kind == WordKind::number ? 0 : most_edits(face.size());
    keys_.clear();
    DeletionKeys(face).each(deletions, [&](Key key) { keys_.push_back(key); });
    parts.word_keys.find_all(keys_, meet);
  };
  meet_face(word.text);
  if (word.canonical != word.text) meet_face(word.canonical);
  for (const std::string& other : others) parts.word_keys.find(text_key(other), meet);
  if (can_sound(word) && (word.romanised || parts.meta.romanised > 0)) {
    keys_.clear();
    each_sound_key(word.sounds, !word.romanised, [&](Key key) { keys_.push_back(key); });
    parts.sound_keys.find_all(keys_, meet);
  }
}

void LookUp::find_joined(const IndexParts& parts, const Word& word, std::span<const std::string> others) {
  begin(parts);
  const auto meet = [&](std::uint32_t id) {
    if (seen_before(id)) return;
    const JoinedRow& row = parts.joined[id];
    const std::string_view text = parts.letters.substr(row.text, row.length);
    const Similarity best =
        std::max(relate_joined(text, row.letters, word).similarity, relate_cut(text, row.least_cut, word).similarity);
    add(id, true, {best, best});
  };
  const auto look_for = [&](Key key) { keys_.push_back(key); };
  each_key_of_joined_like(word.text, look_for);
  if (word.kind == WordKind::ordinary) each_key_of_cut_like(word.text, look_for);
  for (const std::string& other : others) each_key_of_joined_like(other, look_for);
  parts.joined_keys.find_all(keys_, meet);
}

std::span<const Like> LookUp::like_joined(const IndexParts& parts, std::string_view text, std::uint32_t letters,
                                          std::size_t least) {
  unit_.assign(1, '+');
  unit_ += static_cast<char>(least);
  unit_ += text;
  return kept_or([&] {
    begin(parts);
    const auto meet = [&](std::uint32_t id) {
      if (seen_before(id)) return;
      const Word listed = parts.word(id);
      const Similarity best =
          std::max(relate_joined(text, letters, listed).similarity, relate_cut(text, least, listed).similarity);
      add(id, false, {best, best});
    };
    DeletionKeys(text).each(text.size() < kShortestJoinedTypo ? 0 : 1, [&](Key key) { keys_.push_back(key); });
    for (std::size_t length = least; length > 0 && length < text.size(); ++length) {
      keys_.push_back(text_key(text.substr(0, length)));
    }
    parts.word_keys.find_all(keys_, meet);
  });
}

}  // namespace tidewaiter::match
