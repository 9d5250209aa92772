#include "engine/stored_options.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/json_reader.h"
#include "base/json_writer.h"

namespace tidewaiter {
namespace {

// As whoever runs `explain` from another folder can open it; "none" and "" stay.
std::string lasting(const std::filesystem::path& path) {
  if (path.empty() || path == "none") return path.string();
  std::error_code ignored;  // a folder that is gone: the path as it was given
  const std::filesystem::path absolute = std::filesystem::absolute(path, ignored);
  return ignored ? path.string() : absolute.lexically_normal().string();
}

}  // namespace

std::string options_json(const Snapshot& snapshot, std::optional<Date> latest_date, const std::string& encoding) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("as_of", snapshot.as_of ? snapshot.as_of->to_string() : std::string{});
  json.member("strict_text", snapshot.strict_text);
  json.member("threshold", snapshot.settings.threshold);
  json.member("presume_headquarters", snapshot.settings.presume_headquarters);
  json.member("date_order", ingest::to_string(snapshot.settings.date_order));
  json.member("latest_date", latest_date ? latest_date->to_string() : std::string{});
  if (!encoding.empty()) json.member("encoding", encoding);
  json.member("lists", lasting(snapshot.settings.lists)).member("rules", lasting(snapshot.settings.rules)).end_object();
  return out;
}

Result<StoredOptions> read_options(const std::string& json) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(json, "the stored options of the run"));
  const auto text = [&](std::string_view key) -> std::optional<std::string> {
    const auto value = document.root().find(key);
    const auto read = value ? value->string() : std::nullopt;
    return read ? std::optional<std::string>(*read) : std::nullopt;
  };
  const auto truth = [&](std::string_view key) {
    const auto value = document.root().find(key);
    return value && value->boolean().value_or(false);
  };
  const auto threshold = document.root().find("threshold");
  return StoredOptions{
      .as_of = parse_date(text("as_of").value_or("")),
      .strict_text = truth("strict_text"),
      .threshold = threshold ? threshold->number() : std::nullopt,
      .presume_headquarters = truth("presume_headquarters"),
      .date_order = ingest::parse_date_order(text("date_order").value_or("")).value_or(ingest::DateOrder::unsettled),
      .latest_date = parse_date(text("latest_date").value_or("")),
      .encoding = text("encoding").value_or(""),
      .lists = text("lists"),
      .rules = text("rules"),
  };
}

}  // namespace tidewaiter
