#include "match/marked.h"

#include <algorithm>

namespace tidewaiter::match {

Marked marked(std::string_view query, std::string_view entry) {
  const std::size_t shorter = std::min(query.size(), entry.size());
  std::size_t front = 0;
  while (front < shorter && query[front] == entry[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && query[query.size() - 1 - back] == entry[entry.size() - 1 - back]) ++back;
  if (query == entry || front + back == 0) return {std::string(query), std::string(entry)};
  const auto mark = [&](std::string_view text) {
    const std::string_view middle = text.substr(front, text.size() - front - back);
    std::string out(text.substr(0, front));
    if (!middle.empty()) (out += '[').append(middle) += ']';
    return out.append(text.substr(text.size() - back));
  };
  return {mark(query), mark(entry)};
}

}  // namespace tidewaiter::match
