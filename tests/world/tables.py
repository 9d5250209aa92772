"""The tables of a simulated world, read with csv alone, and the list of what is wrong with it. Part of check_world.py.

`events`, `shipments`, `reports` and the lots of `truth/chips.csv` are read once into named tuples that share their texts: 4 million
rows take some 2 GB. The other tables are small and are read as dictionaries wherever they are asked for."""
import collections
import csv
import datetime
import functools
import pathlib
import sys

csv.field_size_limit(1 << 30)

# Columns that are counts: read as whole numbers, 0 where nothing stands.
COUNTS = {"quantity", "quantity_out", "population", "sampled", "found", "count", "diverted"}


def whole(text):
    return int(float(text)) if text else 0


def number(text):
    return float(text) if text else 0.0


@functools.lru_cache(maxsize=None)
def day_of(text):
    """Days since the first day of the calendar; a world has some thousand distinct ones."""
    return datetime.date.fromisoformat(text).toordinal()


class World:
    def __init__(self, folder, limit):
        self.folder = pathlib.Path(folder)
        self.limit = limit
        self.faults = collections.Counter()
        self.notes = []  # what was counted and is no fault

    def fault(self, kind, text):
        self.faults[kind] += 1
        if self.faults[kind] <= self.limit:
            print(f"{kind}: {text}")

    def note(self, text):
        self.notes.append(text)

    def rows(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file, strict=True)

    def large(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            lines = csv.reader(file, strict=True)
            header = next(lines)
            row_of = collections.namedtuple("Row", header)._make
            counts = [place for place, column in enumerate(header) if column in COUNTS]
            numbers = {}
            result = []
            for cells in lines:
                cells = list(map(sys.intern, cells))
                for place in counts:
                    text = cells[place]
                    value = numbers.get(text)
                    if value is None:
                        value = numbers[text] = whole(text)
                    cells[place] = value
                result.append(row_of(cells))
        return result

    @functools.cached_property
    def events(self):
        return self.large("events.csv")

    @functools.cached_property
    def shipments(self):
        return self.large("shipments.csv")

    @functools.cached_property
    def reports(self):
        return self.large("reports.csv")

    @functools.cached_property
    def lots(self):
        return self.large("truth/chips.csv")

    @functools.cached_property
    def pieces(self):
        """item -> chips in one piece: told by the transform events that built it, else by its name."""
        built = {}
        for row in self.events:
            if row.kind == "transform" and row.item != row.item_out and row.quantity_out:
                ratio, rest = divmod(row.quantity, row.quantity_out)
                if ratio >= 2 and not rest:
                    built.setdefault(row.item_out, ratio)
        items = {row.item for row in self.events} | {row.item_out for row in self.events}
        return {item: built.get(item) or (72 if "NVL72" in item else 8 if item.endswith("server") else 1) for item in items}

    @functools.cached_property
    def last_day(self):
        return max((day_of(row.date) for row in self.events), default=0)
