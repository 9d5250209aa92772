// Writes the sections that index.cpp reads.
#include <algorithm>
#include <bit>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/comparison.h"
#include "match/index.h"
#include "match/index_format.h"
#include "match/keys.h"
#include "match/prepare.h"

namespace tidewaiter::match {
namespace {

struct KeyPair {
  Key key;
  std::uint32_t id;
};

// Orders keys by their directory range, tag and id, without repeats. Counting sort by range, then small sorts.
struct BuiltKeys {
  std::uint32_t bits = 0;
  std::vector<std::uint32_t> ranges;
  std::vector<KeyRow> rows;
};

BuiltKeys build_keys(const std::vector<KeyPair>& pairs) {
  BuiltKeys built;
  built.bits = std::min<std::uint32_t>(24, static_cast<std::uint32_t>(std::bit_width(pairs.size())));
  const auto range_of = [&](Key key) { return built.bits == 0 ? Key{0} : key >> (64U - built.bits); };
  const std::size_t ranges = std::size_t{1} << built.bits;
  std::vector<std::uint32_t> starts(ranges + 1, 0);
  for (const KeyPair& pair : pairs) ++starts[range_of(pair.key) + 1];
  for (std::size_t i = 0; i < ranges; ++i) starts[i + 1] += starts[i];
  std::vector<KeyRow> rows(pairs.size());
  std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
  for (const KeyPair& pair : pairs) rows[next[range_of(pair.key)]++] = {static_cast<std::uint32_t>(pair.key), pair.id};
  built.ranges.assign(ranges + 1, 0);
  built.rows.reserve(rows.size());
  const auto order = [](const KeyRow& row) { return std::pair(row.tag, row.id); };
  for (std::size_t i = 0; i < ranges; ++i) {
    const auto first = rows.begin() + starts[i];
    const auto last = rows.begin() + starts[i + 1];
    std::ranges::sort(first, last, {}, order);
    for (auto row = first; row != last; ++row) {
      if (row == first || order(*row) != order(*(row - 1))) built.rows.push_back(*row);
    }
    built.ranges[i + 1] = static_cast<std::uint32_t>(built.rows.size());
  }
  return built;
}

void write_keys(std::string_view section, const BuiltKeys& keys, SectionWriter& writer) {
  writer.add_array<std::uint32_t>(std::string(section) + ".ranges", keys.ranges);
  writer.add_array<KeyRow>(std::string(section) + ".rows", keys.rows);
}

struct Posting {
  std::uint32_t id;
  std::uint32_t name;
  Group group;
};

void write_postings(std::string_view section, std::size_t ids, const std::vector<Posting>& postings,
                    SectionWriter& writer) {
  const auto range_of = [](const Posting& p) {
    return std::size_t{p.id} * kGroups + static_cast<std::size_t>(p.group);
  };
  std::vector<std::uint32_t> ranges(ids * kGroups + 1, 0);
  for (const Posting& posting : postings) ++ranges[range_of(posting) + 1];
  for (std::size_t i = 1; i < ranges.size(); ++i) ranges[i] += ranges[i - 1];
  std::vector<std::uint32_t> next(ranges.begin(), ranges.end() - 1);
  std::vector<std::uint32_t> names(postings.size());
  for (const Posting& posting : postings) names[next[range_of(posting)]++] = posting.name;
  writer.add_array<std::uint32_t>(std::string(section) + ".ranges", ranges);
  writer.add_array<std::uint32_t>(std::string(section) + ".names", names);
}

constexpr std::uint8_t flags_of(const Word& word) {
  return static_cast<std::uint8_t>((word.known ? 1U : 0U) | (word.romanised ? 2U : 0U) | (word.translated ? 4U : 0U));
}

class Builder {
 public:
  explicit Builder(std::span<const IndexedName> names) : input_(names) {}

