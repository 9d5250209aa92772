#include "tables/workbook.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "tables/cell.h"
#include "tables/cell_format.h"
#include "tables/sheet_rows.h"
#include "tables/zip_parts.h"

namespace tidewaiter::tables {
namespace {

// xl/_rels/workbook.xml.rels: which part an id means.
class Relations : public XmlHandler {
 public:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship") return;
    const std::string_view target = find(attributes, "Target");
    const std::string part = target.starts_with('/') ? std::string(target.substr(1)) : folder_ + std::string(target);
    parts_.emplace(find(attributes, "Id"), part);
    const std::string_view type = find(attributes, "Type");
    kinds_.emplace(type.substr(type.rfind('/') + 1), part);
  }
  explicit Relations(std::string folder) : folder_(std::move(folder)) {}
  std::string part(const std::string& id) const { return look_up(parts_, id); }
  std::string of_kind(const std::string& kind) const { return look_up(kinds_, kind); }

 private:
  static std::string look_up(const std::map<std::string, std::string>& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
  }
  std::string folder_;
  std::map<std::string, std::string> parts_;
  std::map<std::string, std::string> kinds_;
};

struct Sheet {
  std::string name;
  std::string relation;
  bool hidden = false;
};

// xl/workbook.xml: its sheets, and from when its days count.
class Contents : public XmlHandler {
 public:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view from = find(attributes, "date1904");
      from_1904 = from == "1" || from == "true";
    } else if (name == "sheet") {
      const std::string_view state = find(attributes, "state");
      sheets.push_back({std::string(find(attributes, "name")), std::string(find(attributes, "id")),
                        state == "hidden" || state == "veryHidden"});
    }
  }
  std::vector<Sheet> sheets;
  bool from_1904 = false;
};

// xl/styles.xml: the format of each style of cells.
class Styles : public XmlHandler {
 public:
  void open(std::string_view name, const Attributes& attributes) override {
    if (name == "cellXfs") within_ = true;
    unsigned id = 0;
    const std::string_view text = find(attributes, "numFmtId");
    std::from_chars(text.data(), text.data() + text.size(), id);  // none: 0, General
    if (name == "numFmt") codes_.insert_or_assign(id, std::string(find(attributes, "formatCode")));
    if (name == "xf" && within_) {
      const auto code = codes_.find(id);
      formats.push_back(code == codes_.end() ? CellFormat::builtin(id) : CellFormat(code->second));
    }
  }
  void close(std::string_view name) override {
    if (name == "cellXfs") within_ = false;
  }
  std::vector<CellFormat> formats;

 private:
  std::map<unsigned, std::string> codes_;
  bool within_ = false;
};

// xl/sharedStrings.xml: texts that cells refer to by number; of a text in pieces all of them, without how it is read.
class SharedTexts : public XmlHandler {
 public:
  explicit SharedTexts(TextPool& pool) : pool_(pool) {}
  void open(std::string_view name, const Attributes& /*attributes*/) override {
    if (name == "rPh") reading_ = true;
    if (name == "t" && !reading_) text_ = true;
  }
  void close(std::string_view name) override {
    if (name == "rPh") reading_ = false;
    if (name == "t") text_ = false;
    if (name == "si") pool_.end();
  }
  void text(std::string_view piece) override {
    if (text_) pool_.add(piece);
  }

 private:
  TextPool& pool_;
  bool reading_ = false;
  bool text_ = false;
};

bool same_name(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, to_lower, to_lower); }

