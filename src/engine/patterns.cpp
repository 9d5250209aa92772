#include "engine/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "base/cell_parts.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/toml.h"
#include "engine/distinct.h"
#include "ingest/words.h"

namespace tidewaiter {
namespace {

using Field = ShipmentField;

// Letters and digits, upper case.
void fold_serial(std::string_view written, std::string& folded) {
  folded.clear();
  for (const char c : written) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) folded += static_cast<char>(std::toupper(byte));
  }
}

// Calls use(folded) for every serial number of a cell that is long enough to be one. A number without a digit is a
// word: "none", "see list".
template <class Use>
void for_each_serial(std::string_view cell, std::size_t letters, Use use) {
  std::string folded;
  for_each_part(cell, [&](std::string_view written) {
    fold_serial(written, folded);
    if (folded.size() >= letters && folded.find_first_of("0123456789") != std::string::npos) use(folded);
  });
}

std::unexpected<Error> wrong(const toml::Document& document, std::string_view key, std::string_view what) {
  return fail(ErrorCode::bad_format, fmt::format("{} must be {}", key, what), document.file);
}

}  // namespace

Result<PatternBounds> PatternBounds::load(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  const auto number = [&](std::string_view key) -> std::int64_t {
    const toml::Value* value = document.root.find(key);
    return value == nullptr || value->integer() == nullptr ? -1 : *value->integer();
  };
  constexpr std::int64_t kMost = 1'000'000;
  for (const std::string_view key : {"lot_chips", "days", "serial_letters"}) {
    if (number(key) < 1 || number(key) > kMost) return wrong(document, key, "a whole number from 1 on");
  }
  PatternBounds bounds;
  bounds.lot_chips = static_cast<double>(number("lot_chips"));
  bounds.days = static_cast<std::int32_t>(number("days"));
  bounds.serial_letters = static_cast<std::size_t>(number("serial_letters"));
  const toml::Value* carried = document.root.find("carried");
  if (carried == nullptr || carried->array() == nullptr) return wrong(document, "carried", "a list of transport modes");
  for (const toml::Value& mode : *carried->array()) {
    if (mode.string() == nullptr || !ingest::is_known_word(Field::transport_mode, *mode.string())) {
      return wrong(document, "carried", "a list of transport modes");
    }
    bounds.carried.push_back(ingest::fold_word(*mode.string()));
  }
  return bounds;
}

void SerialUse::add(std::string_view shipment) { merge({1, std::string(shipment), {}}); }

void SerialUse::merge(const SerialUse& other) {
  count += other.count;
  for (const std::string* id : {&other.first, &other.second}) {
    if (id->empty() || *id == first || *id == second) continue;
    if (first.empty() || *id < first) {
      second = std::exchange(first, *id);
    } else if (second.empty() || *id < second) {
      second = *id;
    }
  }
}

void PatternRecords::collect(const PatternBounds& bounds, const ShipmentBatch& batch, std::size_t begin,
                             const RowKeys& keys) {
  const bool has_serials = batch.has(Field::serials);
  for (std::size_t i = 0; i < keys.rows(); ++i) {
    const std::size_t row = begin + i;
    if (has_serials) {
      for_each_serial(batch.cell(Field::serials, row), bounds.serial_letters,
                      [&](std::string_view serial) { serials_[serial].add(batch.cell(Field::shipment_id, row)); });
    }
    const auto quantity = batch.number(Field::quantity, row);
    const auto day = batch.date(Field::date, row);
    if ((quantity && *quantity <= 0) || !day) continue;
    const auto party = [&](Role first, Role second) -> std::uint64_t {
      std::uint32_t key = keys.party(i, first);
      if (key == RowKeys::kNone) key = keys.party(i, second);
      return key == RowKeys::kNone ? 0 : keys.parties()[key].hash;
    };
    const std::uint64_t receiver = party(Role::consignee, Role::end_user);
    if (receiver == 0) continue;
    if (const std::string_view mode = batch.cell(Field::transport_mode, row); mode != last_mode_) {
      last_mode_ = mode;
      last_carried_ = std::ranges::find(bounds.carried, ingest::fold_word(mode)) != bounds.carried.end();
    }
    records_.push_back({keys.items()[keys.item(i)].hash, party(Role::exporter, Role::consignor), receiver,
                        hash_of(batch.cell(Field::shipment_id, row)), quantity, day->days_since_1970(), last_carried_});
  }
}

void PatternRecords::throw_away(const TextSet& items, const std::function<bool(std::string_view)>& is_known_item) {
  if (records_.size() - sorted_ < kMostUnsorted) return;
  std::unordered_map<std::uint64_t, std::string_view> asked;
  for (std::size_t i = sorted_; i < records_.size(); ++i) {
    if (!is_known_.contains(records_[i].item)) asked.try_emplace(records_[i].item);
  }
  for (const std::string& text : items) {
    const auto found = asked.find(hash_of(text));
    if (found != asked.end()) is_known_[found->first] = is_known_item(text);
  }
  const auto begin = records_.begin() + static_cast<std::ptrdiff_t>(sorted_);
  records_.erase(std::remove_if(begin, records_.end(), [&](const Record& record) { return !is_known_[record.item]; }),
                 records_.end());
  sorted_ = records_.size();
}

void PatternRecords::merge(PatternRecords&& other) {
  if (records_.empty()) {
    records_ = std::move(other.records_);
  } else {
    records_.insert(records_.end(), other.records_.begin(), other.records_.end());
  }
  for (const auto& slot : other.serials_.slots()) serials_[slot.key].merge(slot.value);
  other = {};
}

