// The catalogue as a folder of Markdown pages: one for each chip, card, memory stack and system, and an index by
// vendor. The same catalogue gives the same bytes; no page knows what day it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tidewaiter::catalog {

struct CatalogPage {
  std::string file;  // "h100-sxm5.md"; the index is README.md
  std::string text;
};

std::vector<CatalogPage> catalog_pages(const Catalog& catalog);
std::string page_name(std::string_view name);  // "RTX 4090 48GB (unofficial)": "rtx-4090-48gb-unofficial.md"

}  // namespace tidewaiter::catalog
