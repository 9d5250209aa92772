"""simulate --audit: what each audit catches in a world that was altered for it; and the checker of worlds, which shares
no code with the simulator."""
import csv
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import unittest

import harness
import schema_case

CHECKER = pathlib.Path(__file__).resolve().parent.parent / "world" / "check_world.py"
SEEDS = [int(seed) for seed in os.environ.get("TIDEWAITER_WORLD_SEEDS", "11").split()]
PARTIES, DAYS = os.environ.get("TIDEWAITER_WORLD_SIZE", "700 900").split()


def column(path, name):
    with open(path, newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def alter(path, change):
    """Rewrites a table: change(row) alters a row in place, and returns False where it goes."""
    with open(path, newline="") as file:
        reader = csv.DictReader(file)
        kept = [row for row in reader if change(row) is not False]
        columns = reader.fieldnames
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


class Audit(schema_case.SchemaCase):
    def world(self, seed=SEEDS[0]):
        folder = self.folder / f"world{seed}"
        self.ok("simulate", "--seed", seed, "--parties", PARTIES, "--days", DAYS, "--out", folder)
        return folder

    def audit(self, folder):
        done = self.run_program("simulate", "--audit-only", "--out", folder, "--format", "json", timeout=600)
        self.assertIn(done.returncode, (0, 1), done.err)
        report = json.loads(done.out)
        self.check("audit", [report])
        self.assertEqual(report["passed"], done.returncode == 0)
        return report

    def assert_leaks_by(self, report, words):
        all_kinds = report["leak"]["rows"][0]
        self.assertEqual(("any scheme", True), (all_kinds["scheme"], all_kinds["leaks"]), all_kinds)
        self.assertFalse(report["leak"]["passed"])
        self.assertIn(words, all_kinds["rule"])

    def test_each_audit_catches_what_it_is_for(self):
        good = self.world()
        before = self.audit(good)
        of_schemes = set(column(good / "truth" / "shipments.csv", "shipment_id"))
        self.assertGreater(len(of_schemes), 20)
        with open(good / "shipments.csv", newline="") as file:
            received = [(row["date"], row["consignee_id"]) for row in csv.DictReader(file) if row["shipment_id"] in of_schemes]
        facts = [row for row in before["calibration"]["rows"] if not row["assumed"]]
        self.assertIn(None, [row["world"] for row in facts])
        for row in facts:
            self.assertEqual(row["inside"] is None, row["world"] is None, row["fact"])

        # Leaky: every shipment of a scheme has a price that no other has.
        leaky = self.folder / "leaky"
        shutil.copytree(good, leaky)

        def mark(row):
            if row["shipment_id"] in of_schemes:
                row["unit_value"] = "987654321.00"
        alter(leaky / "shipments.csv", mark)
        report = self.audit(leaky)
        self.assertFalse(report["leak"]["passed"])
        all_kinds = report["leak"]["rows"][0]
        self.assertEqual(all_kinds["scheme"], "any scheme")
        self.assertTrue(all_kinds["leaks"])
        self.assertGreater(all_kinds["f1"], 0.9)
        self.assertIn("value", all_kinds["rule"])
        self.assertEqual(report["solvable"], before["solvable"])
        of_the_rest = [[row for row in one["calibration"]["rows"] if not row["fact"].startswith("price-")] for one in (report, before)]
        self.assertEqual(of_the_rest[0], of_the_rest[1])

        # Unsolvable: who sent what to whom is drawn anew, so that no event has to do with another. And leaky, in the
        # ownership table alone: whoever gets goods of a scheme has an owner for that day.
        noise = self.folder / "noise"
        shutil.copytree(good, noise)
        parties = sorted(column(good / "parties.csv", "party_id"))
        draw = [0]

        def scatter(row):
            for side in ("from_party", "to_party"):
                if row[side]:
                    draw[0] = (draw[0] * 1103515245 + 12345) % 2147483648
                    row[side] = parties[draw[0] // 65536 % len(parties)]
            row["serials"] = ""
        alter(noise / "events.csv", scatter)
        with open(noise / "ownership.csv", "a", newline="") as file:
            file.writelines(f"{parties[0]},{party},100,{day},{day}\n" for day, party in received)
        report = self.audit(noise)
        self.assert_leaks_by(report, "stake")
        self.assertFalse(report["solvable"]["passed"])
        self.assertLess(report["solvable"]["rows"][0]["found"], 0.5 * report["solvable"]["rows"][0]["schemes"])
        self.assertEqual(report["calibration"], before["calibration"])

        # Miscalibrated: by the papers everything weighs a tenth and costs ten times as much, whatever its event says, and it
        # is cheaper where it may not go. And leaky, in the reports alone: whoever gets goods of a scheme reports a fleet on
        # the day before.
        light = self.folder / "light"
        shutil.copytree(good, light)

        def scale(row):
            if row["net_mass_kg"]:
                row["net_mass_kg"] = f"{float(row['net_mass_kg']) / 10:.2f}"
            if row["unit_value"]:
                row["unit_value"] = f"{float(row['unit_value']) * 10:.2f}"

        def cheapen(row):
            if row["place"] != "US":
                row.update({name: f"{float(row[name]) * .35:.2f}" for name in ("low", "mid", "high") if row[name]})
        alter(light / "prices.csv", cheapen)
        alter(light / "shipments.csv", scale)
        with open(light / "reports.csv", "a", newline="") as file:
            for day, party in received:
                before_it = datetime.date.fromisoformat(day) - datetime.timedelta(days=1)
                file.write(f"{before_it},{party},{party}/1,,3,A40,A40,48,false,fleet report\n")
        report = self.audit(light)
        self.assert_leaks_by(report, "reports")
        self.assertFalse(report["calibration"]["passed"])
        facts = {row["fact"]: row for row in report["calibration"]["rows"]}
        outside = {name for name, row in facts.items() if row.get("inside") is False}
        self.assertLessEqual({"mass-4090", "mass-h100-card", "price-h100-card", "premium"}, outside)
        self.assertEqual(report["leak"]["features"], before["leak"]["features"])
        self.assertEqual(report["solvable"], before["solvable"])

    @unittest.skipIf(harness.SANITIZED, "three audits take a sanitizer minutes; the one above runs under it")
    def test_worlds_of_three_seeds_pass_every_audit(self):
        """So small a world has some fourteen schemes, of which one that is missed is more than a twentieth: the oracle's
        share is asked of the three together."""
        schemes = found = 0
        for seed in (1, 2, 3):
            folder = self.folder / f"small{seed}"
            self.ok("simulate", "--seed", seed, "--parties", 400, "--days", 800, "--out", folder)
            report = self.audit(folder)
            self.assertTrue(report["leak"]["passed"] and any(row["judged"] for row in report["leak"]["rows"]), seed)
            self.assertTrue(report["calibration"]["passed"], seed)
            whole = report["solvable"]["rows"][0]
            self.assertGreater(whole["schemes"], 10)
            self.assertGreater(whole["marked_right"], 0.5 * whole["marked"])
            schemes, found = schemes + whole["schemes"], found + whole["found"]
            shutil.rmtree(folder)
        self.assertGreaterEqual(found, 0.95 * schemes)

    @unittest.skipIf(harness.SANITIZED, "a large audit takes a sanitizer minutes")
    def test_a_world_in_which_single_kinds_are_judged_passes(self):
        """A kind needs some eight schemes for a verdict of its own."""
        self.ok("simulate", "--seed", 7, "--parties", 1500, "--days", 1000, "--out", "kinds")
        done = self.run_program("simulate", "--audit-only", "--out", "kinds", "--format", "json", timeout=600)
        report = json.loads(done.out)
        leaks = [row for row in report["leak"]["rows"] if row["leaks"]]
        self.assertEqual((done.returncode, report["passed"]), (0, True), (leaks, report["solvable"]["rows"][0]))
        judged = {row["scheme"] for row in report["leak"]["rows"] if row["judged"] and row["sign"] == "none"}
        self.assertGreaterEqual(len(judged - {"any scheme"}), 5)

    def test_prints_a_table_for_people(self):
        self.ok("simulate", "--seed", 3, "--parties", 200, "--days", 400, "--out", "world")
        done = self.run_program("simulate", "--audit-only", "--out", "world")
        for words in ("1. Leak", "2. Solvable", "3. Calibration", "any scheme", "conf.", "The source of each fact"):
            self.assertIn(words, done.out)

    def test_a_world_without_a_shipment_fails(self):
        self.ok("simulate", "--parties", 60, "--days", 1, "--out", "empty")
        report = self.audit("empty")
        self.assertFalse(report["passed"] or report["leak"]["passed"] or report["solvable"]["passed"])
        self.assertEqual(report["shipments"], 0)

    def test_stopped_it_ends_without_a_verdict(self):
        self.ok("simulate", "--seed", 3, "--parties", 400, "--days", 800, "--out", "world")
        running = subprocess.Popen([harness.PROGRAM, "simulate", "--audit-only", "--out", "world", "--format", "json"],
                                   cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        harness.wait_until_caught(running, signal.SIGINT)
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=300)
        self.assertEqual((running.returncode, out), (130, b""), error)
        self.assertIn(b"interrupted while a world was audited", error)

    def test_audits_nothing_where_no_world_lies(self):
        done = self.ok("simulate", "--audit-only", "--out", "nowhere", status=2)
        self.assertIn("file_not_found", done.err)


class Checker(harness.CliCase):
    def check(self, folder):
        return subprocess.run([sys.executable, "-B", CHECKER, folder], capture_output=True, text=True, timeout=600)

    def test_finds_no_fault_at_any_number_of_threads(self):
        for threads in (1, 2, 7):
            folder = self.folder / f"world{threads}"
            self.ok("simulate", "--seed", 4, "--parties", 300, "--days", 500, "--threads", threads, "--out", folder)
            done = self.check(folder)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_finds_what_was_altered(self):
        good = self.folder / "good"
        self.ok("simulate", "--seed", 4, "--parties", 300, "--days", 500, "--out", good)

        def altered(table, change, kind):
            folder = self.folder / kind.replace(":", "")
            shutil.copytree(good, folder)
            alter(folder / table, change)
            done = self.check(folder)
            self.assertEqual(done.returncode, 1, f"{table}: {done.stdout}")
            self.assertIn(kind + ":", done.stdout)
            shutil.rmtree(folder)

        seen = []

        def first(change):
            def once(row):
                if not seen:
                    seen.append(1)
                    return change(row)
                return None
            seen.clear()
            return once
        altered("shipments.csv", first(lambda row: row.update(quantity="999999")), "events")
        altered("truth/schemes.csv", first(lambda row: row.update(chips=str(int(row["chips"]) + 1))), "truth")
        altered("truth/totals.csv", first(lambda row: row.update(held=str(int(row["held"]) + 1))), "totals")
        altered("truth/chips.csv", first(lambda row: row.update(count=str(int(row["count"]) + 500000))), "serials")


@unittest.skipUnless(os.environ.get("TIDEWAITER_LONG"), "long: TIDEWAITER_LONG=1")
class Long(harness.CliCase):
    def test_a_large_world_passes_every_audit(self):
        for seed in SEEDS:
            folder = self.folder / f"world{seed}"
            self.ok("simulate", "--seed", seed, "--parties", 8000, "--days", 1200, "--out", folder, timeout=600)
            self.ok("simulate", "--audit-only", "--out", folder, timeout=1200)
            shutil.rmtree(folder)


if __name__ == "__main__":
    unittest.main()
