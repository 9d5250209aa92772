// Everything that a screening rests on beside the shipments: const, shared by all threads, named by its versions.
#pragma once

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "catalog/catalog.h"
#include "engine/addressees.h"
#include "engine/data_texts.h"
#include "engine/end_use.h"
#include "engine/list_book.h"
#include "engine/patterns.h"
#include "engine/resolve.h"
#include "engine/settings.h"
#include "lists/catalog.h"
#include "model/decision.h"
#include "model/list_exception.h"
#include "places/places.h"
#include "regime/regime.h"

namespace tidewaiter {

struct SnapshotOptions {
  std::string lists;                              // path of a compiled list, or "none"
  std::string rules;                              // folder of the user's rules, or empty
  std::optional<DataTexts> texts = std::nullopt;  // instead of what the program carries and what is in the folder
  std::filesystem::path prices = {};              // the user's table of prices; empty: none. Not with `texts`
  std::filesystem::path rates = {};               // and of exchange rates
  std::string encoding = {};                      // of these, stated, for those that are not UTF-8; empty: found
};

// A span of the law with a name, up to the next one: "W3", since 2023-11-17.
struct LawWindow {
  Date from;  // kFirstDate: the first
  std::string name;
  std::string title;
};

// Whose law the regime is (regimes/us/regime.toml).
struct Jurisdiction {
  Country home;                               // exports leave from here
  std::string not_on_list;                    // what is declared for an item that is on no entry of the control list
  std::vector<std::string> no_authorisation;  // words for "none" in the column `authorisation`, folded
  std::int32_t notice_days = 0;               // between a notice and the export that it covers, at least
  std::vector<LawWindow> windows;             // in order

  bool says_no_authorisation(std::string_view folded) const {
    return std::ranges::find(no_authorisation, folded) != no_authorisation.end();
  }
};

struct Snapshot {
  Settings settings;
  Places places;
  lists::ListCatalog list_catalog;
  catalog::Catalog catalog;
  Regime regime;
  EndUseWords end_use;
  PatternBounds patterns;
  Addressees addressees;  // of letters to vendors
  std::optional<ListBook> lists;
  ExceptionBook exceptions;
  Versions versions;
  Jurisdiction jurisdiction;
  std::shared_ptr<const DataTexts> data;  // what all but the lists was read from
  std::string data_version;
  std::vector<Reject> market_rejects;        // rows of the user's prices and rates that are not used
  std::vector<std::string> market_notes;     // for people, about these tables
  std::vector<std::string> market_how_read;  // of these: how the files were read, where that is not plain
  std::optional<Date> as_of;  // law and lists of this day for every shipment; else each shipment's own date
  Date today;                 // of the run, for the age of the lists; never goes into a decision
  std::string started;        // time of the run's start, ISO 8601 in UTC; goes into the store, never into a decision
  bool strict_text = false;   // the text on the books instead of what is enforced

  rules::Basis basis() const { return strict_text ? rules::Basis::text : rules::Basis::practice; }

  // REQUIRES: lists. Whoever holds a hit has them.
  const lists::EntryTable& entries() const {
    assert(lists);
    return lists->entries();  // NOLINT(bugprone-unchecked-optional-access): required above
  }
};

// The shipped texts by who reads them, with the user's rules after the shipped ones.
struct RuleTexts {
  std::vector<SourceText> places;
  std::vector<SourceText> lists;
  std::vector<SourceText> catalog;
  std::vector<SourceText> rules;
  SourceText end_use;
  SourceText patterns;
  SourceText questions;  // about red flags that no column shows
  SourceText regime;
  SourceText addressees;
};
RuleTexts sorted(DataTexts texts);
Result<RuleTexts> rule_texts(const std::string& folder);

// Loads the shipped data with the user's rules over it, and opens the list. Errors: all of theirs.
Result<Snapshot> load_snapshot(const Settings& settings, const SnapshotOptions& options);

}  // namespace tidewaiter