void Patterns::add_up(Group& group) const {
  std::ranges::sort(group.lots);
  Received sum;
  group.until_here.assign(1, sum);
  for (const Lot& lot : group.lots) {
    sum.chips += lot.chips;
    if (lot.chips <= bounds_.lot_chips) {
      sum.small_lots += 1;
      sum.carried_lots += lot.carried ? 1 : 0;
      sum.small_chips += lot.chips;
    }
    group.until_here.push_back(sum);
  }
}

Patterns::Received Patterns::received(std::uint32_t group, Date day) const {
  const Group& all = groups_[group];
  const std::int32_t last = day.days_since_1970();
  const auto at = [&](std::int32_t end) {  // lots before the day `end`
    return all.until_here[static_cast<std::size_t>(std::ranges::lower_bound(all.lots, end, {}, &Lot::day) -
                                                   all.lots.begin())];
  };
  const Received to = at(last + 1);
  const Received from = at(last - bounds_.days);
  return {to.chips - from.chips, to.small_lots - from.small_lots, to.carried_lots - from.carried_lots,
          to.small_chips - from.small_chips};
}

std::optional<Date> Patterns::sent_back(std::uint32_t exporter, std::uint32_t receiver, Date day) const {
  const auto found = sent_.find({receiver, exporter});
  if (found == sent_.end()) return std::nullopt;
  const std::int32_t here = day.days_since_1970();
  const auto distance = [&](std::int32_t other) { return std::abs(other - here); };
  return Date::from_days(*std::ranges::min_element(found->second, {}, distance));
}

Patterns::Serials Patterns::serials(std::string_view cell, std::string_view shipment) const {
  Serials found;
  for_each_serial(cell, bounds_.serial_letters, [&](const std::string& serial) {
    found.stated += 1;
    std::vector<std::uint32_t> number;
    const HashedText key(serial);
    serials_.find(std::span(&key, 1), number);
    if (number.front() == TextIndex::kNone) return;
    const auto& slot = serials_.slots()[number.front()];
    if (found.again == 0) {
      found.first_again = slot.key;
      const SerialUse& use = slot.value;
      found.shipment = use.first != shipment || use.second.empty() ? use.first : use.second;
    }
    found.again += 1;
  });
  return found;
}

std::string Patterns::to_text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("parties").begin_array();
  for (const auto& slot : group_of_.slots()) {
    json.begin_array().value(slot.key).value(static_cast<double>(slot.value)).end_array();
  }
  json.end_array().key("groups").begin_array();
  for (const Group& group : groups_) {
    json.begin_array();
    for (const Lot& lot : group.lots) {
      json.begin_array()
          .value(static_cast<double>(lot.day))
          .value(lot.chips)
          .value(lot.carried ? 1.0 : 0.0)
          .end_array();
    }
    json.end_array();
  }
  json.end_array().key("sent").begin_array();
  for (const auto& [ends, days] : sent_) {
    json.begin_array().value(static_cast<double>(ends.first)).value(static_cast<double>(ends.second));
    for (const std::int32_t day : days) json.value(static_cast<double>(day));
    json.end_array();
  }
  json.end_array().key("serials").begin_array();
  for (const auto& slot : serials_.slots()) {
    json.begin_array().value(slot.key).value(static_cast<double>(slot.value.count));
    json.value(slot.value.first).value(slot.value.second).end_array();
  }
  json.end_array().end_object();
  return out;
}

Result<Patterns> Patterns::from_text(std::string_view text, const std::string& file, const PatternBounds& bounds) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(text, file));
  const auto part = [&](std::string_view key) {
    const auto value = document.root().find(key);
    return value ? value->elements() : std::vector<json::Value>{};
  };
  const auto integer = [](const json::Value& value) {  // a number of no 32 bits is none that was written here
    const double number = value.number().value_or(0);
    return std::abs(number) <= std::numeric_limits<std::int32_t>::max() ? static_cast<std::int32_t>(number) : 0;
  };
  const auto words = [](const json::Value& value) { return std::string(value.string().value_or(std::string_view{})); };
  const auto damaged = [&] { return fail(ErrorCode::bad_format, "what the run kept is damaged", file); };
  Patterns patterns;
  patterns.bounds_ = bounds;
  for (const json::Value& lots : part("groups")) {
    Group& group = patterns.groups_.emplace_back();
    for (const json::Value& lot : lots.elements()) {
      const auto cells = lot.elements();
      if (cells.size() != 3) return damaged();
      group.lots.push_back({integer(cells[0]), cells[1].number().value_or(0), integer(cells[2]) != 0});
    }
    patterns.add_up(group);
  }
  for (const json::Value& party : part("parties")) {
    const auto cells = party.elements();
    if (cells.size() != 2) return damaged();
    const auto group = static_cast<std::uint32_t>(integer(cells[1]));
    if (group >= patterns.groups_.size()) return damaged();
    patterns.group_of_[words(cells[0])] = group;
  }
  for (const json::Value& one : part("sent")) {
    const auto cells = one.elements();
    if (cells.size() < 3) return damaged();
    auto& days = patterns.sent_[{integer(cells[0]), integer(cells[1])}];
    for (std::size_t i = 2; i < cells.size(); ++i) days.push_back(integer(cells[i]));
  }
  for (const json::Value& serial : part("serials")) {
    const auto cells = serial.elements();
    if (cells.size() != 4) return damaged();
    patterns.serials_[words(cells[0])] = {static_cast<std::uint64_t>(integer(cells[1])), words(cells[2]),
                                          words(cells[3])};
  }
  return patterns;
}

}  // namespace tidewaiter
