#include "engine/run.h"

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "base/pipeline.h"
#include "base/threads.h"
#include "engine/committer.h"
#include "engine/kept_input.h"
#include "engine/kept_rejects.h"
#include "engine/row_digest.h"
#include "engine/screen.h"
#include "engine/stored_options.h"
#include "ingest/licence_table.h"
#include "ingest/ownership_table.h"
#include "ingest/party_table.h"
#include "ingest/reject_file.h"
#include "ingest/words.h"

namespace tidewaiter {
namespace {

// Releases are planned weeks ahead, not quarters (our own judgement).
constexpr int kFarDays = 90;

// What goes through the second pass.
struct Step {
  ingest::Slice slice;
  Screened screened;
};

// The first error of any stage; the others stop when they see it.
class FirstError {
 public:
  void set(Error error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    failed_ = true;
  }
  bool failed() const { return failed_; }
  Result<void> result() {
    const std::lock_guard lock(mutex_);
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  std::mutex mutex_;
  std::optional<Error> error_;
  std::atomic<bool> failed_ = false;
};

class Run {
 public:
  Run(const Snapshot& snapshot, const RunOptions& options, const std::function<Result<void>()>& open_store,
      std::optional<Store>& store, const RunHooks& hooks)
      : snapshot_(snapshot), options_(options), open_store_(open_store), store_(store), hooks_(hooks) {
    threads_ = threads_for(options.threads);
  }

