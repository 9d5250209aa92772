#include "ingest/shipment_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ingest/reject_file.h"
#include "ingest/shipment_state.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::uint64_t kReleaseBytes = std::uint64_t{32} << 20;  // what of a file stays mapped behind a walk

constexpr std::size_t index(ShipmentField field) { return static_cast<std::size_t>(field); }

// docs/contracts.md, "Required".
std::vector<std::vector<std::size_t>> requirements() {
  return {{index(ShipmentField::shipment_id)},
          {index(ShipmentField::date)},
          {index(ShipmentField::consignee_name), index(ShipmentField::end_user_name)},
          {index(ShipmentField::destination_country)},
          {index(ShipmentField::item_description), index(ShipmentField::sku)}};
}

// Amounts that a workbook shows in a currency which no column names: they would count as US dollars without a word.
void tell_currencies(const tables::CsvFile& csv, const ColumnPlan& plan, std::vector<std::string>& notes) {
  const auto column = [&](ShipmentField field) { return plan.column_of[static_cast<std::size_t>(field)]; };
  if (column(ShipmentField::currency) != kNoColumn) return;
  for (const tables::ShownCurrency& shown : csv.currencies) {
    const bool dollars = shown.currency == "$" || shown.currency == "US$" || shown.currency == "USD";
    if (dollars || static_cast<std::int32_t>(shown.column) != column(ShipmentField::unit_value)) continue;
    notes.push_back(
        fmt::format("{}: {} of the column \"{}\" {} shown with \"{}\" and {} as US dollars: name the currency in "
                    "a column `currency`",
                    csv.input.name(), shown.cells == 1 ? "1 cell" : fmt::format("{} cells", shown.cells),
                    csv.header.names[shown.column], shown.cells == 1 ? "is" : "are", shown.currency,
                    shown.cells == 1 ? "counts" : "count"));
  }
}

Result<void> add_file(tables::CsvFile csv, const ColumnMap& map, std::vector<ShipmentFile>& files,
                      std::vector<std::string>& notes) {
  const std::string& name = csv.input.name();
  if (are_reject_columns(csv.header.names)) {
    return fail(ErrorCode::bad_format, "these are the rejected rows of an earlier run, and no shipments", name,
                "name the shipments alone: a pattern like *.csv takes in the *.rejects.csv beside them, too");
  }
  TIDEWAITER_TRY(ColumnPlan plan, plan_columns(csv.header, name, shipment_fields(), map));
  if (auto missing =
          missing_columns(plan, csv.header, name, shipment_fields(), requirements(), map, tables::rows_below(csv))) {
    for (const std::string& note : csv.notes) missing->hint += "\n" + note;  // which sheet of several, which encoding
    return std::unexpected(*std::move(missing));
  }
  notes.insert(notes.end(), csv.notes.begin(), csv.notes.end());
  notes.insert(notes.end(), plan.notes.begin(), plan.notes.end());
  tell_currencies(csv, plan, notes);
  files.push_back({std::move(csv), std::move(plan.column_of)});
  return {};
}

// A stream is copied before it is read, and may be long: its header is looked at while it comes. Only what the whole
// would say, too, is said: a table of another kind may name its columns later, and an encoding shows in all of it.
Result<void> look_at_front(std::string_view front, const std::string& name, const ColumnMap& map) {
  const std::size_t end = front.rfind('\n');
  if (end == std::string_view::npos) return {};
  const auto csv = tables::open_csv(tables::InputFile::from_bytes(name, std::string(front.substr(0, end + 1))));
  if (!csv || csv->header.dialect.made || csv->encoding != "UTF-8") return {};
  const auto plan = plan_columns(csv->header, name, shipment_fields(), map);
  if (!plan) return {};
  auto missing =
      missing_columns(*plan, csv->header, name, shipment_fields(), requirements(), map, tables::rows_below(*csv));
  if (missing) return std::unexpected(*std::move(missing));
  return {};
}

}  // namespace

