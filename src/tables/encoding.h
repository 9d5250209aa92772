// The text of a table in UTF-8, whatever it is written in. The encoding is found over the whole stream: by a byte order
// mark or by where zero bytes stand, else by all of its lines that are not UTF-8. A few broken bytes in a file that is
// otherwise UTF-8 say nothing of its encoding: they are rejects of their rows. What the user states of it
// (InputFile::stated) wins over all of this but a byte order mark.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

struct TextFacts {
  bool valid_utf8 = true;  // every byte of it
  bool has_nul = false;
};

struct TextFile {
  InputFile input;
  TextFacts facts;
  std::string encoding = "UTF-8";    // of the file as it came
  std::vector<std::string> notes{};  // for people: what it was transcoded from, and how sure that is
};

// Reads everything once, with so many threads; a file in another encoding more often, into a copy in UTF-8. Errors:
// empty_file; bad_encoding for an encoding that cannot be told with confidence, or where too many lines are not in the
// stated one; bad_format for what is plainly another kind of file; interrupted; those of Spool.
Result<TextFile> open_text(InputFile file, unsigned threads = 1, Stop stop = {});

}  // namespace tidewaiter::tables
