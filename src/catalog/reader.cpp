#include "catalog/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace tidewaiter::catalog {

void Problems::add(const toml::Document& document, toml::Place place, std::string message, std::string hint) {
  errors_.push_back({ErrorCode::bad_catalog, std::move(message), document.where(place), std::move(hint)});
}

Error Problems::take() {
  Error first = std::move(errors_.front());
  for (std::size_t i = 1; i < errors_.size(); ++i) {
    if (!first.hint.empty()) first.hint += "\n";
    first.hint += fmt::format("also at {}: {}", errors_[i].where, errors_[i].message);
    if (!errors_[i].hint.empty()) first.hint += fmt::format(" ({})", errors_[i].hint);
  }
  errors_.clear();
  return first;
}

const toml::Value* TableReader::value(std::string_view key) {
  asked_.emplace_back(key);
  return table_->find(key);
}

toml::Place TableReader::place_of(std::string_view key) const {
  const toml::Value* found = table_->find(key);
  return found != nullptr ? found->place : place_;
}

std::string TableReader::required_text(std::string_view key) {
  std::string found = text(key);
  if (found.empty() && (table_->find(key) == nullptr || table_->find(key)->string() != nullptr)) {
    problem(place_of(key), fmt::format("'{}' is missing", key), fmt::format("write {} = \"…\"", key));
  }
  return found;
}

std::string TableReader::text(std::string_view key) {
  const toml::Value* found = value(key);
  if (found == nullptr) return {};
  if (const std::string* text = found->string()) return *text;
  problem(found->place, fmt::format("'{}' is {}, where a string is needed", key, found->kind()));
  return {};
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const toml::Value* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (const bool* truth = found->boolean()) return *truth;
  problem(found->place, fmt::format("'{}' is {}, where true or false is needed", key, found->kind()),
          "leave the key out if it is unknown");
  return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key) {
  const toml::Value* found = value(key);
  if (found == nullptr) return std::nullopt;
  double storage = 0;
  const double* number = found->number(storage);
  if (number != nullptr && *number >= 0 && *number < 1e15) return *number;
  problem(found->place, fmt::format("'{}' must be a number that is not negative", key));
  return std::nullopt;
}

std::optional<Figure> TableReader::figure(std::string_view key) {
  const std::optional<double> found = number(key);
  if (!found) return std::nullopt;
  std::optional<Figure> figure = Figure::from_double(*found);
  if (!figure) problem(place_of(key), fmt::format("'{}' must be below 10 million, with at most six decimals", key));
  return figure;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  std::vector<std::string> out;
  const toml::Value* found = value(key);
  if (found == nullptr) return out;
  const toml::Array* array = found->array();
  if (array == nullptr) {
    problem(found->place, fmt::format("'{}' is {}, where an array of strings is needed", key, found->kind()));
    return out;
  }
  for (const toml::Value& item : *array) {
    if (const std::string* text = item.string(); text != nullptr && !text->empty()) {
      out.push_back(*text);
    } else {
      problem(item.place, fmt::format("'{}' holds {}, where a string is needed", key,
                                      text != nullptr ? "an empty string" : item.kind()));
    }
  }
  return out;
}

std::vector<double> TableReader::numbers(std::string_view key) {
  std::vector<double> out;
  const toml::Value* found = value(key);
  if (found == nullptr) return out;
  const toml::Array* array = found->array();
  if (array == nullptr) {
    problem(found->place, fmt::format("'{}' is {}, where an array of numbers is needed", key, found->kind()));
    return out;
  }
  for (const toml::Value& item : *array) {
    double storage = 0;
    const double* number = item.number(storage);
    if (number != nullptr && *number >= 0) {
      out.push_back(*number);
    } else {
      problem(item.place, fmt::format("'{}' needs numbers that are not negative", key));
    }
  }
  return out;
}

const toml::Table* TableReader::table(std::string_view key) {
  const toml::Value* found = value(key);
  if (found == nullptr) return nullptr;
  if (found->table() == nullptr) {
    problem(found->place, fmt::format("'{}' is {}, where a table is needed", key, found->kind()));
  }
  return found->table();
}

void TableReader::finish() {
  for (const toml::Member& member : table_->members()) {
    if (std::ranges::find(asked_, member.key) != asked_.end()) continue;
    std::vector<std::string> known = asked_;
    std::ranges::sort(known);
    problem(member.key_place, fmt::format("'{}' is no key here", member.key),
            fmt::format("known keys: {}", fmt::join(known, ", ")));
  }
}

namespace {

void read_entry(const toml::Document& document, std::string_view key, const toml::Value& entry, Problems& problems,
                const std::function<void(TableReader&)>& read) {
  if (entry.table() == nullptr) {
    problems.add(document, entry.place, fmt::format("'{}' holds {}, where a table is needed", key, entry.kind()));
    return;
  }
  TableReader reader(document, *entry.table(), entry.place, problems);
  read(reader);
  reader.finish();
}

}  // namespace

void for_each_table(std::span<const toml::Document> documents, std::string_view key, Problems& problems,
                    const std::function<void(TableReader&)>& read) {
  for (const toml::Document& document : documents) {
    const toml::Value* value = document.root.find(key);
    if (value == nullptr) continue;
    if (value->array() == nullptr) {
      problems.add(document, value->place, fmt::format("'{}' is no array of tables", key),
                   fmt::format("write [[{}]]", key));
      continue;
    }
    for (const toml::Value& entry : *value->array()) read_entry(document, key, entry, problems, read);
  }
}

void for_the_table(std::span<const toml::Document> documents, std::string_view key, Problems& problems,
                   const std::function<void(TableReader&)>& read) {
  for (const toml::Document& document : documents) {
    const toml::Value* value = document.root.find(key);
    if (value != nullptr) read_entry(document, key, *value, problems, read);
  }
}

}  // namespace tidewaiter::catalog
