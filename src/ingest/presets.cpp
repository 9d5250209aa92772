#include "ingest/presets.h"

#include <filesystem>

#include "base/source_text.h"

namespace tidewaiter {

std::vector<SourceText> column_presets();  // embedded

namespace ingest {

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const SourceText& preset : column_presets()) names.push_back(std::filesystem::path(preset.name).stem().string());
  return names;
}

std::optional<std::string> preset_text(std::string_view name) {
  for (SourceText& preset : column_presets()) {
    if (std::filesystem::path(preset.name).stem().string() == name) return std::move(preset.text);
  }
  return std::nullopt;
}

}  // namespace ingest
}  // namespace tidewaiter
