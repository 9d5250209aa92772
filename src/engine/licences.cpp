#include "engine/licences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

#include "engine/distinct.h"
#include "engine/snapshot.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

using Field = ShipmentField;

// Letters and digits, upper case: "Lic. D-1234567" and "D1234567" differ by a word only.
std::string fold_number(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) folded += static_cast<char>(std::toupper(byte));
  }
  return folded;
}

// "3A090", "4A090.A": a category, a group, three digits.
bool is_paragraph(std::string_view text) {
  return text.size() >= 5 && std::isdigit(static_cast<unsigned char>(text[0])) != 0 && text[1] >= 'A' &&
         text[1] <= 'E' && std::ranges::all_of(text.substr(2, 3), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

bool is(const ResolvedParty* party, std::string_view named) {
  if (party == nullptr) return false;
  if (party->cells.id == named || (party->profile != nullptr && party->profile->id == named)) return true;
  const std::string folded = text::fold(named);
  return text::fold(party->name) == folded ||
         (party->profile != nullptr && (text::fold(party->profile->name) == folded ||
                                        std::ranges::any_of(party->profile->aliases, [&](const std::string& alias) {
                                          return text::fold(alias) == folded;
                                        })));
}

const ResolvedParty* part(const Line& line, Role role) { return line.parties[static_cast<std::size_t>(role)]; }

// Whether a kind of authorisation is enough for what the law asks.
bool is_enough(std::string_view kind, Determination determination) {
  switch (determination) {
    case Determination::licence_required:
      return kind == "licence";
    case Determination::notify:
      return kind == "licence" || kind == "notice";
    default:
      return true;
  }
}

}  // namespace

LicenceRegister::LicenceRegister(std::vector<ingest::LicenceRow> rows, const Snapshot& snapshot) {
  for (ingest::LicenceRow& row : rows) {
    by_number_[fold_number(row.number)].push_back(rows_.size());
    Entry entry{std::move(row), {}, {}};
    if (const std::string item = upper(entry.row.item); is_paragraph(item)) {
      entry.paragraph = item;
    } else if (!entry.row.item.empty()) {
      const catalog::CatalogItem* exact = snapshot.catalog.find(entry.row.item);
      entry.item = exact != nullptr ? std::optional(exact->number) : snapshot.catalog.identify(entry.row.item).item;
    }
    rows_.push_back(std::move(entry));
  }
}

std::optional<std::string> LicenceRegister::number_in(std::string_view authorisation) const {
  if (std::string whole = fold_number(authorisation); by_number_.find(whole) != nullptr) return whole;
  for (std::size_t at = 0; at < authorisation.size();) {
    const std::size_t end = std::min(authorisation.find_first_of(" ,;:/|", at), authorisation.size());
    std::string word = fold_number(authorisation.substr(at, end - at));
    if (!word.empty() && by_number_.find(word) != nullptr) return word;
    at = end + 1;
  }
  return std::nullopt;
}

void LicenceRegister::collect(const Snapshot& snapshot, const ShipmentBatch& batch,
                              std::vector<LicenceClaim>& into) const {
  if (empty()) return;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const std::string_view cell = batch.cell(Field::authorisation, row);
    if (cell.empty()) continue;
    const std::optional<std::string> number = number_in(cell);
    if (!number) continue;
    const auto quantity =
        snapshot.catalog.identify(batch.cell(Field::item_description, row), batch.cell(Field::sku, row))
            .units_of(batch.number(Field::quantity, row));
    const auto value =
        unit_value(snapshot, batch, row, snapshot.as_of.value_or(batch.date(Field::date, row).value_or(Date{}))).usd;
    LicenceClaim claim;
    claim.number = *number;
    claim.date = batch.date(Field::date, row).value_or(Date{});
    claim.shipment_id = batch.cell(Field::shipment_id, row);
    claim.origin = batch.origin(row);
    claim.quantity = quantity;
    if (quantity && value) claim.value = *quantity * *value;
    into.push_back(std::move(claim));
  }
}

