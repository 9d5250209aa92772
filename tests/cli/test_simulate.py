"""simulate: what it writes, refuses and leaves behind."""
import collections
import csv
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

import harness
import schema_case

TABLES = ["parties", "ownership", "shipments", "events", "reports", "prices", "rates"]
TRUTH = ["schemes", "shipments", "parties", "chips", "rentals", "totals"]
# Of a small world with schemes of all ten kinds: changes with every change of the world, and is then changed here, in a commit of its own.
GOLDEN = "02bce5d0e8f0c44bf17db6c8"


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class Simulate(schema_case.SchemaCase):
    shared = None  # folder of golden()

    def world(self, name="world", *more):
        done = self.ok("simulate", "--seed", 5, "--parties", 150, "--days", 120, "--out", name, *more)
        return self.folder / name, done

    def test_writes_every_table_and_says_so(self):
        folder, done = self.world()
        self.assertIn("150 parties, 120 days", done.err)
        self.assertEqual(done.out, "")
        for name in TABLES:
            self.assertTrue((folder / f"{name}.csv").stat().st_size > 0, name)
            self.assertEqual((folder / f"{name}.parquet").read_bytes()[:4], b"PAR1", name)
        for name in TRUTH:
            self.assertTrue((folder / "truth" / f"{name}.csv").exists(), name)
        told = json.loads((folder / "world.json").read_text())
        self.assertEqual((told["seed"], told["parties"], told["days"], told["complete"]), ("5", 150, 120, True))
        self.assertEqual(told["rows"]["shipments"], len(rows(folder / "shipments.csv")))
        self.assertIn("source", told["parameters"]["lots.small_median"])

    def test_every_table_is_as_its_schema_says(self):
        self.ok("simulate", "--seed", 3, "--parties", 150, "--days", 800, "--out", "world")  # small, with schemes and rentals
        folder = self.folder / "world"
        self.check("world", [json.loads((folder / "world.json").read_text())])
        for table in (*TABLES, *(f"truth/{name}" for name in TRUTH)):
            name = table.replace("/", "-")
            found = rows(folder / f"{table}.csv")
            columns = self.check(name, found[::1 + len(found) // 200])  # some 200 rows, from the first to the last
            if schema_case.SCHEMAS[name]["additionalProperties"]:  # a table of anybody, who may leave columns out
                columns = [column for column in columns if column in found[0]]
            self.assertEqual(list(found[0]), columns, name)

    def golden(self):
        """A world of 400 parties and 900 days, from 2022-08-01 on, that the tests of it share."""
        if Simulate.shared is None:
            Simulate.shared = tempfile.TemporaryDirectory()
            self.addClassCleanup(Simulate.shared.cleanup)
            self.ok("simulate", "--seed", 42, "--parties", 400, "--days", 900, "--out", pathlib.Path(Simulate.shared.name) / "golden")
        return pathlib.Path(Simulate.shared.name) / "golden"

    def test_a_small_world_comes_out_as_it_did(self):
        folder = self.golden()
        self.assertEqual(len({row["scheme"] for row in rows(folder / "truth" / "schemes.csv")}), 10)
        digest = hashlib.sha256()
        for path in sorted(folder.rglob("*.csv")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        self.assertEqual(digest.hexdigest()[:24], GOLDEN)

    def test_what_goes_where_follows_the_law_of_the_day(self):
        """What companies in no scheme send into China: big chips until the rule of 2022-10, their slower sisters until that of
        2023-10, the slowest from then on. All of them go elsewhere before and after."""
        folder = self.golden()
        of_schemes = {row["shipment_id"] for row in rows(folder / "truth" / "shipments.csv")}
        country = {row["party_id"]: row["country"] for row in rows(folder / "parties.csv")}
        into, elsewhere = collections.defaultdict(list), collections.defaultdict(list)
        for row in rows(folder / "events.csv"):
            if row["kind"] != "shipment" or row["shipment_id"] in of_schemes or country[row["from_party"]] == "CN":
                continue
            there = into if country[row["to_party"]] == "CN" else elsewhere
            there[row["item"].removesuffix(" server")].append(row["date"])
        for item, first, last in (("A100 80GB PCIe", "2022-08", "2022-10-07"), ("A800 80GB PCIe", "2022-11", "2023-11-17"),
                                  ("H800 SXM", "2023-03", "2023-11-17"), ("RTX 6000 Ada", "2022-12", "2023-11-17"),
                                  ("L20", "2023-11", "2025-02"), ("H20", "2024-01", "2025-02"), ("RTX 4090 D", "2023-12", "2025-02")):
            with self.subTest(item=item):
                self.assertTrue(into[item] and first <= min(into[item]) and max(into[item]) < last, sorted(into[item]))
        for item in ("H100 PCIe", "H100 SXM5", "H200 SXM", "MI300X"):
            with self.subTest(item=item):
                self.assertEqual(into[item], [])
                self.assertGreater(len(elsewhere[item]), 100)
        for item in ("A800 80GB PCIe", "A100 80GB PCIe", "RTX 6000 Ada"):  # what may no longer go there is not withdrawn
            self.assertGreater(max(elsewhere[item]), "2024", item)

    def test_threads_change_nothing(self):
        one, _ = self.world("one", "--threads", 1)
        for threads in (2, 7):
            many, _ = self.world(f"of{threads}", "--threads", threads)
            for path in sorted(one.rglob("*.csv")) + [one / "world.json"]:
                self.assertEqual(path.read_bytes(), (many / path.relative_to(one)).read_bytes(), (threads, path.name))

    def test_screen_reads_it(self):
        folder, _ = self.world()
        done = self.run_program("screen", folder / "shipments.csv", "--parties", folder / "parties.csv", "--ownership",
                                folder / "ownership.csv", "--prices", folder / "prices.csv", "--rates", folder / "rates.csv",
                                "--lists", "none", "--store", "none", "--format", "ndjson", "--fail-on", "never")
        self.assertEqual(done.returncode, 0, done.err)
        decisions = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual(len(decisions), len(rows(folder / "shipments.csv")))
        known = sum(decision["item"] is not None for decision in decisions)
        self.assertGreater(known, 0.85 * len(decisions))

    def test_parquet_holds_the_rows_of_the_csv(self):
        folder, _ = self.world()
        decided = []
        for form in ("csv", "parquet"):
            done = self.ok("screen", folder / f"shipments.{form}", "--parties", folder / f"parties.{form}", "--lists", "none",
                           "--store", "none", "--format", "ndjson", "--fail-on", "never")
            decided.append(done.out)
        self.assertEqual(decided[0], decided[1])

    def test_refuses_a_folder_with_something_in_it(self):
        self.write("mine.txt", "keep")
        done = self.run_program("simulate", "--out", ".")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the folder is not empty", done.err)
        self.assertIn("hint: name a new folder", done.err)
        self.assertEqual((self.folder / "mine.txt").read_text(), "keep")

    def test_tells_what_is_wrong_with_the_wishes(self):
        for wishes, words in ((("--scenario", "nowhere"), "baseline, phantom-centres"), (("--parties", 3), "60 to"),
                              (("--days", 0), "1 to"), (("--seed", ""), "no whole number"), (("--seed", "-1"), "no whole number"),
                              (("--seed", "0x10"), "no whole number"), (("--seed", 1 << 64), "from 0 to 18446744073709551615")):
            done = self.run_program("simulate", "--out", "world", *wishes)
            self.assertEqual(done.returncode, 2, wishes)
            self.assertIn(words, done.err)
            self.assertFalse((self.folder / "world").exists(), wishes)

    def test_a_folder_without_a_name_is_refused_and_nothing_overwritten(self):
        mine = self.write("shipments.csv", "mine\n")
        done = self.run_program("simulate", "--parties", 60, "--days", 10, "--out", "")
        self.assertEqual((done.returncode, mine.read_text()), (2, "mine\n"))
        self.assertIn("no folder is named", done.err)
        self.assertEqual([path.name for path in self.folder.iterdir() if path.name == "truth"], [])

    def test_a_full_disk_is_an_error_and_leaves_nothing(self):
        done = subprocess.run(["sh", "-c", f"ulimit -f 200; exec '{harness.PROGRAM}' simulate --parties 400 --out full"],
                              capture_output=True, cwd=self.folder, env=self.environment, timeout=120,
                              preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"file_unwritable", done.stderr)
        self.assertFalse((self.folder / "full").exists())

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_folder_that_may_not_be_written(self):
        (self.folder / "locked").mkdir(mode=0o555)
        done = self.run_program("simulate", "--out", "locked/world")
        self.assertEqual(done.returncode, 2)
        self.assertIn("file_unwritable", done.err)

    def test_stopped_it_is_whole_shorter_and_marked(self):
        running = subprocess.Popen([harness.PROGRAM, "simulate", "--parties", "60000", "--days", "2000", "--out", "world"],
                                   cwd=self.folder, env=self.environment, stderr=subprocess.PIPE)
        harness.wait_until_caught(running, signal.SIGINT)
        running.send_signal(signal.SIGINT)
        error = running.communicate(timeout=120)[1].decode()
        self.assertEqual(running.returncode, 130, error)
        self.assertIn("shorter than asked, whole, and marked so", error)
        told = json.loads((self.folder / "world" / "world.json").read_text())
        self.assertTrue(told["interrupted"] and not told["complete"] and told["days_made"] < 2000)
        self.assertEqual(told["rows"]["events"], len(rows(self.folder / "world" / "events.csv")))
        self.assertTrue((self.folder / "world" / "truth" / "totals.csv").exists())

    def test_no_invented_name_is_on_a_list(self):
        data = pathlib.Path(os.environ.get("TIDEWAITER_TEST_DATA", harness.ROOT.parent / "shared" / "data"))
        official = data / "watchlists" / "consolidated-2026-07-31.json"
        if not official.exists():
            self.skipTest(f"no official list in {data}")
        folder, _ = self.world("world")
        self.ok("lists", "import", official, "-o", "official.tidelist")
        names = "name\n" + "".join(row["name"] + "\n" for row in rows(folder / "parties.csv"))
        done = self.ok("match", "--lists", "official.tidelist", "--format", "ndjson", "--threshold", "0.92",
                       stdin=names.encode())
        hits = [row for row in map(json.loads, done.out.splitlines()) if row["hits"]]
        self.assertEqual(hits, [], "invented names that are certain hits")


if __name__ == "__main__":
    unittest.main()
