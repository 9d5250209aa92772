// store export: decisions, answers, exceptions and runs as rows for other programs, streamed.
#include <fmt/format.h>

#include <map>
#include <variant>

#include "base/json_reader.h"
#include "base/json_writer.h"
#include "cli/answers.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "store/store.h"
#include "tables/parquet.h"

namespace tidewaiter::cli {
namespace {

constexpr std::size_t kWriteBytes = std::size_t{1} << 16;
constexpr std::size_t kParquetRows = 2048;

// Objects as lines or CSV.
class TextSink {
 public:
  static Result<TextSink> open(const std::string& path, Format form, std::vector<std::string> columns) {
    TIDEWAITER_TRY(Output output, Output::open(path));
    return TextSink(std::move(output), ObjectRows(form, std::move(columns)));
  }

  Result<void> add(const std::string& object) {
    TIDEWAITER_CHECK(rows_.add(out_, object));
    return out_.size() < kWriteBytes ? Result<void>{} : write();
  }

  Result<void> finish() {
    rows_.end(out_);
    TIDEWAITER_CHECK(write());
    return output_.finish();
  }

 private:
  TextSink(Output output, ObjectRows rows) : output_(std::move(output)), rows_(std::move(rows)) {}

  Result<void> write() {
    TIDEWAITER_CHECK(output_.write(out_));
    out_.clear();
    return {};
  }

  Output output_;
  ObjectRows rows_;
  std::string out_;
};

// Every column is text, as the files of kept rows have it; an empty one is NULL.
class ParquetSink {
 public:
  static Result<ParquetSink> open(const std::string& path, std::vector<std::string> columns) {
    TIDEWAITER_TRY(tables::ParquetWriter writer, tables::ParquetWriter::open(path, columns));
    return ParquetSink(std::move(writer), std::move(columns));
  }

  Result<void> add(const std::string& object) {
    TIDEWAITER_TRY(const json::Document document, json::Document::parse(object, "a row of the export"));
    for (const std::string& column : columns_) {
      const auto value = document.root().find(column);
      cells_.push_back(value ? text_of(*value) : std::string{});
    }
    return cells_.size() < kParquetRows * columns_.size() ? Result<void>{} : flush();
  }

  Result<void> finish() {
    TIDEWAITER_CHECK(flush());
    return writer_.finish();
  }

 private:
  ParquetSink(tables::ParquetWriter writer, std::vector<std::string> columns)
      : writer_(std::move(writer)), columns_(std::move(columns)) {}

  static std::string text_of(const json::Value& value) {
    if (const auto text = value.string()) return std::string(*text);
    if (const auto number = value.number()) return fmt::format("{}", *number);
    if (const auto is = value.boolean()) return *is ? "true" : "false";
    return {};
  }

  Result<void> flush() {
    if (cells_.empty()) return {};
    const auto owner = std::make_shared<const std::vector<std::string>>(std::move(cells_));
    cells_.clear();
    tables::TextColumns rows{owner->size() / columns_.size(), {}, owner};
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      for (std::size_t row = 0; row < rows.rows; ++row)
        rows.cells.emplace_back((*owner)[row * columns_.size() + column]);
    }
    return writer_.add(std::move(rows));
  }

  tables::ParquetWriter writer_;
  std::vector<std::string> columns_;
  std::vector<std::string> cells_;
};

// Takes objects; writes them in the form that is asked for.
class Sink {
 public:
  static Result<Sink> open(const Context& context, const ExportStore& command, std::vector<std::string> columns) {
    (void)listen_for_interrupts();
    const std::string& path = context.common.output;
    if (command.form != Format::parquet) {
      TIDEWAITER_TRY(TextSink text, TextSink::open(path, command.form, std::move(columns)));
      return Sink(std::move(text));
    }
    if (path.empty() || path == "-") {
      return fail(ErrorCode::usage, "Parquet is no text for standard output", {}, "name a file with -o FILE");
    }
    TIDEWAITER_TRY(ParquetSink parquet, ParquetSink::open(path, std::move(columns)));
    return Sink(std::move(parquet));
  }

  Result<void> add(const std::string& object) {
    TIDEWAITER_CHECK(unless_interrupted());
    return std::visit([&](auto& to) { return to.add(object); }, to_);
  }

  Result<void> finish() {
    return std::visit([](auto& to) { return to.finish(); }, to_);
  }

