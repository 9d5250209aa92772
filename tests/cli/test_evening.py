"""The analyst's evening: answers to decisions, what is new since the last run, and every decision computed again."""
import csv
import json
import shutil
import sqlite3
import unittest

from harness import CHIPS, DEMO, RULE, CliCase, hold, shipment, shipments

STORE = ("--store", "s.db")
ANSWER = ("--reason", "looked at it", "--by", "J. Doe")


class Evening(CliCase):
    def screen(self, rows, *more, lists="none", status=None, **keywords):
        file = self.write("night.csv", shipments(rows))
        return self.decisions(file, "--lists", lists, *STORE, "--fail-on", "never", *more, status=status, **keywords)

    def answers(self, *more):
        return [json.loads(line) for line in
                self.ok("resolve", "--list", *STORE, "--format", "ndjson", *more).out.splitlines()]

    def state(self):
        return self.answers()[-1]["state"]


class Resolve(Evening):
    def test_an_answer_is_kept_shown_and_listed(self):
        self.screen([hold(1), hold(2), shipment(3)])
        told = self.ok("resolve", "S0001", "--as", "escalated", "--reason", "ask legal", "--by", "A. Analyst", *STORE).err
        self.assertIn("answer 1: S0001 escalated by A. Analyst", told)
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        page = " ".join(self.ok("explain", "S0001", *STORE).out.split())
        self.assertIn("answer 2: cleared by J. Doe", page)
        self.assertIn("in force", page)
        self.assertIn("answer 2 stands in its place", page, "the earlier answer stays visible")
        explained = json.loads(self.ok("explain", "S0001", *STORE, "--format", "json").out)
        self.assertEqual([(each["answer"], each["in_force"]) for each in explained["answers"]],
                         [("escalated", False), ("cleared", True)])
        self.assertEqual([each["answer"] for each in self.answers()], ["escalated", "cleared"])
        self.assertEqual(self.answers("S0002"), [])
        rows = list(csv.DictReader(self.ok("resolve", "--list", *STORE, "--format", "csv").out.splitlines()))
        self.assertEqual(rows[1]["reason"], "looked at it")
        self.assertIn("no answers", self.ok("resolve", "S0002", "--list", *STORE).out)

    def test_the_worklist_shows_it_and_decides_as_before(self):
        file = self.write("night.csv", shipments([hold(1)]))
        before = self.ok("screen", file, "--lists", "none", *STORE, status=1).out
        self.assertNotIn("answer", before)
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        after = self.ok("screen", file, "--lists", "none", *STORE, status=1).out
        self.assertIn("answer cleared by J. Doe: looked at it (in force)", " ".join(after.split()))
        self.assertIn("HOLD", after)

    def test_what_cannot_be_answered_is_refused(self):
        self.assertIn("no store here", self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE, status=2).err)
        self.assertFalse((self.folder / "s.db").exists(), "and nothing is made")
        self.screen([hold(1)])
        for arguments, says in ((("S0009", "--as", "cleared", *ANSWER), "no decision on shipment S0009"),
                                (("S0001", "--as", "fine", *ANSWER), "none of cleared, refused, escalated"),
                                (("S0001", "--as", "cleared", "--by", "J. Doe"), "--reason"),
                                (("S0001", "--as", "cleared", "--reason", "x"), "--by"),
                                (("--as", "cleared", *ANSWER), "ID"),
                                (("S0001",), "--list")):
            self.assertIn(says, self.ok("resolve", *arguments, *STORE, status=2).err)
        self.assertIn("set to none", self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, "--store", "none", status=2).err)
        self.assertEqual(self.answers(), [])

    def test_the_same_night_again_leaves_it_in_force(self):
        self.screen([hold(1)])
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.screen([hold(1), hold(2)])
        self.assertEqual(self.state(), "in force")

    def test_other_rows_make_it_void(self):
        self.screen([hold(1)])
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.screen([hold(1, net_mass_kg="7")])
        self.assertIn("void: the shipment's rows have changed", self.state())
        self.ok("resolve", "S0001", "--as", "refused", *ANSWER, *STORE)
        self.assertEqual(self.state(), "in force")

    def test_a_cell_that_decides_nothing_is_still_the_shipment(self):
        self.screen([hold(1)])
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.screen([hold(1, order_id="O-7")])
        self.assertEqual(self.state(), "void: the shipment's rows have changed; the decision itself reads the same")

    def test_other_lists_make_it_void_at_once(self):
        lists = self.demo_list()
        self.screen([hold(1)], lists=lists)
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.assertEqual(self.state(), "in force")
        other = self.write("list.csv", (DEMO / "list.csv").read_text() + "Somebody Else,EL-9,EL,,,CN,,,2020-01-01,,invented\n")
        self.ok("lists", "import", other, "-o", lists)
        self.assertIn("void: the lists are others since, and nothing was screened with them", self.state())
        late = self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.assertIn("screen again", late.err)
        self.screen([hold(1)], lists=lists)
        self.assertIn("void: the lists are others: ", self.state())

    def test_other_rules_make_it_void(self):
        rules = self.folder / "own"
        rules.mkdir()
        self.screen([hold(1)], "--rules", rules)
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        (rules / "more.toml").write_text(RULE)
        self.assertIn("void: the rules", self.state(), "at once, as nothing was screened with them")
        self.screen([hold(1)], "--rules", rules)
        self.assertIn("void: the rules are others: ", self.state())

    def test_own_prices_and_rates_leave_it_in_force_until_they_are_others(self):
        def prices(low):
            return self.write("prices.csv", f"item,date,low,high\nH100 SXM5,2024-05,{low},35000\n")
        rates = self.write("rates.csv", "currency,date,usd\nEUR,2024-05,1.08\n")
        rules = self.folder / "own"
        rules.mkdir()
        self.screen([hold(1)], "--prices", prices(25000), "--rates", rates, "--rules", rules)
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        self.assertEqual(self.state(), "in force")
        self.screen([hold(1)], "--prices", prices(24000), "--rates", rates, "--rules", rules)
        self.assertIn("void: the rules, catalogue, places or effects of lists are others: ", self.state())
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        (rules / "more.toml").write_text(RULE)
        self.assertIn("void: the rules", self.state(), "what stands in files is compared as before")

    def test_other_rules_come_out_otherwise_and_say_so(self):
        rules = self.folder / "own"
        rules.mkdir()
        (rules / "more.toml").write_text(RULE)
        self.screen([hold(1)], "--rules", rules)
        (self.folder / "empty").mkdir()
        self.ok("explain", "S0001", *STORE, "--replay")
        done = self.ok("explain", "S0001", *STORE, "--replay", "--rules", self.folder / "empty", status=1)
        text = " ".join(done.out.split())
        self.assertIn("NOT the same", text)
        self.assertIn("the rules are others now", text)
        self.assertRegex(text, r"findings: stored \d+, computed \d+")

    def test_another_table_that_changes_the_decision_makes_it_void(self):
        self.screen([hold(1)])
        self.ok("resolve", "S0001", "--as", "cleared", *ANSWER, *STORE)
        parties = self.write("parties.csv", "name,country,headquarters_country\nUtrecht Weather Institute,AE,CN\n")
        self.screen([hold(1)], "--parties", parties)
        self.assertIn("void: the decision is another", self.state())


