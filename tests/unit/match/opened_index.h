// An index written to a temporary file and opened again.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "base/section_file.h"
#include "match/index.h"

namespace tidewaiter::match {

class OpenedIndex {
 public:
  explicit OpenedIndex(std::span<const IndexedName> names) {
    SectionWriter writer;
    write_index(names, writer);
    static int made = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("tidewaiter-index-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
    std::ofstream(path_, std::ios::binary) << writer.finish();
    auto file = SectionFile::open(path_);
    EXPECT_TRUE(file.has_value());
    if (!file) return;
    file_ = std::make_unique<SectionFile>(std::move(*file));
    auto index = Index::open(*file_);
    EXPECT_TRUE(index.has_value()) << (index ? "" : to_string(index.error()));
    if (index) index_ = std::make_unique<Index>(std::move(*index));
  }
  ~OpenedIndex() { std::filesystem::remove(path_); }
  OpenedIndex(const OpenedIndex&) = delete;
  OpenedIndex& operator=(const OpenedIndex&) = delete;

  const SectionFile& file() const { return *file_; }
  const Index& operator*() const { return *index_; }
  const Index* operator->() const { return index_.get(); }

 private:
  std::filesystem::path path_;
  std::unique_ptr<SectionFile> file_;
  std::unique_ptr<Index> index_;
};

}  // namespace tidewaiter::match
