// What the leak audit searches through: one feature of every row, the truth about the rows, and a condition on a
// feature.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::judge::audit {

// Three signs are seen in one place by nature: goods that weigh or count less than what left, a serial that comes from
// somebody who never had it, chips that become others. Their features are judged apart, by their honest look-alikes.
enum class Sign : std::uint8_t { none, substitution, custody_break, transformation };

std::string_view to_string(Sign sign);  // "custody_break"

inline constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

struct Feature {
  std::string name;  // for people: "consignee: shipments before"
  Sign sign = Sign::none;
  bool ordered = true;             // thresholds make sense; else only equality does
  std::vector<float> values;       // one a row, kUnknown where there is none; of one not ordered: number of its word
  std::vector<std::string> words;  // of one that is not ordered
  // Where a column has few distinct texts, `values` has one for each of them, and this the number of each row's.
  std::shared_ptr<const std::vector<std::uint32_t>> codes = nullptr;

  std::size_t rows() const { return codes ? codes->size() : values.size(); }
  float at(std::size_t row) const { return values[codes ? (*codes)[row] : row]; }
};

// The truth, and the halves in which rules are found and tried: no scheme and no honest consignee stands in both.
struct Labels {
  std::vector<std::uint8_t> kind;  // by row; 0: an honest shipment, else 1 + number of the kind of scheme
  std::vector<std::uint8_t> half;  // by row; 0 or 1
  std::vector<std::string> kinds;
  std::vector<std::uint32_t> scheme;  // by row, a small number of its own for each scheme; empty: each row is one

  std::size_t rows() const { return kind.size(); }
  std::size_t classes() const { return kinds.size() + 1; }
};

// Rows that a condition marks, of one half: honest ones, then each kind.
struct Counts {
  std::vector<std::uint32_t> of;  // by class of Labels::kind

  explicit Counts(std::size_t classes = 0) : of(classes) {}
  std::uint64_t marked() const;
  std::uint64_t positive() const { return marked() - (of.empty() ? 0 : of[0]); }
  double precision() const;  // share of rows of any scheme among the marked; 0 if none is marked
  // Share of the rows of a kind (from 1), or of all schemes (0), that is marked; 0 where there are none.
  double recall(const Counts& all, std::size_t kind) const;
  double f1(const Counts& all) const;  // pooled over all kinds
  friend bool operator==(const Counts&, const Counts&) = default;
};

Counts all_rows(const Labels& labels, unsigned half);

// Rows of one scheme are alike, so that many of them say little more than one: of m(i) rows of each scheme i only
// (sum m)^2 / sum m^2 count (Kish 1965, 8.2, with rows of a scheme wholly alike). Takes the rows one by one.
class EffectiveRows {
 public:
  explicit EffectiveRows(const Labels& labels) : labels_(labels) {}
  void take(std::uint32_t row) {
    if (labels_.scheme.empty()) {
      ++alone_;
      return;
    }
    const std::uint32_t scheme = labels_.scheme[row];
    if (scheme >= rows_.size()) rows_.resize(scheme + 1);
    ++rows_[scheme];
  }
  double number() const;

 private:
  const Labels& labels_;
  std::uint32_t alone_ = 0;          // rows that are a scheme each
  std::vector<std::uint32_t> rows_;  // of each scheme
};

// The lower end of Wilson's score interval of a share that was seen in n cases (Wilson 1927; Brown, Cai and DasGupta
// 2001 recommend it for few cases), at three standard errors: a rule is the worst of some thousand features, so that
// the one and a half of a single rule would call chance a leak, and Bonferroni's five would see nothing in ten schemes.
double least_share(double share, double n);

enum class Compare : std::uint8_t { at_most, at_least, equal };

struct Condition {
  std::uint32_t feature = 0;
  Compare compare = Compare::at_most;
  float value = 0;

  bool holds(float of) const {  // an unknown value meets none
    switch (compare) {
      case Compare::at_most:
        return of <= value;
      case Compare::at_least:
        return of >= value;
      case Compare::equal:
        return of == value;
    }
    return false;
  }
  friend bool operator==(const Condition&, const Condition&) = default;
};

// "unit value / the item's median at least 1.46", "end_use = \"resale\"".
std::string in_words(const Feature& feature, Compare compare, float value);

}  // namespace tidewaiter::judge::audit