 private:
  explicit Sink(std::variant<TextSink, ParquetSink> to) : to_(std::move(to)) {}
  std::variant<TextSink, ParquetSink> to_;
};

Result<void> export_decisions(const Context& context, const ExportStore& command, const Store& store) {
  TIDEWAITER_TRY(Sink sink,
                 Sink::open(context, command,
                            {"run", "started", "shipment_id", "date", "disposition", "determination", "policy", "risk",
                             "digest", "row_digest", "lists_version", "rules_version", "engine_version", "decision"}));
  TIDEWAITER_TRY(const std::vector<RunRecord> all, store.runs());
  std::map<RunId, const RunRecord*> runs;
  for (const RunRecord& run : all) runs[run.id] = &run;
  std::string object;
  TIDEWAITER_CHECK(store.each_decision([&](const StoredDecision& decision) -> Result<void> {
    static const RunRecord none;
    const auto known = runs.find(decision.run);
    const RunRecord& run = known == runs.end() ? none : *known->second;
    object.clear();
    JsonWriter json(object);
    json.begin_object().member("run", decision.run).member("started", run.info.started);
    json.member("shipment_id", decision.shipment_id);
    json.member("date", decision.date ? decision.date->to_string() : std::string{});
    json.member("disposition", to_string(decision.disposition));
    json.member("determination", to_string(decision.determination)).member("policy", to_string(decision.policy));
    json.member("risk", decision.risk).member("digest", hex_of(decision.digest));
    json.member("row_digest", decision.rows ? hex_of(*decision.rows) : std::string{});
    json.member("lists_version", run.info.versions.lists).member("rules_version", run.info.versions.rules);
    // its text as it is stored, byte for byte what the digest is over; empty for a release
    json.member("engine_version", run.info.versions.engine).member("decision", decision.json).end_object();
    return sink.add(object);
  }));
  return sink.finish();
}

Result<void> export_answers(const Context& context, const ExportStore& command, const Store& store) {
  TIDEWAITER_TRY(Sink sink,
                 Sink::open(context, command,
                            {"id", "shipment_id", "answer", "reason", "by", "created", "run", "digest", "row_digest",
                             "lists_version", "rules_version", "data_version", "engine_version"}));
  TIDEWAITER_TRY(const std::vector<Answer> answers, store.answers());
  for (const Answer& answer : answers) {
    std::string object;
    JsonWriter json(object);
    append_answer(json.begin_object(), answer).member("row_digest", answer.rows);
    json.member("lists_version", answer.lists).member("rules_version", answer.rules);
    json.member("data_version", answer.data).member("engine_version", answer.engine).end_object();
    TIDEWAITER_CHECK(sink.add(object));
  }
  return sink.finish();
}

Result<void> export_exceptions(const Context& context, const ExportStore& command, const Store& store) {
  TIDEWAITER_TRY(Sink sink, Sink::open(context, command,
                                       {"id", "party", "country", "entry_id", "list", "entry", "by", "reason",
                                        "created", "until", "removed_by", "removed_reason", "removed"}));
  TIDEWAITER_TRY(const std::vector<ListException> exceptions, store.exceptions());
  for (const ListException& exception : exceptions) {
    const ListException::Removal removal = exception.removal.value_or(ListException::Removal{});
    std::string object;
    JsonWriter json(object);
    append_exception(json.begin_object(), exception).member("removed_by", removal.by);
    json.member("removed_reason", removal.reason);
    json.member("removed", removal.created).end_object();
    TIDEWAITER_CHECK(sink.add(object));
  }
  return sink.finish();
}

Result<void> export_runs(const Context& context, const ExportStore& command, const Store& store) {
  TIDEWAITER_TRY(Sink sink, Sink::open(context, command,
                                       {"run", "state", "started", "finished", "inputs", "options", "kept_rows",
                                        "rows_read", "rows_rejected", "shipments", "lists_version", "rules_version",
                                        "data_version", "engine_version", "pruned"}));
  TIDEWAITER_TRY(const std::vector<RunRecord> runs, store.runs());
  for (const RunRecord& run : runs) {
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("run", run.id).member("state", to_string(run.state));
    json.member("started", run.info.started).member("finished", run.summary.finished);
    json.member("inputs", fmt::format("{}", fmt::join(run.info.inputs, "|"))).member("options", run.info.options);
    json.member("kept_rows", run.info.accepted_input).member("rows_read", run.summary.rows_read);
    json.member("rows_rejected", run.summary.rows_rejected).member("shipments", run.summary.shipments);
    json.member("lists_version", run.info.versions.lists).member("rules_version", run.info.versions.rules);
    json.member("data_version", run.info.data_version).member("engine_version", run.info.versions.engine);
    json.member("pruned", run.pruned).end_object();
    TIDEWAITER_CHECK(sink.add(object));
  }
  return sink.finish();
}

Result<void> export_store(const Context& context, const ExportStore& command) {
  TIDEWAITER_CHECK(need_store(context));
  TIDEWAITER_CHECK(refuse_same_file(context.common.output, {context.settings.store.string()}));
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  switch (command.what) {
    case ExportStore::What::decisions:
      return export_decisions(context, command, store);
    case ExportStore::What::answers:
      return export_answers(context, command, store);
    case ExportStore::What::exceptions:
      return export_exceptions(context, command, store);
    case ExportStore::What::runs:
      return export_runs(context, command, store);
  }
  return {};
}

}  // namespace

int run_command(const Context& context, const ExportStore& command) {
  return status_of(export_store(context, command));
}

}  // namespace tidewaiter::cli
