// Watches lines being screened and writes down why they came out so: what would settle them, which rules applied and
// decided nothing, what they missed by little.
#pragma once

#include <vector>

#include "engine/facts.h"
#include "engine/screen.h"
#include "model/reasoning.h"
#include "regime/regime.h"

namespace tidewaiter {

class Reasoner : public LineObserver {
 public:
  // All must outlive this.
  Reasoner(const Snapshot& snapshot, const RunTables& tables, std::vector<LineReasoning>& into)
      : snapshot_(snapshot), tables_(tables), into_(into) {}

  void saw(const LineDecision& decided, const Line& line, const Facts& facts, const ShipmentBatch& batch,
           std::size_t row) override;

 private:
  void add_footing(const LineDetermination& now, const Facts& facts, LineReasoning& reasoning) const;
  void add_weaker(const LineDetermination& now, const Facts& facts, LineReasoning& reasoning) const;
  void add_near_figures(const LineDetermination& now, const Line& line, const Facts& facts,
                        LineReasoning& reasoning) const;
  void add_near_days(const LineDetermination& now, const Line& line, const ShipmentBatch& batch, std::size_t row,
                     LineReasoning& reasoning);

  const Snapshot& snapshot_;
  const RunTables& tables_;
  std::vector<LineReasoning>& into_;
  LineFacts other_day_;
};

}  // namespace tidewaiter