void LicenceRegister::use_up(std::vector<LicenceClaim> claims) {
  std::ranges::sort(claims, [](const LicenceClaim& a, const LicenceClaim& b) {
    return std::tie(a.shipment_id, a.origin.file, a.origin.record) <
           std::tie(b.shipment_id, b.origin.file, b.origin.record);
  });
  std::vector<std::pair<const LicenceClaim*, std::size_t>> in_order;  // with their ordinal in the shipment
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const bool same = i > 0 && claims[i - 1].shipment_id == claims[i].shipment_id;
    in_order.emplace_back(&claims[i], same ? in_order.back().second + 1 : 0);
  }
  std::ranges::stable_sort(in_order, [](const auto& a, const auto& b) { return a.first->date < b.first->date; });
  struct Used {
    double quantity = 0;
    double value = 0;
  };
  std::map<std::string, Used> used;
  for (const auto& [claim, ordinal] : in_order) {
    std::optional<double> quantity = 0;
    std::optional<double> value = 0;
    for (const std::size_t place : *by_number_.find(claim->number)) {  // a row without a limit takes the limit away
      const ingest::LicenceRow& row = rows_[place].row;
      quantity = quantity && row.quantity ? std::optional(*quantity + *row.quantity) : std::nullopt;
      value = value && row.value ? std::optional(*value + *row.value) : std::nullopt;
    }
    Used& so_far = used[claim->number];
    const bool too_many = quantity && (!claim->quantity || so_far.quantity + *claim->quantity > *quantity);
    const bool too_much = value && (!claim->value || so_far.value + *claim->value > *value);
    if (too_many || too_much) {
      used_up_.emplace(claim->shipment_id, ordinal);  // it takes nothing: a smaller one after it may still fit
    } else {
      so_far.quantity += claim->quantity.value_or(0);
      so_far.value += claim->value.value_or(0);
    }
  }
}

std::string LicenceRegister::problem_with(const Entry& entry, const Snapshot& snapshot, const Line& line,
                                          const LineDecision& decided) const {
  const ingest::LicenceRow& row = entry.row;
  if (line.day < row.days.from) return fmt::format("holds from {} on only", row.days.from.to_string());
  if (row.days.to < line.day) return fmt::format("ended on {}", row.days.to.to_string());
  if (!row.holder.empty() && !is(part(line, Role::exporter), row.holder) &&
      !is(part(line, Role::consignor), row.holder)) {
    return fmt::format("is held by {}, not by the exporter", row.holder);
  }
  if (!row.consignee.empty() && !is(part(line, Role::consignee), row.consignee) &&
      !is(part(line, Role::end_user), row.consignee)) {
    return fmt::format("is for {}, neither consignee nor end user here", row.consignee);
  }
  if (!entry.paragraph.empty()) {
    bool covers = upper(decided.eccn).starts_with(entry.paragraph);
    if (line.item->item != nullptr) {
      for (const Paragraph& met : snapshot.catalog.classification(line.item->item->number, line.day).paragraphs) {
        covers = covers || upper(met.name).starts_with(entry.paragraph);
      }
    }
    if (!covers) return fmt::format("is for {}", row.item);
  } else if (!row.item.empty()) {
    const bool same = entry.item ? line.item->item != nullptr && line.item->item->number == *entry.item
                                 : text::fold(line.item->description) == text::fold(row.item);
    if (!same) return fmt::format("is for {}", row.item);
  }
  if (!is_enough(row.kind, decided.determination)) {
    return fmt::format("is a{} {}, and the line needs more", row.kind == "exception" ? "n" : "", row.kind);
  }
  const std::int32_t notice_days = snapshot.jurisdiction.notice_days;
  if (row.kind == "notice" && line.day < row.days.from + notice_days) {
    return fmt::format("was given on {}, less than {} days before", row.days.from.to_string(), notice_days);
  }
  return {};
}

LicenceRegister::Answer LicenceRegister::ask(const Snapshot& snapshot, const Line& line, const LineDecision& decided,
                                             const ShipmentBatch& batch, std::size_t row, std::size_t ordinal) const {
  const std::optional<std::string> number = number_in(batch.cell(Field::authorisation, row));
  if (!number) return {false, "is not in the licence register", {}};
  Answer answer;
  for (const std::size_t place : *by_number_.find(*number)) {
    const Entry& entry = rows_[place];
    answer.number = entry.row.number;
    answer.why = problem_with(entry, snapshot, line, decided);
    if (answer.why.empty()) break;
  }
  if (!answer.why.empty()) return answer;
  if (used_up_.contains({std::string(batch.cell(Field::shipment_id, row)), ordinal})) {
    std::optional<double> quantity = 0;
    for (const std::size_t place : *by_number_.find(*number)) {
      const std::optional<double>& of_row = rows_[place].row.quantity;
      quantity = quantity && of_row ? std::optional(*quantity + *of_row) : std::nullopt;
    }
    if (quantity && !decided.units) {
      answer.why = "is for a number of units, and the line states none";
    } else if (quantity && *decided.units > *quantity) {
      answer.why = fmt::format("covers {:.15g} units in all, and the line has {:.15g}", *quantity, *decided.units);
    } else {
      answer.why =
          "is used up by earlier shipments: of its units or its value too little is left, or the line states none";
    }
    return answer;
  }
  answer.confirmed = true;
  return answer;
}

}  // namespace tidewaiter
