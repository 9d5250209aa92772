// The fast search over a compiled list: the same hits with the same scores as reference/, at any threshold from
// kLowestThreshold up. Read from sections "match.*" of a compiled file, which it does not copy.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/section_file.h"
#include "match/indexed_name.h"
#include "match/prepare.h"
#include "match/score.h"

namespace tidewaiter::match {

struct IndexParts;

// Adds the sections. The same names in the same order give the same bytes.
void write_index(std::span<const IndexedName> names, SectionWriter& writer);

class Index final : public WeightSource {
 public:
  // `file` must outlive the index. Errors: corrupt_file, wrong_version.
  static Result<Index> open(const SectionFile& file);
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index() override;

  // Thread-safe: each calling thread keeps its own scratch memory.
  SearchResult search(std::string_view name, Schema schema, const SearchOptions& options) const;

  // For the test of the test: counts only so many hundredths of the gains that the bound allows, so that below 100
  // hits may be lost. search() is this with 100.
  SearchResult search_with_bound(std::string_view name, Schema schema, const SearchOptions& options,
                                 std::int32_t gain_percent) const;

  Score compare(std::string_view name1, std::string_view name2, Schema schema) const;  // with the list's weights
  Explanation explain(std::string_view name, Schema schema, std::uint32_t name_number) const;

  std::uint32_t names() const;  // how many were indexed
  Weight weight(std::string_view canonical) const override;

 private:
  explicit Index(std::unique_ptr<IndexParts> parts);
  std::unique_ptr<IndexParts> parts_;
};

}  // namespace tidewaiter::match
