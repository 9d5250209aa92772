// Any TOML as tidewaiter.toml: settings within their bounds, or an error with a place.
#include "engine/settings.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/list_sources.h"
#include "memory_file.h"
#include "require.h"

namespace {

// A folder whose tidewaiter.toml leads to a file in memory. Nothing else of the user's is read.
const std::filesystem::path& folder() {
  static const std::filesystem::path made = [] {
    std::string name = (std::filesystem::temp_directory_path() / "tidewaiter-fuzz-XXXXXX").string();
    tidewaiter::require(::mkdtemp(name.data()) != nullptr);
    ::setenv("XDG_CONFIG_HOME", name.c_str(), 1);
    return std::filesystem::path(name);
  }();
  static const struct Remove {
    ~Remove() { std::filesystem::remove_all(made); }
  } remove;
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  const MemoryFile file(std::string_view(reinterpret_cast<const char*>(data), size));
  const std::filesystem::path link = folder() / "tidewaiter.toml";
  ::unlink(link.c_str());
  require(::symlink(file.path().c_str(), link.c_str()) == 0);
  const auto settings = load_settings(folder());
  if (!settings) {
    require(settings.error().where.starts_with(link.string()) && !settings.error().message.empty());
    return 0;
  }
  require(settings->threshold >= 0.6 && settings->threshold <= 1);
  require(settings->retention_years >= 1 && settings->retention_years <= 100);
  require(settings->update.snapshots >= 1);
  const auto lists = chosen_lists(settings->update);
  if (!lists) {
    require(!lists.error().message.empty());
    return 0;
  }
  for (const PublishedList& list : *lists) require(!list.id.empty() && !list.form.empty() && !list.addresses.empty());
  return 0;
}
