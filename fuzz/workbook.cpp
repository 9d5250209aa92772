// Any bytes as a workbook, and as each part of one that is whole otherwise: the XML within an archive is out of reach
// of chance, as the archive has checksums.
#include "tables/workbook.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "table_rows.h"
#include "tables/cell_format.h"
#include "tables/csv_table.h"
#include "tables/workbooks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::tables;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static constexpr std::array kParts{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
                                     "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels"};
  std::string bytes = text;
  if (data[0] == 'f') {
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string value = text.substr(std::min(line + 1, text.size()));
    (void)CellFormat(std::string_view(text).substr(0, line)).text(value, (size & 1U) != 0);
    return 0;
  }
  if (data[0] >= '0' && data[0] < '0' + kParts.size()) {
    auto parts = workbook_parts(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>46083</v></c></row>",
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>", "<si><t>date</t></si>");
    parts[kParts[data[0] - static_cast<std::size_t>('0')]] = text;
    bytes = zipped(parts, false);
  }
  const auto made =
      read_workbook(InputFile::from_bytes("fuzz", bytes), "", {.bytes = std::uint64_t{16} << 20, .times = 1});
  if (!made) return 0;
  require_rows(*made, made->header.line);
  return 0;
}
