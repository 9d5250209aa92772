#include "rules/reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::rules {
namespace {

const std::vector<std::string> kRuleKeys{"id",
                                         "revision",
                                         "title",
                                         "kind",
                                         "row",
                                         "authority",
                                         "source",
                                         "confidence",
                                         "text",
                                         "enforced",
                                         "enforced_beyond_text",
                                         "when",
                                         "result",
                                         "level",
                                         "explain",
                                         "missing",
                                         "false_positives",
                                         "fires",
                                         "quiet"};
const std::vector<std::string> kWindowKeys{"from", "to"};
const std::vector<std::string> kLawResultKeys{"determination", "policy", "could_be", "conditions"};
const std::vector<std::string> kClassificationResultKeys{"paragraph"};

// What a key that is missing may look like.
struct Example {
  std::string_view key;
  std::string_view value;
};
constexpr Example kExamples[] = {
    {"revision", "1"},
    {"kind", "\"red_flag\", or one of classification, licence, prohibition, open, plausibility"},
    {"row", "\"6\", the row of the decision table"},
    {"confidence", "\"I\", or one of M, Q, S, U"},
    {"text", "{ from = 2025-01-01, to = 2025-12-31 }; without to it has no end"},
    {"result", "{ determination = \"licence_required\", policy = \"denial\" }"},
    {"level", "\"review\", or one of info, hold"},
    {"when", "\"item.tpp >= 4800\", the condition"},
    {"explain", "\"{item.name} for {consignee.name}\", the sentence that is shown when it fires"},
};

class RuleReader {
 public:
  RuleReader(Mistakes& mistakes, std::size_t file, const toml::Document& document, const toml::Value& value)
      : mistakes_(mistakes), file_(file), document_(document), value_(value), table_(*value.table()) {}

  Rule run() {
    check_keys(mistakes_, file_, document_, table_, kRuleKeys, "a rule");
    rule_.where = fmt::format("{}:{}", document_.file, value_.place.line);
    read_identity();
    read_windows();
    read_result();
    rule_.when = needed("when");
    rule_.explain = needed("explain");
    rule_.missing_hint = optional("missing");
    rule_.fires = texts(table_, "fires");
    rule_.quiet = texts(table_, "quiet");
    rule_.false_positives = flag_ ? needed("false_positives") : optional("false_positives");
    if (kind_known_ && !flag_ && table_.find("false_positives") != nullptr) {
      wrong("false_positives", "only red flags and plausibility rules have false positives", "take the key away");
    }
    return std::move(rule_);
  }

 private:
  void wrong(std::string_view key, std::string message, std::string_view hint) {
    for (const toml::Member& member : table_.members()) {
      if (member.key == key) {
        mistakes_.add(file_, document_, member.key_place, key.size(), std::move(message), hint);
        return;
      }
    }
    mistakes_.add(file_, document_, value_.place, 1, std::move(message), hint);
  }
  void wrong(const toml::Value& value, std::string message, std::string_view hint = {}) {
    mistakes_.add(file_, document_, value.place, 1, std::move(message), hint);
  }

  std::string text(const toml::Table& table, std::string_view key) {
    const toml::Value* value = table.find(key);
    if (value == nullptr) return {};
    if (const std::string* string = value->string()) {
      if (string->empty()) wrong(*value, fmt::format("{} is empty", key), "write it, or take the key away");
      return *string;
    }
    wrong(*value, fmt::format("{} is a text, not {}", key, value->kind()), fmt::format("write {} = \"…\"", key));
    return {};
  }
  std::string optional(std::string_view key) { return text(table_, key); }
  std::string needed(std::string_view key) {
    if (table_.find(key) == nullptr) lacks(key);
    return text(table_, key);
  }
  void lacks(std::string_view key) {
    const std::string name = rule_.id.empty() ? "this rule" : fmt::format("rule {}", rule_.id);
    const std::string kind = kind_known_ ? fmt::format(" (kind {})", to_string(rule_.kind)) : std::string{};
    const auto example = std::ranges::find(kExamples, key, &Example::key);
    wrong(value_, fmt::format("{}{} has no {}", name, kind, key),
          fmt::format("add {} = {}", key, example == std::end(kExamples) ? "\"…\"" : example->value));
  }
  std::vector<std::string> texts(const toml::Table& table, std::string_view key) {
    std::vector<std::string> found;
    const toml::Value* value = table.find(key);
    if (value == nullptr) return found;
    const toml::Array* array = value->array();
    if (array == nullptr) {
      wrong(*value, fmt::format("{} is a list of texts, not {}", key, value->kind()),
            fmt::format("write {} = [\"…\"]", key));
      return found;
    }
    for (const toml::Value& item : *array) {
      if (const std::string* string = item.string()) {
        found.push_back(*string);
      } else {
        wrong(item, fmt::format("{} is a list of texts, and this is {}", key, item.kind()), "write it in quotes");
      }
    }
    return found;
  }

