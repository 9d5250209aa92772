"""Prices, currencies and masses against the laws of world.json; what sellers ask where a good may not go; rentals. Part of
check_world.py. The factors that are no parameters stand in docs/world.md, "Prices and masses"."""
import bisect
import collections
import math
import statistics
from random import Random

from chips import kinds_of
from significance import binomial_p, fit_p, kolmogorov_one_p, normal_below
from tables import day_of, number

INVOICE = 1.04  # of the market's price: the median of invoices
NEW = 120  # days from its making in which a lot is sold as new: life.used_after
OFFER, OFFER_SIGMA = 1.02, 0.03  # the dealers' offers of prices.csv
SERVER = 1.22  # of the price of its chips
CELLS = 20


def normal_p(values):
    counts = [0] * CELLS
    for value in values:
        counts[min(CELLS - 1, int(CELLS * normal_below(value)))] += 1
    return fit_p(counts, [1 / CELLS] * CELLS)


class NewSales:
    """Which sales are of new goods for certain: those of makers, and of lots that were made a short time ago. Drifts of second-hand
    goods may be of such lots, too."""
    def __init__(self, world):
        self.makers = {row["party_id"] for row in world.rows("parties.csv") if row["role"] == "manufacturer"}
        self.drifts = {row["shipment_id"] for row in world.rows("truth/shipments.csv") if row["scheme"] == "secondhand_drift"}
        made = sorted((int(row.serials.split("|")[0][1:]), day_of(row.date)) for row in world.events if row.kind == "opening")
        self.starts, self.days = [first for first, _ in made], [day for _, day in made]

    def has(self, row):
        if row.from_party in self.makers:
            return True
        if not row.serials or row.shipment_id in self.drifts:
            return False
        place = bisect.bisect_right(self.starts, int(row.serials.split("|")[0][1:])) - 1
        return place >= 0 and day_of(row.date) - self.days[place] <= NEW


def check_prices(world, head, shipments, parameters, tests):
    """Two shipments of an item on one day differ by their dealers alone. What a good costs in its first year is stated where
    world.json has a price; on the first days of the months it is what dealers ask. All that of new goods; what papers call used
    costs a share of the dealers' offers of the month."""
    sigma, chips_of = parameters["papers.price_sigma"], kinds_of(world)
    stated = {good["chip"]: good["price"] for good in head["goods"] if good["price"]}
    offers, first = {}, {}
    for row in world.rows("prices.csv"):
        first.setdefault(row["item"], day_of(row["date"]))
        if row["source"] == "simulated dealers":
            offers[row["item"], row["date"]] = number(row["mid"])
    start = min(first.values(), default=0)
    pairs, levels, offered, used, waiting, new = [], [], [], [], {}, NewSales(world)
    monthly = dict(offers)
    for row in world.events:
        if row.kind not in ("shipment", "return"):
            continue
        value = math.log(number(row.unit_value))
        offer = monthly.get((row.item, row.date[:7] + "-01"))
        if offer and row.shipment_id in shipments and shipments[row.shipment_id].item_description.endswith(", used"):
            used.append(value - math.log(offer * INVOICE / OFFER * parameters["papers.used_price"]))
        if not new.has(row):
            continue
        other = waiting.pop(row.item, None)
        if other and other[0] == row.date:
            pairs.append((value - other[1]) / (sigma * math.sqrt(2)))
        else:
            waiting[row.item] = row.date, value
        chip, chips = chips_of(row.item)
        # Released at most a month before its first price, so that its first year has not ended.
        if chip in stated and first[row.item] > start and day_of(row.date) - first[row.item] < 365 - 31:
            market = stated[chip] * (chips * SERVER if row.item != chip else 1)
            levels.append((value - math.log(INVOICE * market)) / sigma)
        offer = offers.pop((row.item, row.date), None)
        if offer:
            offered.append((value - math.log(offer * INVOICE / OFFER)) / math.hypot(sigma, OFFER_SIGMA))
    spread = math.hypot(sigma, parameters["papers.used_price_sigma"], OFFER_SIGMA)
    # Prices fall by half a month's part, on average, between the offer and the sale: that is 1 in 40 of the spread.
    tests.add("parameters", binomial_p(sum(value < 0 for value in used), len(used), 0.5),
              f"{len(used)} used goods are not around papers.used_price of new ones, but {statistics.fmean(used or [0]) / spread:.2f} spreads off")
    for name, values in (("prices of one item on one day", pairs), ("prices of goods in their first year", levels),
                         ("prices beside the dealers' offers of the day", offered)):
        mean, deviation = statistics.fmean(values or [0]), statistics.pstdev(values or [0])
        tests.add("parameters", normal_p(values), f"{name} do not spread as papers.price_sigma: {len(values)} of them, of mean "
                                                  f"{mean:.3f} and deviation {deviation:.3f} of such spreads")


