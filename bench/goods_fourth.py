#!/usr/bin/env python3
"""Score `identify` on lines whose labels are product names, with a count each.

Usage: goods_fourth.py PROGRAM LINES.csv
Columns: id, language, text, items, counts, note; several items and their counts are joined by "|". A label means what the
program makes of its name alone. One that it does not know is of a product beyond the catalogue: it is not expected, and
anything said of such a line counts as said. A chip or card is found if it is named, alone or in a machine, and its count is
that of all chips; a board, server or rack is found by its kind and chip, a server by its kind where the label is a maker's
model, and its count is that of the units. An item on a line without labels is a false one. Only totals are printed.
"""
import csv
import json
import subprocess
import sys
from collections import defaultdict

WHOLES = ("board", "system", "rack")
MAKERS = ("Dell", "HPE", "Lenovo", "Supermicro", "Gigabyte", "ASUS", "Inspur", "H3C", "Huawei Atlas 800")


def identify(program, texts):
    joined = "\n".join(" ".join(text.split()) for text in texts) + "\n"
    out = subprocess.run([program, "identify", "--lines", "-", "--format", "ndjson"], input=joined, text=True,
                         capture_output=True, check=True).stdout
    found = [json.loads(line) for line in out.splitlines()]
    assert len(found) == len(texts), (len(found), len(texts))
    return found


def said(line, chip_of):
    items = [line] if line.get("item") else []
    items += line.get("others") or []
    return [{"kind": one["kind"], "chip": chip_of.get(one["item"], one["item"]), "units": one["units"],
             "chips": one["chips"]} for one in items]


def chips_by_item(program):
    """The chip of a board, server or rack, by what its own name ends with: the longest name of a chip within it."""
    out = subprocess.run([program, "catalog", "list", "--format", "csv"], text=True, capture_output=True,
                         check=True).stdout
    rows = list(csv.DictReader(out.splitlines()))
    chips = sorted((r["name"] for r in rows if r["kind"] not in WHOLES), key=len, reverse=True)
    found = {}
    for row in rows:
        if row["kind"] in WHOLES:
            found[row["name"]] = next((chip for chip in chips if chip in row["name"]), row["name"])
    return found


def matches(label, name, one):
    if label["kind"] not in WHOLES:
        return one["chip"] == label["chip"]
    return one["kind"] == label["kind"] and (one["chip"] == label["chip"] or name.startswith(MAKERS))


def count_of(label, one):
    return one["units"] if label["kind"] in WHOLES else one["chips"]


def main():
    program, path = sys.argv[1:]
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    chip_of = chips_by_item(program)
    names = sorted({name.strip() for row in rows for name in row["items"].split("|") if name.strip()})
    labels = {name: (said(line, chip_of) or [None])[0] for name, line in zip(names, identify(program, names))}
    totals = defaultdict(lambda: defaultdict(int))
    for row, line in zip(rows, identify(program, [row["text"] for row in rows])):
        here = said(line, chip_of)
        wanted = list(zip([n.strip() for n in row["items"].split("|")], row["counts"].split("|")))
        wanted = [(name, count.strip()) for name, count in wanted if name and labels[name]]
        for total in (totals["all"], totals[row["language"]]):
            total["said"] += len(here)
            total["expected"] += len(wanted)
            if not row["items"].strip():
                total["others"] += 1
                total["false"] += bool(here)
        left = list(here)
        for name, count in wanted:
            hits = [one for one in left if matches(labels[name], name, one)]
            if not hits:
                continue
            best = next((one for one in hits if count and float(count) == count_of(labels[name], one)), hits[0])
            left.remove(best)
            for total in (totals["all"], totals[row["language"]]):
                total["right"] += 1
                total["with_count"] += bool(count)
                total["counted"] += bool(count) and float(count) == count_of(labels[name], best)
    beyond = sum(1 for row in rows for n in row["items"].split("|") if n.strip() and not labels[n.strip()])
    for name in sorted(totals, key=lambda n: (n == "all", n)):
        t = totals[name]
        both = t["said"] + t["expected"]
        print(f"{name:<10} item F1 {2 * t['right'] / both if both else 0:.3f} ({t['right']} of {t['expected']} found, "
              f"{t['said']} said), count right {t['counted'] / t['with_count'] if t['with_count'] else 0:.3f}, "
              f"false items {t['false'] / t['others'] if t['others'] else 0:.3f} of {t['others']}")
    print(f"{beyond} labels name products beyond the catalogue")


if __name__ == "__main__":
    main()
