#!/usr/bin/env python3
"""Checks a simulated world by its output files alone: it shares no code with the simulator, and reads with csv only.

    check_world.py DIR [--limit N]

What must hold:
  form        every table has its columns; ids exist once; what refers to a party, shipment, event or scheme finds it
  events      every row of the shipment table has one shipment or return event that says the same, and the other way round;
              a receipt, loss or return refers to an earlier dispatch
  custody     no holder ever has fewer chips of a kind than none, counted from the events, but for what the truth calls
              diverted, for papers without goods, and for sales without papers, which the world may have
  serials     the lots of truth/chips.csv do not overlap, so that a chip exists once
  truth       schemes.csv agrees with truth/shipments.csv and truth/chips.csv; nobody is in two schemes' lots
  totals      produced = held + in transit + diverted + scrapped + lost + seized in every month; flows never fall; what the
              events say was made, scrapped, lost and seized by the month's end is what the totals say; the last month
              agrees with truth/chips.csv
  marginals   shares of transport modes, and days of the week of shipments, do not differ between the halves of the world
              more than chance allows (chi-square); prices of one item in two halves of its rows by number come from one
              distribution (Kolmogorov-Smirnov)
  kinds       of every kind, chips made and changed into it less those scrapped, lost, seized and changed are what truth has
  holders     most books of parties in no scheme are, to the chip, what truth/chips.csv gives them
  runs        the serial numbers that a row states are of one lot, of the kind that the row names
  releases    nothing happens to an item more than a month before its first price
  routes      nothing is driven over an ocean, and no country lies on the way within one country
  founded     nobody acts, owns or is owned before it was founded
  week        days of the weekend have the part of a weekday's shipments that world.json wants
  walk        a serial number is made once, of the kind that truth says, and does not end twice
  parameters  shares of missing papers are those of world.json (binomial; one false alarm in 1,000 worlds)
Each violation is one line; status 1 if there is any.
"""
import argparse
import bisect
import collections
import csv
import datetime
import json
import math
import pathlib
import re
import statistics
import sys

import chips as walked
import marginals

csv.field_size_limit(1 << 30)


class World:
    def __init__(self, folder, limit):
        self.folder = pathlib.Path(folder)
        self.limit = limit
        self.faults = collections.Counter()

    def fault(self, kind, text):
        self.faults[kind] += 1
        if self.faults[kind] <= self.limit:
            print(f"{kind}: {text}")

    def rows(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file, strict=True)


def number(text):
    return float(text) if text else 0.0


def whole(text):
    return int(float(text)) if text else 0


def chips_in(item, kinds):
    """Chips in one piece of the item: told by the transform events that built it, else by its name."""
    if item in kinds:
        return kinds[item]
    return 72 if "NVL72" in item else 8 if item.endswith("server") else 1


def split_serial(text):
    """Letters in front, then a number."""
    found = re.fullmatch(r"(\D*)(\d+)", text)
    return (found[1], int(found[2])) if found else (text, -1)


# --- form ---
def read_parties(world):
    parties = {}
    for row in world.rows("parties.csv"):
        if row["party_id"] in parties:
            world.fault("form", f"party {row['party_id']} is there twice")
        parties[row["party_id"]] = row
    for row in world.rows("ownership.csv"):
        for side in ("owner", "owned"):
            if row[side] not in parties:
                world.fault("form", f"ownership: no party {row[side]}")
    return parties


def read_shipments(world, parties):
    shipments = {}
    parts = ("exporter", "consignor", "intermediate_consignee", "consignee", "end_user", "forwarder", "payer")
    last = ""
    for row in world.rows("shipments.csv"):
        key = row["shipment_id"]
        if key in shipments and row["line_no"] in ("", "1"):
            world.fault("form", f"shipment {key} is there twice")
        if row["date"] < last:
            world.fault("form", f"shipment {key} of {row['date']} stands behind one of {last}")
        last = max(last, row["date"])
        for part in parts:
            party = row[f"{part}_id"]
            if party and party not in parties:
                world.fault("form", f"shipment {key}: no party {party}")
            elif party and parties[party]["name"] != row[f"{part}_name"]:
                world.fault("form", f"shipment {key}: {part} {party} is called {row[part + '_name']!r}")
            country = row.get(f"{part}_country")
            if party and country and party in parties and parties[party]["country"] != country:
                world.fault("form", f"shipment {key}: {part} {party} is in {country}")
        if whole(row["quantity"]) <= 0:
            world.fault("form", f"shipment {key}: quantity {row['quantity']!r}")
        if row["exporter_id"] == row["consignee_id"]:
            world.fault("form", f"shipment {key} goes from {row['exporter_id']} to itself")
        shipments[key] = {"date": row["date"], "from": row["consignor_id"] or row["exporter_id"],
                          "to": row["consignee_id"], "quantity": whole(row["quantity"]), "mode": row["transport_mode"],
                          "serials": row["serials"], "row": len(shipments)}
    return shipments


