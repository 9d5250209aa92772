// The three tables that grow with the days. The others: painter_tables.cpp.
#include "world/painter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/schema.h"
#include "world/names.h"

namespace tidewaiter::world {
namespace {

constexpr std::array<std::string_view, 6> kModes{"air", "sea", "road", "rail", "courier", "hand_carried"};

void day_cell(Date day, TableBlock& out) {
  const std::chrono::year_month_day civil = day.civil();
  out.format("{:04}-{:02}-{:02}", static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
             static_cast<unsigned>(civil.day()));
}

template <std::size_t size>
std::string_view one_of(Random& random, const std::array<std::string_view, size>& words) {
  return words[random.below(size)];
}

// Covers as customs files are full of; ordinary ones by far.
constexpr std::array<std::string_view, 6> kCovers{"computer parts",       "electronic components",
                                                  "server parts",         "spare parts for computers",
                                                  "electronic equipment", "IT hardware"};

std::string_view end_use_of(Trade trade, Random& random) {
  static constexpr std::array<std::string_view, 4> kFirm{"machine learning in our own company", "product development",
                                                         "image analysis", "commercial use"};
  static constexpr std::array<std::string_view, 3> kResale{"for resale", "stock for resale", "resale to end customers"};
  static constexpr std::array<std::string_view, 3> kCloud{"cloud rental", "GPU cloud for customers",
                                                          "data centre expansion"};
  static constexpr std::array<std::string_view, 3> kStudy{"research", "university research and teaching",
                                                          "weather model research"};
  switch (trade) {
    case Trade::distributor:
    case Trade::reseller:
    case Trade::forwarder:
      return one_of(random, kResale);
    case Trade::data_centre:
    case Trade::cloud:
      return one_of(random, kCloud);
    case Trade::university:
    case Trade::government:
      return one_of(random, kStudy);
    default:
      return one_of(random, kFirm);
  }
}

}  // namespace

std::string_view to_string(Happening kind) {
  static constexpr std::array<std::string_view, 14> kNames{
      "opening", "shipment", "receipt",   "installation", "device_report", "inspection", "declaration",
      "return",  "repair",   "transform", "scrap",        "lost",          "seizure",    "listing"};
  return kNames[static_cast<std::size_t>(kind)];
}

Painter::Painter(std::uint64_t seed, const Parameters& parameters, const Market& market, const Society& society)
    : seed_(seed), parameters_(parameters), habits_(Habits::of(parameters)), market_(market), society_(society) {
  const Parameters& p = parameters;
  papers_ = {p("papers.wrong_heading"),    p("papers.missing_eccn"),          p("papers.missing_mass"),
             p("papers.wrong_mass"),       p("papers.missing_end_use"),       p("papers.missing_end_user"),
             p("papers.cover_words"),      p("papers.declined_installation"), p("papers.cash"),
             p("papers.foreign_currency"), p("papers.price_sigma"),           p("papers.used_price"),
             p("papers.used_price_sigma")};
  texts_.resize(society.parties.size());
  for (PartyId id = 0; id < society.parties.size(); ++id) {
    Random random(seed, Purpose::names, society.parties[id].address, 1);
    texts_[id] = {party_id(id), street(random), town(random)};
  }
}

std::string Painter::party_id(PartyId party) const {
  return party == kNobody ? std::string{} : fmt::format("P{:06}", party + 1);
}
std::string_view Painter::country_code(std::uint16_t country) const {
  return parameters_.countries()[country].country.code();
}
std::string Painter::serial(std::uint16_t good, std::uint64_t number) const {
  return fmt::format("{}{:09}", market_.goods()[good].prefix.substr(0, 1), number);
}

void Painter::serials(std::uint16_t good, std::uint64_t first, unsigned count, TableBlock& out) const {
  const char maker = market_.goods()[good].prefix[0];
  for (unsigned i = 0; i < count; ++i) {
    fmt::format_to(std::back_inserter(out.text()), "{}{}{:09}", i == 0 ? "" : "|", maker, first + i);
  }
  out.end();
}

double Painter::price(std::uint32_t shipment, std::uint16_t good, std::uint8_t form, Date day, bool used) const {
  Random random(seed_, Purpose::price, shipment);
  const double dealer = random.lognormal(habits_.prices_dealer, papers_.price_sigma);
  const double share = used ? random.lognormal(papers_.used_share, papers_.used_sigma) : 1;
  return std::round(market_.price(good, form, day) * dealer * share * 100) / 100;
}

double Painter::mass(std::uint32_t shipment, std::uint16_t good, std::uint8_t form, std::uint32_t units) const {
  Random random(seed_, Purpose::price, shipment, 1);
  if (random.chance(papers_.missing_mass)) return 0;
  const Form& one = market_.goods()[good].forms[form];
  double each = one.mass_low + (one.mass_high - one.mass_low) * random.uniform();
  if (random.chance(papers_.wrong_mass))
    each *= (random.chance(habits_.papers_wrong_mass_is_less) ? habits_.papers_less_mass : habits_.papers_more_mass)
                .within(random);
  return std::max(0.1, std::round(each * units * 10) / 10);
}

void Painter::party_cells(PartyId party, TableBlock& out) const {
  if (party == kNobody) {
    out.none();
    out.none();
    return;
  }
  out.cell(society_.parties[party].name);
  out.cell(country_code(society_.parties[party].country));
}

void Painter::description(const ShipmentRow& row, Random& random, TableBlock& out) const {
  const Good& good = market_.goods()[row.good];
  const Form& form = good.forms[row.form];
  if (random.chance(papers_.cover)) return out.cell(one_of(random, kCovers));
  std::string& text = out.text();
  if (random.chance(habits_.papers_vendor_named)) text += good.vendor + " ";
  text += form.name;
  if (row.form == kAlone) {
    static constexpr std::array<std::string_view, 5> kMore{"", " accelerator", " GPU", " module, new", ", in tray"};
    static constexpr std::array<std::string_view, 5> kCards{"", " graphics card", " GPU card", " PCIe card",
                                                            " accelerator card"};
    text += form.kind == ItemKind::card ? one_of(random, kCards) : one_of(random, kMore);
  } else {
    static constexpr std::array<std::string_view, 4> kMore{"", ", complete", ", assembled and tested", ", with rails"};
    text += one_of(random, kMore);
  }
  if (row.used && random.chance(habits_.papers_used_stated)) text += ", used";
  out.end();
}

std::vector<std::string> shipment_columns() {
  return {"shipment_id",
          "line_no",
          "order_id",
          "date",
          "exporter_name",
          "exporter_country",
          "consignor_name",
          "intermediate_consignee_name",
          "intermediate_consignee_country",
          "consignee_name",
          "consignee_address",
          "consignee_country",
          "end_user_name",
          "end_user_address",
          "end_user_country",
          "forwarder_name",
          "payer_name",
          "payer_country",
          "exporter_id",
          "consignor_id",
          "intermediate_consignee_id",
          "consignee_id",
          "end_user_id",
          "forwarder_id",
          "payer_id",
          "export_country",
          "movement",
          "origin_country",
          "transit_countries",
          "destination_country",
          "transport_mode",
          "conveyance_name",
          "item_description",
          "sku",
          "hs_code",
          "eccn_declared",
          "quantity",
          "quantity_unit",
          "unit_value",
          "currency",
          "net_mass_kg",
          "serials",
          "end_use",
          "authorisation",
          "payment_terms",
          "installation"};
}

void Painter::shipment(const ShipmentRow& row, TableBlock& out) const {
  Random random(seed_, Purpose::papers, row.number);
  const Party& from = society_.parties[row.from];
  const Party& to = society_.parties[row.to];
  const Good& good = market_.goods()[row.good];
  const Form& form = good.forms[row.form];
  const PartyId end_user = random.chance(papers_.missing_end_user) ? kNobody : row.end_user;
  const PartyId forwarder = row.mode == 5 || random.chance(habits_.papers_no_forwarder) ? kNobody : row.forwarder;
  out.format("S{:08}", row.number);
  out.cell("1");
  out.format("O{:08}", row.number);
  day_cell(row.day, out);
  out.cell(from.name);
  out.cell(country_code(from.country));
  out.none();  // consignor_name
  party_cells(row.intermediate, out);
  out.cell(to.name);
  out.cell(texts_[row.to].address);
  out.cell(country_code(to.country));
  if (end_user == kNobody) {
    for (int i = 0; i < 3; ++i) out.none();
  } else {
    out.cell(society_.parties[end_user].name);
    out.cell(texts_[end_user].address);
    out.cell(country_code(society_.parties[end_user].country));
  }
  out.cell(forwarder == kNobody ? std::string_view{} : std::string_view(society_.parties[forwarder].name));
  party_cells(row.payer, out);
  out.cell(texts_[row.from].id);
  out.none();  // consignor_id
  for (const PartyId party : {row.intermediate, row.to, end_user, forwarder, row.payer}) {
    out.cell(party == kNobody ? std::string_view{} : std::string_view(texts_[party].id));
  }
  out.cell(country_code(from.country));
  out.none();  // movement: the countries tell it
  out.cell(country_code(row.origin == kAsMade ? parameters_.fabs() : row.origin));
  out.cell(row.transit == kNoCountry ? std::string_view{} : country_code(row.transit));
  out.cell(country_code(to.country));
  out.cell(kModes[row.mode]);
  out.none();  // conveyance_name
  description(row, random, out);
  out.none();  // sku
  static constexpr std::array<std::string_view, 4> kOther{"8471.70", "8517.62", "8504.40", "8473.50"};
  if (random.chance(papers_.wrong_heading)) {
    out.cell(one_of(random, kOther));
  } else {
    out.cell(form.headings[form.headings.size() > 1 && random.chance(habits_.papers_second_heading) ? 1 : 0]);
  }
  const std::string& paragraph = market_.paragraph(row.good, row.form, row.day);
  if (random.chance(papers_.missing_eccn)) {
    out.none();
  } else if (paragraph.empty() || random.chance(habits_.papers_wrong_eccn)) {
    out.cell(random.chance(habits_.papers_wrong_eccn_ear99) ? "EAR99" : "5A992.c");
  } else {
    out.cell(std::string_view(paragraph).substr(0, paragraph.find('.')));
  }
  out.number(row.units);
  out.cell("pieces");
  double value = price(row.number, row.good, row.form, row.day, row.used);
  std::string_view currency = "USD";
  if (random.chance(papers_.foreign)) {
    const std::string& local = parameters_.countries()[from.country].currency;
    if (const auto rate = market_.rates().usd(local, row.day)) {
      value = std::round(value / *rate * 100) / 100;
      currency = local;
    }
  }
  out.format("{:.2f}", value);
  out.cell(currency);
  if (const double kg = mass(row.number, row.good, row.form, row.units); kg > 0) {
    out.format("{:.1f}", kg);
  } else {
    out.none();
  }
  serials(row.good, row.serial, row.listed, out);
  if (random.chance(papers_.missing_end_use)) {
    out.none();
  } else {
    out.cell(end_use_of(society_.parties[end_user == kNobody ? row.to : end_user].trade, random));
  }
  const auto access = static_cast<Access>(row.access);
  if (access == Access::licence && random.chance(habits_.papers_licence_stated)) {
    out.format("D{:07}", 1000000 + random.below(8999999));
  } else if (access == Access::notice && random.chance(habits_.papers_notice_stated)) {
    out.format("N{:07}", 1000000 + random.below(8999999));
  } else {
    out.none();
  }
  static constexpr std::array<std::string_view, 3> kTerms{"open account", "advance", "letter of credit"};
  out.cell(random.chance(papers_.cash) ? std::string_view("cash") : one_of(random, kTerms));
  if (row.form == kServer && random.chance(habits_.papers_installation_of_servers)) {
    out.cell(random.chance(papers_.declined * habits_.papers_servers_declined) ? "declined" : "taken");
  } else if (random.chance(habits_.papers_installation_of_others)) {
    out.cell(random.chance(papers_.declined) ? "declined" : "taken");
  } else {
    out.none();
  }
}

void Painter::shipments(const Rows& rows, TableBlock& out) const {
  for (const ShipmentRow& row : rows.shipments) shipment(row, out);
}

std::vector<std::string> event_columns() { return table_columns("events"); }

void Painter::event(const EventRow& row, std::uint32_t number, TableBlock& out) const {
  static constexpr std::array<std::string_view, 5> kGrades{"", "attested", "report", "inspected", "declared"};
  const auto id_of = [&](PartyId party) {
    return party == kNobody ? std::string_view{} : std::string_view(texts_[party].id);
  };
  out.format("E{:09}", number);
  day_cell(row.day, out);
  out.cell(to_string(row.kind));
  out.cell(id_of(row.from));
  out.cell(id_of(row.to));
  if (row.site == kNobody || row.kind == Happening::shipment || row.kind == Happening::returned) {
    out.none();
    out.none();
  } else {
    out.format("{}/{}", id_of(row.site), std::max<int>(1, row.site_number));
    out.cell(country_code(society_.parties[row.site].country));
  }
  const Form& form = market_.goods()[row.good].forms[row.form];
  out.cell(form.name);
  out.number(row.units);
  if (row.has_out) {
    out.cell(market_.goods()[row.good_out].forms[row.form_out].name);
    out.number(row.units_out);
  } else {
    out.none();
    out.none();
  }
  const bool moves = row.kind == Happening::shipment || row.kind == Happening::returned;
  if (moves) {
    out.format("{:.2f}", price(row.shipment, row.good, row.form, row.day, row.used));
  } else if (row.value > 0) {
    out.format("{:.2f}", market_.price(row.good, row.form, row.day) * static_cast<double>(row.value));
  } else {
    out.none();
  }
  if (const double kg = moves ? mass(row.shipment, row.good, row.form, row.units) : 0; kg > 0) {
    out.format("{:.1f}", kg);
  } else {
    out.none();
  }
  serials(row.good, row.serial, row.listed, out);
  if (row.shipment != 0) {
    out.format("S{:08}", row.shipment);
  } else {
    out.none();
  }
  if (row.reference != 0) {
    out.format("E{:09}", row.reference);
  } else {
    out.none();
  }
  if (row.population != 0) {
    out.number(row.population);
    out.number(row.sampled);
    out.number(row.found);
  } else {
    for (int i = 0; i < 3; ++i) out.none();
  }
  out.cell(kGrades[static_cast<std::size_t>(row.grade)]);
  static constexpr std::array<std::string_view, 14> kSources{
      "stock list",    "export papers", "goods receipt", "operator", "operator", "inspector", "holder",
      "export papers", "workshop",      "workshop",      "holder",   "carrier",  "customs",   "market"};
  out.cell(kSources[static_cast<std::size_t>(row.kind)]);
}

void Painter::events(const Rows& rows, TableBlock& out) const {
  std::uint32_t number = rows.first_event;
  for (const EventRow& row : rows.events) event(row, number++, out);
}

std::vector<std::string> report_columns() { return table_columns("reports"); }

void Painter::reports(const Rows& rows, TableBlock& out) const {
  for (const ReportRow& row : rows.reports) {
    day_cell(row.day, out);
    out.cell(texts_[row.holder].id);
    out.format("{}/1", texts_[row.holder].id);
    if (row.serial == kNoSerial) {
      out.none();
    } else {
      serials(row.good, row.serial, 1, out);
    }
    out.number(row.count);
    out.cell(market_.goods()[row.good].chip);
    out.cell(market_.goods()[row.seen].chip);
    out.format("{:g}", market_.goods()[row.seen].memory_gb);
    out.cell(row.attested ? "true" : "false");
    out.cell("fleet report");
  }
}

}  // namespace tidewaiter::world
