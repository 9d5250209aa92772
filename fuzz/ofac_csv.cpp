// The blocked persons' files: whatever the bytes, entries or an error, and entries that can be written; and up to three
// files, divided by form feeds, of which the parts are joined to their names.
#include <cstdint>

#include "fuzz_reader.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::lists;

void join(std::string_view bytes) {
  std::vector<ParsedFile> files;
  std::size_t entries = 0;
  for (int part = 0; part < 3; ++part) {
    const std::string_view text = bytes.substr(0, bytes.find('\f'));
    bytes.remove_prefix(std::min(bytes.size(), text.size() + 1));
    if (!is_ofac_csv(text)) continue;
    auto parsed = read_ofac_csv(text, "list-2026-01-01", fuzz_reading());
    if (!parsed) continue;
    if (parsed->part == FilePart::whole) entries += parsed->entries.size();
    files.push_back(*std::move(parsed));
  }
  const auto joined = join_parts(std::move(files));
  if (!joined) {
    require(!joined.error().message.empty());
    return;
  }
  std::size_t left = 0;
  for (const ParsedFile& file : *joined) {
    require(file.part == FilePart::whole);
    left += file.entries.size();
  }
  require(left == entries);  // parts add to entries, and make none
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  join(std::string_view(reinterpret_cast<const char*>(data), size));
  return fuzz_reader(read_ofac_csv, data, size);
}
