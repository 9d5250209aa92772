"""Every scheme has the shape of its kind: the steps that docs/world.md's table gives it, in the events alone. Truth says which
shipments are of a scheme and who plays which part; everything else is looked up in the events. Part of check_world.py."""
import bisect
import collections

from chips import kinds_of
from tables import day_of

# A scheme of which nothing was shipped for so long has ended; a younger one may lack its last steps. Who collects waits up to
# 90 days for what is late; a step, a journey by sea and a late receipt are done in 60 more (docs/world.md).
ENDED = 150


class Events:
    """The events of the parties of schemes, by party, and what arrived of each shipment."""
    def __init__(self, world, schemes):
        self.last_day = world.last_day
        self.chips_of = kinds_of(world)
        asked = set().union(*(scheme.parties() for scheme in schemes.values()))
        self.filed = collections.defaultdict(list)  # (party, kind of event) -> events
        self.came, self.gone = {}, set()
        sent = {event.shipment_id for scheme in schemes.values() for event in scheme.sent}
        self.mode = {row.shipment_id: row.transport_mode for row in world.shipments if row.shipment_id in sent}
        for row in world.events:
            if row.kind == "receipt":
                self.came[row.shipment_id] = day_of(row.date)
            elif row.kind in ("lost", "seizure"):
                self.gone.add(row.shipment_id)
            if row.kind not in ("shipment", "return", "receipt") and row.from_party in asked:
                self.filed[row.from_party, row.kind].append(row)

    def chips(self, row):
        return row.quantity * self.chips_of(row.item)[1]

    def of_lot(self, party, kinds, lot, first, last):
        """Events of these kinds that the party filed of exactly the lot's pieces, `first` to `last` days after 1 January 1."""
        return [row for kind in kinds for row in self.filed[party, kind]
                if row.item == lot.item and row.quantity == lot.quantity and first <= day_of(row.date) <= last]


class Diverted:
    """Chips that are diverted, by final holder and kind, and how many schemes of a holder have a kind."""
    def __init__(self, world, events, schemes):
        self.chips = collections.Counter()
        for lot in world.lots:
            if lot.diverted:
                self.chips[lot.final_holder, lot.kind] += lot.count
        self.schemes = collections.Counter((holder, kind) for scheme in schemes.values() for holder in scheme.of("final_holder")
                                           for kind in {events.chips_of(event.item)[0] for event in scheme.sent})


