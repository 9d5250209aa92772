// The parts of a zip archive that is in memory, each read as XML from its beginning to its end. Internal to this room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/input_file.h"
#include "tables/unpack.h"

namespace tidewaiter::tables {

// What a walk over XML calls. Names come without their namespace's prefix ("row" for x:row).
class XmlHandler {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;
  virtual ~XmlHandler() = default;
  virtual void open(std::string_view name, const Attributes& attributes) = 0;
  virtual void close(std::string_view /*name*/) {}
  virtual void text(std::string_view /*piece*/) {}

  const Result<void>& outcome() const { return outcome_; }

 protected:
  // The value of an attribute, or nothing.
  static std::string_view find(const Attributes& attributes, std::string_view name) {
    const auto found = std::ranges::find(attributes, name, &Attributes::value_type::first);
    return found == attributes.end() ? std::string_view() : found->second;
  }
  void stop(Error error) {
    if (outcome_) outcome_ = std::unexpected(std::move(error));
  }

 private:
  Result<void> outcome_;
};

class ZipParts {
 public:
  // `file` must outlive this. Errors: bad_format, out_of_memory.
  static Result<ZipParts> open(const InputFile& file, UnpackLimit limit, Stop stop = {});
  ZipParts(ZipParts&&) noexcept;
  ~ZipParts();

  bool has(const std::string& part) const;
  // The first bytes of a part, for telling what an archive is; empty if there is none.
  std::string front(const std::string& part, std::size_t size) const;
  // Errors: bad_format (no such part, damaged, no XML, a document type, more than the limit), interrupted, the
  // handler's.
  Result<void> walk(const std::string& part, XmlHandler& handler);

 private:
  struct State;
  explicit ZipParts(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidewaiter::tables
