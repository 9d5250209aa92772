"""Chips by kind, by holder and by serial number, from their makers to their final holders: what the events alone say beside
truth/chips.csv. Part of check_world.py."""
import bisect
import collections


def whole(text):
    return int(float(text)) if text else 0


def kinds_of(world):
    """item -> (chip, chips in one piece): an item that was built of chips, or that is called after its chip."""
    made = {"GB200 NVL72": ("B200 in GB200", 72)}
    for row in world.rows("events.csv"):
        if row["kind"] == "transform" and row["item_out"] == row["item"] + " server":
            made[row["item_out"]] = (row["item"], whole(row["quantity"]) // whole(row["quantity_out"]))
    return lambda item: made.get(item) or ((item.removesuffix(" server"), 8) if item.endswith(" server") else (item, 1))


def perhaps_written_off(world):
    """Of a scrap event: may the chips be there still? What a maker writes off may be an insider's, or trays that somebody has
    mended (docs/world.md)."""
    makers = {row["party_id"] for row in world.rows("parties.csv") if row["role"] == "manufacturer"}
    return lambda row: row["kind"] == "scrap" and row["from_party"] in makers


def books(world, chips_of):
    """(holder, kind) -> chips by all events; kind -> the same over all; kind -> what makers wrote off."""
    of_maker = perhaps_written_off(world)
    book, left, written_off = collections.Counter(), collections.Counter(), collections.Counter()

    def put(holder, kind, count):
        book[holder, kind] += count
        left[kind] += count
    for row in world.rows("events.csv"):
        kind, each = chips_of(row["item"])
        count, what = whole(row["quantity"]) * each, row["kind"]
        if what == "opening":
            put(row["to_party"], kind, count)
        elif what in ("shipment", "return"):
            put(row["from_party"], kind, -count)
            put(row["to_party"], kind, count)
        elif what in ("lost", "seizure"):
            put(row["to_party"], kind, -count)
        elif what == "scrap":
            put(row["from_party"], kind, -count)
            if of_maker(row):
                written_off[kind] += count
        elif what == "transform":
            to, of = chips_of(row["item_out"])
            put(row["from_party"], kind, -count)
            put(row["from_party"], to, whole(row["quantity_out"]) * of)
    return book, left, written_off


# Sales without papers, each of which stands in two books, and what arrives after the last day.
ROOM_IN_BOOKS = 0.20  # of all chips; 6 and 11 % in the worlds that were tried
EXACT_BOOKS = 0.80    # of all (holder, kind)


def check_kinds_and_holders(world):
    """Of every kind exactly as many chips are left by the events as truth has, but for what a maker wrote off (which
    truth may have, and the events do not); and most books of parties in no scheme are, to the chip, what truth gives them."""
    chips_of = kinds_of(world)
    book, left, written_off = books(world, chips_of)
    there, held = collections.Counter(), collections.Counter()
    for row in world.rows("truth/chips.csv"):
        there[row["kind"]] += whole(row["count"])
        if row["diverted"] == "0":
            held[row["final_holder"], row["kind"]] += whole(row["count"])
    for kind in sorted(set(left) | set(there)):
        if not left[kind] <= there[kind] <= left[kind] + written_off[kind]:
            world.fault("kinds", f"{kind}: {left[kind]} chips are left by the events, chips.csv has {there[kind]}")
    in_schemes = {row["party_id"] for row in world.rows("truth/parties.csv")}
    ordinary = [key for key in set(book) | set(held) if key[0] not in in_schemes]
    apart = sum(abs(book[key] - held[key]) for key in ordinary)
    exact = sum(book[key] == held[key] for key in ordinary)
    if apart > ROOM_IN_BOOKS * sum(there.values()):
        world.fault("holders", f"books and chips.csv are {apart} chips apart for parties in no scheme")
    if exact < EXACT_BOOKS * len(ordinary):
        world.fault("holders", f"only {exact} of {len(ordinary)} books are what chips.csv says")


def check_serials(world):
    """A serial number leaves a maker once, is written of one kind at a time, and of the kind that truth says; what a lot of
    truth says of it is not said of a chip that was scrapped, lost or seized."""
    chips_of = kinds_of(world)
    lots = []
    for row in world.rows("truth/chips.csv"):
        letter, first = row["serial_or_lot"][:1], row["serial_or_lot"][1:]
        if first.isdigit():
            lots.append((letter, int(first), whole(row["count"]), row["kind"]))
    lots.sort()
    starts = [lot[:2] for lot in lots]
    made, changed, gone = {}, set(), {}
    of_maker = perhaps_written_off(world)
    for row in world.rows("events.csv"):
        if not row["serials"]:
            continue
        kind, _ = chips_of(row["item"])
        for serial in row["serials"].split("|"):
            if row["kind"] == "opening":
                if serial in made:
                    world.fault("walk", f"{serial} is made twice, in {made[serial][0]} and {row['event_id']}")
                made[serial] = (row["event_id"], kind)
            elif row["kind"] == "transform" and chips_of(row["item_out"])[0] != kind:
                changed.add(serial)
            elif row["kind"] in ("scrap", "lost", "seizure") and not of_maker(row):
                gone[serial] = row
    for serial, (event, kind) in made.items():
        if not serial[1:].isdigit():
            world.fault("walk", f"{event}: {serial!r} is no serial number")
            continue
        key = (serial[0], int(serial[1:]))
        at = bisect.bisect_right(starts, key) - 1
        lot = lots[at] if at >= 0 and lots[at][0] == key[0] and key[1] < lots[at][1] + lots[at][2] else None
        if lot and lot[3] != kind and serial not in changed and f"{kind} 48GB (unofficial)" != lot[3]:
            world.fault("walk", f"{serial} was made as {kind}, and is {lot[3]} in chips.csv")
        if lot and serial in gone:
            world.fault("walk", f"{serial} ends in {gone[serial]['event_id']} ({gone[serial]['kind']}), and stands in chips.csv")
