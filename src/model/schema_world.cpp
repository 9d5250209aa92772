// Schemas of a simulated world: the tables that only it has, its truth, world.json, what the audits find, and the
// results that are judged on it. The simulator takes the columns of these tables from here.
#include "model/decision.h"
#include "model/schema_lists.h"
#include "model/schema_parts.h"

namespace tidewaiter::schemas {
namespace {

// Cells are texts.
SchemaType id() { return form("^.+$"); }
SchemaType day() { return form(kDate); }
SchemaType count() { return form("^[0-9]+$"); }
SchemaType count_or_none() { return form("^[0-9]*$"); }
SchemaType figure() { return form("^[0-9]+([.][0-9]+)?$"); }
SchemaType figure_or_none() { return form("^([0-9]+([.][0-9]+)?)?$"); }
SchemaType country() { return form("^[A-Z]{2}$"); }
SchemaType country_or_none() { return form(kCountryOrNone); }
SchemaType schemes() {
  return words({"pass_through", "straw_buyers", "sham_company", "order_slicing", "phantom_data_centre", "courier_lots",
                "salvage_plant", "false_reexport", "insider_diversion", "secondhand_drift"});
}

RowSchema events() {
  return {"events",
          "Event",
          "A row of the table `events` of a simulated world.",
          object({{"event_id", id(), "its number"},
                  {"date", day(), "on which it happened"},
                  {"kind",
                   words({"opening", "shipment", "receipt", "installation", "device_report", "inspection",
                          "declaration", "return", "repair", "transform", "scrap", "lost", "seizure", "listing"}),
                   "what happened; an opening of a maker is a batch that left its production"},
                  {"from_party", text(), "party_id; empty: nobody"},
                  {"to_party", text(), "party_id; empty: nobody"},
                  {"site", text(), "of a party; empty: at none"},
                  {"site_country", country_or_none(), "of the site"},
                  {"item", id(), "name in the catalogue"},
                  {"quantity", count(), "units of it"},
                  {"item_out", text(), "what it became; empty: it stayed what it was"},
                  {"quantity_out", count_or_none(), "units of what it became"},
                  {"unit_value", figure_or_none(), "US dollars"},
                  {"net_mass_kg", figure_or_none(), "of what moves"},
                  {"serials", text(), "stated serial numbers, separated by '|'"},
                  {"shipment_id", text(), "of the shipment table; empty: of none"},
                  {"ref_event_id", text(), "the dispatch that a receipt, a loss or a return belongs to"},
                  {"population", count_or_none(), "chips that an inspection is about"},
                  {"sampled", count_or_none(), "of these, looked at"},
                  {"found", count_or_none(), "of these, there"},
                  {"grade", words({"", "attested", "report", "inspected", "declared"}), "who vouches for it"},
                  {"source", text(), "paper or people that tell of it"}}),
          {}};
}

RowSchema reports() {
  return {"reports",
          "Report of a fleet",
          "A row of the table `reports` of a simulated world.",
          object({{"date", day(), "of the report"},
                  {"holder", id(), "party_id"},
                  {"site", id(), "of the holder"},
                  {"serial", text(), "of a chip of the sample; empty: the row is the count of a fleet"},
                  {"count", count(), "chips"},
                  {"item_claimed", id(), "name in the catalogue, as the holder says"},
                  {"item_seen", id(), "name in the catalogue, as the device says"},
                  {"mem_gb", figure(), "memory that the device says"},
                  {"attested", words({"true", "false"}), "signed by the device"},
                  {"source", text(), "of the report"}}),
          {}};
}

std::vector<RowSchema> truth_tables() {
  return {
      {"truth-schemes",
       "Scheme, in truth",
       "A row of `truth/schemes.csv`.",
       object({{"scheme_id", id(), "its number"},
               {"scheme", schemes(), "its kind"},
               {"first", day(), "of its first shipment"},
               {"last", day(), "of its last shipment"},
               {"chips", count(), "that were diverted by the last day"},
               {"shipments", count(), "of it"}}),
       {}},
      {"truth-shipments",
       "Shipment of a scheme, in truth",
       "A row of `truth/shipments.csv`.",
       object({{"shipment_id", id(), "of the shipment table"},
               {"scheme_id", id(), "whose it is"},
               {"scheme", schemes(), "its kind"},
               {"chips_diverted", count(), "that the scheme takes; 0 where only papers travelled"}}),
       {}},
      {"truth-parties",
       "Party of a scheme, in truth",
       "A row of `truth/parties.csv`.",
       object({{"party_id", id(), "of the party table"},
               {"scheme_id", id(), "in which it has a part"},
               {"part", id(), "that it plays"}}),
       {}},
      {"truth-chips",
       "Where chips are, in truth",
       "A row of `truth/chips.csv`.",
       object({{"kind", id(), "name in the catalogue"},
               {"serial_or_lot", id(), "serial number of the first"},
               {"count", count(), "chips from it on"},
               {"final_holder", id(), "party_id"},
               {"final_country", country(), "of the holder"},
               {"diverted", words({"0", "1"}), "1: by a scheme"}}),
       {}},
      {"truth-rentals",
       "Rental, in truth",
       "A row of `truth/rentals.csv`: compute that is rented and not shipped.",
       object({{"rental_id", id(), "its number"},
               {"provider", id(), "party_id"},
               {"customer", id(), "party_id"},
               {"customer_country", country(), "of the customer"},
               {"first", day(), "of it"},
               {"last", day(), "of it"},
               {"chips", count(), "rented"},
               {"usd_per_hour", figure(), "for each chip"}}),
       {}},
      {"truth-totals",
       "All chips at the end of a month, in truth",
       "A row of `truth/totals.csv`; flows are sums since the first day.",
       object({{"month", day(), "its first day"},
               {"produced", count(), "held + in_transit + diverted + scrapped + lost + seized"},
               {"released", count(), "chips in shipments, once for each hop"},
               {"diverted", count(), "by schemes"},
               {"scrapped", count(), "chips"},
               {"lost", count(), "chips"},
               {"seized", count(), "chips"},
               {"held", count(), "by those who should"},
               {"in_transit", count(), "on the way"},
               {"remote_rental", count(), "rented from elsewhere in that month"}}),
       {}},
  };
}

SchemaMember may(std::string name, SchemaType type, std::string meaning) {
  return {std::move(name), std::move(type), std::move(meaning), false};
}

// Rows of anybody's results: cells of which some may be empty, other columns are ignored.
std::vector<RowSchema> results() {
  return {
      {"judged-decisions",
       "Decision that is judged",
       "A row of `evaluate --decisions`, or of a rival that gives scores.",
       open_object({{"shipment_id", id(), "of the world, once"},
                    may("disposition", words_to(Disposition::stop), "what to do"),
                    may("risk", text(), "a number; empty: none"),
                    may("count", text(), "chips, a number"),
                    may("tpp", text(), "total processing performance of one, a number"),
                    may("date", form(kDateOrNone), "the shipment's in the world")}),
       {{"disposition", "risk"}}},
      {"alerts",
       "Alert that is judged",
       "A row of `evaluate --alerts`.",
       open_object({{"alert_id", id(), "which it is a revision of"},
                    may("revision", text(), "a number; the highest counts"),
                    may("state", words({"", "provisional", "final", "retracted"}), "of the alert"),
                    may("pattern", text(), "what it looks like"),
                    may("parties", text(), "party_ids, separated by '|'"),
                    may("kind", text(), "of chips"),
                    may("chips", text(), "how many"),
                    may("value", text(), "US dollars"),
                    may("first", form(kDateOrNone), "day of the first thing that it rests on"),
                    {"last", form(kDateOrNone), "day of the last thing; empty only where it is retracted"},
                    {"score", text(), "a number, the highest is looked at first; empty only where it is retracted"},
                    may("surprise", text(), "a number"),
                    may("truncated", text(), "whether it names less than it rests on"),
                    may("event_ids", text(), "separated by '|'"),
                    may("shipment_ids", text(), "separated by '|'")}),
       {{"shipment_ids", "event_ids"}}},
      {"balances",
       "Balance that is judged",
       "A row of `evaluate --balances`, in chips: 0 <= low <= missing <= high <= book.",
       open_object({{"holder", id(), "party_id"},
                    may("site", text(), "of the holder; sites are added up"),
                    {"kind", id(), "of chips, name in the catalogue"},
                    may("period", form("^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"), "year, month or day; the last counts"),
                    {"book", id(), "that should be there"},
                    may("shown", text(), "that somebody saw"),
                    may("unverified", text(), "that nobody looked for"),
                    {"missing", id(), "of the book"},
                    may("sigma", text(), "standard error of the missing"),
                    {"low", id(), "end of the interval of the missing"},
                    {"high", id(), "end of the interval of the missing"}}),
       {}},
  };
}

RowSchema world_file() {
  const SchemaType hubs = list(object({{"code", country(), "of the country"}, {"weight", number(), "of it"}}));
  return {
      "world",
      "A simulated world",
      "`world.json`: how the world was made, and every parameter.",
      object(
          {{"world", integer(), "version of this file"},
           {"seed", count(), "of the world"},
           {"parties", integer(), "that were asked for"},
           {"days", integer(), "that were asked for"},
           {"days_made", integer(), "that were made"},
           {"first_day", day(), "of the simulation"},
           {"scenario", text(), "of the world"},
           {"complete", truth(), "all days were made"},
           {"interrupted", truth(), "it was ended early"},
           {"engine_version", text(), "of the program"},
           {"rules_version", text(), "of the rules"},
           {"rows",
            object({{"shipments", integer(), "lines"}, {"events", integer(), "rows"}, {"reports", integer(), "rows"}}),
            "of its tables"},
           {"chips", integer(), "that were made"},
           {"parameters",
            object_of(object({{"value", number(), "of the parameter"},
                              may("most", number(), "of a span, its other end"),
                              {"source", text(), "where it was read; assumed"},
                              may("confidence", text(), "M, Q, S, I or U"),
                              may("note", text(), "for people")})),
            "by name"},
           {"goods",
            list(object({{"chip", text(), "name in the catalogue"},
                         {"server", text(), "in which it is sold; empty: as a card"},
                         {"maker", integer(), "number of its maker"},
                         {"weight", number(), "of it"},
                         {"price", number(), "US dollars a chip, as it is used"},
                         {"price_source", words({"assumed", "catalogue"}), "of the price"},
                         {"for", words({"", "restricted"}), "restricted: only for where its sisters may not go"},
                         {"until", form(kDateOrNone), "last day on which it is bought; empty: the last of the world"},
                         {"converted", text(), "what workshops make of it; empty: nothing"}})),
            "that are traded"},
           {"countries",
            list(object({{"code", country(), "of it"},
                         {"weight", number(), "of it"},
                         {"hub", number(), "its weight as a hub"},
                         {"legal_form", text(), "of its companies"},
                         {"currency", text(), "of its papers"},
                         {"phone", text(), "its prefix"}})),
            "of the world"},
           {"fabs", country(), "where chips are made"},
           {"roads", list(object({{"one", country(), "end"}, {"other", country(), "end"}})), "across borders"},
           {"landlocked", list(country()), "countries without a port"},
           {"regions", list(object({{"name", text(), "of the region"}, {"countries", list(country()), "in it"}})),
            "of countries"},
           {"routes",
            list(object({{"one", text(), "region"},
                         {"other", text(), "region"},
                         {"air", hubs, "on the way, by air"},
                         {"sea", hubs, "on the way, by sea"}})),
            "between regions"}}),
      {}};
}

RowSchema audit() {
  const SchemaType leak = object({{"scheme", text(), "kind, or any scheme"},
                                  {"table", text(), "whose rows are asked"},
                                  {"sign", text(), "what the rules look at; none: what no sign tells"},
                                  {"rule", text(), "the worst rule or tree; empty: none marks a fifth of them"},
                                  {"rows", integer(), "of the kind"},
                                  {"precision", number(), "of the rule, 0 to 1"},
                                  {"recall", number(), "of the rule, 0 to 1"},
                                  {"f1", number(), "of the rule, 0 to 1"},
                                  {"least", number(), "what is held against the bound"},
                                  {"bound", number(), "above which it leaks"},
                                  {"judged", truth(), "there are schemes enough"},
                                  {"leaks", truth(), "whether it does"}});
  const SchemaType solvable = object({{"scheme", text(), "kind, or any scheme"},
                                      {"schemes", integer(), "that are not unfinished"},
                                      {"found", integer(), "of these, by the oracle"},
                                      {"unfinished", integer(), "at the end of the world"},
                                      {"marked", integer(), "shipments, by the oracle"},
                                      {"marked_right", integer(), "of these, of schemes"}});
  const SchemaType calibration = object({{"fact", text(), "its id"},
                                         {"says", text(), "what it is"},
                                         {"world", nullable(number()), "its figure; null: the world does not show it"},
                                         {"from", integer(), "how many values it was made of"},
                                         {"assumed", truth(), "outside the verdict"},
                                         {"date", truth(), "figures are days since 1970-01-01"},
                                         may("low", number(), "end of the interval; unless assumed"),
                                         may("high", number(), "likewise"),
                                         may("inside", nullable(truth()), "null where `world` is"),
                                         may("source", text(), "where it was read"),
                                         may("confidence", text(), "of the interval")});
  const SchemaMember passed{"passed", truth(), "the verdict"};
  return {"audit",
          "Audit of a world",
          "What `simulate --audit --format json` and `--audit-only` say.",
          object({{"seed", text(), "of the world"},
                  {"scenario", text(), "of the world"},
                  {"shipments", integer(), "in it"},
                  {"schemes", integer(), "in it"},
                  passed,
                  {"leak",
                   object({passed,
                           {"prevalence", number(), "share of shipments that are of schemes"},
                           {"features", integer(), "of shipments that were tried"},
                           {"event_features", integer(), "of other events"},
                           {"rows", list(leak), "by table, kind and sign"}}),
                   "does the world give its schemes away?"},
                  {"solvable",
                   object({passed, {"rows", list(solvable), "by kind"}, {"missed", list(text()), "ids of schemes"}}),
                   "can they be found?"},
                  {"calibration", object({passed, {"rows", list(calibration), "by fact"}}), "is it like the trade?"}}),
          {}};
}

}  // namespace

std::vector<RowSchema> world_tables() {
  std::vector<RowSchema> all{events(), reports()};
  for (RowSchema& one : truth_tables()) all.push_back(std::move(one));
  for (RowSchema& one : results()) all.push_back(std::move(one));
  return all;
}

std::vector<RowSchema> world_outputs() { return {world_file(), audit()}; }

}  // namespace tidewaiter::schemas
