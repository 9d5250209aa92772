// The tables of fields in docs/rule-language.md are the vocabulary, word for word: a field that is added, retyped or
// reworded must be written there.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "folders.h"
#include "model/facts.h"

namespace tidewaiter {
namespace {

std::string rows(std::span<const FactInfo> fields) {
  std::string text = "| field | type | meaning |\n|---|---|---|\n";
  for (const FactInfo& field : fields) {
    const std::string unit = field.unit == Unit::none ? "" : fmt::format(", {}", to_string(field.unit));
    text += fmt::format("| `{}` | {}{} | {} |\n", field.path, to_string(field.type), unit, field.meaning);
  }
  return text + "\n";
}

TEST(FieldsDocument, IsTheVocabulary) {
  const auto written = read_file(source_path("docs/rule-language.md"));
  ASSERT_TRUE(written) << to_string(written.error());
  for (const auto fields : {line_facts(), party_facts(), hit_facts(), owner_facts()}) {
    EXPECT_NE(written->find(rows(fields)), std::string::npos) << "write it anew:\n" << rows(fields);
  }
}

}  // namespace
}  // namespace tidewaiter
