"""Every form of every command is what it is called: CSV with a header, JSON that parses, NDJSON line by line."""
import csv
import io
import json
import unittest

from harness import CliCase, DEMO, shipment, shipments


class Forms(CliCase):
    def commands(self):
        lists = self.demo_list()
        file = self.write("night.csv", shipments([shipment(1)]))
        self.ok("screen", file, "--lists", lists, "--store", "s.db")
        self.ok("exceptions", "add", "--party", "Marlin Reef Exports", "--entry", "DPL-0001", "--reason", "other, \"quoted\"",
                "--by", "A", "--lists", lists, "--store", "s.db")
        lines = self.write("lines.txt", "8x H100\noffice chair\n")
        return {
            "classify": ("classify", "H100 SXM5", "H20"),
            "identify": ("identify", "2x DGX H100"),
            "identify lines": ("identify", "--lines", lines),
            "match": ("match", "Marlin Reef Export", "--lists", lists),
            "match nothing": ("match", "Zzyzx Quorble", "--lists", lists),
            "lists": ("lists", "status", "--lists", lists),
            "rules": ("rules", "list"),
            "rule": ("rules", "describe", "TW-F-COVER"),
            "fields": ("rules", "fields"),
            "changes": ("rules", "diff", "2024-12-01", "2025-01-31"),
            "not automated": ("rules", "list", "--not-automated"),
            "history": ("classify", "H20", "--history"),
            "catalog": ("catalog", "list"),
            "exceptions": ("exceptions", "list", "--lists", lists, "--store", "s.db"),
            "explain": ("explain", "S0001", "--store", "s.db"),
        }

    def test_csv_has_a_header_and_rows_of_its_width(self):
        for name, command in self.commands().items():
            with self.subTest(name):
                rows = list(csv.reader(io.StringIO(self.ok(*command, "--format", "csv").out)))
                self.assertGreater(len(rows), 1)
                self.assertEqual({len(row) for row in rows}, {len(rows[0])})
                self.assertNotIn("{", rows[0][0])

    def test_json_is_one_value_and_ndjson_one_a_line(self):
        for name, command in self.commands().items():
            with self.subTest(name):
                whole = json.loads(self.ok(*command, "--format", "json").out)
                self.assertIsInstance(whole, dict if name in ("explain", "lists") else list)
                lines = [json.loads(line) for line in self.ok(*command, "--format", "ndjson").out.splitlines()]
                self.assertEqual(whole if isinstance(whole, list) else [whole], lines)

    def test_csv_of_match_has_one_row_a_hit(self):
        out = self.ok("match", "Marlin Reef Exports", "--lists", self.demo_list(), "--format", "csv").out
        row = next(csv.DictReader(io.StringIO(out)))
        self.assertEqual((row["entry_id"], row["score"], row["in_force"]), ("DPL-0001", "1", "yes"))

    def test_classify_names_the_source_in_words(self):
        out = self.ok("classify", "H100 SXM5").out
        self.assertIn("figures from vendor figures", out.replace("\n  ", " "))


class Names(CliCase):
    def test_rows_on_standard_input_may_be_any_table_and_keep_their_ids(self):
        expected = [("5", "Copper Gate"), ("x", "Ember Ltd")]
        for rows in ('{"name": "Copper Gate", "id": 5}\n{"id": "x", "name": "Ember Ltd"}\n',
                     '[{"name": "Copper Gate", "id": 5}, {"id": "x", "name": "Ember Ltd"}]',
                     "id;name\n5;Copper Gate\nx;Ember Ltd\n"):
            answers = self.ok("match", "--lists", self.demo_list(), stdin=rows.encode()).out
            self.assertEqual([(row["id"], row["name"]) for row in map(json.loads, answers.splitlines())], expected)

    def test_an_empty_name_is_refused(self):
        done = self.run_program("match", "", "--lists", self.demo_list(), timeout=10)
        self.assertEqual(done.returncode, 2)
        self.assertIn("the name is empty", done.err)


class Lists(CliCase):
    def test_status_before_the_snapshot_says_so(self):
        self.write("list-2026-03-01.csv", (DEMO / "list.csv").read_text())
        dpl = "\t".join(("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date",
                         "Standard_Order", "Last_Update", "Action", "FR_Citation")) + "\n" + "\t".join(
            ("MARLIN REEF", "1 Quay", "PENANG", "", "MY", "", "05/01/2024", "05/01/2034", "Y", "05/02/2024", "", "89 FR 1")) + "\n"
        file = self.write("dpl.txt", dpl)
        self.ok("lists", "import", file, "-o", "a.tidelist")
        done = self.ok("lists", "import", file, "--date", "2026-03-01", "-o", "b.tidelist")
        self.assertNotIn("latest change", done.err)
        self.assertIn("of 2026-03-01", self.ok("lists", "status", "--lists", "b.tidelist").out)
        self.assertIn("later than 2025-01-01", self.ok("lists", "status", "--lists", "b.tidelist", "--as-of", "2025-01-01").out)
        done = self.ok("lists", "import", file, "-o", "a.tidelist")
        self.assertIn("--date", done.err)


if __name__ == "__main__":
    unittest.main()
