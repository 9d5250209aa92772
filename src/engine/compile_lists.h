// Official files and house lists into the bytes of a compiled list, by the shipped effects and countries.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "base/result.h"
#include "engine/list_book.h"
#include "lists/import.h"
#include "tables/stop.h"

namespace tidewaiter {

struct CompiledLists {
  lists::ImportResult imported;
  std::string bytes;  // of the file
};

// Errors: those of lists::import_lists and ListBook::compile; interrupted, between two of its steps.
Result<CompiledLists> compile_lists(std::span<const std::filesystem::path> files,
                                    std::optional<Date> day = std::nullopt,  // of files whose name tells none
                                    const std::string& list = {},            // of house rows that name none
                                    tables::Stop stop = {},
                                    const std::string& encoding = {});  // stated, of those that are not UTF-8

}  // namespace tidewaiter