  void write(SectionWriter& writer) {
    read_names();
    weigh_words();
    file_names();
    file_words();

    const BuiltKeys words = build_keys(word_keys_);
    const BuiltKeys looks = build_keys(look_keys_);
    const BuiltKeys joined = build_keys(joined_keys_);
    const BuiltKeys sounds = build_keys(sound_keys_);
    const BuiltKeys acronyms = build_keys(acronym_keys_);
    const MetaRow meta{kIndexVersion,
                       entries_,
                       static_cast<std::uint32_t>(names_.size()),
                       static_cast<std::uint32_t>(words_.size()),
                       static_cast<std::uint32_t>(joined_.size()),
                       words.bits,
                       looks.bits,
                       joined.bits,
                       acronyms.bits,
                       sounds.bits,
                       romanised_};
    writer.add_array<MetaRow>("match.meta", std::span(&meta, 1));
    writer.add_array<NameRow>("match.names", names_);
    writer.add_array<BoundRow>("match.bounds", bounds_);
    writer.add_array<std::uint32_t>("match.name_words", name_words_);
    writer.add_array<WordRow>("match.words", words_);
    writer.add_array<FaceRow>("match.faces", faces_);
    writer.add_array<JoinedRow>("match.joined", joined_);
    writer.add("match.letters", std::move(letters_));
    write_postings("match.word_postings", words_.size(), word_postings_, writer);
    write_postings("match.joined_postings", joined_.size(), joined_postings_, writer);
    write_keys("match.word_keys", words, writer);
    write_keys("match.look_keys", looks, writer);
    write_keys("match.joined_keys", joined, writer);
    write_keys("match.sound_keys", sounds, writer);
    write_keys("match.acronym_keys", acronyms, writer);
  }

 private:
  struct NoWeights final : WeightSource {
    Weight weight(std::string_view) const override { return kFullWeight; }
  };

  std::uint32_t store(std::string_view text) {
    const auto [at, fresh] = stored_.try_emplace(std::string(text), static_cast<std::uint32_t>(letters_.size()));
    if (fresh) letters_ += text;
    return at->second;
  }

  std::uint32_t word_id(const Word& word) {
    std::string identity(word.text);
    identity += static_cast<char>(word.kind);
    identity += static_cast<char>(flags_of(word));
    identity += std::to_string(word.sounds);
    identity += word.others;
    const auto [at, fresh] = word_ids_.try_emplace(std::move(identity), static_cast<std::uint32_t>(words_.size()));
    if (fresh) {
      words_.push_back({word.look, word.spelt, word.alike, word.respelt, store(word.text), store(word.canonical),
                        word.letters, 0, 0, static_cast<std::uint8_t>(word.text.size()),
                        static_cast<std::uint8_t>(word.canonical.size()), static_cast<std::uint8_t>(word.kind),
                        flags_of(word), word.sounds, store(word.others),
                        static_cast<std::uint32_t>(word.others.size())});
      romanised_ += word.romanised ? 1 : 0;
    }
    return at->second;
  }

  void read_names() {
    const NoWeights none;
    for (const IndexedName& input : input_) {
      const PreparedName prepared = prepare(input.text, input.schema, none);
      const NameView view = prepared.view();
      names_.push_back({view.fingerprint, input.entry, static_cast<std::uint32_t>(name_words_.size()),
                        static_cast<std::uint8_t>(view.words.size()), static_cast<std::uint8_t>(input.schema),
                        static_cast<std::uint8_t>(view.legal.legal_class), view.legal.form, view.disguised ? 1U : 0U});
      for (const Word& word : view.words) name_words_.push_back(word_id(word));
    }
  }

  std::string_view text_of(const WordRow& row) const { return std::string_view(letters_).substr(row.text, row.length); }
  std::string_view canonical_of(const WordRow& row) const {
    return std::string_view(letters_).substr(row.canonical, row.canonical_length);
  }

