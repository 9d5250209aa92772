// Schemas of tables: rows by column name, every cell a text. What comes in may have other columns, too. Those of a
// simulated world stand in schema_world.cpp.
#include "model/fields.h"
#include "model/schema_lists.h"
#include "model/schema_parts.h"

namespace tidewaiter {
namespace {

using schemas::object;
using schemas::open_object;
using schemas::text;

std::vector<SchemaMember> columns_of(std::span<const FieldInfo> fields, const std::vector<std::string_view>& required) {
  std::vector<SchemaMember> columns;
  for (const FieldInfo& field : fields) {
    const bool is_required = std::ranges::find(required, field.name) != required.end();
    columns.push_back({std::string(field.name), text(), std::string(field.meaning), is_required});
  }
  return columns;
}

std::vector<SchemaMember> optional_columns(std::vector<SchemaMember> columns) {
  for (SchemaMember& column : columns) column.required = false;
  return columns;
}

RowSchema specifications() {
  std::vector<SchemaMember> columns =
      optional_columns({{"dense", text(), "bit length and TOPS: 16b:989.5; 8b:1979"},
                        {"sparse", text(), "likewise, read where there is no dense figure"},
                        {"die_mm2", text(), "area of the logic dies together"},
                        {"planar", text(), "Y where no die is made on a non-planar process"},
                        {"datacenter", text(), "Y or N: designed or marketed for data centres"},
                        {"mem_gb", text(), "memory"},
                        {"mem_bw_gbs", text(), "bandwidth of the memory"},
                        {"link_gbs", text(), "aggregate bidirectional rate over everything but memory"},
                        {"kind", text(), "chip (also if empty), card, board, system, rack or memory"},
                        {"stack_mm2", text(), "area of a memory stack"}});
  columns.insert(columns.begin(), {"name", text(), "of the item"});
  return {"specifications", "Specification", "A row of `classify --specs`.", open_object(std::move(columns)), {}};
}

RowSchema prices() {
  std::vector<SchemaMember> columns =
      optional_columns({{"place", text(), "country in which it was asked"},
                        {"low", text(), "least price of one unit; of low, mid and high one is needed"},
                        {"mid", text(), "usual price"},
                        {"high", text(), "highest price"},
                        {"currency", text(), "ISO 4217; default USD"},
                        {"source", text(), "who asked, where it was read"},
                        {"confidence", text(), "M, Q, S, I or U"},
                        {"grey", text(), "Y where the thing may not go"}});
  columns.insert(columns.begin(), {{"item", text(), "item or system of the catalogue"},
                                   {"date", text(), "day, month or year of the listing"}});
  return {"prices", "Price", "A row of `screen --prices`.", open_object(std::move(columns)), {{"low", "mid", "high"}}};
}

RowSchema house_list() {
  std::vector<SchemaMember> columns =
      optional_columns({{"id", text(), "of the entry"},
                        {"list", text(), "code; default HOUSE"},
                        {"aliases", text(), "separated by '|'"},
                        {"schema", text(), "Organization, Person, Vessel or Aircraft"},
                        {"country", text(), "code or name"},
                        {"address", text(), "as written"},
                        {"requirement", text(), "licence requirement as written"},
                        {"policy", text(), "review policy as written"},
                        {"from", text(), "first day"},
                        {"to", text(), "last day"},
                        {"registration_number", text(), "in a company register"},
                        {"source", text(), "where it was read"},
                        {"url", text(), "of the entry"},
                        {"effect", text(), "of a list of your own code: inform, review or hold"}});
  columns.insert(columns.begin(), {"name", text(), "of the party"});
  return {
      "house-list", "Entry of a house list", "A row of a CSV for `lists import`.", open_object(std::move(columns)), {}};
}

}  // namespace

std::vector<RowSchema> table_schemas() {
  std::vector<RowSchema> all;
  all.push_back({"shipments",
                 "Line of a shipment",
                 "A row of `screen SHIPMENTS`.",
                 open_object(columns_of(shipment_fields(), {"shipment_id", "date", "destination_country"})),
                 {{"consignee_name", "end_user_name"}, {"item_description", "sku"}}});
  all.push_back({"parties", "Party", "A row of `screen --parties`.", open_object(columns_of(party_fields(), {})), {}});
  all.push_back({"ownership",
                 "Share",
                 "A row of `screen --ownership`.",
                 open_object(columns_of(ownership_fields(), {"owner", "owned"})),
                 {}});
  all.push_back({"licences",
                 "Licence",
                 "A row of `screen --licences`.",
                 open_object(columns_of(licence_fields(), {"number"})),
                 {}});
  all.push_back(prices());
  all.push_back({"rates",
                 "Exchange rate",
                 "A row of `screen --rates`.",
                 open_object({{"currency", text(), "ISO 4217"},
                              {"date", text(), "day, month or year"},
                              {"usd", text(), "US dollars for one unit"}}),
                 {}});
  all.push_back(
      {"column-map",
       "Column of yours",
       "A row of `screen --map`.",
       open_object({{"column", text(), "your name"},
                    {"field", text(), "ours; empty drops the column"},
                    {"rank", text(), "of several columns of one field the one with the lowest is it", false}}),
       {}});
  all.push_back(specifications());
  all.push_back(house_list());
  all.push_back({"pairs",
                 "Pair of names",
                 "A row of `compare --pairs`; the output adds `score`.",
                 open_object({{"schema", text(), "what is compared", false},
                              {"name1", text(), "one name"},
                              {"name2", text(), "the other"},
                              {"score", schemas::form("^[01][.][0-9]{4}$"), "0 to 1, in the output", false}}),
                 {}});
  for (RowSchema& one : schemas::world_tables()) all.push_back(std::move(one));
  return all;
}

std::vector<std::string> table_columns(std::string_view name) {
  std::vector<std::string> columns;
  for (const RowSchema& table : table_schemas()) {
    if (table.name != name) continue;
    for (const SchemaMember& column : table.row.members) columns.push_back(column.name);
  }
  return columns;
}

std::vector<RowSchema> output_schemas() {
  std::vector<RowSchema> all = schemas::decision_schemas();
  for (RowSchema& one : schemas::store_schemas()) all.push_back(std::move(one));
  for (RowSchema& one : schemas::answer_schemas()) all.push_back(std::move(one));
  for (RowSchema& one : schemas::world_outputs()) all.push_back(std::move(one));
  all.push_back({"missing",
                 "Missing fact",
                 "A row of the worksheet of `screen --missing`, a table of parties once filled in.",
                 open_object({{"party_id", text(), "empty: the row belongs to the party of that name and country"},
                              {"name", text(), "of the party"},
                              {"country", text(), "of the party"},
                              {"field", text(), "what is missing"},
                              {"decisions_waiting", schemas::form("^[0-9]+$"), "for it"},
                              {"chips_waiting", schemas::form("^[0-9.e+]+$"), "for it"}}),
                 {}});
  all.push_back({"rejects",
                 "Rejected row",
                 "A row of the reject file.",
                 object({{"file", text(), "in which it stands"},
                         {"record", schemas::form("^[0-9]+$"), "its number, from 1"},
                         {"byte", schemas::form("^[0-9]+$"), "where it begins"},
                         {"line", schemas::form("^[0-9]+$"), "likewise"},
                         {"column", text(), "empty: the whole row is at fault"},
                         {"value", text(), "cut at 200 bytes"},
                         {"reason", text(), "why"}}),
                 {}});
  return all;
}

}  // namespace tidewaiter
