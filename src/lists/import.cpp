#include "lists/import.h"

#include "base/digest.h"
#include "base/file.h"
#include "lists/forms.h"
#include "lists/merge.h"

namespace tidewaiter::lists {

Result<ImportResult> import_lists(std::span<const std::filesystem::path> files, const ListCatalog& catalog,
                                  const Places& places, std::optional<Date> day, const std::string& list,
                                  tables::Stop stop) {
  if (files.empty()) return fail(ErrorCode::usage, "no file is named", {}, "name one or more list files");
  const Reading reading{catalog, places, day, list, stop};
  std::vector<ParsedFile> parsed;
  for (const std::filesystem::path& path : files) {
    TIDEWAITER_CHECK(stop.check());
    TIDEWAITER_TRY(const MappedFile mapped, MappedFile::open(path));
    auto file = read_any_form(mapped.bytes(), path.filename().string(), reading);
    if (!file) {
      // Messages of the command line name the path as the user wrote it.
      Error error = std::move(file).error();
      const std::string name = path.filename().string();
      if (error.where.starts_with(name)) error.where.replace(0, name.size(), path.string());
      return std::unexpected(std::move(error));
    }
    file->source.form = to_string(file->form);
    file->source.digest = digest_of(mapped.bytes()).hex();
    parsed.push_back(std::move(*file));
  }
  TIDEWAITER_TRY(parsed, join_parts(std::move(parsed)));
  return merge(std::move(parsed));
}

}  // namespace tidewaiter::lists
