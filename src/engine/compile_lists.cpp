#include "engine/compile_lists.h"

#include "engine/snapshot.h"

namespace tidewaiter {

Result<CompiledLists> compile_lists(std::span<const std::filesystem::path> files, std::optional<Date> day,
                                    const std::string& list, tables::Stop stop, const std::string& encoding) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  TIDEWAITER_TRY(const lists::ListCatalog catalog, lists::ListCatalog::load(texts.lists));
  CompiledLists compiled;
  TIDEWAITER_TRY(compiled.imported, lists::import_lists(files, catalog, places, day, list, stop, encoding));
  TIDEWAITER_CHECK(stop.check());
  TIDEWAITER_TRY(compiled.bytes, ListBook::compile(compiled.imported.entries, compiled.imported.sources));
  TIDEWAITER_CHECK(stop.check());
  return compiled;
}

}  // namespace tidewaiter
