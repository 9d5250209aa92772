// Random tables with random dialects, quoting and injected faults. The generator knows the fate of every row; the
// outcome must be the same for any number of threads, size of slices and cuts of the rows into files.
#include <gmock/gmock.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ingest/shipment_input.h"
#include "rounds.h"

namespace tidewaiter::ingest {
namespace {

using Random = std::mt19937;

struct Row {
  std::vector<std::string> cells;  // in the order of kColumns
  int fault = 0;                   // 0: good; see write_row
  bool id_readable = true;
};

const std::vector<std::string> kColumns{"shipment_id",         "line_no", "date",       "consignee_name",
                                        "destination_country", "sku",     "unit_value", "notes"};
constexpr std::size_t kLineNo = 1;
constexpr int kFaults = 9;

std::size_t pick(Random& random, std::size_t count) { return random() % count; }

std::string random_text(Random& random) {
  static const std::vector<std::string> kPieces{"Acme", "GmbH & Co",    "\"Sons\"", ",", ";", "\t", "\r\n", "\n", "\r",
                                                " ",    "\xE6\xB8\xAF", "12\" rack"};
  std::string text = "x";
  for (std::size_t i = pick(random, 4); i > 0; --i) text += kPieces[pick(random, kPieces.size())];
  return text + "x";
}

Row random_row(Random& random, std::size_t line_no, std::size_t shipments) {
  Row row;
  const std::string id = "S" + std::to_string(pick(random, shipments));
  row.cells = {id,
               std::to_string(line_no),
               "2025-03-01",
               random_text(random),
               "SG",
               random_text(random),
               std::to_string(pick(random, 100)),
               pick(random, 3) == 0 ? random_text(random) : ""};
  row.fault = pick(random, 4) == 0 ? 1 + static_cast<int>(pick(random, kFaults)) : 0;
  switch (row.fault) {
    case 1:
      row.cells[2] = "2025-02-30";
      break;
    case 2:
      row.cells[6] = "-5";
      break;
    case 3:
      row.cells[3] = " ";
      break;
    case 4:
      row.cells[0] = "";
      row.id_readable = false;
      break;
    case 5:
      row.cells[5] = "nul\0nul";
      row.cells[5][0] = '\0';
      break;
    case 6:  // long, and on one line: over several it would cost its first line, and the others count as rows
      row.cells[3] = row.cells[5] = row.cells[7] = "plain";
      break;
    default:
      break;
  }
  return row;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// One row in a dialect; `order[i]` is the field in column i. Faults 6 to 9 concern the whole row.
std::string write_row(const Row& row, char delimiter, const std::vector<std::size_t>& order, Random& random) {
  std::string out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) out += delimiter;
    const std::string& cell = row.cells[order[i]];
    const bool special = cell.find_first_of(",;\t\"\r\n") != std::string::npos;
    out += special || pick(random, 4) == 0 ? quoted(cell) : cell;
  }
  switch (row.fault) {
    case 6:  // long
      out += std::string(1, delimiter) + "more";
      break;
    case 7:  // badly quoted, on one line whatever its cells hold
      return row.cells[0] + delimiter + "\"a\"b" + delimiter + "rest";
    case 8:  // short
      return row.cells[0] + delimiter + "short";
    case 9:  // a quote that is never closed; no other row can close it well, for no row has so few cells after a break
      return row.cells[0] + delimiter + "\"open";
    default:
      break;
  }
  return out;
}

struct Fate {
  std::set<std::string> accepted;                             // line_no
  std::map<std::string, std::vector<std::string>> shipments;  // id -> accepted line_no in order, "-" for a reject
  std::size_t rejected = 0;
  friend bool operator==(const Fate&, const Fate&) = default;
};

Fate fate_of(const std::vector<Row>& rows) {
  Fate fate;
  for (const Row& row : rows) {
    if (row.fault == 0) fate.accepted.insert(row.cells[kLineNo]);
    if (row.fault != 0) ++fate.rejected;
    if (!row.id_readable) continue;
    auto& lines = fate.shipments[row.cells[0]];
    if (row.fault == 0) lines.push_back(row.cells[kLineNo]);
    if (row.fault != 0) lines.push_back("-");
  }
  for (auto& [id, lines] : fate.shipments) std::ranges::stable_partition(lines, [](const auto& l) { return l != "-"; });
  return fate;
}

Fate outcome_of(const ShipmentInput& input, unsigned threads) {
  Fate fate;
  std::mutex mutex;
  const auto survey = input.survey(
      threads,
      [&](const Reject& reject) -> Result<void> {
        EXPECT_NE(reject.reason, "");
        ++fate.rejected;
        return {};
      },
      [&](const ShipmentBatch& batch) {
        const std::scoped_lock lock(mutex);
        for (std::size_t i = 0; i < batch.rows(); ++i) {
          EXPECT_TRUE(fate.accepted.emplace(batch.cell(ShipmentField::line_no, i)).second);
        }
      });
  EXPECT_TRUE(survey);
  auto cursor = input.cursor(*survey, threads);
  EXPECT_TRUE(cursor);
  for (;;) {
    const auto slice = cursor->next();
    EXPECT_TRUE(slice);
    if (!*slice) return fate;
    const auto parsed = input.parse(**slice);
    EXPECT_TRUE(parsed);
    for (const ShipmentRange& range : parsed->shipments) {
      auto& lines = fate.shipments[range.id];
      EXPECT_TRUE(lines.empty()) << "a shipment in two slices";
      for (std::size_t i = range.first_row; i < range.end_row; ++i) {
        lines.emplace_back(parsed->batch.cell(ShipmentField::line_no, i));
      }
      lines.insert(lines.end(), range.end_reject - range.first_reject, "-");
    }
  }
}

// The rows as 1 to 4 files, each in a dialect, an order of columns and with line ends of its own.
std::vector<SourceText> write_files(const std::vector<Row>& rows, Random& random) {
  std::vector<std::size_t> cuts{0, rows.size()};
  for (std::size_t i = pick(random, 4); i > 0; --i) cuts.push_back(pick(random, rows.size() + 1));
  std::ranges::sort(cuts);
  std::vector<SourceText> files;
  for (std::size_t part = 0; part + 1 < cuts.size(); ++part) {
    const char delimiter = std::string_view(",;\t")[pick(random, 3)];
    const std::string line_end = std::vector<std::string>{"\n", "\r\n", "\r"}[pick(random, 3)];
    std::vector<std::size_t> order(kColumns.size());
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin() + 1, order.end(), random);  // the id stays first: faulty rows begin with it
    std::string text = pick(random, 2) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t i = 0; i < order.size(); ++i)
      text += (i > 0 ? std::string(1, delimiter) : "") + kColumns[order[i]];
    for (std::size_t i = cuts[part]; i < cuts[part + 1]; ++i) {
      text += line_end + write_row(rows[i], delimiter, order, random);
      if (pick(random, 10) == 0) text += line_end;  // a blank line
    }
    if (pick(random, 2) == 0) text += line_end;
    files.push_back({"part" + std::to_string(part), std::move(text)});
  }
  return files;
}

TEST(ShipmentProperty, EveryRowMeetsItsFateHoweverItIsReadAndCut) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 7);
  Random random(20250301);
  for (std::size_t round = 0; round < rounds(40); ++round) {
    std::vector<Row> rows;
    const std::size_t count = pick(random, 300);
    const std::size_t shipments = 1 + pick(random, 100);
    for (std::size_t i = 0; i < count; ++i) rows.push_back(random_row(random, i, shipments));
    if (round % 2 == 0) std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.cells[0]; });
    const Fate expected = fate_of(rows);
    for (const unsigned threads : {1U, 2U, 7U}) {
      for (const std::size_t batch_rows : {std::size_t{1}, std::size_t{17}, std::size_t{2048}}) {
        const auto input = ShipmentInput::from_texts(write_files(rows, random), {.batch_rows = batch_rows});
        ASSERT_TRUE(input) << to_string(input.error());
        ASSERT_EQ(outcome_of(*input, threads), expected)
            << "round " << round << ", " << threads << " threads, slices of " << batch_rows;
      }
    }
  }
}

}  // namespace
}  // namespace tidewaiter::ingest
