// Short texts beside an amount: which of them name a currency.
#include "text/currency.h"

#include <gtest/gtest.h>

namespace tidewaiter::text {
namespace {

TEST(Currency, Signs) {
  for (const char* sign : {"$", "€", "£", "¥", "￥", "₩", "₹", "₽", "₫", "฿"}) {
    EXPECT_TRUE(is_currency_sign(sign)) << sign;
    EXPECT_TRUE(is_currency(sign)) << sign;
  }
  for (const char* other : {"", "%", "#", "E", "€€", "\xE2\x82", "\x82", "元"}) EXPECT_FALSE(is_currency_sign(other));
}

TEST(Currency, CodesAndWhatCountriesWrite) {
  for (const char* name : {"USD", "EUR", "CHF", "PLN", "SEK", "CNY", "US$", "S$",  "R$",   "NT$", "CN¥", "kr", "kr.",
                           "zł",  "Kč",  "Ft",  "lei", "лв.", "RM",  "Rp",  "Rs.", "FCFA", "元",  "円",  "RMB"}) {
    EXPECT_TRUE(is_currency(name)) << name;
  }
}

TEST(Currency, UnitsAndOtherWordsAreNone) {
  for (const char* word :
       {"",    " ",   "K",   "L",   "G",    "t",  "R",      "S",      "kg", "KGS",   "KM", "km",       "pcs",
        "PCS", "SET", "TON", "eur", "USD ", " €", "EUR/kg", "TFLOPS", "GB", "ABCD$", "W",  "\xE2\x82", "\xFF"}) {
    EXPECT_FALSE(is_currency(word)) << word;
  }
}

TEST(Currency, LettersBeforeAnAmount) {
  for (const char* name : {"R", "L", "Q", "K", "Fr", "Fr.", "Rs", "Bs.", "DM", "EUR", "$"}) {
    EXPECT_TRUE(is_currency_before(name)) << name;
  }
  for (const char* word : {"",  ".",   "kg",   "KG",  "g",   "G",  "lb",   "m",  "M",  "t",     "T",
                           "l", "pcs", "Pcs.", "Qty", "No.", "GW", "ABCD", "R1", "R ", "EUR/kg"}) {
    EXPECT_FALSE(is_currency_before(word)) << word;
  }
}

}  // namespace
}  // namespace tidewaiter::text
