"""evaluate: the scoreboard on a small world written by hand (tests/data/world)."""
import csv
import io
import json
import shutil
import unittest

import jsonschema

from harness import ROOT
from schema_case import SCHEMAS, SchemaCase, records

WORLD = ROOT / "tests" / "data" / "world"
# S03, S04, S07 and S08 are of schemes.
DECISIONS = "shipment_id,disposition,risk\nS03,hold,0.9\nS05,hold,0.5\nS08,hold,0.3\nS01,release,0\n"
ALERTS = ("alert_id,revision,state,pattern,parties,kind,chips,value,first,last,score,surprise,truncated,event_ids,shipment_ids\n"
          "A1,1,final,relay,P4|P7,H100 SXM5,32,1000000,2023-02-14,2023-03-04,3.5,3.5,N,E03|E05,S03|S04\n")
BALANCES = ("holder,site,kind,period,book,shown,unverified,missing,sigma,low,high\n"
            "P4,,H100 SXM5,2023-07,48,0,8,40,2,30,48\nP3,,H100 SXM5,2023-07,32,32,0,0,1,0,2\n")


class Evaluate(SchemaCase):
    def setUp(self):
        super().setUp()
        self.world = self.folder / "world"
        shutil.copytree(WORLD, self.world)
        self.decisions = self.write("decisions.csv", DECISIONS)

    def rows(self, *arguments):
        out = self.ok("evaluate", self.world, *arguments, "--resamples", "50", "--format", "ndjson").out
        return [json.loads(line) for line in out.splitlines()]

    def value(self, rows, result, measure, by="all", part=""):
        found = [row for row in rows
                 if (row["result"], row["measure"], row["by"], row["slice"]) == (result, measure, by, part)]
        self.assertEqual(len(found), 1, (result, measure, by, part))
        return found[0]["value"]

    def refused(self, *arguments, says, status=2):
        done = self.ok("evaluate", *arguments, status=status)
        self.assertEqual(done.out, "")
        self.assertIn(says, done.err)

    def test_the_measures_of_decisions_alerts_balances_and_a_rival(self):
        rival = self.write("rival.csv", "shipment_id,risk\nS03,4\nS04,3\nS07,2\nS08,1\n")
        rows = self.rows("--decisions", self.decisions, "--alerts", self.write("a.csv", ALERTS),
                         "--balances", self.write("b.csv", BALANCES), "--rival", f"perfect={rival}")
        self.assertAlmostEqual(self.value(rows, "decisions", "average_precision_shipments"), 0.25 + 0.5 / 3 + 0.5 * 0.4)
        self.assertEqual(self.value(rows, "perfect", "average_precision_shipments"), 1)
        self.assertEqual(self.value(rows, "alerts", "flagged"), 1)
        self.assertEqual(self.value(rows, "alerts", "delay_days"), 18)  # from S03 to the alert; the other is never seen
        self.assertEqual(self.value(rows, "balances", "chips_gone"), 48)
        self.assertEqual(self.value(rows, "balances", "coverage_gone"), 1)
        self.assertAlmostEqual(self.value(rows, "baseline: chance", "average_precision_shipments"), 0.4)
        self.assertTrue(all(row["seed"] == "7" for row in rows))

    def test_every_row_is_as_its_schema_says_and_csv_has_the_same(self):
        rows = self.rows("--decisions", self.decisions, "--balances", self.write("b.csv", BALANCES))
        columns = self.check("score", rows)
        for row in rows:
            self.assertEqual(list(row), columns)
        text = self.ok("evaluate", self.world, "--decisions", self.decisions, "--balances", "b.csv", "--format", "csv").out
        table = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(list(table[0]), list(rows[0]))
        text = self.ok("evaluate", self.world, "--decisions", self.decisions, "--format", "json").out
        self.check("score", json.loads(text))
        self.assertEqual([row["measure"] for row in table], [row["measure"] for row in rows])

    def test_of_each_form_the_columns_of_its_schema_are_needed_and_no_others(self):
        decision = {"shipment_id": "S03", "disposition": "hold", "risk": "0.9", "count": "4", "tpp": "16000", "date": "2023-02-14"}
        alert, balance = records(ALERTS)[0], records(BALANCES)[0]
        for name, option, row, one_of in (("judged-decisions", "--decisions", decision, ("disposition", "risk")),
                                          ("alerts", "--alerts", alert, ("event_ids", "shipment_ids")),
                                          ("balances", "--balances", balance, ())):
            self.assertEqual(list(row), list(SCHEMAS[name]["properties"]))
            for lacking in ((), *((column,) for column in row), one_of):
                cells = {column: text for column, text in row.items() if column not in lacking}
                file = self.write("results.csv", ",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
                valid = jsonschema.Draft202012Validator(SCHEMAS[name]).is_valid(cells)
                with self.subTest(name, lacking=lacking):
                    self.ok("evaluate", self.world, option, file, "--resamples", "20", status=0 if valid else 2)

    def crowd(self):
        """Twelve more schemes of one shipment each, and as many ordinary shipments: enough to draw intervals of."""
        for name, rows in (
                ("shipments.csv", (f"{letter}{i:02},1,2023-04-{10 + i},Harbour Servers,TW,P2,Palm Grove Trading,AE,P4,,AE,H100 SXM5,{i + 1},25000,USD"
                                   for i in range(12) for letter in "NO")),
                ("truth/schemes.csv", (f"Y{i:02},pass_through,2023-04-{10 + i},2023-04-{10 + i},1,1" for i in range(12))),
                ("truth/shipments.csv", (f"N{i:02},Y{i:02},pass_through,1" for i in range(12)))):
            with (self.world / name).open("a") as file:
                file.writelines(row + "\n" for row in rows)
        self.write("decisions.csv", DECISIONS + "N05,hold,.4\nO03,hold,.4\n")

    def test_of_few_schemes_there_is_no_interval_and_the_pages_say_so(self):
        self.crowd()
        rows = self.rows("--decisions", self.decisions)
        few = [row for row in rows if row["note"].startswith("too few for an interval; schemes: ")]
        self.assertTrue(few)
        self.assertTrue(all(row["low"] is None and row["high"] is None for row in few))
        self.assertTrue(any(row["low"] is not None for row in rows if row["measure"] == "average_precision_shipments"))
        recalls = [row for row in rows if row["measure"].startswith("scheme_recall") and row["of"]]
        self.assertTrue(all(row["low"] <= row["value"] <= row["high"] for row in recalls))
        self.assertIn("too few", self.ok("evaluate", self.world, "--decisions", self.decisions).out)

    def test_the_same_bytes_again_and_other_intervals_with_another_seed(self):
        self.crowd()
        first = self.ok("evaluate", self.world, "--decisions", self.decisions, "--format", "json").out
        self.assertEqual(self.ok("evaluate", self.world, "--decisions", self.decisions, "--format", "json").out, first)
        json.loads(first)
        other = self.ok("evaluate", self.world, "--decisions", self.decisions, "--format", "json", "--seed", "2").out
        self.assertNotEqual(other, first)

    def test_the_table_tells_world_results_and_baselines(self):
        out = self.ok("evaluate", self.world, "--decisions", self.decisions).out
        for text in ("seed 7, scenario baseline", "10 shipments", "baseline: best column", "pass through",
                     "held-out kinds", "seeds up to 99 are for tuning"):
            self.assertIn(text, out)

    def test_the_page_needs_nothing_else_and_no_name_ends_its_data(self):
        parties = self.world / "parties.csv"
        parties.write_text(parties.read_text().replace("Palm Grove Trading", "Palm </script><b>Grove"))
        self.ok("evaluate", self.world, "--decisions", self.decisions, "--format", "html", "-o", "scores.html")
        page = (self.folder / "scores.html").read_text()
        self.assertNotIn("</script><b>", page)
        self.assertNotIn("http", page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", ""))
        data = json.loads(page.split('id="data">')[1].split("</script>")[0])
        self.assertEqual(data["told"]["steps"][0]["to"], "Palm </script><b>Grove")
        self.assertEqual([curve["result"] for curve in data["curves"]], data["results"])

    def test_an_unfinished_world_is_judged_and_said_to_be_shorter(self):
        (self.world / "world.json").write_text('{"seed": 107, "scenario": "phantom-centres", "complete": false}')
        out = self.ok("evaluate", self.world, "--decisions", self.decisions).out
        self.assertIn("ended early", out)
        self.assertNotIn("for tuning", out)

    def test_columns_of_the_truth_are_refused(self):
        for column in ("scheme_id", "scheme", "diverted", "chips_diverted", "part", "final_holder", "Scheme ID", "scheme-id",
                       "final_country", "serial_or_lot", "Serial or Lot", "truth.scheme_id", "truth_scheme_id", "x/scheme", "TRUTH: Scheme.ID"):
            path = self.write("cheat.csv", f"shipment_id,risk,{column}\nS03,1,X1\n")
            self.refused(self.world, "--rival", f"cheat={path}", says="one of the truth")
        self.write("cheat.ndjson", '{"shipment_id":"S03","risk":1,"scheme_id":"X1"}\n{"shipment_id":"S04","risk":1,"scheme_id":"X1"}\n')
        self.refused(self.world, "--decisions", "cheat.ndjson", says="one of the truth")
        self.write("cheat.ndjson", '{"shipment_id":"S03","risk":1,"truth":{"scheme_id":"X1"}}\n{"shipment_id":"S04","risk":1}\n')
        self.refused(self.world, "--decisions", "cheat.ndjson", says="the column truth_scheme_id is one of the truth")

    def test_columns_that_only_look_like_the_truth_are_accepted(self):
        for column in ("scheme_score", "schemes", "counterpart", "parts", "diverted_share", "final_holder_country", "serial"):
            self.rows("--rival", f"own={self.write('own.csv', f'shipment_id,risk,{column}{chr(10)}S03,1,X1{chr(10)}')}")

    def test_what_cannot_be_judged_is_refused_with_its_place(self):
        for text, says in (("", "empty_file"), ("shipment_id,risk\n", "no row"),
                           ("shipment,disposition\nS03,hold\n", "shipment_id"), ("shipment_id,colour\nS03,red\n", "disposition"),
                           ("shipment_id,disposition\nS03,hold\nS99,hold\n", "wrong.csv:3"),
                           ("shipment_id,disposition\nS03,perhaps\n", "wrong.csv:2")):
            self.refused(self.world, "--decisions", self.write("wrong.csv", text), says=says)
        self.refused(self.world, "--alerts", self.decisions, says="alert_id")
        self.refused(self.world, "--balances", self.decisions, says="holder")
        self.refused(self.world, "--decisions", "nowhere.csv", says="nowhere.csv")
        self.refused(self.world, "--rival", "decisions.csv", says="--rival NAME=FILE")
        self.refused(self.world, "--decisions", self.decisions, "-o", self.decisions, says="decisions.csv")

    def test_a_spreadsheets_file_is_read_and_its_decimal_commas_are_refused(self):
        alerts = "\ufeffalert_id;last;score;shipment_ids\r\nA1;2023-03-04;3.5;S03|S04\r\n"
        rows = self.rows("--alerts", self.write("a.csv", alerts))
        self.assertEqual(self.value(rows, "alerts", "flagged"), 1)
        self.refused(self.world, "--alerts", self.write("a.csv", alerts.replace("3.5", "3,5")), says='score: "3,5" is no number')

    def test_alerts_that_cannot_be_judged_are_refused_with_their_place(self):
        head = "alert_id,last,score,shipment_ids"
        for text, says in (("", "the file is empty"),
                           (f"{head}\nA1,2023-03-04,3,S03|S99\n", "x.csv:2: error[bad_value]: there is no shipment S99 in the world"),
                           (f"{head}\nA1,2023-03-04,NaN,S03\n", 'x.csv:2: error[bad_value]: score: "NaN" is no number'),
                           (f"{head}\nA1,2023-03-04,-inf,S03\n", 'score: "-inf" is no number'),
                           (f"{head}\nA1,2023-03-04,,S03\n", "score is empty"),
                           (f"{head}\nA1,04.03.2023,1,S03\n", "days are written YYYY-MM-DD"),
                           (f"{head}\nA1,2023-03-04,1,S03\nA2,2023-03-04,1,S03\nA1,2023-03-05,2,S04\n", "x.csv:4: error[bad_value]: alert A1 has revision 0 twice"),
                           (f"{head},parties\nA1,2023-03-04,1,S03,P99\n", "there is no party P99"),
                           (f"{head},Scheme\nA1,2023-03-04,1,S03,X1\n", "the column Scheme is one of the truth"),
                           ("alert_id,last,score,event_ids\nA1,2023-03-04,1,E99\n", "x.csv:2: error[bad_value]: there is no event E99 in the world: 1 of 1 events")):
            self.refused(self.world, "--alerts", self.write("x.csv", text), says=says)
        self.assertEqual(self.value(self.rows("--alerts", self.write("x.csv", head + "\n")), "alerts", "flagged"), 0)

    def test_decisions_and_balances_that_cannot_be_judged_are_refused_with_their_place(self):
        for text, says in (("shipment_id,risk\nS03,nan\n", 'x.csv:2: error[bad_value]: risk: "nan" is no number'),
                           ("shipment_id,risk\nS03,1\nS04,1\nS03,1\n", "x.csv:4: error[bad_value]: shipment S03 is there twice")):
            self.refused(self.world, "--decisions", self.write("x.csv", text), says=says)
        head = "holder,kind,book,missing,low,high\n"
        for text, says in (("P4,H100 SXM5,48,40,30,48\n" * 2, "x.csv:3: error[bad_value]: the balance of P4 and H100 SXM5 is there twice"),
                           ("P4,H100 SXM5,48,40,50,48\n", "x.csv:2: error[bad_value]: low: 50 is above missing, 40"),
                           ("P4,H100 SXM5,NaN,40,30,48\n", 'book: "NaN" is no number')):
            self.refused(self.world, "--balances", self.write("x.csv", head + text), says=says)
        out = self.ok("evaluate", self.world, "--balances", self.write("x.csv", head + "P4,H9,48,40,30,48\nP99,H100 SXM5,1,0,0,1\nP3,H100 SXM5,32,0,0,2\n")).out
        for says in ("since the holder is no party of the world (P99): 1 of 3", "no chip of the kind at its end (H9): 1 of 3"):
            self.assertIn(says, " ".join(out.split()))

    def test_what_is_judged_in_part_is_counted_in_table_page_and_rows_alike(self):
        alerts = self.write("a.csv", "alert_id,state,last,score,parties,shipment_ids\nA1,final,2023-03-04,3,,S03|S08\n"
                                     "A2,final,2023-03-04,2,P4,\nA3,retracted,2023-03-04,1,,S01\n")
        notes = {"alerts that were taken back, which count for nothing: 1 of 3": (1, 3),
                 "alerts without a shipment, which have to be read and find none: 1 of 2": (1, 2),
                 "shipments in alerts that ended before them, flagged on their own day: 1 of 2": (1, 2),
                 "shipments that it does not name, which come last: 8 of 10": (8, 10),
                 "parties that it does not name, which come last: 7 of 8": (7, 8)}
        told = {row["note"]: (row["count"], row["of"]) for row in self.rows("--alerts", alerts)
                if (row["result"], row["measure"]) == ("alerts", "note")}
        self.assertEqual(told, notes)
        table = " ".join(self.ok("evaluate", self.world, "--alerts", alerts).out.split())
        page = self.ok("evaluate", self.world, "--alerts", alerts, "--format", "html").out
        for note in notes:
            self.assertIn(f"alerts: {note}", table)
            self.assertIn(f"alerts: {note}", page)

    def test_every_form_that_screen_prints_is_judged_alike(self):
        scores = []
        for form in ("csv", "ndjson", "json", "parquet"):
            self.ok("screen", self.world / "shipments.csv", "--parties", self.world / "parties.csv", "--lists", "none", "--store", "none",
                    "--fail-on", "never", "--format", form, "-o", f"d.{form}")
            scores.append(self.rows("--decisions", f"d.{form}"))
        self.assertEqual(scores, scores[:1] * len(scores))
        self.assertGreater(self.value(scores[0], "decisions", "scheme_recall_flagged"), 0)

    def test_days_states_and_balances_that_cannot_be_are_refused_with_their_place(self):
        head = "alert_id,state,last,score,shipment_ids\n"
        for text, says in (("A1,final,2030-05-15,1,S03\n", "x.csv:2: error[bad_value]: last: 2030-05-15 is outside the world's days, 2023-01-01 to 2023-09-30"),
                           ("A1,open,2023-05-15,1,S03\n", 'x.csv:2: error[bad_value]: state: "open" is no state of an alert'),
                           ("A1,final,2023-05-15,1,\n", "x.csv:2: error[bad_value]: the alert names no shipment, no event and no party")):
            self.refused(self.world, "--alerts", self.write("x.csv", head + text), says=says)
        head = "holder,kind,book,missing,low,high\n"
        for text, says in (("P4,H100 SXM5,-48,0,0,0", "high: 0 is above book, -48"), ("P4,H100 SXM5,48,60,0,60", "high: 60 is above book, 48"),
                           ("P4,H100 SXM5,48,4,5,6", "low: 5 is above missing, 4"), ("P4,H100 SXM5,48,7,5,6", "missing: 7 is above high, 6"),
                           ("P4,H100 SXM5,48,0,-1,6", "low: -1 is below 0"), ("P4,H9,48,0,0,6", "no balance in it is of a party and a kind of chip")):
            self.refused(self.world, "--balances", self.write("x.csv", f"{head}{text}\n"), says=says)

    def test_periods_outside_the_world_and_books_beyond_it_are_told(self):
        for period, says in (("2022-12", "ends before the world's first day, 2023-01-01"), ("2022", "ends before"),
                             ("2023-10", "begins after the world's last day")):
            self.refused(self.world, "--balances", self.write("x.csv", BALANCES.replace("2023-07", period)), says=says)
        beyond = BALANCES.replace("P3,,H100 SXM5,2023-07,32,32", "P3,,H100 SXM5,2023-07,1000000,32")
        rows = self.rows("--balances", self.write("x.csv", beyond))
        notes = {row["note"].split(":")[0]: row["count"] for row in rows if (row["result"], row["measure"]) == ("balances", "note")}
        self.assertEqual([count for note, count in notes.items() if "fewer chips of the kind than their book" in note], [1], notes)

    def test_one_alert_about_everything_is_told_by_the_shipments_in_it(self):
        with (self.world / "shipments.csv").open() as file:
            shipments = sorted({row["shipment_id"] for row in csv.DictReader(file)})
        alerts = self.write("a.csv", f"alert_id,last,score,shipment_ids\nA1,2023-02-01,1,{'|'.join(shipments)}\n")
        rows = self.rows("--alerts", alerts)
        self.assertEqual(self.value(rows, "alerts", "flagged"), 1)
        self.assertEqual(self.value(rows, "alerts", "flagged_shipments"), len(shipments))
        self.assertEqual([(row["count"], row["of"]) for row in rows if row["measure"] == "flagged_shipments"], [(10, 10)])
        self.assertRegex(self.ok("evaluate", self.world, "--alerts", alerts).out,
                         r"alerts +shipments +right +schemes.*\nalerts +1 +10 +40\.0 % +100 %")
        self.assertIn('"name":"flagged_shipments","title":"shipments in them"',
                      self.ok("evaluate", self.world, "--alerts", alerts, "--format", "html").out)

    def test_a_rival_has_a_name_of_its_own(self):
        for name in ("chance", "Best Column", "baseline: mine", "decisions"):
            self.refused(self.world, "--rival", f"{name}={self.decisions}", says=f'--rival: error[usage]: "{name}" is the name of another result')
        self.refused(self.world, "--rival", f"A={self.decisions}", "--rival", f"a={self.decisions}", says='"a" is the name of another result')

    def test_results_on_another_world_are_told_by_their_days(self):
        same = self.write("same.csv", "shipment_id,date,risk\nS03,2023-02-14,1\n")
        self.assertTrue(self.rows("--decisions", same))
        other = self.write("other.csv", "shipment_id,date,risk\nS03,2023-02-15,1\n")
        self.refused(self.world, "--decisions", other, says="shipment S03 is of 2023-02-15 here, and of 2023-02-14 in the world")

    def test_what_is_no_world_is_refused(self):
        self.refused(self.world / "truth", says="no world.json in it")
        self.refused(self.world / "shipments.csv", says="no such folder")
        self.refused(self.folder / "nowhere", says="no such folder")
        (self.folder / "bare").mkdir()
        self.refused(self.folder / "bare", says="world.json")
        shutil.rmtree(self.world / "truth")
        self.refused(self.world, "--decisions", self.decisions, says="truth/schemes.csv")

    def test_the_truth_of_another_world_is_refused(self):
        path = self.world / "truth" / "shipments.csv"
        path.write_text(path.read_text().replace("S08", "S80"))
        self.refused(self.world, "--decisions", self.decisions, says="shipments.csv:5")
        path.write_text(path.read_text().replace("S80", "S09"))  # there is one, of another day
        self.refused(self.world, "--decisions", self.decisions, says="outside the days of scheme X2")


if __name__ == "__main__":
    unittest.main()