def check_premium(world, parameters, tests):
    """Where a good may not go sellers ask more: of each month and item the first such offer, beside that of the dealers at home."""
    low, high = parameters["schemes.premium_low"], parameters["schemes.premium_high"]
    home, ratios = {}, {}
    for row in world.rows("prices.csv"):
        key = row["item"], row["date"]
        if row["source"] == "simulated dealers":
            home[key] = number(row["mid"])
        elif key not in ratios:
            ratios[key] = number(row["mid"]) / home[key] * OFFER

    steps = [((place + 0.5) / 50 - 0.5) * 10 for place in range(50)]  # deviations of the dealers' own offer, -5 to 5
    weights = [math.exp(-z * z / 2) for z in steps]

    def below(ratio):
        parts = (min(1.0, max(0.0, (ratio * math.exp(OFFER_SIGMA * z) - low) / (high - low))) for z in steps)
        return sum(weight * part for weight, part in zip(weights, parts)) / sum(weights)
    tests.add("parameters", kolmogorov_one_p(ratios.values(), below),
              f"{len(ratios)} offers where a good may not go are not schemes.premium_low to schemes.premium_high of the market's price")


def check_invoices(world, shipments, parameters, tests):
    """A shipment's row says what its event says: the same price, in its currency, and the same mass."""
    rates = {(row["currency"], row["date"][:7]): number(row["usd"]) for row in world.rows("rates.csv")}
    local, foreign = {}, collections.Counter()
    for row in world.events:
        shipment = shipments.get(row.shipment_id) if row.kind in ("shipment", "return") else None
        if shipment is None:
            continue
        if shipment.net_mass_kg != row.net_mass_kg:
            world.fault("invoices", f"{row.shipment_id} weighs {shipment.net_mass_kg} kg, its event {row.net_mass_kg}")
        rate, price, value = rates.get((shipment.currency, row.date[:7])), number(row.unit_value), number(shipment.unit_value)
        if rate is None:
            world.fault("invoices", f"{row.shipment_id}: rates.csv has no {shipment.currency} for {row.date}")
        elif abs(value * rate - price) > 0.02 + 0.01 * rate + 1e-7 * price:
            world.fault("invoices", f"{row.shipment_id}: {value} {shipment.currency}, and its event says {price} USD")
        if shipment.currency != "USD":
            foreign[shipment.export_country] += 1
            if local.setdefault(shipment.export_country, shipment.currency) != shipment.currency:
                world.fault("invoices", f"{row.shipment_id}: {shipment.currency}, others from {shipment.export_country} have another")
    asked = sum(row.export_country in local and (local[row.export_country], row.date[:7]) in rates for row in world.shipments)
    tests.share("parameters", "papers.foreign_currency", foreign.total(), asked, parameters["papers.foreign_currency"])


# Masses are stated to 100 g: of so many pieces as weigh this much together, about, that is one part in 200. The pieces decide, not
# the mass, as heavy ones would else be there more often.
LEAST_MASS = 10
ENOUGH_MASSES = 300
WRONG_LOW, WRONG_HIGH = (0.2, 0.6), (1.6, 2.6)  # a wrong mass is so many times the right one, low as often as high


