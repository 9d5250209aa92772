// Opening a compiled index, and what is not searching: names back from their rows, weights, comparisons.
#include "match/index.h"

#include <utility>

#include "match/index_parts.h"
#include "match/readings.h"

namespace tidewaiter::match {
namespace {

constexpr const char* kCompile = "compile it again with: tidewaiter lists import";

Result<KeyTable> key_table(const SectionFile& file, const std::string& section, std::uint32_t bits) {
  KeyTable table;
  table.bits = bits;
  TIDEWAITER_TRY(table.ranges, file.array<std::uint32_t>(section + ".ranges"));
  TIDEWAITER_TRY(table.rows, file.array<KeyRow>(section + ".rows"));
  if (bits > 24 || table.ranges.size() != (std::size_t{1} << bits) + 1 || table.ranges.back() != table.rows.size()) {
    return fail(ErrorCode::corrupt_file, "section " + section + " has another size than it says", file.path(),
                kCompile);
  }
  return table;
}

Result<Postings> postings(const SectionFile& file, const std::string& section, std::size_t ids) {
  Postings read;
  TIDEWAITER_TRY(read.ranges, file.array<std::uint32_t>(section + ".ranges"));
  TIDEWAITER_TRY(read.names, file.array<std::uint32_t>(section + ".names"));
  if (read.ranges.size() != ids * kGroups + 1 || read.ranges.back() != read.names.size()) {
    return fail(ErrorCode::corrupt_file, "section " + section + " has another size than it says", file.path(),
                kCompile);
  }
  return read;
}

}  // namespace

Word IndexParts::word(std::uint32_t id) const {
  const WordRow& row = words[id];
  Word word;
  word.text = letters.substr(row.text, row.length);
  word.canonical = letters.substr(row.canonical, row.canonical_length);
  word.look = row.look;
  word.spelt = row.spelt;
  word.alike = row.alike;
  word.respelt = row.respelt;
  word.others = letters.substr(row.others, row.others_length);
  word.sounds = row.sounds;
  word.letters = row.letters;
  word.weight = row.weight;
  word.kind = static_cast<WordKind>(row.kind);
  word.known = (row.flags & 1U) != 0;
  word.romanised = (row.flags & 2U) != 0;
  word.translated = (row.flags & 4U) != 0;
  return word;
}

NameView IndexParts::name(std::uint32_t number, std::vector<Word>& storage) const {
  const NameRow& row = names[number];
  storage.clear();
  for (const std::uint32_t id : name_words.subspan(row.first_word, row.words)) storage.push_back(word(id));
  return {storage,
          {static_cast<text::LegalClass>(row.legal_class), row.legal_form},
          static_cast<Schema>(row.schema),
          row.disguised != 0,
          row.fingerprint};
}

Result<std::unique_ptr<IndexParts>> IndexParts::open(const SectionFile& file) {
  auto parts = std::make_unique<IndexParts>();
  TIDEWAITER_TRY(const auto meta, file.array<MetaRow>("match.meta"));
  if (meta.size() != 1) return fail(ErrorCode::corrupt_file, "the index has no description", file.path(), kCompile);
  if (meta[0].version != kIndexVersion) {
    return fail(ErrorCode::wrong_version, "this list was indexed by another version of the program", file.path(),
                kCompile);
  }
  parts->meta = meta[0];
  TIDEWAITER_TRY(parts->names, file.array<NameRow>("match.names"));
  TIDEWAITER_TRY(parts->bounds, file.array<BoundRow>("match.bounds"));
  TIDEWAITER_TRY(parts->name_words, file.array<std::uint32_t>("match.name_words"));
  TIDEWAITER_TRY(parts->words, file.array<WordRow>("match.words"));
  TIDEWAITER_TRY(parts->faces, file.array<FaceRow>("match.faces"));
  TIDEWAITER_TRY(parts->joined, file.array<JoinedRow>("match.joined"));
  TIDEWAITER_TRY(parts->letters, file.section("match.letters"));
  if (parts->names.size() != meta[0].names || parts->bounds.size() != meta[0].names ||
      parts->words.size() != meta[0].words || parts->faces.size() != meta[0].words ||
      parts->joined.size() != meta[0].joined) {
    return fail(ErrorCode::corrupt_file, "the index has another size than it says", file.path(), kCompile);
  }
  TIDEWAITER_TRY(parts->word_postings, postings(file, "match.word_postings", parts->words.size()));
  TIDEWAITER_TRY(parts->joined_postings, postings(file, "match.joined_postings", parts->joined.size()));
  TIDEWAITER_TRY(parts->word_keys, key_table(file, "match.word_keys", meta[0].word_key_bits));
  TIDEWAITER_TRY(parts->look_keys, key_table(file, "match.look_keys", meta[0].look_key_bits));
  TIDEWAITER_TRY(parts->joined_keys, key_table(file, "match.joined_keys", meta[0].joined_key_bits));
  TIDEWAITER_TRY(parts->sound_keys, key_table(file, "match.sound_keys", meta[0].sound_key_bits));
  TIDEWAITER_TRY(parts->acronym_keys, key_table(file, "match.acronym_keys", meta[0].acronym_key_bits));
  return parts;
}

Result<Index> Index::open(const SectionFile& file) {
  TIDEWAITER_TRY(std::unique_ptr<IndexParts> parts, IndexParts::open(file));
  return Index(std::move(parts));
}

Index::Index(std::unique_ptr<IndexParts> parts) : parts_(std::move(parts)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Score Index::compare(std::string_view name1, std::string_view name2, Schema schema) const {
  return match::compare(name1, name2, schema, *this);
}

Explanation Index::explain(std::string_view name, Schema schema, std::uint32_t name_number) const {
  std::vector<Word> storage;
  const NameView entry = parts_->name(name_number, storage);
  std::vector<PreparedName> readings;
  std::size_t best = 0;
  const std::vector<std::string_view> texts = readings_of(name);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    readings.push_back(prepare(texts[i], schema, *this));
    if (i > 0) readings.back().mark_part();
    if (score(readings.back().view(), entry) > score(readings[best].view(), entry)) best = i;
  }
  Explanation told = match::explain(readings[best].view(), entry);
  if (best > 0) told.part = texts[best];
  return told;
}

std::uint32_t Index::names() const { return parts_->meta.names; }

Weight Index::weight(std::string_view canonical) const {
  Weight found = 0;
  parts_->word_keys.find(text_key(canonical), [&](std::uint32_t id) {
    const WordRow& row = parts_->words[id];
    if (parts_->letters.substr(row.canonical, row.canonical_length) == canonical) found = row.list_weight;
  });
  return found > 0 ? found : weight_of(0, parts_->meta.entries, canonical);
}

}  // namespace tidewaiter::match
