// What `tidewaiter --version` prints.
#pragma once

#include <string>

namespace tidewaiter::cli {

// Version, commit, compiler, libraries as they are loaded, and the layouts of files that this program reads and writes.
// The first line is "tidewaiter " and the version, and nothing else. It says no time: the same source gives the same.
std::string version_text();

// The commit that was built, "-changed" behind it where the tree was not as committed; "unknown" outside of git.
// cmake/Commit.cmake writes it.
const char* built_commit();

}  // namespace tidewaiter::cli
