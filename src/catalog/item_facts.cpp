#include "catalog/item_facts.h"

#include "model/fact_values.h"

namespace tidewaiter::catalog {

FactValue figure_or_unknown(const std::optional<Figure>& figure) {
  return figure ? FactValue(figure->as_double()) : FactValue(Unknown{});
}

void state_item(Facts& facts, const CatalogItem& item, const Classification& found) {
  facts[LineFact::item_name] = std::string_view(item.name);
  facts[LineFact::item_vendor] = text_or_unknown(item.vendor);
  facts[LineFact::item_datacenter] = truth_or_unknown(item.spec.datacenter);
  facts[LineFact::item_tpp] = number_or_unknown(item.tpp);
  facts[LineFact::item_pd] = number_or_unknown(item.density);
  facts[LineFact::item_memory_bandwidth] = figure_or_unknown(item.spec.memory_gb_s);
  facts[LineFact::item_link] = figure_or_unknown(item.spec.link_gb_s);
  facts[LineFact::item_hbm_density] = number_or_unknown(item.spec.memory_density);
  facts[LineFact::item_released] = date_or_unknown(item.released);
  facts[LineFact::item_made_for_china] = item.made_for_china;
  facts[LineFact::item_prc_designed] = item.prc_designed;
  facts[LineFact::item_on_ccl] = true;
  facts[LineFact::item_tags] = Texts(item.tag_views);
  facts[LineFact::item_paragraphs] = Texts(found.paragraph_names);
  facts[LineFact::item_classified] = found.complete;
  facts[LineFact::item_controlled] = truth_or_unknown(found.controlled);
  facts[LineFact::item_in_a] = truth_or_unknown(found.in_a);
  facts[LineFact::item_in_b] = truth_or_unknown(found.in_b);
  facts[LineFact::item_in_c] = truth_or_unknown(found.in_c);
  facts[LineFact::item_in_2022] = truth_or_unknown(found.in_2022);
}

}  // namespace tidewaiter::catalog
