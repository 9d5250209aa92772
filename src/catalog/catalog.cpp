#include "catalog/catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/toml.h"
#include "catalog/identify/identify.h"
#include "catalog/store.h"
#include "text/fold.h"

namespace tidewaiter::catalog {

namespace {

void check_sections(const toml::Document& document, Problems& problems) {
  static constexpr std::array<std::string_view, 9> kSections{"source", "item",        "assembly", "model",  "family",
                                                             "vendor", "other_chips", "words",    "numbers"};
  for (const toml::Member& member : document.root.members()) {
    if (member.key == "line" || std::ranges::find(kSections, member.key) != kSections.end()) continue;
    problems.add(document, member.key_place, fmt::format("'{}' is no section of the catalogue", member.key),
                 fmt::format("sections: {}, line", fmt::join(kSections, ", ")));
  }
}

}  // namespace

struct Catalog::Impl {
  Store store;
  Lexicon lexicon;
  std::unordered_map<std::string, std::uint32_t> by_name;  // folded
};

Catalog::Catalog(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Result<Catalog> Catalog::load(std::span<const SourceText> data) {
  Problems problems;
  std::vector<toml::Document> documents;
  for (const SourceText& source : data) {
    Result<toml::Document> document = toml::parse(source.text, source.name);
    if (document) {
      documents.push_back(std::move(*document));
    } else {
      problems.add(std::move(document).error());
    }
  }
  auto impl = std::make_unique<Impl>();
  for (const toml::Document& document : documents) check_sections(document, problems);
  impl->store = read_store(documents, problems);
  impl->lexicon = Lexicon::build(documents, impl->store, problems);
  if (!problems.empty()) return std::unexpected(problems.take());
  for (const CatalogItem& item : impl->store.items) {
    impl->by_name.try_emplace(text::fold(item.name), item.number);
    for (const std::string& name : item.names) impl->by_name.try_emplace(text::fold(name), item.number);
  }
  return Catalog(std::move(impl));
}

const std::vector<CatalogItem>& Catalog::items() const { return impl_->store.items; }

const Source* Catalog::source(std::string_view id) const { return impl_->store.source(id); }

const CatalogItem* Catalog::find(std::string_view name) const {
  const auto found = impl_->by_name.find(text::fold(name));
  return found == impl_->by_name.end() ? nullptr : &impl_->store.items[found->second];
}

Identification Catalog::identify(std::string_view text, std::string_view sku) const {
  return catalog::identify(impl_->lexicon, impl_->store, text, sku);
}

ItemState Catalog::item_state(const Identification& identification, std::string_view hs_code,
                              std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg) const {
  return catalog::item_state(impl_->lexicon, identification, hs_code, unit_value_usd, mass_per_piece_kg);
}

}  // namespace tidewaiter::catalog
