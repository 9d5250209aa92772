"""tests/world/check_world.py finds what is wrong with a world: one thing changed in a copy of a small one, for each check."""
import csv
import datetime
import json
import math
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest
from random import Random

from harness import PROGRAM, SANITIZED, CliCase, wait_until_caught

CHECKER = pathlib.Path(__file__).resolve().parent.parent / "world" / "check_world.py"


sys.path.insert(0, str(CHECKER.parent))
import significance  # noqa: E402


class Significance(unittest.TestCase):
    def test_tails_of_the_binomial_are_those_of_the_sum(self):
        for of, count, share in ((10, 3, 0.2), (40, 40, 0.9), (500, 3, 0.01), (1000, 950, 0.94), (1000, 0, 0.002)):
            each = [math.comb(of, i) * share ** i * (1 - share) ** (of - i) for i in range(of + 1)]
            self.assertAlmostEqual(significance.at_least(count, of, share), sum(each[count:]), 10)
            self.assertAlmostEqual(significance.at_most(count, of, share), sum(each[:count + 1]), 10)

    def test_chi_square_is_that_of_its_closed_forms(self):
        for statistic in (0.5, 3.84, 30, 60):  # of one degree of freedom a normal squared, of two an exponential
            self.assertAlmostEqual(significance.chi_square_p(statistic, 1), math.erfc(math.sqrt(statistic / 2)), 12)
            self.assertAlmostEqual(significance.chi_square_p(statistic, 2), math.exp(-statistic / 2), 12)

    def test_worlds_as_they_should_be_pass_and_others_do_not(self):
        random, passed = Random(5), []
        shares = [0.1, 0.2, 0.3, 0.4]
        for tilt in (0, 0.06):
            tests = significance.Tests()
            for _ in range(200):
                draws = random.choices(range(4), [shares[0] + tilt, *shares[1:3], shares[3] - tilt], k=2000)
                tests.add("parameters", significance.fit_p([draws.count(cell) for cell in range(4)], shares), "cells")
                tests.share("parameters", "first cell", draws.count(0), len(draws), shares[0])
                one, other = [random.gauss(0, 1) for _ in range(300)], [random.gauss(5 * tilt, 1) for _ in range(300)]
                tests.add("parameters", significance.kolmogorov_p(one, other), "normals")
            passed.append([p >= significance.Tests.FALSE_ALARMS / len(tests.done) for p, _, _ in tests.done])
        self.assertTrue(all(passed[0]))
        self.assertLess(sum(passed[1]), 0.5 * len(passed[1]))