# --- events, and chips by holder and kind day by day ---
def check_events(world, parties, shipments):
    dispatch = {}     # of a shipment: its event
    events = {}       # id -> (date, kind, shipment)
    sums = collections.defaultdict(lambda: collections.Counter())  # month -> flows in chips
    servers = {}      # chips in one piece
    moves = []        # (date, order, holder, item, pieces)
    last = ""
    for row in world.rows("events.csv"):
        if row["kind"] == "transform" and row["item"] != row["item_out"] and whole(row["quantity_out"]):
            ratio = whole(row["quantity"]) / whole(row["quantity_out"])
            if ratio >= 2 and ratio == int(ratio):
                servers.setdefault(row["item_out"], int(ratio))
    for order, row in enumerate(world.rows("events.csv")):
        key, kind, day = row["event_id"], row["kind"], row["date"]
        if key in events:
            world.fault("events", f"event {key} is there twice")
        if day < last:
            world.fault("events", f"event {key} of {day} stands behind one of {last}")
        last = max(last, day)
        events[key] = (day, kind, row["shipment_id"])
        for side in ("from_party", "to_party"):
            if row[side] and row[side] not in parties:
                world.fault("events", f"event {key}: no party {row[side]}")
        pieces = whole(row["quantity"])
        chips = pieces * chips_in(row["item"], servers)
        if pieces <= 0:
            world.fault("events", f"event {key}: quantity {row['quantity']!r}")
        if row["shipment_id"] and row["shipment_id"] not in shipments:
            world.fault("events", f"event {key}: no shipment {row['shipment_id']}")
            continue
        if row["ref_event_id"]:
            before = events.get(row["ref_event_id"])
            if before is None:
                world.fault("events", f"event {key} refers to {row['ref_event_id']}, which does not stand before it")
            elif before[0] > day:
                world.fault("events", f"event {key} of {day} refers to one of {before[0]}")
            elif kind in ("receipt", "lost", "seizure") and before[2] != row["shipment_id"]:
                world.fault("events", f"event {key}: shipment {row['shipment_id']}, but it refers to one of {before[2]}")
        elif kind in ("receipt", "lost", "seizure"):
            world.fault("events", f"{kind} {key} refers to no dispatch")
        if row["population"] and not whole(row["found"]) <= whole(row["sampled"]) <= whole(row["population"]):
            world.fault("events", f"event {key}: found, sampled, population are not in order")
        month = day[:7]
        if kind in ("shipment", "return"):
            shipment = shipments.get(row["shipment_id"])
            if shipment is None:
                world.fault("events", f"{kind} {key} has no shipment")
                continue
            if row["shipment_id"] in dispatch:
                world.fault("events", f"shipment {row['shipment_id']} was dispatched twice")
            dispatch[row["shipment_id"]] = key
            said = (day, row["from_party"], row["to_party"], pieces)
            wanted = (shipment["date"], shipment["from"], shipment["to"], shipment["quantity"])
            if said != wanted:
                world.fault("events", f"shipment {row['shipment_id']}: the event says {said}, the table {wanted}")
            shipment["item"] = row["item"]
            shipment["chips"] = chips
            moves.append((day, order, row["from_party"], row["item"], -pieces))
            moves.append((day, order, row["to_party"], row["item"], pieces))
        elif kind == "receipt":
            shipment = shipments.get(row["shipment_id"])
            if shipment and (row["from_party"], row["to_party"], pieces) != (
                    shipment["from"], shipment["to"], shipment["quantity"]):
                world.fault("events", f"receipt {key} is not of what {row['shipment_id']} sent")
        elif kind == "opening":
            sums[month]["produced"] += chips
            moves.append((day, order, row["to_party"], row["item"], pieces))
        elif kind == "transform":
            out = whole(row["quantity_out"])
            made = out * chips_in(row["item_out"], servers)
            if made != chips:
                world.fault("events", f"transform {key}: {chips} chips in, {made} out")
            moves.append((day, order, row["from_party"], row["item"], -pieces))
            moves.append((day, order, row["from_party"], row["item_out"], out))
        elif kind == "scrap":
            sums[month]["scrapped"] += chips
            moves.append((day, order, row["from_party"], row["item"], -pieces))
        elif kind in ("lost", "seizure"):
            sums[month]["lost" if kind == "lost" else "seized"] += chips
            moves.append((day, order, row["to_party"], row["item"], -pieces))
    for key in shipments:
        if key not in dispatch:
            world.fault("events", f"shipment {key} has no event")
    return moves, sums, servers


