"""When and where things can happen: releases, founding days, weekends, routes. Part of check_world.py."""
import collections
import datetime

from tables import day_of

ROLES = ("exporter", "consignee", "end_user", "intermediate_consignee", "forwarder", "payer")


def check_releases(world):
    """Prices are stated from the first month on that begins after the release: no event is before that month."""
    first = {}
    for row in world.rows("prices.csv"):
        first[row["item"]] = min(first.get(row["item"], row["date"]), row["date"])
    start = {item: str(datetime.date.fromisoformat(day) - datetime.timedelta(days=31)) for item, day in first.items()}
    for row in world.events:
        for item in (row.item, row.item_out):
            if item and row.date < start.get(item, ""):
                world.fault("releases", f"{row.event_id}: {item} on {row.date}, and prices begin on {first[item]}")


def check_routes(world, head):
    """What does not leave its country, or is driven, has no country on the way; lorries cross no ocean between these; nothing
    sails to where there is no port; what lies on the way is a hub of world.json between both ends."""
    region = {country: each["name"] for each in head["regions"] for country in each["countries"]}
    hubs = {(frozenset((each["one"], each["other"])), sea): {hub["code"] for hub in each["sea" if sea else "air"]}
            for each in head["routes"] for sea in (False, True)}
    islands = {"US", "CA", "MX"}, {"AU"}, {"NZ"}, {"TW"}, {"JP"}, {"KR"}, {"PH"}, {"ID"}, {"BR"}, {"ZA"}
    land = {country: place for place, mass in enumerate(islands) for country in mass}
    for row in world.shipments:
        start, end, via = row.export_country, row.destination_country, row.transit_countries
        road = row.transport_mode == "road"
        if road and land.get(start) != land.get(end):
            world.fault("routes", f"{row.shipment_id}: by road from {start} to {end}")
        if row.transport_mode == "sea" and {start, end} & set(head["landlocked"]):
            world.fault("routes", f"{row.shipment_id}: by sea from {start} to {end}")
        way = hubs[frozenset((region[start], region[end])), row.transport_mode == "sea"]
        if via and (road or start == end or via in (start, end) or via not in way):
            world.fault("routes", f"{row.shipment_id}: {start} to {end} over {via}, by {row.transport_mode}")


def check_founded(world, parties):
    """Nobody stands on a paper or an event before it was founded, nor on a paper before it was a customer; no stake is older
    than its owner."""
    founded = {key: row["registered_on"] for key, row in parties.items()}
    since = {key: max(row["registered_on"], row["customer_since"]) for key, row in parties.items()}
    founded[""] = since[""] = ""
    columns = world.shipments[0]._fields if world.shipments else ()
    places = [(role, columns.index(role + "_id")) for role in ROLES if columns]
    for row in world.shipments:
        for role, at in places:
            if since.get(row[at], "") > row.date:
                world.fault("founded", f"{row.shipment_id} of {row.date}: {role} {row[at]} came later")
    for row in world.events:
        for party in (row.from_party, row.to_party, row.site.partition("/")[0]):
            if founded.get(party, "") > row.date:
                world.fault("founded", f"{row.event_id} of {row.date}: {party} was founded later")
    for row in world.rows("ownership.csv"):
        if max(founded.get(row["owner"], ""), founded.get(row["owned"], "")) > row["from"]:
            world.fault("founded", f"{row['owner']} has a part of {row['owned']} from {row['from']} on, before either was founded")


def check_week(world, wanted):
    """A day of the weekend has the wanted part of a weekday's shipments, about."""
    days = collections.Counter()
    for day, count in collections.Counter(row.date for row in world.shipments).items():
        days[(day_of(day) + 6) % 7] += count
    weekday = sum(days[day] for day in range(5)) / 5
    if weekday >= 300 and abs((days[5] + days[6]) / 2 / weekday - wanted) > 0.08:
        world.fault("week", f"shipments on Saturdays and Sundays: {days[5]} and {days[6]}, {weekday:.0f} on a weekday, {wanted} wanted")
