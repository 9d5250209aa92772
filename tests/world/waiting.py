"""Days between a receipt and what follows it. Part of check_world.py.

The day of an order is in no file, so that days from order to dispatch cannot be seen. Days between hops can be, where truth says that
a lot was relayed, and where its papers state the same numbers on both steps, so that no two lots are mistaken for each other."""
import itertools
import math

from significance import fit_p, kolmogorov_tail, waiting_shares
from tables import day_of

# Who sends on what came after a time of its own (docs/world.md); a warehouse or a plant waits for others, a sham company longer.
RELAYS = ("front", "straw_buyer", "slice", "organiser", "carrier", "dealer", "paper_station")
LONGEST_HOP = 150  # days: 4.4 standard deviations of a lognormal of median 11 and sigma .6
SATURDAY, SUNDAY = 5, 6


def relays(world, schemes):
    """(day of receipt, day of dispatch) of each relay that is long enough before the world's end."""
    wanted = {event.shipment_id for scheme in schemes.values() for event in scheme.sent if event.serials}
    came = {row.shipment_id: day_of(row.date) for row in world.events if row.kind == "receipt" and row.shipment_id in wanted}
    for scheme in schemes.values():
        steps = {(event.from_party, event.serials): event for event in scheme.sent if event.serials}
        senders = set().union(*(scheme.of(part) for part in RELAYS))
        for event in scheme.sent:
            arrived, after = came.get(event.shipment_id), steps.get((event.to_party, event.serials))
            if arrived is None or after is None or event.to_party not in senders or after.date <= event.date:
                continue
            if world.last_day - arrived > LONGEST_HOP:
                yield arrived, day_of(after.date)


def hop_shares(weekday, parameters):
    """Shares of 0, 1, ... days from a receipt on that weekday (0: Monday) to the dispatch. Of what is ready on a day of the weekend
    a part leaves then, and the rest on any of the five days after the weekend, each alike: so large a part that a day of the weekend
    has `demand.weekend_share` of a weekday's shipments, where as many are ready on each day."""
    wanted = parameters["demand.weekend_share"]
    leaves = 1.4 * wanted / (1 + 0.4 * wanted)  # p / (1 + 2 (1 - p) / 5) = wanted
    ready = waiting_shares(parameters["time.hop_median"], parameters["time.hop_sigma"], LONGEST_HOP)
    result = [0.0] * (LONGEST_HOP + 7)
    for day, share in enumerate(ready):
        on = (weekday + day) % 7
        if on < SATURDAY:
            result[day] += share
            continue
        result[day] += leaves * share
        for more in range(5):
            result[day + (2 if on == SATURDAY else 1) + more] += (1 - leaves) * share / 5
    return result


def check_hops(world, schemes, parameters, tests):
    counts, shares, hops = [0] * (LONGEST_HOP + 7), [0.0] * (LONGEST_HOP + 7), 0
    of_weekday = [hop_shares(weekday, parameters) for weekday in range(7)]
    for arrived, left in relays(world, schemes):
        hops += 1
        counts[min(left - arrived, len(counts) - 1)] += 1
        for day, share in enumerate(of_weekday[(arrived + 6) % 7]):
            shares[day] += share
    if hops:
        # A shift is seen sooner by the distance of the distributions, another spread by cells.
        apart = max(abs(seen - wanted) for seen, wanted in zip(itertools.accumulate(counts), itertools.accumulate(shares)))
        for p in (kolmogorov_tail(apart / hops, math.sqrt(hops)), fit_p(counts, [share / hops for share in shares])):
            tests.add("parameters", p, f"days of {hops} relays are not those of time.hop_median, time.hop_sigma and demand.weekend_share")
