#include "model/scoreboard.h"

namespace tidewaiter {

std::string in_words(const ScoreNote& note) { return note.result.empty() ? note.text : note.result + ": " + note.text; }

ScoreRow row_of(const ScoreNote& note) {
  ScoreRow row{note.result, "note", "all", "", {}, {}, {}, note.count.value_or(0), note.of, note.text};
  if (note.count) row.value = static_cast<double>(*note.count);
  return row;
}

const std::vector<ScoreMeasure>& score_measures() {
  static const std::vector<ScoreMeasure> measures{
      {"average_precision_shipments", "average precision, shipments",
       "sum over the ends of ties of the recall gained there times the precision there; count: shipments of schemes, "
       "of: shipments"},
      {"average_precision_parties", "average precision, parties", "the same over parties"},
      {"scheme_recall_0.1_percent", "schemes found in 0.1 %",
       "share of schemes with a shipment among the first 0.1 % in the result's order; count: shipments looked at, of: "
       "schemes"},
      {"scheme_recall_1_percent", "schemes found in 1 %", "among the first 1 %"},
      {"scheme_recall_5_percent", "schemes found in 5 %", "among the first 5 %"},
      {"flagged", "alerts to read", "decisions hold or stop, alerts not retracted; count: shipments in them, of: all"},
      {"flagged_shipments", "shipments in them",
       "what has to be looked at to read those alerts; one may name every shipment; count: the same, of: all"},
      {"flagged_precision", "of these, of a scheme", "share of the shipments flagged that belong to a scheme"},
      {"scheme_recall_flagged", "schemes flagged", "share of schemes with a flagged shipment"},
      {"delay_days", "days to the first alert",
       "Kaplan-Meier median of the days from a scheme's first shipment to the day on which one of its shipments was "
       "flagged: the first day by which half are flagged, those that never are counted as watched until the last day "
       "of "
       "the world; empty: not reached; count: schemes flagged, of: schemes"},
      {"chips_missing", "chips missing, as told", "sum over holders and kinds; count: balances"},
      {"chips_gone", "chips gone of the book",
       "sum over the same balances of what the book has and nobody there holds"},
      {"chips_error", "mean error a balance", "mean absolute difference of the two"},
      {"coverage_gone", "coverage, chips gone",
       "share of intervals that hold the truth, where some are gone; count: held, of: intervals with low < high"},
      {"coverage_nothing_gone", "coverage, nothing gone", "the same where none are gone"},
      {"interval_width", "mean width of the intervals", "in chips, of intervals with low < high"},
      {"trivial_width", "mean width of [0, book]", "of the same balances"},
      {"note", "notes", "what of a result, or of the world, was judged only in part, and how much of it"},
  };
  return measures;
}

}  // namespace tidewaiter