class Shape:
    """One scheme while it is looked at: `fault` for what may never be, `missing` for what must be once it has ended."""
    def __init__(self, world, events, diverted, scheme):
        self.world, self.events, self.diverted, self.scheme = world, events, diverted, scheme
        self.unsent = []  # lots that do not go on: they are late, or the law has closed their next step since it was planned
        self.stays = []  # such lots that were to be gathered: they stay where they are
        self.halted = 0  # papers without goods that do not go on, for the same reasons
        self.rest = 0      # chips that were gathered and do not go on, for the same reasons
        self.ended = bool(scheme.sent) and events.last_day - day_of(scheme.sent[-1].date) > ENDED

    def fault(self, text):
        self.world.fault("shapes", f"{self.scheme.key} {self.scheme.kind}: {text}")

    def missing(self, text):
        if self.ended:
            self.fault(text)

    def one(self, part):
        of = self.scheme.of(part)
        if len(of) != 1:
            self.fault(f"{len(of)} parties are its {part}")
        return min(of, default="")

    def count(self, what, count, least, most):
        """At most so many at any time, at least so many at its end."""
        if count > most:
            self.fault(f"{count} {what}, {most} at most")
        elif count < least:
            self.missing(f"{count} {what}, {least} at least")

    def steps(self, *allowed):
        """Shipments by (part of the sender, part of the receiver), None for whoever has no part in it; others are faults."""
        part_of = {party: part for part, parties in self.scheme.parts.items() for party in parties}
        found = {pair: [] for pair in allowed}
        for event in self.scheme.sent:
            pair = part_of.get(event.from_party), part_of.get(event.to_party)
            if pair not in found:  # an order from somebody who has a part in it as well
                pair = None, pair[1]
            if pair not in found:
                self.fault(f"{event.shipment_id} from {event.from_party} to {event.to_party} is no step of it")
                continue
            found[pair].append(event)
        return [found[pair] for pair in allowed]

    def whole_lots(self, orders, relays, gathered=False):
        """Each relay is one order of its sender, whole and later; pairs (order, relay or None)."""
        left = list(relays)
        unsent = self.stays if gathered else self.unsent
        pairs = []
        for order in orders:
            relay = next((each for each in left if each.from_party == order.to_party and each.item == order.item
                          and each.quantity == order.quantity and each.date > order.date
                          and each.serials == order.serials), None)
            if relay:
                left.remove(relay)
            elif order.shipment_id not in self.events.gone:
                unsent.append(order)
            pairs.append((order, relay))
        for relay in left:
            self.fault(f"{relay.from_party} sends {relay.shipment_id}, and no lot of its size came before")
        return pairs

    def taken(self, shipments):
        return sum(self.scheme.taken[event.shipment_id] for event in shipments if event.shipment_id not in self.events.gone)

    def gathered(self, into, out):
        """Who gathers sends nothing that has not come, most of it in one shipment; what comes later goes on alone."""
        balance = 0
        for event in sorted(into + out, key=lambda event: (event.date, event in out)):
            if event in out:
                balance -= self.events.chips(event)
            elif event.shipment_id not in self.events.gone:
                balance += self.events.chips(event)
            if balance < 0:
                self.fault(f"{event.shipment_id} holds {-balance} chips that did not come")
                return
        self.rest += balance
        sizes = [self.events.chips(event) for event in out]
        if sizes and 2 * max(sizes) < sum(sizes):
            self.missing(f"of {sum(sizes)} chips that were gathered the largest shipment has {max(sizes)}")

    def carried(self, last_step):
        """The chips of the scheme are those of its last step on paper and of lots that did not go on: those leave from where they
        are."""
        chips, unsent = self.taken(last_step), self.taken(self.unsent) + self.rest
        text = f"{self.scheme.chips} chips are diverted, {chips} came to the last holder on file, and {unsent} did not go on"
        if self.scheme.chips > chips + unsent:
            self.fault(text)
        elif self.scheme.chips < chips + unsent:
            self.missing(text)


    def kinds(self, *last_steps):
        """The final holder has of each kind what came to the last holder on file; where another scheme of it has the same kind, and
        where something stopped, that cannot be told."""
        holder = self.one("final_holder")
        if not self.ended or self.rest:
            return
        for events in last_steps:
            for kind in {self.events.chips_of(event.item)[0] for event in events}:
                chips = self.taken([event for event in events if self.events.chips_of(event.item)[0] == kind])
                if self.diverted.schemes[holder, kind] == 1 and chips != self.diverted.chips[holder, kind]:
                    self.fault(f"{self.diverted.chips[holder, kind]} {kind} are diverted, {chips} came to the last holder on file")


def relayed_and_shown(shape, part, most, show):
    """One party orders up to `most` lots and sends each on whole to the sink; `show` looks for what it tells of each."""
    party, _ = shape.one(part), shape.one("sink")
    orders, relays = shape.steps((None, part), (part, "sink"))
    shape.count("lots", len(orders), 1, most)
    for order, relay in shape.whole_lots(orders, relays):
        if relay:
            show(party, order, relay)
    shape.carried(relays)


# What is ready on a Saturday leaves by the Friday after it (docs/world.md).
PUT_OFF = 6


def pass_through(shape):
    def claims(front, _, relay):
        day = day_of(relay.date)
        if not shape.events.of_lot(front, ("inspection", "declaration"), relay, day + 1, day + 90):
            shape.missing(f"{front} does not claim what it sent on as {relay.shipment_id}")
    relayed_and_shown(shape, "front", 2, claims)


def straw_buyers(shape):
    shape.one("warehouse"), shape.one("sink")
    orders, relays, out = shape.steps((None, "straw_buyer"), ("straw_buyer", "warehouse"), ("warehouse", "sink"))
    shape.count("straw buyers", len(shape.scheme.of("straw_buyer")), 5, 10)
    shape.whole_lots(orders, relays, gathered=True)
    shape.gathered(relays, out)
    shape.carried(out)


def sham_company(shape):
    def shows(company, order, relay):
        for kind in ("installation", "inspection"):
            filed = shape.events.of_lot(company, (kind,), order, day_of(order.date), day_of(relay.date))
            if not filed:
                shape.fault(f"no {kind} of {order.shipment_id} before it leaves")
            elif all(row.site.partition("/")[0] == company for row in filed):
                shape.fault(f"the {kind} of {order.shipment_id} is in no rented hall")
    relayed_and_shown(shape, "sham_company", 1, shows)


