// One function for each row of the decision table; each adds its verdicts.
#pragma once

#include "oracle/decision_table.h"
#include "oracle/reading.h"

namespace tidewaiter::oracle {

// rows_parties.cpp
void row_0(const Facts& facts, Firings& out);
void row_1(const Facts& facts, Firings& out);
void row_2(const Facts& facts, Firings& out);
void row_3(const Facts& facts, Firings& out);
void row_4(const Facts& facts, Firings& out);
void row_5(const Facts& facts, Firings& out);
bool barred_end_use(const Facts& facts);  // what rows 4 and 5 look for is stated, wherever the goods go

// letters.cpp
void letter_2022(const Facts& facts, Firings& out);
void letter_2023_08(const Facts& facts, Firings& out);
void letter_2025(const Facts& facts, Firings& out);
Truth under_letter_2023_10(const Facts& facts);  // rows 6, 7 and 8 apply already

// rows_items.cpp
void row_6(const Facts& facts, Firings& out);
void row_7(const Facts& facts, Firings& out);
void row_8(const Facts& facts, Firings& out);
void row_9(const Facts& facts, Footing footing, Firings& out);
void row_9a(const Facts& facts, Firings& out);
void row_10(const Facts& facts, Firings& out);
void row_11(const Facts& facts, Firings& out);
void row_12(const Facts& facts, Footing footing, Firings& out);
void row_13(const Facts& facts, Footing footing, Firings& out);
void row_14(const Facts& facts, Firings& out);
void row_15(const Facts& facts, Footing footing, Firings& out);
void unnamed_goods(const Facts& facts, Firings& out);
void before_the_rules(const Facts& facts, Firings& out);

// Dates that several rows share.
inline constexpr Date kRulesBegin{2022, 8, 1};          // docs/contracts.md, determination
inline constexpr Date kFirst3A090{2022, 10, 21};        // 87 FR 62186
inline constexpr Date kMacau{2023, 1, 17};              // W2
inline constexpr Date kLetterDataCentre{2023, 10, 23};  // letter to NVIDIA
inline constexpr Date kSecond3A090{2023, 11, 17};       // W3
inline constexpr Date kDiffusion{2025, 1, 13};          // W6
inline constexpr Date kCaseByCase{2026, 1, 15};         // W10, 91 FR 1684
inline constexpr Date kEmiratesMoved{2026, 3, 26};      // UAE in A:5, most likely

}  // namespace tidewaiter::oracle
