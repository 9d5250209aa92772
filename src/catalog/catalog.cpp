#include "catalog/catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/toml.h"
#include "catalog/check/contradictions.h"
#include "catalog/identify/identify.h"
#include "catalog/identify/item_state.h"
#include "catalog/store.h"
#include "text/fold.h"

namespace tidewaiter::catalog {

namespace {

void check_sections(const toml::Document& document, Problems& problems) {
  static constexpr std::array<std::string_view, 21> kSections{
      "line",    "contained", "groups",      "source",         "headings", "item",    "assembly",
      "system",  "family",    "vendor",      "words",          "numbers",  "lots",    "rates",
      "listing", "market",    "other_chips", "currency_names", "language", "subject", "misspelt"};
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

// The files as trees; those with rules keep their text, which the classifier reads itself.
struct Parsed {
  std::vector<toml::Document> documents;
  std::vector<SourceText> rules;
};

Parsed parse(std::span<const SourceText> data, Problems& problems) {
  Parsed parsed;
  for (const SourceText& source : data) {
    Result<toml::Document> document = toml::parse(source.text, source.name);
    if (document && document->root.find("rule") != nullptr) {
      parsed.rules.push_back(source);
    } else if (document) {
      parsed.documents.push_back(std::move(*document));
    } else {
      problems.add(std::move(document).error());
    }
  }
  for (const toml::Document& document : parsed.documents) check_sections(document, problems);
  return parsed;
}

struct Parts {
  Store store;
  Lexicon lexicon;
  Classifier classifier;
};

Parts build(const Parsed& parsed, Problems& problems) {
  Parts parts;
  parts.store = read_store(parsed.documents, problems);
  parts.lexicon = Lexicon::build(parsed.documents, parts.store, problems);
  parts.classifier = Classifier::load(parsed.rules, parsed.documents, problems);
  return parts;
}

template <class Item>
std::vector<ClassificationSpan> history_of(const Catalog& catalog, const Item& item) {
  std::vector<ClassificationSpan> spans;
  for (const Date first : catalog.classification_days()) {
    Classification found = catalog.classify(item, first);
    const auto same = [&](const Classification& other) {
      return other.status == found.status && other.missing == found.missing &&
             std::ranges::equal(other.paragraphs, found.paragraphs, {}, &Paragraph::name, &Paragraph::name);
    };
    if (!spans.empty()) {
      if (same(spans.back().found)) continue;
      spans.back().days.to = first + -1;
    }
    spans.push_back({{first, kLastDate}, std::move(found)});
  }
  return spans;
}

// From the least to the most of both; the sources of both.
void span(std::optional<Range>& whole, const std::optional<Range>& part) {
  if (!part) return;
  if (!whole) {
    whole = part;
  } else {
    whole->low = std::min(whole->low, part->low);
    whole->high = std::max(whole->high, part->high);
    if (!whole->source.contains(part->source)) whole->source += ", " + part->source;
  }
  whole->confidence = Confidence::inferred;  // of a make that is not known
}

}  // namespace

struct Catalog::Impl : Parts {
  explicit Impl(Parts parts) : Parts(std::move(parts)) {}
  std::vector<Date> days;
  using OfDay = std::vector<Classification>;               // by item
  std::array<std::vector<OfDay>, 2> classifications;       // by basis, then by span of days
  std::unordered_map<std::string, std::uint32_t> by_name;  // folded
  std::vector<std::optional<double>> least_usd;            // by item
};

Catalog::Catalog(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Result<Catalog> Catalog::load(std::span<const SourceText> data) {
  Problems problems;
  const Parsed parsed = parse(data, problems);
  auto impl = std::make_unique<Impl>(build(parsed, problems));
  if (!problems.empty()) return std::unexpected(problems.take());
  impl->days = impl->classifier.spans();
  impl->least_usd = least_asked(impl->store);
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

std::vector<Error> Catalog::check(std::span<const SourceText> data) {
  Problems problems;
  const Parsed parsed = parse(data, problems);
  const Parts parts = build(parsed, problems);
  find_contradictions(parsed.documents, parts.store, problems);
  return std::move(problems).all();
}

const std::vector<CatalogItem>& Catalog::items() const { return impl_->store.items; }

const Source* Catalog::source(std::string_view id) const { return impl_->store.source(id); }

const std::vector<System>& Catalog::systems() const { return impl_->store.systems; }

const System* Catalog::system(std::string_view text) const {
  const std::string folded = text::fold(text);
  for (const System& system : impl_->store.systems) {
    if (text::fold(system.name) == folded) return &system;
  }
  const Identification found = identify(text);
  return found.system ? &impl_->store.systems[*found.system] : nullptr;
}

const Headings* Catalog::headings(ItemKind kind) const {
  const auto found = std::ranges::find(impl_->store.headings, kind, &Headings::kind);
  return found == impl_->store.headings.end() ? nullptr : &*found;
}

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

std::vector<ClassificationSpan> Catalog::history(const CatalogItem& item) const { return history_of(*this, item); }
std::vector<ClassificationSpan> Catalog::history(const Spec& spec) const { return history_of(*this, spec); }

std::vector<Classifier::Near> Catalog::near(const CatalogItem& item, Date date, double share) const {
  return impl_->classifier.near(item.spec, date, share);
}

const std::vector<Date>& Catalog::classification_days() const { return impl_->days; }

std::vector<std::uint32_t> Catalog::could_be(std::string_view text, std::string_view sku) const {
  return catalog::could_be(impl_->lexicon, impl_->store, text, sku);
}

Identification Catalog::identify(std::string_view text, std::string_view sku) const {
  return catalog::identify(impl_->lexicon, impl_->store, text, sku);
}

Box Catalog::box(const Identification& identification) const {
  const Store& store = impl_->store;
  if (identification.system) return store.systems[*identification.system].box;
  if (!identification.item) return {};
  const CatalogItem& item = store.items[*identification.item];
  if (item.chip == item.number) return item.box;
  Box whole;
  bool first = true;
  for (const System& system : store.systems) {
    for (const Configuration& configuration : system.configurations) {
      if (configuration.item != item.number || configuration.chips != identification.chips_per_unit) continue;
      if (system.name == item.name) return system.box;
      span(whole.mass_kg, system.box.mass_kg);
      span(whole.packed_kg, system.box.packed_kg);
      span(whole.power_kw, system.box.power_kw);
      if (first) whole.cooling = system.box.cooling;
      if (whole.cooling != system.box.cooling) whole.cooling.clear();
      first = false;
    }
  }
  return whole;
}

const Rates& Catalog::rates() const { return impl_->store.rates; }

const std::vector<Listing>& Catalog::listings() const { return impl_->store.listings; }

std::int32_t Catalog::listing_days() const { return impl_->store.listing_days; }

std::vector<const Listing*> Catalog::listings(const Identification& identification) const {
  std::vector<const Listing*> found;
  for (const Listing& listing : impl_->store.listings) {
    const bool same = !listing.system || listing.system == identification.system;
    if (identification.item == listing.item && same && listing.chips == identification.chips_per_unit) {
      found.push_back(&listing);
    }
  }
  return found;
}

std::string Catalog::gave_away(std::string_view hs_code, std::optional<double> unit_value_usd,
                               std::optional<double> mass_per_piece_kg) const {
  std::string text = catalog::gave_away(impl_->lexicon, hs_code, unit_value_usd, mass_per_piece_kg);
  if (!mass_per_piece_kg || *mass_per_piece_kg < impl_->lexicon.bounds().mass_kg) return text;
  const auto weighs_so = [&](const System& system) {
    const Box& box = system.box;
    return box.mass_kg && box.packed_kg && box.mass_kg->low <= *mass_per_piece_kg &&
           *mass_per_piece_kg <= box.packed_kg->high;
  };
  const auto count = std::ranges::count_if(impl_->store.systems, weighs_so);
  if (count > 0) {
    text += fmt::format(", as {} of the known systems weigh, {} among them", count,
                        std::ranges::find_if(impl_->store.systems, weighs_so)->name);
  }
  return text;
}

ItemState Catalog::item_state(const Identification& identification, std::string_view hs_code,
                              std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg) const {
  const auto& item = identification.behind_item;
  return catalog::item_state(impl_->lexicon, identification, hs_code, unit_value_usd, mass_per_piece_kg,
                             item ? impl_->least_usd[*item] : std::nullopt);
}

}  // namespace tidewaiter::catalog
