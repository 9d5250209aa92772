// Legal forms of companies as phrases, read into classes: "Co., Ltd.", "OOO" and 有限公司 are all limited companies.
// A form says how a company is organised, not which one it is, so names are compared without it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace tidewaiter::text {

enum class LegalClass : std::uint8_t {
  none,
  company,      // "Company", "Cia", 公司: a company of whatever form
  limited,      // shares not traded freely: Ltd, LLC, GmbH, OOO, Sdn Bhd, FZE
  stock,        // shares: Inc, PLC, AG, SA, JSC, KK
  partnership,  // LP, LLP, KG, OHG, SNC
  state,        // FSUE, state-owned enterprise
  non_profit,   // association, foundation by law: e.V., ANO
  sole,         // one person's business: IP, sole proprietorship
};
std::string_view to_string(LegalClass legal_class);

struct LegalForm {
  LegalClass legal_class = LegalClass::none;
  std::uint8_t form = 0;  // which form of the class: equal numbers, equal forms
  friend bool operator==(const LegalForm&, const LegalForm&) = default;
};
std::string_view form_name(LegalForm form);  // "ltd", "gmbh"; empty for none

// Where short forms that are also words or initials are believed.
enum class LegalReading : std::uint8_t {
  all,    // at the front or end of a company's name "SA", "AS", "CO" are legal forms
  plain,  // only forms that cannot be part of a person's name: "LLC", "GmbH", "Limited"
};

// Takes the legal forms out of `tokens` and returns the most telling one. A name of nothing but legal forms keeps
// its words, and has none.
LegalForm take_legal_forms(std::vector<Token>& tokens, LegalReading reading);

}  // namespace tidewaiter::text
