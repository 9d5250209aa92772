"""What is not known, or was not used, is told: rejected parties, open red flags, unknown words, missing quantities."""
import csv
import datetime
import io
import json
import os
import subprocess
import unittest

from harness import CHIPS, CliCase, DEMO, hold, shipment, shipments

NO_LISTS = ("--lists", "none", "--store", "none")


def questions(folder):
    with (folder / "ask.csv").open(newline="") as file:
        return list(csv.DictReader(file))


class Parties(CliCase):
    def test_a_rejected_party_row_is_counted_and_ends_with_5(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        parties = self.write("parties.csv", "party_id,name,registered_on\nA,Utrecht Weather Institute,2025-02-30\nB,Other,\n")
        done = self.run_program("screen", file, "--parties", parties, *NO_LISTS)
        self.assertEqual(done.returncode, 5, done.err)
        self.assertIn("2 rows read, 1 rejected", done.out)
        done = self.run_program("screen", file, "--parties", parties, *NO_LISTS, "--format", "csv")
        self.assertEqual(done.returncode, 5, done.err)
        self.assertIn("1 of 2 rows of the party table rejected", done.err)
        self.assertIn("2025-02-30", (self.folder / "night.rejects.csv").read_text())


    def test_a_rejected_row_of_the_licence_register_or_the_ownership_table_is_told_and_ends_with_5(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        tables = {"--licences": ("number,from\nD-1,03/02/2026\n", "1 row of the licence register rejected"),
                  "--ownership": ("owner,owned,share_percent,from\nA,B,60,03/02/2026\n", "1 row of the ownership table rejected")}
        for option, (table, told) in tables.items():
            done = self.run_program("screen", file, option, self.write("table.csv", table), *NO_LISTS)
            self.assertEqual(done.returncode, 5, option)
            self.assertIn(told, done.err)
            self.assertIn("say which comes first with --date-order", (self.folder / "night.rejects.csv").read_text())


class OpenFlags(CliCase):
    def test_a_flag_that_cannot_be_asked_is_named_with_what_it_lacks_and_changes_nothing(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS)]))
        parties = self.write("parties.csv", "name,country,headquarters_country\nUtrecht Weather Institute,NL,NL\n")
        row = self.decisions(file, "--parties", parties, *NO_LISTS, status=0)["S0001"]
        self.assertEqual(row["disposition"], "release")
        self.assertIn("TW-F-NEW-90", row["open_flags"])
        self.assertIn("consignee.registered_on", row["missing"])
        self.assertEqual(row["lines"][0]["missing"], [])
        page = self.ok("screen", file, "--parties", parties, *NO_LISTS).out
        self.assertIn("Red flags that could not be asked", page)

    def test_no_open_flag_where_everything_is_stated(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS)]))
        parties = self.write("parties.csv", "name,country,headquarters_country,registered_on,role\n"
                                            "Utrecht Weather Institute,NL,NL,1998-01-01,university\n")
        row = self.decisions(file, "--parties", parties, *NO_LISTS, status=0)["S0001"]
        self.assertNotIn("TW-F-NEW-90", row["open_flags"])
        self.assertNotIn("consignee.registered_on", row["missing"])

    def test_who_is_a_forwarder_is_asked_where_the_goods_may_be_controlled(self):
        """Not of a printer: without a party table that would be a question of every shipment."""
        rows = [shipment(1), shipment(2, **CHIPS), shipment(3, item_description="Zentrix module", hs_code=""),
                shipment(4, consignee_name="Harbour Freight Forwarding")]
        found = self.decisions(self.write("night.csv", shipments(rows)), *NO_LISTS, "--fail-on", "never")
        self.assertEqual({key: "TW-F-FORWARDER" in row["open_flags"] for key, row in found.items()},
                         {"S0001": False, "S0002": True, "S0003": True, "S0004": False})
        self.assertIn("TW-F-FORWARDER", [finding["id"] for finding in found["S0004"]["findings"]])
        listed = [json.loads(line) for line in self.ok("rules", "list", "--not-automated", "--format", "ndjson").out.splitlines()]
        self.assertIn("ordinary goods", next(row["why"] for row in listed if row["flag"] == "S3-9"))

    def test_explain_names_them_in_words(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS)]))
        self.run_program("screen", file, "--lists", "none", "--store", "s.db")
        page = self.ok("explain", "S0001", "--store", "s.db").out
        self.assertIn("Red flags that could not be asked", page)
        self.assertIn("[TW-F-NEW-90]", page)
        self.assertIn("registered_on", page)


