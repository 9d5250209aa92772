#include "engine/questions.h"

#include "base/toml.h"

namespace tidewaiter {

Result<std::vector<FlagQuestion>> read_questions(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  const toml::Value* flags = document.root.find("flag");
  if (flags == nullptr || flags->array() == nullptr) {
    return fail(ErrorCode::bad_format, "there is no [[flag]] in this file", document.file);
  }
  std::vector<FlagQuestion> questions;
  for (const toml::Value& value : *flags->array()) {
    const toml::Table* table = value.table();
    const auto text_of = [&](std::string_view key) -> const std::string* {
      const toml::Value* found = table == nullptr ? nullptr : table->find(key);
      return found == nullptr ? nullptr : found->string();
    };
    const toml::Value* rules = table == nullptr ? nullptr : table->find("rules");
    const std::string* number = text_of("number");
    const std::string* title = text_of("title");
    const std::string* unseen = text_of("unseen");
    const std::string* question = text_of("question");
    if (number == nullptr || title == nullptr || unseen == nullptr || rules == nullptr || rules->array() == nullptr) {
      return fail(ErrorCode::bad_format, "a flag needs number, title, rules and unseen", document.where(value.place));
    }
    if (unseen->empty() != (question == nullptr)) {
      return fail(ErrorCode::bad_format, "a flag has a question where something of it is unseen, and only there",
                  document.where(value.place));
    }
    FlagQuestion flag{*number, *title, {}, *unseen, question == nullptr ? std::string{} : *question};
    for (const toml::Value& rule : *rules->array()) {
      if (rule.string() == nullptr) {
        return fail(ErrorCode::bad_format, "rules is a list of ids in quotes", document.where(rule.place));
      }
      flag.rules.push_back(*rule.string());
    }
    questions.push_back(std::move(flag));
  }
  return questions;
}

}  // namespace tidewaiter
