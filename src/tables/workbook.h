// Workbooks in Office Open XML (.xlsx, .xlsm; ECMA-376): one sheet as rows of text, cells as they are written there.
// The zip container is read by libzip and its XML by expat, piece by piece; macros, drawings and formulas are not
// looked at.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "tables/csv_file.h"
#include "tables/unpack.h"

namespace tidewaiter::tables {

bool looks_like_zip(std::string_view bytes);  // by its first bytes

// `sheet`: by its name, without regard to case of ASCII letters; empty: the first that is not hidden. The first row
// with a value is the header, and records have the number of their row; rows without values are none. Errors:
// bad_format for another kind of zip archive (.ods, .xlsb, …) or a damaged one, not_found for a sheet that is not
// there, empty_file for a sheet without a row; interrupted; those of Spool.
Result<CsvFile> read_workbook(InputFile file, const std::string& sheet, UnpackLimit limit = {}, Stop stop = {});

}  // namespace tidewaiter::tables
