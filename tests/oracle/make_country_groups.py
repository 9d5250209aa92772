#!/usr/bin/env python3
"""Writes country_groups.h from the machine copy of 15 CFR 740, Supp. 1 (one snapshot, 2026-07-23).

    make_country_groups.py country-groups.json > country_groups.h

The snapshot names countries in the regulation's own spelling and has no codes; the table below adds them.
"""
import json
import sys

CODES = """
Afghanistan AF|Albania AL|Argentina AR|Armenia AM|Australia AU|Austria AT|Azerbaijan AZ|Bahrain BH|Belarus BY|Belgium BE
Bulgaria BG|Burma MM|Cambodia KH|Canada CA|Central African Republic CF|China (PRC) CN|Congo (Democratic Republic of) CD
Croatia HR|Cuba CU|Cyprus CY|Czech Republic CZ|Denmark DK|Egypt EG|Eritrea ER|Estonia EE|Finland FI|France FR|Georgia GE
Germany DE|Greece GR|Haiti HT|Hungary HU|Iceland IS|India IN|Iran IR|Iraq IQ|Ireland IE|Israel IL|Italy IT|Japan JP
Jordan JO|Kazakhstan KZ|Korea, North KP|Korea, South KR|Kuwait KW|Kyrgyzstan KG|Laos LA|Latvia LV|Lebanon LB|Libya LY
Lithuania LT|Luxembourg LU|Macau MO|Malta MT|Mexico MX|Moldova MD|Mongolia MN|Netherlands NL|New Zealand NZ|Nicaragua NI
Norway NO|Oman OM|Pakistan PK|Poland PL|Portugal PT|Qatar QA|Romania RO|Russia RU|Saudi Arabia SA|Singapore SG
Slovakia SK|Slovenia SI|Somalia SO|South Africa ZA|South Sudan, Republic of SS|Spain ES|Sudan SD|Sweden SE|Switzerland CH
Syria SY|Taiwan TW|Tajikistan TJ|Turkmenistan TM|Türkiye TR|United Arab Emirates AE|United Kingdom GB|Uzbekistan UZ
Venezuela VE|Vietnam VN|Yemen YE|Zimbabwe ZW
"""
GROUPS = [("D:1", "d1"), ("D:4", "d4"), ("D:5", "d5"), ("A:5", "a5"), ("A:6", "a6"), ("E:1", "e1"), ("E:2", "e2")]


def main() -> None:
    code = {entry[:-3]: entry[-2:] for line in CODES.split("\n") for entry in line.split("|") if entry}
    groups = json.load(open(sys.argv[1], encoding="utf-8"))["groups"]
    names = sorted({name for group, _ in GROUPS for name in groups[group]}, key=lambda name: code[name])
    print("// 15 CFR 740, Supp. 1, as of 2026-07-23 (eCFR). Written by make_country_groups.py; do not edit.")
    print("#pragma once\n\n#include <array>\n#include <string_view>\n\nnamespace tidewaiter::oracle {\n")
    print("struct CountryGroups {\n  std::string_view code;")
    print("  bool " + ", ".join(f"{field} = false" for _, field in GROUPS) + ";\n};\n")
    print(f"inline constexpr std::array<CountryGroups, {len(names)}> kCountryGroups{{{{")
    for name in names:
        held = ", ".join(f".{field} = true" for group, field in GROUPS if name in groups[group])
        print(f'    {{.code = "{code[name]}", {held}}},  // {name}')
    print("}};\n\n}  // namespace tidewaiter::oracle")


main()
