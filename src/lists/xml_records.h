// XML read as a stream of records: one record at a time stands in memory, whatever the length of the file. Entities of
// its own are refused, so no file can swell while it is read.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/stop.h"

namespace tidewaiter::lists {

// An element with what is in it. Names are without the prefix of their namespace.
struct XmlNode {
  std::string name;
  std::string text;  // its own, without blanks and line breaks at the ends
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlNode> children;
  std::uint64_t line = 0;  // where it begins

  const XmlNode* child(std::string_view wanted) const;        // the first one of that name; nullptr if there is none
  std::string_view text_of(std::string_view wanted) const;    // the text of the first child of that name, or nothing
  std::string_view attribute(std::string_view wanted) const;  // or nothing
  std::vector<const XmlNode*> all(std::string_view wanted) const;  // children of that name
  // Those of the first child `list`; none without it.
  std::vector<const XmlNode*> all(std::string_view list, std::string_view wanted) const;
};

struct XmlHandlers {
  std::span<const std::string_view> records;      // names of the elements that are records
  std::function<void(XmlNode&&)> record;          // each with all that is in it
  std::function<void(const XmlNode&)> outside{};  // every other element at its end, without its children
  tables::Stop stop{};                            // asked between two pieces of the text
};

// Errors: bad_format with file:line, where the text is no well-formed XML or its elements stand deeper than 64;
// interrupted.
Result<void> read_xml_records(std::string_view bytes, const std::string& file, const XmlHandlers& handlers);

// The outermost element with its attributes, as far as the text can be read; without a name if it cannot.
XmlNode xml_root(std::string_view bytes);

}  // namespace tidewaiter::lists
