// The texts that screening rests on beside the lists: rules, catalogue, places, effects of lists, words. One version
// stands for all of them, and the store keeps them once for each, so that a decision can be computed again under the
// law and the catalogue of its day, whatever the program carries by then.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"

namespace tidewaiter {

struct DataTexts {
  std::vector<SourceText> shipped;  // and the user's prices and rates, made into texts of the catalogue
  std::vector<SourceText> own;      // the user's rules, in the order of their paths

  std::string version() const;  // 16 hexadecimal digits over every text; names do not count
  std::string to_json() const;
  static Result<DataTexts> from_json(const std::string& json, const std::string& where);
};

// What the program carries, and every .toml in `folder` and below; none if it is empty. Errors: file_unreadable.
Result<DataTexts> read_data_texts(const std::string& folder);

}  // namespace tidewaiter