def check_custody(world, moves, servers, in_schemes, papers, unpapered):
    """Chips of a holder and kind: what came less what went, day by day. What the books may miss: `unpapered` sales, and
    parties of schemes, whose books are wrong on purpose."""
    held = collections.Counter()
    short = collections.Counter()
    for day, order, holder, item, pieces in sorted(moves, key=lambda move: (move[0], move[1], move[4] < 0)):
        if not holder:
            continue
        held[holder, item] += pieces
        if held[holder, item] < 0:
            short[holder, item] = max(short[holder, item], -held[holder, item])
    honest = {key: pieces for key, pieces in short.items() if key[0] not in in_schemes}
    short_chips = sum(pieces * chips_in(item, servers) for (_, item), pieces in honest.items())
    if short_chips > unpapered:
        for (holder, item), pieces in sorted(honest.items())[:world.limit]:
            print(f"custody: {holder} sent {pieces} {item} more than it ever had")
        world.faults["custody"] += 1
        print(f"custody: {short_chips} chips left holders who never had them; sales without papers explain {unpapered}")
    return len(short), len(honest), short_chips


# --- truth ---
def check_truth(world, parties, shipments):
    schemes = {}
    for row in world.rows("truth/schemes.csv"):
        if row["scheme_id"] in schemes:
            world.fault("truth", f"scheme {row['scheme_id']} is there twice")
        schemes[row["scheme_id"]] = row
    of_scheme = collections.defaultdict(list)
    seen = set()
    for row in world.rows("truth/shipments.csv"):
        key = row["shipment_id"]
        if key not in shipments:
            world.fault("truth", f"truth/shipments.csv: no shipment {key}")
            continue
        if key in seen:
            world.fault("truth", f"shipment {key} belongs to two schemes")
        seen.add(key)
        scheme = schemes.get(row["scheme_id"])
        if scheme is None or scheme["scheme"] != row["scheme"]:
            world.fault("truth", f"shipment {key}: scheme {row['scheme_id']} {row['scheme']} is not in schemes.csv")
        of_scheme[row["scheme_id"]].append(key)
        diverted = whole(row["chips_diverted"])
        if diverted < 0 or diverted > shipments[key].get("chips", diverted):
            world.fault("truth", f"shipment {key}: {diverted} chips diverted of {shipments[key].get('chips')}")
    involved = collections.defaultdict(set)
    for row in world.rows("truth/parties.csv"):
        if row["party_id"] not in parties:
            world.fault("truth", f"truth/parties.csv: no party {row['party_id']}")
        if row["scheme_id"] not in schemes:
            world.fault("truth", f"truth/parties.csv: no scheme {row['scheme_id']}")
        involved[row["scheme_id"]].add(row["party_id"])
    for key, row in schemes.items():
        mine = of_scheme[key]
        days = sorted(shipments[shipment]["date"] for shipment in mine)
        said = (whole(row["shipments"]), row["first"], row["last"])
        derived = (len(mine), days[0] if days else row["first"], days[-1] if days else row["last"])
        if said != derived:
            world.fault("truth", f"scheme {key} says {said}, its shipments {derived}")
        # Who ships in a scheme and got it in the scheme is named in it.
        for shipment in mine:
            if shipments[shipment]["to"] not in involved[key]:
                world.fault("truth", f"scheme {key}: {shipments[shipment]['to']} receives {shipment}, and is not named")
    return schemes, of_scheme, involved