def order_slicing(shape):
    shape.one("sink")
    orders, relays = shape.steps((None, "slice"), ("slice", "sink"))
    shape.count("companies", len(shape.scheme.of("slice")), 4, 99)
    shape.count("sellers", len({order.from_party for order in orders}), 1, 99)
    shape.whole_lots(orders, relays)
    shape.carried(relays)


def phantom_data_centre(shape):
    centre = shape.one("phantom_centre")
    orders, = shape.steps((None, "phantom_centre"))
    shape.count("lots", len(orders), 1, 4)  # two at least are ordered
    for order in orders:
        day = day_of(order.date)
        installed = shape.events.of_lot(centre, ("installation",), order, day, shape.events.last_day)
        if not installed:
            shape.missing(f"{order.shipment_id} is not installed")
        elif not shape.events.of_lot(centre, ("inspection", "declaration"), order, day_of(installed[0].date) + 30, shape.events.last_day):
            shape.missing(f"{centre} does not claim {order.shipment_id} after it was taken apart")
    shape.carried(orders)


def courier_lots(shape):
    shape.one("organiser"), shape.one("sink")
    orders, handed, carried = shape.steps((None, "organiser"), ("organiser", "carrier"), ("carrier", "sink"))
    shape.count("lots", len(orders), 6, 9)
    for event in orders + handed + carried:
        if shape.events.mode[event.shipment_id] not in ("air", "courier", "hand_carried", "road"):
            shape.fault(f"{event.shipment_id} goes by {shape.events.mode[event.shipment_id]}")
    shape.whole_lots(orders, handed)
    shape.count("carriers", len({event.to_party for event in handed}), 4, 9)
    shape.whole_lots(handed, carried)
    shape.carried(carried)


def salvage_plant(shape):
    plant, _ = shape.one("plant"), shape.one("sink")
    cards, out = shape.steps((None, "plant"), ("plant", "sink"))
    shape.count("dealers", len({event.from_party for event in cards}), 4, 8)
    made = shape.events.filed[plant, "transform"]
    lots = [event for event in out if any(row.item_out == event.item for row in made)]
    late = [event for event in out if event not in lots]
    if len(lots) > 1:
        shape.fault(f"{len(lots)} shipments are of what was made of the cards")
    days = []
    for lot in lots:
        of_lot = [row for row in made if row.item_out == lot.item and 0 <= day_of(lot.date) - day_of(row.date) <= PUT_OFF]
        days = [day_of(row.date) for row in of_lot]
        if sum(row.quantity_out for row in of_lot) < lot.quantity:
            shape.fault(f"{lot.shipment_id} is not of what was made of the cards")
    # A lot that comes once the others were made into cards goes on at once, as it came.
    for event in late:
        came = [shape.events.came.get(card.shipment_id, day_of(event.date)) for card in cards
                if card.date < event.date and (card.item, card.quantity) == (event.item, event.quantity)]
        if not any(day >= max(days, default=0) and 0 <= day_of(event.date) - day <= PUT_OFF for day in came):
            shape.fault(f"{event.shipment_id} goes on as it came, and is no lot that came late")
    shape.gathered(cards, out)
    shape.carried(out)
    shape.kinds(lots, late)


def false_reexport(shape):
    hub = shape.one("hub")
    orders, out, between, back = shape.steps((None, "hub"), ("hub", "paper_station"), ("paper_station", "paper_station"),
                                             ("paper_station", "hub"))
    # A station of the papers may be who sold the lot: what it sent before they began is the lot.
    sold = [event for event in back if not out or event.date < out[0].date]
    orders, back = orders + sold, [event for event in back if event not in sold]
    shape.count("lots", len(orders), 1, 1)
    papers = out + between + back
    for event in papers:
        if orders and (event.item, event.quantity) != (orders[0].item, orders[0].quantity):
            shape.fault(f"{event.shipment_id} is not of the whole lot")
        if shape.scheme.taken[event.shipment_id]:
            shape.fault(f"{event.shipment_id} is paper, and has chips")
    for before, after in zip(papers, papers[1:]):
        if before.to_party != after.from_party or before.date >= after.date:
            shape.fault(f"{after.shipment_id} does not follow {before.shipment_id}")
    if max(len(out), len(between), len(back)) > 1:
        shape.fault("its papers make no circle over three parties")
    elif not (len(out) == len(between) == len(back) == 1):
        shape.halted += 1
    shape.carried(orders)


