#include "engine/list_sources.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/shipped.h"
#include "lists/forms.h"
#include "rules/vocabulary.h"

namespace tidewaiter {
namespace {

constexpr std::string_view kShipped = "regimes/list-sources.toml";

std::unexpected<Error> bad(const toml::Document& document, toml::Place place, std::string message) {
  return fail(ErrorCode::bad_value, std::move(message), document.where(place), document.snippet(place));
}

Result<std::string> text_of(const toml::Document& document, const toml::Member& member) {
  if (member.value.string() != nullptr) return *member.value.string();
  return bad(document, member.value.place, fmt::format("{} must be a text, not {}", member.key, member.value.kind()));
}

Result<std::vector<std::string>> texts_of(const toml::Document& document, const toml::Member& member) {
  const auto wrong = [&] {
    return bad(document, member.value.place, fmt::format("{} must be a list of texts", member.key));
  };
  if (member.value.array() == nullptr) return wrong();
  std::vector<std::string> texts;
  for (const toml::Value& text : *member.value.array()) {
    if (text.string() == nullptr) return wrong();
    texts.push_back(*text.string());
  }
  return texts;
}

Result<double> number_of(const toml::Document& document, const toml::Member& member, double least, double most) {
  double storage = 0;
  const double* number = member.value.number(storage);
  if (number != nullptr && *number >= least && *number <= most) return *number;
  return bad(document, member.value.place, fmt::format("{} must be a number from {} to {}", member.key, least, most));
}

// The id names a folder.
bool is_id(std::string_view id) {
  return !id.empty() &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

Result<PublishedList> read_source(const toml::Document& document, const toml::Value& item) {
  PublishedList source;
  if (item.table() == nullptr) return bad(document, item.place, "write a source as a table");
  const std::array<std::pair<std::string_view, std::string*>, 7> texts{{{"id", &source.id},
                                                                        {"name", &source.name},
                                                                        {"publisher", &source.publisher},
                                                                        {"form", &source.form},
                                                                        {"source", &source.source},
                                                                        {"confidence", &source.confidence},
                                                                        {"address", nullptr}}};
  for (const toml::Member& member : item.table()->members()) {
    const auto known =
        std::ranges::find(texts, std::string_view(member.key), &std::pair<std::string_view, std::string*>::first);
    if (member.key == "addresses") {
      TIDEWAITER_TRY(source.addresses, texts_of(document, member));
    } else if (member.key == "default") {
      if (member.value.boolean() == nullptr) return bad(document, member.value.place, "default must be true or false");
      source.by_default = *member.value.boolean();
    } else if (known == texts.end()) {
      return bad(document, member.key_place, fmt::format("there is no key \"{}\" here", member.key));
    } else if (known->second == nullptr) {
      TIDEWAITER_TRY(std::string address, text_of(document, member));
      source.addresses = {std::move(address)};
    } else {
      TIDEWAITER_TRY(*known->second, text_of(document, member));
    }
  }
  if (!is_id(source.id)) {
    return bad(document, item.place, "a source needs an id of small letters, digits and hyphens");
  }
  if (!source.form.empty() && !lists::is_form(source.form)) {
    return bad(document, item.place, fmt::format("\"{}\" is no form of lists known here", source.form));
  }
  return source;
}

Result<std::vector<PublishedList>> read_sources(const toml::Document& document, const toml::Value& value) {
  std::vector<PublishedList> sources;
  if (value.array() == nullptr) return bad(document, value.place, "write [[source]]");
  for (const toml::Value& item : *value.array()) {
    TIDEWAITER_TRY(PublishedList source, read_source(document, item));
    if (std::ranges::find(sources, source.id, &PublishedList::id) != sources.end()) {
      return bad(document, item.place, fmt::format("the source {} is there twice", source.id));
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

void lay_over(PublishedList& shipped, const PublishedList& own) {
  for (const auto member : {&PublishedList::name, &PublishedList::publisher, &PublishedList::form,
                            &PublishedList::source, &PublishedList::confidence}) {
    if (!(own.*member).empty()) shipped.*member = own.*member;
  }
  if (!own.addresses.empty()) shipped.addresses = own.addresses;
  shipped.by_default = true;  // who gives an address wants it fetched
}

}  // namespace

Result<UpdateSettings> read_update_settings(const toml::Document& document, const toml::Value& value,
                                            const std::filesystem::path& folder) {
  UpdateSettings settings;
  if (value.table() == nullptr) return bad(document, value.place, "write the settings of the update as [update]");
  for (const toml::Member& member : value.table()->members()) {
    const auto seconds = [&](std::chrono::milliseconds& to) -> Result<void> {
      constexpr double kDay = 86'400;
      TIDEWAITER_TRY(const double number, number_of(document, member, 0.001, kDay));
      to = std::chrono::milliseconds(static_cast<std::int64_t>(number * 1000));
      return {};
    };
    if (member.key == "sources") {
      TIDEWAITER_TRY(settings.sources, texts_of(document, member));
    } else if (member.key == "files") {
      TIDEWAITER_TRY(const std::vector<std::string> files, texts_of(document, member));
      for (const std::string& file : files) settings.files.push_back(folder / file);
    } else if (member.key == "source") {
      TIDEWAITER_TRY(settings.own, read_sources(document, member.value));
    } else if (member.key == "certificates") {
      TIDEWAITER_TRY(const std::string file, text_of(document, member));
      settings.certificates = (folder / file).string();
    } else if (member.key == "connect_seconds") {
      TIDEWAITER_CHECK(seconds(settings.limits.connect));
    } else if (member.key == "stall_seconds") {
      TIDEWAITER_CHECK(seconds(settings.limits.stall));
    } else if (member.key == "total_seconds") {
      TIDEWAITER_CHECK(seconds(settings.limits.total));
    } else if (member.key == "back_off_seconds") {
      TIDEWAITER_CHECK(seconds(settings.limits.back_off));
    } else if (member.key == "tries") {
      constexpr double kMostTries = 20;
      TIDEWAITER_TRY(const double number, number_of(document, member, 1, kMostTries));
      settings.limits.tries = static_cast<unsigned>(number);
    } else if (member.key == "max_megabytes") {
      constexpr double kMost = 16'384;  // more than any list; the sum in bytes must fit
      TIDEWAITER_TRY(const double number, number_of(document, member, 0.001, kMost));
      settings.limits.bytes = static_cast<std::uint64_t>(number * 1'000'000);
    } else if (member.key == "snapshots") {
      constexpr double kMost = 1000;
      TIDEWAITER_TRY(const double number, number_of(document, member, 1, kMost));
      settings.snapshots = static_cast<std::size_t>(number);
    } else {
      return bad(document, member.key_place,
                 fmt::format("there is no setting {} of the update; there are sources, files, source, certificates, "
                             "connect_seconds, stall_seconds, total_seconds, back_off_seconds, tries, max_megabytes, "
                             "snapshots",
                             member.key));
    }
  }
  return settings;
}

Result<std::vector<PublishedList>> known_lists(const UpdateSettings& settings) {
  std::vector<PublishedList> all;
  for (SourceText& text : shipped_data()) {
    if (text.name != kShipped) continue;
    TIDEWAITER_TRY(const toml::Document document, toml::parse(std::move(text.text), text.name));
    if (const toml::Value* sources = document.root.find("source")) {
      TIDEWAITER_TRY(all, read_sources(document, *sources));
    }
  }
  for (const PublishedList& own : settings.own) {
    auto shipped = std::ranges::find(all, own.id, &PublishedList::id);
    if (shipped == all.end()) shipped = all.insert(all.end(), own);
    lay_over(*shipped, own);
  }
  return all;
}

std::unexpected<Error> no_such_list(const std::string& id, const std::vector<PublishedList>& known) {
  std::vector<std::string> ids;
  for (const PublishedList& source : known) ids.push_back(source.id);
  const auto near = rules::nearest(id, ids);
  return fail(ErrorCode::bad_value, fmt::format("there is no source of lists \"{}\"", id), {},
              near ? fmt::format("did you mean {}?", *near) : fmt::format("there are {}", fmt::join(ids, ", ")));
}

Result<std::vector<PublishedList>> chosen_lists(const UpdateSettings& settings) {
  TIDEWAITER_TRY(const std::vector<PublishedList> all, known_lists(settings));
  std::vector<PublishedList> chosen;
  for (const PublishedList& source : all) {
    const bool wanted = settings.sources ? std::ranges::find(*settings.sources, source.id) != settings.sources->end()
                                         : source.by_default;
    if (!wanted) continue;
    if (source.form.empty() || source.addresses.empty()) {
      return fail(ErrorCode::bad_value, fmt::format("the source {} has no form or no address", source.id), {},
                  "give both in tidewaiter.toml, [[update.source]]");
    }
    chosen.push_back(source);
  }
  for (const std::string& id : settings.sources.value_or(std::vector<std::string>{})) {
    if (std::ranges::find(all, id, &PublishedList::id) == all.end()) return no_such_list(id, all);
  }
  return chosen;
}

}  // namespace tidewaiter
