#include "engine/settings.h"

#include <cstdlib>

#include "base/file.h"
#include "base/toml.h"

namespace tidewaiter {
namespace {

std::filesystem::path xdg_folder(const char* variable, const char* below_home) {
  if (const char* set = std::getenv(variable); set != nullptr && *set != '\0')
    return std::filesystem::path(set) / "tidewaiter";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : ".") / below_home / "tidewaiter";
}

Result<void> apply(const toml::Document& document, Settings& settings) {
  const std::filesystem::path folder = std::filesystem::path(document.file).parent_path();
  for (const toml::Member& member : document.root.members()) {
    const auto wrong = [&](const char* expected) {
      return fail(ErrorCode::bad_value, member.key + " must be " + expected, document.where(member.value.place),
                  document.snippet(member.value.place));
    };
    double storage = 0;
    if (member.key == "lists" || member.key == "store" || member.key == "rules") {
      const std::string* text = member.value.string();
      if (text == nullptr) return wrong("a path in quotes");
      auto& target = member.key == "lists" ? settings.lists : member.key == "store" ? settings.store : settings.rules;
      target = *text == "none" ? std::filesystem::path("none") : folder / *text;
    } else if (member.key == "threshold") {
      const double* number = member.value.number(storage);
      const bool within = number != nullptr && *number >= 0.6 && *number <= 1;  // "nan" is a number of TOML
      if (!within) return wrong("a number from 0.6 to 1");
      settings.threshold = *number;
    } else if (member.key == "presume_headquarters") {
      if (member.value.boolean() == nullptr) return wrong("true or false");
      settings.presume_headquarters = *member.value.boolean();
    } else if (member.key == "date_order") {
      const std::string* word = member.value.string();
      const auto order = word == nullptr ? std::nullopt : ingest::parse_date_order(*word);
      if (!order) return wrong("\"dmy\" or \"mdy\"");
      settings.date_order = *order;
    } else if (member.key == "update") {
      TIDEWAITER_TRY(settings.update, read_update_settings(document, member.value, folder));
    } else if (member.key == "retention_years") {
      const std::int64_t* years = member.value.integer();
      if (years == nullptr || *years < 1 || *years > 100) return wrong("a number of years from 1 to 100");
      settings.retention_years = static_cast<int>(*years);
    } else {
      return fail(ErrorCode::bad_value, "there is no setting " + member.key, document.where(member.key_place),
                  "the settings are lists, store, rules, threshold, presume_headquarters, date_order, retention_years, "
                  "[update]");
    }
  }
  return {};
}

}  // namespace

Result<Settings> load_settings(const std::filesystem::path& folder) {
  Settings settings;
  const std::filesystem::path data = xdg_folder("XDG_DATA_HOME", ".local/share");
  settings.lists = data / "lists.tidelist";
  settings.store = data / "decisions.db";
  for (const auto& file : {folder / "tidewaiter.toml", xdg_folder("XDG_CONFIG_HOME", ".config") / "tidewaiter.toml"}) {
    std::error_code failed;
    const bool there = std::filesystem::exists(file, failed);
    if (failed) {
      return fail(ErrorCode::file_unreadable,
                  "this cannot be looked at, and settings may stand in it: " + failed.message(), file.string(),
                  "run this from a folder that you may read, and name one for your settings in XDG_CONFIG_HOME");
    }
    if (!there) continue;
    TIDEWAITER_TRY(std::string text, read_file(file));
    TIDEWAITER_TRY(const toml::Document document, toml::parse(std::move(text), file.string()));
    TIDEWAITER_CHECK(apply(document, settings));
    settings.file = file.string();
    break;
  }
  return settings;
}

}  // namespace tidewaiter
