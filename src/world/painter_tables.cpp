// The tables that do not grow with the days: parties, ownership, prices, rates.
#include <array>
#include <cctype>
#include <cmath>

#include "world/names.h"
#include "world/painter.h"

namespace tidewaiter::world {
namespace {

Date month_after(Date day) {
  Date next = day + 31;
  return next + (1 - static_cast<int>(static_cast<unsigned>(next.civil().day())));
}

// By Trade, as the parameters call them.
constexpr std::array<std::string_view, kTrades> kEmployees{
    "employees_chip_maker", "employees_server_maker", "employees_distributor", "employees_reseller",
    "employees_forwarder",  "employees_data_centre",  "employees_cloud",       "employees_university",
    "employees_firm",       "employees_government"};

std::string domain_of(std::string_view name) {
  std::string domain;
  for (const char c : name.substr(0, name.find(' ')))
    domain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return domain;
}

}  // namespace

std::vector<std::string> party_columns() {
  return {"party_id",
          "name",
          "aliases",
          "schema",
          "country",
          "address",
          "city",
          "registered_on",
          "registration_number",
          "headquarters_country",
          "ultimate_parent",
          "ultimate_parent_country",
          "website",
          "phone",
          "email",
          "role",
          "data_centre_mw",
          "address_kind",
          "business",
          "employees",
          "customer_since"};
}

void Painter::parties(TableBlock& out) const {
  const double residential = parameters_("parties.residential");
  const double no_website = parameters_("parties.no_website");
  const double stated = parameters_("parties.stated_parent");
  const double sigma = parameters_("parties.employees_sigma");
  std::array<double, kTrades> employees{};
  for (std::size_t i = 0; i < kTrades; ++i) employees[i] = parameters_(fmt::format("parties.{}", kEmployees[i]));
  for (PartyId id = 0; id < society_.parties.size(); ++id) {
    const Party& party = society_.parties[id];
    Random random(seed_, Purpose::names, id, 2);
    const CountryText& country = parameters_.countries()[party.country];
    const bool parent = party.group != 0 && random.chance(stated);
    const bool site = !random.chance(no_website);
    const std::string domain = fmt::format("{}{}.example", domain_of(party.name), id % 97);
    out.cell(texts_[id].id);
    out.cell(party.name);
    out.none();
    out.cell("Organization");
    out.cell(country.country.code());
    out.cell(texts_[id].address);
    out.cell(texts_[id].city);
    out.cell(party.registered.to_string());
    out.format("{}{:08}", country.country.code(), 10000000 + random.below(89999999));
    out.cell(random.chance(habits_.parties_stated_headquarters) ? country_code(party.parent_country)
                                                                : std::string_view{});
    if (parent) {
      const PartyId head = society_.groups[party.group][0];
      out.cell(society_.parties[head].name);
      out.cell(country_code(society_.parties[head].country));
    } else {
      out.none();
      out.none();
    }
    out.cell(site ? std::string_view(domain) : std::string_view{});
    if (random.chance(habits_.parties_phone)) {
      const bool abroad = random.chance(habits_.parties_foreign_phone);
      const auto other = random.below(static_cast<std::uint32_t>(parameters_.countries().size()));
      out.format("{} {} {}", abroad ? parameters_.countries()[other].phone : country.phone, random.between(20, 99),
                 random.between(1000000, 9999999));
    } else {
      out.none();
    }
    if (site || random.chance(habits_.parties_email_without_site)) {
      out.format("office@{}", domain);
    } else {
      out.none();
    }
    out.cell(role_of(party.trade));
    const bool halls = party.trade == Trade::data_centre ||
                       (party.trade == Trade::cloud && random.chance(habits_.parties_cloud_halls));
    if (halls) {
      out.format("{:.1f}", random.lognormal(habits_.parties_megawatt_median, habits_.parties_megawatt_sigma) *
                               std::sqrt(party.weight));
    } else {
      out.none();
    }
    static constexpr std::array<std::string_view, 2> kOffices{"virtual_office", "mail_centre"};
    const double u = random.uniform();
    // Halls of megawatts, lecture rooms and public offices are in no flat and no rented mail box.
    const bool office = party.trade >= Trade::reseller && party.trade != Trade::university &&
                        party.trade != Trade::government && !halls;
    out.cell(office && u < residential                                 ? std::string_view("residential")
             : office && u < residential * habits_.parties_no_premises ? kOffices[random.below(2)]
                                                                       : std::string_view("business"));
    out.cell(role_of(party.trade));
    out.number(static_cast<std::uint64_t>(
        1 + random.lognormal(employees[static_cast<std::size_t>(party.trade)], sigma) * std::sqrt(party.weight)));
    // A customer of somebody's before its first day in this world, and after it was founded.
    const int before = std::min(static_cast<int>(habits_.parties_customer_days), party.opens - party.registered);
    out.cell((party.opens + -random.between(0, before)).to_string());
  }
}

std::vector<std::string> ownership_columns() { return {"owner", "owned", "share_percent", "from", "to"}; }

void Painter::ownership(TableBlock& out) const {
  for (PartyId id = 0; id < society_.parties.size(); ++id) {
    const Party& party = society_.parties[id];
    if (party.owner == kNobody) continue;
    Random random(seed_, Purpose::names, id, 3);
    const auto stake = [&] {
      if (random.chance(habits_.parties_unstated_stake)) {
        out.none();
      } else {
        out.number(random.chance(habits_.parties_whole_stake)
                       ? 100
                       : static_cast<std::uint64_t>(habits_.parties_part_stake.draw(random)));
      }
    };
    // Whoever had it before is as old as it at least, and sold it before it traded here.
    Date from = party.registered;
    const auto former = random.below(static_cast<std::uint32_t>(society_.parties.size()));
    const int before = party.opens - party.registered;
    if (random.chance(habits_.parties_former_owner) && before > 1 && former != id && former != party.owner &&
        society_.parties[former].registered <= party.registered) {
      from = party.registered + random.between(1, before);
      out.cell(texts_[former].id);
      out.cell(texts_[id].id);
      stake();
      out.cell(party.registered.to_string());
      out.cell(from.to_string());
    }
    out.cell(texts_[party.owner].id);
    out.cell(texts_[id].id);
    stake();
    out.cell(from.to_string());
    out.none();
  }
}

std::vector<std::string> price_columns() {
  return {"item", "date", "place", "low", "mid", "high", "currency", "source", "confidence"};
}

void Painter::prices(Date first, Date last, TableBlock& out) const {
  const double low = parameters_("schemes.premium_low");
  const double high = parameters_("schemes.premium_high");
  const auto goods = static_cast<std::uint16_t>(market_.goods().size());
  const auto countries = static_cast<std::uint16_t>(parameters_.countries().size());
  for (Date day = first; day < last; day = month_after(day)) {
    for (std::uint16_t good = 0; good < goods; ++good) {
      const Good& one = market_.goods()[good];
      if (day < one.released) continue;
      Random random(seed_, Purpose::price, good, static_cast<std::uint32_t>(day.days_since_1970()));
      const auto row = [&](const std::string& item, double mid, std::string_view place, double spread,
                           const char* source) {
        out.cell(item);
        out.cell(day.to_string());
        out.cell(place);
        out.format("{:.2f}", mid * (1 - spread));
        out.format("{:.2f}", mid);
        out.format("{:.2f}", mid * (1 + spread));
        out.cell("USD");
        out.cell(source);
        out.cell("I");
      };
      const auto forms = static_cast<std::uint8_t>(one.forms.size());
      for (std::uint8_t form = 0; form < forms; ++form) {
        row(one.forms[form].name,
            market_.price(good, form, day) * random.lognormal(habits_.prices_offer, habits_.prices_offer_sigma),
            country_code(0), habits_.prices_offer_spread, "simulated dealers");
      }
      // Where it may not go, sellers ask more.
      for (std::uint16_t country = 0; country < countries; ++country) {
        if (market_.access(good, country, day) != Access::closed ||
            parameters_.countries()[country].weight < habits_.prices_listing_countries)
          continue;
        row(one.chip, market_.price(good, kAlone, day) * (low + (high - low) * random.uniform()), country_code(country),
            habits_.prices_listing_spread, "simulated listings");
      }
    }
  }
}

std::vector<std::string> rate_columns() { return {"currency", "date", "usd"}; }

void Painter::rates(Date first, Date last, TableBlock& out) const {
  std::vector<std::string> currencies;
  for (const CountryText& country : parameters_.countries()) {
    if (std::find(currencies.begin(), currencies.end(), country.currency) == currencies.end())
      currencies.push_back(country.currency);
  }
  for (Date day = first; day < last; day = month_after(day)) {
    for (const std::string& currency : currencies) {
      const auto rate = market_.rates().usd(currency, day);
      if (!rate) continue;
      out.cell(currency);
      out.cell(day.to_string());
      out.format("{:.8g}", *rate);
    }
  }
}

}  // namespace tidewaiter::world