class SinceLast(Evening):
    def test_only_new_changed_and_worse(self):
        first = [hold(1), shipment(2), shipment(3), shipment(4), hold(5)]
        self.screen(first)
        second = [hold(1), shipment(2), shipment(3, destination_country="IR", consignee_country="IR", **CHIPS),
                  shipment(4, quantity="5"), shipment(5), hold(6)]
        file = self.write("night.csv", shipments(second))
        done = self.ok("screen", file, "--lists", "none", *STORE, "--since-last", "--format", "ndjson", status=1)
        found = {row["shipment_id"]: (row["since_last"], row["was"]) for row in map(json.loads, done.out.splitlines())}
        self.assertEqual(found, {"S0003": ("worse", "release"), "S0004": ("changed", "release"),
                                 "S0005": ("changed", "hold"), "S0006": ("new", None)})
        self.assertIn("1 new, 1 worse, 2 changed", done.err)
        self.assertIn("2 shipments left out as unchanged", done.err)
        self.assertIn("(0 stop, 1 hold, 0 review, 1 release)", done.err)
        self.assertIn("1 of them still waits; 0 have an answer in force", done.err)
        self.assertEqual(self.ok("explain", "S0001", *STORE).out.count("run 1: hold"), 1, "what is left out is stored")

    def test_nothing_new_is_no_alarm(self):
        file = self.write("night.csv", shipments([hold(1), shipment(2)]))
        self.ok("screen", file, "--lists", "none", *STORE, status=1)
        self.ok("resolve", "S0001", "--as", "refused", *ANSWER, *STORE)
        done = self.ok("screen", file, "--lists", "none", *STORE, "--since-last")
        text = " ".join(done.out.split())
        self.assertIn("Nothing is new.", text)
        self.assertIn("1 of them still waits; 1 has an answer in force", text)
        self.assertNotIn("every shipment may go", text)

    def test_the_page_says_what_each_was(self):
        self.screen([hold(1), shipment(2)])
        file = self.write("night.csv", shipments([hold(1), shipment(2, destination_country="IR", **CHIPS)]))
        text = " ".join(self.ok("screen", file, "--lists", "none", *STORE, "--since-last", status=1).out.split())
        self.assertIn("since worse: was release in run 1; its rows have changed", text)
        self.assertNotIn("S0001", text)

    def test_csv_and_json_have_it_too(self):
        self.screen([hold(1)])
        file = self.write("night.csv", shipments([hold(1), hold(2)]))
        out = self.ok("screen", file, "--lists", "none", *STORE, "--since-last", "--format", "csv", status=1).out
        row, = csv.DictReader(out.splitlines())
        self.assertEqual((row["shipment_id"], row["since_last"], row["was"]), ("S0002", "new", ""))
        again = self.ok("screen", file, "--lists", "none", "--store", "t.db", "--since-last", "--format", "json", status=1).out
        self.assertEqual([row["since_last"] for row in json.loads(again)], ["new", "new"])

    def test_an_interrupted_run_is_not_the_last(self):
        """What it printed nobody may have seen whole."""
        self.screen([hold(1)])
        with sqlite3.connect(self.folder / "s.db") as store:
            store.execute("UPDATE run SET finished = NULL")
        file = self.write("night.csv", shipments([hold(1)]))
        done = self.ok("screen", file, "--lists", "none", *STORE, "--since-last", "--format", "ndjson", status=1)
        self.assertEqual(json.loads(done.out)["since_last"], "new")

    def test_the_same_at_any_batch_and_number_of_threads(self):
        self.screen([shipment(i) for i in range(300)])
        file = self.write("night.csv", shipments([shipment(i, quantity=str(4 + (i % 7 == 0))) for i in range(310)]))
        outputs = set()
        for more in (("--threads", "1", "--batch", "7"), ("--threads", "4", "--batch", "64"), ()):
            shutil.copy(self.folder / "s.db", self.folder / "t.db")
            outputs.add(self.ok("screen", file, "--lists", "none", "--store", "t.db", "--since-last", "--format", "ndjson", *more).out)
        self.assertEqual(len(outputs), 1)
        self.assertEqual(len(outputs.pop().splitlines()), 10 + 43)

    def test_it_needs_a_store(self):
        file = self.write("night.csv", shipments([hold(1)]))
        self.assertIn("needs a store", self.ok("screen", file, "--lists", "none", "--store", "none", "--since-last", status=2).err)
        self.assertIn("--against", self.ok("screen", file, "--lists", "none", *STORE, "--since-last", "--against",
                                           "2024-01-01", status=2).err)