  ~Run() {
    if (begun_) return;  // else nobody will look for what it kept
    if (!kept_input_.empty()) remove_kept(kept_input_);
    if (list_lock_ && store_) drop_lists(options_.keep_in, *store_, *list_lock_, snapshot_.versions.lists);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Result<RunResult> operator()() {
    Result<RunResult> result = all();
    // whatever was at work, and whatever the half of a stream may have lacked
    if (!result && (is_interrupted() || result.error().code == ErrorCode::interrupted)) return interrupted();
    return result;
  }

 private:
  Result<RunResult> all() {
    TIDEWAITER_TRY(ingest::ShipmentInput input, open());
    if (is_interrupted()) return interrupted();
    TIDEWAITER_CHECK(open_store_());
    std::future<Result<void>> lists;
    if (store_ && !options_.keep_in.empty()) {
      TIDEWAITER_TRY(const std::vector<RunRecord> runs, store_->runs());
      remove_orphans(options_.keep_in, runs);
      TIDEWAITER_TRY(store::RunLocks locks, locks_of(options_.keep_in, true));
      drop_lists(options_.keep_in, *store_, locks);
      if (snapshot_.lists) {
        TIDEWAITER_CHECK(locks.share_list(snapshot_.versions.lists));
        list_lock_ = std::move(locks);
      }
      lists = keep_what_it_rests_on();
    }
    TIDEWAITER_CHECK(first_pass(input));
    RunTables tables = RunTables::resolve(
        snapshot_, book_, ownership_, distinct_, threads_,
        [&](std::size_t done, std::size_t total) { tell({Phase::matching, done, total, result_.survey.records}); },
        [&] { return is_interrupted(); });
    if (is_interrupted()) return interrupted();
    tell_of_nobody(tables.ownership());
    tables.latest_date = options_.latest_date ? options_.latest_date : result_.survey.latest_date;
    if (licences_) tables.set_licences(&*licences_);
    TIDEWAITER_CHECK(find_patterns(tables));
    if (kept_) TIDEWAITER_CHECK(kept_->finish());
    if (lists.valid()) TIDEWAITER_CHECK(lists.get());
    kept_.reset();  // and the memory of its writer
    result_.parties = tables.parties();
    TIDEWAITER_CHECK(second_pass(input, tables));
    return std::move(result_);
  }

  void tell(const RunProgress& progress) const {
    if (hooks_.progress) hooks_.progress(progress);
  }
  void note(const std::string& text) const {
    if (hooks_.note) hooks_.note(text);
  }
  std::unexpected<Error> interrupted() const {
    if (!begun_)
      return fail(ErrorCode::interrupted, "interrupted; nothing is stored", {}, "run the same command again");
    return fail(ErrorCode::interrupted, "interrupted; what was decided before is stored", {},
                "run the same command again to complete it");
  }
  bool is_interrupted() const { return hooks_.interrupted != nullptr && hooks_.interrupted->load(); }

  // The list is copied while the first pass reads: it takes as long as the disk takes.
  std::future<Result<void>> keep_what_it_rests_on() const {
    return std::async(std::launch::async, [this]() -> Result<void> {
      if (!snapshot_.lists) return {};
      std::error_code failed;
      std::filesystem::create_directories(options_.keep_in, failed);  // whoever writes into it says what is wrong
      return keep_lists(options_.keep_in, snapshot_.settings.lists, snapshot_.versions.lists);
    });
  }

  // A table beside the shipments. A stream comes once, and a copy of it is kept.
  Result<tables::InputFile> open_table(const std::filesystem::path& path) {
    TIDEWAITER_TRY(tables::InputFile file, tables::InputFile::open(path, hooks_.interrupted));
    file.state({.name = options_.encoding, .unless_utf8 = true});
    if (path == "-") stream_ = file.bytes();
    return file;
  }

  // Opens the shipments, and reads the tables beside them.
  Result<ingest::ShipmentInput> open() {
    ingest::InputOptions input_options;
    input_options.batch_rows = options_.batch_rows;
    input_options.threads = threads_;
    input_options.date_order = snapshot_.settings.date_order;
    input_options.stop = hooks_.interrupted;
    ingest::InputOptions of_kept_rows = input_options;  // their columns bear our names
    of_kept_rows.read_before = true;
    input_options.sheet = options_.sheet;
    input_options.encoding = options_.encoding;
    TIDEWAITER_TRY(input_options.map, ingest::ColumnMap::open(options_.maps, options_.encoding));
    TIDEWAITER_TRY(ingest::ShipmentInput input, options_.texts.empty()
                                                    ? ingest::ShipmentInput::open(options_.shipments, input_options)
                                                    : ingest::ShipmentInput::from_texts(options_.texts, of_kept_rows));
    for (const std::string& text : input.notes()) note(text);
    for (const std::string& text : snapshot_.market_notes) note(text);
    result_.how_read = input.how_read();
    const auto add_how_read = [&](const std::vector<std::string>& texts) {
      result_.how_read.insert(result_.how_read.end(), texts.begin(), texts.end());
    };
    add_how_read(snapshot_.market_how_read);
    party_rejects_ = snapshot_.market_rejects;
    result_.market_rows_rejected = party_rejects_.size();
    if (!options_.ownership.empty()) {
      TIDEWAITER_TRY(tables::InputFile file, open_table(options_.ownership));
      TIDEWAITER_TRY(
          ingest::OwnershipTable table,
          ingest::read_ownership(std::move(file), input_options.map, input_options.date_order, input_options.stop));
      for (const std::string& text : table.notes) note(text);
      add_how_read(table.how_read);
      result_.ownership_rows_rejected = table.rejects.size();
      std::ranges::move(table.rejects, std::back_inserter(party_rejects_));
      ownership_ = std::move(table.rows);
    }
    if (!options_.licences.empty()) {
      TIDEWAITER_TRY(tables::InputFile file, open_table(options_.licences));
      TIDEWAITER_TRY(ingest::LicenceTable table, ingest::read_licences(std::move(file), input_options.map,
                                                                       input_options.date_order, input_options.stop));
      for (const std::string& text : table.notes) note(text);
      add_how_read(table.how_read);
      result_.licence_rows_rejected = table.rejects.size();
      std::ranges::move(table.rejects, std::back_inserter(party_rejects_));
      licences_.emplace(std::move(table.rows), snapshot_);
    }
    std::vector<PartyProfile> profiles;
    ingest::KnownParties known;
    for (const std::filesystem::path& path : options_.parties) {
      TIDEWAITER_TRY(tables::InputFile file, open_table(path));
      TIDEWAITER_TRY(ingest::PartyTable table, ingest::read_parties(
                                                   std::move(file), input_options.map,
                                                   [&](std::string_view text) { return snapshot_.places.find(text); },
                                                   known, input_options.date_order, input_options.stop));
      for (const std::string& text : table.notes) note(text);
      add_how_read(table.how_read);
      for (const std::string& text : table.unknown_words) read_as_unknown(text);
      for (const auto& [field, countries] : table.unknown_countries) {
        read_as_unknown(ingest::unknown_countries_note(info(field).name, countries, suggest_country()));
      }
      result_.party_rows += table.records;
      result_.party_rows_rejected += table.rejects.size();
      std::ranges::move(table.rejects, std::back_inserter(party_rejects_));
      std::ranges::move(table.parties, std::back_inserter(profiles));
    }
    book_ = PartyBook(std::move(profiles));
    return input;
  }

  Result<void> first_pass(ingest::ShipmentInput& input) {
    std::optional<ingest::RejectFile> rejects;
    if (options_.texts.empty() && !options_.without_rejects) rejects.emplace(rejects_path());
    const auto keep_reject = [&](const Reject& reject) -> Result<void> {
      if (is_interrupted()) return interrupted();
      return rejects ? rejects->add(reject) : Result<void>{};
    };
    std::optional<KeptRejects> with_shipment;  // of the shipments alone
    const auto take_reject = [&](const Reject& reject) -> Result<void> {
      if (with_shipment) TIDEWAITER_CHECK(with_shipment->add(reject));
      return keep_reject(reject);
    };
    for (const Reject& reject : party_rejects_) TIDEWAITER_CHECK(keep_reject(reject));
    if (!options_.keep_in.empty()) {
      TIDEWAITER_TRY(kept_, KeptInputWriter::open(options_.keep_in, snapshot_.started, input,
                                                  {options_.parties, options_.ownership, options_.licences,
                                                   options_.maps, options_.encoding, stream_},
                                                  threads_));
      kept_input_ = kept_->path();
      with_shipment.emplace(kept_rejects(kept_input_));
    }
    tbb::enumerable_thread_specific<Distinct> found;
    FirstPass ask;
    ask.country = [&](std::string_view text) { return snapshot_.places.find(text); };
    ask.is_known_item = [&](std::string_view key) {
      const auto [description, sku] = split_item_key(key);
      return snapshot_.catalog.identify(description, sku).item.has_value();
    };
    if (!options_.one_by_one && !options_.patterns) ask.patterns = &snapshot_.patterns;
    ask.far_day = snapshot_.today + kFarDays;
    tbb::enumerable_thread_specific<std::vector<LicenceClaim>> claims;
    TIDEWAITER_TRY(result_.survey, input.survey(
                                       threads_, take_reject,
                                       [&](ShipmentBatch batch) {
                                         found.local().collect(batch, ask);
                                         if (licences_) licences_->collect(snapshot_, batch, claims.local());
                                         if (kept_) kept_->add(std::move(batch));
                                       },
                                       [&](const ingest::Progress& at) {
                                         tell({Phase::reading, at.bytes, at.total_bytes, at.records});
                                       }));
    if (is_interrupted()) return interrupted();
    if (kept_) kept_->end();
    if (with_shipment) TIDEWAITER_CHECK(with_shipment->finish());
    if (rejects) {
      TIDEWAITER_CHECK(rejects->finish());
      if (rejects->count() > 0) result_.rejects_file = rejects_path().string();
    }
    for (Distinct& distinct : found) distinct_.merge(std::move(distinct));
    for (const std::string& copy : result_.survey.copies) {
      note(copy);
      result_.how_read.push_back(copy);
    }
    tell_unknown_words(input);
    tell_far_dates(input);
    if (const ingest::DecimalCommas& some = input.decimal_commas(); some.numbers > 0 && options_.texts.empty()) {
      note(some.note(input.file_name(some.file)));
    }
    if (licences_ && options_.used_up) licences_->set_used_up(*options_.used_up);
    if (licences_ && !options_.used_up) {
      std::vector<LicenceClaim> all;
      for (std::vector<LicenceClaim>& some : claims) std::ranges::move(some, std::back_inserter(all));
      licences_->use_up(std::move(all));
      if (!kept_input_.empty()) TIDEWAITER_CHECK(keep_used_up(kept_input_, licences_->used_up()));
    }
    return {};
  }

  // What the shipments show together, of this run or, in a replay, of the whole one.
  Result<void> find_patterns(RunTables& tables) {
    patterns_ = options_.patterns;
    if (!patterns_ && !options_.one_by_one) {
      patterns_ = std::make_shared<const Patterns>(
          Patterns::build(snapshot_, std::move(distinct_.patterns), tables.by_party_key(), tables.by_item_key()));
      if (!kept_input_.empty()) TIDEWAITER_CHECK(keep_patterns(kept_input_, *patterns_));
    }
    if (patterns_) tables.set_patterns(patterns_.get());
    return {};
  }

  // A replay has one shipment of many: of its table most rows are about others.
  void tell_of_nobody(const OwnershipBook& ownership) const {
    const std::size_t rows = ownership.rows_of_nobody();
    if (rows == 0 || !options_.texts.empty()) return;
    note(
        fmt::format("{} of {} rows of the ownership table say who owns what is no party of these shipments, nor above "
                    "one; the first: \"{}\"",
                    rows, ownership_.size(), ownership.first_nobody()));
  }

  void read_as_unknown(const std::string& text) {
    note(text);
    result_.read_as_unknown.push_back(text);
  }

  std::function<std::string(std::string_view)> suggest_country() const {
    return [this](std::string_view text) { return snapshot_.places.suggest(text); };
  }

  void tell_unknown_words(const ingest::ShipmentInput& input) {
    const auto with_places = [&](const auto& words) {
      ingest::UnknownWords unknown;
      for (const auto& [word, seen] : words) {
        unknown[word] = {seen.rows, input.file_name(seen.first.file), seen.first.line};
      }
      return unknown;
    };
    for (const auto& [field, words] : distinct_.unknown_words) {
      read_as_unknown(ingest::unknown_words_note(info(field).name, with_places(words), ingest::words_of(field)));
    }
    for (const auto& [field, words] : distinct_.unknown_countries) {
      read_as_unknown(ingest::unknown_countries_note(info(field).name, with_places(words), suggest_country()));
    }
  }

  // A typed year, more likely than a plan; the law and the lists of such a day are today's.
  void tell_far_dates(const ingest::ShipmentInput& input) const {
    const Distinct::FirstSeen& seen = distinct_.far_dates;
    if (seen.rows == 0 || !options_.texts.empty()) return;
    note(fmt::format(
        "{} dated more than {} days after today, the first in {}:{}: their law is as far as it is known today",
        seen.rows == 1 ? "1 row is" : fmt::format("{} rows are", seen.rows), kFarDays, input.file_name(seen.first.file),
        seen.first.line));
  }

  std::filesystem::path rejects_path() const {
    if (!options_.rejects.empty()) return options_.rejects;
    const std::filesystem::path& first = options_.shipments.front();
    if (first == "-") return "shipments.rejects.csv";
    return std::filesystem::path(first).replace_extension(".rejects.csv");
  }

  Result<void> second_pass(ingest::ShipmentInput& input, const RunTables& tables) {
    RunId run_id = 0;
    if (store_) {
      RunInfo info;
      info.started = snapshot_.started;
      for (const auto& path : options_.shipments) info.inputs.push_back(path.string());
      info.versions = snapshot_.versions;
      info.options = options_json(snapshot_, tables.latest_date, options_.encoding);
      info.accepted_input = kept_input_;
      info.data_version = snapshot_.data_version;
      TIDEWAITER_TRY(const bool known, store_->has_data(info.data_version));
      if (!known) TIDEWAITER_CHECK(store_->keep_data(info.data_version, snapshot_.data->to_json()));
      if (!kept_input_.empty()) {
        TIDEWAITER_TRY(info.kept, describe_kept(kept_input_));
      }
      TIDEWAITER_TRY(run_id, store_->begin_run(info));
      begun_ = true;
      result_.run = run_id;
    }
    TIDEWAITER_TRY(ingest::ShipmentCursor cursor, input.cursor(result_.survey, threads_));
    Committer committer(store_, run_id, hooks_);
    FirstError error;
    std::uint64_t rows = 0;
    bool any = false;
    const auto next = [&](Step& step) {
      if (error.failed() || is_interrupted()) return false;
      auto slice = cursor.next();
      if (!slice) {
        error.set(std::move(slice).error());
        return false;
      }
      if (!*slice) {
        // a replay of a shipment of which every row was rejected
        return !std::exchange(any, true) && !options_.kept_rejects.empty();
      }
      any = true;
      step.slice = *std::move(*slice);
      return true;
    };
    run_pipeline<Step>(
        threads_, std::size_t{threads_} * 2 + 2, next,
        [&](Step& step) { step.screened = screen_slice(input, tables, step.slice, error); },
        [&](Step& step) {
          if (error.failed()) return;
          rows += step.screened.rows;
          if (auto taken = committer.take(std::move(step.screened)); !taken) error.set(std::move(taken).error());
          tell({Phase::screening, rows, result_.survey.records, rows});
        });
    TIDEWAITER_CHECK(error.result());
    TIDEWAITER_CHECK(committer.flush());
    if (is_interrupted()) return interrupted();
    result_.shipments = committer.count();
    if (store_) {
      RunSummary summary;
      if (hooks_.now) summary.finished = hooks_.now();
      summary.rows_read = result_.survey.records;
      summary.rows_rejected = result_.survey.rejected;
      summary.shipments = result_.shipments;
      TIDEWAITER_CHECK(store_->finish_run(run_id, summary));
    }
    return {};
  }

  Screened screen_slice(const ingest::ShipmentInput& input, const RunTables& tables, const ingest::Slice& slice,
                        FirstError& error) const {
    Screened screened;
    if (error.failed()) return screened;
    auto parsed = input.parse(slice);
    if (!parsed) {
      error.set(std::move(parsed).error());
      return screened;
    }
    screened.rows = parsed->batch.rows();
    if (!options_.kept_rejects.empty()) add_kept_rejects(*parsed);
    const std::unique_ptr<LineObserver> observer = hooks_.observer ? hooks_.observer(tables) : nullptr;
    screened.decisions = screen(snapshot_, tables, *parsed, observer.get());
    screened.canonical.reserve(screened.decisions.size());
    std::optional<RowDigests> digests;
    if (store_ || hooks_.rows) digests.emplace(input);
    // perf: writing every decision down as JSON is a tenth of a run without a store
    const bool wants_form = store_ || hooks_.wants_json || hooks_.wants_digest;
    CanonicalDecision form;
    for (std::size_t i = 0; i < screened.decisions.size(); ++i) {
      const Decision& decision = screened.decisions[i];
      if (wants_form) make_canonical(decision, form);
      if (digests) screened.row_digests.push_back(digests->of(*parsed, parsed->shipments[i]));
      if (store_) {
        screened.packed.push_back(pack(decision, form));
        screened.packed.back().rows = screened.row_digests.back();
      }
      screened.canonical.push_back(hooks_.wants_json ? form : CanonicalDecision{{}, form.digest});
    }
    return screened;
  }

  // REQUIRES: the one shipment of a replay, or none where no row of it was accepted.
  void add_kept_rejects(ingest::ParsedSlice& parsed) const {
    if (parsed.shipments.empty()) parsed.shipments.push_back({options_.kept_rejects.front().shipment_id, 0, 0, 0, 0});
    parsed.rejects = options_.kept_rejects;
    parsed.shipments.front().end_reject = parsed.rejects.size();
  }

  const Snapshot& snapshot_;
  const RunOptions& options_;
  const std::function<Result<void>()>& open_store_;
  std::optional<Store>& store_;
  const RunHooks& hooks_;
  unsigned threads_;
  PartyBook book_;
  std::vector<ingest::OwnershipRow> ownership_;
  std::optional<LicenceRegister> licences_;
  std::shared_ptr<const Patterns> patterns_;
  std::vector<Reject> party_rejects_;
  Distinct distinct_;
  std::optional<KeptInputWriter> kept_;  // until its rows are whole
  std::string stream_;                   // the table that came from standard input, as it came
  std::string kept_input_;
  std::optional<store::RunLocks> list_lock_;  // on the kept list, which the store does not name before begun_
  bool begun_ = false;                        // the store knows of the run, and of what it kept
  RunResult result_;
};

}  // namespace

Result<RunResult> run(const Snapshot& snapshot, const RunOptions& options,
                      const std::function<Result<void>()>& open_store, std::optional<Store>& store,
                      const RunHooks& hooks) {
  try {
    return Run(snapshot, options, open_store, store, hooks)();
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory for this run", {},
                "use fewer threads, or split the input");
  } catch (const std::runtime_error& error) {
    // std::thread throws a system_error, oneTBB a text
    const auto* system = dynamic_cast<const std::system_error*>(&error);
    const bool no_thread = system != nullptr ? system->code() == std::errc::resource_unavailable_try_again
                                             : std::string_view(error.what()).starts_with("pthread_create");
    if (!no_thread) throw;
    return fail(ErrorCode::out_of_memory, "the system gives no memory or no process number for one more thread", {},
                "use fewer threads (--threads 1), or raise the limit (ulimit -v, ulimit -u)");
  }
}

}  // namespace tidewaiter