  template <class Enum>
  std::optional<Enum> word(const toml::Table& table, std::string_view key,
                           std::optional<Enum> (*parse)(std::string_view), std::string_view allowed) {
    const toml::Value* value = table.find(key);
    const std::string written = text(table, key);
    if (value == nullptr || written.empty()) return std::nullopt;
    const std::optional<Enum> found = parse(written);
    if (!found) wrong(*value, fmt::format("\"{}\" is no {}", written, key), fmt::format("write one of {}", allowed));
    return found;
  }

  void read_identity() {
    rule_.id = needed("id");
    const bool well_formed = std::ranges::all_of(rule_.id, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
             c == '_';
    });
    if (!well_formed) {
      wrong("id", fmt::format("the id \"{}\" holds other signs", rule_.id), "letters, digits, - . _ only");
    }
    if (const toml::Value* revision = table_.find("revision")) {
      const std::int64_t* number = revision->integer();
      if (number != nullptr && *number >= 1 && *number <= 100'000) {
        rule_.revision = static_cast<int>(*number);
      } else {
        wrong(*revision, "a revision is a whole number from 1 on", "write revision = 1");
      }
    } else {
      lacks("revision");
    }
    kind_written_ = table_.find("kind") != nullptr;
    if (!kind_written_) lacks("kind");
    if (const auto kind = word<RuleKind>(table_, "kind", parse_rule_kind,
                                         "classification, licence, prohibition, open, red_flag, plausibility")) {
      rule_.kind = *kind;
      kind_known_ = true;
    }
    flag_ = kind_known_ && kFlags.has(rule_.kind);
    law_ = kind_known_ && kLaw.has(rule_.kind);
    rule_.title = needed("title");
    rule_.row = law_ ? needed("row") : optional("row");
    rule_.authority = needed("authority");
    rule_.source = needed("source");
    if (table_.find("confidence") == nullptr) lacks("confidence");
    if (const auto confidence = word<Confidence>(table_, "confidence", parse_confidence, "M, Q, S, I, U")) {
      rule_.confidence = *confidence;
    }
    const auto level = word<Level>(table_, "level", parse_level, "info, review, hold");
    if (flag_) {
      if (table_.find("level") == nullptr) lacks("level");
      rule_.level = level;
    } else if (kind_known_ && table_.find("level") != nullptr) {
      wrong("level", fmt::format("a {} rule has no level", to_string(rule_.kind)),
            "its disposition follows from its determination; take the key away");
    }
  }

  std::optional<DateRange> window(std::string_view key, const toml::Value& value) {
    if (const std::string* never = value.string(); never != nullptr && *never == "never") return std::nullopt;
    const toml::Table* table = value.table();
    DateRange range;
    if (table == nullptr) {
      wrong(value, fmt::format("{} is a window of days, not {}", key, value.kind()),
            fmt::format("write {} = {{ from = 2023-11-17, to = 2025-01-12 }}, or {} = \"never\"", key, key));
      return range;
    }
    check_keys(mistakes_, file_, document_, *table, kWindowKeys, key);
    const auto day = [&](std::string_view name, Date& into) {
      const toml::Value* found = table->find(name);
      if (found == nullptr) return;
      if (const Date* date = found->date()) {
        into = *date;
      } else {
        wrong(*found, fmt::format("{} is a day, not {}", name, found->kind()), "write it bare: 2025-03-01");
      }
    };
    day("from", range.from);
    day("to", range.to);
    if (range.to < range.from) {
      wrong(value,
            fmt::format("{} ends on {}, before it begins on {}", key, range.to.to_string(), range.from.to_string()),
            "both days are included");
    }
    return range;
  }

