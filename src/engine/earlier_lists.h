// The compiled lists that stood in the place of the present one: kept beside it under their versions, so that what
// changed since one of them can be told exactly.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tidewaiter {

// The newest so many are kept: some months of daily changes, at about 15 MB each for the whole US lists.
inline constexpr std::size_t kEarlierListsKept = 60;

struct EarlierList {
  std::string version;  // ListBook::version()
  std::filesystem::path file;
};

// Newest first; none where nothing was kept.
std::vector<EarlierList> earlier_lists(const std::filesystem::path& lists);

// Puts `bytes` into the place of the compiled list, whole or not at all, and keeps the list that stood there, if it is
// readable and another one. Errors: file_unwritable.
Result<void> replace_lists(const std::filesystem::path& lists, std::string_view bytes);

// The file that a user's word means: a path, or at least six first characters of the version of the present list, of a
// kept one, or of one that runs keep in `runs` (engine/kept_input.h; empty: none). Errors: not_found, which tells the
// versions that are known; usage if several begin so.
Result<std::filesystem::path> find_lists(const std::filesystem::path& lists, const std::string& word,
                                         const std::filesystem::path& runs = {});

}  // namespace tidewaiter
