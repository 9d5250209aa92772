// screen --questions FILE: the questionnaire, a row for each question that an analyst must ask of a shipment with a
// controlled item, since no column shows it; and which flags were looked for and found.
#include "cli/questionnaire.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "engine/snapshot.h"

namespace tidewaiter::cli {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;  // bytes that are written at once, as of decisions

// A line that is controlled, or that could be: nobody could tell what it is or which paragraph it meets.
bool wants_questions(const Decision& decision) {
  return std::ranges::any_of(decision.lines, [](const LineDecision& line) {
    return line.item_state == ItemState::cover || line.determination != Determination::no_licence ||
           (line.item_state == ItemState::identified && !line.eccn.empty());
  });
}

bool found(const Decision& decision, const FlagQuestion& flag) {
  return std::ranges::any_of(flag.rules, [&](const std::string& rule) {
    return std::ranges::any_of(decision.findings, [&](const Finding& finding) { return finding.id == rule; });
  });
}

void append_json(std::string& out, const Decision& decision, const FlagQuestion& flag) {
  JsonWriter json(out);
  json.begin_object().member("shipment_id", decision.shipment_id).member("flag", flag.number);
  json.member("title", flag.title).member("question", flag.question).member("why", flag.unseen);
  json.member("rules", flag.rules).member("found", found(decision, flag)).member("answer", "").end_object();
  out += '\n';
}

}  // namespace

Result<Questionnaire> Questionnaire::open(const std::string& file) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(std::vector<FlagQuestion> flags, read_questions(texts.questions));
  std::erase_if(flags, [](const FlagQuestion& flag) { return flag.question.empty(); });
  TIDEWAITER_TRY(Output output, Output::open(file));
  return Questionnaire(std::move(flags), std::move(output));
}

Result<void> Questionnaire::add(const Decision& decision) {
  if (!wants_questions(decision)) return {};
  for (const FlagQuestion& flag : flags_) {
    std::string line;
    append_json(line, decision, flag);
    TIDEWAITER_CHECK(rows_.add_lines(csv_, line));
  }
  if (csv_.size() < kPiece) return {};
  TIDEWAITER_CHECK(output_.write(csv_));
  csv_.clear();
  return {};
}

Result<void> Questionnaire::finish() {
  rows_.end(csv_);
  return output_.finish(csv_);
}

}  // namespace tidewaiter::cli
