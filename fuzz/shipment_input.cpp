// Any rows as shipments, in one file and cut into two: every record is accepted or rejected, and both ways give the
// same shipments.
#include "ingest/shipment_input.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "require.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::ingest;

constexpr std::string_view kHeader =
    "shipment_id,date,consignee_name,end_user_name,destination_country,item_description,sku,quantity\n";

struct Outcome {
  Survey survey;
  std::vector<std::string> shipments;
};

// What comes out, without the places in the files, which differ between the cuts.
Outcome run(const ShipmentInput& input) {
  Outcome outcome;
  std::uint64_t rejects = 0;
  std::uint64_t visited = 0;
  const auto survey = input.survey(
      1,
      [&](const Reject& reject) -> Result<void> {
        require(!reject.reason.empty() && reject.value.size() <= 200);
        ++rejects;
        return {};
      },
      [&](const ShipmentBatch& batch) { visited += batch.rows(); });
  require(survey.has_value());
  require(survey->accepted == visited && survey->rejected == rejects && survey->records == visited + rejects);
  outcome.survey = *survey;
  auto cursor = input.cursor(*survey, 1);
  require(cursor.has_value());
  std::uint64_t rows = 0;
  std::string last_id;
  for (;;) {
    const auto slice = cursor->next();
    require(slice.has_value());
    if (!*slice) break;
    const auto parsed = input.parse(**slice);
    require(parsed.has_value());
    rows += parsed->batch.rows();
    for (const ShipmentRange& range : parsed->shipments) {
      require(last_id < range.id);
      last_id = range.id;
      std::string text = range.id;
      for (std::size_t row = range.first_row; row < range.end_row; ++row) {
        for (std::size_t field = 0; field < kShipmentFieldCount; ++field) {
          text.append("\x1F").append(parsed->batch.cell(static_cast<ShipmentField>(field), row));
        }
      }
      for (std::size_t i = range.first_reject; i < range.end_reject; ++i) {
        text.append("\x1E").append(parsed->rejects[i].reason);
      }
      outcome.shipments.push_back(std::move(text));
    }
  }
  require(rows == survey->accepted);  // an accepted row has an id
  return outcome;
}

}  // namespace

// First byte: where to cut; second: records a slice; the rest: rows under kHeader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const InputOptions options{.batch_rows = data[1] % 8U};
  const std::string whole = std::string(kHeader).append(text);
  const auto one = ShipmentInput::from_texts({{"one", whole}}, options);
  if (!one) return 0;
  const Outcome all = run(*one);

  // Cut before some record, found by the scanner, so that both files hold whole records.
  tables::CsvScanner scanner(whole, tables::Dialect{','}, 8, {kHeader.size(), 2, 1});
  std::vector<std::uint64_t> begins;
  for (tables::RecordRef record; scanner.next(record);) begins.push_back(record.byte);
  if (begins.empty()) return 0;
  const std::uint64_t cut = begins[data[0] * begins.size() / 256];
  const auto two = ShipmentInput::from_texts(
      {{"first", whole.substr(0, cut)}, {"second", std::string(kHeader) + whole.substr(cut)}}, options);
  // One part alone may look like another encoding, which is refused, or read as that and told.
  if (!two || one->notes() != two->notes()) return 0;
  const Outcome parts = run(*two);
  require(parts.survey.records == all.survey.records && parts.survey.rejected == all.survey.rejected);
  require(parts.survey.ordered == all.survey.ordered);
  require(parts.shipments == all.shipments);
  return 0;
}
