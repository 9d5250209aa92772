// The JSON reader: what it reads, and where it says that a text is broken.
#include "base/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::json {
namespace {

TEST(JsonReader, AnObjectIsReadByMemberAndInOrder) {
  const auto document =
      Document::parse(R"({"name":"Gr\u00fcn","n":-1.5,"ok":true,"none":null,"list":[1,"two",{}]})", "a.json");
  ASSERT_TRUE(document) << to_string(document.error());
  const Value root = document->root();
  EXPECT_EQ(root.kind(), Kind::object);
  EXPECT_EQ(root.find("name")->string(), "Grün");
  EXPECT_EQ(root.find("n")->number(), -1.5);
  EXPECT_EQ(root.find("ok")->boolean(), true);
  EXPECT_EQ(root.find("none")->kind(), Kind::null);
  EXPECT_EQ(root.find("name")->number(), std::nullopt);
  EXPECT_FALSE(root.find("absent"));
  const auto members = root.members();
  ASSERT_EQ(members.size(), 5U);
  EXPECT_EQ(members[2].first, "ok");
  const auto elements = root.find("list")->elements();
  ASSERT_EQ(elements.size(), 3U);
  EXPECT_EQ(elements[1].string(), "two");
  EXPECT_TRUE(elements[1].elements().empty());
  EXPECT_FALSE(elements[1].find("x"));
}

TEST(JsonReader, AByteOrderMarkIsSkipped) { EXPECT_TRUE(Document::parse("\xEF\xBB\xBF{}", "a.json")); }

TEST(JsonReader, BrokenTextsNameTheirPlace) {
  const std::pair<const char*, const char*> cases[] = {{"{\"a\":1,\n \"b\" 2}", "a.json:2:6"},
                                                       {"{\"a\":[1,2}", "a.json:1:10"},
                                                       {"{\"ä\":x}", "a.json:1:6"},
                                                       {"[1,2", "a.json:1:5"},
                                                       {"[1,]", "a.json:1:4"},
                                                       {"{\"a\":\"unfinished", "a.json:1:17"},
                                                       {"{} x", "a.json:1:4"},
                                                       {"hello", "a.json:1:1"},
                                                       {"{,}", "a.json:1:2"}};
  for (const auto& [text, place] : cases) {
    const auto document = Document::parse(text, "a.json");
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().code, ErrorCode::bad_format) << text;
    EXPECT_EQ(document.error().where, place) << text;
  }
  EXPECT_EQ(Document::parse("  \n", "a.json").error().code, ErrorCode::empty_file);
  EXPECT_EQ(Document::parse("", "a.json").error().code, ErrorCode::empty_file);
  EXPECT_EQ(Document::parse("[\"\xff\"]", "a.json").error().code, ErrorCode::bad_encoding);
  EXPECT_EQ(Document::parse(std::string(100'000, '['), "a.json").error().code, ErrorCode::bad_format);
}

}  // namespace
}  // namespace tidewaiter::json
