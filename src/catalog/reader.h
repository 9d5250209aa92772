// Reads tables of the catalogue's TOML strictly: every key is asked for, every error is kept with its place, so that a
// person sees all mistakes of a file at once.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/toml.h"
#include "catalog/classify/figure.h"

namespace tidewaiter::catalog {

class Problems {
 public:
  void add(const toml::Document& document, toml::Place place, std::string message, std::string hint = {});
  void add(Error error) { errors_.push_back(std::move(error)); }
  bool empty() const { return errors_.empty(); }
  // The first as the error, the others in its hint. REQUIRES: not empty().
  Error take();
  std::vector<Error> all() && { return std::move(errors_); }

 private:
  std::vector<Error> errors_;
};

class TableReader {
 public:
  TableReader(const toml::Document& document, const toml::Table& table, toml::Place place, Problems& problems)
      : document_(&document), table_(&table), place_(place), problems_(&problems) {}

  // Each asks for a key; a value of another kind is a problem and reads as absent.
  std::string required_text(std::string_view key);
  std::string text(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<double> number(std::string_view key);  // not negative
  std::optional<Figure> figure(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // an array of texts
  std::vector<double> numbers(std::string_view key);
  const toml::Value* value(std::string_view key);  // any kind
  const toml::Table* table(std::string_view key);
  toml::Place place_of(std::string_view key) const;                               // of the value, or of the table
  const std::vector<toml::Member>& members() const { return table_->members(); }  // for tables with free keys
  toml::Place place() const { return place_; }
  const toml::Document& document() const { return *document_; }
  void problem(toml::Place place, std::string message, std::string hint = {}) {
    problems_->add(*document_, place, std::move(message), std::move(hint));
  }
  // Reports keys that nobody asked for.
  void finish();

 private:
  const toml::Document* document_;
  const toml::Table* table_;
  toml::Place place_;
  Problems* problems_;
  std::vector<std::string> asked_;
};

// Calls `read` for each table of the arrays [[key]] of all documents, then reports keys that it did not ask for.
void for_each_table(std::span<const toml::Document> documents, std::string_view key, Problems& problems,
                    const std::function<void(TableReader&)>& read);
// The same for the table [key] of each document that has one.
void for_the_table(std::span<const toml::Document> documents, std::string_view key, Problems& problems,
                   const std::function<void(TableReader&)>& read);

}  // namespace tidewaiter::catalog