def check_chips(world, parties, schemes, involved):
    lots = []
    sums = collections.Counter()
    diverted_to = collections.Counter()
    for row in world.rows("truth/chips.csv"):
        count = whole(row["count"])
        letters, first = split_serial(row["serial_or_lot"])
        if first < 0 or count <= 0:
            world.fault("serials", f"lot {row['serial_or_lot']!r} of {row['count']!r} chips")
            continue
        lots.append((letters, first, count))
        holder = parties.get(row["final_holder"])
        if holder is None:
            world.fault("truth", f"lot {row['serial_or_lot']}: no party {row['final_holder']!r}")
        elif holder["country"] != row["final_country"]:
            world.fault("truth", f"lot {row['serial_or_lot']}: {row['final_holder']} is not in {row['final_country']}")
        diverted = row["diverted"] == "1"
        sums["diverted" if diverted else "kept"] += count
        if diverted:
            diverted_to[row["final_holder"]] += count
    lots.sort()
    for before, after in zip(lots, lots[1:]):
        if before[0] == after[0] and before[1] + before[2] > after[1]:
            world.fault("serials", f"{before[0]}{before[1]} to {before[1] + before[2] - 1} overlaps {after[0]}{after[1]}")
    # A serial number without its letter names one chip as well.
    lots.sort(key=lambda lot: lot[1])
    for before, after in zip(lots, lots[1:]):
        if before[0] != after[0] and before[1] + before[2] > after[1]:
            world.fault("serials", f"{before[0]}{before[1]} and {after[0]}{after[1]} share a number")
    of_schemes = sum(whole(row["chips"]) for row in schemes.values())
    if of_schemes != sums["diverted"]:
        world.fault("truth", f"schemes.csv: {of_schemes} chips diverted; chips.csv: {sums['diverted']}")
    # Final holders: the parties named so hold what their schemes took.
    finals = collections.defaultdict(set)
    for row in world.rows("truth/parties.csv"):
        if row["part"] == "final_holder":
            finals[row["scheme_id"]].add(row["party_id"])
    expected = collections.Counter()
    shared = False
    for key, row in schemes.items():
        if len(finals[key]) == 1:
            expected[next(iter(finals[key]))] += whole(row["chips"])
        elif whole(row["chips"]):
            shared = True
    for holder in set(expected) | set(diverted_to) if not shared else ():
        if expected[holder] != diverted_to[holder]:
            world.fault("truth", f"{holder} should hold {expected[holder]} diverted chips, chips.csv says {diverted_to[holder]}")
    return sums


def check_totals(world, sums, chips):
    months = list(world.rows("truth/totals.csv"))
    flows = ("produced", "released", "diverted", "scrapped", "lost", "seized")
    before = None
    run = collections.Counter()
    for row in months:
        value = {name: whole(row[name]) for name in row if name != "month"}
        parts = sum(value[name] for name in ("held", "in_transit", "diverted", "scrapped", "lost", "seized"))
        if value["produced"] != parts:
            world.fault("totals", f"{row['month']}: produced {value['produced']}, but accounted for {parts}")
        for name in flows:
            if before and value[name] < before[name]:
                world.fault("totals", f"{row['month']}: {name} falls from {before[name]} to {value[name]}")
        run.update(sums[row["month"][:7]])
        for name in ("produced", "lost", "seized"):
            if run[name] != value[name]:
                world.fault("totals", f"{row['month']}: the events say {run[name]} {name}, the totals {value[name]}")
        # What an insider writes off is not scrapped in truth.
        if run["scrapped"] < value["scrapped"]:
            world.fault("totals", f"{row['month']}: the events say {run['scrapped']} scrapped, the totals {value['scrapped']}")
        before = value
    if not months:
        world.fault("totals", "there is no month")
        return
    if len({row["month"] for row in months}) != len(months):
        world.fault("totals", "a month is there twice")
    if before["diverted"] != chips["diverted"]:
        world.fault("totals", f"{before['diverted']} diverted at the end, chips.csv {chips['diverted']}")
    if before["held"] + before["in_transit"] != chips["kept"]:
        world.fault("totals", f"{before['held']} held and {before['in_transit']} in transit, chips.csv {chips['kept']}")


# --- marginals ---
def chi_square_p(table):
    """p of independence of the rows and columns (Wilson-Hilferty approximation of the chi-square distribution)."""
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table)]
    total = sum(rows)
    statistic = sum((table[i][j] - rows[i] * columns[j] / total) ** 2 / (rows[i] * columns[j] / total)
                    for i in range(len(rows)) for j in range(len(columns)) if rows[i] and columns[j])
    freedom = (sum(map(bool, rows)) - 1) * (sum(map(bool, columns)) - 1)
    if freedom <= 0:
        return 1.0
    z = ((statistic / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))
    return 0.5 * math.erfc(z / math.sqrt(2))


