"""Shares and distributions of world.json's parameters, counted again in the rows, and no difference between halves of the rows.
Part of check_world.py. All tests are held to one rate of false alarms together: significance.py."""
import collections
import statistics

from significance import independence_p, kolmogorov_p
from tables import day_of, number


def check_halves(world, tests):
    """Two halves of the rows, by the parity of their place, are draws of one world: how they are made may not depend on
    the place."""
    modes = collections.defaultdict(lambda: [0, 0])
    weekdays = collections.defaultdict(lambda: [0, 0])
    for place, row in enumerate(world.shipments):
        modes[row.transport_mode][place % 2] += 1
        weekdays[day_of(row.date) % 7][place % 2] += 1
    for name, counts in (("transport modes", modes), ("weekdays", weekdays)):
        p = independence_p([[count[half] for count in counts.values() if sum(count) >= 10] for half in (0, 1)])
        tests.add("marginals", p, f"{name} differ between odd and even rows")
    mass = collections.defaultdict(lambda: ([], []))
    price = collections.defaultdict(lambda: ([], []))
    place = 0
    for row in world.events:
        if row.kind != "shipment":
            continue
        place += 1
        if row.net_mass_kg:
            mass[row.item][place % 2].append(number(row.net_mass_kg) / row.quantity)
        if row.unit_value:
            price[row.item, row.date[:4]][place % 2].append(number(row.unit_value))
    for name, samples in (("mass", mass), ("price", price)):
        for key, (a, b) in sorted(samples.items()):
            if min(len(a), len(b)) >= 30:
                tests.add("marginals", kolmogorov_p(a, b), f"{name} of {key} differs between odd and even rows")
    # The dealers' offers of a month lie around what shipments of that year cost.
    offers = collections.defaultdict(list)
    for row in world.rows("prices.csv"):
        offers[row["item"], row["date"][:4]].append(number(row["mid"]))
    for key, (a, b) in price.items():
        if key in offers and len(a) + len(b) >= 30:
            ratio = statistics.median(a + b) / min(offers[key])
            if not 0.5 < ratio < 2:
                world.fault("marginals", f"price of {key}: shipments cost {ratio:.2f} times the least offer")


# Serial numbers are listed for a chain of shipments or for none: so many rows are alike, the longest ordinary chain
# (docs/world.md).
LONGEST_CHAIN = 4


def check_papers(world, parameters, tests):
    rows = world.shipments
    for name, count, alike in (("missing_eccn", sum(not row.eccn_declared for row in rows), 1),
                               ("missing_end_use", sum(not row.end_use for row in rows), 1),
                               ("missing_end_user", sum(not row.end_user_id for row in rows), 1),
                               ("missing_mass", sum(not row.net_mass_kg for row in rows), 1),
                               ("missing_serials", sum(not row.serials for row in rows), LONGEST_CHAIN)):
        tests.share("parameters", f"papers.{name}", count, len(rows), parameters[f"papers.{name}"], alike)
