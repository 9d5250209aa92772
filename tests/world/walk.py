"""Each serial number that papers state, followed from its maker to who holds it last by the events, beside the final holder that
truth/chips.csv gives it. Part of check_world.py.

Papers state up to eight numbers of a lot, or none, and some sales leave no paper, so that a number may be elsewhere than where it
was last stated. It is then asked whether papers that do not state it lead from there to its final holder: dispatches of its
kind, each no earlier than the one before, with more chips than they state."""
import bisect
import collections
import heapq
import math

from chips import kinds_of, made_as, perhaps_written_off
from tables import day_of

ENDS = ("scrap", "lost", "seizure")
MOVES = ("shipment", "return")
FOR_EVER = 1 << 30
# Numbers with holders to whom no paper leads, beside the share of sales that leave none: a number is sold twice or three times.
UNPAPERED = 2


class Papers:
    """Dispatches of a kind with more chips than they state, by receiver; and where such chips were scrapped, lost or seized."""
    def __init__(self, world, chips_of):
        self.into = collections.defaultdict(dict)  # (receiver, kind) -> sender -> days of dispatch, in order
        self.ended = collections.defaultdict(list)  # kind -> (day, holder)
        self.answers = {}
        for row in world.events:
            if row.kind not in MOVES and row.kind not in ENDS:
                continue
            if row.quantity * chips_of(row.item)[1] <= (row.serials.count("|") + 1 if row.serials else 0):
                continue
            kind = made_as(row.item)
            if row.kind in MOVES:
                self.into[row.to_party, kind].setdefault(row.from_party, []).append(day_of(row.date))
            else:
                self.ended[kind].append((day_of(row.date), row.from_party if row.kind == "scrap" else row.to_party))

    def lead(self, start, day, kind, ends):
        """Can chips of the kind that are at `start` on that day have come to one of `ends`, pairs (latest day, holder)? The
        search goes back in time from the ends, the latest dispatch first, so that each holder is looked at once."""
        later = [(-last, holder) for last, holder in ends if last >= day]
        heapq.heapify(later)
        seen = set()
        while later:
            last, holder = heapq.heappop(later)
            if holder == start:
                return True
            if holder in seen:
                continue
            seen.add(holder)
            for sender, days in self.into.get((holder, kind), {}).items():
                before = bisect.bisect_right(days, -last) - 1
                if before >= 0 and days[before] >= day and sender not in seen:
                    heapq.heappush(later, (-days[before], sender))
        return False

    def sent(self, start, day, kind, holder, until=FOR_EVER):
        """Was something sent from `start` to the holder from that day on, until another?"""
        days = self.into.get((holder, kind), {}).get(start, ())
        return bisect.bisect_right(days, until) > bisect.bisect_left(days, day)

    def in_two_steps(self, start, day, kind, holder):
        """Most ways are short, and found without a search."""
        return self.sent(start, day, kind, holder) or any(
            days[-1] >= day and self.sent(start, day, kind, sender, days[-1])
            for sender, days in self.into.get((holder, kind), {}).items())

    def lead_to(self, start, day, kind, holder):
        key = start, day, kind, holder
        if key not in self.answers:
            ends = [(FOR_EVER, holder)] if holder else self.ended[kind]
            self.answers[key] = bool(holder) and self.in_two_steps(*key) or self.lead(start, day, kind, ends)
        return self.answers[key]


def follow(world):
    """number -> [holder or None once it has ended, day of the last paper that states it, kind, event, made as]."""
    at = {}
    of_maker = perhaps_written_off(world)
    for row in world.events:
        if not row.serials:
            continue
        if row.kind == "opening" or row.kind in MOVES or row.kind == "receipt":
            holder = row.to_party
        elif row.kind in ENDS:
            holder = row.from_party if of_maker(row) else None
        elif row.kind in ("transform", "installation"):
            holder = row.from_party
        else:
            continue
        kind = made_as(row.item)
        for serial in row.serials.split("|"):
            at[int(serial[1:])] = (holder, day_of(row.date), kind, row)
    return at


