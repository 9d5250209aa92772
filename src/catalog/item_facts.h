// What the catalogue states of an item, as facts that rules ask for.
#pragma once

#include <optional>

#include "catalog/catalog.h"
#include "model/facts.h"

namespace tidewaiter::catalog {

// Name, vendor, figures, release, origin and paragraphs; what nobody published becomes unknown. The texts are those of
// `item` and `found`, which must outlive the facts. Other facts of the line stay as they are.
void state_item(Facts& facts, const CatalogItem& item, const Classification& found);

FactValue figure_or_unknown(const std::optional<Figure>& figure);

}  // namespace tidewaiter::catalog
