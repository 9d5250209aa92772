"""Events and the shipment table say the same; what the events say was made, shipped, lost is what the monthly totals say; no
holder has fewer chips than none. Part of check_world.py."""
import collections

from tables import whole


def check_events(world, parties, shipments):
    """(moves, sums, sent): (date, order, holder, item, pieces); month -> flows in chips; shipment_id -> its event."""
    pieces = world.pieces
    sent, known = {}, {}
    sums = collections.defaultdict(collections.Counter)
    moves = []
    last = ""
    for order, row in enumerate(world.events):
        key, kind, day = row.event_id, row.kind, row.date
        if key in known:
            world.fault("events", f"event {key} is there twice")
        if day < last:
            world.fault("events", f"event {key} of {day} stands behind one of {last}")
        last = max(last, day)
        known[key] = row
        for party in (row.from_party, row.to_party):
            if party and party not in parties:
                world.fault("events", f"event {key}: no party {party}")
        if row.quantity <= 0:
            world.fault("events", f"event {key}: quantity {row.quantity}")
        shipment = shipments.get(row.shipment_id)
        if row.shipment_id and shipment is None:
            world.fault("events", f"event {key}: no shipment {row.shipment_id}")
            continue
        if row.ref_event_id:
            before = known.get(row.ref_event_id)
            if before is None:
                world.fault("events", f"event {key} refers to {row.ref_event_id}, which does not stand before it")
            elif before.date > day:
                world.fault("events", f"event {key} of {day} refers to one of {before.date}")
            elif kind in ("receipt", "lost", "seizure") and before.shipment_id != row.shipment_id:
                world.fault("events", f"event {key}: shipment {row.shipment_id}, but it refers to one of {before.shipment_id}")
        elif kind in ("receipt", "lost", "seizure"):
            world.fault("events", f"{kind} {key} refers to no dispatch")
        if not row.found <= row.sampled <= row.population and row.population:
            world.fault("events", f"event {key}: found, sampled, population are not in order")
        chips, month = row.quantity * pieces[row.item], day[:7]
        if kind in ("shipment", "return"):
            if shipment is None:
                world.fault("events", f"{kind} {key} has no shipment")
                continue
            if row.shipment_id in sent:
                world.fault("events", f"shipment {row.shipment_id} was dispatched twice")
            sent[row.shipment_id] = row
            said = (day, row.from_party, row.to_party, row.quantity)
            wanted = (shipment.date, shipment.consignor_id or shipment.exporter_id, shipment.consignee_id, shipment.quantity)
            if said != wanted:
                world.fault("events", f"shipment {row.shipment_id}: the event says {said}, the table {wanted}")
            sums[month]["released"] += chips
            moves.append((day, order, row.from_party, row.item, -row.quantity))
            moves.append((day, order, row.to_party, row.item, row.quantity))
        elif kind == "receipt":
            if shipment and (row.from_party, row.to_party, row.quantity) != (
                    shipment.consignor_id or shipment.exporter_id, shipment.consignee_id, shipment.quantity):
                world.fault("events", f"receipt {key} is not of what {row.shipment_id} sent")
        elif kind == "opening":
            sums[month]["produced"] += chips
            moves.append((day, order, row.to_party, row.item, row.quantity))
        elif kind == "transform":
            made = row.quantity_out * pieces[row.item_out]
            if made != chips:
                world.fault("events", f"transform {key}: {chips} chips in, {made} out")
            moves.append((day, order, row.from_party, row.item, -row.quantity))
            moves.append((day, order, row.from_party, row.item_out, row.quantity_out))
        elif kind == "scrap":
            sums[month]["scrapped"] += chips
            moves.append((day, order, row.from_party, row.item, -row.quantity))
        elif kind in ("lost", "seizure"):
            sums[month]["lost" if kind == "lost" else "seized"] += chips
            moves.append((day, order, row.to_party, row.item, -row.quantity))
    for key in shipments:
        if key not in sent:
            world.fault("events", f"shipment {key} has no event")
    return moves, sums, sent


# Sales without papers and stock that no book shows are ordinary life; more would not be.
UNPAPERED = 0.03  # of all chips made


def check_custody(world, moves, in_schemes, produced):
    """Chips of a holder and kind: what came less what went, day by day. What the books may miss: sales without papers, and
    parties of schemes, whose books are wrong on purpose."""
    pieces = world.pieces
    held, short = collections.Counter(), collections.Counter()
    moves.sort(key=lambda move: (move[0], move[1], move[4] < 0))
    for _, _, holder, item, count in moves:
        if not holder:
            continue
        held[holder, item] += count
        if held[holder, item] < 0:
            short[holder, item] = max(short[holder, item], -held[holder, item])
    honest = {key: count for key, count in short.items() if key[0] not in in_schemes}
    chips = sum(count * pieces[item] for (_, item), count in honest.items())
    if chips > UNPAPERED * produced:
        for (holder, item), count in sorted(honest.items())[:world.limit]:
            print(f"custody: {holder} sent {count} {item} more than it ever had")
        world.faults["custody"] += 1
        print(f"custody: {chips} chips left holders who never had them; sales without papers explain {UNPAPERED * produced:.0f}")
    world.note(f"{len(honest)} of {len(short)} books that fall short are of parties in no scheme, by {chips} chips")


def check_totals(world, sums, chips, schemes):
    """`chips`: kept and diverted by truth/chips.csv. What only a paper says was shipped (a shipment of a scheme of which no chip
    is taken) is not released in truth."""
    pieces = world.pieces
    for scheme in schemes.values():
        for event in scheme.sent:
            if not scheme.taken[event.shipment_id]:
                sums[event.date[:7]]["released"] -= event.quantity * pieces[event.item]
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
        for name in ("produced", "released", "lost", "seized"):
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
