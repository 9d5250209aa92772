"""What fleets report: who, how often, and whether the counts are those of the events. Part of check_world.py."""
import bisect
import collections

from chips import kinds_of, made_as
from significance import fit_p, poisson_shares
from tables import day_of
from uses import USERS


def standing(world, parties, head):
    """Users who have what they had on the first day at the end still: their fleet was never empty."""
    lots = sorted((int(lot.serial_or_lot[1:]), lot.count, lot.final_holder) for lot in world.lots
                  if not lot.diverted and lot.serial_or_lot[1:].isdigit())
    starts = [first for first, _, _ in lots]
    result = set()
    for row in world.events:
        if row.date > head["first_day"]:
            break
        if row.kind != "opening" or parties[row.to_party]["role"] not in USERS:
            continue
        number = int(row.serials.split("|")[0][1:])
        place = bisect.bisect_right(starts, number) - 1
        if place >= 0 and number < starts[place] + lots[place][1] and lots[place][2] == row.to_party:
            result.add(row.to_party)
    return result


def check_days(world, parties, head, parameters, tests):
    """Each fleet that reports does so once in so many days, on a day of its own; a share of all do."""
    period, first = int(parameters["life.report_days"]), day_of(head["first_day"])
    dates, serials = collections.defaultdict(set), collections.Counter()
    for row in world.reports:
        dates[row.holder].add(row.date)
        if row.serial:
            serials[row.holder, row.date] += 1
    for holder, days in dates.items():
        if len({(day_of(day) - first) % period for day in days}) > 1:
            world.fault("reports", f"{holder} reports on {len(days)} days that are not {period} apart")
    always = standing(world, parties, head)
    for holder in sorted(always & set(dates)):
        wanted = range((day_of(min(dates[holder])) - first) % period, head["days_made"], period)
        if len(dates[holder]) != len(wanted):
            world.fault("reports", f"{holder} has a fleet on every day, and reports on {len(dates[holder])} of {len(wanted)}")
    if head["days_made"] >= period:  # in a shorter world the day of most has not come
        tests.share("parameters", "life.reporters", len(always & set(dates)), len(always), parameters["life.reporters"])
    counts = collections.Counter(serials[holder, day] for holder, days in dates.items() for day in days)
    tests.add("parameters", fit_p([counts[count] for count in range(max(counts, default=0) + 1)],
                                  poisson_shares(parameters["life.report_serials"], max(counts, default=0))),
              f"numbers of serials beside the counts are not those of life.report_serials: {counts.total()} reports")


# What is to go on is in no fleet until then, nor is a lot that its user wanted to sell, or to gather, when a change of the law
# stopped it.
SEEN_AS = ("repair", "listing", "device_report")
MISSING = 0.01  # of all counts; 0.05 to 0.25 % in the worlds that were tried


def plain_books(world, parties, in_schemes):
    """(user, kind) -> ([(day, chips that came then)], sizes of lots that it has at the end) where events alone say what a user has of a
    kind: it sent nothing of it away, all that was sent to it came with a receipt and states numbers, of which truth says that it has
    them, and as many chips as came; and nobody saw another number of the kind there, as what came without a paper may leave so."""
    chips_of = kinds_of(world)
    users = {key for key, row in parties.items() if row["role"] in USERS} - in_schemes
    steps, numbers = collections.defaultdict(list), collections.defaultdict(list)
    others, under_way, seen = set(), {}, collections.defaultdict(set)
    for row in world.events:
        kind, chips = chips_of(row.item)
        if row.kind in ("shipment", "return"):
            others.add((row.from_party, kind))
            under_way[row.shipment_id] = row.to_party, kind
            if row.to_party in users:
                numbers[row.to_party, kind].append(row.serials.partition("|")[0])
        elif row.kind in ("receipt", "lost", "seizure"):
            under_way.pop(row.shipment_id, None)
        elif row.kind == "transform":
            others.update(((row.from_party, kind), (row.from_party, chips_of(row.item_out)[0])))
        elif row.kind == "scrap":
            others.add((row.from_party, kind))
        elif row.kind in SEEN_AS and row.serials:
            seen[row.from_party, kind].add(row.serials.partition("|")[0])
        if row.kind in ("receipt", "opening") and row.to_party in users:
            steps[row.to_party, kind].append((day_of(row.date), row.quantity * chips))
            if row.kind == "opening":
                numbers[row.to_party, kind].append(row.serials.partition("|")[0])
    others.update(under_way.values())
    held = collections.defaultdict(list)
    for lot in world.lots:
        held[lot.final_holder, lot.kind].append(lot)
    result = {}
    for key, parcels in steps.items():
        lots = held[key]
        if key not in others and sum(chips for _, chips in parcels) == sum(lot.count for lot in lots) \
                and seen[key] <= set(numbers[key]) <= {lot.serial_or_lot for lot in lots}:
            result[key] = parcels, [lot.count for lot in lots]
    return result


