#!/usr/bin/env python3
"""Prints which countries of the simulated world share a border on land, one pair a line, by the outlines of the report's map.

  scripts/land_neighbours.py [CODE...]    # of these countries; default: all that src/world/data/baseline.toml has

Neighbours share their borders in src/report/html/outlines.json (scripts/outlines.py simplifies and rounds every arc once),
so that two countries touch if a corner of one is a corner of the other.
"""
import itertools
import json
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def corners(path):
    """Corners of the closed rings of an SVG path in whole, relative units, as outlines.py writes it."""
    found, at = set(), (0, 0)
    for ring in re.findall(r"m([^z]*)z", path):
        steps = [int(number) for number in re.findall(r"-?\d+", ring.split("h")[0])]
        begin = None
        for x, y in zip(steps[::2], steps[1::2]):
            at = (at[0] + x, at[1] + y)
            begin = begin or at
            found.add(at)
        at = begin
    return found


def neighbours(codes):
    outlines = json.loads((ROOT / "src/report/html/outlines.json").read_text())["countries"]
    of = {code: corners(outlines[code]["d"]) for code in codes}
    return [pair for pair in itertools.combinations(sorted(of), 2) if of[pair[0]] & of[pair[1]]]


def countries_of_the_world():
    return [row[0] for row in tomllib.loads((ROOT / "src/world/data/baseline.toml").read_text())["countries"]["rows"]]


if __name__ == "__main__":
    for pair in neighbours(sys.argv[1:] or countries_of_the_world()):
        print(*pair)
