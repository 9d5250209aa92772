#include "regime/settle.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "rules/render.h"

namespace tidewaiter {
namespace {

using rules::FieldDistinctions;
using rules::MissingField;

constexpr std::size_t kMostFacts = 8;       // that a set is chosen from
constexpr std::size_t kLargestSet = 3;      // docs: |S| <= 3
constexpr std::size_t kMostAsked = 30'000;  // determinations; about a tenth of a second
constexpr std::size_t kCountriesShown = 12;

struct Value {
  FactValue fact;
  std::string words;
};

std::string number_text(double number) { return rules::render_value(FactValue(number)); }

// One value for each region of a field that the rules tell apart.
class Regions {
 public:
  Regions(const Regime& regime, const Places& places, Date day) : regime_(regime), places_(places), day_(day) {}

  // nullptr where the field cannot be enumerated. `complete` is false where a few values may not stand for all.
  const std::vector<Value>* of(MissingField field, bool& complete) {
    const auto [at, added] = known_.try_emplace(field);
    if (added) at->second = make(field);
    complete = complete && at->second.complete;
    return at->second.values.empty() ? nullptr : &at->second.values;
  }

 private:
  struct Made {
    std::vector<Value> values;
    bool complete = true;
  };

  Made make(MissingField field) {
    Made made;
    const FieldDistinctions* told = regime_.rules().distinctions().find(field);
    if (field.of == MissingField::Of::owner) {
      made.values = {{true, "one half or more"}, {false, "less than one half"}};
      return made;
    }
    const bool of_this_line = field.of == MissingField::Of::line || field.of == MissingField::Of::party;
    if (!of_this_line || told == nullptr) return {{}, false};
    made.complete = !told->opaque;
    const FactInfo& info = field.of == MissingField::Of::line ? line_facts()[field.field] : party_facts()[field.field];
    switch (info.type) {
      case FactType::truth:
        made.values = {{true, "yes"}, {false, "no"}};
        break;
      case FactType::number:
        made.values = numbers(*told);
        break;
      case FactType::country:
        made.values = countries(*told);
        break;
      case FactType::text:
        for (const std::string& text : told->texts) made.values.push_back({std::string_view(text), text});
        for (const std::string& text : told->samples) {
          made.values.push_back({std::string_view(text), fmt::format("like \"{}\"", text)});
        }
        made.values.push_back({std::string_view("\x01 something else"), "anything else"});
        break;
      case FactType::texts:
        made.values.push_back({list({}), "none of those that rules name"});
        for (const std::string& text : told->texts) made.values.push_back({list({text}), text});
        break;
      case FactType::date:
      case FactType::countries:
        return {{}, false};
    }
    return made;
  }

  FactValue list(std::vector<std::string_view> texts) { return Texts(lists_.emplace_back(std::move(texts))); }

  static std::vector<Value> numbers(const FieldDistinctions& told) {
    std::vector<Value> values;
    const std::vector<double>& at = told.numbers;
    if (at.empty()) return values;
    values.push_back({at.front() / 2, fmt::format("below {}", number_text(at.front()))});
    for (std::size_t i = 0; i < at.size(); ++i) {
      values.push_back({at[i], fmt::format("{}", number_text(at[i]))});
      const bool last = i + 1 == at.size();
      values.push_back({last ? at[i] * 2 + 1 : (at[i] + at[i + 1]) / 2,
                        last ? fmt::format("above {}", number_text(at[i]))
                             : fmt::format("between {} and {}", number_text(at[i]), number_text(at[i + 1]))});
    }
    return values;
  }

  // Countries that stand in the same sets on the day mean the same to every rule.
  std::vector<Value> countries(const FieldDistinctions& told) const {
    std::map<std::string, std::vector<Country>> classes;
    for (const Country country : places_.countries()) {
      std::string signature;
      for (const auto& set : told.countries)
        signature += static_cast<char>('0' + static_cast<int>(set->contains(country, day_)));
      classes[signature].push_back(country);
    }
    std::vector<Value> values;
    for (const auto& [signature, members] : classes) {
      std::string words;
      for (std::size_t i = 0; i < std::min(members.size(), kCountriesShown); ++i) {
        words += (i == 0 ? "" : ", ") + std::string(members[i].code());
      }
      if (members.size() > kCountriesShown) words += fmt::format(" and {} more", members.size() - kCountriesShown);
      values.push_back({members.front(), std::move(words)});
    }
    return values;
  }

