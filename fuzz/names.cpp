// Any two names: folding is idempotent, and the pair function is total, bounded and tells what it scores.
#include <cstdint>
#include <string_view>

#include "match/readings.h"
#include "match/score.h"
#include "require.h"
#include "text/fold.h"

// First byte: the kind of party. The rest: two names divided by the first line break.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  if (size == 0) return 0;
  const auto schema = static_cast<Schema>(data[0] % 5);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t line = text.find('\n');
  const std::string_view first = text.substr(0, line);
  const std::string_view second = line == std::string_view::npos ? std::string_view{} : text.substr(line + 1);

  const std::string folded = text::fold(first);
  require(text::fold(folded) == folded);

  const auto readings = match::readings_of(first);
  require(!readings.empty() && readings.size() <= match::kMostReadings && readings.front() == first);
  for (const std::string_view part : readings) {
    require(part.data() >= first.data() && part.data() + part.size() <= first.data() + first.size());
  }

  const match::DefaultWeights weights;
  const match::PreparedName query = match::prepare(first, schema, weights);
  const match::PreparedName entry = match::prepare(second, schema, weights);
  const Score score = match::score(query, entry);
  require(score >= 0 && score <= kFullScore);
  require(match::explain(query.view(), entry.view()).score == score);
  require(!match::explain(query.view(), entry.view()).line().empty());
  const Score self = match::score(query, query);
  require(self == 0 || self == kFullScore);
  return 0;
}
