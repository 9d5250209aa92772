#!/usr/bin/env python3
"""Check goods-lines.csv and count it by language, kind of line and state.

Usage: count.py NAMES.csv [MORE-NAMES.csv ...]
NAMES.csv holds the chips' names in its `name` column, or in its first column.
Ends with 1 and says what is wrong if the corpus breaks its own conventions.
"""

import argparse
import csv
import pathlib
import re
import sys
from collections import Counter

CORPUS = pathlib.Path(__file__).with_name("goods-lines.csv")
COLUMNS = ["id", "language", "kind_of_line", "description", "sku",
           "expected_items", "expected_state", "remark"]
STATES = ["identified", "other_goods", "cover", "unidentified"]
LANGUAGES = ["none", "en", "zh-Hans", "zh-Hant", "de", "fr", "ja", "ko", "es", "ru", "mixed"]
KINDS_OF_LINE = ["invoice", "packing_list", "sku", "listing", "customs"]
SYSTEMS = ["board", "server", "rack"]
# Chips that are named here although no figure of theirs is published.
UNPUBLISHED = {"MI308X", "RTX 6000D"}
LEAST_LINES, LEAST_FOREIGN, LEAST_NOT_CHIPS, LEAST_PER_CHIP = 480, 0.40, 0.25, 2
ITEM = re.compile(r"(?:(board|server|rack):)?([^*;:]+)\*([1-9][0-9]*)(?:\*([1-9][0-9]*))?")
BEYOND = re.compile(r"beyond:([^*;]+)\*([1-9][0-9]*)(?:;.*)?")


def read_names(paths):
    """The chips' names of all lists, in the lists' order."""
    names = []
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
        if rows and "name" in rows[0]:
            column = rows[0].index("name")
            rows = rows[1:]
        else:
            column = 0
        names += [row[column] for row in rows]
    return names


def parse_items(text):
    """[(kind or '', [names], count, chips or None)]; ValueError if malformed."""
    items = []
    for part in text.split(";"):
        match = ITEM.fullmatch(part)
        if not match:
            raise ValueError(f"malformed item {part!r}")
        kind, names, count, chips = match.groups()
        if bool(kind) != bool(chips):
            raise ValueError(f"{part!r}: chips belong to boards, servers and racks, and to them alone")
        items.append((kind or "", names.split("|"), int(count), int(chips) if chips else None))
    return items


def check_row(row, known, problems, per_chip, per_kind):
    """Add this row's faults to problems and its chips to the counters."""
    where = row["id"]

    def fault(text):
        problems.append(f"{where}: {text}")

    for column, allowed in (("expected_state", STATES), ("language", LANGUAGES),
                            ("kind_of_line", KINDS_OF_LINE)):
        if row[column] not in allowed:
            fault(f"unknown {column} {row[column]!r}")
    if not row["description"].strip():
        fault("no description")
    if bool(row["expected_items"]) != (row["expected_state"] == "identified"):
        fault("items and state disagree")
    if row["remark"].startswith("beyond:") and not BEYOND.fullmatch(row["remark"]):
        fault("malformed beyond: remark")
    if not row["expected_items"]:
        return
    try:
        items = parse_items(row["expected_items"])
    except ValueError as error:
        fault(str(error))
        return
    for kind, names, _, _ in items:
        per_kind[kind or "chip"] += 1
        if len(set(names)) != len(names):
            fault("an alternative stands twice")
        for name in names:
            if name not in known:
                fault(f"unknown chip {name!r}")
            per_chip[name] += 1


def print_counts(title, counter, total):
    print(f"\n{title}")
    for key, count in counter.most_common():
        print(f"  {key:24} {count:5}  {100 * count / total:5.1f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="+", help="CSV files with the chips' names")
    listed = read_names(parser.parse_args().names)
    known = set(listed) | UNPUBLISHED

    with open(CORPUS, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    if reader.fieldnames != COLUMNS:
        print(f"the columns are not {COLUMNS}")
        return 1

    problems, per_chip, per_kind = [], Counter(), Counter()
    for row in rows:
        check_row(row, known, problems, per_chip, per_kind)
    for column in ("id", ("description", "sku")):
        keys = [row[column] if isinstance(column, str) else tuple(row[c] for c in column) for row in rows]
        problems += [f"{key!r} stands {n} times" for key, n in Counter(keys).items() if n > 1]

    total = len(rows)
    by_language = Counter(row["language"] for row in rows)
    by_state = Counter(row["expected_state"] for row in rows)
    # A bare part number has no language: it counts neither as foreign nor as mixed.
    foreign = total - by_language["en"] - by_language["none"]
    not_chips = by_state["other_goods"] + by_state["cover"]
    if total < LEAST_LINES:
        problems.append(f"only {total} lines")
    if foreign < LEAST_FOREIGN * total:
        problems.append(f"only {foreign} of {total} lines are not English")
    if not_chips < LEAST_NOT_CHIPS * total:
        problems.append(f"only {not_chips} of {total} lines are not chips")

    print(f"{total} lines, {foreign} ({100 * foreign / total:.1f} %) not English, "
          f"{not_chips} ({100 * not_chips / total:.1f} %) other goods or cover words")
    print_counts("by language", by_language, total)
    print_counts("by kind of line", Counter(row["kind_of_line"] for row in rows), total)
    print_counts("by state", by_state, total)
    print_counts("items by kind", per_kind, sum(per_kind.values()))
    several = sum(row["expected_items"].count(";") > 0 for row in rows)
    open_variant = sum("|" in row["expected_items"] for row in rows)
    beyond = [(row["id"], BEYOND.fullmatch(row["remark"])) for row in rows]
    beyond = [(where, match.group(1)) for where, match in beyond if match]
    print(f"\n{several} lines with several items, {open_variant} with an open variant, "
          f"{len(beyond)} with a chip beyond the list")
    now_listed = [where for where, names in beyond if set(names.split("|")) & set(listed)]
    if now_listed:
        print("beyond: names that are now in the list, label them anew: " + ", ".join(now_listed))
    rare = [name for name in listed if per_chip[name] < LEAST_PER_CHIP]
    if rare:
        print(f"chips named fewer than {LEAST_PER_CHIP} times: " + ", ".join(rare))
    print("\nchips by number of items")
    print("  " + ", ".join(f"{name} {count}" for name, count in per_chip.most_common()))

    for problem in problems:
        print(f"WRONG {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
