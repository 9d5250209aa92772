// Words of a decision that several pages share.
#pragma once

#include <string>
#include <string_view>

#include "model/decision.h"
#include "report/page.h"

namespace tidewaiter::report {

Ink ink_of(Disposition disposition);
Ink ink_of(Level level);
std::string capitals(Disposition disposition);  // "HOLD"

std::string law_of(Determination determination, Policy policy);  // "licence required, policy of denial"
std::string route_of(const Decision& decision);                  // "US → AE"; the exporter's country may be unknown
std::string risk_text(double risk);                              // "0.825"
// "512 chips in 64 x HGX H100 8-GPU", or the item as written.
std::string goods_of(const LineDecision& line);
std::string_view not_legal_advice();

}  // namespace tidewaiter::report
