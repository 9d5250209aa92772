#include "lists/ecfr_rows.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace tidewaiter::lists {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;  // bytes handed to expat at once

class Walk {
 public:
  Walk(XML_Parser parser, std::string_view bytes, EcfrTables& tables)
      : parser_(parser), bytes_(bytes), tables_(tables) {}

  void start(std::string_view name, const char** attributes) {
    ++depth_;
    if (supplement_ == 0) {
      if (name != "DIV9") return;
      for (; *attributes != nullptr; attributes += 2) {
        if (std::string_view(attributes[0]) == "N" && tables_.begin_supplement(attributes[1])) supplement_ = depth_;
      }
    } else if (table_ == 0) {
      if (name != "TABLE") return;
      table_ = depth_;
      headed_ = false;
      tables_.begin_table(at());
    } else if (depth_ == table_ + 1) {
      part_ = name == "THEAD" ? Part::head : name == "TBODY" ? Part::body : Part::other;
    } else if (depth_ == table_ + 2 && name == "TR" && part_ != Part::other) {
      row_ = at();
      row_end_ = *row_ + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_));  // where it has nothing in it
    }
  }

  void end() {
    if (row_ && depth_ == table_ + 2) {
      // no bytes are of the end of an element that is one tag
      if (const int bytes = XML_GetCurrentByteCount(parser_); bytes > 0)
        row_end_ = at() + static_cast<std::size_t>(bytes);
      const std::string_view row = bytes_.substr(*row_, row_end_ - *row_);
      row_.reset();
      if (part_ == Part::body) tables_.row(row);
      if (part_ == Part::head && !headed_) tables_.head(row);
      headed_ = headed_ || part_ == Part::head;
    } else if (table_ != 0 && depth_ == table_) {
      table_ = 0;
      tables_.end_table();
    } else if (supplement_ != 0 && depth_ == supplement_) {
      supplement_ = 0;
      tables_.end_supplement();
    }
    --depth_;
  }

  void refuse() {
    refused_ = true;
    XML_StopParser(parser_, XML_FALSE);
  }
  bool refused() const { return refused_; }

 private:
  enum class Part : std::uint8_t { other, head, body };
  std::size_t at() const { return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_)); }

  XML_Parser parser_;
  std::string_view bytes_;
  EcfrTables& tables_;
  std::size_t depth_ = 0;
  std::size_t supplement_ = 0;  // depth of the one that is read; 0: none
  std::size_t table_ = 0;       // likewise
  Part part_ = Part::other;
  std::optional<std::size_t> row_;  // where the one that is open begins
  std::size_t row_end_ = 0;
  bool headed_ = false;
  bool refused_ = false;
};

}  // namespace

Result<void> EcfrRows::read(EcfrTables& tables) const {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (!parser) return fail(ErrorCode::out_of_memory, "there is no memory to read XML", file_);
  Walk walk(parser.get(), bytes_, tables);
  XML_SetUserData(parser.get(), &walk);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const XML_Char* name, const XML_Char** attributes) {
        static_cast<Walk*>(data)->start(name, attributes);
      },
      [](void* data, const XML_Char*) { static_cast<Walk*>(data)->end(); });
  XML_SetEntityDeclHandler(parser.get(),
                           [](void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                              const XML_Char*, const XML_Char*) { static_cast<Walk*>(data)->refuse(); });
  for (std::size_t at = 0;; at += kChunk) {
    const std::string_view chunk = bytes_.substr(std::min(at, bytes_.size()), kChunk);
    const bool last = at + kChunk >= bytes_.size();
    if (XML_Parse(parser.get(), chunk.data(), static_cast<int>(chunk.size()), last ? 1 : 0) == XML_STATUS_ERROR) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the XML cannot be read: {}", walk.refused()
                                                                ? "it declares entities of its own, which no list does"
                                                                : XML_ErrorString(XML_GetErrorCode(parser.get()))),
                  fmt::format("{}:{}", file_, XML_GetCurrentLineNumber(parser.get())), hint_);
    }
    if (last) return {};
  }
}

}  // namespace tidewaiter::lists
