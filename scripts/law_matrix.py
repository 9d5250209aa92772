#!/usr/bin/env python3
"""Prints the law by row and window, with the golden cases that make each rule fire and its near misses.

Exit status 1 if a cell is empty. Usage: scripts/law_matrix.py [FOLDER of regimes]
"""
import pathlib
import sys
import tomllib


def window(days):
    if days == "never":
        return "never"
    return f"{days.get('from', '…')} to {days.get('to', '…')}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "regimes")
    rules = []
    for file in sorted(root.rglob("*.toml")):
        rules += tomllib.loads(file.read_text(encoding="utf-8")).get("rule", [])

    def place(rule):
        row = rule.get("row", "flag")
        digits = "".join(c for c in row.split(",")[0] if c.isdigit())
        return (row[0].isalpha(), int(digits) if digits else 99, row, str(rule.get("text", "")))

    empty = 0
    print("| row | rule | on the books | in practice | fires | near miss |\n|---|---|---|---|---|---|")
    for rule in sorted(rules, key=place):
        text = rule.get("text", {})
        fires, quiet = ", ".join(rule.get("fires", [])), ", ".join(rule.get("quiet", []))
        empty += not fires or not quiet
        print(f"| {rule.get('row', 'flag')} | {rule['id']} {rule['revision']} | {window(text)} "
              f"| {window(rule.get('enforced', text))} | {fires} | {quiet} |")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