# The last holders on file of each kind of scheme: the last step leaves no paper; papers without goods go on to stations.
LAST_ON_FILE = ("sink", "phantom_centre", "hub", "paper_station")


class Walk:
    def __init__(self, world, schemes, parameters):
        self.at = follow(world)
        self.papers = Papers(world, kinds_of(world))
        self.schemes = collections.defaultdict(list)  # final holder -> schemes
        for scheme in schemes.values():
            for holder in scheme.of("final_holder"):
                self.schemes[holder].append(scheme)
        self.last_day = world.last_day
        # A journey longer than five standard deviations happens once in three million.
        self.longest = parameters["time.sea_median"] * math.exp(5 * parameters["time.transit_sigma"])

    def of_scheme(self, lot, holder, day, kind):
        """A diverted number ends at a party of a scheme with that final holder, most at the last one on file, or papers that do
        not state it lead there."""
        schemes = self.schemes[lot.final_holder]
        last = set().union(*(scheme.of(part) for scheme in schemes for part in LAST_ON_FILE))
        if holder in last:
            return "at the last holder on file of their scheme"
        parties = set().union(*(scheme.parties() for scheme in schemes))
        if holder in parties or any(self.papers.lead_to(holder, day, kind, each) for each in parties):
            return "of a scheme, last stated before its last step"
        return None

    def outcome(self, number, lot):
        """What becomes of a number, and whether that can be."""
        holder, day, kind, row = self.at[number]
        if lot is None:
            if holder is None:
                return "scrapped, lost or seized", True
            if row.kind == "scrap":
                return "written off by their makers", True
            if self.papers.lead_to(holder, day, kind, None):
                return "gone by a paper that does not state them", True
            return "sold without a paper, and scrapped, lost or seized", True
        if holder is None:
            return "still there after they were scrapped, lost or seized", False
        if lot.diverted:
            where = self.of_scheme(lot, holder, day, kind)
            return where or "diverted from where no scheme had them", bool(where)
        if holder == lot.final_holder:
            return "where they were last stated", True
        if row.kind in MOVES and row.from_party == lot.final_holder and self.last_day - day <= self.longest:
            return "under way", True
        if self.papers.lead_to(holder, day, kind, lot.final_holder):
            return "where papers lead that do not state them", True
        return "sold without a paper", True


def check_walk(world, schemes, parameters):
    walk = Walk(world, schemes, parameters)
    lots = sorted((int(lot.serial_or_lot[1:]), lot) for lot in world.lots if lot.serial_or_lot[1:].isdigit())
    starts = [first for first, _ in lots]
    outcomes = collections.Counter()
    for number in walk.at:
        place = bisect.bisect_right(starts, number) - 1
        lot = lots[place][1] if place >= 0 and number < starts[place] + lots[place][1].count else None
        what, can_be = walk.outcome(number, lot)
        outcomes[what] += 1
        if lot and made_as(lot.kind) != walk.at[number][2]:
            world.fault("walk", f"{number} was made as {walk.at[number][2]}, and is {lot.kind} in chips.csv")
        if not can_be:
            holder, _, kind, row = walk.at[number]
            truth = f"{lot.final_holder} has it" if lot else "chips.csv does not have it"
            world.fault("walk", f"{number} ({kind}) was last stated in {row.event_id} ({row.kind}), at {holder}, and {truth}: {what}")
    stated, unpapered = len(walk.at), sum(count for what, count in outcomes.items() if what.startswith("sold"))
    if unpapered > UNPAPERED * parameters["life.unrecorded_sale"] * stated:
        world.fault("walk", f"{unpapered} of {stated} numbers are with holders to whom no paper leads")
    made = sum(row.count for row in world.lots)
    world.note(f"{stated} serial numbers are stated, of {made} chips that are left; of these are "
               + ", ".join(f"{count} {what}" for what, count in outcomes.most_common()))
