// "This party is not that entry": an analyst's answer to a false alarm, with who said so, why and until when.
// It names both sides by what they were at the time: once the party or the entry changes, it is void and says so.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "model/country.h"
#include "model/list_entry.h"
#include "model/party.h"

namespace tidewaiter {

// Digests over what a comparison looks at: names, addresses, countries, numbers, parents. A new telephone number, a new
// snapshot with the same entry or a new order of aliases changes nothing.
Digest party_digest(const PartyProfile& party);
Digest entry_digest(const ListEntry& entry);

// Which party is meant: its id where the party table gives one, else its folded name and country.
struct PartyKey {
  std::string id;
  std::string folded_name;  // by text::fold; ignored where `id` is given
  Country country;
  std::string text() const;  // one string for both kinds
  friend bool operator==(const PartyKey&, const PartyKey&) = default;
};

struct ListException {
  std::int64_t number = 0;  // given by the store, from 1
  PartyKey party;
  std::string party_name;  // as written
  Digest party_digest;
  std::string list;
  std::string entry_id;
  std::string entry_name;
  Digest entry_digest;
  std::string by;
  std::string reason;
  std::string created;        // time as the caller gave it, ISO 8601
  std::optional<Date> until;  // last day on which it applies; none = no end

  struct Removal {
    std::string by;
    std::string reason;
    std::string created;
  };
  std::optional<Removal> removal;
};

enum class ExceptionState : std::uint8_t { valid, expired, removed, party_changed, entry_changed };
std::string_view to_string(ExceptionState state);

// All exceptions of a run, found by party and entry. Immutable; safe to read from any number of threads.
class ExceptionBook {
 public:
  struct Answer {
    const ListException* exception = nullptr;  // null: nobody said anything of this pair
    ExceptionState state = ExceptionState::valid;
    bool applies() const { return exception != nullptr && state == ExceptionState::valid; }
    std::string why() const;  // "exception 3 by J. Doe: other company, same name" or why it is void
  };

  ExceptionBook() = default;
  explicit ExceptionBook(std::vector<ListException> exceptions);

  // Of several exceptions for the pair a valid one wins, of these the one that lasts longest, then the newest. `as_of`
  // is the shipment's date; kFirstDate asks whether any holds or held at all.
  Answer find(const PartyKey& party, const Digest& party_now, std::string_view entry_id, const Digest& entry_now,
              Date as_of) const;
  std::span<const ListException> all() const { return exceptions_; }

 private:
  std::vector<ListException> exceptions_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_pair_;
};

}  // namespace tidewaiter
