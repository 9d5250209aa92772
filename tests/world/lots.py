"""Sizes of lots: what parties hold on the first day, and what schemes order, against the laws of world.json. Part of
check_world.py.

What users order later is in no file, and no delivery shows it cleanly: who sells is chosen by the size of the order, and
collections, groups and restocking mix with it. Stocks of the first day are drawn from the same law, each by itself."""
import collections
import math

from chips import kinds_of
from significance import kolmogorov_tail, lognormal_below

LARGE = ("data_centre", "cloud")
SMALL_LOT_KIND, LARGE_LOT_KINDS = "straw_buyers", ("pass_through", "sham_company", "phantom_data_centre")


def pareto_below(value, least, tail, most):
    return 1.0 if value >= most else 0.0 if value <= least else 1 - (least / value) ** tail


class Pieces:
    """How many pieces an order of so many chips is: half a server and more are one, and one piece is the least."""
    def __init__(self, world, head):
        self.chips_of = kinds_of(world)
        self.size_of = {good["chip"]: self.chips_of(good["server"])[1] if good["server"] else 1 for good in head["goods"]}

    def of(self, row):
        """(pieces, chips in one) of an order: modules that come without a server are counted as the servers they were ordered as."""
        kind, chips = self.chips_of(row.item)
        size = self.size_of.get(kind, 1)
        return row.quantity * chips // size, size


def most_chips(pieces, size):
    """Chips of the largest order that is so many pieces."""
    return size * pieces + size - size // 2 - 1


def add_tests(tests, name, lots, below):
    """`lots`: (pieces, chips in one) of each. A test for each size of piece, by the distance of the distributions, as there are few
    lots (of laws with steps as these Kolmogorov's limit is an upper bound)."""
    by_size = collections.defaultdict(collections.Counter)
    for pieces, size in lots:
        by_size[size][pieces] += 1
    for size, counts in sorted(by_size.items()):
        most, of, sum_seen, distance = max(counts), counts.total(), 0, 0.0
        for pieces in range(1, most + 1):
            sum_seen += counts[pieces]
            distance = max(distance, abs(sum_seen / of - below(most_chips(pieces, size))))
        tests.add("parameters", kolmogorov_tail(distance, math.sqrt(of)),
                  f"{name}, in pieces of {size}, are not those of world.json: {of} lots, the largest {most}")


def check_lots(world, head, parties, schemes, parameters, tests):
    p, pieces = parameters, Pieces(world, head)

    def large(chips):
        return pareto_below(chips + 0.5, p["lots.large_least"], p["lots.large_tail"], p["lots.large_most"])

    def small(chips):
        share = p["lots.large_share"]
        return share * large(chips) + (1 - share) * lognormal_below(chips + 0.5, p["lots.small_median"], p["lots.small_sigma"])

    stocks = collections.defaultdict(list)
    for row in world.events:
        if row.date > head["first_day"]:
            break
        if row.kind == "opening" and parties[row.to_party]["role"] != "manufacturer":
            stocks[parties[row.to_party]["role"] in LARGE].append(pieces.of(row))
    add_tests(tests, "first stocks of data centres and clouds", stocks[True], large)
    add_tests(tests, "first stocks of others", stocks[False], small)

    # Of schemes: whole chips of a Pareto law whose median is a parameter; any number from least to most.
    tail = p["schemes.large_lot_tail"]
    least = p["schemes.large_lot_median"] / 2 ** (1 / tail)
    ordered = [(scheme.kind, pieces.of(event)) for scheme in schemes.values() for event in scheme.sent
               if event.from_party not in scheme.parties()]
    add_tests(tests, "large lots of schemes", [lot for kind, lot in ordered if kind in LARGE_LOT_KINDS],
              lambda chips: pareto_below(chips + 1, least, tail, p["schemes.large_lot_most"]))
    low, high = p["schemes.small_lot_least"], p["schemes.small_lot_most"]
    add_tests(tests, "small lots of schemes", [lot for kind, lot in ordered if kind == SMALL_LOT_KIND],
              lambda chips: min(1.0, max(0.0, (chips - low + 1) / (high - low + 1))))
