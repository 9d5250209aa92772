#include "world/world.h"

#include <array>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/pipeline.h"
#include "base/threads.h"
#include "world/files.h"
#include "world/painter.h"
#include "world/simulation.h"
#include "world/truth_tables.h"

namespace tidewaiter::world {
namespace {

namespace fs = std::filesystem;

// The first letters on chips are of late August; a month before, all is as it was (described-system.md, link "regime").
constexpr Date kFirstDay(2022, 8, 1);
constexpr std::size_t kRowsAtOnce = 12'000;  // of a block: some megabytes of text

// Removes what was made unless it came to its end.
class MadeFolder {
 public:
  explicit MadeFolder(fs::path folder) : folder_(std::move(folder)) {}
  MadeFolder(const MadeFolder&) = delete;
  MadeFolder& operator=(const MadeFolder&) = delete;
  ~MadeFolder() {
    if (folder_.empty()) return;
    std::error_code ignored;  // there is nobody left to tell
    for (const fs::directory_entry& each : fs::directory_iterator(folder_, ignored))
      fs::remove_all(each.path(), ignored);
    if (made_) fs::remove(folder_, ignored);
  }
  void made() { made_ = true; }
  void keep() { folder_.clear(); }

 private:
  fs::path folder_;
  bool made_ = false;
};

Result<void> take_folder(const fs::path& folder, MadeFolder& made) {
  std::error_code error;
  if (folder.empty()) return fail(ErrorCode::usage, "no folder is named", "--out", "name a new folder");
  const bool there = fs::exists(folder, error);
  if (there && !fs::is_directory(folder, error))
    return fail(ErrorCode::usage, "there is a file of that name", folder.string(), "name a new folder with --out");
  if (there && !fs::is_empty(folder, error) && !error) {
    made.keep();
    return fail(ErrorCode::usage, "the folder is not empty", folder.string(),
                "name a new folder with --out, or remove what is in it: a world is never mixed with other files");
  }
  fs::create_directories(folder / "truth", error);
  if (error) {
    made.keep();
    return fail(ErrorCode::file_unwritable, error.message(), folder.string(), "name a folder that may be written to");
  }
  if (!there) made.made();
  return {};
}

struct Slot {
  Rows rows;
  std::array<std::shared_ptr<TableBlock>, 3> blocks;  // shipments, events, reports
  std::array<std::string, 3> csv;
};

std::string world_json(const Options& options, const Parameters& parameters, const Market& market,
                       const Summary& summary) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("world", 1)
      .member("seed", std::to_string(options.seed))
      .member("parties", options.parties);
  json.member("days", options.days).member("days_made", summary.days).member("first_day", kFirstDay.to_string());
  json.member("scenario", options.scenario)
      .member("complete", !summary.interrupted)
      .member("interrupted", summary.interrupted);
  json.member("engine_version", options.engine_version).member("rules_version", options.rules_version);
  json.key("rows").begin_object().member("shipments", summary.shipments).member("events", summary.events);
  json.member("reports", summary.reports).end_object().member("chips", summary.chips);
  json.key("parameters").begin_object();
  for (const Figure& figure : parameters.figures()) {
    // The names come from the shipped file and need no escaping but that of the writer.
    text += text.back() == '{' ? "" : ",";
    append_json_string(text, figure.path);
    text += ":";
    std::string value;
    JsonWriter one(value);
    one.begin_object().member("value", figure.value);
    if (figure.most) one.member("most", *figure.most);
    one.member("source", figure.source);
    if (!figure.confidence.empty()) one.member("confidence", figure.confidence);
    if (!figure.note.empty()) one.member("note", figure.note);
    one.end_object();
    text += value;
  }
  json.end_object().key("goods").begin_array();
  for (std::size_t i = 0; i < parameters.goods().size(); ++i) {
    const GoodText& good = parameters.goods()[i];
    json.begin_object().member("chip", good.chip).member("server", good.server).member("maker", good.maker);
    json.member("weight", good.weight).member("price", market.goods()[i].price);
    json.member("price_source", good.price > 0 ? "assumed" : "catalogue");
    json.member("for", good.restricted_only ? "restricted" : "")
        .member("until", good.until ? good.until->to_string() : "");
    json.member("converted", good.converted).end_object();
  }
  json.end_array().key("countries").begin_array();
  for (const CountryText& country : parameters.countries()) {
    json.begin_object().member("code", country.country.code()).member("weight", country.weight);
    json.member("hub", country.hub).member("legal_form", country.legal_form);
    json.member("currency", country.currency).member("phone", country.phone).end_object();
  }
  json.end_array().member("fabs", parameters.countries()[parameters.fabs()].country.code());
  json.key("roads").begin_array();
  for (const auto& [one, other] : parameters.roads()) {
    json.begin_object().member("one", parameters.countries()[one].country.code());
    json.member("other", parameters.countries()[other].country.code()).end_object();
  }
  json.end_array().key("landlocked").begin_array();
  for (std::size_t i = 0; i < parameters.countries().size(); ++i) {
    if (parameters.routes().landlocked(i)) json.value(parameters.countries()[i].country.code());
  }
  const Routes& routes = parameters.routes();
  json.end_array().key("regions").begin_array();
  for (std::size_t region = 0; region < routes.regions().size(); ++region) {
    json.begin_object().member("name", routes.regions()[region]).key("countries").begin_array();
    for (std::size_t i = 0; i < parameters.countries().size(); ++i) {
      if (routes.region(i) == region) json.value(parameters.countries()[i].country.code());
    }
    json.end_array().end_object();
  }
  const auto hubs = [&](Way way, std::size_t one, std::size_t other) {
    json.begin_array();
    for (const Hub& hub : routes.between(way, one, other)) {
      json.begin_object().member("code", parameters.countries()[hub.country].country.code());
      json.member("weight", hub.weight).end_object();
    }
    json.end_array();
  };
  json.end_array().key("routes").begin_array();
  for (std::size_t i = 0; i < routes.regions().size(); ++i) {
    for (std::size_t j = i; j < routes.regions().size(); ++j) {
      json.begin_object().member("one", routes.regions()[i]).member("other", routes.regions()[j]);
      json.key("air");
      hubs(Way::air, i, j);
      json.key("sea");
      hubs(Way::sea, i, j);
      json.end_object();
    }
  }
  json.end_array().end_object();
  return text + "\n";
}

}  // namespace

