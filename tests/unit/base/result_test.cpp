// Errors as people read them.
#include "base/result.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

TEST(Errors, SayWhatWhereAndWhatNext) {
  EXPECT_EQ(to_string(Error{ErrorCode::bad_rule, "there is no field a", "", ""}),
            "error[bad_rule]: there is no field a");
  EXPECT_EQ(to_string(Error{ErrorCode::bad_rule, "there is no field a", "r.toml:1:3", "did you mean b?"}),
            "r.toml:1:3: error[bad_rule]: there is no field a\n  hint: did you mean b?");
}

TEST(Errors, KeepACaretUnderItsLine) {
  EXPECT_EQ(to_string(Error{ErrorCode::bad_rule, "there is no field a", "r.toml:1:3", "x a\n  ^\ndid you mean b?"}),
            "r.toml:1:3: error[bad_rule]: there is no field a\n  x a\n    ^\n  did you mean b?");
}

}  // namespace
}  // namespace tidewaiter
