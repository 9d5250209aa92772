// What the engine says of a shipment, with the findings that led there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "model/country.h"
#include "model/item.h"
#include "model/party.h"

namespace tidewaiter {

// From the least to the most restrictive; `undetermined` ranks as the worst that it could still become.
enum class Determination : std::uint8_t { no_licence, exception, notify, licence_required, prohibited, undetermined };
std::string_view to_string(Determination determination);
std::optional<Determination> parse_determination(std::string_view text);

// Licence review policy, from the least to the most restrictive. `none_stated`: the rule states none. `unknown`: there
// is one that nobody here can read; shown empty.
enum class Policy : std::uint8_t { none_stated, approval, case_by_case, denial, unknown };
std::string_view to_string(Policy policy);  // "", "approval", "case_by_case", "denial", ""
std::optional<Policy> parse_policy(std::string_view text);

enum class Disposition : std::uint8_t { release, review, hold, stop };
std::string_view to_string(Disposition disposition);
std::optional<Disposition> parse_disposition(std::string_view text);

enum class Level : std::uint8_t { info, review, hold };
std::string_view to_string(Level level);
std::optional<Level> parse_level(std::string_view text);

// One red flag, list hit or rule that fired, with what was compared.
struct Finding {
  std::string id;  // rule id, or list hit id
  Level level = Level::info;
  std::string title;
  std::string why;                                            // the rule's explanation with this shipment's values
  std::string source;                                         // citation, and where it was read
  double weight = 0;                                          // share in the risk
  std::vector<std::pair<std::string, std::string>> evidence;  // field, value, in a fixed order
};

struct LineDecision {
  std::string line_no;
  std::string item;  // catalogue name, else the description as written
  ItemState item_state = ItemState::unidentified;
  std::optional<double> units;  // none: the quantity is not known
  std::optional<double> chips;  // none: the quantity is not known, and the item is or holds chips
  ItemKind kind = ItemKind::none;
  std::string eccn;
  std::optional<double> tpp;
  Determination determination = Determination::undetermined;
  Policy policy = Policy::none_stated;
  std::vector<std::string> rules;    // ids of the rules that fired, the deciding one first
  std::vector<std::string> missing;  // fields that would settle it: "consignee.headquarters"
  std::vector<std::string> conditions;
};

// Who takes part, as the decision saw it: whom to call, and whose headquarters it rests on.
struct DecisionParty {
  Role role{};
  std::string name;  // as written
  Country country;
  Country headquarters;
  HeadquartersBasis basis = HeadquartersBasis::none;
};

struct Decision {
  std::string shipment_id;
  std::optional<Date> date;  // none: made only of rejected rows, and no row of the run has a date that can be read
  Disposition disposition = Disposition::hold;
  Determination determination = Determination::undetermined;
  Policy policy = Policy::none_stated;
  double risk = 0;  // 1 - product of (1 - weight), three decimals
  std::string eccn;
  std::string item;
  std::optional<double> count;  // chips of the line that decided; none: not known
  std::optional<double> tpp;
  std::vector<std::string> parties_hit;
  std::vector<LineDecision> lines;
  std::vector<Finding> findings;
  std::vector<std::string> open_flags;  // ids of the red flags that could not be decided, in the order of the rules
  std::vector<std::string> missing;     // of its lines, then what its open flags lack
  std::vector<std::string> conditions;
  Country destination;
  std::vector<DecisionParty> parties;  // in the order of Role
};

// What every decision of a run rests on.
struct Versions {
  std::string lists;  // "none" if screened without
  std::string rules;
  std::string engine;
};

// A row that could not be read: where it stood, which column, what stood there and why it was refused.
struct Reject {
  std::string file;
  std::uint64_t record = 0;
  std::uint64_t byte = 0;
  std::uint64_t line = 0;
  std::string column;  // empty where the whole row is at fault
  std::string value;   // shortened to 200 bytes, always valid UTF-8
  std::string reason;
  std::string shipment_id;                  // if it could be read
  std::optional<Date> date = std::nullopt;  // the shipment's day, if it could be read
};

}  // namespace tidewaiter
