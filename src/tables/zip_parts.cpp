#include "tables/zip_parts.h"

#include <expat.h>
#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

namespace tidewaiter::tables {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kDeepest = 256;  // elements within each other; a sheet has six

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

struct Walk {
  XML_Parser parser = nullptr;
  XmlHandler* handler = nullptr;
  XmlHandler::Attributes attributes;
  std::size_t depth = 0;
  bool refused = false;

  void check() {
    if (!handler->outcome() || refused) XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_open(void* user, const XML_Char* name, const XML_Char** attributes) {
  Walk& walk = *static_cast<Walk*>(user);
  if (++walk.depth > kDeepest) walk.refused = true;
  walk.attributes.clear();
  for (; *attributes != nullptr; attributes += 2)
    walk.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
  if (!walk.refused) walk.handler->open(local_name(name), walk.attributes);
  walk.check();
}
void XMLCALL on_close(void* user, const XML_Char* name) {
  Walk& walk = *static_cast<Walk*>(user);
  --walk.depth;
  walk.handler->close(local_name(name));
  walk.check();
}
void XMLCALL on_text(void* user, const XML_Char* text, int size) {
  Walk& walk = *static_cast<Walk*>(user);
  walk.handler->text({text, static_cast<std::size_t>(size)});
  walk.check();
}
// No part of a workbook has a document type; entities that grow are made in one.
void XMLCALL on_document_type(void* user, const XML_Char* /*name*/, const XML_Char* /*system*/,
                              const XML_Char* /*public_id*/, int /*internal*/) {
  Walk& walk = *static_cast<Walk*>(user);
  walk.refused = true;
  walk.check();
}

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Part = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

}  // namespace

struct ZipParts::State {
  const InputFile* file;
  std::uint64_t limit;
  Stop stop;
  std::uint64_t unpacked = 0;
  Archive archive;

  std::unexpected<Error> damaged(const std::string& part, std::string_view why) const {
    return fail(ErrorCode::bad_format, fmt::format("the workbook is damaged: {} {}", part, why), file->name(),
                "open it where it was made, save it again, or save the sheet as CSV (UTF-8)");
  }
};

ZipParts::ZipParts(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipParts::ZipParts(ZipParts&&) noexcept = default;
ZipParts::~ZipParts() = default;

Result<ZipParts> ZipParts::open(const InputFile& file, UnpackLimit limit, Stop stop) {
  const std::string_view bytes = file.bytes();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (source != nullptr) zip_source_free(source);
    return fail(ErrorCode::bad_format, fmt::format("the zip archive is damaged or cut short: {}", why), file.name(),
                "fetch the file again");
  }
  zip_error_fini(&error);
  const std::uint64_t most = std::max(limit.bytes, limit.times * bytes.size());
  return ZipParts(std::make_unique<State>(State{&file, most, stop, 0, Archive(archive, &zip_discard)}));
}

bool ZipParts::has(const std::string& part) const {
  return zip_name_locate(state_->archive.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::string ZipParts::front(const std::string& part, std::size_t size) const {
  const Part file(zip_fopen(state_->archive.get(), part.c_str(), ZIP_FL_NOCASE), &zip_fclose);
  std::string bytes(size, '\0');
  const zip_int64_t got = file ? zip_fread(file.get(), bytes.data(), size) : 0;
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

Result<void> ZipParts::walk(const std::string& part, XmlHandler& handler) {
  State& state = *state_;
  const Part file(zip_fopen(state.archive.get(), part.c_str(), ZIP_FL_NOCASE), &zip_fclose);
  if (!file)
    return state.damaged(part,
                         fmt::format("cannot be read: {}", zip_error_strerror(zip_get_error(state.archive.get()))));
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  if (!parser)
    return fail(ErrorCode::out_of_memory, "there is not enough memory to read the workbook", state.file->name());
  Walk walk;
  walk.parser = parser.get();
  walk.handler = &handler;
  XML_SetUserData(parser.get(), &walk);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  for (;;) {
    TIDEWAITER_CHECK(state.stop.check());
    void* buffer = XML_GetBuffer(parser.get(), static_cast<int>(kPieceBytes));
    if (buffer == nullptr) {
      return fail(ErrorCode::out_of_memory, "there is not enough memory to read the workbook", state.file->name());
    }
    const zip_int64_t got = zip_fread(file.get(), buffer, kPieceBytes);
    if (got < 0)
      return state.damaged(part, fmt::format("cannot be read: {}", zip_error_strerror(zip_file_get_error(file.get()))));
    state.unpacked += static_cast<std::uint64_t>(got);
    if (state.unpacked > state.limit) {
      return fail(
          ErrorCode::bad_format,
          fmt::format("{} bytes of workbook unpack to more than {} bytes, the limit against archives made to fill a "
                      "memory",
                      state.file->bytes().size(), state.limit),
          state.file->name(), "if it is a table all the same, save its sheet as CSV (UTF-8)");
    }
    const XML_Status status = XML_ParseBuffer(parser.get(), static_cast<int>(got), got == 0 ? XML_TRUE : XML_FALSE);
    TIDEWAITER_CHECK(handler.outcome());
    if (walk.refused) return state.damaged(part, "holds what no workbook has (a document type, or elements too deep)");
    if (status == XML_STATUS_ERROR) {
      return state.damaged(part, fmt::format("is no XML, line {}: {}", XML_GetCurrentLineNumber(parser.get()),
                                             XML_ErrorString(XML_GetErrorCode(parser.get()))));
    }
    if (got == 0) return {};
  }
}

}  // namespace tidewaiter::tables
