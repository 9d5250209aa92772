"""Chips by kind and by holder, from their makers to their final holders: what the events alone say beside truth/chips.csv. Part of
check_world.py."""
import bisect
import collections

from tables import day_of


def kinds_of(world):
    """item -> (chip, chips in one piece): an item that was built of chips, or that is called after its chip."""
    made = {"GB200 NVL72": ("B200 in GB200", 72)}
    for row in world.events:
        if row.kind == "transform" and row.item_out == row.item + " server":
            made[row.item_out] = (row.item, row.quantity // row.quantity_out)
    return lambda item: made.get(item) or ((item.removesuffix(" server"), 8) if item.endswith(" server") else (item, 1))


def perhaps_written_off(world):
    """Of a scrap event: may the chips be there still? What a maker writes off may be an insider's, or trays that somebody has
    mended (docs/world.md)."""
    makers = {row["party_id"] for row in world.rows("parties.csv") if row["role"] == "manufacturer"}
    return lambda row: row.kind == "scrap" and row.from_party in makers


# What has no receipt yet and was sent no longer ago than this is its sender's: half of all journeys by sea take less.
UNDER_WAY = 30


def books(world, chips_of):
    """(holder, kind) -> chips by all events; kind -> the same over all; kind -> what makers wrote off."""
    of_maker = perhaps_written_off(world)
    arrived = {row.shipment_id for row in world.events if row.kind in ("receipt", "lost", "seizure")}
    book, left, written_off = collections.Counter(), collections.Counter(), collections.Counter()

    def put(holder, kind, count):
        book[holder, kind] += count
        left[kind] += count
    for row in world.events:
        what = row.kind
        if what not in ("opening", "shipment", "return", "lost", "seizure", "scrap", "transform"):
            continue
        kind, each = chips_of(row.item)
        count = row.quantity * each
        if what == "opening":
            put(row.to_party, kind, count)
        elif what in ("shipment", "return"):
            if row.shipment_id not in arrived and world.last_day - day_of(row.date) <= UNDER_WAY:
                continue
            put(row.from_party, kind, -count)
            put(row.to_party, kind, count)
        elif what in ("lost", "seizure"):
            put(row.to_party, kind, -count)
        elif what == "scrap":
            put(row.from_party, kind, -count)
            if of_maker(row):
                written_off[kind] += count
        else:
            to, of = chips_of(row.item_out)
            put(row.from_party, kind, -count)
            put(row.from_party, to, row.quantity_out * of)
    return book, left, written_off


# Sales without papers, each of which stands in two books, and what has long been under way.
ROOM_IN_BOOKS = 0.08  # of all chips; 1 to 4 % in the worlds that were tried, most in the shortest
EXACT_BOOKS = 0.94    # of all (holder, kind); 97 to 98 % in the worlds that were tried


def check_kinds_and_holders(world, in_schemes):
    """Of every kind exactly as many chips are left by the events as truth has, but for what a maker wrote off (which
    truth may have, and the events do not); and most books of parties in no scheme are, to the chip, what truth gives them."""
    book, left, written_off = books(world, kinds_of(world))
    there, held = collections.Counter(), collections.Counter()
    for row in world.lots:
        there[row.kind] += row.count
        if not row.diverted:
            held[row.final_holder, row.kind] += row.count
    for kind in sorted(set(left) | set(there)):
        if not left[kind] <= there[kind] <= left[kind] + written_off[kind]:
            world.fault("kinds", f"{kind}: {left[kind]} chips are left by the events, chips.csv has {there[kind]}")
    ordinary = [key for key in set(book) | set(held) if key[0] not in in_schemes]
    apart = sum(abs(book[key] - held[key]) for key in ordinary)
    exact = sum(book[key] == held[key] for key in ordinary)
    if apart > ROOM_IN_BOOKS * sum(there.values()):
        world.fault("holders", f"books and chips.csv are {apart} chips apart for parties in no scheme")
    if exact < EXACT_BOOKS * len(ordinary):
        world.fault("holders", f"only {exact} of {len(ordinary)} books are what chips.csv says")
    world.note(f"{exact} of {len(ordinary)} books of parties in no scheme are what chips.csv says; the others are {apart} chips apart")


def made_as(item):
    return "B200 in GB200" if item == "GB200 NVL72" else item.removesuffix(" server").removesuffix(" 48GB (unofficial)")


def check_runs(world):
    """Numbers are given in the order of making, and each lot that is made is an opening event, so that a lot ends where the
    next begins. The numbers that a row states are of one lot, of the kind that the row names or that it was converted from."""
    lots = sorted((int(row.serials.split("|")[0][1:]), made_as(row.item)) for row in world.events if row.kind == "opening")
    starts = [first for first, _ in lots]
    for row in world.events:
        if not row.serials:
            continue
        numbers = [int(serial[1:]) for serial in row.serials.split("|")]
        first, last = bisect.bisect_right(starts, min(numbers)), bisect.bisect_right(starts, max(numbers))
        if first != last or not first or lots[first - 1][1] != made_as(row.item):
            world.fault("runs", f"{row.event_id}: {row.serials} are not all of one lot of {row.item}")


def check_serials(world):
    """A serial number is made once."""
    made = {}
    for row in world.events:
        if row.kind != "opening":
            continue
        for serial in row.serials.split("|") if row.serials else ():
            if serial in made:
                world.fault("walk", f"{serial} is made twice, in {made[serial]} and {row.event_id}")
            made[serial] = row.event_id


# What a maker writes off as whole trays may come back, what it writes off by the piece does not (docs/world.md).
TRAY = 8
# Lots are heavy-tailed: of fewer write-offs a single one may be half of all chips (3.5 % of what came with 24 write-offs, 1.1 to
# 1.7 % with 49 and more, where 3 % are allowed).
ENOUGH = 40


def check_write_offs(world, schemes, parameters, tests):
    """Makers write off no more than a half of the part of their lots that world.json wants, but for what insiders take; of their
    trays as many come back to the market as it wants, and single pieces never."""
    of_maker = perhaps_written_off(world)
    makers = {row["party_id"] for row in world.rows("parties.csv") if row["role"] == "manufacturer"}
    lots = sorted((int(lot.serial_or_lot[1:]), lot.count, lot.diverted) for lot in world.lots if lot.serial_or_lot[1:].isdigit())
    starts = [first for first, _, _ in lots]
    came = written_off = events = trays = back = 0
    for row in world.events:
        if row.kind == "receipt" and row.to_party in makers:
            came += row.quantity * world.pieces[row.item]
        if not of_maker(row):
            continue
        events += 1
        written_off += row.quantity * world.pieces[row.item]
        if not row.serials:
            world.fault("write-offs", f"{row.event_id} does not state what {row.from_party} writes off")
            continue
        number = int(row.serials.split("|")[0][1:])
        place = bisect.bisect_right(starts, number) - 1
        there = place >= 0 and number < starts[place] + lots[place][1]
        if row.quantity % TRAY:
            if there:
                world.fault("write-offs", f"{row.event_id}: {row.quantity} {row.item} are written off, and {number} is in chips.csv")
        elif not (there and lots[place][2]):
            trays += 1
            back += there
    insiders = sum(scheme.chips for scheme in schemes.values() if scheme.kind == "insider_diversion")
    if events >= ENOUGH and written_off - insiders > parameters["life.maker_scrap"] / 2 * came:
        world.fault("write-offs", f"makers wrote off {written_off} of {came} chips that came to them, insiders took {insiders}")
    tests.share("write-offs", "life.mended_scrap", back, trays, parameters["life.mended_scrap"])
    world.note(f"makers wrote off {written_off} of {came} chips, insiders took {insiders} of them, {back} of {trays} other trays came back")
