// A JSON text of any length, piece by piece: the members of its outermost object, the elements of its arrays one level
// below, each as it is written. Nothing is held of what was handed out, so that memory grows with the longest piece
// only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/json_reader.h"
#include "base/result.h"

namespace tidewaiter::json {

struct Piece {
  enum class Kind : std::uint8_t {
    member,   // of the outermost object, no array
    array,    // that is such a member, or the outermost value; its elements follow, `text` is empty
    element,  // of the array that began last
  };
  Kind kind{};
  std::string key;        // of the member; empty in an outermost array
  std::string_view text;  // without blanks at its ends, and not looked into: it may be no JSON
};

// An error of `take` ends the walk. Errors: empty_file; bad_format with file:line:column where the text is no array or
// object, or where what stands between the pieces is no JSON.
Result<void> for_each_piece(std::string_view text, const std::string& file,
                            const std::function<Result<void>(const Piece&)>& take);

// A piece of the text as a tree. Errors: those of Document::parse, with the place in the whole text.
Result<Document> parse_piece(std::string_view text, std::string_view piece, const std::string& file);

}  // namespace tidewaiter::json
