// Which lists are fetched from where: the shipped publishers, with the settings' choice, addresses and own sources over
// them ([update] in tidewaiter.toml).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/toml.h"
#include "fetch/fetch.h"

namespace tidewaiter {

// One publisher's files of one day.
struct PublishedList {
  std::string id;    // letters, digits and hyphens
  std::string name;  // for people
  std::string publisher;
  std::string form;  // lists::Form as a word
  std::vector<std::string> addresses;
  bool by_default = false;
  std::string source;  // where the addresses were read
  std::string confidence;
};

struct UpdateSettings {
  std::optional<std::vector<std::string>> sources;  // ids; none: those that are fetched by default
  std::vector<std::filesystem::path> files;         // of house lists and the like, read as they are
  std::vector<PublishedList> own;                   // of a shipped id: what is not empty replaces the shipped
  std::string certificates;                         // file of the authorities to trust instead of the system's
  fetch::Limits limits;
  std::size_t snapshots = 5;  // of each source that are kept and compiled together, so that days can be inferred
};

// The table [update]. `folder` is that of the settings. Errors: bad_value with file:line:column.
Result<UpdateSettings> read_update_settings(const toml::Document& document, const toml::Value& value,
                                            const std::filesystem::path& folder);

// All sources that can be chosen: the shipped ones, with the settings' laid over them, and the settings' own.
Result<std::vector<PublishedList>> known_lists(const UpdateSettings& settings);

// Says that `id` is none of `known`, with the nearest of them, or all.
std::unexpected<Error> no_such_list(const std::string& id, const std::vector<PublishedList>& known);

// The chosen sources, in the order of the data. Errors: bad_value, if the settings choose one that nobody describes or
// describe one without a form or an address.
Result<std::vector<PublishedList>> chosen_lists(const UpdateSettings& settings);

}  // namespace tidewaiter
