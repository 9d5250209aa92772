// Finds the form of a list file by what it holds, not by what it is called.
#include <fmt/format.h>

#include <utility>

#include "base/utf8.h"
#include "lists/columns.h"
#include "lists/forms.h"
#include "lists/xml_records.h"
#include "tables/csv_file.h"

namespace tidewaiter::lists {

namespace {

// The first 4 KiB show the members that the extracts of lists begin with.
bool begins_with_member(std::string_view text, std::string_view key) {
  return text.substr(0, 4096).find(fmt::format("\"{}\"", key)) != std::string_view::npos;
}

Result<ParsedFile> read_some_json(std::string_view bytes, std::string_view text, const std::string& file,
                                  const Reading& reading) {
  const bool whole = begins_with_member(text, "results");
  const std::string_view first_line = text.substr(0, text.find('\n'));
  if (!whole && begins_with_member(first_line, "schema") && begins_with_member(first_line, "properties")) {
    return read_ftm_json(bytes, file, reading);
  }
  if (!whole && begins_with_member(text, "list_id")) return read_extract_json(bytes, file, reading);
  return read_csl_json(bytes, file, reading);
}

Result<ParsedFile> read_some_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  const XmlNode root = xml_root(bytes);
  if (root.name == "sdnList") return read_ofac_xml(bytes, file, reading);
  if (root.name == "export" && root.attribute("xmlns").find("/fsd/export") != std::string_view::npos) {
    return read_eu_xml(bytes, file, reading);
  }
  if (root.name == "Designations") return read_uk_xml(bytes, file, reading);
  if (root.name == "CONSOLIDATED_LIST") return read_un_xml(bytes, file, reading);
  return read_ecfr_xml(bytes, file, reading);
}

// Where the first byte stands that is none of UTF-8: the column counts characters, and a byte order mark is none.
// REQUIRES: bytes are not UTF-8.
std::unexpected<Error> not_utf8(std::string_view bytes, const std::string& file, std::string_view forms) {
  std::string_view rest = without_byte_order_mark(bytes);
  std::size_t line = 1;
  std::size_t column = 1;
  while (const std::size_t length = utf8_sequence_length(rest)) {
    const bool ends = rest.front() == '\n' || (rest.front() == '\r' && !rest.substr(1).starts_with('\n'));
    line += ends ? 1 : 0;
    column = ends ? 1 : column + 1;
    rest.remove_prefix(length);
  }
  const auto byte = static_cast<unsigned>(static_cast<unsigned char>(rest.front()));
  return fail(ErrorCode::bad_encoding, fmt::format("the byte {:02X} is no character of UTF-8", byte),
              fmt::format("{}:{}:{}", file, line, column),
              fmt::format("write the character anew there, or save the list as UTF-8; if it is no text, {}", forms));
}

}  // namespace

Result<ParsedFile> read_any_form(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr const char* kForms =
      "import one of the official files that docs/adding-a-list.md names, or a CSV file with a column \"name\"";
  const std::string_view text = trimmed(without_byte_order_mark(bytes));
  if (text.empty()) return fail(ErrorCode::empty_file, "the file is empty", file, kForms);
  if (!is_valid_utf8(bytes)) return not_utf8(bytes, file, kForms);
  if (text.front() == '{' || text.front() == '[') return read_some_json(bytes, text, file, reading);
  if (text.front() == '<') return read_some_xml(bytes, file, reading);

  if (is_ofac_csv(text)) return read_ofac_csv(bytes, file, reading);
  TIDEWAITER_TRY(const tables::CsvHeader header, tables::read_csv_header(bytes, file));
  const auto has = [&](std::string_view name) { return has_column(header.names, name); };
  if (has("name") && has("effective_date") && has("expiration_date")) return read_dpl_text(bytes, file, reading);
  if (is_agency_table(header.names, reading.catalog)) return read_agency_csv(bytes, file, reading);
  // As a house list the agencies' own tables would lose their list, and with it their effect.
  for (const std::string_view official : {"entity_number", "source_list", "license_requirement"}) {
    if (has(official)) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the column \"{}\" is one of an agency's own table, which is not read", official), file,
                  kForms);
    }
  }
  if (!has("name")) {
    std::string hint = kForms;
    for (const tables::CsvHeader& row : tables::rows_below(bytes, header, file)) {
      if (!has_column(row.names, "name") && !is_agency_table(row.names, reading.catalog)) continue;
      hint = tables::header_hint(file, row);
      break;
    }
    return fail(ErrorCode::bad_format, "this is no list in a form known here", file, std::move(hint));
  }
  return read_house_csv(bytes, file, reading);
}

}  // namespace tidewaiter::lists
