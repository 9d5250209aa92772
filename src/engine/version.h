// The version of the engine, part of every decision.
#pragma once

namespace tidewaiter {

inline constexpr const char* kEngineVersion = "0.1.0";

}  // namespace tidewaiter