class Replay(Evening):
    def replay(self, shipment_id, *more, status=0):
        done = self.ok("explain", shipment_id, *STORE, "--replay", "--format", "json", *more, status=status)
        return json.loads(done.out)["replay"]

    def test_every_decision_of_the_demo(self):
        self.ok("demo", "--folder", "demo")
        store = self.folder / "demo" / "decisions.db"
        with sqlite3.connect(store) as connection:
            ids = [row[0] for row in connection.execute("SELECT shipment_id FROM decision")]
        self.assertGreater(len(ids), 50)
        # its files may change or go: what is needed is kept
        for name in ("shipments.csv", "parties.csv", "demo.tidelist"):
            (self.folder / "demo" / name).unlink()
        for shipment_id in ids:
            done = self.ok("explain", shipment_id, "--store", store, "--replay", "--format", "json")
            self.assertEqual(json.loads(done.out)["replay"], {"same": True, "differences": []}, shipment_id)

    def test_rejected_rows_take_part(self):
        file = self.write("night.csv", shipments([shipment(1), shipment(1, quantity="-4"), shipment(2, date="soon"),
                                                  shipment(3, date="2025-04-01")]))
        self.ok("screen", file, "--lists", "none", *STORE, "--fail-on", "never", status=5)
        for shipment_id in ("S0001", "S0002", "S0003"):
            self.assertTrue(self.replay(shipment_id)["same"], shipment_id)

    def test_columns_under_other_names(self):
        columns = self.write("map.csv", "column,field\nWer,name\nsku,\nSitz,headquarters_country\n")
        parties = self.write("parties.csv", "Wer,country,Sitz\nUtrecht Weather Institute,AE,CN\n")
        self.screen([hold(1, sku="x"), shipment(2, sku="y")], "--map", columns, "--parties", parties)
        columns.unlink()
        self.assertTrue(self.replay("S0001")["same"])
        self.assertTrue(self.replay("S0002")["same"])

    def test_a_store_that_was_moved_with_its_rows(self):
        self.screen([hold(1), shipment(2)])
        there = self.folder / "there"
        there.mkdir()
        for name in ("s.db", "s.db-runs", "s.db.input"):
            (self.folder / name).rename(there / name)
        for shipment_id in ("S0001", "S0002"):
            done = self.ok("explain", shipment_id, "--store", there / "s.db", "--replay", "--format", "json")
            self.assertTrue(json.loads(done.out)["replay"]["same"])

    def test_a_copy_of_a_store_reads_its_own_rows(self):
        self.screen([hold(1), shipment(2)])
        there = self.folder / "there"
        there.mkdir()
        for name in ("s.db", "s.db-runs"):
            shutil.copy(self.folder / name, there / name)
        shutil.copytree(self.folder / "s.db.input", there / "s.db.input")
        copied = ("--store", there / "s.db")
        self.ok("explain", "S0001", *copied, "--replay")
        self.assertIn("sound", self.ok("store", "check", *copied).out)
        kept, = (there / "s.db.input").glob("*.parquet")
        kept.write_bytes(b"not what it was")
        self.assertIn(f"{kept}: it is not as the run kept it", " ".join(self.ok("store", "check", *copied, status=1).out.split()))
        damaged = self.ok("explain", "S0001", *copied, "--replay", status=2).err
        self.assertIn("restore the file from a backup of the store and of the folder beside it", damaged)
        kept.unlink()
        self.ok("store", "check", *copied, status=1)
        self.assertIn("the rows that the run kept cannot be read: there is no such file", self.ok("explain", "S0001", *copied, "--replay", status=2).err)
        self.assertIn("sound", self.ok("store", "check", *STORE).out, "the one that it was made from")
        self.ok("explain", "S0001", *STORE, "--replay")
        (self.folder / "link.db").symlink_to(self.folder / "s.db")
        self.ok("explain", "S0001", "--store", "link.db", "--replay")

    def test_a_changed_text_is_told(self):
        self.screen([hold(1), hold(2, quantity="9")])
        with sqlite3.connect(self.folder / "s.db") as store:
            store.execute("UPDATE body SET json = (SELECT json FROM body WHERE id = 2) WHERE id = 1")
        told = self.replay("S0001", status=1)
        self.assertFalse(told["same"])
        self.assertIn("the stored text does not agree with its digest: the store was changed", told["differences"])
        self.assertIn('shipment_id: stored "S0002", computed "S0001"', told["differences"])
        self.assertIn("somebody changed the store", self.ok("explain", "S0001", *STORE).err)

    def test_a_changed_outcome_is_told(self):
        self.screen([hold(1), shipment(2)])
        with sqlite3.connect(self.folder / "s.db") as store:
            store.execute("UPDATE decision SET codes = codes & ~3 WHERE shipment_id = 'S0001'")
            store.execute("UPDATE decision SET digest = x'0011223344556677' WHERE shipment_id = 'S0002'")
        self.assertIn("disposition: stored release, computed hold", self.replay("S0001", status=1)["differences"])
        self.assertIn("digest: stored 0011223344556677", " ".join(self.replay("S0002", status=1)["differences"]))

    def test_changed_rows_are_told(self):
        self.screen([hold(1), shipment(2)])
        other = self.write("other.csv", shipments([hold(1, quantity="6"), shipment(2)]))
        self.ok("screen", other, "--lists", "none", "--store", "t.db", "--fail-on", "never")
        kept, = (self.folder / "s.db.input").glob("*.parquet")
        other, = (self.folder / "t.db.input").glob("*.parquet")
        shutil.copy(other, kept)
        differences = self.replay("S0001", status=1)["differences"]
        self.assertTrue(any("it is not as the run kept it" in text for text in differences), differences)
        self.assertIn("the kept rows of the shipment are not those that it was decided on", differences)
        self.assertIn("lines[0].units: stored 4, computed 6", differences)
        # a shipment whose own rows are the same rests on a file that is not
        self.assertEqual(len(self.replay("S0002", status=1)["differences"]), 1)

    def test_other_lists_are_told(self):
        lists = self.demo_list()
        self.screen([hold(1, consignee_name="Marlin Reef Exports")], lists=lists)
        self.assertTrue(self.replay("S0001")["same"])
        done = self.ok("explain", "S0001", *STORE, "--replay", "--lists", "none", status=1)
        self.assertIn("the lists are others now: none, not", " ".join(done.out.split()))
        self.assertIn("does not come out as it is stored", done.err)

    def test_without_what_is_needed_it_is_an_error(self):
        self.screen([hold(1)])
        shutil.rmtree(self.folder / "s.db.input")
        self.assertIn("error[", self.ok("explain", "S0001", *STORE, "--replay", status=2).err)
        self.assertIn("S0001", self.ok("explain", "S0001", *STORE).out, "the stored text is shown all the same")


if __name__ == "__main__":
    unittest.main()
