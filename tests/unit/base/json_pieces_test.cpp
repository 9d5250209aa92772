// A JSON text piece by piece: what each piece is, and where a text that is no JSON breaks.
#include "base/json_pieces.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidewaiter::json {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Result<std::vector<std::string>> pieces(std::string_view text) {
  std::vector<std::string> out;
  TIDEWAITER_CHECK(for_each_piece(text, "a.json", [&](const Piece& piece) -> Result<void> {
    out.push_back(piece.kind == Piece::Kind::array ? fmt::format("{}[", piece.key)
                                                   : fmt::format("{}={}", piece.key, piece.text));
    return {};
  }));
  return out;
}

TEST(JsonPieces, OfAnObject) {
  const auto found = pieces(
      "\xEF\xBB\xBF {\"n\" : 2, \"rows\":[ {\"a\":[1,{}]} ,\n\"x]\\\"\", null], \"none\":[], "
      "\"k\\u0041\":{\"b\":\"}\"}}\n");
  ASSERT_TRUE(found) << to_string(found.error());
  EXPECT_THAT(*found, ElementsAre("n=2", "rows[", "rows={\"a\":[1,{}]}", "rows=\"x]\\\"\"", "rows=null", "none[",
                                  "kA={\"b\":\"}\"}"));
  EXPECT_THAT(*pieces("{}"), IsEmpty());
}

TEST(JsonPieces, OfAnArray) {
  EXPECT_THAT(*pieces("[1, [2, 3], \"four\"]"), ElementsAre("[", "=1", "=[2, 3]", "=\"four\""));
  EXPECT_THAT(*pieces(" [ ] "), ElementsAre("["));
}

TEST(JsonPieces, WhereATextBreaks) {
  const std::pair<const char*, const char*> cases[] = {
      {"7", "a.json:1:1"},          {"[1,]", "a.json:1:4"},     {"[1 2]", "a.json:1:4"},
      {"{\"a\"}", "a.json:1:5"},    {"{\"a\":}", "a.json:1:6"}, {"{\"a\":1,}", "a.json:1:8"},
      {"{a:1}", "a.json:1:2"},      {"[1]\n x", "a.json:2:2"},  {"[{\"a\":\"b", "a.json:1:9"},
      {"[{\"a\":1}", "a.json:1:9"}, {"[\"a\\", "a.json:1:5"},   {"{\"a\":[1,2}", "a.json:1:10"},
  };
  for (const auto& [text, place] : cases) {
    const auto found = pieces(text);
    ASSERT_FALSE(found) << text;
    EXPECT_EQ(found.error().code, ErrorCode::bad_format) << text;
    EXPECT_EQ(found.error().where, place) << text;
  }
  EXPECT_EQ(pieces(" \n").error().code, ErrorCode::empty_file);
}

TEST(JsonPieces, APieceIsReadWithItsPlaceInTheText) {
  const std::string text = "[{\"a\": 1},\n {\"a\": tru}]";
  std::vector<Result<Document>> read;
  ASSERT_TRUE(for_each_piece(text, "a.json", [&](const Piece& piece) -> Result<void> {
    if (piece.kind == Piece::Kind::element) read.push_back(parse_piece(text, piece.text, "a.json"));
    return {};
  }));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0]->root().find("a")->number(), 1.0);
  EXPECT_EQ(read[1].error().where, "a.json:2:8");
}

TEST(JsonPieces, WhoTakesThemMayEndIt) {
  int taken = 0;
  const auto ended = for_each_piece("[1,2,3]", "a.json", [&](const Piece&) -> Result<void> {
    if (++taken < 3) return {};
    return fail(ErrorCode::interrupted, "enough");
  });
  EXPECT_EQ(ended.error().code, ErrorCode::interrupted);
  EXPECT_EQ(taken, 3);
}

}  // namespace
}  // namespace tidewaiter::json
