// A golden case: one scenario in plain text, with what the engine must say of it (docs/golden-cases.md). Reading only;
// whoever runs a case gets rows of the contract tables and list entries, as if they had come from files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/decision.h"
#include "model/fields.h"
#include "model/list_entry.h"
#include "model/party.h"

namespace tidewaiter {

struct CaseShipment {
  std::string id;
  std::uint32_t line = 0;                                    // of the file, from 1
  std::vector<std::pair<ShipmentField, std::string>> cells;  // in the order of ShipmentField; no empty ones
};

// A line `owns`: a row of the ownership table.
struct CaseStake {
  std::string owner;  // key of a party, or a name
  std::string owned;
  std::string share;  // percent, or "?"
  std::string from;   // dates or empty
  std::string to;
};

// One indented line under `expect`.
struct CaseCheck {
  enum class Kind : std::uint8_t { fires, quiet, missing };
  Kind kind = Kind::fires;
  std::string id;    // of a rule or finding; for `missing` the field
  std::string text;  // that the explanation must hold; may be empty
  std::uint32_t line = 0;
};

struct CaseExpectation {
  std::string shipment;
  std::uint32_t line = 0;
  Disposition disposition = Disposition::release;
  Determination determination = Determination::no_licence;
  std::string policy;  // as shown; empty if none is expected
  std::vector<CaseCheck> checks;
};

struct CaseFile {
  std::string name;   // file name without folder and ".case"
  std::string title;  // the first comment
  Date as_of;
  bool strict_text = false;
  bool one_run = false;               // what the shipments show together counts
  std::vector<PartyProfile> parties;  // id = the key that shipments use
  std::vector<ListEntry> entries;
  std::vector<CaseStake> stakes;
  std::vector<CaseShipment> shipments;
  std::vector<CaseExpectation> expectations;  // one for each shipment id
};

// `file` is named in messages. Errors: bad_format with file:line:column; the first as the error, the others in its
// hint.
Result<CaseFile> parse_case(std::string_view text, std::string_view file);

// The shipments, the parties and who owns whom as CSV files of the contract's columns, in the order of the case.
std::string shipments_csv(const CaseFile& parsed);
std::string parties_csv(const CaseFile& parsed);
std::string ownership_csv(const CaseFile& parsed);

}  // namespace tidewaiter
