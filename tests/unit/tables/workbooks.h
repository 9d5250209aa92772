// Makes workbooks out of XML, for tests and fuzzing: what no program of an office would write, too.
#pragma once

#include <zip.h>

#include <cstdint>
#include <map>
#include <string>

namespace tidewaiter::tables {

// A zip archive of parts, by name; empty if libzip refuses.
inline std::string zipped(const std::map<std::string, std::string>& parts, bool packed = true) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* part = zip_source_buffer(archive, text.data(), text.size(), 0);
    const zip_int64_t at = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<std::uint64_t>(at), packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  }
  std::string bytes;
  if (zip_close(archive) == 0 && zip_source_open(source) == 0) {
    zip_source_seek(source, 0, SEEK_END);
    bytes.resize(static_cast<std::size_t>(zip_source_tell(source)));
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
  }
  zip_source_free(source);
  zip_error_fini(&error);
  return bytes;
}

// The parts of a workbook whose first sheet holds these rows ("<row>…</row>"); any may be replaced.
inline std::map<std::string, std::string> workbook_parts(const std::string& rows, const std::string& styles = {},
                                                         const std::string& texts = {}) {
  const std::string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return {
      {"_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + kind +
                          "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml",
       "<?xml version=\"1.0\"?><workbook " + main + " xmlns:r=\"" + kind +
           "\"><sheets><sheet name=\"Hidden\" state=\"hidden\" sheetId=\"1\" r:id=\"r2\"/><sheet name=\"Night\" "
           "sheetId=\"2\" r:id=\"r1\"/><sheet name=\"Parties\" sheetId=\"3\" r:id=\"r2\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r1\" Type=\"" + kind +
           "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" + kind +
           "worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"" + kind +
           "styles\" Target=\"styles.xml\"/><Relationship Id=\"r4\" Type=\"" + kind +
           "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet " + main + "><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>" + styles + "</styleSheet>"},
      {"xl/sharedStrings.xml", "<sst " + main + ">" + texts + "</sst>"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet " + main + "><dimension ref=\"A1\"/><sheetData>" + rows + "</sheetData></worksheet>"},
      {"xl/worksheets/sheet2.xml", "<worksheet " + main +
                                       "><sheetData><row r=\"1\"><c r=\"A1\" "
                                       "t=\"inlineStr\"><is><t>other</t></is></c></row></sheetData></worksheet>"},
  };
}

}  // namespace tidewaiter::tables
