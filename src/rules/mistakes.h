// Collects every mistake of a set of texts with its place, so that an author sees them all at once.
#pragma once

#include <string>
#include <vector>

#include "base/toml.h"
#include "rules/rule_set.h"
#include "rules/syntax.h"

namespace tidewaiter::rules {

// Where the bytes of a TOML string stand in its file: behind quotes, line breaks and escapes.
class StringPlaces {
 public:
  // REQUIRES: value is a string of the document.
  StringPlaces(const toml::Document& document, const toml::Value& value);
  toml::Place place(std::size_t offset) const;

 private:
  toml::Place start_;
  std::vector<toml::Place> places_;  // of each byte of the value, and of its end
};

class Mistakes {
 public:
  // REQUIRES: `document` outlives this. `file` orders the mistakes.
  void add(std::size_t file, const toml::Document& document, toml::Place place, std::size_t length, std::string message,
           std::string_view hint = {});
  void add(std::size_t file, Error error, toml::Place place = {});
  // Mistakes in a condition, which is the string `value` or begins `offset` bytes into it.
  void add(std::size_t file, const toml::Document& document, const toml::Value& value, std::vector<Problem> problems,
           std::size_t offset = 0);

  bool empty() const { return found_.empty(); }
  Errors sorted();  // empties the collection

 private:
  struct Found {
    std::size_t file;
    toml::Place place;
    Error error;
  };
  std::vector<Found> found_;
};

}  // namespace tidewaiter::rules
