// Lines with items of the shipped catalogue, as the program's facts have them: one exporter, one consignee, nothing
// else.
#pragma once

#include <optional>
#include <string_view>

#include "catalog/catalog_files.h"
#include "model/facts.h"

namespace tidewaiter::oracle {

struct Way {
  std::string_view movement;
  bool from_home;  // else from the country of destination
};

inline FactValue figure(std::optional<double> value) { return value ? FactValue(*value) : FactValue(Unknown{}); }
inline FactValue figure(const std::optional<catalog::Figure>& value) {
  return value ? FactValue(value->as_double()) : FactValue(Unknown{});
}
inline FactValue fact(Truth value) {
  return value == Truth::unknown ? FactValue(Unknown{}) : FactValue(value == Truth::yes);
}

// An item of the catalogue as the program's facts have it on a day.
inline void set_item(const catalog::CatalogItem& item, Date day, Facts& facts) {
  const auto& classification = catalog::shipped_catalog().classification(item.number, day);
  facts[LineFact::item_state] = std::string_view("identified");
  facts[LineFact::item_name] = std::string_view(item.name);
  facts[LineFact::item_vendor] = item.vendor.empty() ? FactValue(Unknown{}) : FactValue(std::string_view(item.vendor));
  facts[LineFact::item_kind] = to_string(item.kind);
  facts[LineFact::item_datacenter] = fact(item.spec.datacenter);
  facts[LineFact::item_tpp] = figure(item.tpp);
  facts[LineFact::item_pd] = figure(item.density);
  facts[LineFact::item_memory_bandwidth] = figure(item.spec.memory_gb_s);
  facts[LineFact::item_link] = figure(item.spec.link_gb_s);
  facts[LineFact::item_hbm_density] = figure(item.spec.memory_density);
  facts[LineFact::item_made_for_china] = item.made_for_china;
  facts[LineFact::item_prc_designed] = item.prc_designed;
  facts[LineFact::item_on_ccl] = true;
  facts[LineFact::item_tags] = Texts(item.tag_views);
  facts[LineFact::item_paragraphs] = Texts(classification.paragraph_names);
  facts[LineFact::item_classified] = classification.complete;
  facts[LineFact::item_controlled] = fact(classification.controlled);
  facts[LineFact::item_in_a] = fact(classification.in_a);
  facts[LineFact::item_in_b] = fact(classification.in_b);
  facts[LineFact::item_in_c] = fact(classification.in_c);
  facts[LineFact::item_in_2022] = fact(classification.in_2022);
}

inline PartyFacts party(Role role, std::string_view name, std::string_view country, std::string_view headquarters) {
  PartyFacts facts{.role = role, .values = {}};
  facts[PartyFact::name] = name;
  facts[PartyFact::country] = Country(country);
  if (!headquarters.empty()) facts[PartyFact::headquarters] = Country(headquarters);
  // Vendors to whom letters are addressed (regimes/us/addressees.toml): themselves at home, elsewhere only like them.
  const std::string_view vendor = name == "NVIDIA Corporation"             ? "NVIDIA"
                                  : name == "Advanced Micro Devices, Inc." ? "AMD"
                                  : name == "Intel Corporation"            ? "Intel"
                                                                           : "none";
  facts[PartyFact::addressee] = vendor;
  facts[PartyFact::is_addressee] = vendor == "none"  ? FactValue(false)
                                   : country == "US" ? FactValue(true)
                                                     : FactValue(Unknown{});
  return facts;
}

// The maker ships, so that the letters count.
inline Facts cell(const catalog::CatalogItem& item, Date day, std::string_view to, std::string_view headquarters,
                  const Way& way) {
  Facts facts{.as_of = day, .line = {}, .parties = {}, .hits = {}, .owners = {}};
  facts[LineFact::date] = day;
  facts[LineFact::destination] = Country(to);
  const std::string_view from = way.from_home ? std::string_view("US") : to;
  facts[LineFact::export_country] = Country(from);
  const std::string_view maker = item.vendor == "NVIDIA"  ? "NVIDIA Corporation"
                                 : item.vendor == "AMD"   ? "Advanced Micro Devices, Inc."
                                 : item.vendor == "Intel" ? "Intel Corporation"
                                 : item.vendor.empty()    ? "Harbour Lane Trading"
                                                          : std::string_view(item.vendor);
  facts[LineFact::movement] = to == "US" ? std::string_view("domestic") : way.movement;
  set_item(item, day, facts);
  facts.parties.push_back(party(Role::exporter, maker, from, "US"));
  facts.parties.push_back(party(Role::consignee, "Meadow Computing Ltd", to, headquarters));
  return facts;
}

}  // namespace tidewaiter::oracle
