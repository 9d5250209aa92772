#include "model/list_exception.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_writer.h"

namespace tidewaiter {
namespace {

std::string pair_key(std::string_view party, std::string_view entry_id) {
  return fmt::format("{}\x1F{}", party, entry_id);
}

// JSON as the digested form: its quoting keeps neighbouring fields apart.
void write_sorted(JsonWriter& json, std::vector<std::string> texts) {
  std::ranges::sort(texts);
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

}  // namespace

Digest party_digest(const PartyProfile& party) {
  std::string bytes;
  JsonWriter json(bytes);
  json.begin_array();
  json.value(party.name);
  write_sorted(json, party.aliases);
  json.value(to_string(party.schema)).value(party.country.code()).value(party.address).value(party.city);
  json.value(party.registered_on ? party.registered_on->to_string() : std::string{}).value(party.registration_number);
  json.value(party.headquarters.code()).value(party.ultimate_parent).value(party.ultimate_parent_country.code());
  json.end_array();
  return digest_of(bytes);
}

Digest entry_digest(const ListEntry& entry) {
  std::string bytes;
  JsonWriter json(bytes);
  json.begin_array();
  json.value(entry.id).value(entry.list).value(to_string(entry.schema)).value(entry.name);
  write_sorted(json, entry.aliases);
  std::vector<std::string> addresses;
  addresses.reserve(entry.addresses.size());
  for (const ListAddress& address : entry.addresses) {
    addresses.push_back(fmt::format("{}\x1F{}", address.text, address.country.code()));
  }
  write_sorted(json, std::move(addresses));
  json.value(entry.registration_number);
  json.end_array();
  return digest_of(bytes);
}

std::string PartyKey::text() const {
  return id.empty() ? fmt::format("name\x1F{}\x1F{}", folded_name, country.code()) : fmt::format("id\x1F{}", id);
}

std::string_view to_string(ExceptionState state) {
  static constexpr std::array<std::string_view, 5> kNames{"valid", "expired", "removed", "party_changed",
                                                          "entry_changed"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string ExceptionBook::Answer::why() const {
  if (exception == nullptr) return {};
  std::string said = fmt::format("exception {} by {}: {}", exception->number, exception->by, exception->reason);
  switch (state) {
    case ExceptionState::valid:
      return said;
    case ExceptionState::expired:
      if (!exception->until) break;
      return fmt::format("{} (void: it ended on {})", said, exception->until->to_string());
    case ExceptionState::removed:
      if (!exception->removal) break;
      return fmt::format("{} (void: removed by {}: {})", said, exception->removal->by, exception->removal->reason);
    case ExceptionState::party_changed:
      return fmt::format("{} (void: the party's particulars have changed since)", said);
    case ExceptionState::entry_changed:
      return fmt::format("{} (void: the list entry has changed since)", said);
  }
  return said;
}

ExceptionBook::ExceptionBook(std::vector<ListException> exceptions) : exceptions_(std::move(exceptions)) {
  for (std::size_t i = 0; i < exceptions_.size(); ++i) {
    by_pair_[pair_key(exceptions_[i].party.text(), exceptions_[i].entry_id)].push_back(i);
  }
}

ExceptionBook::Answer ExceptionBook::find(const PartyKey& party, const Digest& party_now, std::string_view entry_id,
                                          const Digest& entry_now, Date as_of) const {
  const auto pair = by_pair_.find(pair_key(party.text(), entry_id));
  if (pair == by_pair_.end()) return {};
  Answer best;
  for (const std::size_t index : pair->second) {
    const ListException& exception = exceptions_[index];
    Answer answer{&exception, ExceptionState::valid};
    if (exception.removal) {
      answer.state = ExceptionState::removed;
    } else if (exception.party_digest != party_now) {
      answer.state = ExceptionState::party_changed;
    } else if (exception.entry_digest != entry_now) {
      answer.state = ExceptionState::entry_changed;
    } else if (exception.until && *exception.until < as_of) {
      answer.state = ExceptionState::expired;
    }
    const auto lasts = [](const ListException& one) { return one.until.value_or(kLastDate); };
    const bool better =
        answer.applies() ? !best.applies() || lasts(exception) >= lasts(*best.exception)
                         : !best.applies() && (best.exception == nullptr || exception.number > best.exception->number);
    if (better) best = answer;
  }
  return best;
}

}  // namespace tidewaiter