class WorldChecker(CliCase):
    def setUp(self):
        super().setUp()
        self.world = self.folder / "world"

    def check(self):
        done = subprocess.run([sys.executable, "-B", CHECKER, self.world, "--limit", "100"], capture_output=True, text=True)
        return done.returncode, done.stdout

    def rows(self, name):
        with open(self.world / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def change(self, name, spoil):
        """Writes a table again after `spoil` has changed its rows."""
        rows = self.rows(name)
        spoil(rows)
        with open(self.world / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def test_a_world_that_was_stopped_is_whole(self):
        running = subprocess.Popen([PROGRAM, "simulate", "--seed", "104", "--parties", "2000", "--days", "2500", "--out", "stopped"],
                                   cwd=self.folder, env=self.environment, stderr=subprocess.PIPE)
        wait_until_caught(running, signal.SIGINT)
        time.sleep(0.7)  # some months of the world; any day will do
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(timeout=120), 130, running.stderr.read().decode())
        running.stderr.close()
        self.world = self.folder / "stopped"
        self.assertTrue(json.loads((self.world / "world.json").read_text())["interrupted"])
        status, said = self.check()
        self.assertEqual(status, 0, said)

    @unittest.skipIf(SANITIZED, "the checker is no program of ours to sanitize; the test above runs simulate under it")
    def test_each_mistake_is_found_by_its_check(self):
        self.ok("simulate", "--seed", "7", "--parties", "700", "--days", "500", "--out", self.world)
        self.assertEqual(self.check()[0], 0, self.check()[1])
        kept = self.folder / "kept"
        shutil.copytree(self.world, kept)

        def add(column, number, which=lambda row: True):
            def spoil(rows):
                row = next(row for row in rows if which(row))
                row[column] = str(int(float(row[column])) + number)
            return spoil

        def serial_twice(rows):
            made = [row for row in rows if row["kind"] == "opening" and row["serials"]]
            made[-1]["serials"] = made[0]["serials"]

        def shifted(rows):
            row = next(row for row in rows if row["kind"] == "shipment")
            row["date"] = "2022-08-02" if row["date"] != "2022-08-02" else "2022-08-01"

        def dearer(rows):  # every second row of one item, as a world whose prices depend on a row's place
            for row in [row for row in rows if row["kind"] == "shipment"][::2]:
                row["unit_value"] = str(float(row["unit_value"] or 0) * 1.3) if row["unit_value"] else ""

        def without_mass(rows):
            for row in rows[::10]:
                row["net_mass_kg"] = ""

        def of_another(rows):  # the holders of all lots change places
            rows.sort(key=lambda row: row["diverted"])
            kept_lots = [row for row in rows if row["diverted"] == "0"]
            holders = [(row["final_holder"], row["final_country"]) for row in kept_lots]
            for row, (holder, country) in zip(kept_lots, holders[1:] + holders[:1]):
                row["final_holder"], row["final_country"] = holder, country

        def of_two_lots(rows):
            first, second = [row for row in rows if row["kind"] == "opening" and row["serials"]][:2]
            first["serials"] = "|".join((first["serials"].split("|")[0], second["serials"].split("|")[0]))

        def from_later_on(rows):  # no prices of the first months
            rows[:] = [row for row in rows if row["date"] >= "2022-11-01"]

        def over_the_ocean(rows):
            next(row for row in rows if row["export_country"] == "US" and row["destination_country"] == "SG")["transport_mode"] = "road"

        def founded_late(rows):
            next(row for row in rows if row["role"] == "freight_forwarder")["registered_on"] = "2039-01-01"

        def on_mondays(rows):
            for row in rows:
                day = datetime.date.fromisoformat(row["date"])
                row["date"] = str(day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0))

        def to_another_scheme(rows):  # the chips of two schemes change places
            diverted = [row for row in rows if row["diverted"] == "1"]
            other = next(row for row in diverted if row["final_holder"] != diverted[0]["final_holder"])
            for column in ("final_holder", "final_country"):
                diverted[0][column], other[column] = other[column], diverted[0][column]

        def still_there(rows):  # what was lost on the way
            events = self.rows("events.csv")
            lost = next(row for row in events if row["kind"] == "lost" and row["serials"])
            rows.append(dict(rows[0], kind=lost["item"].removesuffix(" server"), serial_or_lot=lost["serials"].split("|")[0], count="1"))

        def of_another_kind(rows):
            made = {row["serials"].split("|")[0] for row in self.rows("events.csv") if row["kind"] == "opening" and row["item"] == "A30"}
            next(row for row in rows if row["serial_or_lot"] in made)["kind"] = "A40"

        def of_scheme(kind):
            return {row["shipment_id"]: row for row in self.rows("truth/shipments.csv") if row["scheme"] == kind}

        def parts_of(kind, part):
            of_kind = {row["scheme_id"] for row in self.rows("truth/schemes.csv") if row["scheme"] == kind}
            return {row["party_id"] for row in self.rows("truth/parties.csv") if row["scheme_id"] in of_kind and row["part"] == part}

        def without(kind, part, *events):  # a party of a scheme files none of these events
            def spoil(rows):
                parties = parts_of(kind, part)
                rows[:] = [row for row in rows if row["kind"] not in events or row["from_party"] not in parties]
            return spoil

        def honest(rows):  # a shipment of a scheme is taken for another one
            of_straws = next(row for row in rows if row["scheme"] == "straw_buyers")
            of_straws["shipment_id"] = next(row["shipment_id"] for row in self.rows("shipments.csv") if row["date"] == "2022-11-15")

        def half_a_lot(kind, part):  # where a party with this part sends a lot on
            def spoil(rows):
                mine, senders = of_scheme(kind), parts_of(kind, part)
                row = next(row for row in rows if row["shipment_id"] in mine and row["kind"] == "shipment"
                           and row["from_party"] in senders and int(row["quantity"]) > 1)
                row["quantity"] = str(int(row["quantity"]) // 2)
            return spoil

        def shown(rows):  # a sink installs what came
            mine = of_scheme("sham_company")
            row = [row for row in rows if row["shipment_id"] in mine and row["kind"] == "shipment" and row["serials"]][-1]
            rows.append(dict(rows[-1], event_id="E999999999", kind="installation", from_party=row["to_party"], to_party="",
                             site="", item=row["item"], quantity=row["quantity"], serials=row["serials"], shipment_id="",
                             ref_event_id="", population="", sampled="", found=""))

        def makers(rows):
            known = {row["party_id"] for row in self.rows("parties.csv") if row["role"] == "manufacturer"}
            return [row for row in rows if row["kind"] == "scrap" and row["from_party"] in known]

        def all_is_written_off(rows):
            for row in makers(rows):
                row["quantity"] = str(int(row["quantity"]) * 4)

        def nothing_is_mended(rows):  # but for one module that was written off alone
            written_off = makers(self.rows("events.csv"))
            first = {int(row["serials"].split("|")[0][1:]) for row in written_off}
            rows[:] = [row for row in rows if row["diverted"] == "1" or not any(
                int(row["serial_or_lot"][1:]) <= number < int(row["serial_or_lot"][1:]) + int(row["count"]) for number in first)]
            alone = next(row for row in written_off if int(row["quantity"]) % 8)
            rows.append(dict(rows[0], kind=alone["item"], serial_or_lot=alone["serials"].split("|")[0], count="1", diverted="0"))

        def late_and_missing(rows):  # every receipt two days later, and one in thirty not at all
            receipts = [row for row in rows if row["kind"] == "receipt"]
            for row in receipts:
                row["date"] = str(datetime.date.fromisoformat(row["date"]) + datetime.timedelta(days=2))
            gone = {row["event_id"] for row in receipts[::30]}
            rows[:] = [row for row in rows if row["event_id"] not in gone]

        def by_sea_and_in_cash(rows):
            for row in [row for row in rows if row["transport_mode"] == "air"][::4]:
                row["transport_mode"], row["payment_terms"] = "sea", "cash"

        def in_macau_and_old(rows):
            for row in rows[::5]:
                row["country"], row["registered_on"], row["website"] = "MO", "2001-01-01", ""

        # Several mistakes in one world where each is told in words of its own.
        for what, name, spoils, checks in (
                ("chips of schemes, lost and of another kind", "truth/chips.csv", (to_another_scheme, still_there, of_another_kind),
                 ("diverted from where no scheme had them", "still there after they were scrapped, lost or seized", "was made as A30, and is A40")),
                ("schemes that lack a step", "events.csv", (
                    without("sham_company", "sham_company", "inspection"), without("pass_through", "front", "inspection", "declaration"),
                    without("insider_diversion", "insider", "scrap"), without("phantom_data_centre", "phantom_centre", "installation"), shown),
                 ("no inspection of", "does not claim", "wrote nothing off", "is not installed", "which is diverted over it")),
                ("half a lot", "events.csv", (half_a_lot("false_reexport", "hub"), half_a_lot("pass_through", "front"),
                                              half_a_lot("secondhand_drift", "dealer")),
                 ("false_reexport: .* is not of the whole lot", "no lot of its size came before", "secondhand_drift: .* is not of the whole lot")),
                ("makers who write off too much", "events.csv", (all_is_written_off,), ("write-offs: makers wrote off",)),
                ("trays that are not mended, and a module that is", "truth/chips.csv", (nothing_is_mended,),
                 ("write-offs: life.mended_scrap is", "are written off, and .* is in chips.csv")),
                ("journeys", "events.csv", (late_and_missing,), ("days by air abroad", "papers.missing_receipt is")),
                ("modes and terms", "shipments.csv", (by_sea_and_in_cash,), ("the part by sea is", "papers.cash is")),
                ("parties", "parties.csv", (in_macau_and_old,), ("countries of end_user", "parties.young_share is", "parties.no_website is"))):
            with self.subTest(what):
                for spoil in spoils:
                    self.change(name, spoil)
                status, said = self.check()
                shutil.copy(kept / name, self.world / name)
                self.assertEqual(status, 1, said)
                for check in checks:
                    self.assertRegex(said, check)
        for what, name, spoil, check in (
                ("chips that nobody sent there", "truth/chips.csv", of_another, "holders to whom no paper leads"),
                ("a shipment that is of no scheme", "truth/shipments.csv", honest, "is no step of it"),
                ("a month's shipped chips off by one", "truth/totals.csv", add("released", 1), "released, the totals"),
                ("one chip too many", "truth/chips.csv", add("count", 1, lambda row: row["diverted"] == "0"), "kinds: "),
                ("one chip of a scheme too many", "truth/schemes.csv", add("chips", 1), "truth: "),
                ("a shipment of a scheme too many", "truth/schemes.csv", add("shipments", 1), "truth: "),
                ("a month's total off by one", "truth/totals.csv", add("held", 1), "totals: "),
                ("a month's lost chips off by one", "truth/totals.csv", add("lost", 1), "totals: "),
                ("a serial number twice", "events.csv", serial_twice, "walk: "),
                ("two lots that overlap", "truth/chips.csv", lambda rows: rows[1].update(serial_or_lot=rows[0]["serial_or_lot"]), "serials: "),
                ("a date that is shifted", "events.csv", shifted, "events: "),
                ("other prices in every second row", "events.csv", dearer, "marginals: "),
                ("more rows without a mass", "shipments.csv", without_mass, "parameters: "),
                ("serial numbers of two lots", "events.csv", of_two_lots, "runs: "),
                ("goods before there are any", "prices.csv", from_later_on, "releases: "),
                ("a lorry over an ocean", "shipments.csv", over_the_ocean, "routes: "),
                ("a forwarder before it was founded", "parties.csv", founded_late, "founded: "),
                ("no weekends", "shipments.csv", on_mondays, "week: "),
                ("chips with another holder", "truth/chips.csv", of_another, "holders: ")):
            with self.subTest(what):
                self.change(name, spoil)
                status, said = self.check()
                shutil.copy(kept / name, self.world / name)
                self.assertEqual(status, 1, said)
                self.assertIn(check, said)


if __name__ == "__main__":
    unittest.main()
