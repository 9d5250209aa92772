#!/usr/bin/env python3
"""Fails if a room includes a room that the table in docs/architecture.md does not give it (transitively)."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
allowed = {}
for line in (root / "docs/architecture.md").read_text().splitlines():
    row = re.fullmatch(r"\| `(\w+)/` \| .* \| ([\w, ]+) \|", line)
    if row:
        uses = row[2].split(", ")
        allowed[row[1]] = set() if uses == ["nothing"] else set(uses)
if not allowed:
    sys.exit("docs/architecture.md: no table of rooms found")


def reach(room, seen):
    for used in allowed[room]:
        if used not in allowed:
            sys.exit(f"docs/architecture.md: {room} may use {used}, which is no room")
        if used == room or used in seen:
            continue
        seen.add(used)
        reach(used, seen)
    return seen


faults = 0
for folder in sorted((root / "src").iterdir()):
    if not folder.is_dir():
        continue
    if folder.name not in allowed:
        print(f"src/{folder.name}: this room is not in the table of docs/architecture.md")
        faults += 1
        continue
    may = reach(folder.name, set()) | {folder.name}
    for file in sorted(folder.rglob("*")):
        if file.suffix not in {".h", ".cpp"}:
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            include = re.match(r'#include "(\w+)/', line)
            if include and include[1] in allowed and include[1] not in may:
                print(f"{file.relative_to(root)}:{number}: {folder.name} may not include {include[1]}")
                faults += 1
print(f"{faults} includes break the table" if faults else "includes follow the table")
sys.exit(1 if faults else 0)