void RecordWalk::begin_file() {
  if (file_ == files_.size()) return;
  const tables::CsvFile& csv = files_[file_].csv;
  scanner_ = tables::CsvScanner(csv.input.bytes(), csv.header.dialect, csv.header.names.size(), csv.header.body);
  released_ = 0;
}

bool RecordWalk::next(std::uint32_t& file, tables::RecordRef& record) {
  for (; file_ < files_.size(); begin_file()) {
    const tables::InputFile& input = files_[file_].csv.input;
    if (scanner_.next(record)) {
      file = file_;
      // Who still reads behind this point finds the pages again in the system's cache.
      if (record.byte > released_ + 2 * kReleaseBytes) {
        input.release(released_, record.byte - kReleaseBytes);
        released_ = record.byte - kReleaseBytes;
      }
      return true;
    }
    input.release(0, input.bytes().size());
    ++file_;
  }
  return false;
}

ShipmentInput::ShipmentInput(std::unique_ptr<State> state) : state_(std::move(state)) {}
ShipmentInput::ShipmentInput(ShipmentInput&&) noexcept = default;
ShipmentInput& ShipmentInput::operator=(ShipmentInput&&) noexcept = default;
ShipmentInput::~ShipmentInput() = default;

Result<ShipmentInput> ShipmentInput::open(std::span<const std::filesystem::path> files, InputOptions options) {
  std::vector<tables::InputFile> inputs;
  inputs.reserve(files.size());
  for (const std::filesystem::path& file : files) {
    const std::string name = file == "-" ? "standard input" : file.string();
    TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(file, options.stop, [&](std::string_view front) {
                     return options.encoding.empty() ? look_at_front(front, name, options.map) : Result<void>{};
                   }));
    input.state({.name = options.encoding});
    inputs.push_back(std::move(input));
  }
  return from_inputs(std::move(inputs), std::move(options));
}

Result<ShipmentInput> ShipmentInput::from_texts(std::vector<SourceText> files, InputOptions options) {
  std::vector<tables::InputFile> inputs;
  inputs.reserve(files.size());
  for (SourceText& file : files) {
    inputs.push_back(tables::InputFile::from_bytes(std::move(file.name), std::move(file.text)));
  }
  return from_inputs(std::move(inputs), std::move(options));
}

Result<ShipmentInput> ShipmentInput::from_inputs(std::vector<tables::InputFile> inputs, InputOptions options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  for (tables::InputFile& input : inputs) {
    TIDEWAITER_TRY(tables::CsvFile csv, tables::open_csv(std::move(input), {.threads = state->options.threads,
                                                                            .sheet = state->options.sheet,
                                                                            .stop = state->options.stop}));
    state->how_read.insert(state->how_read.end(), csv.notes.begin(), csv.notes.end());
    TIDEWAITER_CHECK(add_file(std::move(csv), state->options.map, state->files, state->notes));
  }
  for (std::size_t i = 0; i < kShipmentFieldCount; ++i) {
    const bool present =
        std::ranges::any_of(state->files, [i](const ShipmentFile& file) { return file.column_of[i] != kNoColumn; });
    if (present) state->fields.push_back(static_cast<ShipmentField>(i));
  }
  return ShipmentInput(std::move(state));
}

const std::vector<std::string>& ShipmentInput::notes() const { return state_->notes; }
const std::vector<std::string>& ShipmentInput::how_read() const { return state_->how_read; }
std::size_t ShipmentInput::files() const { return state_->files.size(); }
const std::string& ShipmentInput::file_name(std::uint32_t file) const { return state_->files[file].csv.input.name(); }
bool ShipmentInput::has(ShipmentField field) const {
  return std::ranges::find(state_->fields, field) != state_->fields.end();
}
const DecimalCommas& ShipmentInput::decimal_commas() const { return state_->decimal_commas; }

}  // namespace tidewaiter::ingest