  void read_windows() {
    rule_.text = DateRange{};
    if (const toml::Value* value = table_.find("text")) {
      rule_.text = window("text", *value);
    } else if (kind_known_ ? !flag_ : !kind_written_) {
      lacks("text");
    }
    rule_.enforced = rule_.text;
    if (const toml::Value* value = table_.find("enforced")) rule_.enforced = window("enforced", *value);
    rule_.enforced_beyond_text = optional("enforced_beyond_text");
    const bool beyond = rule_.enforced &&
                        (!rule_.text || rule_.enforced->from < rule_.text->from || rule_.enforced->to > rule_.text->to);
    if (beyond && rule_.enforced_beyond_text.empty()) {
      wrong("enforced", "it is enforced on days on which it does not stand on the books",
            "give the reason: enforced_beyond_text = \"…\"");
    }
  }

  void read_result() {
    const toml::Value* value = table_.find("result");
    if (flag_) {
      if (value != nullptr) wrong("result", "a flag has no result", "a flag has a level");
      return;
    }
    if (value == nullptr && !kind_known_ && kind_written_) return;  // who knows whether it needs one
    if (value == nullptr) return lacks("result");
    const toml::Table* table = value->table();
    if (table == nullptr) {
      wrong(*value, fmt::format("result is a table, not {}", value->kind()),
            "write result = { determination = \"licence_required\", policy = \"denial\" }");
      return;
    }
    if (kind_known_ && rule_.kind == RuleKind::classification) {
      check_keys(mistakes_, file_, document_, *table, kClassificationResultKeys, "a result");
      rule_.result.paragraph = text(*table, "paragraph");
      if (table->find("paragraph") == nullptr) {
        wrong(*value, "the result names no paragraph", "write { paragraph = \"3A090.a.1\" }");
      }
      return;
    }
    check_keys(mistakes_, file_, document_, *table, kLawResultKeys, "a result");
    read_determination(*value, *table);
    rule_.result.conditions = texts(*table, "conditions");
  }

  void read_determination(const toml::Value& value, const toml::Table& table) {
    constexpr std::string_view kDeterminations =
        "no_licence, exception, notify, licence_required, prohibited, undetermined";
    RuleResult& result = rule_.result;
    if (table.find("determination") == nullptr) {
      wrong(value, "the result has no determination", fmt::format("write one of {}", kDeterminations));
    }
    const auto determination = word<Determination>(table, "determination", parse_determination, kDeterminations);
    result.determination = determination.value_or(Determination::no_licence);
    if (const auto found = word<Policy>(table, "policy", parse_policy, "approval, case_by_case, denial, unknown")) {
      result.policy = *found;
    }
    const bool open = result.determination == Determination::undetermined;
    if (const auto found = word<Determination>(table, "could_be", parse_determination,
                                               "no_licence, exception, notify, licence_required, prohibited")) {
      result.could_be = *found;
      if (!open) wrong(*table.find("could_be"), "only an undetermined result could be something else");
      if (*found == Determination::undetermined) {
        wrong(*table.find("could_be"), "could_be is the worst that it may turn out to be",
              "write prohibited or licence_required");
      }
    }
    if (rule_.kind == RuleKind::open && kind_known_ && !open) {
      wrong(value, "an open rule is undetermined", "write { determination = \"undetermined\", could_be = \"…\" }");
    }
    if (!determination) return;  // what follows would only repeat that
    const Determination worst = open ? result.could_be : result.determination;
    if (result.policy != Policy::none_stated && worst != Determination::licence_required) {
      wrong(*table.find("policy"), fmt::format("{} has no licence review policy", to_string(worst)),
            "policy belongs to licence_required");
    }
  }

  Mistakes& mistakes_;
  std::size_t file_;
  const toml::Document& document_;
  const toml::Value& value_;
  const toml::Table& table_;
  Rule rule_;
  bool kind_written_ = false;
  bool kind_known_ = false;
  bool flag_ = false;
  bool law_ = false;
};

}  // namespace

void check_keys(Mistakes& mistakes, std::size_t file, const toml::Document& document, const toml::Table& table,
                std::span<const std::string> allowed, std::string_view what) {
  for (const toml::Member& member : table.members()) {
    if (std::ranges::find(allowed, member.key) != allowed.end()) continue;
    const std::optional<std::string> meant = nearest(member.key, allowed);
    mistakes.add(file, document, member.key_place, member.key.size(), fmt::format("{} has no key {}", what, member.key),
                 meant ? fmt::format("did you mean {}?", *meant) : fmt::format("keys: {}", fmt::join(allowed, ", ")));
  }
}

Rule read_rule(Mistakes& mistakes, std::size_t file, const toml::Document& document, const toml::Value& value) {
  return RuleReader(mistakes, file, document, value).run();
}

}  // namespace tidewaiter::rules
