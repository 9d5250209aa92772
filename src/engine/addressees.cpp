#include "engine/addressees.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/toml.h"
#include "engine/hits.h"
#include "match/score.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

// Whole words of folded texts.
bool begins_with(std::string_view folded, std::string_view words) {
  if (!folded.starts_with(words)) return false;
  return folded.size() == words.size() || !(is_lower(folded[words.size()]) || is_digit(folded[words.size()]));
}

Result<std::vector<std::string>> read_texts(const toml::Document& document, const toml::Value& at,
                                            const toml::Value* value) {
  std::vector<std::string> texts;
  if (value != nullptr && value->array() != nullptr) {
    for (const toml::Value& text : *value->array()) {
      if (text.string() == nullptr || text::fold(*text.string()).empty()) break;
      texts.push_back(*text.string());
    }
    if (!texts.empty() && texts.size() == value->array()->size()) return texts;
  }
  return fail(ErrorCode::bad_format, "an addressee has names and group, each a list of texts in quotes",
              document.where(value == nullptr ? at.place : value->place));
}

std::string score_text(Score score) { return fmt::format("{:.4f}", static_cast<double>(score) / kFullScore); }

}  // namespace

Result<Addressees> Addressees::load(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  Addressees loaded;
  const toml::Value* tables = document.root.find("addressee");
  if (tables == nullptr || tables->array() == nullptr) {
    return fail(ErrorCode::bad_format, "there is no [[addressee]] in this file", document.file);
  }
  for (const toml::Value& value : *tables->array()) {
    const auto member = [&](std::string_view key) {
      return value.table() == nullptr ? nullptr : value.table()->find(key);
    };
    const toml::Value* code = member("code");
    const toml::Value* country = member("country");
    if (code == nullptr || code->string() == nullptr || country == nullptr || country->string() == nullptr ||
        !Country(*country->string()).known()) {
      return fail(ErrorCode::bad_format, "an addressee needs a code and a country, two letters in quotes",
                  document.where(value.place));
    }
    Addressee addressee;
    addressee.code = *code->string();
    addressee.country = Country(*country->string());
    TIDEWAITER_TRY(addressee.names, read_texts(document, value, member("names")));
    TIDEWAITER_TRY(addressee.group, read_texts(document, value, member("group")));
    for (std::string& words : addressee.group) words = text::fold(words);
    for (const std::string& name : addressee.names) {
      addressee.prepared.push_back(match::prepare(name, Schema::organization, match::DefaultWeights()));
    }
    loaded.addressees_.push_back(std::move(addressee));
  }
  return loaded;
}

Addressees::Likeness Addressees::likest(std::string_view name, Score threshold) const {
  Likeness best;
  const std::string folded = text::fold(name);
  const std::vector<match::PreparedName> readings =
      match::prepare_readings(name, Schema::unknown, match::DefaultWeights());
  for (const Addressee& addressee : addressees_) {
    for (std::size_t i = 0; i < addressee.names.size(); ++i) {
      for (const match::PreparedName& reading : readings) {
        const Score score = match::score(reading, addressee.prepared[i]);
        if (score >= threshold && score > best.score) best = {&addressee, score, name, addressee.names[i], false};
      }
    }
    if (best.addressee != nullptr) continue;
    for (const std::string& words : addressee.group) {
      if (begins_with(folded, words)) best = {&addressee, 0, name, words, true};
    }
  }
  return best;
}

Addressed Addressees::find(std::span<const std::string_view> names, Country country, std::string_view parent,
                           const Places& places, Score threshold) const {
  Likeness own;
  for (const std::string_view name : names) {
    const Likeness found = likest(name, threshold);
    if (found.addressee != nullptr && (own.addressee == nullptr || found.score > own.score)) own = found;
  }
  const auto told = [](const Likeness& found) {
    return found.begins_alike ? fmt::format("\"{}\" begins as \"{}\"", found.name, found.other)
                              : fmt::format("\"{}\" is compared with \"{}\", score {}", found.name, found.other,
                                            score_text(found.score));
  };
  std::string why;
  if (own.addressee != nullptr) {
    why = told(own);
    const Country home = own.addressee->country;
    const bool elsewhere = country.known() && places.counts_as(country) != places.counts_as(home);
    if (country.known())
      why += fmt::format("; {} is {} {}", country.code(), elsewhere ? "not" : "the same as", home.code());
    if (!own.begins_alike && own.score >= kCertainScore && !elsewhere) return {own.addressee->code, false, why};
  }
  if (!parent.empty()) {
    const Likeness above = likest(parent, threshold);
    if (above.addressee == nullptr) {  // another company's
      if (own.addressee == nullptr) return {};
      return {{}, false, fmt::format("{}; but its parent is stated as \"{}\"", why, parent)};
    }
    why = fmt::format("its parent: {}{}{}", told(above), why.empty() ? "" : "; ", why);
    return {above.addressee->code, above.begins_alike || above.score < kCertainScore, why};
  }
  if (own.addressee == nullptr) return {};
  return {own.addressee->code, true, why};
}

}  // namespace tidewaiter
