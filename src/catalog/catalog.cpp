#include "catalog/catalog.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/toml.h"
#include "catalog/store.h"
#include "text/fold.h"

namespace tidewaiter::catalog {

struct Catalog::Impl {
  Store store;
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
  impl->store = read_store(documents, problems);
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

}  // namespace tidewaiter::catalog
