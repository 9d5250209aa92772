// The catalogue: what is a controlled chip, and what holds one. Built once from TOML, then read by any number of
// threads.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/source_text.h"
#include "catalog/classify/classifier.h"
#include "catalog/item.h"
#include "catalog/market.h"
#include "catalog/system.h"
#include "model/item.h"

namespace tidewaiter::catalog {

// Days within which the paragraphs of an item, and what is missing to settle them, stay the same.
struct ClassificationSpan {
  DateRange days;
  Classification found;
};

class Catalog {
 public:
  // `data`: the files of catalog/data. Errors: bad_format or bad_catalog, the first as the error and the others in its
  // hint, each with file:line:column; nothing is loaded from a set that has an error.
  static Result<Catalog> load(std::span<const SourceText> data);

  // Every mistake and every contradiction of the files, each with file:line:column, in the order of the files: what
  // load refuses, and what load takes though two figures cannot both be right (src/catalog/check). Empty: none.
  static std::vector<Error> check(std::span<const SourceText> data);

  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;
  ~Catalog();

  const std::vector<CatalogItem>& items() const;
  const std::vector<System>& systems() const;
  // By its name, another name or a number of its maker, however separated ("sys 821ge tnhr"), also with more behind the
  // number; nullptr if there is none.
  const System* system(std::string_view text) const;
  const Headings* headings(ItemKind kind) const;    // nullptr if none are known
  const Source* source(std::string_view id) const;  // nullptr if there is none
  // By name or other full name, without case; nullptr if there is none.
  const CatalogItem* find(std::string_view name) const;

  // The paragraphs that an item meets on a day, computed when the catalogue was loaded; without the steps.
  // REQUIRES: item is a number in items().
  const Classification& classification(std::uint32_t item, Date date,
                                       rules::Basis basis = rules::Basis::practice) const;
  // The same with the steps, for an item or for any specification.
  Classification classify(const CatalogItem& item, Date date) const;
  Classification classify(const Spec& spec, Date date) const;
  // Every span of days, the first from kFirstDate and the last to kLastDate, with the steps of its first day.
  std::vector<ClassificationSpan> history(const CatalogItem& item) const;
  std::vector<ClassificationSpan> history(const Spec& spec) const;
  // Thresholds that a figure of the item misses, or passes, by `share` of the threshold or less, on a day.
  std::vector<Classifier::Near> near(const CatalogItem& item, Date date, double share) const;
  // First days of the spans within which no classification changes; the first is kFirstDate.
  const std::vector<Date>& classification_days() const;

  // What a description and a part number (either may be empty) stand for. Total for any bytes; 1 to 10 microseconds.
  Identification identify(std::string_view text, std::string_view sku = {}) const;
  // The editions that such a text leaves open where it names one thing, as numbers of items; empty where it settles it.
  std::vector<std::uint32_t> could_be(std::string_view text, std::string_view sku = {}) const;
  // What one unit of the thing weighs, draws and lists at. Of the system that the text names; else of the item itself;
  // else, for a board, system or rack of no named make, from the least to the most of all systems that hold as many of
  // its chip (confidence I, no price). What nobody knows is empty.
  Box box(const Identification& identification) const;
  // What was asked for one such unit: for the system that the text names, or for such a thing of any make.
  std::vector<const Listing*> listings(const Identification& identification) const;
  const std::vector<Listing>& listings() const;
  std::int32_t listing_days() const;  // a listing says nothing of a shipment that lies more days away
  const Rates& rates() const;
  // What in a line with a cover description is of accelerators, as words: heading, value and mass, and which systems
  // weigh as much. Arguments as of item_state.
  std::string gave_away(std::string_view hs_code, std::optional<double> unit_value_usd,
                        std::optional<double> mass_per_piece_kg) const;
  // docs/contracts.md, "What stands in a line". `hs_code`: digits only, or empty. A missing value or mass is unknown.
  ItemState item_state(const Identification& identification, std::string_view hs_code,
                       std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg) const;

 private:
  struct Impl;
  explicit Catalog(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace tidewaiter::catalog
