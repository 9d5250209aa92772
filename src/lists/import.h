// Official files and house lists into dated entries, merged over sources and snapshots.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "lists/catalog.h"
#include "model/list_entry.h"
#include "places/places.h"
#include "tables/stop.h"

namespace tidewaiter::lists {

// Something to tell about a file. `lost` says that a row of it is in no entry.
struct ImportNote {
  std::string where;  // file, or file:line
  std::string message;
  bool lost = false;
};

struct ImportResult {
  std::vector<ListEntry> entries;  // by list, then id; ids are unique
  std::vector<ListSource> sources;
  std::vector<ImportNote> notes;
};

// Reads each file in the form that its content shows (lists/forms.h has them all), then merges:
// - a later snapshot of a form supersedes the earlier; what it no longer holds ends the day before it, what it holds
// for
//   the first time begins on its day, both marked inferred;
// - the same name on the same list in two forms is one entry that cites both. The Denied Persons text and part 744
// decide
//   over the consolidated list, that over the blocked persons' own files, all over a house list; an entry takes from
//   the other source only what it lacks. Entries of part 744 and of the consolidated list that the other does not have
//   say so;
// - rows of one form stay apart, but for the rows of one denial order (equal name and dates), which share an entry.
// The order of the files makes no difference. Ids are the publisher's number after the list's code ("SDN-36"), else the
// code and a hash of folded name and country ("EL-1a2b3c4d"), then "-2", "-3" where those are equal.
// `day`: of the files whose name tells no day. `list`: code of the list of house rows that name none.
// `encoding`: stated by the user, for the files that are not UTF-8.
// Errors: those of MappedFile, empty_file, bad_encoding, bad_format, missing_column; usage if two snapshots of a form
// cannot be put in order; interrupted. One unreadable file is an error of the whole; a row that cannot be read is a
// note.
Result<ImportResult> import_lists(std::span<const std::filesystem::path> files, const ListCatalog& catalog,
                                  const Places& places, std::optional<Date> day = std::nullopt,
                                  const std::string& list = {}, tables::Stop stop = {},
                                  const std::string& encoding = {});

}  // namespace tidewaiter::lists
