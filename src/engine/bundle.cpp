#include "engine/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/json_writer.h"
#include "engine/kept_input.h"
#include "engine/kept_rejects.h"
#include "tables/cell.h"
#include "tables/csv_table.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

// Rows of a table beside the shipments in which a cell says one of `names` (folded). `follow`: what such a row names
// counts from then on, as the owners above an owner do.
Result<void> add_rows_about(const std::filesystem::path& path, std::set<std::string>& names, bool follow,
                            std::string& out) {
  if (!std::filesystem::exists(path)) return {};
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(path));
  if (out.empty()) tables::append_csv_row(out, table.header.names);
  std::vector<bool> taken(table.rows.size(), false);
  for (bool more = true; std::exchange(more, false);) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const auto& cells = table.rows[row].cells;
      const bool about =
          std::ranges::any_of(cells, [&](const std::string& cell) { return names.contains(text::fold(cell)); });
      if (taken[row] || !about) continue;
      taken[row] = true;
      more = follow;
      for (const std::string& cell : cells) {
        if (std::string folded = text::fold(cell); follow && has_letter(folded)) names.insert(std::move(folded));
      }
    }
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (taken[row]) tables::append_csv_row(out, table.rows[row].cells);
  }
  return {};
}

// Ids of the rules that the decision names, with or without the mark of an open question.
std::set<std::string> rules_of(const Decision& decision) {
  std::set<std::string> ids;
  const auto add = [&](std::string id) {
    if (id.ends_with('?')) id.pop_back();
    ids.insert(std::move(id));
  };
  for (const LineDecision& line : decision.lines) {
    for (const std::string& id : line.rules) add(id);
  }
  for (const Finding& finding : decision.findings) {
    add(finding.id);
    for (const auto& [field, value] : finding.evidence) {
      if (field == "rule") add(value.substr(0, value.find(':')));
    }
  }
  for (const std::string& id : decision.open_flags) add(id);
  return ids;
}

// The tables of a text that begin with [[rule]] or another header, as they are written.
std::vector<std::string_view> tables_of(std::string_view text) {
  std::vector<std::string_view> tables;
  std::size_t begin = 0;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t next = text.find("\n[[", at);
    const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
    tables.push_back(text.substr(begin, end - begin));
    begin = end;
    at = next == std::string_view::npos ? next : next + 1;
  }
  return tables;
}

std::string rule_texts_of(const DataTexts& data, const std::set<std::string>& ids) {
  std::string out;
  for (const auto* texts : {&data.shipped, &data.own}) {
    for (const SourceText& text : *texts) {
      for (const std::string_view table : tables_of(text.text)) {
        const bool named = table.starts_with("[[rule]]") && std::ranges::any_of(ids, [&](const std::string& id) {
                             return table.find(fmt::format("\nid = \"{}\"\n", id)) != std::string_view::npos;
                           });
        if (named) out += fmt::format("# {}\n{}{}\n", text.name, table, table.ends_with('\n') ? "" : "\n");
      }
    }
  }
  return out;
}

std::string date_text(const std::optional<Date>& date) { return date ? date->to_string() : std::string{}; }

void append_entry(JsonWriter& json, const lists::EntryView& entry) {
  json.begin_object().member("id", entry.id()).member("list", entry.list()).member("publisher", entry.publisher());
  json.member("source", entry.source()).member("name", entry.name());
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < entry.aliases().size(); ++i) texts.emplace_back(entry.aliases()[i]);
  json.member("aliases", texts);
  texts.clear();
  for (std::size_t i = 0; i < entry.address_count(); ++i) {
    texts.push_back(fmt::format("{} ({})", entry.address(i).text, entry.address(i).country.code()));
  }
  json.member("addresses", texts).member("registration_number", entry.registration_number());
  texts.clear();
  for (std::size_t i = 0; i < entry.programs().size(); ++i) texts.emplace_back(entry.programs()[i]);
  json.member("programs", texts).member("requirement", entry.requirement()).member("policy", entry.policy());
  json.member("footnotes", entry.footnotes()).member("federal_register", entry.federal_register());
  json.member("url", entry.url()).member("from", date_text(entry.from())).member("to", date_text(entry.to()));
  json.member("revised", date_text(entry.revised())).end_object();
}