Result<Summary> make_world(const Options& options, const catalog::Catalog& catalog, const Regime& regime,
                           const Places& places) {
  if (options.parties < kLeastParties || options.parties > kMostParties) {
    return fail(ErrorCode::usage, fmt::format("a world has {} to {} parties", kLeastParties, kMostParties), "--parties",
                "give a number between them");
  }
  if (options.days < 1 || options.days > kMostDays) {
    return fail(ErrorCode::usage, fmt::format("a world has 1 to {} days", kMostDays), "--days",
                "give a number between them");
  }
  TIDEWAITER_TRY(const Parameters parameters, Parameters::load(shipped_parameters(), options.scenario));
  TIDEWAITER_TRY(const Market market, Market::load(catalog, regime, places, parameters));
  MadeFolder made(options.folder);
  TIDEWAITER_CHECK(take_folder(options.folder, made));

  const Date last = kFirstDay + options.days;
  const Society society = Society::make(options.seed, options.parties, kFirstDay, last, parameters);
  const Painter painter(options.seed, parameters, market, society);
  Simulation simulation(options.seed, kFirstDay, options.days, parameters, market, society);
  Summary summary;
  summary.parties = options.parties;

  std::vector<TableFile> files;
  for (auto& [name, columns] : {std::pair{"shipments", shipment_columns()}, std::pair{"events", event_columns()},
                                std::pair{"reports", report_columns()}}) {
    TIDEWAITER_TRY(TableFile file, TableFile::open(options.folder, name, columns, true));
    files.push_back(std::move(file));
  }
  Result<void> written;
  const unsigned threads = threads_for(options.threads);
  const auto fill = [&](Slot& slot) {
    slot.rows.clear();
    while (slot.rows.size() < kRowsAtOnce && !simulation.done() && !summary.interrupted && written) {
      simulation.step(slot.rows);
      ++summary.days;
      if (options.progress) options.progress({summary.days, options.days, simulation.shipments()});
      summary.interrupted = options.stop && options.stop();
    }
    return slot.rows.size() > 0 && written.has_value();
  };
  const auto paint = [&](Slot& slot) {
    slot.blocks = {std::make_shared<TableBlock>(shipment_columns().size()),
                   std::make_shared<TableBlock>(event_columns().size()),
                   std::make_shared<TableBlock>(report_columns().size())};
    painter.shipments(slot.rows, *slot.blocks[0]);
    painter.events(slot.rows, *slot.blocks[1]);
    painter.reports(slot.rows, *slot.blocks[2]);
    for (std::size_t i = 0; i < slot.blocks.size(); ++i) {
      slot.csv[i].clear();
      slot.blocks[i]->append_csv(slot.csv[i]);
    }
  };
  const auto put = [&](Slot& slot) {
    for (std::size_t i = 0; i < 3 && written; ++i) written = files[i].add(slot.blocks[i], slot.csv[i]);
  };
  run_pipeline<Slot>(threads, threads + 3UL, fill, paint, put);
  TIDEWAITER_CHECK(written);
  for (TableFile& file : files) TIDEWAITER_CHECK(file.finish());
  summary.shipments = files[0].rows();
  summary.events = files[1].rows();
  summary.reports = files[2].rows();

  const Date end = kFirstDay + summary.days;
  const auto table = [&](const char* name, std::vector<std::string> columns, auto fill_table) -> Result<void> {
    auto block = std::make_shared<TableBlock>(columns.size());
    fill_table(*block);
    TIDEWAITER_TRY(const std::uint64_t rows, write_table(options.folder, name, std::move(columns), block, true));
    static_cast<void>(rows);
    return {};
  };
  TIDEWAITER_CHECK(table("parties", party_columns(), [&](TableBlock& out) { painter.parties(out); }));
  TIDEWAITER_CHECK(table("ownership", ownership_columns(), [&](TableBlock& out) { painter.ownership(out); }));
  TIDEWAITER_CHECK(table("prices", price_columns(), [&](TableBlock& out) { painter.prices(kFirstDay, end, out); }));
  TIDEWAITER_CHECK(table("rates", rate_columns(), [&](TableBlock& out) { painter.rates(kFirstDay, end, out); }));
  const Truth& truth = simulation.finish();
  TIDEWAITER_CHECK(write_truth(options.folder / "truth", truth, painter, market, society));
  summary.chips = simulation.produced();
  for (const SchemeTruth& scheme : truth.schemes) summary.schemes += scheme.shipments > 0 ? 1 : 0;
  summary.scheme_shipments = truth.shipments.size();
  summary.diverted = truth.now.diverted;
  TIDEWAITER_CHECK(replace_file(options.folder / "world.json", world_json(options, parameters, market, summary)));
  made.keep();
  return summary;
}

}  // namespace tidewaiter::world
