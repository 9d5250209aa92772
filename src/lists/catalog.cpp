#include "lists/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

#include "base/toml.h"
#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

constexpr std::array<std::string_view, 6> kEffects{"prohibited",        "denial_order", "licence",
                                                   "licence_for_items", "statement",    "inform"};

std::unexpected<Error> bad(const toml::Document& document, toml::Place place, std::string message) {
  return fail(ErrorCode::bad_format, std::move(message), document.where(place), document.snippet(place));
}

// The text at `key`; empty if it is absent and not needed.
Result<std::string> text_at(const toml::Document& document, const toml::Value& item, std::string_view key,
                            bool needed) {
  const toml::Value* value = item.table()->find(key);
  if (value == nullptr) {
    if (!needed) return std::string();
    return bad(document, item.place, fmt::format("the key \"{}\" is missing", key));
  }
  if (value->string() == nullptr || value->string()->empty()) {
    return bad(document, value->place, fmt::format("\"{}\" must be a text, not {}", key, value->kind()));
  }
  return *value->string();
}

// The texts at `key`, none if it is absent.
Result<std::vector<std::string>> texts_at(const toml::Document& document, const toml::Value& item,
                                          std::string_view key) {
  std::vector<std::string> texts;
  const toml::Value* value = item.table()->find(key);
  if (value == nullptr) return texts;
  if (value->array() == nullptr) {
    return bad(document, value->place, fmt::format("\"{}\" must be an array of texts", key));
  }
  for (const toml::Value& text : *value->array()) {
    if (text.string() == nullptr) return bad(document, text.place, fmt::format("\"{}\" holds texts only", key));
    texts.push_back(*text.string());
  }
  return texts;
}

Result<ListInfo> read_list(const toml::Document& document, const toml::Value& item) {
  static constexpr std::array<std::string_view, 13> kKeys{
      "code",    "name", "publisher", "sources", "supplement", "address_name", "programs",
      "columns", "form", "effect",    "note",    "source",     "confidence"};
  for (const toml::Member& member : item.table()->members()) {
    if (std::ranges::find(kKeys, std::string_view(member.key)) == kKeys.end()) {
      return bad(document, member.key_place, fmt::format("there is no key \"{}\" here", member.key));
    }
  }
  ListInfo info;
  TIDEWAITER_TRY(info.code, text_at(document, item, "code", true));
  TIDEWAITER_TRY(info.name, text_at(document, item, "name", true));
  TIDEWAITER_TRY(info.publisher, text_at(document, item, "publisher", true));
  TIDEWAITER_TRY(info.supplement, text_at(document, item, "supplement", false));
  TIDEWAITER_TRY(info.address_name, text_at(document, item, "address_name", false));
  TIDEWAITER_TRY(info.note, text_at(document, item, "note", false));
  TIDEWAITER_TRY(info.source, text_at(document, item, "source", true));
  TIDEWAITER_TRY(const std::string effect, text_at(document, item, "effect", true));
  const auto word = std::ranges::find(kEffects, std::string_view(effect));
  if (word == kEffects.end()) {
    return bad(document, item.table()->find("effect")->place,
               fmt::format("an effect is one of {}", fmt::join(kEffects, ", ")));
  }
  info.effect = static_cast<Effect>(word - kEffects.begin());
  TIDEWAITER_TRY(const std::string confidence, text_at(document, item, "confidence", true));
  if (confidence.size() != 1 || std::string_view("MQSIU").find(confidence[0]) == std::string_view::npos) {
    return bad(document, item.table()->find("confidence")->place, "a confidence is M, Q, S, I or U");
  }
  info.confidence = static_cast<Confidence>(confidence[0]);
  TIDEWAITER_TRY(info.form, text_at(document, item, "form", false));
  TIDEWAITER_TRY(info.sources, texts_at(document, item, "sources"));
  TIDEWAITER_TRY(info.programs, texts_at(document, item, "programs"));
  TIDEWAITER_TRY(info.columns, texts_at(document, item, "columns"));
  return info;
}

}  // namespace

std::string_view to_string(Effect effect) { return kEffects[static_cast<std::size_t>(effect)]; }

Result<ListCatalog> ListCatalog::load(std::span<const SourceText> texts) {
  ListCatalog catalog;
  for (const SourceText& text : texts) {
    TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
    for (const toml::Member& member : document.root.members()) {
      if (member.key != "list") {
        return bad(document, member.key_place, fmt::format("there is no key \"{}\" here", member.key));
      }
    }
    const toml::Value* lists = document.root.find("list");
    if (lists == nullptr) continue;
    if (lists->array() == nullptr) return bad(document, lists->place, "write [[list]]");
    for (const toml::Value& item : *lists->array()) {
      if (item.table() == nullptr) return bad(document, item.place, "write [[list]]");
      TIDEWAITER_TRY(ListInfo info, read_list(document, item));
      if (catalog.find(info.code) != nullptr) {
        return bad(document, item.place, fmt::format("the list {} is there twice", info.code));
      }
      for (const std::string& source : info.sources) {
        if (const ListInfo* other = catalog.find_source(source)) {
          return bad(document, item.place, fmt::format("\"{}\" already names the list {}", source, other->code));
        }
      }
      catalog.lists_.push_back(std::move(info));
    }
  }
  return catalog;
}

const ListInfo* ListCatalog::find(std::string_view code) const {
  const auto found = std::ranges::find(lists_, code, &ListInfo::code);
  return found == lists_.end() ? nullptr : &*found;
}

const ListInfo* ListCatalog::find_source(std::string_view source) const {
  const std::string folded = text::fold(source);
  const auto names_it = [&](const ListInfo& info) {
    return std::ranges::any_of(info.sources, [&](const std::string& each) { return text::fold(each) == folded; });
  };
  const auto found = std::ranges::find_if(lists_, names_it);
  return found == lists_.end() ? nullptr : &*found;
}

const ListInfo* ListCatalog::find_form(std::string_view form) const {
  const auto found = std::ranges::find(lists_, form, &ListInfo::form);
  return found == lists_.end() ? nullptr : &*found;
}

Effect ListCatalog::effect(std::string_view code) const {
  const ListInfo* info = find(code);
  return info == nullptr ? Effect::inform : info->effect;
}

std::string code_of_source(std::string_view source) {
  const std::size_t open = source.find('(');
  const std::size_t close = open == std::string_view::npos ? open : source.find(')', open);
  return code_of_words(close == std::string_view::npos ? source : source.substr(open + 1, close - open - 1));
}

std::string code_of_words(std::string_view words) {
  std::string code;
  for (const char c : words) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool digit = c >= '0' && c <= '9';
    if (upper || digit) {
      code.push_back(c);
    } else if (c >= 'a' && c <= 'z') {
      code.push_back(static_cast<char>(c - 'a' + 'A'));
    } else if (!code.empty() && code.back() != '-') {
      code.push_back('-');
    }
  }
  while (!code.empty() && code.back() == '-') code.pop_back();
  return code.empty() ? std::string("UNNAMED") : code;
}

}  // namespace tidewaiter::lists
