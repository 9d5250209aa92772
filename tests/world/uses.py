"""What becomes of lots, as often and as soon as world.json says: users install them and have them mended, and of lots of schemes
some are seen again. Part of check_world.py.

What comes to a user may be meant for somebody else; numbers say that it never went on, and what is told of it. What came through
others is always installed, so that installations are counted of what its seller had in stock: numbers say that, too. (A sale from
stock that no paper shows, 0.3 %, is installed for certain as well.)"""
import collections

from significance import binomial_p
from tables import day_of

USERS = ("end_user", "university", "government", "data_centre", "cloud")
MOVES = ("shipment", "return")
# Days after a receipt within which it is installed (3.9 standard deviations: one in 20,000 takes longer) and mended (500 at most).
INSTALLED, MENDED = 150, 501


def first_number(row):
    return row.serials.split("|")[0]


class Deliveries:
    """Lots that came to users and state numbers, once, and were not sent on, outside of schemes: `came` and `items`. `direct` are those
    that their sender, a maker or dealer, had in stock: it got no lot that begins with the same number."""
    def __init__(self, world, parties, schemes):
        users = {key for key, row in parties.items() if row["role"] in USERS}
        of_schemes = {event.shipment_id for scheme in schemes.values() for event in scheme.sent}
        lots, into, others = {}, set(), set()
        for row in world.events:
            if row.kind not in MOVES or not row.serials:
                continue
            number = first_number(row)
            key = row.to_party, number
            others.add((row.from_party, number))
            if key in into or row.shipment_id in of_schemes:
                others.add(key)
            into.add(key)
            if row.to_party in users:
                lots[key] = row
        wanted = {row.shipment_id: key for key, row in lots.items() if key not in others}
        self.came, self.items, self.direct = {}, {}, set()  # (user, first number) -> day of the receipt, item
        for row in world.events:
            key = wanted.get(row.shipment_id) if row.kind == "receipt" else None
            if key:
                self.came[key], self.items[key] = day_of(row.date), row.item
                if row.from_party not in users and (row.from_party, key[1]) not in into:
                    self.direct.add(key)

    def alone(self, world):
        """Direct ones of which the user got nothing else of the item within INSTALLED days before or after, nor sent or converted any:
        what it installs of the item then is of them, whether it states numbers or not."""
        days = {(user, self.items[user, number]): [] for user, number in self.direct}
        for row in world.events:
            if row.kind in MOVES or row.kind == "receipt" or row.kind == "transform":
                for party in (row.to_party, row.from_party) if row.kind in MOVES else (row.to_party or row.from_party,):
                    if (party, row.item) in days:
                        days[party, row.item].append(day_of(row.date))
        for user, number in sorted(self.direct):
            came = self.came[user, number]
            near = [day for day in days[user, self.items[user, number]] if abs(day - came) <= INSTALLED]
            if len(near) == 2 and world.last_day - came > INSTALLED:  # its own dispatch and receipt
                yield (user, self.items[user, number]), came


def check_uses(world, parties, schemes, parameters, tests):
    deliveries = Deliveries(world, parties, schemes)
    old = [key for key, came in deliveries.came.items() if world.last_day - came > MENDED]
    mended = {(row.from_party, first_number(row)) for row in world.events  # a repair by nobody tells of a number that was misread
              if row.kind == "repair" and row.to_party and row.serials}
    tests.share("parameters", "life.repairs", sum(key in mended for key in old), len(old), parameters["life.repairs"])
    installed = collections.defaultdict(list)
    for row in world.events:
        if row.kind == "installation":
            installed[row.from_party, row.item].append(day_of(row.date))
    count, waits = 0, []
    alone = list(deliveries.alone(world))
    for key, came in alone:
        mine = [day - came for day in installed[key] if 0 < day - came <= INSTALLED]
        count += bool(mine)
        waits.extend(mine)
    tests.share("parameters", "life.installed", count, len(alone), parameters["life.installed"])
    # Begun days are counted whole, so that up to the median's day there is a half.
    early = sum(wait <= parameters["time.settle_median"] for wait in waits)
    tests.add("parameters", binomial_p(early, len(waits), 0.5),
              f"of {len(waits)} installations {early} are within time.settle_median, {parameters['time.settle_median']} days")


# A lot whose last paper is older than this has left its last holder (4.4 standard deviations of a wait), and was seen again, if at
# all, within 120 days; the journey of a lot that came late is 60 more.
SEEN = 330
SEEN_AS = ("repair", "listing", "device_report")
LAST_STEP = ("sink", "hub")


def check_sightings(world, schemes, parameters, tests):
    """Of lots of schemes that came to their last holder on file and state numbers, so many are seen at the final holder."""
    wanted = {}
    for scheme in schemes.values():
        last = set().union(*(scheme.of(part) for part in LAST_STEP))
        for event in scheme.sent:
            old = world.last_day - day_of(event.date) > SEEN
            if old and event.to_party in last and event.serials and scheme.taken[event.shipment_id]:
                for holder in scheme.of("final_holder"):
                    wanted[holder, first_number(event)] = event.shipment_id
    gone = {row.shipment_id for row in world.events if row.kind in ("lost", "seizure")}
    seen = {(row.from_party, first_number(row)) for row in world.events if row.kind in SEEN_AS and row.serials}
    asked = [key for key, shipment in wanted.items() if shipment not in gone]
    count, share = sum(key in seen for key in asked), parameters["schemes.seen_again"]
    tests.add("parameters", binomial_p(count, len(asked), share), f"schemes.seen_again is {share}, but {count} of {len(asked)} lots are")
