// Which lists there are, what their publishers call them, and what standing on one does: data (regimes/us/lists.toml).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "model/item.h"

namespace tidewaiter::lists {

// What an entry does to a shipment (docs/adding-a-list.md).
enum class Effect : std::uint8_t { prohibited, denial_order, licence, licence_for_items, statement, inform };
std::string_view to_string(Effect effect);

struct ListInfo {
  std::string code;  // "EL"
  std::string name;  // "Entity List"
  std::string publisher;
  std::vector<std::string> sources;   // what the consolidated list's `source` says
  std::string supplement;             // what the regulation's part calls it, "Supplement No. 4 to Part 744"
  std::string address_name;           // an entry named so with a number behind it lists an address: "Address "
  std::vector<std::string> programs;  // what the Treasury's files in XML give the list's entries as their program
  std::vector<std::string> columns;   // a table that has all of them is the list's own
  std::string form;                   // "eu-xml": files of that form hold this list
  Effect effect = Effect::inform;
  std::string note;
  std::string source;  // citation
  Confidence confidence = Confidence::unverified;
};

// Const after loading and safe to read from many threads.
class ListCatalog {
 public:
  // Errors: bad_format with file:line:column; a code or a source that is there twice is an error too.
  static Result<ListCatalog> load(std::span<const SourceText> texts);

  const ListInfo* find(std::string_view code) const;           // nullptr if not known
  const ListInfo* find_source(std::string_view source) const;  // by the publisher's own words, in any case

  const ListInfo* find_form(std::string_view form) const;  // the list that files of a form hold

  // A list that is not in the data informs.
  Effect effect(std::string_view code) const;
  const std::vector<ListInfo>& all() const { return lists_; }  // in the order of the data

 private:
  std::vector<ListInfo> lists_;
};

// Words as a list's code: capitals and digits, a hyphen for everything between them, "Blocked customers" ->
// "BLOCKED-CUSTOMERS"; "UNNAMED" if nothing is left.
std::string code_of_words(std::string_view words);

// The code that the publisher's words carry in brackets, "Some List (SOL) - Some Office" -> "SOL", else that of all its
// words. For lists that the data does not know.
std::string code_of_source(std::string_view source);

}  // namespace tidewaiter::lists