std::unexpected<Error> another_archive(const InputFile& file, const ZipParts& zip) {
  struct Kind {
    const char* part;
    std::string_view what;
    std::string_view hint;
  };
  static constexpr std::string_view kSave = "save it as .xlsx, or save its sheet as CSV (UTF-8)";
  static constexpr Kind kKinds[] = {
      {"xl/workbook.bin", "a binary workbook (.xlsb)", kSave},
      {"Index/Document.iwa", "a Numbers document", "export it as .xlsx or CSV"},
      {"word/document.xml", "a Word document", "ask for the table that it was made from"},
  };
  if (zip.front("mimetype", 64).starts_with("application/vnd.oasis.opendocument")) {
    return fail(ErrorCode::bad_format, "this is not a table of text: it is an OpenDocument file (.ods)", file.name(),
                std::string(kSave));
  }
  for (const Kind& kind : kKinds) {
    if (!zip.has(kind.part)) continue;
    return fail(ErrorCode::bad_format, fmt::format("this is not a table of text: it is {}", kind.what), file.name(),
                std::string(kind.hint));
  }
  return fail(ErrorCode::bad_format, "this is not a table of text: it is a zip archive", file.name(),
              "unpack it, and name the tables that were in it");
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Result<CsvFile> read_workbook(InputFile file, const std::string& sheet, UnpackLimit limit, Stop stop) {
  TIDEWAITER_TRY(ZipParts zip, ZipParts::open(file, limit, stop));
  std::string book = "xl/workbook.xml";
  if (zip.has("_rels/.rels")) {
    Relations top("");
    TIDEWAITER_CHECK(zip.walk("_rels/.rels", top));
    if (const std::string part = top.of_kind("officeDocument"); !part.empty()) book = part;
  }
  if (!zip.has(book) || zip.has("word/document.xml") || zip.has("xl/workbook.bin")) return another_archive(file, zip);

  Contents contents;
  TIDEWAITER_CHECK(zip.walk(book, contents));
  const std::size_t slash = book.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : book.substr(0, slash + 1);
  Relations relations(folder);
  TIDEWAITER_CHECK(zip.walk(fmt::format("{}_rels/{}.rels", folder, book.substr(folder.size())), relations));

  std::vector<std::string> names;
  const Sheet* chosen = nullptr;
  for (const Sheet& one : contents.sheets) {
    names.push_back(printable(one.name, 60));
    const bool wanted = sheet.empty() ? !one.hidden : same_name(one.name, sheet);
    if (wanted && chosen == nullptr) chosen = &one;
  }
  if (chosen == nullptr && sheet.empty() && !contents.sheets.empty()) chosen = &contents.sheets.front();
  if (chosen == nullptr) {
    return fail(ErrorCode::not_found,
                sheet.empty() ? "the workbook has no sheet" : fmt::format("the workbook has no sheet \"{}\"", sheet),
                file.name(),
                names.empty() ? std::string("open it where it was made and save it again")
                              : fmt::format("its sheets are: {}", fmt::join(names, ", ")));
  }
  std::vector<std::string> notes;
  if (sheet.empty() && names.size() > 1) {
    notes.push_back(fmt::format("{}: the sheet \"{}\" is read, of {} ({}); --sheet names another", file.name(),
                                printable(chosen->name, 60), names.size(), fmt::join(names, ", ")));
  }

  SheetContext context;
  context.from_1904 = contents.from_1904;
  if (const std::string part = relations.of_kind("styles"); !part.empty()) {
    Styles styles;
    TIDEWAITER_CHECK(zip.walk(part, styles));
    context.formats = std::move(styles.formats);
  }
  if (const std::string part = relations.of_kind("sharedStrings"); !part.empty()) {
    SharedTexts texts(context.texts);
    TIDEWAITER_CHECK(zip.walk(part, texts));
  }
  const std::string part = relations.part(chosen->relation);
  if (part.empty()) {
    return fail(
        ErrorCode::bad_format,
        fmt::format("the workbook is damaged: nothing says where its sheet \"{}\" is", printable(chosen->name, 60)),
        file.name(), "open it where it was made and save it again");
  }
  SheetReader reader(context, file.name());
  TIDEWAITER_CHECK(zip.walk(part, reader));
  TIDEWAITER_TRY(CsvFile table, std::move(reader).finish());
  table.notes.insert(table.notes.begin(), notes.begin(), notes.end());
  return table;
}

}  // namespace tidewaiter::tables
