#!/usr/bin/env python3
"""Writes chips.h from the table of accelerators: specifications, and what the table says of three dates.

    make_chips.py chips.csv > chips.h
"""
import csv
import sys

# What the last column but two says of an export from the United States to China on 2026-01-15.
REVIEW = {
    "numerically case-by-case eligible": "case_by_case",
    "not eligible: made for China and not sold in the US; presumption of denial": "denial",
    "presumption of denial": "denial",
    "NAC 25-day notice; licence if NAC refused": "notify",
    "General Prohibition 10 (decision.md row 14)": "prohibited",
    "if DC: numerically case-by-case eligible; else NAC": "either",
    "-": "none",
}


def main() -> None:
    rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
    print("// Accelerators and what a table of them says of three dates. Written by make_chips.py; do not edit.")
    print("#pragma once\n\n#include <array>\n#include <string_view>\n\nnamespace tidewaiter::oracle {\n")
    print("// `dense`: bit length and TOPS; an empty figure is unknown. `review`: an export from the US to China.")
    print("enum class Review { none, notify, case_by_case, denial, either, prohibited };")
    print("struct Chip {\n  std::string_view name, datacenter, dense, die, memory, link;")
    print("  double tpp, pd;\n  std::string_view october_2022, november_2023;\n  Review review;\n  std::string_view tariff;\n};\n")
    print(f"inline constexpr std::array<Chip, {len(rows)}> kChips{{{{")
    for row in rows:
        texts = ", ".join(f'"{row[key]}"' for key in ("name", "datacenter", "dense", "die_mm2", "mem_bw_gbs", "link_gbs"))
        numbers = f'{row["tpp"] or 0}, {row["pd"] or 0}'
        print(f'    {{{texts}, {numbers}, "{row["oct2022"]}", "{row["nov2023"]}", Review::{REVIEW[row["jan2026_cn"]]}, "{row["tariff"]}"}},')
    print("}};\n\n}  // namespace tidewaiter::oracle")


main()