def insider_diversion(shape):
    insider, _, _ = shape.one("insider"), shape.one("dealer"), shape.one("sink")
    out, = shape.steps(("dealer", "sink"))
    shape.count("shipments", len(out), 1, 1)
    for event in out:
        kind = shape.events.chips_of(event.item)[0]
        listed = set(event.serials.split("|")) - {""}
        scrapped = [row for row in shape.events.filed[insider, "scrap"] if row.date < event.date
                    and shape.events.chips_of(row.item)[0] == kind and shape.events.chips(row) >= shape.events.chips(event)]
        if not scrapped:
            shape.fault(f"{insider} wrote nothing off that {event.shipment_id} could be of")
        elif listed and not any(listed & set(row.serials.split("|")) for row in scrapped) and all(row.serials for row in scrapped):
            shape.fault(f"no number of {event.shipment_id} was written off")
    shape.carried(out)


def secondhand_drift(shape):
    sink = shape.one("sink")
    chain = shape.scheme.sent
    for before, after in zip(chain, chain[1:]):
        if before.to_party != after.from_party or before.date >= after.date:
            shape.fault(f"{after.shipment_id} does not follow {before.shipment_id}")
        if (before.item, before.quantity) != (after.item, after.quantity):
            shape.fault(f"{after.shipment_id} is not of the whole lot")
    through = not chain or chain[-1].to_party == sink
    shape.count("steps", len(chain), 3 if through else 1, 5)
    if not through:
        shape.unsent.append(chain[-1])
    shape.carried([event for event in chain if event.to_party == sink])


SHAPES = {shape.__name__: shape for shape in (
    pass_through, straw_buyers, sham_company, order_slicing, phantom_data_centre, courier_lots, salvage_plant, false_reexport,
    insider_diversion, secondhand_drift)}


def check_silence(world, schemes):
    """The sink never shows what was diverted: no event of it states a diverted number once it came, nor sends one on."""
    lots = sorted((int(lot.serial_or_lot[1:]), lot.count, lot.final_holder) for lot in world.lots
                  if lot.diverted and lot.serial_or_lot[1:].isdigit())
    starts = [first for first, _, _ in lots]
    last_step = {event.shipment_id: scheme for scheme in schemes.values() for event in scheme.sent
                 if event.to_party in scheme.of("sink")}
    sinks = {event.to_party for scheme in last_step.values() for event in scheme.sent if event.shipment_id in last_step}
    filed = {}  # (sink, number) -> events since it came there last; it may have been there before, in ordinary trade
    for row in world.events:
        scheme = last_step.get(row.shipment_id)
        if not row.serials or not (scheme or row.from_party in sinks):
            continue
        for serial in row.serials.split("|"):
            number = int(serial[1:])
            place = bisect.bisect_right(starts, number) - 1
            if place < 0 or number >= starts[place] + lots[place][1]:
                continue
            if scheme and lots[place][2] in scheme.of("final_holder"):
                filed[row.to_party, number] = []
            elif (row.from_party, number) in filed and row.kind != "receipt":
                filed[row.from_party, number].append(row)
    for (sink, number), rows in filed.items():
        if rows:
            world.fault("shapes", f"{sink} files {rows[0].event_id} ({rows[0].kind}) of {number}, which is diverted over it")


# Lots of schemes that a change of the law stops on their way (docs/world.md), of all lots that schemes order: 1.5 % in the worlds
# that were tried.
STOPPED = 0.05


def check_shapes(world, schemes):
    check_silence(world, schemes)
    events = Events(world, schemes)
    diverted = Diverted(world, events, schemes)
    young = lots = stopped = 0
    for scheme in schemes.values():
        shape = Shape(world, events, diverted, scheme)
        young += not shape.ended
        if scheme.kind in SHAPES:
            SHAPES[scheme.kind](shape)
        else:
            shape.fault("no such kind is known")
        shape.one("final_holder")
        lots += shape.ended * len(scheme.sent)
        stopped += shape.ended * (len(shape.unsent) + len(shape.stays) + shape.halted)
    if stopped > max(STOPPED * lots, 10):
        world.fault("shapes", f"{stopped} lots of schemes do not go on, of {lots} shipments")
    world.note(f"{len(schemes)} schemes, of which {young} may lack their last steps; {stopped} of {lots} lots of the others did not go on")
