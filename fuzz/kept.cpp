// What a store and its folder keep beside decisions, read again: options, texts of the law, what shipments show
// together, rejected rows, state of the fetched lists, packed bodies. Whatever the bytes, content or an error; what was
// written here is read as it was.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "engine/data_texts.h"
#include "engine/kept_rejects.h"
#include "engine/list_snapshots.h"
#include "engine/patterns.h"
#include "engine/stored_options.h"
#include "memory_file.h"
#include "require.h"
#include "store/packed_decision.h"

namespace {

using namespace tidewaiter;

void patterns(std::string_view text) {
  const PatternBounds bounds{.lot_chips = 8, .days = 90, .carried = {"hand_carried"}, .serial_letters = 5};
  const auto read = Patterns::from_text(text, "fuzz", bounds);
  if (!read) return;
  const std::string written = read->to_text();
  const auto again = Patterns::from_text(written, "fuzz", bounds);
  require(again.has_value() && again->to_text() == written);
  for (std::uint32_t group = 0; group < 3; ++group) {
    bool known = false;
    for (const auto& slot : read->groups().slots()) known = known || slot.value == group;
    if (known) (void)read->received(group, Date(2026, 1, 15));
  }
  (void)read->sent_back(0, 1, Date(2026, 1, 15));
  (void)read->serials("SN-00001|SN-00002", "S1");
}

void data_texts(std::string_view text) {
  const auto read = DataTexts::from_json(std::string(text), "fuzz");
  if (!read) return;
  const auto again = DataTexts::from_json(read->to_json(), "fuzz");
  require(again.has_value() && again->version() == read->version() && again->to_json() == read->to_json());
}

void rejects(std::string_view text) {
  const MemoryFile file(text);
  const auto read = read_kept_rejects(file.path(), "S1");
  if (!read) return;
  std::string written;
  for (const Reject& reject : *read) append_reject(written, reject);
  const MemoryFile second(written);
  const auto again = read_kept_rejects(second.path(), "S1");
  require(again.has_value());
}

// state.json of a folder leads to a file in memory.
void snapshots(std::string_view text) {
  static const std::filesystem::path folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "tidewaiter-fuzz-XXXXXX").string();
    require(::mkdtemp(name.data()) != nullptr);
    return std::filesystem::path(name);
  }();
  static const struct Remove {
    ~Remove() { std::filesystem::remove_all(folder); }
  } remove;
  const MemoryFile file(text);
  const std::filesystem::path link = folder / "state.json";
  ::unlink(link.c_str());
  require(::symlink(file.path().c_str(), link.c_str()) == 0);
  const auto read = ListSnapshots::open(folder);
  if (!read) return;
  for (const std::filesystem::path& path : read->files()) {  // none leads out of the folder
    require(path.lexically_normal().string().starts_with(folder.string() + "/"));
  }
}

void packed(std::string_view bytes) {
  (void)unpack_text(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), "fuzz");
  const auto body = pack_text(bytes);
  const auto again = unpack_text(body, "fuzz");
  require(again.has_value() && *again == bytes);
}

}  // namespace

// First byte: which of them; the rest: its bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'o':
      (void)read_options(std::string(text));
      break;
    case 'd':
      data_texts(text);
      break;
    case 'p':
      patterns(text);
      break;
    case 'r':
      rejects(text);
      break;
    case 's':
      snapshots(text);
      break;
    default:
      packed(text);
  }
  return 0;
}
