"""docs/schemas is what the program writes, and every output and every table is as its schema says."""
import csv
import io
import json
import unittest

import jsonschema

from harness import DEMO, ROOT, shipment, shipments
from schema_case import FOLDER, SCHEMAS, SchemaCase, records


class Schemas(SchemaCase):
    def rows(self, *command, status=0):
        text = self.ok(*command, "--format", "ndjson", status=status).out
        return [json.loads(line) for line in text.splitlines()]

    def both_forms(self, name, *command, status=0, csv_columns=None):
        """NDJSON against the schema; the CSV has the same columns in the same order (`csv_columns`: where it has others)."""
        columns = self.check(name, self.rows(*command, status=status))
        header = next(csv.reader(io.StringIO(self.ok(*command, "--format", "csv", status=status).out)))
        self.assertEqual(header, csv_columns or columns, name)

    def demo(self, store="none"):
        return ("screen", DEMO / "shipments.csv", "--parties", DEMO / "parties.csv", "--lists", self.demo_list(), "--store", store)

    def test_the_store(self):
        self.ok(*self.demo("s.db"), status=1)
        self.ok("resolve", "D024", "--as", "escalated", "--reason", "asked", "--by", "A", "--store", "s.db")
        self.ok("exceptions", "add", "--party", "Marlin Reef Exports", "--entry", "DPL-0001", "--reason", "another company",
                "--by", "A. Analyst", "--lists", self.demo_list(), "--store", "s.db")
        for name, what in (("stored-decision", "decisions"), ("stored-answer", "answers"), ("stored-exception", "exceptions"),
                           ("stored-run", "runs")):
            self.both_forms(name, "store", "export", what, "--store", "s.db")
        self.both_forms("prune-step", "store", "prune", "--store", "s.db")

    def test_the_folder_holds_what_the_program_writes(self):
        self.ok("schemas", self.folder / "schemas")
        files = {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
        again = {path.relative_to(self.folder / "schemas"): path.read_bytes()
                 for path in (self.folder / "schemas").rglob("*") if path.is_file()}
        self.assertEqual(sorted(files), sorted(again))
        for name, text in files.items():
            self.assertEqual(again[name], text, f"{name}: write it again with `tidewaiter schemas docs/schemas`")

    def test_schemas_are_schemas(self):
        self.assertGreater(len(SCHEMAS), 20)
        for name, schema in SCHEMAS.items():
            self.assertRegex(name, "^[a-z]+(-[a-z]+)*$")
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_decisions_and_explanations(self):
        self.both_forms("decision", *self.demo(), status=1, csv_columns=SCHEMAS["decision"]["required"])
        self.ok(*self.demo("s.db"), status=1)
        for shipment_id in ("D001", "D024", "D027", "D056"):
            self.both_forms("explanation", "explain", shipment_id, "--store", "s.db", csv_columns=SCHEMAS["decision"]["required"])
        columns = self.check("decision", self.rows(*self.demo("first.db"), "--since-last", status=1))
        header = self.ok(*self.demo("again.db"), "--since-last", "--format", "csv", status=1).out.splitlines()[0]
        self.assertEqual(header.split(","), columns)
        self.ok("resolve", "D024", "--as", "escalated", "--reason", "asked", "--by", "A", "--store", "s.db")
        self.check("explanation", self.rows("explain", "D024", "--replay", "--store", "s.db"))
        self.both_forms("answer", "resolve", "D024", "--list", "--store", "s.db")
        self.both_forms("changed-decision", *self.demo(), "--against", "2023-01-01")
        self.ok(*self.demo(), "--questions", "ask.csv", status=1)
        asked = records((self.folder / "ask.csv").read_text())
        self.assertEqual(list(asked[0]), self.check("question", asked))

    def test_decisions_of_rows_with_next_to_nothing(self):
        rows = [shipment(1, date="no day"), shipment(2, destination_country="Nowhere"), shipment(3, quantity="", item_description="8x H100"),
                shipment(4, item_description="H100 and 2x H200", consignee_name="Qing Shan Aerospace Elektronics Grp", consignee_country="")]
        file = self.write("odd.csv", shipments(rows))
        self.check("decision", self.rows("screen", file, "--lists", self.demo_list(), "--store", "none", status=1), 4)
        self.check("rejects", records((self.folder / "odd.rejects.csv").read_text()))
        self.check("decision", self.rows("screen", file, "--lists", "none", "--store", "none", status=1), 4)

    def test_worksheet_of_what_is_missing(self):
        self.ok(*self.demo(), "--missing", "missing.csv", status=1)
        found = records((self.folder / "missing.csv").read_text())
        self.check("missing", found)
        self.check("parties", found)

    def test_items(self):
        self.both_forms("classification", "classify", "H100 SXM5", "H20")
        specs = self.write("specs.csv", "name,dense,datacenter,kind,stack_mm2\nA,16b:400,Y,,\nB,,,memory,100\n")
        self.check("specifications", records(specs.read_text()))
        self.both_forms("classification", "classify", "--specs", specs)
        self.both_forms("classification-span", "classify", "H20", "--history")
        self.both_forms("catalog-item", "catalog", "list")
        lines = self.write("lines.txt", "2x DGX H100 and 4 H200\noffice chair\n\n")
        self.both_forms("identification", "identify", "--lines", lines)

    def test_names(self):
        lists = self.demo_list()
        self.both_forms("match", "match", "Qing Shan Aerospace Elektronics Grp", "--lists", lists,
                        csv_columns=["id", "name", "entry_id", "list", "entry_name", "matched_name", "score", "explanation", "evidence",
                                     "in_force", "truncated"])
        self.check("match", self.rows("match", "Zzyzx Quorble", "--lists", lists))
        pairs = self.write("pairs.csv", "name1,name2,note\nAcme Ltd,ACME Limited,x\n")
        self.check("pairs", records(pairs.read_text()))
        self.check("pairs", records(self.ok("compare", "--pairs", pairs).out))
        self.check("list-status", self.rows("lists", "status", "--lists", lists))
        other = self.write("list.csv", (DEMO / "list.csv").read_text().replace("2021-04-08", "2021-04-09"))
        self.both_forms("list-change", "lists", "diff", DEMO / "list.csv", other)
        self.ok("exceptions", "add", "--party", "Marlin Reef Exports", "--entry", "DPL-0001", "--reason", "other", "--by", "A",
                "--until", "2036-12-31", "--lists", lists, "--store", "s.db")
        self.both_forms("exception", "exceptions", "list", "--lists", lists, "--store", "s.db")

    def test_rules(self):
        (self.folder / "own").mkdir()
        self.write("own/off.toml", '[[override]]\nrule = "TW-F-PAYER"\noff = true\nreason = "a test"\nuntil = 2036-12-31\n')
        self.both_forms("rule", "rules", "list", "--rules", "own")
        self.both_forms("rule-description", "rules", "describe", "TW-F-PAYER", "--rules", "own")
        self.both_forms("rule", "rules", "list")
        for rule in sorted({row["id"] for row in self.rows("rules", "list")})[::8]:
            self.check("rule-description", self.rows("rules", "describe", rule))
        self.both_forms("red-flag", "rules", "list", "--not-automated")
        self.both_forms("rule-field", "rules", "fields")
        self.both_forms("rule-change", "rules", "diff", "2022-01-01", "2025-01-31")
        cases = ROOT / "tests" / "cases" / "rows-2025-01-16.case"
        self.both_forms("matrix-cell", "rules", "test", cases, "--matrix", status=1)

    def test_tables_that_come_in(self):
        self.check("shipments", records((DEMO / "shipments.csv").read_text()), 50)
        self.check("parties", records((DEMO / "parties.csv").read_text()), 10)
        self.check("house-list", records((DEMO / "list.csv").read_text()), 5)
        for name, lacking in (("shipments", "consignee_name"), ("shipments", "date"), ("house-list", "name")):
            row = dict(records((DEMO / ("list.csv" if name == "house-list" else "shipments.csv")).read_text())[0])
            for column in (lacking, "end_user_name"):
                row.pop(column, None)
            with self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate(row, SCHEMAS[name])

    def test_tables_beside_the_shipments(self):
        """A row with every column of the schema is read, so is one with the required columns alone; without one of them
        the table is neither valid nor read."""
        night = self.write("night.csv", shipments([shipment(1, remark="")]))
        tables = (
            ("ownership", "--ownership", {"owner": "Quay Trust", "owned": "Utrecht Weather Institute", "share_percent": "40",
                                          "from": "2020-01-01", "to": ""}, ()),
            ("licences", "--licences", {"number": "D-1", "kind": "licence", "holder": "Northwind Server Works Inc",
                                        "consignee": "Utrecht Weather Institute", "item": "3A090.a", "quantity": "8",
                                        "value": "100000", "from": "2025-01-01", "to": "2026-01-01"}, ()),
            ("prices", "--prices", {"item": "H100 PCIe", "date": "2026-05", "place": "SG", "low": "28000", "mid": "29000",
                                    "high": "31000", "currency": "USD", "source": "invented", "confidence": "S",
                                    "grey": "Y"}, ("mid",)),
            ("rates", "--rates", {"currency": "EUR", "date": "2026-05", "usd": "1.1"}, ()),
            ("column-map", "--map", {"column": "remark", "field": "", "rank": ""}, ()))
        for name, option, row, one_of_several in tables:
            needed = [*SCHEMAS[name]["required"], *one_of_several]
            self.assertEqual(list(row), list(SCHEMAS[name]["properties"]))
            for kept, status in ((list(row), 0), (needed, 0),
                                 *(([column for column in needed if column != one], 2) for one in needed)):
                if not kept:
                    continue
                file = self.write("table.csv", shipments([{column: row[column] for column in kept}]))
                self.ok("screen", night, option, file, "--lists", "none", "--store", "none", status=status)
                if status == 0:
                    self.check(name, records(file.read_text()))
                else:
                    with self.assertRaises(jsonschema.ValidationError):
                        jsonschema.validate(records(file.read_text())[0], SCHEMAS[name])


if __name__ == "__main__":
    unittest.main()
