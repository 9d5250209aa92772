"""What a paper says of the goods: their heading, their description, whether they are installed. Part of check_world.py."""
import collections

OWN_HEADING = 0.05  # of an item's rows: a wrong heading is one of four, 0.75 % each


def check_goods_on_papers(world, parameters, tests):
    items = {row.shipment_id: row.item for row in world.events if row.kind in ("shipment", "return")}
    headings = collections.defaultdict(collections.Counter)
    covered = stated = declined = 0
    for row in world.shipments:
        item = items.get(row.shipment_id, "")
        headings[item][row.hs_code] += 1
        covered += item not in row.item_description
        if row.installation and not item.endswith("server") and "NVL72" not in item:  # of servers more is asked, and more declined
            stated += 1
            declined += row.installation == "declined"
    wrong = of = 0
    for counts in headings.values():
        if counts.total() >= 200:
            of += counts.total()
            wrong += sum(count for count in counts.values() if count < OWN_HEADING * counts.total())
    for name, count, rows in (("wrong_heading", wrong, of), ("cover_words", covered, len(world.shipments)),
                              ("declined_installation", declined, stated)):
        tests.share("parameters", f"papers.{name}", count, rows, parameters[f"papers.{name}"])