  const Regime& regime_;
  const Places& places_;
  Date day_;
  std::map<MissingField, Made> known_;
  std::deque<std::vector<std::string_view>> lists_;
};

// The facts with one more of them known.
void set(Facts& facts, MissingField field, const FactValue& value) {
  switch (field.of) {
    case MissingField::Of::line:
      facts.line[field.field] = value;
      break;
    case MissingField::Of::party: {
      auto party = std::ranges::find(facts.parties, field.role, &PartyFacts::role);
      if (party == facts.parties.end()) {  // a part of the shipment that nobody named
        PartyFacts named;
        named.role = field.role;
        party = facts.parties.insert(std::ranges::upper_bound(facts.parties, field.role, {}, &PartyFacts::role), named);
      }
      party->values[field.field] = value;
      break;
    }
    case MissingField::Of::owner:
      for (OwnerFacts& owner : facts.owners) {
        if (owner.role != field.role) continue;
        for (const OwnerFact fact : {OwnerFact::half, OwnerFact::blocked_half}) {
          if (std::holds_alternative<Unknown>(owner[fact])) owner[fact] = value;
        }
      }
      break;
    case MissingField::Of::hit:
    case MissingField::Of::each_line:
      break;
  }
}

class Search {
 public:
  Search(const Regime& regime, const Places& places, const Facts& facts, rules::Basis basis)
      : regime_(regime), facts_(facts), basis_(basis), regions_(regime, places, facts.as_of) {}

  Settlement run() {
    const auto now = regime_.determine(facts_, basis_);
    if (!now) return {};
    for_policy_ = now->determination != Determination::undetermined;
    if (for_policy_ && (now->policy != Policy::unknown || now->missing_fields.empty())) return {};
    if (now->missing_fields.empty()) return {};
    collect(now->missing_fields);
    look_at_single_facts();
    for (std::size_t size = 1; size <= std::min(kLargestSet, candidates_.size()) && answer_.sets.empty(); ++size) {
      std::vector<MissingField> chosen;
      choose(size, 0, chosen);
    }
    answer_.truncated = answer_.truncated || answer_.sets.empty();
    return std::move(answer_);
  }

 private:
  void collect(const std::vector<MissingField>& fields) {
    for (const MissingField field : fields) {
      if (field.of == MissingField::Of::owner) {  // whatever of it was missing, the answer is the ownership
        const auto same = [&](const MissingField& other) {
          return other.of == MissingField::Of::owner && other.role == field.role;
        };
        if (std::ranges::any_of(candidates_, same)) continue;
      }
      if (std::ranges::find(candidates_, field) != candidates_.end()) continue;
      bool complete = true;
      if (candidates_.size() == kMostFacts || regions_.of(field, complete) == nullptr) {
        answer_.truncated = true;
        continue;
      }
      answer_.truncated = answer_.truncated || !complete;
      candidates_.push_back(field);
    }
  }

  // What one fact alone does; what is missing behind it becomes a candidate too.
  void look_at_single_facts() {
    for (std::size_t next = 0; next < candidates_.size();) {
      const MissingField field = candidates_[next++];  // a copy: collect() lets them grow
      bool complete = true;
      Settlement::Release release{rules::path_of(regime_.rules().vocabulary(), field), {}};
      for (const Value& value : *regions_.of(field, complete)) {
        Facts facts = facts_;
        set(facts, field, value.fact);
        const auto found = determine(facts);
        if (!found) continue;
        if (found->determination == Determination::no_licence) release.values.push_back(value.words);
        collect(found->missing_fields);
      }
      if (release.values.empty()) continue;
      const auto same = std::ranges::find(answer_.releases, release.fact, &Settlement::Release::fact);
      if (same == answer_.releases.end()) {
        answer_.releases.push_back(std::move(release));
      } else {
        same->values.insert(same->values.end(), release.values.begin(), release.values.end());
      }
    }
  }

  Result<LineDetermination> determine(const Facts& facts) {
    ++asked_;
    return regime_.determine(facts, basis_);
  }

  bool is_known(const LineDetermination& found) const {
    return found.determination != Determination::undetermined &&
           (!for_policy_ || found.policy != Policy::unknown || found.missing_fields.empty());
  }

  // Whether every value of the chosen facts makes the answer known.
  bool settles(const std::vector<MissingField>& chosen, std::size_t at, const Facts& facts) {
    if (at == chosen.size()) {
      if (asked_ >= kMostAsked) {
        answer_.truncated = true;
        return false;
      }
      const auto found = determine(facts);
      return found && is_known(*found);
    }
    bool complete = true;
    return std::ranges::all_of(*regions_.of(chosen[at], complete), [&](const Value& value) {
      Facts next = facts;
      set(next, chosen[at], value.fact);
      return settles(chosen, at + 1, next);
    });
  }

  void choose(std::size_t size, std::size_t from, std::vector<MissingField>& chosen) {
    if (chosen.size() == size) {
      if (!settles(chosen, 0, facts_)) return;
      std::vector<std::string>& paths = answer_.sets.emplace_back();
      for (const MissingField field : chosen) {  // two facts may be one question
        std::string path = rules::path_of(regime_.rules().vocabulary(), field);
        if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
      }
      return;
    }
    for (std::size_t i = from; i < candidates_.size(); ++i) {
      chosen.push_back(candidates_[i]);
      choose(size, i + 1, chosen);
      chosen.pop_back();
    }
  }

  const Regime& regime_;
  const Facts& facts_;
  rules::Basis basis_;
  Regions regions_;
  bool for_policy_ = false;
  std::vector<MissingField> candidates_;
  std::size_t asked_ = 0;
  Settlement answer_;
};

}  // namespace

Settlement settle(const Regime& regime, const Places& places, const Facts& facts, rules::Basis basis) {
  return Search(regime, places, facts, basis).run();
}

}  // namespace tidewaiter