def part_below(value, low, high, factor):
    """P that a mass between low and high, times a factor between these, is below the value; each of them may be anywhere."""
    steps = 40
    parts = (value / (low + (high - low) * (step + 0.5) / steps) for step in range(steps))
    return sum(min(1.0, max(0.0, (part - factor[0]) / (factor[1] - factor[0]))) for part in parts) / steps


def support(masses, wrong):
    """Least and largest right mass, so that the tenths at either end are where so many wrong ones leave them."""
    n = len(masses)
    tenth, other = masses[n // 10], masses[n - 1 - n // 10]
    low, high = tenth, other
    for _ in range(8):  # wrong ones are few, so that each turn brings it nearer by their share
        def share(value):  # of all right masses that lie below, where so many of all lie below
            off = (part_below(value, low, high, WRONG_LOW) + part_below(value, low, high, WRONG_HIGH)) / 2
            return ((0.1 if value == tenth else 0.9) - wrong * off) / (1 - wrong)
        at, to = share(tenth), share(other)
        width = (other - tenth) / (to - at)
        low, high = tenth - at * width, other + (1 - to) * width
    return low, high


def check_masses(world, parameters, tests):
    """The mass of a piece is anywhere between two bounds of its item, each place alike; so many are wrong by far. The bounds are in
    no file of the world: they follow from the middle of the masses, and wrong ones are counted beyond them."""
    wrong, masses = parameters["papers.wrong_mass"], collections.defaultdict(list)
    for row in world.events:
        if row.net_mass_kg:
            masses[row.item].append((row.quantity, number(row.net_mass_kg) / row.quantity))
    beyond, of, expected = [0, 0], 0, [0.0, 0.0]
    for item, all_masses in sorted(masses.items()):
        pieces = LEAST_MASS / statistics.median(mass for _, mass in all_masses)
        # Anywhere within the 100 g: where places are alike, what was rounded away is so again.
        random = Random(item)
        values = sorted(mass + (random.random() - 0.5) / 10 / quantity for quantity, mass in all_masses if quantity >= pieces)
        if len(values) < ENOUGH_MASSES:
            continue
        low, high = support(values, wrong)
        least, most = 0.93 * low, 1.05 * high
        of += len(values)
        beyond[0] += sum(value < least for value in values)
        beyond[1] += sum(value > most for value in values)
        expected[0] += len(values) * wrong / 2 * part_below(least, low, high, WRONG_LOW)
        expected[1] += len(values) * wrong / 2 * (1 - part_below(most, low, high, WRONG_HIGH))
        middle = values[len(values) // 10:len(values) - len(values) // 10]
        ends = middle[0], middle[-1]
        tests.add("parameters", kolmogorov_one_p(middle[1:-1], lambda value: (value - ends[0]) / (ends[1] - ends[0])),
                  f"masses of {item} are not alike in all places between {low:.2f} and {high:.2f} kg")
    for count, wanted, side in zip(beyond, expected, ("light", "heavy")):
        if wanted >= 5:
            tests.add("parameters", binomial_p(count, of, wanted / of),
                      f"papers.wrong_mass is {wrong}: {wanted:.0f} masses of {of} should be far too {side}, {count} are")


def check_values(world, head, shipments, parameters, tests):
    check_prices(world, head, shipments, parameters, tests)
    check_premium(world, parameters, tests)
    check_invoices(world, shipments, parameters, tests)
    check_masses(world, parameters, tests)
    rents = [number(row["usd_per_hour"]) for row in world.rows("truth/rentals.csv")]
    low, high = parameters["rentals.usd_per_hour_low"], parameters["rentals.usd_per_hour_high"]
    for rent in rents:
        if not low <= rent <= high:
            world.fault("parameters", f"a rental costs {rent} USD an hour, {low} to {high} are wanted")
    tests.add("parameters", kolmogorov_one_p(rents, lambda rent: min(1.0, max(0.0, (rent - low) / (high - low)))),
              f"{len(rents)} rentals do not cost {low} to {high} USD an hour, each alike")
