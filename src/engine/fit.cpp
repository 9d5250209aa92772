#include "engine/fit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/period.h"
#include "catalog/figure_text.h"

namespace tidewaiter {
namespace {

std::string origin(const std::string& source, Confidence confidence) {
  return fmt::format("source {}, confidence {}", source, static_cast<char>(confidence));
}

void set_mass(Fit& fit, const catalog::Box& box) {
  const auto part = [](const catalog::Range& range, std::string_view state) {
    return fmt::format("{} kg {} ({})", catalog::range_text(range.low, range.high), state,
                       origin(range.source, range.confidence));
  };
  if (box.mass_kg) {
    fit.mass_low_kg = box.mass_kg->low;
    fit.mass_high_kg = box.mass_kg->high;
    fit.mass_source = part(*box.mass_kg, "bare");
  }
  if (box.packed_kg) {
    if (!fit.mass_low_kg) fit.mass_low_kg = box.packed_kg->low;
    fit.mass_high_kg = std::max(box.packed_kg->high, fit.mass_high_kg.value_or(0));
    fit.mass_source += (fit.mass_source.empty() ? "" : ", ") + part(*box.packed_kg, "packed");
  }
}

// A price is worth what it was on the last day of the month that it is dated by; one without a date is dollars or
// nothing.
void set_list_price(Fit& fit, const catalog::Catalog& catalog, const catalog::ListPrice& price, double of,
                    const std::string& whose) {
  const auto days = days_of(price.date);
  const auto rate = catalog.rates().usd(price.currency, days ? days->to : kLastDate);
  if (!rate) return;
  fit.list_low_usd = price.low * of * *rate;
  fit.list_high_usd = price.high * of * *rate;
  fit.list_source =
      fmt::format("{}{}, {} ({})", catalog::price_text(price.low, price.high, price.currency, price.about), whose,
                  price.date.empty() ? "undated" : price.date, origin(price.source, price.confidence));
}

int distance(Date day, const DateRange& days) {
  if (days.contains(day)) return 0;
  return day < days.from ? days.from - day : day - days.to;
}

}  // namespace

std::optional<Fit::Asked> Fit::asked(Date day, std::int32_t days, bool grey) const {
  std::optional<Asked> all;
  int nearest = days;
  const auto counts = [&](const catalog::Listing* listing) {
    return listing->grey == grey && distance(day, listing->days) <= days;
  };
  const bool over =
      std::ranges::any_of(listings, [&](const catalog::Listing* listing) { return listing->over && counts(listing); });
  for (const catalog::Listing* listing : listings) {
    const int away = distance(day, listing->days);
    if (!counts(listing) || listing->over != over) continue;
    if (!all) {
      all = {listing->low_usd, listing->high_usd, listing->text};
    } else {
      all->low_usd = std::min(all->low_usd, listing->low_usd);
      all->high_usd = std::max(all->high_usd, listing->high_usd);
      if (away < nearest) all->source = listing->text;
    }
    nearest = std::min(nearest, away);
  }
  return all;
}

std::optional<bool> Fit::fits_heading(std::string_view hs_digits) const {
  if (hs_digits.empty() || heading_digits.empty()) return std::nullopt;
  return std::ranges::any_of(heading_digits, [&](const std::string& heading) {
    return hs_digits.starts_with(heading) || std::string_view(heading).starts_with(hs_digits);
  });
}

std::shared_ptr<const Fit> fit_of(const catalog::Catalog& catalog, const Identification& identification) {
  if (!identification.item) return nullptr;
  const catalog::CatalogItem& item = catalog.items()[*identification.item];
  const catalog::CatalogItem& chip = catalog.items()[item.chip];
  const double chips = identification.chips_per_unit;
  const catalog::Box box = catalog.box(identification);
  auto fit = std::make_shared<Fit>();
  set_mass(*fit, box);
  if (box.power_kw) {
    fit->power_mw = box.power_kw->low / 1000;
  } else if (chip.box.power_kw && chips > 0) {
    fit->power_mw = chip.box.power_kw->low * chips / 1000;
  }
  fit->cooling = box.cooling;
  if (const catalog::Headings* headings = catalog.headings(identification.kind)) {
    fit->headings = fmt::format("{}", fmt::join(headings->hs, ", "));
    for (std::string digits : headings->hs) {
      std::erase(digits, '.');
      fit->heading_digits.push_back(std::move(digits));
    }
  }
  if (box.list_price) {
    set_list_price(*fit, catalog, *box.list_price, 1, "");
  } else if (item.chip != item.number && chip.box.list_price && chips > 0) {
    fit->list_of_parts = true;
    set_list_price(*fit, catalog, *chip.box.list_price, chips,
                   fmt::format(" for one {}, and {} are in it", chip.name, chips));
  }
  fit->listings = catalog.listings(identification);
  return fit;
}

}  // namespace tidewaiter
