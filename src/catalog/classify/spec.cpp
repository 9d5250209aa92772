#include "catalog/classify/spec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace tidewaiter::catalog {
namespace {

constexpr int kLongestOperation = 64;  // bits; keeps bits x TOPS exact (figure.h)

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

Result<Mode> parse_mode(std::string_view text) {
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::bad_value, fmt::format("'{}' {}", text, why), {},
                "write bits and TOPS: 16b:989.5; 8b:1979 (not negative, at most six decimals)");
  };
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return refuse("has no colon between bit length and TOPS");
  std::string_view bits = trim(text.substr(0, colon));
  if (bits.empty() || (bits.back() != 'b' && bits.back() != 'B'))
    return refuse("does not start with a bit length: 16b");
  bits.remove_suffix(1);
  Mode mode;
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), mode.bits);
  if (error != std::errc{} || end != bits.data() + bits.size() || mode.bits < 1 || mode.bits > kLongestOperation) {
    return refuse(fmt::format("has no bit length from 1 to {}", kLongestOperation));
  }
  const std::optional<Figure> tops = Figure::parse(trim(text.substr(colon + 1)));
  if (!tops) return refuse("has no TOPS that can be read");
  mode.tops = *tops;
  return mode;
}

// The range of one mode's share: from dense alone a point.
struct Share {
  int bits;
  Figure low;
  Figure high;
};

Result<std::optional<Figure>> parse_cell(std::string_view cell, std::string_view column) {
  const std::string_view text = trim(cell);
  if (text.empty()) return std::nullopt;
  if (const std::optional<Figure> figure = Figure::parse(text)) return figure;
  return fail(ErrorCode::bad_value, fmt::format("'{}' is no number that can be read", text), std::string(column),
              "write digits with a point: 628.4 (not negative, below 10 million, at most six decimals)");
}

Result<Truth> parse_answer(std::string_view cell, std::string_view column) {
  const std::string_view text = trim(cell);
  if (text.empty() || text == "?") return Truth::unknown;
  if (text == "Y" || text == "y") return Truth::yes;
  if (text == "N" || text == "n") return Truth::no;
  return fail(ErrorCode::bad_value, fmt::format("'{}' is neither Y nor N", text), std::string(column),
              "leave the cell empty where it is unknown");
}

Result<std::vector<Mode>> parse_mode_cell(std::string_view cell, std::string_view column) {
  Result<std::vector<Mode>> modes = parse_modes(cell);
  if (!modes) modes.error().where = std::string(column);
  return modes;
}

// A row with the area of a stack is one of memory, unless its kind says otherwise, which is a mistake.
Result<ItemKind> parse_kind(std::string_view cell, bool has_stack) {
  const std::string_view text = trim(cell);
  std::string word(text);
  std::ranges::transform(word, word.begin(), to_lower);
  const std::optional<ItemKind> kind =
      text.empty() ? std::optional(has_stack ? ItemKind::memory : ItemKind::chip) : parse_item_kind(word);
  if (!kind || *kind == ItemKind::accessory || *kind == ItemKind::none) {
    return fail(ErrorCode::bad_value, fmt::format("'{}' is no kind of thing that the control list asks about", text),
                "kind", "rack, system, board, card, chip or memory");
  }
  if (has_stack && *kind != ItemKind::memory) {
    return fail(ErrorCode::bad_value, "only a memory stack has stack_mm2", "stack_mm2",
                "leave it empty, or say memory in the column kind");
  }
  return *kind;
}

}  // namespace

Result<Spec> parse_spec(const SpecRow& row) {
  Spec spec;
  spec.name = std::string(trim(row.name));
  if (spec.name.empty()) {
    return fail(ErrorCode::bad_value, "the row has no name", "name", "name the chip that the figures are of");
  }
  TIDEWAITER_TRY(spec.dense, parse_mode_cell(row.dense, "dense"));
  TIDEWAITER_TRY(spec.sparse, parse_mode_cell(row.sparse, "sparse"));
  TIDEWAITER_TRY(spec.die_mm2, parse_cell(row.die_mm2, "die_mm2"));
  TIDEWAITER_TRY(spec.planar, parse_answer(row.planar, "planar"));
  TIDEWAITER_TRY(spec.datacenter, parse_answer(row.datacenter, "datacenter"));
  TIDEWAITER_TRY(spec.memory_gb, parse_cell(row.mem_gb, "mem_gb"));
  TIDEWAITER_TRY(spec.memory_gb_s, parse_cell(row.mem_bw_gbs, "mem_bw_gbs"));
  TIDEWAITER_TRY(spec.link_gb_s, parse_cell(row.link_gbs, "link_gbs"));
  TIDEWAITER_TRY(const std::optional<Figure> stack, parse_cell(row.stack_mm2, "stack_mm2"));
  TIDEWAITER_TRY(spec.kind, parse_kind(row.kind, stack.has_value()));
  if (stack && spec.memory_gb_s && stack->units() > 0) spec.memory_density = spec.memory_gb_s->divided_by(*stack);
  return spec;
}