def kolmogorov_p(a, b):
    """p that both samples come from one distribution (Kolmogorov's limit, Smirnov 1948)."""
    a, b = sorted(a), sorted(b)
    i = j = 0
    distance = 0.0
    while i < len(a) and j < len(b):
        value = min(a[i], b[j])
        while i < len(a) and a[i] == value:
            i += 1
        while j < len(b) and b[j] == value:
            j += 1
        distance = max(distance, abs(i / len(a) - j / len(b)))
    root = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    x = (root + 0.12 + 0.11 / root) * distance
    return min(1.0, max(0.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101)))) if x > 0.2 else 1.0


def check_marginals(world, shipments):
    """Two halves of the rows, by the parity of their place, are draws of one world: how they are made may not depend on
    the place. One test in 10,000 may fail by chance."""
    modes = collections.defaultdict(lambda: [0, 0])
    weekdays = collections.defaultdict(lambda: [0, 0])
    for shipment in shipments.values():
        half = shipment["row"] % 2
        modes[shipment["mode"]][half] += 1
        weekdays[datetime.date.fromisoformat(shipment["date"]).weekday()][half] += 1
    for name, counts in (("transport modes", modes), ("weekdays", weekdays)):
        p = chi_square_p([[count[half] for count in counts.values() if sum(count) >= 10] for half in (0, 1)])
        if p < 1e-4:
            world.fault("marginals", f"{name} differ between odd and even rows, p = {p:.2g}")
    mass = collections.defaultdict(lambda: ([], []))
    price = collections.defaultdict(lambda: ([], []))
    place = 0
    for row in world.rows("events.csv"):
        if row["kind"] != "shipment":
            continue
        place += 1
        if row["net_mass_kg"]:
            mass[row["item"]][place % 2].append(number(row["net_mass_kg"]) / whole(row["quantity"]))
        if row["unit_value"]:
            price[row["item"], row["date"][:4]][place % 2].append(number(row["unit_value"]))
    for name, samples in (("mass", mass), ("price", price)):
        for key, (a, b) in sorted(samples.items()):
            if min(len(a), len(b)) < 30:
                continue
            p = kolmogorov_p(a, b)
            if p < 1e-5:
                world.fault("marginals", f"{name} of {key} differs between odd and even rows, p = {p:.2g}")
    # The dealers' offers of a month lie around what shipments of that year cost.
    offers = collections.defaultdict(list)
    for row in world.rows("prices.csv"):
        offers[row["item"], row["date"][:4]].append(number(row["mid"]))
    for key, (a, b) in price.items():
        if key in offers and len(a) + len(b) >= 30:
            ratio = statistics.median(a + b) / min(offers[key])
            if not 0.5 < ratio < 2:
                world.fault("marginals", f"price of {key}: shipments cost {ratio:.2f} times the least offer")


def check_runs(world):
    """Numbers are given in the order of making, and each lot that is made is an opening event, so that a lot ends where the
    next begins. The numbers that a row states are of one lot, of the kind that the row names or that it was converted from."""
    def made_as(item):
        return "B200 in GB200" if item == "GB200 NVL72" else item.removesuffix(" server").removesuffix(" 48GB (unofficial)")
    lots = sorted((int(row["serials"].split("|")[0][1:]), made_as(row["item"]))
                  for row in world.rows("events.csv") if row["kind"] == "opening")
    for row in world.rows("events.csv"):
        of = {bisect.bisect_right(lots, (int(serial[1:]), "~")) - 1 for serial in row["serials"].split("|") if serial}
        if len(of) > 1 or any(lots[each][1] != made_as(row["item"]) for each in of):
            world.fault("runs", f"{row['event_id']}: {row['serials']} are not all of one lot of {row['item']}")


def check_releases(world):
    """Prices are stated from the first month on that begins after the release: no event is before that month."""
    first = {}
    for row in world.rows("prices.csv"):
        first[row["item"]] = min(first.get(row["item"], row["date"]), row["date"])
    for row in world.rows("events.csv"):
        for item in (row["item"], row["item_out"]):
            start = first.get(item)
            if start and row["date"] < str(datetime.date.fromisoformat(start) - datetime.timedelta(days=31)):
                world.fault("releases", f"{row['event_id']}: {item} on {row['date']}, and prices begin on {start}")