class Worksheet(CliCase):
    def test_a_missing_country_is_filled_in_where_it_stands_and_read_back(self):
        rows = [shipment(1, consignee_country="", **CHIPS), shipment(2, consignee_country="", destination_country="SG", **CHIPS)]
        file = self.write("night.csv", shipments(rows))
        before = self.decisions(file, "--missing", "sheet.csv", *NO_LISTS, "--fail-on", "never", status=0)
        self.assertEqual(before["S0001"]["disposition"], "hold")
        text = (self.folder / "sheet.csv").read_text()
        header = text.splitlines()[0].split(",")
        self.assertEqual(len(header), len(set(header)), header)
        sheet = list(csv.DictReader(io.StringIO(text)))
        asked = {row["field"] for row in sheet if row["name"] == "Utrecht Weather Institute"}
        self.assertLessEqual({"country", "headquarters_country"}, asked)
        for row in sheet:
            if row["name"] == "Utrecht Weather Institute" and row["field"] in ("country", "headquarters_country"):
                row[row["field"]] = "NL"
        filled = self.write("filled.csv", shipments(sheet, columns=header))
        after = self.decisions(file, "--parties", filled, *NO_LISTS, "--fail-on", "never", status=0)
        for number in ("S0001", "S0002"):
            party = next(party for party in after[number]["parties"] if party["role"] == "consignee")
            self.assertEqual((party["country"], party["headquarters"], party["headquarters_basis"]), ("NL", "NL", "stated"))
            self.assertNotIn("consignee.country", after[number]["missing"])

    def test_a_name_in_two_countries_is_not_taken_for_one(self):
        file = self.write("night.csv", shipments([shipment(1, consignee_country="", **CHIPS)]))
        parties = self.write("parties.csv", "name,country,headquarters_country\nUtrecht Weather Institute,NL,NL\n"
                                            "Utrecht Weather Institute,CN,CN\n")
        row = self.decisions(file, "--parties", parties, *NO_LISTS, "--fail-on", "never", status=0)["S0001"]
        self.assertIsNone(next(party for party in row["parties"] if party["role"] == "consignee")["country"] or None)


class Match(CliCase):
    """A row that cannot be read is told with its place, and the others are answered."""
    def match(self, *more, stdin=b"", status=0):
        return self.ok("match", "--lists", self.demo_list(), *more, stdin=stdin, status=status)

    def test_bad_rows_of_csv(self):
        done = self.match(stdin=b"id,name\n1,Marlin Reef Exports\n2\n3,Somebody\n", status=5)
        self.assertEqual([json.loads(line)["id"] for line in done.out.splitlines()], ["1", "3"])
        self.assertIn("standard input:3: row left out", done.err)

    def test_bad_lines_of_ndjson(self):
        lines = ['{"id": "1", "name": "Marlin Reef Exports"}', '{"id": "2", "name": ', '{"id": "3"}', '{"id": "4", "name": "Somebody"}']
        done = self.match(stdin="\n".join(lines).encode(), status=5)
        self.assertEqual([json.loads(line)["id"] for line in done.out.splitlines()], ["1", "4"])
        self.assertIn("standard input:2: row left out", done.err)
        self.assertIn("standard input:3: row left out", done.err)
        self.assertNotIn("download", done.err)

    def test_unknown_words(self):
        refused = self.match("Somebody", "--schema", "compny", status=2)
        self.assertIn('"compny" is none of', refused.err)
        self.assertIn('"Atlantis" read as unknown', self.match("Somebody", "--country", "Atlantis").err)
        self.assertEqual(self.match("Somebody", "--country", "Germany", "--schema", "Organization").err, "")
        rows = b"name,schema,country\nA,shipp,NL\nB,vessel,Atlantis\nC,shipp,\n"
        told = self.match(stdin=rows).err
        self.assertIn('schema: "shipp" (2 rows, first in standard input:2', told)
        self.assertIn('country: "Atlantis" (1 row, first in standard input:3', told)

    def test_compare_ends_with_5_too(self):
        pairs = self.write("pairs.csv", "name1,name2\nA,B\nA\n")
        self.assertIn("pairs.csv:3: row left out", self.ok("compare", "--pairs", pairs, status=5).err)


