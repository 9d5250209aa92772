"""The archive: a store that is checked, exported and pruned, and one file that holds all that a decision rests on."""
import contextlib
import csv
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
import zipfile

from harness import PROGRAM, RULE, CliCase, hold, shipment, shipments

STORE = ("--store", "s.db")
NO_LISTS = ("--lists", "none", "--fail-on", "never")


class Archive(CliCase):
    def screen(self, rows, *more, status=0):
        return self.ok("screen", self.write("night.csv", shipments(rows)), *NO_LISTS, *STORE, *more, status=status)

    def sql(self, *statements):
        with contextlib.closing(sqlite3.connect(self.folder / "s.db")) as store, store:
            for statement in statements:
                store.execute(statement)


class Check(Archive):
    def check(self, status=0):
        return " ".join(self.ok("store", "check", *STORE, status=status).out.split())

    def test_a_sound_store(self):
        self.screen([hold(1), shipment(2)])
        self.ok("resolve", "S0001", "--as", "cleared", "--reason", "x", "--by", "J. Doe", *STORE)
        text = self.check()
        self.assertIn("1 run, 2 decisions, 1 of them whole", text)
        self.assertTrue(text.endswith("sound"), text)

    def test_what_a_run_holds_that_is_not_in_the_store_yet(self):
        """Its list is kept before the store names the run: check leaves it out, and an interrupt takes it away."""
        lists, rejects = self.demo_list(), self.folder / "rejects"
        folder = self.folder / "s.db.input"
        file = self.write("night.csv", shipments([hold(1), shipment(2, date="soon")]))
        os.mkfifo(rejects)  # the first pass waits until somebody reads it
        running = subprocess.Popen([PROGRAM, "screen", file, "--lists", lists, "--rejects", rejects, *STORE], cwd=self.folder,
                                   env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with running:
            while running.poll() is None and not list(folder.glob("lists-*.tidelist")):
                time.sleep(0.02)
            self.assertTrue(self.check().endswith("sound"))
            self.ok("store", "prune", *STORE, "--remove")
            self.assertEqual(len(list(folder.glob("lists-*.tidelist"))), 1)
            running.send_signal(signal.SIGINT)
            reader = os.open(rejects, os.O_RDONLY | os.O_NONBLOCK)  # should it wait for one still
            told = running.communicate(timeout=60)[1].decode()
            os.close(reader)
        self.assertEqual(running.returncode, 130, told)
        self.assertEqual(list(folder.iterdir()), [])
        self.assertTrue(self.check().endswith("sound"))

    def test_a_list_that_a_killed_run_left_goes_with_the_next_run(self):
        lists = self.demo_list()
        file = self.write("night.csv", shipments([hold(1)]))
        self.ok("screen", file, "--lists", lists, "--fail-on", "never", *STORE)
        kept, = (self.folder / "s.db.input").glob("lists-*.tidelist")
        left = [kept.with_name("lists-0123456789abcdef.tidelist"), kept.with_name("lists-0123456789abcdef.tidelist.writing-4194305")]
        for path in left:
            path.write_bytes(b"x")
        self.assertIn("no run of the store names this file", self.check(1))
        self.ok("screen", file, "--lists", lists, "--fail-on", "never", *STORE)
        self.assertEqual([path.exists() for path in (*left, kept)], [False, False, True])
        self.check()

    def test_every_kind_of_damage_is_named(self):
        lists = self.demo_list()
        for rows in ([hold(1), hold(2), shipment(3)], [hold(1)]):
            self.ok("screen", self.write("night.csv", shipments(rows)), "--lists", lists, "--fail-on", "never", *STORE)
        self.ok("resolve", "S0001", "--as", "cleared", "--reason", "x", "--by", "J. Doe", *STORE)
        self.check()
        folder = self.folder / "s.db.input"
        first, second = sorted(folder.glob("*.parquet"))
        whole = first.read_bytes()
        backup = (self.folder / "s.db").read_bytes()
        kept_list, = folder.glob("lists-*.tidelist")

        first.write_bytes(whole[:-1] + b"?")
        self.assertIn("it is not as the run kept it", self.check(1))
        first.unlink()
        self.assertIn("there is no such file", self.check(1))
        first.write_bytes(whole)
        (folder / "20200101T000000Z-999999999.parquet").write_bytes(b"x")
        self.assertIn("no run of the store names this file", self.check(1))
        (folder / "20200101T000000Z-999999999.parquet").unlink()
        damaged = bytearray(kept_list.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        kept_list.rename(self.folder / "kept")
        kept_list.write_bytes(damaged)
        self.assertIn(kept_list.name, self.check(1))
        (self.folder / "kept").replace(kept_list)
        self.check()

        for says, statement in (("does not agree with its digest", "UPDATE body SET json = (SELECT json FROM body WHERE id = 2) WHERE id = 1"),
                                ("the outcome beside its text is another", "UPDATE decision SET codes = codes - 1 WHERE shipment_id = 'S0002'"),
                                ("its text is missing", "DELETE FROM body WHERE id = 1"),
                                ("belong to no run", "UPDATE decision SET run = 9 WHERE shipment_id = 'S0003'"),
                                ("is not the one that it names", "UPDATE decision SET digest = x'0011223344556677' WHERE shipment_id = 'S0001' AND run = 2"),
                                ("are not kept", "DELETE FROM data_text"),
                                ("are not those", "UPDATE data_text SET texts = (SELECT json FROM body LIMIT 1)")):
            (self.folder / "s.db").write_bytes(backup)
            self.sql(statement)
            self.assertIn(says, self.check(1))

    def test_what_is_no_store(self):
        self.assertIn("no store here", self.ok("store", "check", *STORE, status=2).err)
        self.write("s.db", "no store at all")
        self.assertIn("not a store", self.ok("store", "check", *STORE, status=2).err)


class Export(Archive):
    def rows(self, what, form="ndjson", *more):
        out = self.ok("store", "export", what, *STORE, "--format", form, *more).out
        return list(csv.DictReader(out.splitlines())) if form == "csv" else [json.loads(line) for line in out.splitlines()]

    def test_decisions(self):
        self.screen([hold(1), shipment(2)])
        self.screen([hold(1, quantity="9")])
        rows = self.rows("decisions")
        self.assertEqual([(row["run"], row["shipment_id"], row["disposition"]) for row in rows],
                         [(1, "S0001", "hold"), (1, "S0002", "release"), (2, "S0001", "hold")])
        self.assertEqual(json.loads(rows[0]["decision"])["shipment_id"], "S0001")
        self.assertEqual(rows[1]["decision"], "")
        self.assertNotEqual(rows[0]["row_digest"], rows[2]["row_digest"])
        as_csv = self.rows("decisions", "csv")
        self.assertEqual([row["digest"] for row in as_csv], [row["digest"] for row in rows])
        self.assertEqual(json.loads(self.ok("store", "export", "decisions", *STORE, "--format", "json").out), rows)

    def test_answers_exceptions_and_runs(self):
        self.screen([hold(1)])
        self.ok("resolve", "S0001", "--as", "refused", "--reason", "no licence", "--by", "J. Doe", *STORE)
        self.ok("exceptions", "add", "--party", "Marlin Reef Exports", "--entry", "DPL-0001", "--reason", "another company",
                "--by", "A. Analyst", "--lists", self.demo_list(), *STORE)
        self.ok("exceptions", "remove", "1", "--reason", "wrong", "--by", "B", *STORE)
        answer, = self.rows("answers")
        self.assertEqual((answer["answer"], answer["reason"], answer["run"]), ("refused", "no licence", 1))
        exception, = self.rows("exceptions", "csv")
        self.assertEqual((exception["entry_id"], exception["removed_by"]), ("DPL-0001", "B"))
        run, = self.rows("runs")
        self.assertEqual((run["state"], run["shipments"], run["pruned"]), ("finished", 1, ""))

    def test_parquet(self):
        self.screen([hold(i) for i in range(3000)])
        self.assertIn("-o FILE", self.ok("store", "export", "decisions", *STORE, "--format", "parquet", status=2).err)
        self.ok("store", "export", "decisions", *STORE, "--format", "parquet", "-o", "d.parquet")
        self.assertEqual((self.folder / "d.parquet").read_bytes()[:4], b"PAR1")
        self.ok("store", "export", "runs", *STORE, "--format", "parquet", "-o", "r.parquet")
        self.assertIn("input", self.ok("store", "export", "runs", *STORE, "-o", "s.db", status=2).err)

    def test_an_empty_result_and_a_closed_pipe(self):
        self.screen([hold(i) for i in range(3000)])
        self.assertEqual(self.rows("answers"), [])
        done = subprocess.run(f"'{PROGRAM}' store export decisions --store s.db | head -2", shell=True, cwd=self.folder,
                              env=self.environment, capture_output=True)
        self.assertEqual((done.stdout.count(b"\n"), done.stderr), (2, b""))


class Prune(Archive):
    def old(self, run, started="2019-02-03T04:05:06Z"):
        self.sql(f"UPDATE run SET started = '{started}' WHERE id = {run}")

    def plan(self, *more):
        return {row["run"]: (row["remove"], row["why"]) for row in
                map(json.loads, self.ok("store", "prune", *STORE, "--format", "ndjson", *more).out.splitlines())}

    def test_only_what_is_old_enough_goes_and_only_when_told_to(self):
        self.screen([hold(1, date="2019-01-05"), shipment(2, date="2019-01-05")])
        self.screen([hold(1, date="2019-01-05")])
        self.screen([hold(3, date="2025-01-05")])
        for run in (1, 3):
            self.old(run)
        self.assertEqual(self.plan(), {1: (True, "older than 5 years"), 2: (False, "it began less than 5 years ago"),
                                       3: (False, "a shipment of it is dated 2025-01-05, less than 5 years ago")})
        page = " ".join(self.ok("store", "prune", *STORE).out.split())
        self.assertIn("would go", page)
        self.assertIn("nothing was removed; --remove does it", page)
        self.write("tidewaiter.toml", "retention_years = 1\n")
        self.assertRegex(self.ok("store", "prune", *STORE).out, "run.* older than 1 year: nothing was removed")
        self.assertIn("it began less than 1 year ago", self.ok("store", "prune", *STORE).out)
        (self.folder / "tidewaiter.toml").unlink()
        self.ok("explain", "S0002", *STORE)
        files = len(list((self.folder / "s.db.input").iterdir()))

        self.assertIn("removed", self.ok("store", "prune", *STORE, "--remove").out)
        self.assertIn("no decision", self.ok("explain", "S0002", *STORE, status=2).err)
        self.ok("explain", "S0001", *STORE, "--replay")
        self.assertLess(len(list((self.folder / "s.db.input").iterdir())), files)
        self.assertIn("sound", self.ok("store", "check", *STORE).out)
        self.assertEqual(set(self.plan()), {2, 3}, "a pruned run is done with")
        runs = [json.loads(line) for line in self.ok("store", "export", "runs", *STORE).out.splitlines()]
        self.assertTrue(runs[0]["pruned"] and not runs[1]["pruned"], "its record stays")

    def test_an_open_answer_keeps_every_run_of_its_shipment(self):
        for _ in range(2):
            self.screen([hold(1, date="2019-01-05"), hold(2, date="2019-01-05")])
        self.old(1)
        self.old(2)
        answer = ("--reason", "asked the authority", "--by", "J. Doe", *STORE)
        self.ok("resolve", "S0001", "--as", "escalated", *answer)
        self.assertEqual(self.plan(), {run: (False, "the answer to S0001 is open: escalated") for run in (1, 2)})
        self.ok("store", "prune", *STORE, "--remove")
        self.ok("explain", "S0001", *STORE, "--replay")
        self.ok("resolve", "S0001", "--as", "cleared", *answer)
        self.assertEqual(self.plan("--remove"), {run: (True, "older than 5 years") for run in (1, 2)})
        kept = [json.loads(line) for line in self.ok("resolve", "--list", *STORE, "--format", "ndjson").out.splitlines()]
        self.assertEqual([row["state"] for row in kept], ["void: its decision was pruned"] * 2, "answers stay")
        self.assertIn("sound", self.ok("store", "check", *STORE).out)

    def test_a_run_that_is_going_stays(self):
        read, write = os.pipe()
        self.screen([hold(1, date="2019-01-05")])
        with open(read) as stdin, subprocess.Popen([PROGRAM, "screen", "-", *NO_LISTS, *STORE], stdin=stdin, cwd=self.folder,
                                                   env=self.environment, stdout=subprocess.DEVNULL,
                                                   stderr=subprocess.DEVNULL) as going:
            with open(write, "w") as rows:
                rows.write(shipments([hold(2, date="2019-01-05")]))
                rows.flush()
                self.old(1)
                self.plan("--remove")
            self.assertEqual(going.wait(timeout=60), 0)
        self.ok("explain", "S0002", *STORE, "--replay")
        self.assertIn("sound", self.ok("store", "check", *STORE).out)

    def test_the_setting(self):
        self.screen([hold(1, date="2019-01-05")])
        self.old(1, "2023-01-01T00:00:00Z")
        self.assertFalse(self.plan()[1][0])
        self.write("tidewaiter.toml", "retention_years = 2\n")
        self.assertTrue(self.plan()[1][0])
        self.assertIn("15 CFR 762.6", self.ok("store", "prune", *STORE).err)
        for value in ("0", "101", '"5"'):
            self.write("tidewaiter.toml", f"retention_years = {value}\n")
            self.assertIn("retention_years must be", self.ok("store", "prune", *STORE, status=2).err)

    def test_kept_lists_go_with_their_last_run(self):
        lists = self.demo_list()
        file = self.write("night.csv", shipments([hold(1, date="2019-01-05")]))
        self.ok("screen", file, "--lists", lists, "--fail-on", "never", *STORE)
        self.old(1)
        kept, = (self.folder / "s.db.input").glob("lists-*")
        os.utime(kept, (0, 0))
        self.ok("store", "prune", *STORE, "--remove")
        self.assertEqual(list((self.folder / "s.db.input").iterdir()), [])


class Bundle(Archive):
    def test_one_file_that_needs_no_program(self):
        lists = self.demo_list()
        parties = self.write("parties.csv", "name,country,headquarters_country\nUtrecht Weather Institute,AE,CN\nNobody Here,DE,DE\n")
        rows = [hold(1, consignee_name="Marlin Reef Exports", forwarder_name="Utrecht Weather Institute"),
                shipment(1, quantity="-4"), hold(2, exporter_name="Another Exporter")]
        self.ok("screen", self.write("night.csv", shipments(rows, columns=[*rows[0]])), "--lists", lists, "--parties", parties,
                "--fail-on", "never", *STORE, status=5)
        self.ok("resolve", "S0001", "--as", "refused", "--reason", "listed", "--by", "J. Doe", *STORE)
        told = self.ok("explain", "S0001", *STORE, "--bundle", "s1.zip").err
        self.assertIn(hashlib.sha256((self.folder / "s1.zip").read_bytes()).hexdigest(), told)
        with zipfile.ZipFile(self.folder / "s1.zip") as archive:
            self.assertIsNone(archive.testzip())
            files = {name: archive.read(name) for name in archive.namelist()}
        decision = json.loads(files["decision.json"])
        self.assertEqual(decision["shipment_id"], "S0001")
        self.assertEqual(decision["answers"][0]["reason"], "listed")
        row, = csv.DictReader(files["rows.csv"].decode().splitlines())
        self.assertEqual(row["consignee_name"], "Marlin Reef Exports")
        self.assertIn("must not be negative", files["rejected.ndjson"].decode())
        self.assertIn(b"Utrecht Weather Institute", files["parties.csv"])
        self.assertNotIn(b"Nobody Here", files["parties.csv"])
        everything = b"".join(files.values())
        self.assertNotIn(b"Another Exporter", everything, "other shipments stay out")
        entries = json.loads(files["list-entries.json"])["entries"]
        self.assertIn("DPL-0001", [entry["id"] for entry in entries])
        for line in decision["lines"]:
            for rule in line["rules"]:
                self.assertIn(f'id = "{rule}"'.encode(), files["rules.toml"], rule)
        self.assertIn("Marlin Reef Exports", files["decision.txt"].decode())
        self.assertTrue(any(name.startswith("law/regimes/us/") for name in files))
        self.assertTrue(any(name.startswith("law/catalog/") for name in files))
        self.assertEqual(json.loads(files["run.json"])["run"], 1)
        # what an archivist does
        there = self.folder / "unpacked"
        with zipfile.ZipFile(self.folder / "s1.zip") as archive:
            archive.extractall(there)
        done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=there, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        (there / "rows.csv").write_bytes(files["rows.csv"].replace(b"Marlin", b"Merlin"))
        self.assertNotEqual(subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=there,
                                           capture_output=True).returncode, 0)

    def test_the_same_bytes_every_time_and_a_release_too(self):
        self.screen([hold(1), shipment(2)])
        for shipment_id in ("S0001", "S0002"):
            for name in ("a.zip", "b.zip"):
                self.ok("explain", shipment_id, *STORE, "--bundle", name)
            self.assertEqual((self.folder / "a.zip").read_bytes(), (self.folder / "b.zip").read_bytes())
        with zipfile.ZipFile(self.folder / "a.zip") as archive:
            self.assertTrue(json.loads(archive.read("decision.json"))["lines"])

    def test_the_law_of_its_day(self):
        """The user's own rules are in it as they were, whatever became of them."""
        rules = self.folder / "own"
        rules.mkdir()
        (rules / "more.toml").write_text(RULE)
        self.ok("rules", "check", "--rules", rules)
        self.screen([hold(1)], "--rules", rules)
        shutil.rmtree(rules)
        self.ok("explain", "S0001", *STORE, "--replay")
        self.ok("explain", "S0001", *STORE, "--bundle", "a.zip")
        with zipfile.ZipFile(self.folder / "a.zip") as archive:
            self.assertEqual(archive.read("law/own/001-more.toml").decode(), RULE)
            self.assertIn("OWN-1", archive.read("rules.toml").decode())

    def test_where_it_cannot_be_written_or_made(self):
        self.screen([hold(1)])
        self.assertIn("file_unwritable", self.ok("explain", "S0001", *STORE, "--bundle", "/proc/a.zip", status=2).err)
        self.assertIn("error[", self.ok("explain", "S0001", *STORE, "--bundle", "s.db", status=2).err)
        shutil.rmtree(self.folder / "s.db.input")
        self.assertIn("error[", self.ok("explain", "S0001", *STORE, "--bundle", "a.zip", status=2).err)
        self.assertFalse((self.folder / "a.zip").exists())


if __name__ == "__main__":
    unittest.main()
