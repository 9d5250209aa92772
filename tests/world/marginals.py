"""Shares and distributions of world.json's parameters, counted again in the rows, and no difference between halves of the rows.
Part of check_world.py. All tests are held to one rate of false alarms together: significance.py."""
import collections
import math
import statistics

from significance import at_least, at_most, fit_p, independence_p, kolmogorov_p, normal_below
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
    tests.share("parameters", "papers.cash", sum(row.payment_terms == "cash" for row in rows), len(rows), parameters["papers.cash"])


# A shipment of which nothing was heard for so many days will not be received: four standard deviations of a journey by sea
# (time.sea_median, time.transit_sigma: one in 30,000 takes longer).
HEARD_OF = 170
LOSSES = {"lost": "life.lost", "seizure": "life.seized"}


def check_journeys(world, parameters, tests):
    """Who receives, what is lost, and how long it takes: whole days, begun ones counted, lognormal by air and by sea, and some
    late by 5 to 40 days, each as often as the other."""
    ends = {row.shipment_id: row for row in world.events if row.kind in ("receipt", "lost", "seizure")}
    old = [row for row in world.shipments if world.last_day - day_of(row.date) > HEARD_OF]
    for kind, name in LOSSES.items():
        count = sum(row.shipment_id in ends and ends[row.shipment_id].kind == kind for row in old)
        tests.share("parameters", name, count, len(old), parameters[name])
    arrived = [row for row in old if row.shipment_id not in ends or ends[row.shipment_id].kind == "receipt"]
    tests.share("parameters", "papers.missing_receipt", sum(row.shipment_id not in ends for row in arrived), len(arrived),
                parameters["papers.missing_receipt"])
    receipts = [row for row in ends.values() if row.kind == "receipt"]
    tests.share("parameters", "papers.receipt_serials", sum(bool(row.serials) for row in receipts), len(receipts),
                parameters["papers.receipt_serials"])
    for mode in ("air", "sea"):
        days = collections.Counter(day_of(ends[row.shipment_id].date) - day_of(row.date) for row in arrived
                                   if row.transport_mode == mode and row.shipment_id in ends
                                   and row.export_country != row.destination_country)
        tests.add("parameters", fit_p([days[day] for day in range(HEARD_OF)], days_under_way(mode, parameters)),
                  f"days by {mode} abroad are not those of time.{mode}_median, time.transit_sigma and papers.late_receipt")


def days_under_way(mode, parameters):
    """Shares of journeys that take 0, 1, 2 ... days, the last of all that take more."""
    middle, sigma = math.log(parameters[f"time.{mode}_median"]), parameters["time.transit_sigma"]
    below = [0.0, 0.0] + [normal_below((math.log(day) - middle) / sigma) for day in range(1, HEARD_OF)]
    on_time = [after - before for before, after in zip(below, below[1:])]
    late = parameters["papers.late_receipt"]
    shares = [(1 - late) * share for share in on_time]
    for more in range(5, 41):
        for day in range(more, HEARD_OF):
            shares[day] += late / 36 * on_time[day - more]
    shares[-1] += 1 - sum(shares)
    return shares


def check_modes(world, head, parameters, tests):
    """Of more than eight chips that go abroad where no road leads and from and to which ships sail, by sea or by air as their
    weights say."""
    roads = {frozenset((road["one"], road["other"])) for road in head["roads"]}
    items = {row.shipment_id: row.item for row in world.events if row.kind in ("shipment", "return")}
    modes = collections.Counter(row.transport_mode for row in world.shipments
                                if row.export_country != row.destination_country and row.shipment_id in items
                                and not {row.export_country, row.destination_country} & set(head["landlocked"])
                                and frozenset((row.export_country, row.destination_country)) not in roads
                                and row.quantity * world.pieces[items[row.shipment_id]] > 8)
    for mode in set(modes) - {"air", "sea"}:
        world.fault("parameters", f"{modes[mode]} shipments of more than eight chips go abroad by {mode}")
    weights = parameters["modes.sea"] + parameters["modes.air"]
    tests.share("parameters", "the part by sea", modes["sea"], modes["sea"] + modes["air"], parameters["modes.sea"] / weights)


USERS = ("end_user", "university", "government", "data_centre", "cloud")
DEALERS = ("distributor", "reseller", "freight_forwarder")
YOUNG = "2021-02-01"  # 18 months before the first day


def check_parties(world, parties, head, parameters, tests):
    """Users live in countries by their weights, dealers by those of hubs; some are young, and some have no website."""
    for roles, weight in ((USERS, "weight"), (DEALERS, "hub")):
        weights = {row["code"]: row[weight] for row in head["countries"]}
        for role in roles:
            count = collections.Counter(row["country"] for row in parties.values() if row["role"] == role)
            for country in set(count) - set(weights):
                world.fault("parameters", f"{count[country]} of {role} are in {country}")
            tests.add("parameters", fit_p([count[code] for code in weights], [each / sum(weights.values()) for each in weights.values()]),
                      f"countries of {role} are not those of world.json")
    traders = [row for row in parties.values() if row["role"] in USERS + DEALERS]
    tests.share("parameters", "parties.young_share", sum(row["registered_on"] >= YOUNG for row in traders), len(traders),
                parameters["parties.young_share"])
    tests.share("parameters", "parties.no_website", sum(not row["website"] for row in traders), len(traders),
                parameters["parties.no_website"])
    # Halls of megawatts, lecture rooms and public offices are at addresses of business.
    offices = [row for row in traders if row["role"] not in ("distributor", "university", "government", "data_centre")
               and not row["data_centre_mw"]]
    tests.share("parameters", "parties.residential", sum(row["address_kind"] == "residential" for row in offices), len(offices),
                parameters["parties.residential"])
    check_groups(world, traders, parameters, tests)


SMALLEST_GROUP = 5  # what is left over when all groups are made is in none


def check_groups(world, traders, parameters, tests):
    """So many belong to a group of companies, and so many of these say to which; so many live where one of their trade does already."""
    # Who sold a company before it traded here is in no group by that.
    grouped = {row[side] for row in world.rows("ownership.csv") if not row["to"] for side in ("owner", "owned")}
    share, count = parameters["parties.group_share"], sum(row["party_id"] in grouped for row in traders)
    low, high = at_least(count, len(traders), share), at_most(count + SMALLEST_GROUP - 1, len(traders), share)
    tests.add("parameters", min(1.0, 2 * min(low, high)), f"parties.group_share is {share}, but {count} of {len(traders)} are in groups")
    tests.share("parameters", "parties.stated_parent", sum(row["party_id"] in grouped and bool(row["ultimate_parent"]) for row in traders),
                count, parameters["parties.stated_parent"])
    homes, near = collections.defaultdict(set), []
    for row in traders:
        known = homes[row["role"], row["country"]]
        if known:
            near.append((row["address"], row["city"]) in known)
        known.add((row["address"], row["city"]))
    tests.share("parameters", "parties.shared_address", sum(near), len(near), parameters["parties.shared_address"])