def check_counts(world, parties, in_schemes):
    """A fleet that reports says what its user has of each kind by the events, but for whole lots that are to go on."""
    days, said = collections.defaultdict(set), {}
    for row in world.reports:
        days[row.holder].add(row.date)
        if not row.serial:
            said[row.holder, row.item_claimed, row.date] = row.count
    asked = missing = 0
    for (holder, kind), (parcels, lots) in plain_books(world, parties, in_schemes).items():
        for date in days.get(holder, ()):
            day = day_of(date)
            wanted, count = sum(chips for came, chips in parcels if came <= day), said.get((holder, kind, date), 0)
            asked += 1
            if count == wanted:
                continue
            missing += 1
            sums = {0}
            for lot in lots:
                sums |= {each + lot for each in sums}
            if count > wanted or count not in sums:
                world.fault("reports", f"{holder} reports {count} {kind} on {date}, and has {wanted} by its papers")
    if missing > max(MISSING * asked, 10):
        world.fault("reports", f"{missing} of {asked} counts lack a lot")
    world.note(f"{asked - missing} of {asked} reported counts are those of plain books, {missing} lack a lot")


def check_serials(world):
    """A number that a fleet reports is of a lot of the kind that it claims."""
    lots = sorted((int(row.serials.split("|")[0][1:]), made_as(row.item)) for row in world.events if row.kind == "opening")
    starts = [first for first, _ in lots]
    for row in world.reports:
        if row.serial:
            place = bisect.bisect_right(starts, int(row.serial[1:])) - 1
            if place < 0 or lots[place][1] != made_as(row.item_claimed):
                world.fault("reports", f"{row.holder} reports {row.serial} as {row.item_claimed} on {row.date}")


FEW_DUMMIES = 20  # rows: in fewer, honest ones need not be so many times as frequent
AS_FREQUENT = 5


def check_seen(world, schemes, in_schemes, head, parameters, tests):
    """Fleets show what they claim, but for those whose agent takes a kind for another, all that it reports of it for so many days;
    and fronts and phantoms that report what has left, where something else is seen. The former are at least five times as frequent."""
    goods, first = {good["chip"] for good in head["goods"]}, day_of(head["first_day"])
    showing = set().union(*(scheme.of(part) for scheme in schemes.values() for part in ("front", "phantom_centre")))
    spans, others, dummies = collections.defaultdict(list), 0, 0
    for row in world.reports:
        if row.item_seen not in goods:
            world.fault("reports", f"{row.holder} claims {row.item_claimed} on {row.date}, and shows {row.item_seen}")
        if row.holder not in in_schemes:
            spans[row.holder, row.item_claimed, int((day_of(row.date) - first) // parameters["life.misread_model_days"])].append(row)
            others += row.item_seen != row.item_claimed
        elif row.holder in showing:
            dummies += row.item_seen != row.item_claimed
    misread = 0
    for (_, claimed, _), rows in spans.items():
        misread += rows[0].item_seen != claimed
        for row in rows:
            if row.item_seen != rows[0].item_seen:
                world.fault("reports", f"{row.holder} claims {claimed} on {row.date}, and shows {row.item_seen}, before {rows[0].item_seen}")
    tests.share("parameters", "life.misread_model", misread, len(spans), parameters["life.misread_model"])
    if dummies >= FEW_DUMMIES and others < AS_FREQUENT * dummies:
        world.fault("reports", f"fronts and phantoms show something else in {dummies} rows, parties in no scheme in {others}")
    world.note(f"fronts and phantoms report what they do not show in {dummies} rows, parties in no scheme in {others}")