  // Counts entries by canonical spelling, as ListWeights does.
  void weigh_words() {
    std::unordered_map<std::uint32_t, std::uint32_t> spelling_of;  // offset of the canonical letters -> number
    std::vector<std::uint32_t> spelling(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
      spelling[i] =
          spelling_of.try_emplace(words_[i].canonical, static_cast<std::uint32_t>(spelling_of.size())).first->second;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> uses;  // (spelling, entry)
    uses.reserve(name_words_.size());
    std::vector<std::uint32_t> entries;
    for (const NameRow& name : names_) {
      entries.push_back(name.entry);
      for (std::uint32_t i = 0; i < name.words; ++i) {
        uses.emplace_back(spelling[name_words_[name.first_word + i]], name.entry);
      }
    }
    std::ranges::sort(uses);
    uses.erase(std::ranges::unique(uses).begin(), uses.end());
    std::ranges::sort(entries);
    entries_ = static_cast<std::uint32_t>(std::ranges::unique(entries).begin() - entries.begin());
    std::vector<std::uint32_t> entries_with(spelling_of.size(), 0);
    for (const auto& [number, entry] : uses) ++entries_with[number];
    for (std::size_t i = 0; i < words_.size(); ++i) {
      WordRow& row = words_[i];
      const Weight weight = weight_of(entries_with[spelling[i]], entries_, canonical_of(row));
      row.list_weight = static_cast<std::uint16_t>(weight);
      row.weight =
          static_cast<std::uint16_t>(weight_by_kind(static_cast<WordKind>(row.kind), row.canonical_length, weight));
    }
  }

  Weight weight_in(Mode mode, std::uint32_t word) const {
    return match::weight_in(mode, static_cast<WordKind>(words_[word].kind), words_[word].weight);
  }

  void file_names() {
    for (std::uint32_t number = 0; number < names_.size(); ++number) {
      const NameRow& name = names_[number];
      const Group group = group_of(static_cast<Schema>(name.schema));
      const text::LegalForm legal{static_cast<text::LegalClass>(name.legal_class), name.legal_form};
      BoundRow bound{{}, 0, name.legal_class, name.legal_form, static_cast<std::uint8_t>(group)};
      std::array<Weight, kModes> total{legal_weight(legal), legal_weight(legal)};
      const auto words = std::span(name_words_).subspan(name.first_word, name.words);
      std::string initials;
      for (const std::uint32_t word : words) {
        word_postings_.push_back({word, number, group});
        initials += text_of(words_[word]).front();
        for (std::size_t mode = 0; mode < kModes; ++mode) total[mode] += weight_in(static_cast<Mode>(mode), word);
        if (static_cast<WordKind>(words_[word].kind) == WordKind::initial) ++bound.initials;
      }
      for (std::size_t mode = 0; mode < kModes; ++mode) bound.weight[mode] = static_cast<std::uint16_t>(total[mode]);
      bounds_.push_back(bound);
      file_acronyms(words, initials, number);
      file_joined(words, number, group);
    }
  }

  Word respelt_word(const WordRow& row) const {
    Word word;
    word.text = text_of(row);
    word.translated = (row.flags & 4U) != 0;
    word.others = std::string_view(letters_).substr(row.others, row.others_length);
    return word;
  }
  // What least_cut() asks of a word.
  Word row_word(std::uint32_t id) const {
    Word word;
    word.text = text_of(words_[id]);
    word.known = (words_[id].flags & 1U) != 0;
    return word;
  }

  // Under the initials of all words, and of ever fewer down to where a generic end begins.
  void file_acronyms(std::span<const std::uint32_t> words, std::string initials, std::uint32_t number) {
    std::size_t count = words.size();
    while (count >= kShortestAcronym) {
      acronym_keys_.push_back({text_key(initials), number});
      const std::string_view last = canonical_of(words_[words[count - 1]]);
      if (last != "group" && last != "holding") break;
      initials.pop_back();
      --count;
    }
  }

  void file_joined(std::span<const std::uint32_t> words, std::uint32_t number, Group group) {
    for (std::size_t first = 0; first + 1 < words.size(); ++first) {
      std::string text(text_of(words_[words[first]]));
      for (std::size_t last = first + 1; last < std::min(first + kLongestJoin, words.size()); ++last) {
        text += text_of(words_[words[last]]);
        const auto [at, fresh] = joined_ids_.try_emplace(text, static_cast<std::uint32_t>(joined_.size()));
        if (fresh) {
          std::uint32_t letters = 0;
          for (std::size_t i = first; i <= last; ++i) letters |= words_[words[i]].letters;
          joined_.push_back({store(text), letters, static_cast<std::uint16_t>(text.size()), {}, 0});
          each_joined_key(text, [&](Key key) { joined_keys_.push_back({key, at->second}); });
        }
        JoinedRow& row = joined_[at->second];
        if (const std::size_t least = least_cut(text.size(), row_word(words[last]))) {
          joined_keys_.push_back({cut_key(text, least), at->second});
          if (row.least_cut == 0 || least < row.least_cut) row.least_cut = static_cast<std::uint16_t>(least);
        }
        for (std::size_t mode = 0; mode < kModes; ++mode) {
          Weight sum = 0;
          for (std::size_t i = first; i <= last; ++i) sum += weight_in(static_cast<Mode>(mode), words[i]);
          row.weight[mode] = std::max(row.weight[mode], static_cast<std::uint16_t>(sum));
        }
        joined_postings_.push_back({at->second, number, group});
      }
    }
  }

  void file_words() {
    for (std::uint32_t id = 0; id < words_.size(); ++id) {
      const WordRow& row = words_[id];
      faces_.push_back({row.letters, static_cast<std::uint32_t>(row.look), static_cast<std::uint32_t>(row.alike),
                        row.length, (row.flags & 2U) != 0, row.canonical == row.text && row.respelt[0] == 0, 0});
      look_keys_.push_back({row.look, id});
      if (row.alike != 0) look_keys_.push_back({row.alike, id});
      const auto file = [&](std::string_view face) {
        const bool number = static_cast<WordKind>(row.kind) == WordKind::number;
        DeletionKeys(face).each(number ? 0 : most_edits(face.size()),
                                [&](Key key) { word_keys_.push_back({key, id}); });
      };
      file(text_of(row));
      if (row.canonical != row.text) file(canonical_of(row));
      if (row.respelt[0] != 0) {
        for (const std::string& other : other_spellings(respelt_word(row))) word_keys_.push_back({text_key(other), id});
      }
      if (row.sounds != 0) {
        each_sound_key(row.sounds, (row.flags & 2U) != 0, [&](Key key) { sound_keys_.push_back({key, id}); });
      }
    }
  }

  std::span<const IndexedName> input_;
  std::uint32_t entries_ = 0;
  std::vector<NameRow> names_;
  std::vector<BoundRow> bounds_;
  std::vector<std::uint32_t> name_words_;
  std::vector<WordRow> words_;
  std::vector<FaceRow> faces_;
  std::vector<JoinedRow> joined_;
  std::string letters_;
  std::unordered_map<std::string, std::uint32_t> stored_;
  std::unordered_map<std::string, std::uint32_t> word_ids_;
  std::unordered_map<std::string, std::uint32_t> joined_ids_;
  std::vector<Posting> word_postings_;
  std::vector<Posting> joined_postings_;
  std::vector<KeyPair> word_keys_;
  std::vector<KeyPair> look_keys_;
  std::vector<KeyPair> joined_keys_;
  std::vector<KeyPair> sound_keys_;
  std::vector<KeyPair> acronym_keys_;
  std::uint32_t romanised_ = 0;
};

}  // namespace

void write_index(std::span<const IndexedName> names, SectionWriter& writer) { Builder(names).write(writer); }

}  // namespace tidewaiter::match
