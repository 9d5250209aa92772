"""tests/world/check_world.py finds what is wrong with a world: one thing changed in a copy of a small one, for each check."""
import csv
import datetime
import pathlib
import shutil
import subprocess
import sys

from harness import CliCase

CHECKER = pathlib.Path(__file__).resolve().parent.parent / "world" / "check_world.py"


class WorldChecker(CliCase):
    def setUp(self):
        super().setUp()
        self.world = self.folder / "world"
        self.ok("simulate", "--seed", "7", "--parties", "700", "--days", "500", "--out", self.world)

    def check(self):
        done = subprocess.run([sys.executable, "-B", CHECKER, self.world], capture_output=True, text=True)
        return done.returncode, done.stdout

    def change(self, name, spoil):
        """Writes a table again after `spoil` has changed its rows."""
        with open(self.world / name, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        spoil(rows)
        with open(self.world / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def test_each_mistake_is_found_by_its_check(self):
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

        for what, name, spoil, check in (
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
                self.assertEqual(status, 1, said)
                self.assertIn(check, said)
                shutil.copy(kept / name, self.world / name)


if __name__ == "__main__":
    import unittest
    unittest.main()
