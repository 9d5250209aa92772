// What the commands about the catalogue share.
#pragma once

#include <string>

#include "catalog/catalog.h"
#include "cli/commands.h"

namespace tidewaiter::cli {

Result<catalog::Catalog> open_catalog();  // the shipped one
// not_found, with the item that the text may mean.
std::unexpected<Error> unknown_item(const catalog::Catalog& catalog, const std::string& name);
std::string json_of(const catalog::Classification& found);  // one object of `classify`

}  // namespace tidewaiter::cli
