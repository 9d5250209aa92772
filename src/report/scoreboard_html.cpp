// Rows and pictures of the scoreboard as JSON, and the page that reads them.
#include <fmt/format.h>

#include "base/json_writer.h"
#include "report/html_data.h"
#include "report/scoreboard.h"
#include "report/text.h"

namespace tidewaiter {

std::string scoreboard_html_page();  // made out of html/ when this is built

namespace report {
namespace {

void number(JsonWriter& json, JsonKey key, std::optional<double> value) {
  json.key(key);
  if (value) {
    json.value(*value);
  } else {
    json.null();
  }
}

void write_row(JsonWriter& json, const ScoreRow& row) {
  json.member("result", row.result).member("measure", row.measure).member("by", row.by).member("slice", row.slice);
  number(json, "value", row.value);
  number(json, "low", row.low);
  number(json, "high", row.high);
  json.member("count", row.count).member("of", row.of).member("note", row.note);
}

void write_told(JsonWriter& json, const ToldScheme& told) {
  json.begin_object().member("id", told.id).member("kind", told.kind).member("first", told.first.to_string());
  json.member("last", told.last.to_string()).member("chips", told.chips).member("left_out", told.left_out);
  json.key("steps").begin_array();
  for (const ToldScheme::Step& step : told.steps) {
    json.begin_object().member("shipment", step.shipment).member("date", step.date.to_string());
    json.member("from", step.from).member("to", step.to).member("from_country", step.from_country);
    json.member("to_country", step.to_country).member("item", step.item).member("quantity", step.quantity);
    json.member("chips_diverted", step.chips_diverted).member("seen", step.seen).end_object();
  }
  json.end_array().end_object();
}

std::string data_of(const Scoreboard& board) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("seed", board.seed).member("scenario", board.scenario);
  json.member("first", board.first.to_string()).member("last", board.last.to_string());
  json.member("shipments", board.shipments).member("parties", board.parties).member("schemes", board.schemes);
  json.member("scheme_shipments", board.scheme_shipments).member("scheme_parties", board.scheme_parties);
  json.member("resamples", board.resamples).member("bootstrap_seed", board.bootstrap_seed);
  json.member("results", board.results).key("notes").begin_array();
  for (const ScoreNote& note : board.notes) json.value(in_words(note));
  json.end_array().key("measures").begin_array();
  for (const ScoreMeasure& measure : score_measures()) {
    json.begin_object().member("name", measure.name).member("title", measure.title);
    json.member("meaning", measure.meaning).end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const ScoreRow& row : board.rows) {
    json.begin_object();
    write_row(json, row);
    json.end_object();
  }
  json.end_array().key("curves").begin_array();
  for (const ScoreCurve& curve : board.curves) {
    json.begin_object().member("result", curve.result).key("points").begin_array();
    for (const ScoreCurve::Point& point : curve.points) {
      json.begin_array().value(point.recall).value(point.precision).end_array();
    }
    json.end_array().end_object();
  }
  json.end_array().key("flows").begin_array();
  for (const ScoreFlow& flow : board.flows) {
    json.begin_object().member("from", flow.from).member("to", flow.to).member("shipments", flow.shipments);
    json.member("of_schemes", flow.of_schemes).member("chips_diverted", flow.chips_diverted).end_object();
  }
  json.end_array().key("told");
  if (board.told) {
    write_told(json, *board.told);
  } else {
    json.null();
  }
  json.end_object();
  return inside_script(out);
}

void fill(std::string& page, std::string_view hole, std::string_view text) {
  page.replace(page.find(hole), hole.size(), text);
}

}  // namespace

std::string score_json(const Scoreboard& board, const ScoreRow& row) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("seed", board.seed).member("scenario", board.scenario);
  write_row(json, row);
  json.end_object();
  return out;
}

std::string scoreboard_html(const Scoreboard& board) {
  std::string page = scoreboard_html_page();
  fill(page, "{{counts}}",
       fmt::format("{}, {}", counted(board.shipments, "shipment", "shipments"),
                   counted(board.schemes, "scheme", "schemes")));
  fill(page, "{{data}}", data_of(board));
  return page;
}

}  // namespace report
}  // namespace tidewaiter