class Together(CliCase):
    def test_the_worksheet_beside_the_questions(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS), shipment(2, item_description="cotton shirts")]))
        alone = self.ok("screen", file, "--missing", "alone.csv", "--format", "ndjson", *NO_LISTS, status=1)
        both = self.ok("screen", file, "--questions", "ask.csv", "--missing", "both.csv", "--format", "ndjson", *NO_LISTS,
                       status=1)
        self.assertEqual(both.out, alone.out)
        self.assertEqual((self.folder / "both.csv").read_text(), (self.folder / "alone.csv").read_text())
        self.assertEqual({row["shipment_id"] for row in questions(self.folder)}, {"S0001"})

    def test_questions_go_into_no_file_that_is_read(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        before = (self.folder / "night.csv").read_text()
        self.assertIn("would replace the input", self.ok("screen", file, "--questions", file, *NO_LISTS, status=2).err)
        self.assertEqual((self.folder / "night.csv").read_text(), before)

    def test_questions_that_cannot_be_written(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        done = self.ok("screen", file, "--questions", "nowhere/ask.csv", *NO_LISTS, status=2)
        self.assertIn("nowhere/ask.csv: error[file_unwritable]", done.err)

    def test_what_does_not_go_together_is_refused(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        for more in (("--questions", "q.csv"), ("--missing", "m.csv")):
            done = self.ok("screen", file, "--against", "2026-01-01", *more, *NO_LISTS, status=2)
            self.assertIn(f"--against and {more[0]} do not go together", done.err)

    def test_the_same_file_twice_is_refused(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        for again in (file, "./night.csv"):
            self.assertIn("given twice", self.ok("screen", file, again, *NO_LISTS, status=2).err)

    def test_a_pipe_is_written_and_stays_one(self):
        file = self.write("night.csv", shipments([hold(1)]))
        self.ok("screen", file, "--lists", "none", "--store", "s.db", status=1)
        for name, command, status in (("ask", ("screen", file, *NO_LISTS, "--missing"), 1),
                                      ("bundle", ("explain", "S0001", "--store", "s.db", "--bundle"), 0)):
            os.mkfifo(self.folder / name)
            reader = subprocess.Popen(["head", "-c", "2", name], cwd=self.folder, stdout=subprocess.PIPE)
            self.addCleanup(reader.communicate)
            self.addCleanup(reader.kill)
            self.ok(*command, name, status=status)
            self.assertTrue((self.folder / name).is_fifo(), "a file stands in its place")
            self.assertEqual(len(reader.communicate(timeout=20)[0]), 2)

    def test_an_age_is_no_less_than_nothing(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        self.ok("screen", file, "--max-list-age", "-1", *NO_LISTS, status=2)
        self.ok("screen", file, "--max-list-age", "0", *NO_LISTS)

    def test_an_old_list_is_told_whatever_the_status_says(self):
        lists = self.folder / "old.tidelist"
        self.ok("lists", "import", DEMO / "list.csv", "--date", "2024-01-31", "-o", lists)
        file = self.write("night.csv", shipments([hold(1), shipment(2)]))
        bad = self.write("bad.csv", shipments([shipment(1, date="soon")]))
        line = ("--lists", lists, "--store", "none", "--as-of", "2024-03-01", "--max-list-age", "29", "--format", "csv", "-o", "o.csv")
        old = "the lists are 30 days old, more than --max-list-age 29\n"
        for more, status in (((file,), 1), ((file, "--fail-on", "never"), 4), ((bad,), 3)):
            self.assertIn(old, self.ok("screen", *more, *line, status=status).err)
        self.assertNotIn("days old", self.ok("screen", file, *line[:-6], "--max-list-age", "30", status=1).err)


class Duplicates(CliCase):
    def test_a_line_number_that_stands_twice_is_told_and_changes_nothing(self):
        rows = [shipment(1, line_no="1"), shipment(1, line_no="2"), shipment(1, line_no="1"), shipment(2, line_no="1"),
                shipment(3, line_no=""), shipment(3, line_no="")]
        found = self.decisions(self.write("night.csv", shipments(rows)), *NO_LISTS, status=0)
        told = {key: [finding for finding in row["findings"] if finding["id"] == "duplicate_line"] for key, row in found.items()}
        self.assertEqual({key: len(findings) for key, findings in told.items()}, {"S0001": 1, "S0002": 0, "S0003": 0})
        self.assertEqual(told["S0001"][0]["level"], "info")
        self.assertIn("line_no 1 stands on 2 rows", told["S0001"][0]["why"])
        self.assertEqual(found["S0001"]["disposition"], "release")


class Classify(CliCase):
    def test_words_that_a_shipment_may_use(self):
        for words, taken in (("H100", "H100 SXM5"), ("Ascend 910C", "Ascend 910C (2 die)"), ("Gaudi 3", "Gaudi3")):
            done = self.ok("classify", words, "--format", "ndjson")
            self.assertEqual(json.loads(done.out)["name"], taken)
            self.assertIn(f'"{words}" is no name of the catalogue; taken: {taken}', done.err)
        self.assertIn("(it may be H100 SXM5, H100 SXM5 96GB, H100 PCIe, H100 NVL)\n", self.ok("classify", "h100", "--history").err)
        self.assertEqual(self.ok("classify", "H100 SXM5").err, "")
        self.ok("classify", "office chair", status=2)

    def test_a_bad_row_of_specifications_does_not_end_the_others(self):
        file = self.write("specs.csv", "name,dense,die_mm,price\nA,16b:989.5,814,1\nB,16b:many,814,2\nC,8b:10,,3\n")
        for more in ((), ("--history",)):
            done = self.ok("classify", "--specs", file, "--format", "ndjson", *more, status=5)
            self.assertEqual(sorted({json.loads(line)["name"] for line in done.out.splitlines()}), ["A", "C"])
            self.assertIn("specs.csv:3: row left out", done.err)
            self.assertIn("2 columns are not used: die_mm (did you mean die_mm2?), price", done.err)


class Rules(CliCase):
    OVERRIDE = '[[override]]\nrule = "TW-F-NEW-90"\noff = true\nreason = "asked by hand"\nuntil = {}\n'

    def test_an_override_that_is_over_is_told(self):
        (self.folder / "house").mkdir()
        self.write("house/over.toml", self.OVERRIDE.format("2020-12-31"))
        told = self.ok("rules", "check", "--rules", "house").err
        self.assertIn("TW-F-NEW-90", told)
        self.assertIn("is over since 2020-12-31", told)
        self.assertIn("asked by hand", told)
        self.write("house/over.toml", self.OVERRIDE.format("9999-01-01"))
        self.assertNotIn("is over", self.ok("rules", "check", "--rules", "house").err)


class UnknownWords(CliCase):
    def test_words_of_an_enumeration(self):
        rows = [shipment(1, transport_mode="air"), shipment(2, transport_mode="raill"), shipment(3, transport_mode="raill")]
        file = self.write("night.csv", shipments(rows))
        parties = self.write("parties.csv", "name,role\nSomebody,reseler\n")
        done = self.ok("screen", file, "--parties", parties, *NO_LISTS)
        for text in (done.err, " ".join(done.out.split())):
            self.assertIn('transport_mode: "raill" (2 rows, first in', text)
            self.assertIn("did you mean rail?", text)
            self.assertIn("did you mean reseller?", text)
        self.assertIn("night.csv:3", done.err)

    def test_countries_with_count_and_first_place(self):
        rows = [shipment(1), shipment(2, destination_country="Atlantis"), shipment(3, destination_country="Atlantis"),
                shipment(4, destination_country="Germny"), shipment(5, transit_countries="SG|Lemuria")]
        file = self.write("night.csv", shipments(rows, columns=[*shipment(1), "transit_countries"]))
        parties = self.write("parties.csv", "name,headquarters_country\nSomebody,NL\nOther,Mordor\n")
        done = self.ok("screen", file, "--parties", parties, *NO_LISTS, "--fail-on", "never")
        self.assertIn('destination_country: "Atlantis" (2 rows, first in ', done.err)
        self.assertIn("night.csv:3)", done.err)
        self.assertIn("night.csv:5; did you mean Germany (DE)?)", done.err)
        self.assertRegex(done.err, r'transit_countries: "Lemuria" \(1 row, first in \S*night.csv:6\)')
        self.assertRegex(done.err, r'headquarters_country: "Mordor" \(1 row, first in \S*parties.csv:3')
        self.assertIn("Atlantis", done.out)

    def test_known_words_in_any_writing_are_not_told(self):
        file = self.write("night.csv", shipments([shipment(1, transport_mode="Hand Carry", movement="Re-Export")]))
        self.assertNotIn("unknown", self.ok("screen", file, *NO_LISTS).err)


class Unstated(CliCase):
    def test_a_missing_quantity_is_unknown(self):
        file = self.write("night.csv", shipments([shipment(1, quantity="", destination_country="CN", **CHIPS)]))
        row = self.decisions(file, *NO_LISTS, status=1)["S0001"]
        self.assertIsNone(row["lines"][0]["units"])
        self.assertIsNone(row["lines"][0]["chips"])
        self.assertIsNone(row["count"])
        self.assertIn("quantity", row["missing"])
        page = self.run_program("screen", file, *NO_LISTS).out
        self.assertIn("quantity unknown", page)
        self.assertIn("unknown number in 1 shipment", page)
        self.assertIn(",H100 SXM5,,", self.run_program("screen", file, *NO_LISTS, "--format", "csv").out)

    def test_a_decision_of_rejects_only_does_not_depend_on_the_day_of_the_run(self):
        rows = [shipment(1, date="2025-04-03"), shipment(2, date="2025-02-30"), shipment(3, date="2025-03-07", quantity="-4")]
        found = self.decisions(self.write("night.csv", shipments(rows)), *NO_LISTS, "--fail-on", "never", status=5)
        self.assertEqual(found["S0002"]["date"], "2025-04-03", "the latest day of the run")
        self.assertEqual(found["S0003"]["date"], "2025-03-07", "its own")
        alone = self.decisions(self.write("bad.csv", shipments(rows[1:2])), *NO_LISTS, status=3)
        self.assertIsNone(alone["S0002"]["date"])


class Currencies(CliCase):
    def test_currencies_count_where_a_rate_of_the_day_is_known(self):
        """The register's limit in dollars and the value of a unit are read from the same words."""
        words = ["USD", "usd", "Usd", "US$", "us$", "$", "", "EUR", "€", "XXX", "dollars"]
        rows = [shipment(i, currency=word, item_description="Zentrix module", hs_code="", unit_value="300",
                         destination_country="DE", authorisation="D-1") for i, word in enumerate(words)]
        licences = self.write("licences.csv", "number,value\nD-1,100000\n")
        found = self.decisions(self.write("night.csv", shipments(rows)), "--licences", licences, *NO_LISTS)
        for i, word in enumerate(words):
            ids = [finding["id"] for finding in found[f"S{i:04d}"]["findings"]]
            known = i < 9
            self.assertEqual("authorisation_confirmed" in ids, known, (word, ids))
            self.assertEqual("TW-F-UNIDENTIFIED-INFO" in ids, known, (word, ids))

    def test_the_register_counts_other_currencies_in_dollars(self):
        """80 pieces of 1,000 EUR were 86,580 dollars in 2024; nobody knows what they are in 2026."""
        rows = [shipment(1, date="2024-03-01", currency="EUR", unit_value="1000", quantity="80", authorisation="D-1"),
                shipment(2, date="2024-03-01", currency="EUR", unit_value="1000", quantity="80", authorisation="D-2"),
                shipment(3, date="2026-03-02", currency="EUR", unit_value="1000", quantity="1", authorisation="D-2")]
        licences = self.write("licences.csv", "number,value\nD-1,86600\nD-2,86500\n")
        found = self.decisions(self.write("night.csv", shipments(rows)), "--licences", licences, *NO_LISTS)
        confirmed = [name for name, decision in sorted(found.items())
                     if any(finding["id"] == "authorisation_confirmed" for finding in decision["findings"])]
        self.assertEqual(confirmed, ["S0001"])


class Explain(CliCase):
    def test_explain_finds_the_lists_and_rules_of_the_run(self):
        lists = self.demo_list()
        file = self.write("night.csv", shipments([shipment(1)]))
        done = self.ok("screen", file, "--lists", lists.name, "--store", "s.db")
        page = self.ok("explain", "S0001", "--store", "s.db").out
        self.assertIn("the same", page)
        hold = self.write("hold.csv", shipments([shipment(2, destination_country="IR", **CHIPS)]))
        done = self.run_program("screen", hold, "--lists", lists.name, "--store", "s.db")
        self.assertIn("tidewaiter explain S0002 --store s.db", done.out)
        other = self.write("list.csv", (DEMO / "list.csv").read_text() + "Somebody Else,EL-9,EL,,,CN,,,2020-01-01,,invented\n")
        self.ok("lists", "import", other, "-o", lists)
        page = self.ok("explain", "S0002", "--store", "s.db", "--replay").out
        self.assertNotIn("others now", " ".join(page.split()), "the run kept its lists")
        page = self.ok("explain", "S0002", "--store", "s.db", "--replay", "--lists", lists).out
        self.assertIn("the same; the lists are others now", " ".join(page.split()))


    def test_a_row_of_the_decision_table_is_named_once(self):
        file = self.write("night.csv", shipments([shipment(1, exporter_name="", exporter_country="", **CHIPS)]))
        row = self.decisions(file, *NO_LISTS)["S0001"]
        why = next(finding["why"] for finding in row["findings"] if finding["id"] == "open_question?")
        named = why.split(" of the decision table")[0].removeprefix("row ").split(", ")
        self.assertEqual(len(named), len(set(named)), why)

    def test_a_decision_with_rejected_rows_is_computed_again_with_them(self):
        file = self.write("night.csv", shipments([shipment(1), shipment(1, quantity="-4"), shipment(2)]))
        self.run_program("screen", file, "--lists", "none", "--store", "s.db")
        page = self.ok("explain", "S0001", "--store", "s.db", "--replay").out
        self.assertIn("computed again from the kept rows: the same", " ".join(page.split()))


class Exceptions(CliCase):
    def add(self, *more):
        return self.run_program("exceptions", "add", "--party", "Marlin Reef Exports", "--country", "MY", "--entry", "DPL-0001",
                                "--reason", "another company", "--by", "A. Analyst", "--lists", self.demo_list(), "--store", "s.db", *more)

    def test_the_same_twice_and_one_that_is_past_are_refused(self):
        past = self.add("--until", "2020-01-01")
        self.assertEqual(past.returncode, 2)
        self.assertIn("past", past.err)
        self.assertEqual(self.add().returncode, 0)
        again = self.add()
        self.assertEqual(again.returncode, 2)
        self.assertIn("exceptions remove 1", again.err)
        self.ok("exceptions", "remove", "1", "--reason", "wrong", "--by", "B", "--store", "s.db")
        self.assertEqual(self.add().returncode, 0)

    def test_the_date_of_the_shipment_decides_when_it_ends(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        until = today + datetime.timedelta(days=5)
        self.assertEqual(self.add("--until", until.isoformat()).returncode, 0)
        cells = dict(consignee_name="Marlin Reef Exports", consignee_country="MY", destination_country="MY")
        rows = [shipment(1, date=until.isoformat(), **cells),
                shipment(2, date=(until + datetime.timedelta(days=1)).isoformat(), **cells)]
        file = self.write("night.csv", shipments(rows))
        found = self.decisions(file, "--lists", self.demo_list(), "--store", "s.db")
        self.assertEqual(found["S0001"]["disposition"], "release")
        self.assertEqual(found["S0002"]["disposition"], "stop")
        self.assertIn("it ended on " + until.isoformat(), json.dumps(found["S0002"]))


    def test_questions_honour_them(self):
        """A party that is excepted is no hit, so the flag that looks for names was not found."""
        cells = dict(consignee_name="Marlin Reef Exports", consignee_country="MY", destination_country="MY", **CHIPS)
        file = self.write("night.csv", shipments([shipment(1, **cells)]))

        def found():
            self.run_program("screen", file, "--questions", "ask.csv", "--lists", self.demo_list(), "--store", "s.db")
            return next(row["found"] for row in questions(self.folder) if row["flag"] == "B-8")

        self.assertEqual(found(), "true")
        self.assertEqual(self.add().returncode, 0)
        self.assertEqual(found(), "false")
        self.write("s.db", "no store at all")
        broken = self.run_program("screen", file, "--questions", "ask.csv", "--lists", self.demo_list(), "--store", "s.db")
        self.assertEqual(broken.returncode, 2, broken.err)


class Leftovers(CliCase):
    def test_what_killed_runs_left_goes_with_the_next_run(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        self.ok("screen", file, "--lists", "none", "--store", "s.db")
        kept = sorted((self.folder / "s.db.input").iterdir())
        dead = 2 ** 22 + 1  # beyond the largest process number of Linux
        left = [self.folder / "s.db.input" / f"20250301T010203Z-{dead}.parquet",
                self.folder / "s.db.input" / f"20250301T010203Z-{dead}.parties.csv",
                self.folder / f"out.csv.writing-{dead}"]
        foreign = self.folder / "s.db.input" / "notes.txt"
        for path in [*left, foreign]:
            path.write_text("left")
        self.ok("screen", file, "--lists", "none", "--store", "s.db", "-o", "out.csv")
        for path in left:
            self.assertFalse(path.exists(), path)
        for path in [*kept, foreign]:
            self.assertTrue(path.exists(), path)

    def test_a_run_that_ends_before_it_begins_keeps_nothing(self):
        rows = [shipment(1), shipment(2, date="soon")]
        file = self.write("night.csv", shipments(rows))
        done = self.run_program("screen", file, "--lists", "none", "--store", "s.db", "--rejects", "nowhere/rejects.csv")
        self.assertEqual(done.returncode, 2, done.err)
        self.assertEqual(list((self.folder / "s.db.input").iterdir()), [])


if __name__ == "__main__":
    unittest.main()
