"""What truth/ says of schemes is what follows from their shipments, events and chips. Part of check_world.py."""
import collections
import re

from tables import whole


def split_serial(text):
    """Letters in front, then a number."""
    found = re.fullmatch(r"(\D*)(\d+)", text)
    return (found[1], int(found[2])) if found else (text, -1)


class Scheme:
    """One row of schemes.csv with its shipments, in order of time, and who took which part."""
    def __init__(self, row):
        self.key, self.kind = row["scheme_id"], row["scheme"]
        self.first, self.last = row["first"], row["last"]
        self.chips, self.said = whole(row["chips"]), whole(row["shipments"])
        self.sent = []      # shipment events
        self.taken = {}     # shipment_id -> chips that the scheme takes
        self.parts = collections.defaultdict(set)

    def parties(self):
        return set().union(*self.parts.values())

    def of(self, part):
        return self.parts.get(part, set())


def check_schemes(world, parties, shipments, sent):
    """scheme_id -> Scheme."""
    pieces = world.pieces
    schemes = {}
    for row in world.rows("truth/schemes.csv"):
        if row["scheme_id"] in schemes:
            world.fault("truth", f"scheme {row['scheme_id']} is there twice")
        schemes[row["scheme_id"]] = Scheme(row)
    seen = set()
    for row in world.rows("truth/shipments.csv"):
        key = row["shipment_id"]
        if key not in shipments or key not in sent:
            world.fault("truth", f"truth/shipments.csv: no shipment {key}")
            continue
        if key in seen:
            world.fault("truth", f"shipment {key} belongs to two schemes")
        seen.add(key)
        scheme = schemes.get(row["scheme_id"])
        if scheme is None or scheme.kind != row["scheme"]:
            world.fault("truth", f"shipment {key}: scheme {row['scheme_id']} {row['scheme']} is not in schemes.csv")
            continue
        scheme.sent.append(sent[key])
        scheme.taken[key] = whole(row["chips_diverted"])
        if not 0 <= scheme.taken[key] <= sent[key].quantity * pieces[sent[key].item]:
            world.fault("truth", f"shipment {key}: {scheme.taken[key]} chips diverted of {sent[key].quantity} {sent[key].item}")
    for row in world.rows("truth/parties.csv"):
        if row["party_id"] not in parties:
            world.fault("truth", f"truth/parties.csv: no party {row['party_id']}")
        if row["scheme_id"] not in schemes:
            world.fault("truth", f"truth/parties.csv: no scheme {row['scheme_id']}")
            continue
        schemes[row["scheme_id"]].parts[row["part"]].add(row["party_id"])
    for scheme in schemes.values():
        scheme.sent.sort(key=lambda event: (event.date, event.event_id))
        days = [event.date for event in scheme.sent]
        said = (scheme.said, scheme.first, scheme.last)
        derived = (len(days), days[0] if days else scheme.first, days[-1] if days else scheme.last)
        if said != derived:
            world.fault("truth", f"scheme {scheme.key} says {said}, its shipments {derived}")
        # Who ships in a scheme and got it in the scheme is named in it.
        named = scheme.parties()
        for event in scheme.sent:
            if event.to_party not in named:
                world.fault("truth", f"scheme {scheme.key}: {event.to_party} receives {event.shipment_id}, and is not named")
    return schemes


def check_lots(world, parties, schemes):
    """Chips kept and diverted by truth/chips.csv, which must be those of the schemes."""
    lots = []
    sums, diverted_to = collections.Counter(), collections.Counter()
    for row in world.lots:
        letters, first = split_serial(row.serial_or_lot)
        if first < 0 or row.count <= 0:
            world.fault("serials", f"lot {row.serial_or_lot!r} of {row.count} chips")
            continue
        lots.append((first, row.count, letters))
        holder = parties.get(row.final_holder)
        if holder is None:
            world.fault("truth", f"lot {row.serial_or_lot}: no party {row.final_holder!r}")
        elif holder["country"] != row.final_country:
            world.fault("truth", f"lot {row.serial_or_lot}: {row.final_holder} is not in {row.final_country}")
        sums["diverted" if row.diverted else "kept"] += row.count
        if row.diverted:
            diverted_to[row.final_holder] += row.count
    # A serial number without its letter names one chip as well.
    lots.sort()
    for (first, count, letters), (after, _, other) in zip(lots, lots[1:]):
        if first + count > after:
            world.fault("serials", f"{letters}{first} to {letters}{first + count - 1} overlaps {other}{after}")
    of_schemes = sum(scheme.chips for scheme in schemes.values())
    if of_schemes != sums["diverted"]:
        world.fault("truth", f"schemes.csv: {of_schemes} chips diverted; chips.csv: {sums['diverted']}")
    # Final holders: the parties named so hold what their schemes took.
    expected = collections.Counter()
    shared = False
    for scheme in schemes.values():
        finals = scheme.of("final_holder")
        if len(finals) == 1:
            expected[min(finals)] += scheme.chips
        elif scheme.chips:
            shared = True
    for holder in set(expected) | set(diverted_to) if not shared else ():
        if expected[holder] != diverted_to[holder]:
            world.fault("truth", f"{holder} should hold {expected[holder]} diverted chips, chips.csv says {diverted_to[holder]}")
    return sums
