"""Mistakes that a simulated world must not have, each a change of its tables and what tests/world/check_world.py then says.
test_world_checker.py makes several in one copy of a world; those of one batch do not touch what another is found by."""
import csv
import datetime
import math
from random import Random

MOVES = ("shipment", "return")


class Tables:
    """The CSV files of a world, read when they are asked for; what was asked for with `edit` is written back."""
    def __init__(self, folder):
        self.folder, self.loaded, self.edited = folder, {}, set()

    def rows(self, name):
        if name not in self.loaded:
            with open(self.folder / name, newline="", encoding="utf-8") as file:
                lines = csv.reader(file)
                header = next(lines)
                self.loaded[name] = [dict(zip(header, cells)) for cells in lines]  # faster than DictReader
        return self.loaded[name]

    def edit(self, name):
        self.edited.add(name)
        return self.rows(name)

    def write(self):
        for name in self.edited:
            rows = self.loaded[name]
            with open(self.folder / name, "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(rows[0])
                writer.writerows(row.values() for row in rows)

    def of_scheme(self, kind):
        return {row["shipment_id"] for row in self.rows("truth/shipments.csv") if row["scheme"] == kind}

    def parts(self, kind=None, part=None):
        """(party, scheme) of this kind with this part."""
        kinds = {row["scheme_id"]: row["scheme"] for row in self.rows("truth/schemes.csv")}
        return {(row["party_id"], row["scheme_id"]) for row in self.rows("truth/parties.csv")
                if kind in (None, kinds[row["scheme_id"]]) and part in (None, row["part"])}

    def role(self, *roles):
        return {row["party_id"] for row in self.rows("parties.csv") if row["role"] in roles}

    def moves(self):
        return [row for row in self.edit("events.csv") if row["kind"] in MOVES]

    def append_event(self, model, **cells):
        rows = self.edit("events.csv")
        last = dict.fromkeys(rows[0], "")
        last.update({name: model[name] for name in ("item", "quantity", "serials", "grade", "source")},
                    event_id=f"E9{len(rows):08}", date=rows[-1]["date"])
        last.update(cells)
        rows.append(last)


def later(day, days):
    return str(datetime.date.fromisoformat(day) + datetime.timedelta(days=days))


def add(row, column, number):
    row[column] = str(int(float(row[column])) + number)


def number_of(serial):
    return int(serial.split("|")[0][1:])


# Truth.
def a_chip_of_a_scheme_too_many(world):
    add(world.edit("truth/schemes.csv")[0], "chips", 1)
    return r"truth: schemes\.csv: \d+ chips diverted"


def a_shipment_of_a_scheme_too_many(world):
    row = next(row for row in world.edit("truth/schemes.csv") if row["scheme"] == "order_slicing")
    add(row, "shipments", 1)
    return f"truth: scheme {row['scheme_id']} says"


def month_off(place, column):
    def mistake(world):
        row = world.edit("truth/totals.csv")[place]
        add(row, column, 1)
        if column == "held":
            return f"{row['month']}: produced .*, but accounted for"
        return f"{row['month']}: the events say {int(row[column]) - 1} {column}, the totals {row[column]}"
    mistake.__name__ = f"a_month_of_{column}_off_by_one"
    return mistake


def chips_of_two_schemes_change_places(world):
    diverted = [row for row in world.edit("truth/chips.csv") if row["diverted"] == "1"]
    other = next(row for row in diverted if row["final_holder"] != diverted[0]["final_holder"])
    for column in ("final_holder", "final_country"):
        diverted[0][column], other[column] = other[column], diverted[0][column]
    return "diverted from where no scheme had them"


def a_chip_of_another_kind(world):
    made = {row["serials"].split("|")[0] for row in world.rows("events.csv")
            if row["kind"] == "opening" and row["item"] == "A30"}
    row = next(row for row in world.edit("truth/chips.csv") if row["serial_or_lot"] in made)
    row["kind"] = "A40"
    return f"walk: {number_of(row['serial_or_lot'])} was made as A30, and is A40"


def a_lost_chip_is_still_there(world):
    lost = next(row for row in world.rows("events.csv") if row["kind"] == "lost" and row["serials"])
    rows = world.edit("truth/chips.csv")
    kind, serial = lost["item"].removesuffix(" server"), lost["serials"].split("|")[0]
    rows.append(dict(rows[-1], kind=kind, serial_or_lot=serial, count="1", diverted="0"))
    return f"walk: {number_of(serial)} .*still there after they were scrapped, lost or seized"


def a_chip_too_many(world):
    add(next(row for row in world.edit("truth/chips.csv") if row["diverted"] == "0" and row["kind"] == "RTX 6000 Ada"), "count", 1)
    return "kinds: RTX 6000 Ada: "


def a_shipment_of_a_scheme_is_another(world):
    row = next(row for row in world.edit("truth/shipments.csv") if row["scheme"] == "straw_buyers")
    row["shipment_id"] = next(other["shipment_id"] for other in world.rows("shipments.csv") if other["date"] == "2022-11-15")
    return f"straw_buyers: {row['shipment_id']} from .* is no step of it"


def converted_cards_are_not(world):
    for row in world.edit("truth/chips.csv"):
        if row["diverted"] == "1" and row["kind"] == "RTX 4090 48GB (unofficial)":
            row["kind"] = "RTX 4090"
    return r"salvage_plant: 0 RTX 4090 48GB \(unofficial\) are diverted"


def a_dear_rental(world):
    world.edit("truth/rentals.csv")[0]["usd_per_hour"] = "9.00"
    return "a rental costs 9.0 USD an hour"


def offers_are_dear(world):
    for row in world.edit("prices.csv"):
        if row["source"] == "simulated dealers":
            row["mid"] = str(float(row["mid"]) * 1.3)
    return "prices beside the dealers' offers of the day do not spread"


def two_lots_overlap(world):
    rows = world.edit("truth/chips.csv")
    rows[1]["serial_or_lot"] = rows[0]["serial_or_lot"]
    return f"serials: .* overlaps .*{number_of(rows[0]['serial_or_lot'])}$"


def holders_change_places(world):
    kept = [row for row in world.edit("truth/chips.csv") if row["diverted"] == "0"]
    holders = [(row["final_holder"], row["final_country"]) for row in kept]
    for row, (holder, country) in zip(kept, holders[1:] + holders[:1]):
        row["final_holder"], row["final_country"] = holder, country
    return "holders: ", "numbers are with holders to whom no paper leads"


def makers_scrap(world):
    makers = world.role("manufacturer")
    return [row for row in world.rows("events.csv") if row["kind"] == "scrap" and row["from_party"] in makers]


def nothing_is_mended(world):
    first = {number_of(row["serials"]) for row in makers_scrap(world)}
    rows = world.edit("truth/chips.csv")
    rows[:] = [row for row in rows if row["diverted"] == "1" or not any(
        number_of(row["serial_or_lot"]) <= number < number_of(row["serial_or_lot"]) + int(row["count"]) for number in first)]
    return "write-offs: life.mended_scrap is"


def a_module_is_mended(world):
    alone = next(row for row in makers_scrap(world) if int(row["quantity"]) % 8)
    rows = world.edit("truth/chips.csv")
    rows.append(dict(rows[0], kind=alone["item"], serial_or_lot=alone["serials"].split("|")[0], count="1", diverted="0"))
    return f"write-offs: {alone['event_id']}: .* are written off, and .* is in chips.csv"


# Schemes.
def without(kind, part, said, *events):
    """A party of a scheme files none of these events."""
    def mistake(world):
        parties = {party for party, _ in world.parts(kind, part)}
        rows = world.edit("events.csv")
        rows[:] = [row for row in rows if row["kind"] not in events or row["from_party"] not in parties]
        return f"shapes: .* {kind}: .*{said}"
    mistake.__name__ = f"{kind}_without_{'_'.join(events)}"
    return mistake


def half_a_lot(kind, part, said):
    """Where a party with this part sends a lot on."""
    def mistake(world):
        mine, senders = world.of_scheme(kind), {party for party, _ in world.parts(kind, part)}
        row = next(row for row in world.edit("events.csv") if row["shipment_id"] in mine and row["kind"] == "shipment"
                   and row["from_party"] in senders and int(row["quantity"]) > 1)
        row["quantity"] = str(int(row["quantity"]) // 2)
        return f"{kind}: .*{said}"
    mistake.__name__ = f"half_a_lot_of_{kind}"
    return mistake


def a_sink_installs(world):
    mine, sinks = world.of_scheme("straw_buyers"), {party for party, _ in world.parts("straw_buyers", "sink")}
    row = [row for row in world.rows("events.csv") if row["shipment_id"] in mine and row["kind"] == "shipment" and row["serials"]
           and row["to_party"] in sinks][-1]
    world.append_event(row, kind="installation", from_party=row["to_party"])
    return rf"{row['to_party']} files .* \(installation\) .* which is diverted over it"


def a_sham_stays_at_home(world):
    shams = {party for party, _ in world.parts("sham_company", "sham_company")}
    for row in world.edit("events.csv"):
        if row["kind"] in ("installation", "inspection") and row["from_party"] in shams:
            row["site"] = row["from_party"] + "/1"
    return r"sham_company: the installation of .* is in no rented hall"


def a_courier_sails(world):
    mine = world.of_scheme("courier_lots")
    row = next(row for row in world.edit("shipments.csv") if row["shipment_id"] in mine)
    row["transport_mode"] = "sea"
    return f"courier_lots: {row['shipment_id']} goes by sea"


# Books.
def a_serial_number_twice(world):
    made = [row for row in world.edit("events.csv") if row["kind"] == "opening" and row["serials"]]
    made[-1]["serials"] = made[5]["serials"]
    return f"walk: {made[5]['serials'].split('|')[0]} is made twice"


def numbers_of_two_lots(world):
    first, second = [row for row in world.edit("events.csv") if row["kind"] == "opening" and row["serials"]][:2]
    first["serials"] = "|".join((first["serials"].split("|")[0], second["serials"].split("|")[0]))
    return f"runs: {first['event_id']}: "


def a_date_is_shifted(world):
    row = next(row for row in world.moves() if row["date"] > "2023-02-02")
    row["date"] = later(row["date"], -1)
    return f"events: shipment {row['shipment_id']}: the event says"


def makers_write_off_too_much(world):
    for row in makers_scrap(world) * 3:
        world.append_event(row, kind="scrap", from_party=row["from_party"])
    return "write-offs: makers wrote off"


# Days.
def receipts_are_late(world):
    for row in world.edit("events.csv"):
        if row["kind"] == "receipt":
            row["date"] = later(row["date"], 2)
    return "days by air abroad"


def receipts_are_missing(world):
    rows = world.edit("events.csv")
    gone = {row["event_id"] for row in [row for row in rows if row["kind"] == "receipt"][::30]}
    rows[:] = [row for row in rows if row["event_id"] not in gone]
    return "papers.missing_receipt is"


def relays_wait(world):
    of_schemes = {row["shipment_id"] for row in world.rows("truth/shipments.csv")}
    for row in world.edit("events.csv"):
        if row["kind"] == "receipt" and row["shipment_id"] in of_schemes:
            row["date"] = later(row["date"], -25)
    return "days of .* relays are not those of time.hop_median"


def few_install(world):
    rows, random = world.edit("events.csv"), Random(1)
    rows[:] = [row for row in rows if row["kind"] != "installation" or random.random() < 0.6]
    return "life.installed is"


def installed_late(world):
    for row in world.edit("events.csv"):
        if row["kind"] == "installation":
            row["date"] = later(row["date"], 10)
    return "installations .* are within time.settle_median"


def many_are_mended(world):
    for row in [row for row in world.rows("events.csv") if row["kind"] == "receipt" and row["serials"]][:4000]:
        world.append_event(row, kind="repair", from_party=row["to_party"], to_party="P000001")
    return "life.repairs is"


def all_are_seen_again(world):
    schemes = {row["shipment_id"]: row["scheme_id"] for row in world.rows("truth/shipments.csv")}
    holders = {scheme: party for party, scheme in world.parts(part="final_holder")}
    lots = [row for row in world.rows("events.csv") if row["kind"] == "shipment" and row["shipment_id"] in schemes]
    for row in [row for row in lots if row["serials"]]:
        world.append_event(row, kind="device_report", from_party=holders[schemes[row["shipment_id"]]])
    return "schemes.seen_again is"


# Lots, prices, masses.
def first_stocks(large, pieces, said):
    def mistake(world):
        users, makers = world.role("data_centre", "cloud"), world.role("manufacturer")
        rows = world.edit("events.csv")
        for row in [row for row in rows if row["date"] == rows[0]["date"] and row["kind"] == "opening"]:
            if row["to_party"] not in makers and (row["to_party"] in users) == large:
                add(row, "quantity", pieces)
        return f"first stocks of {said}"
    mistake.__name__ = f"first_stocks_of_{said.split(',')[0].replace(' ', '_')}"
    return mistake


def lots_of_schemes(kinds, pieces, said):
    def mistake(world):
        of, parties = set().union(*map(world.of_scheme, kinds)), {party for kind in kinds for party, _ in world.parts(kind)}
        for row in world.moves():
            if row["shipment_id"] in of and row["from_party"] not in parties:
                row["quantity"] = str(pieces)
        return f"{said} of schemes, in pieces of"
    mistake.__name__ = said.replace(" ", "_")
    return mistake


def prices_spread(world):
    random = Random(2)
    for row in world.moves():
        row["unit_value"] = f"{float(row['unit_value']) * math.exp(random.gauss(0, 0.1)):.2f}"
    return "prices of one item on one day do not spread"


def new_goods_are_dear(world):
    for row in world.moves():
        if row["item"] == "RTX 4090 D":
            row["unit_value"] = f"{float(row['unit_value']) * 2:.2f}"
    return "prices of goods in their first year do not spread"


def every_second_row_is_dearer(world):
    for row in world.moves()[::2]:
        row["unit_value"] = f"{float(row['unit_value']) * 1.3:.2f}"
    return "marginals: price of .* differs between odd and even rows"


def premiums_are_high(world):
    for row in world.edit("prices.csv"):
        if row["source"] != "simulated dealers":
            row["mid"] = str(float(row["mid"]) * 1.2)
    return "offers where a good may not go are not"


def a_price_is_doubled(world):
    row = next(row for row in world.moves() if row["item"] == "L4")
    row["unit_value"] = f"{float(row['unit_value']) * 2:.2f}"
    return f"invoices: {row['shipment_id']}: .*, and its event says"


def a_mass_is_other(world):
    row = next(row for row in world.moves() if row["item"] == "L4" and row["net_mass_kg"])
    row["net_mass_kg"] = "77.0"
    return f"invoices: {row['shipment_id']} weighs .* kg, its event 77.0"


def masses_lie_low(world):
    rows = [row for row in world.moves() if row["item"] == "H100 SXM5 server" and row["net_mass_kg"]]
    for row in rows:  # those of the upper half, half of the time
        each = float(row["net_mass_kg"]) / int(row["quantity"])
        if 118 < each < 160 and int(row["shipment_id"][1:]) % 2:
            row["net_mass_kg"] = f"{(each - 40) * int(row['quantity']):.1f}"
    return "masses of H100 SXM5 server are not alike in all places"


def wrong_masses(factor, said):
    def mistake(world):
        rows = [row for row in world.moves() if row["item"] not in ("H100 SXM5 server", "L4") and row["net_mass_kg"]]
        for row in rows[int(factor)::40]:
            row["net_mass_kg"] = f"{float(row['net_mass_kg']) * factor:.1f}"
        return f"masses of .* should be far too {said}"
    mistake.__name__ = f"masses_far_too_{said}"
    return mistake


# Papers, calendar, map.
def cells(name, column, value, said, every, which=lambda row: True):
    """Every so many-th row of a table has another cell."""
    def mistake(world):
        chosen = [row for row in world.edit(name) if row[column] != value and which(row)]
        for row in chosen[::every]:
            row[column] = value
        return said
    mistake.__name__ = f"{column}_is_{value or 'missing'}".replace(" ", "_")
    return mistake


def shipment_cells(*what):
    return cells("shipments.csv", *what)


def wrong_headings(world):
    for place, row in enumerate(world.edit("shipments.csv")[::10]):
        row["hs_code"] = ("8471.70", "8517.62", "8504.40", "8473.50")[place % 4]
    return "papers.wrong_heading is"


def on_mondays(world):
    for row in world.edit("shipments.csv"):
        weekday = datetime.date.fromisoformat(row["date"]).weekday()
        row["date"] = later(row["date"], 7 - weekday if weekday > 4 else 0)
    return "week: "


def goods_before_there_are_any(world):
    rows = world.edit("prices.csv")
    rows[:] = [row for row in rows if row["date"] >= "2022-11-01"]
    return "releases: "


def a_lorry_over_an_ocean(world):
    row = next(row for row in world.edit("shipments.csv")
               if row["export_country"] == "US" and row["destination_country"] == "SG")
    row["transport_mode"] = "road"
    return f"routes: {row['shipment_id']}: by road from US to SG"


def a_ship_without_a_port(world):
    row = next(row for row in world.edit("shipments.csv")
               if row["transport_mode"] == "air" and row["destination_country"] == "CH" and row["export_country"] == "US")
    row["transport_mode"], row["transit_countries"] = "sea", ""
    return f"routes: {row['shipment_id']}: by sea from US to CH"


def a_detour(world):
    row = next(row for row in world.edit("shipments.csv")
               if row["transport_mode"] == "air" and row["export_country"] == "SG" and row["destination_country"] == "MY")
    row["transit_countries"] = "AT"
    return f"routes: {row['shipment_id']}: SG to MY over AT, by air"


def used_goods_cost_as_new_ones(world):
    papers = {row["shipment_id"]: row for row in world.edit("shipments.csv")}
    for row in world.edit("events.csv"):
        paper = papers.get(row["shipment_id"]) if row["kind"] in ("shipment", "return") else None
        if paper is not None and paper["item_description"].endswith(", used"):
            for each in (row, paper):
                each["unit_value"] = f"{float(each['unit_value']) / 0.72:.2f}"
    return "used goods are not around papers.used_price"


def a_forwarder_before_it_was_founded(world):
    row = next(row for row in world.edit("parties.csv") if row["role"] == "freight_forwarder")
    row["registered_on"] = "2039-01-01"
    return f"founded: .* forwarder {row['party_id']} came later"


# Companies.
def half_of_all_groups(world):
    rows = world.edit("ownership.csv")
    owners = sorted({row["owner"] for row in rows})[::2]
    rows[:] = [row for row in rows if row["owner"] in owners]
    return "parties.group_share is"


def each_at_home(world):
    for place, row in enumerate(world.edit("parties.csv")):
        row["address"] = f"{place} Long Road"
    return "parties.shared_address is"


# Fleets.
def standing(world, place):
    """A user whose fleet was never empty and reports, and its rows."""
    users = world.role("end_user", "university", "government", "data_centre", "cloud")
    kept = {(row["serial_or_lot"], row["final_holder"]) for row in world.rows("truth/chips.csv")}
    rows = world.rows("events.csv")
    reporters = {row["holder"] for row in world.rows("reports.csv")}
    first = [row for row in rows[:400] if row["date"] == rows[0]["date"] and row["kind"] == "opening"]
    holder = [row["to_party"] for row in first if row["to_party"] in users & reporters
              and (row["serials"].split("|")[0], row["to_party"]) in kept][place]
    return holder, [row for row in world.edit("reports.csv") if row["holder"] == holder]


def a_count_is_off(world):
    events = world.rows("events.csv")
    moved = {(row[side], row["item"]) for row in events if row["kind"] in (*MOVES, "scrap", "transform")
             for side in ("from_party", "to_party")}
    others = {party for party, _ in world.parts()}
    stocks = {(row["to_party"], row["item"]) for row in events if row["kind"] == "opening"} - moved
    row = next(row for row in world.edit("reports.csv") if not row["serial"] and row["holder"] not in others
               and (row["holder"], row["item_claimed"]) in stocks)
    add(row, "count", 1)
    return f"reports: {row['holder']} reports {row['count']} .* on {row['date']}, and has"


def a_day_is_off(world):
    holder, rows = standing(world, 0)
    day = rows[-1]["date"]
    for row in rows:
        row["date"] = later(day, -1) if row["date"] == day else row["date"]
    return f"reports: {holder} reports on .* days that are not 30 apart"


def a_report_is_missing(world):
    holder, mine = standing(world, 1)
    day, rows = mine[-1]["date"], world.edit("reports.csv")
    rows[:] = [row for row in rows if (row["holder"], row["date"]) != (holder, day)]
    return f"reports: {holder} has a fleet on every day"


def something_else_is_seen(world):
    row = world.edit("reports.csv")[7]
    row["item_seen"] = "Radeon 9700"
    return f"reports: {row['holder']} claims .* on {row['date']}, and shows Radeon 9700"


def models_are_misread(world):
    for place, row in enumerate(world.edit("reports.csv")):
        if place % 8 == 0:
            row["item_seen"] = "A30" if row["item_claimed"] == "A40" else "A40"
    return "life.misread_model is"


def dummies_everywhere(world):
    shows = {party for party, _ in world.parts("phantom_data_centre", "phantom_centre") | world.parts("pass_through", "front")}
    others = {party for party, _ in world.parts()}
    for row in world.edit("reports.csv"):
        if row["holder"] in shows:
            row["item_seen"] = "A30" if row["item_claimed"] == "A40" else "A40"
        elif row["holder"] not in others:
            row["item_seen"] = row["item_claimed"]
    return "reports: fronts and phantoms show something else in"


def a_number_of_another_kind(world):
    row = next(row for row in world.edit("reports.csv") if row["serial"] and row["item_claimed"] == "L40S")
    other = next(row for row in world.rows("events.csv") if row["kind"] == "opening" and row["item"] == "A40")
    row["serial"] = other["serials"].split("|")[0]
    return f"reports: {row['holder']} reports {row['serial']} as L40S"


def few_numbers(world):
    rows = world.edit("reports.csv")
    rows[:] = [row for place, row in enumerate(rows) if not row["serial"] or place % 2]
    return "numbers of serials beside the counts are not"


def few_report(world):
    rows = world.edit("reports.csv")
    rows[:] = [row for row in rows if int(row["holder"][1:]) % 4 == 0]
    return "life.reporters is"


LARGE = ("pass_through", "sham_company", "phantom_data_centre")

# In a world whose salvage plant has sent its cards on.
BATCHES_OF_A_PLANT = {"cards of a plant": (converted_cards_are_not,)}
BATCHES = {
    "truth and offers": (
        a_chip_of_a_scheme_too_many, a_shipment_of_a_scheme_too_many, month_off(3, "released"), month_off(5, "lost"), month_off(7, "held"),
        chips_of_two_schemes_change_places, a_chip_of_another_kind, a_lost_chip_is_still_there, a_chip_too_many,
        a_shipment_of_a_scheme_is_another, a_dear_rental, offers_are_dear),
    "steps of schemes, and reports": (
        without("sham_company", "sham_company", "no inspection of", "inspection"),
        without("pass_through", "front", "does not claim", "inspection", "declaration"),
        without("insider_diversion", "insider", "wrote nothing off", "scrap"),
        without("phantom_data_centre", "phantom_centre", "is not installed", "installation"),
        without("salvage_plant", "plant", "goes on as it came, and is no lot that came late", "transform"),
        half_a_lot("false_reexport", "hub", "is not of the whole lot"), half_a_lot("secondhand_drift", "dealer", "is not of the whole lot"),
        a_sink_installs, all_are_seen_again, a_count_is_off, a_day_is_off, a_report_is_missing, something_else_is_seen,
        a_number_of_another_kind, a_date_is_shifted),
    "events": (
        a_serial_number_twice, numbers_of_two_lots, makers_write_off_too_much, receipts_are_missing, relays_wait,
        dummies_everywhere, few_install, installed_late, many_are_mended, first_stocks(False, 7, "others, in pieces of 1"),
        first_stocks(True, 900, "data centres and clouds, in pieces of 8"), lots_of_schemes(LARGE, 1, "large lots"),
        lots_of_schemes(("straw_buyers",), 20, "small lots"), new_goods_are_dear, a_price_is_doubled, a_mass_is_other, masses_lie_low,
        wrong_masses(3.0, "heavy"), wrong_masses(0.1, "light")),
    "papers and companies": (
        shipment_cells("transport_mode", "sea", "the part by sea is", 4, lambda row: row["transport_mode"] == "air"),
        shipment_cells("payment_terms", "cash", "papers.cash is", 10), shipment_cells("eccn_declared", "", "papers.missing_eccn is", 10),
        shipment_cells("end_use", "", "papers.missing_end_use is", 10), shipment_cells("end_user_id", "", "papers.missing_end_user is", 10),
        shipment_cells("net_mass_kg", "", "papers.missing_mass is", 10), shipment_cells("serials", "", "papers.missing_serials is", 4),
        shipment_cells("item_description", "IT hardware", "papers.cover_words is", 20), wrong_headings,
        shipment_cells("installation", "declined", "papers.declined_installation is", 5, lambda row: row["installation"] == "taken"),
        shipment_cells("currency", "USD", "papers.foreign_currency is", 2),
        cells("parties.csv", "country", "MO", "countries of end_user are not", 5),
        cells("parties.csv", "registered_on", "2001-01-01", "parties.young_share is", 2, lambda row: row["registered_on"] > "2021"),
        cells("parties.csv", "website", "", "parties.no_website is", 5),
        cells("parties.csv", "address_kind", "residential", "parties.residential is", 10),
        cells("parties.csv", "ultimate_parent", "", "parties.stated_parent is", 1),
        half_of_all_groups, each_at_home, prices_spread, premiums_are_high,
        receipts_are_late, nothing_is_mended, a_module_is_mended, models_are_misread,
        a_sham_stays_at_home),
    "days, places, holders": (
        two_lots_overlap, holders_change_places, few_numbers, few_report,
        every_second_row_is_dearer, on_mondays, goods_before_there_are_any, a_lorry_over_an_ocean,
        a_ship_without_a_port, a_courier_sails, a_detour, used_goods_cost_as_new_ones,
        a_forwarder_before_it_was_founded, half_a_lot("pass_through", "front", "no lot of its size came before")),
}
