#include "match/index.h"

#include <cstring>
#include <utility>
#include <vector>

#include "match/reference/reference.h"

namespace tidewaiter::match {
namespace {

struct NameRow {
  std::uint64_t offset;
  std::uint32_t length;
  std::uint32_t entry;
  std::uint32_t schema;
  std::uint32_t zero;
};

}  // namespace

struct Index::Parts {
  Reference reference;
  ListWeights weights;
  std::vector<IndexedName> names;
};

void write_index(std::span<const IndexedName> names, SectionWriter& writer) {
  std::string text;
  std::vector<NameRow> rows;
  for (const IndexedName& name : names) {
    rows.push_back({text.size(), static_cast<std::uint32_t>(name.text.size()), name.entry,
                    static_cast<std::uint32_t>(name.schema), 0});
    text += name.text;
  }
  writer.add_array<NameRow>("match.names", rows);
  writer.add("match.text", std::move(text));
}

Result<Index> Index::open(const SectionFile& file) {
  TIDEWAITER_TRY(const auto rows, file.array<NameRow>("match.names"));
  TIDEWAITER_TRY(const auto text, file.section("match.text"));
  std::vector<IndexedName> names;
  names.reserve(rows.size());
  for (const NameRow& row : rows) {
    names.push_back({std::string(text.substr(row.offset, row.length)), row.entry, static_cast<Schema>(row.schema)});
  }
  Reference reference(names);
  ListWeights weights(names);
  return Index(std::make_unique<Parts>(Parts{std::move(reference), std::move(weights), std::move(names)}));
}

Index::Index(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

SearchResult Index::search(std::string_view name, Schema schema, const SearchOptions& options) const {
  return parts_->reference.search(name, schema, options);
}

Score Index::compare(std::string_view name1, std::string_view name2, Schema schema) const {
  return match::compare(name1, name2, schema, *this);
}

Explanation Index::explain(std::string_view name, Schema schema, std::uint32_t name_number) const {
  const IndexedName& listed = parts_->names[name_number];
  return match::explain(prepare(name, schema, *this).view(), prepare(listed.text, listed.schema, *this).view());
}

std::uint32_t Index::names() const { return static_cast<std::uint32_t>(parts_->names.size()); }
Weight Index::weight(std::string_view canonical) const { return parts_->weights.weight(canonical); }

}  // namespace tidewaiter::match