def check_routes(world):
    """What does not leave its country, or is driven, has no country on the way; lorries cross no ocean between these."""
    islands = {"US", "CA", "MX"}, {"AU"}, {"NZ"}, {"TW"}, {"JP"}, {"KR"}, {"PH"}, {"ID"}, {"IE"}, {"BR"}, {"ZA"}
    land = {country: place for place, mass in enumerate(islands) for country in mass}
    for row in world.rows("shipments.csv"):
        start, end, via = row["export_country"], row["destination_country"], row["transit_countries"]
        road = row["transport_mode"] == "road"
        if road and land.get(start) != land.get(end):
            world.fault("routes", f"{row['shipment_id']}: by road from {start} to {end}")
        if via and (road or start == end or via in (start, end)):
            world.fault("routes", f"{row['shipment_id']}: {start} to {end} over {via}, by {row['transport_mode']}")


def check_founded(world):
    """Nobody stands on a paper or an event before it was founded, nor on a paper before it was a customer; no stake is older
    than its owner."""
    founded, customer = {}, {}
    for row in world.rows("parties.csv"):
        founded[row["party_id"]], customer[row["party_id"]] = row["registered_on"], row["customer_since"]
    for row in world.rows("shipments.csv"):
        for role in ("exporter", "consignee", "end_user", "intermediate_consignee", "forwarder", "payer"):
            party = row[role + "_id"]
            if party and max(founded[party], customer[party]) > row["date"]:
                world.fault("founded", f"{row['shipment_id']} of {row['date']}: {role} {party} came later")
    for row in world.rows("events.csv"):
        for party in (row["from_party"], row["to_party"], row["site"].split("/")[0]):
            if party and founded[party] > row["date"]:
                world.fault("founded", f"{row['event_id']} of {row['date']}: {party} was founded later")
    for row in world.rows("ownership.csv"):
        if max(founded[row["owner"]], founded[row["owned"]]) > row["from"]:
            world.fault("founded", f"{row['owner']} has a part of {row['owned']} from {row['from']} on, before either was founded")


def check_week(world, wanted):
    """A day of the weekend has the wanted part of a weekday's shipments, about."""
    days = collections.Counter(datetime.date.fromisoformat(row["date"]).weekday() for row in world.rows("shipments.csv"))
    weekday = sum(days[day] for day in range(5)) / 5
    if weekday >= 300 and abs((days[5] + days[6]) / 2 / weekday - wanted) > 0.08:
        world.fault("week", f"shipments on Saturdays and Sundays: {days[5]} and {days[6]}, {weekday:.0f} on a weekday, {wanted} wanted")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--limit", type=int, default=10, help="violations shown of each kind")
    arguments = parser.parse_args()
    world = World(arguments.folder, arguments.limit)
    head = json.loads((world.folder / "world.json").read_text(encoding="utf-8"))
    parties = read_parties(world)
    shipments = read_shipments(world, parties)
    moves, sums, servers = check_events(world, parties, shipments)
    schemes, of_scheme, involved = check_truth(world, parties, shipments)
    in_schemes = set().union(*involved.values()) if involved else set()
    chips = check_chips(world, parties, schemes, involved)
    check_totals(world, sums, chips)
    papers = {shipment for mine in of_scheme.values() for shipment in mine}
    produced = sum(month["produced"] for month in sums.values())
    # Sales without papers and stock that no book shows are ordinary life; more than 3 % of all chips would not be.
    short, honest, short_chips = check_custody(world, moves, servers, in_schemes, papers, 0.03 * produced)
    check_marginals(world, shipments)
    check_runs(world)
    check_releases(world)
    check_routes(world)
    check_founded(world)
    check_week(world, head["parameters"]["demand.weekend_share"]["value"])
    walked.check_kinds_and_holders(world)
    walked.check_serials(world)
    marginals.check_parameters(world, head["parameters"])
    for row in world.rows("reports.csv"):
        if row["holder"] not in parties:
            world.fault("form", f"reports: no party {row['holder']}")
    print(f"{len(shipments)} shipments, {len(schemes)} schemes, {produced} chips made, {chips['diverted']} diverted; "
          f"{honest} of {short} books that fall short are of parties in no scheme, by {short_chips} chips; "
          f"{sum(world.faults.values())} violations")
    return 1 if world.faults else 0


if __name__ == "__main__":
    sys.exit(main())
