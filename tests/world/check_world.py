#!/usr/bin/env python3
"""Checks a simulated world by its output files alone: it shares no code with the simulator, and reads with csv only.

    check_world.py DIR [--limit N]

What must hold, each in a file of this folder:
  form        every table has its columns; ids exist once; what refers to a party, shipment, event or scheme finds it
  events      every row of the shipment table has one shipment or return event that says the same, and the other way round;
              a receipt, loss or return refers to an earlier dispatch
  custody     no holder ever has fewer chips of a kind than none, counted from the events, but for parties in schemes and for sales
              without papers, which the world may have
  serials     the lots of truth/chips.csv do not overlap, so that a chip exists once
  truth       days, shipments and chips of schemes.csv are those of the scheme's shipments, events and lots of truth/chips.csv;
              nothing is in two schemes
  shapes      every scheme has the steps of its kind (docs/world.md), in the events; its sink files nothing of what came
  totals      produced = held + in transit + diverted + scrapped + lost + seized in every month; flows never fall; what the
              events say was made, shipped, scrapped, lost and seized by the month's end is what the totals say; the last month
              agrees with truth/chips.csv
  kinds       of every kind, chips made and changed into it less those scrapped, lost, seized and changed are what truth has
  write-offs  makers write off no more than world.json wants, and as many of their trays come back
  holders     most books of parties in no scheme are, to the chip, what truth/chips.csv gives them
  runs        the serial numbers that a row states are of one lot, of the kind that the row names
  walk        a serial number is made once; followed through all papers that state it, it ends with the holder that truth gives
              it, or papers lead there that do not state it, or it was sold without a paper, which is bounded
  releases    nothing happens to an item more than a month before its first price
  routes      nothing is driven over an ocean, and no country lies on the way within one country, nor off all ways
  founded     nobody acts, owns or is owned before it was founded
  week        days of the weekend have the part of a weekday's shipments that world.json wants
  marginals   nothing differs between odd and even rows; prices of shipments are about those of the dealers' offers
  invoices    a shipment's row says the price, the mass and the rate of exchange that its event and rates.csv say
  reports     a fleet reports every so many days what its user has by the papers, and mostly shows what it claims
  parameters  shares and distributions are those of world.json: papers, journeys, days between hops, sizes of lots, prices, masses,
              what users install, report and have mended, companies, offers where a good may not go, rentals
All tests of chance together fail in one world of 1,000 that is as it should be. Each violation is one line; status 1 if there is
any.
"""
import argparse
import gc
import json
import sys

import books
import calendar_and_map
import chips
import fleets
import form
import lots
import marginals
import papers
import shapes
import significance
import tables
import truth
import uses
import values
import waiting
import walk


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--limit", type=int, default=10, help="violations shown of each kind")
    arguments = parser.parse_args()
    gc.disable()  # millions of rows, and no cycle among them
    world = tables.World(arguments.folder, arguments.limit)
    head = json.loads((world.folder / "world.json").read_text(encoding="utf-8"))
    parameters = {name: value["value"] for name, value in head["parameters"].items()}
    form.check_columns(world)
    parties = form.read_parties(world)
    shipments = form.check_shipments(world, parties)
    form.check_reports(world, parties)
    moves, sums, sent = books.check_events(world, parties, shipments)
    schemes = truth.check_schemes(world, parties, shipments, sent)
    kept_and_diverted = truth.check_lots(world, parties, schemes)
    books.check_totals(world, sums, kept_and_diverted, schemes)
    in_schemes = set().union(*(scheme.parties() for scheme in schemes.values()))
    produced = sum(month["produced"] for month in sums.values())
    books.check_custody(world, moves, in_schemes, produced)
    del moves
    chips.check_kinds_and_holders(world, in_schemes)
    chips.check_runs(world)
    chips.check_serials(world)
    walk.check_walk(world, schemes, parameters)
    shapes.check_shapes(world, schemes)
    calendar_and_map.check_releases(world)
    calendar_and_map.check_routes(world, head)
    calendar_and_map.check_founded(world, parties)
    calendar_and_map.check_week(world, parameters["demand.weekend_share"])
    fleets.check_counts(world, parties, in_schemes)
    fleets.check_serials(world)
    tests = significance.Tests()
    marginals.check_halves(world, tests)
    marginals.check_papers(world, parameters, tests)
    marginals.check_journeys(world, parameters, tests)
    marginals.check_modes(world, head, parameters, tests)
    marginals.check_parties(world, parties, head, parameters, tests)
    papers.check_goods_on_papers(world, parameters, tests)
    lots.check_lots(world, head, parties, schemes, parameters, tests)
    waiting.check_hops(world, schemes, parameters, tests)
    values.check_values(world, head, shipments, parameters, tests)
    uses.check_uses(world, parties, schemes, parameters, tests)
    uses.check_sightings(world, schemes, parameters, tests)
    fleets.check_days(world, parties, head, parameters, tests)
    fleets.check_seen(world, schemes, in_schemes, head, parameters, tests)
    chips.check_write_offs(world, schemes, parameters, tests)
    tests.judge(world)
    world.note(f"{len(tests.done)} tests of chance, the least p {min(test[0] for test in tests.done):.2g}")
    for note in world.notes:
        print(note)
    print(f"{len(shipments)} shipments, {len(schemes)} schemes, {produced} chips made, {kept_and_diverted['diverted']} diverted; "
          f"{sum(world.faults.values())} violations")
    return 1 if world.faults else 0


if __name__ == "__main__":
    sys.exit(main())
