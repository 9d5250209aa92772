#include "lists/shape.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_pieces.h"
#include "base/json_reader.h"
#include "lists/xml_records.h"
#include "tables/csv.h"

namespace tidewaiter::lists {
namespace {

constexpr std::uint64_t kCommon = 10;  // a member of one entry in so many is part of the form (own judgement)

void count_members(const json::Value& value, std::map<std::string, std::uint64_t>& members) {
  if (value.kind() == json::Kind::object) {
    for (const auto& [key, member] : value.members()) {
      if (member.kind() != json::Kind::null) ++members[std::string(key)];
      count_members(member, members);
    }
  } else if (value.kind() == json::Kind::array) {
    for (const json::Value& element : value.elements()) count_members(element, members);
  }
}

void count_json(std::string_view text, std::map<std::string, std::uint64_t>& members) {
  const auto document = json::Document::parse(text, "list");
  if (document) count_members(document->root(), members);
}

// The same of a long text, piece by piece.
void count_json_pieces(std::string_view text, std::map<std::string, std::uint64_t>& members) {
  static const std::string file = "list";
  (void)json::for_each_piece(text, file, [&](const json::Piece& piece) -> Result<void> {  // it was read before
    if (piece.kind == json::Piece::Kind::array) {
      if (!piece.key.empty()) ++members[piece.key];
      return {};
    }
    TIDEWAITER_TRY(const json::Document document, json::parse_piece(text, piece.text, file));
    if (piece.kind == json::Piece::Kind::member && document.root().kind() != json::Kind::null) ++members[piece.key];
    count_members(document.root(), members);
    return {};
  });
}

bool is_lines(Form form) { return form == Form::ftm_json; }
bool is_json(Form form) { return form == Form::csl_json || form == Form::extract_json; }
bool is_xml(Form form) {
  return form == Form::ecfr_xml || form == Form::ofac_xml || form == Form::eu_xml || form == Form::uk_xml ||
         form == Form::un_xml;
}

void tell_missing(const Shape& of, const Shape& in, std::string_view what, std::vector<std::string>& changes) {
  for (const auto& [name, count] : of.members) {
    if (count * kCommon < of.entries || in.members.contains(name)) continue;
    changes.push_back(fmt::format("{} \"{}\" ({} of {} entries)", what, name, std::min(count, of.entries), of.entries));
  }
}

}  // namespace

Shape shape_of(std::string_view bytes, Form form, std::uint64_t entries) {
  Shape shape;
  shape.entries = entries;
  if (is_xml(form)) {
    XmlHandlers handlers;
    handlers.outside = [&](const XmlNode& node) {
      ++shape.members[node.name];
      for (const auto& [name, value] : node.attributes) ++shape.members[fmt::format("{}/{}", node.name, name)];
    };
    (void)read_xml_records(bytes, "list", handlers);  // it was read before
  } else if (is_json(form)) {
    count_json_pieces(bytes, shape.members);
  } else if (is_lines(form)) {
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      count_json(bytes.substr(0, end), shape.members);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
  } else if (const auto header = tables::read_csv_header(bytes, "list"); header && form == Form::ofac_csv) {
    shape.columns = {fmt::format("{} cells", header->names.size())};
  } else if (header) {
    shape.columns = header->names;
  }
  return shape;
}

std::vector<std::string> shape_changes(const Shape& before, const Shape& after) {
  std::vector<std::string> changes;
  if (before.columns != after.columns) {
    changes.push_back(
        fmt::format("the columns were {} and are {}", fmt::join(before.columns, ", "), fmt::join(after.columns, ", ")));
  }
  tell_missing(before, after, "no entry has any more", changes);
  tell_missing(after, before, "there is something new:", changes);
  return changes;
}

}  // namespace tidewaiter::lists
