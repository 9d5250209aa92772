// Features that events give, of shipments and of events themselves; event_rows.h.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "judge/audit/event_rows.h"
#include "judge/audit/feature_values.h"
#include "judge/audit/rows_in_time.h"

namespace tidewaiter::judge::audit {
namespace {

// What a party was told of in events of one kind before the day: how many, of how many pieces, how long ago.
template <class PartyOf>
std::vector<Feature> tallies(const RowsInTime& rows, const EventTables& events, const Told& told, std::string_view who,
                             Sign sign, PartyOf party_of) {
  struct Tally {
    std::uint32_t times = 0;
    float pieces = 0, last_pieces = 0;
    std::int32_t last = 0;
  };
  std::vector<Tally> tally(events.party_count + 1);
  std::vector<Feature> features;
  for (const std::string_view what : {"before", "pieces before", "days since the last", "pieces of the last"}) {
    features.push_back(unknown(fmt::format("{}: {}: {}", who, told.name, what), rows.order.size(), sign));
  }
  sweep(
      rows, events.day, told.rows,
      [&](std::uint32_t row) {
        const std::uint32_t party = party_of(row);
        if (party == 0) return;
        const Tally& t = tally[party];
        features[0].values[row] = static_cast<float>(t.times);
        features[1].values[row] = t.pieces;
        if (t.times == 0) return;
        features[2].values[row] = static_cast<float>(rows.day[row] - t.last);
        features[3].values[row] = t.last_pieces;
      },
      [&](std::uint32_t event) {
        const std::uint32_t party = told.by_sender ? events.from[event] : events.to[event];
        Tally& t = tally[party];
        ++t.times;
        t.pieces += events.quantity[event];
        t.last = events.day[event];
        t.last_pieces = events.quantity[event];
      });
  return features;
}

bool of_transform(const Told& told) { return told.name.starts_with("transform "); }

// What a party has of an item by its papers on the morning of the day, beside the pieces of the row; and how much of it
// came out of the party's own workshop.
template <class PartyOf, class EventOf>
std::vector<Feature> books(const RowsInTime& rows, const EventTables& events, std::string_view who, PartyOf party_of,
                           EventOf event_of) {
  std::vector<Feature> features;
  const std::size_t size = rows.order.size();
  features.push_back(unknown(fmt::format("{}: pieces of the item on its books", who), size));
  features.push_back(unknown(fmt::format("{}: books less the pieces", who), size));
  features.push_back(unknown(fmt::format("{}: books / pieces", who), size));
  features.push_back(unknown(fmt::format("{}: pieces of the item written off, lost or seized before", who), size));
  features.push_back(
      unknown(fmt::format("{}: pieces of the item that it made of others before", who), size, Sign::transformation));
  features.push_back(
      unknown(fmt::format("{}: pieces of the item that it made into others before", who), size, Sign::transformation));
  features.push_back(
      unknown(fmt::format("{}: days since it made the item of others", who), size, Sign::transformation));
  features.push_back(
      unknown(fmt::format("{}: pieces / the last that it made of others", who), size, Sign::transformation));
  const ColumnTable& table = events.events;
  const auto item = table.find("item"), item_out = table.find("item_out");
  if (!item) return {};
  const std::vector<float> out = column_numbers(table, "quantity_out");
  struct Book {
    float pieces = 0, gone = 0, made = 0, used = 0, last_made = 0;
    std::int32_t made_on = 0;
  };
  std::unordered_map<std::uint64_t, Book> by_place;
  const auto book = [&](std::uint32_t party, Sym of) -> Book& {
    return by_place[(std::uint64_t{party} << 32) | static_cast<std::uint32_t>(of)];
  };
  sweep(
      rows, events.day, events.by_day,
      [&](std::uint32_t row) {
        const std::uint32_t party = party_of(row), event = event_of(row);
        if (party == 0 || event == kNone) return;
        const auto found =
            by_place.find((std::uint64_t{party} << 32) | static_cast<std::uint32_t>(table.sym(*item, event)));
        const Book b = found == by_place.end() ? Book{} : found->second;
        const float pieces = events.quantity[event];
        features[0].values[row] = b.pieces;
        features[1].values[row] = b.pieces - pieces;
        if (pieces > 0) features[2].values[row] = b.pieces / pieces;
        features[3].values[row] = b.gone;
        features[4].values[row] = b.made;
        features[5].values[row] = b.used;
        if (b.made > 0) features[6].values[row] = static_cast<float>(rows.day[row] - b.made_on);
        if (b.last_made > 0) features[7].values[row] = pieces / b.last_made;
      },
      [&](std::uint32_t event) {
        const Sym of = table.sym(*item, event);
        const float pieces = events.quantity[event];
        const std::uint32_t from = events.from[event], to = events.to[event];
        switch (events.does[event]) {
          case Does::opens:
            book(to, of).pieces += pieces;
            break;
          case Does::moves:
            book(from, of).pieces -= pieces;
            book(to, of).pieces += pieces;
            break;
          case Does::gone: {
            Book& b = book(from, of);
            b.pieces -= pieces;
            b.gone += pieces;
            break;
          }
          case Does::transforms: {
            Book& b = book(from, of);
            b.pieces -= pieces;
            b.used += pieces;
            if (!item_out || std::isnan(out[event])) break;
            Book& made = book(from, table.sym(*item_out, event));
            made.pieces += out[event];
            made.made += out[event];
            made.last_made = out[event];
            made.made_on = events.day[event];
            break;
          }
          case Does::arrives:
          case Does::other:
            break;
        }
      });
  return features;
}

// What was told before of the serials that a row states.
template <class EventOf>
std::vector<Feature> serials_before(const RowsInTime& rows, const EventTables& events, EventOf event_of) {
  std::vector<Feature> features;
  const auto column = events.events.find("serials");
  if (!column || events.lists->count() == 0) return features;
  const std::size_t size = rows.order.size();
  features.push_back(unknown("serials in events: share told of before", size));
  features.push_back(unknown("serials in events: most events of one before", size));
  features.push_back(unknown("serials in events: days since one was last told of", size));
  features.push_back(
      unknown("serials in events: share last told of at somebody else's than the sender's", size, Sign::custody_break));
  features.push_back(unknown("serials in events: share written off, lost or seized before", size, Sign::custody_break));
  features.push_back(unknown("serials in events: share that another was made of before", size, Sign::transformation));
  struct Tally {
    std::uint32_t times = 0, at = 0;
    std::int32_t last = 0;
    bool gone = false, made = false;
  };
  std::vector<Tally> tally(events.lists->count());
  const auto for_each = [&](std::uint32_t event, auto call) {
    for (const std::uint32_t serial : events.lists->of(events.events.sym(*column, event))) call(serial);
  };
  sweep(
      rows, events.day, events.by_day,
      [&](std::uint32_t row) {
        const std::uint32_t event = event_of(row);
        if (event == kNone) return;
        std::uint32_t count = 0, seen = 0, most = 0, elsewhere = 0, gone = 0, made = 0;
        std::int32_t since = 0;
        for_each(event, [&](std::uint32_t serial) {
          ++count;
          const Tally& t = tally[serial];
          if (t.times == 0) return;
          ++seen;
          most = std::max(most, t.times);
          since = std::max(since, rows.day[row] - t.last);
          elsewhere += t.at != events.from[event] ? 1 : 0;
          gone += t.gone ? 1 : 0;
          made += t.made ? 1 : 0;
        });
        if (count == 0) return;
        const auto share = [&](std::uint32_t of) { return static_cast<float>(of) / static_cast<float>(count); };
        features[0].values[row] = share(seen);
        features[1].values[row] = static_cast<float>(most);
        if (seen == 0) return;
        features[2].values[row] = static_cast<float>(since);
        features[3].values[row] = share(elsewhere);
        features[4].values[row] = share(gone);
        features[5].values[row] = share(made);
      },
      [&](std::uint32_t event) {
        const Does does = events.does[event];
        const bool moves = does == Does::moves || does == Does::arrives;
        for_each(event, [&](std::uint32_t serial) {
          Tally& t = tally[serial];
          ++t.times;
          t.last = events.day[event];
          t.at = moves || events.from[event] == 0 ? events.to[event] : events.from[event];
          t.gone = t.gone || does == Does::gone;
          t.made = t.made || does == Does::transforms;
        });
      });
  return features;
}

// Columns of the party table of the parties of rows.
void add_party_columns(std::vector<FeatureMaker>& makers, const LeakTables& tables,
                       const std::shared_ptr<const SeenRows>& seen, std::span<const std::int32_t> day,
                       std::string_view who) {
  for (std::size_t column = 0; column < tables.parties.names().size(); ++column) {
    makers.push_back([&tables, seen, day, column, who = std::string(who)] {
      return column_features({&tables.parties,
                              column,
                              {},
                              seen,
                              day,
                              fmt::format("{}'s {}", who, tables.parties.names()[column]),
                              Sign::none});
    });
  }
}

}  // namespace

std::vector<FeatureMaker> event_feature_makers(const LeakTables& tables, const EventTables& events) {
  std::vector<FeatureMaker> makers;
  for (std::size_t column = 0; column < events.events.names().size(); ++column) {
    for (const bool receipt : {false, true}) {
      makers.push_back([&tables, &events, column, receipt] {
        return column_features(
            {&events.events, column, receipt ? events.receipt : events.dispatch, nullptr, tables.day,
             fmt::format("its {}'s {}", receipt ? "receipt" : "event", events.events.names()[column]), Sign::none});
      });
    }
  }
  const auto rows = in_time(tables.day);
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    for (const Told& told : events.told) {
      makers.push_back([&events, &told, rows, part] {
        return tallies(*rows, events, told, kShipmentParts[part],
                       of_transform(told) ? Sign::transformation : Sign::none,
                       [&](std::uint32_t row) { return events.parties[part][row]; });
      });
    }
  }
  const auto event = [&events](std::uint32_t row) { return events.dispatch[row]; };
  makers.push_back([&events, rows, event] {
    return books(
        *rows, events, "sender", [&](std::uint32_t row) { return event(row) == kNone ? 0 : events.from[event(row)]; },
        event);
  });
  makers.push_back([&events, rows, event] {
    return books(
        *rows, events, "receiver", [&](std::uint32_t row) { return event(row) == kNone ? 0 : events.to[event(row)]; },
        event);
  });
  makers.push_back([&events, rows, event] { return serials_before(*rows, events, event); });
  return makers;
}

