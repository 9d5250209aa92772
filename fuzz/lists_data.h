// Places and lists enough for the fuzzers of list files, so that they need no file of the repository.
#pragma once

#include <span>

#include "lists/catalog.h"
#include "lists/forms.h"
#include "places/places.h"

namespace tidewaiter::lists {

inline const Reading& fuzz_reading() {
  static const Places places = [] {
    const SourceText text{"places.toml",
                          "[[country]]\ncode = \"CN\"\nalpha3 = \"CHN\"\nname = \"China\"\n"
                          "[[country]]\ncode = \"US\"\nalpha3 = \"USA\"\nname = \"United States\"\n"};
    return Places::load(std::span(&text, 1)).value();
  }();
  static const ListCatalog catalog = [] {
    const SourceText text{"lists.toml",
                          "[[list]]\ncode = \"DPL\"\nname = \"Denied\"\npublisher = \"P\"\neffect = \"denial_order\"\n"
                          "source = \"s\"\nconfidence = \"M\"\nsources = [\"Denied Persons List (DPL) - Bureau\"]\n"
                          "[[list]]\ncode = \"EL\"\nname = \"Entities\"\npublisher = \"P\"\neffect = \"licence\"\n"
                          "source = \"s\"\nconfidence = \"M\"\nsupplement = \"Supplement No. 4 to Part 744\"\n"
                          "[[list]]\ncode = \"SDN\"\nname = \"Blocked\"\npublisher = \"P\"\neffect = \"prohibited\"\n"
                          "source = \"s\"\nconfidence = \"M\"\n"
                          "[[list]]\ncode = \"DTC\"\nname = \"Debarred\"\npublisher = \"P\"\neffect = \"inform\"\n"
                          "source = \"s\"\nconfidence = \"U\"\nprograms = [\"NS-PLC\"]\n"
                          "columns = [\"Party Name\", \"Federal Register Notice\", \"Notice Date\"]\n"};
    return ListCatalog::load(std::span(&text, 1)).value();
  }();
  static const Reading reading{catalog, places};
  return reading;
}

}  // namespace tidewaiter::lists
