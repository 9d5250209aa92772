// Where results go: standard output or a file that appears whole; and what standard error is told.
#pragma once

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "report/page.h"

namespace tidewaiter::cli {

// Data goes here: standard output, or a file that is put in its place by finish(). A closed pipe is no error: whoever
// reads (head, less) has seen enough.
class Output {
 public:
  // `path` empty: standard output. Errors: file_unwritable.
  static Result<Output> open(const std::string& path);
  Output(Output&&) noexcept = default;
  Output& operator=(Output&&) noexcept = default;
  ~Output();

  Result<void> write(std::string_view bytes);
  Result<void> flush();                             // hands what was written to the system, so that a reader sees it
  Result<void> finish(std::string_view last = {});  // once, with what is still to be written
  bool closed_by_reader() const { return closed_by_reader_; }

 private:
  Output() = default;
  struct Close {
    void operator()(std::FILE* file) const;
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
  std::string writing_;
  bool closed_by_reader_ = false;
};

// Errors: usage, if `output` is one of the inputs. Empty names and "-" are nothing.
Result<void> refuse_same_file(const std::string& output, const std::vector<std::string>& inputs);

// Errors: usage, if two of these options, each with its file, name one file. Empty names, "-", devices and pipes are
// nothing.
Result<void> refuse_one_file_for_two(const std::vector<std::pair<std::string, std::string>>& outputs);

report::Layout layout_of_output(bool to_file);  // width and colour of standard output's terminal
bool progress_wanted();                         // standard error is a terminal

void tell(std::string_view text);  // one line on standard error
void tell(const Error& error);
int told(const Error& error);                 // kRefused, or kInterrupted where it was that
int told(const Result<int>& status);          // the exit status; an error is told
void tell_progress(const std::string& line);  // over the last one
void clear_progress();

// When to tell the progress of something long, which begins with this object.
class ProgressPace {
 public:
  bool due();  // somebody sees progress, and has been told nothing for a tenth of a second; then it counts as told
  std::chrono::milliseconds elapsed() const;

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace tidewaiter::cli