std::string list_entries_of(const Snapshot& snapshot, const Decision& decision) {
  std::set<std::string, std::less<>> ids;
  for (const Finding& finding : decision.findings) {
    for (const auto& [field, value] : finding.evidence) {
      if (field == "entry" || field.ends_with("entry")) ids.insert(value);
    }
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", snapshot.versions.lists).key("sources").begin_array();
  if (snapshot.lists) {
    for (const ListSource& source : snapshot.lists->sources()) {
      json.begin_object().member("file", source.file).member("date", date_text(source.date));
      json.member("entries", source.entries).end_object();
    }
  }
  json.end_array().key("entries").begin_array();
  if (snapshot.lists && !ids.empty()) {
    for (std::size_t i = 0; i < snapshot.entries().size(); ++i) {
      const lists::EntryView entry = snapshot.entries().entry(i);
      if (ids.contains(entry.id())) append_entry(json, entry);
    }
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

std::string run_text_of(const RunRecord& run, const std::vector<KeptFile>& kept) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("run", run.id).member("started", run.info.started);
  json.member("finished", run.summary.finished).member("inputs", run.info.inputs).member("options", run.info.options);
  json.member("rows_read", run.summary.rows_read).member("rows_rejected", run.summary.rows_rejected);
  json.member("shipments", run.summary.shipments).member("lists_version", run.info.versions.lists);
  json.member("rules_version", run.info.versions.rules).member("data_version", run.info.data_version);
  json.member("engine_version", run.info.versions.engine).key("kept").begin_array();
  for (const KeptFile& file : kept) {
    json.begin_object().member("name", file.name).member("bytes", file.bytes);
    json.member("xxh3_128", file.digest.hex()).end_object();
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace

Result<std::vector<SourceText>> bundle_files(const Snapshot& snapshot, const RunRecord& run, const Decision& decision,
                                             const std::vector<KeptFile>& kept_files) {
  const std::filesystem::path kept = run.info.accepted_input;
  std::vector<SourceText> files;
  const auto add = [&](const char* name, std::string text) {
    if (!text.empty()) files.push_back({name, std::move(text)});
  };
  TIDEWAITER_TRY(const tables::TextTable rows, kept_rows_of(kept, decision.shipment_id));
  std::set<std::string> names;
  for (const DecisionParty& party : decision.parties) names.insert(text::fold(party.name));
  std::string table;
  tables::append_csv_row(table, rows.columns);
  for (const auto& row : rows.rows) {
    tables::append_csv_row(table, row);
    for (std::size_t column = 0; column < rows.columns.size(); ++column) {
      const std::string& name = rows.columns[column];
      const bool party_or_number = name.ends_with("_id") || name.ends_with("_name") || name == "authorisation";
      if (party_or_number && name != "shipment_id" && !row[column].empty()) names.insert(text::fold(row[column]));
    }
  }
  add("rows.csv", std::move(table));
  TIDEWAITER_TRY(const std::vector<Reject> rejects, read_kept_rejects(kept_rejects(kept), decision.shipment_id));
  std::string rejected;
  for (const Reject& reject : rejects) append_reject(rejected, reject);
  add("rejected.ndjson", std::move(rejected));

  std::string ownership, parties, licences;
  TIDEWAITER_CHECK(add_rows_about(kept_ownership(kept), names, true, ownership));
  for (std::size_t i = 0; std::filesystem::exists(kept_parties(kept, i)); ++i) {
    std::string one;
    TIDEWAITER_CHECK(add_rows_about(kept_parties(kept, i), names, false, one));
    if (!parties.empty()) parties += '\n';  // another table has other columns
    parties += one;
  }
  TIDEWAITER_CHECK(add_rows_about(kept_licences(kept), names, false, licences));
  add("parties.csv", std::move(parties));
  add("ownership.csv", std::move(ownership));
  add("licences.csv", std::move(licences));
  add("rules.toml", rule_texts_of(*snapshot.data, rules_of(decision)));
  add("list-entries.json", list_entries_of(snapshot, decision));
  add("run.json", run_text_of(run, kept_files));
  for (const SourceText& text : snapshot.data->shipped) files.push_back({"law/" + text.name, text.text});
  std::size_t number = 0;
  for (const SourceText& text : snapshot.data->own) {
    const std::string name = std::filesystem::path(text.name).filename().string();
    files.push_back({fmt::format("law/own/{:03}-{}", ++number, name), text.text});
  }
  return files;
}

}  // namespace tidewaiter