Result<std::vector<Mode>> parse_modes(std::string_view text) {
  std::vector<Mode> modes;
  while (true) {
    const std::size_t end = text.find(';');
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) {
      TIDEWAITER_TRY(const Mode mode, parse_mode(part));
      if (std::ranges::any_of(modes, [&](const Mode& other) { return other.bits == mode.bits; })) {
        return fail(ErrorCode::bad_value, fmt::format("{} bits are given twice", mode.bits), {},
                    "give the highest figure of each bit length once");
      }
      modes.push_back(mode);
    }
    if (end == std::string_view::npos) return modes;
    text.remove_prefix(end + 1);
  }
}

Performance performance(const Spec& spec) {
  Performance result;
  std::vector<Share> shares;
  for (const Mode& mode : spec.dense) {
    const Figure share = mode.tops.times(mode.bits);
    shares.push_back({mode.bits, share, share});
    result.steps.push_back(
        fmt::format("{}-bit {} TOPS x {} = {}", mode.bits, mode.tops.to_string(), mode.bits, share.to_string()));
  }
  for (const Mode& mode : spec.sparse) {
    if (std::ranges::any_of(spec.dense, [&](const Mode& dense) { return dense.bits == mode.bits; })) continue;
    const Share share{mode.bits, mode.tops.half().times(mode.bits), mode.tops.times(mode.bits)};
    shares.push_back(share);
    result.steps.push_back(fmt::format("{}-bit sparse {} TOPS: dense between {} and {}, x {} = {} to {}", mode.bits,
                                       mode.tops.to_string(), mode.tops.half().to_string(), mode.tops.to_string(),
                                       mode.bits, share.low.to_string(), share.high.to_string()));
  }
  if (shares.empty()) {
    result.steps.emplace_back("TPP is unknown: no performance figure is given");
    return result;
  }
  result.known = true;
  for (const Share& share : shares) {
    result.low = std::max(result.low, share.low);
    result.high = std::max(result.high, share.high);
  }
  for (const Share& share : shares) {
    if (share.high == result.high) result.bits.push_back(share.bits);
  }
  const std::string value = result.exact() ? result.high.to_string()
                                           : fmt::format("{} to {}", result.low.to_string(), result.high.to_string());
  result.steps.push_back(
      fmt::format("TPP = {} (highest of the modes: {} bits; a multiply-accumulate counts as two operations)", value,
                  fmt::join(result.bits, " and ")));
  if (spec.planar == Truth::yes) {
    result.steps.emplace_back("PD is not defined: no die is made on a non-planar process");
  } else if (!spec.die_mm2 || spec.die_mm2->units() == 0) {
    result.steps.emplace_back("PD is unknown: no die area is given");
  } else {
    const std::string area = spec.die_mm2->to_string();
    const std::string low = format_number(result.low.divided_by(*spec.die_mm2));
    const std::string high = format_number(result.high.divided_by(*spec.die_mm2));
    result.steps.push_back(result.exact() ? fmt::format("PD = {} / {} mm2 = {}", value, area, high)
                                          : fmt::format("PD = ({}) / {} mm2 = {} to {}", value, area, low, high));
    if (spec.planar == Truth::unknown) {
      result.steps.emplace_back("whether a die is made on a non-planar process is unknown, and so whether PD applies");
    }
  }
  return result;
}

std::optional<double> density(const Spec& spec, Figure tpp) {
  if (spec.planar == Truth::yes || !spec.die_mm2 || spec.die_mm2->units() == 0) return std::nullopt;
  return tpp.divided_by(*spec.die_mm2);
}

}  // namespace tidewaiter::catalog