std::vector<FeatureMaker> deed_feature_makers(const LeakTables& tables, const EventTables& events) {
  std::vector<FeatureMaker> makers;
  const std::span<const std::int32_t> day = events.deed_day;
  for (std::size_t column = 0; column < events.events.names().size(); ++column) {
    const std::string& name = events.events.names()[column];
    const bool of_transform = name == "item_out" || name == "quantity_out";
    makers.push_back([&events, column, name, day, of_transform] {
      return column_features(
          {&events.events, column, events.deeds, nullptr, day, name, of_transform ? Sign::transformation : Sign::none});
    });
  }
  const auto rows = in_time(day);
  for (const bool sender : {true, false}) {
    const std::string_view who = sender ? "actor" : "other party";
    const auto number = [&events, sender](std::uint32_t row) {
      return sender ? events.from[events.deeds[row]] : events.to[events.deeds[row]];
    };
    std::vector<std::uint32_t> place(events.deeds.size(), kNone);
    for (std::uint32_t row = 0; row < place.size(); ++row) {
      const std::uint32_t party = number(row);
      if (party != 0 && party <= tables.parties.rows()) place[row] = party - 1;
    }
    const auto seen = std::make_shared<const SeenRows>(std::move(place), tables.parties.rows());
    add_party_columns(makers, tables, seen, day, who);
    for (const Told& told : events.told) {
      makers.push_back([&events, &told, rows, who, number] {
        return tallies(*rows, events, told, who, of_transform(told) ? Sign::transformation : Sign::none, number);
      });
    }
  }
  const auto event = [&events](std::uint32_t row) { return events.deeds[row]; };
  makers.push_back([&events, rows, event] {
    return books(*rows, events, "actor", [&](std::uint32_t row) { return events.from[event(row)]; }, event);
  });
  makers.push_back([&events, rows, event] { return serials_before(*rows, events, event); });
  return makers;
}

}  // namespace tidewaiter::judge::audit
