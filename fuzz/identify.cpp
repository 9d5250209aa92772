// Any description and part number: identification is total, repeats itself, and says only what the catalogue holds.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "catalog/catalog_files.h"
#include "require.h"

// A description, and after the first line break a part number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  const catalog::Catalog& catalog = catalog::shipped_catalog();
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const std::string_view text = input.substr(0, line);
  const std::string_view sku = line == std::string_view::npos ? std::string_view{} : input.substr(line + 1);

  const Identification id = catalog.identify(text, sku);
  require(id.units >= 1 && id.units <= 100'000);
  require(id.chips_per_unit >= 0 && id.chips_per_unit <= 100'000);
  if (id.item) {
    require(*id.item < catalog.items().size());
    require(id.kind == catalog.items()[*id.item].kind);
    require(id.kind == ItemKind::memory ? id.chips_per_unit == 0 : id.chips_per_unit >= 1);
    require(!id.words.empty());
    require(!id.other_goods && !id.generic_words);
  } else {
    require(id.kind == ItemKind::none || id.kind == ItemKind::accessory);
    require(id.chips_per_unit == 0);
    require(!(id.other_goods && id.generic_words));
  }
  for (const std::string& word : id.words) require(!word.empty() && is_valid_utf8(word));
  require(id.item.has_value() || id.others.empty());
  for (const NamedItem& other : id.others) {
    require(other.item < catalog.items().size() && other.kind == catalog.items()[other.item].kind);
    require(other.units >= 1 && other.units <= 100'000 && other.stated.value_or(1) <= 100'000);
    require(!other.words.empty());
  }

  const Identification again = catalog.identify(text, sku);
  require(again.item == id.item && again.units == id.units && again.chips_per_unit == id.chips_per_unit);
  require(again.words == id.words && again.confidence == id.confidence && again.others.size() == id.others.size());

  const ItemState state = catalog.item_state(id, "8471", std::nullopt, std::nullopt);
  require((state == ItemState::identified) == id.item.has_value());
  return 0;
}
