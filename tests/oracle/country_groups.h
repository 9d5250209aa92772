// 15 CFR 740, Supp. 1, as of 2026-07-23 (eCFR). Written by make_country_groups.py; do not edit.
#pragma once

#include <array>
#include <string_view>

namespace tidewaiter::oracle {

struct CountryGroups {
  std::string_view code;
  bool d1 = false, d4 = false, d5 = false, a5 = false, a6 = false, e1 = false, e2 = false;
};

inline constexpr std::array<CountryGroups, 91> kCountryGroups{{
    {.code = "AE", .a5 = true},                                      // United Arab Emirates
    {.code = "AF", .d5 = true},                                      // Afghanistan
    {.code = "AL", .a6 = true},                                      // Albania
    {.code = "AM", .d1 = true},                                      // Armenia
    {.code = "AR", .a5 = true},                                      // Argentina
    {.code = "AT", .a5 = true},                                      // Austria
    {.code = "AU", .a5 = true},                                      // Australia
    {.code = "AZ", .d1 = true},                                      // Azerbaijan
    {.code = "BE", .a5 = true},                                      // Belgium
    {.code = "BG", .a5 = true},                                      // Bulgaria
    {.code = "BH", .d4 = true},                                      // Bahrain
    {.code = "BY", .d1 = true, .d4 = true, .d5 = true},              // Belarus
    {.code = "CA", .a5 = true},                                      // Canada
    {.code = "CD", .d5 = true},                                      // Congo (Democratic Republic of)
    {.code = "CF", .d5 = true},                                      // Central African Republic
    {.code = "CH", .a5 = true},                                      // Switzerland
    {.code = "CN", .d1 = true, .d4 = true, .d5 = true},              // China (PRC)
    {.code = "CU", .d5 = true, .e2 = true},                          // Cuba
    {.code = "CY", .a6 = true},                                      // Cyprus
    {.code = "CZ", .a5 = true},                                      // Czech Republic
    {.code = "DE", .a5 = true},                                      // Germany
    {.code = "DK", .a5 = true},                                      // Denmark
    {.code = "EE", .a5 = true},                                      // Estonia
    {.code = "EG", .d4 = true},                                      // Egypt
    {.code = "ER", .d5 = true},                                      // Eritrea
    {.code = "ES", .a5 = true},                                      // Spain
    {.code = "FI", .a5 = true},                                      // Finland
    {.code = "FR", .a5 = true},                                      // France
    {.code = "GB", .a5 = true},                                      // United Kingdom
    {.code = "GE", .d1 = true},                                      // Georgia
    {.code = "GR", .a5 = true},                                      // Greece
    {.code = "HR", .a5 = true},                                      // Croatia
    {.code = "HT", .d5 = true},                                      // Haiti
    {.code = "HU", .a5 = true},                                      // Hungary
    {.code = "IE", .a5 = true},                                      // Ireland
    {.code = "IL", .d4 = true, .a6 = true},                          // Israel
    {.code = "IN", .a5 = true},                                      // India
    {.code = "IQ", .d1 = true, .d4 = true, .d5 = true},              // Iraq
    {.code = "IR", .d4 = true, .d5 = true, .e1 = true},              // Iran
    {.code = "IS", .a5 = true},                                      // Iceland
    {.code = "IT", .a5 = true},                                      // Italy
    {.code = "JO", .d4 = true},                                      // Jordan
    {.code = "JP", .a5 = true},                                      // Japan
    {.code = "KG", .d1 = true},                                      // Kyrgyzstan
    {.code = "KH", .d1 = true},                                      // Cambodia
    {.code = "KP", .d1 = true, .d4 = true, .d5 = true, .e1 = true},  // Korea, North
    {.code = "KR", .a5 = true},                                      // Korea, South
    {.code = "KW", .d4 = true},                                      // Kuwait
    {.code = "KZ", .d1 = true},                                      // Kazakhstan
    {.code = "LA", .d1 = true},                                      // Laos
    {.code = "LB", .d4 = true, .d5 = true},                          // Lebanon
    {.code = "LT", .a5 = true},                                      // Lithuania
    {.code = "LU", .a5 = true},                                      // Luxembourg
    {.code = "LV", .a5 = true},                                      // Latvia
    {.code = "LY", .d1 = true, .d4 = true, .d5 = true},              // Libya
    {.code = "MD", .d1 = true},                                      // Moldova
    {.code = "MM", .d1 = true, .d5 = true},                          // Burma
    {.code = "MN", .d1 = true},                                      // Mongolia
    {.code = "MO", .d1 = true, .d4 = true},                          // Macau
    {.code = "MT", .a6 = true},                                      // Malta
    {.code = "MX", .a6 = true},                                      // Mexico
    {.code = "NI", .d1 = true, .d5 = true},                          // Nicaragua
    {.code = "NL", .a5 = true},                                      // Netherlands
    {.code = "NO", .a5 = true},                                      // Norway
    {.code = "NZ", .a5 = true},                                      // New Zealand
    {.code = "OM", .d4 = true},                                      // Oman
    {.code = "PK", .d4 = true},                                      // Pakistan
    {.code = "PL", .a5 = true},                                      // Poland
    {.code = "PT", .a5 = true},                                      // Portugal
    {.code = "QA", .d4 = true},                                      // Qatar
    {.code = "RO", .a5 = true},                                      // Romania
    {.code = "RU", .d1 = true, .d4 = true, .d5 = true},              // Russia
    {.code = "SA", .d4 = true},                                      // Saudi Arabia
    {.code = "SD", .d5 = true},                                      // Sudan
    {.code = "SE", .a5 = true},                                      // Sweden
    {.code = "SG", .a6 = true},                                      // Singapore
    {.code = "SI", .a5 = true},                                      // Slovenia
    {.code = "SK", .a5 = true},                                      // Slovakia
    {.code = "SO", .d5 = true},                                      // Somalia
    {.code = "SS", .d5 = true},                                      // South Sudan, Republic of
    {.code = "SY", .d4 = true, .d5 = true, .e1 = true},              // Syria
    {.code = "TJ", .d1 = true},                                      // Tajikistan
    {.code = "TM", .d1 = true},                                      // Turkmenistan
    {.code = "TR", .a5 = true},                                      // Türkiye
    {.code = "TW", .a6 = true},                                      // Taiwan
    {.code = "UZ", .d1 = true},                                      // Uzbekistan
    {.code = "VE", .d1 = true, .d4 = true, .d5 = true},              // Venezuela
    {.code = "VN", .d1 = true},                                      // Vietnam
    {.code = "YE", .d1 = true, .d4 = true},                          // Yemen
    {.code = "ZA", .a6 = true},                                      // South Africa
    {.code = "ZW", .d5 = true},                                      // Zimbabwe
}};

}  // namespace tidewaiter::oracle
