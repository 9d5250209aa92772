#include "catalog/catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/toml.h"
#include "catalog/identify/identify.h"
#include "catalog/identify/item_state.h"
#include "catalog/store.h"
#include "text/fold.h"

namespace tidewaiter::catalog {

namespace {

void check_sections(const toml::Document& document, Problems& problems) {
  static constexpr std::array<std::string_view, 12> kSections{"line",   "contained",   "groups", "source",
                                                              "item",   "assembly",    "model",  "family",
                                                              "vendor", "other_chips", "words",  "numbers"};
  for (const toml::Member& member : document.root.members()) {
    if (std::ranges::find(kSections, member.key) != kSections.end()) continue;
    problems.add(document, member.key_place, fmt::format("'{}' is no section of the catalogue", member.key),
                 fmt::format("sections: {}", fmt::join(kSections, ", ")));
  }
}

Classification with_source(Classification classification, const CatalogItem& item) {
  classification.source = item.source;
  classification.confidence = item.confidence;
  return classification;
}

}  // namespace

struct Catalog::Impl {
  Store store;
  Lexicon lexicon;
  Classifier classifier;
  std::vector<Date> days;
  using OfDay = std::vector<Classification>;               // by item
  std::array<std::vector<OfDay>, 2> classifications;       // by basis, then by span of days
  std::unordered_map<std::string, std::uint32_t> by_name;  // folded
};

Catalog::Catalog(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Result<Catalog> Catalog::load(std::span<const SourceText> data) {
  Problems problems;
  std::vector<toml::Document> documents;
  std::vector<SourceText> rules;
  for (const SourceText& source : data) {
    Result<toml::Document> document = toml::parse(source.text, source.name);
    if (document && document->root.find("rule") != nullptr) {
      rules.push_back(source);
    } else if (document) {
      documents.push_back(std::move(*document));
    } else {
      problems.add(std::move(document).error());
    }
  }
  auto impl = std::make_unique<Impl>();
  for (const toml::Document& document : documents) check_sections(document, problems);
  impl->store = read_store(documents, problems);
  impl->lexicon = Lexicon::build(documents, impl->store, problems);
  impl->classifier = Classifier::load(rules, documents, problems);
  if (!problems.empty()) return std::unexpected(problems.take());
  impl->days = impl->classifier.spans();
  for (const rules::Basis basis : {rules::Basis::practice, rules::Basis::text}) {
    for (const Date day : impl->days) {
      Impl::OfDay& all = impl->classifications[static_cast<std::size_t>(basis)].emplace_back();
      for (const CatalogItem& item : impl->store.items) {
        all.push_back(with_source(impl->classifier.classify(item.spec, day, basis, false), item));
      }
    }
  }
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

const Classification& Catalog::classification(std::uint32_t item, Date date, rules::Basis basis) const {
  const auto next = std::ranges::upper_bound(impl_->days, date);
  const auto span = static_cast<std::size_t>(next - impl_->days.begin()) - (next == impl_->days.begin() ? 0 : 1);
  return impl_->classifications[static_cast<std::size_t>(basis)][span][item];
}

Classification Catalog::classify(const CatalogItem& item, Date date) const {
  return with_source(impl_->classifier.classify(item.spec, date, rules::Basis::practice, true), item);
}

Classification Catalog::classify(const Spec& spec, Date date) const {
  Classification result = impl_->classifier.classify(spec, date, rules::Basis::practice, true);
  result.source = "specification";
  result.confidence = Confidence::inferred;  // computed from what the caller states
  return result;
}

std::vector<Classifier::Near> Catalog::near(const CatalogItem& item, Date date, double share) const {
  return impl_->classifier.near(item.spec, date, share);
}

const std::vector<Date>& Catalog::classification_days() const { return impl_->days; }

Identification Catalog::identify(std::string_view text, std::string_view sku) const {
  return catalog::identify(impl_->lexicon, impl_->store, text, sku);
}

ItemState Catalog::item_state(const Identification& identification, std::string_view hs_code,
                              std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg) const {
  return catalog::item_state(impl_->lexicon, identification, hs_code, unit_value_usd, mass_per_piece_kg);
}

}  // namespace tidewaiter::catalog
