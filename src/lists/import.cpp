#include "lists/import.h"

#include "base/digest.h"
#include "base/section_file_mark.h"
#include "base/utf8.h"
#include "lists/forms.h"
#include "lists/merge.h"
#include "tables/encoding.h"
#include "tables/input_file.h"
#include "tables/unpack.h"

namespace tidewaiter::lists {
namespace {

struct ListText {
  tables::InputFile input;  // unpacked, and in UTF-8 as far as its encoding could be told
  std::string digest;       // of the file as it came
  std::vector<std::string> notes;
};

Result<ListText> open_list(const std::filesystem::path& path, const std::string& encoding, tables::Stop stop) {
  TIDEWAITER_TRY(tables::InputFile packed, tables::InputFile::open(path, stop));
  packed.state({.name = encoding, .unless_utf8 = true});
  std::string digest = digest_of(packed.bytes()).hex();
  TIDEWAITER_TRY(tables::InputFile input, tables::unpack(std::move(packed), {}, stop));
  if (looks_like_section_file(input.bytes())) {
    return fail(ErrorCode::bad_format, "this is a compiled list", path.string(),
                "name it where lists are asked for (--lists), or import the files that it was compiled from");
  }
  if (is_valid_utf8(input.bytes())) return ListText{std::move(input), std::move(digest), {}};
  if (input.bytes().starts_with("PK\x03\x04")) {  // of a ZIP archive, APPNOTE.TXT 4.3.7
    return fail(ErrorCode::bad_format, "this is a workbook or another ZIP archive, not a list", path.string(),
                "save its sheet as CSV, or unpack it");
  }
  TIDEWAITER_TRY(tables::TextFile text, tables::open_text(std::move(input), 1, stop));
  return ListText{std::move(text.input), std::move(digest), std::move(text.notes)};
}

}  // namespace

Result<ImportResult> import_lists(std::span<const std::filesystem::path> files, const ListCatalog& catalog,
                                  const Places& places, std::optional<Date> day, const std::string& list,
                                  tables::Stop stop, const std::string& encoding) {
  if (files.empty()) return fail(ErrorCode::usage, "no file is named", {}, "name one or more list files");
  const Reading reading{catalog, places, day, list, stop};
  std::vector<ParsedFile> parsed;
  for (const std::filesystem::path& path : files) {
    TIDEWAITER_CHECK(stop.check());
    TIDEWAITER_TRY(const ListText text, open_list(path, encoding, stop));
    auto file = read_any_form(text.input.bytes(), path.filename().string(), reading);
    if (!file) {
      // Messages of the command line name the path as the user wrote it.
      Error error = std::move(file).error();
      const std::string name = path.filename().string();
      if (error.where.starts_with(name)) error.where.replace(0, name.size(), path.string());
      return std::unexpected(std::move(error));
    }
    file->source.form = to_string(file->form);
    file->source.digest = text.digest;
    for (const std::string& note : text.notes) {
      const std::string_view told(note);  // behind the name of the file as it was opened
      const std::size_t name = told.starts_with(path.string()) ? path.string().size() + 2 : 0;
      file->notes.push_back({path.filename().string(), std::string(told.substr(name))});
    }
    parsed.push_back(std::move(*file));
  }
  TIDEWAITER_TRY(parsed, join_parts(std::move(parsed)));
  return merge(std::move(parsed));
}

}  // namespace tidewaiter::lists
