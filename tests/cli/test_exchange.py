"""Decisions for other programs: SARIF that is valid against the published schema, Parquet with the same rows."""
import json
import unittest

import jsonschema

from harness import DEMO, ROOT, CliCase, shipment, shipments

SARIF = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text())


class Exchange(CliCase):
    def demo(self, *more):
        return ("screen", DEMO / "shipments.csv", "--parties", DEMO / "parties.csv", "--lists", self.demo_list(), "--store",
                "none", *more)

    def test_sarif_is_valid_and_has_every_finding(self):
        log = json.loads(self.ok(*self.demo("--format", "sarif"), status=1).out)
        jsonschema.Draft7Validator(SARIF).validate(log)
        run, = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        decisions = self.decisions(*self.demo()[1:])
        self.assertEqual(len(run["results"]), sum(len(each["findings"]) for each in decisions.values()))
        self.assertEqual(len({each["partialFingerprints"]["shipmentFinding/v1"] for each in run["results"]}), len(run["results"]))
        for result in run["results"]:
            decision = decisions[result["properties"]["shipment"]]
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertIn(result["ruleId"], {finding["id"].rstrip("?") for finding in decision["findings"]})
            self.assertEqual(result["kind"] == "informational", result["level"] == "none")
        held = {each["properties"]["shipment"] for each in run["results"] if each["level"] in ("error", "warning")}
        self.assertEqual(held, {key for key, each in decisions.items() if each["disposition"] != "release"})

    def test_sarif_of_nothing_and_of_a_strange_path(self):
        file = self.write("näme with % & blank.csv", shipments([shipment(1, destination_country="")]))
        log = json.loads(self.ok("screen", file, "--lists", "none", "--store", "none", "--format", "sarif", status=3).out)
        jsonschema.Draft7Validator(SARIF).validate(log)
        self.assertTrue(all(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(
            "/n%C3%A4me%20with%20%25%20%26%20blank.csv") for result in log["runs"][0]["results"]))

    def test_sarif_has_no_budget(self):
        self.assertIn("does not go with --format sarif", self.ok(*self.demo("--budget", "5", "--format", "sarif"), status=2).err)

    def test_parquet_needs_a_file(self):
        done = self.ok(*self.demo("--format", "parquet"), status=2)
        self.assertIn("-o FILE", done.err)

    def test_parquet_leaves_nothing_beside_it_and_replaces_it_whole(self):
        self.ok(*self.demo("--format", "parquet", "-o", "d.parquet"), status=1)
        first = (self.folder / "d.parquet").read_bytes()
        self.assertEqual((first[:4], first[-4:]), (b"PAR1", b"PAR1"))
        self.ok(*self.demo("--format", "parquet", "-o", "d.parquet"), status=1)
        self.assertEqual([path.name for path in self.folder.iterdir() if "parquet" in path.name], ["d.parquet"])
        done = self.ok(*self.demo("--format", "parquet", "-o", "nowhere/d.parquet"), status=2)
        self.assertIn("error[file_unwritable]", done.err)

    def test_other_questions_have_no_such_form(self):
        for form in ("html", "sarif", "parquet"):
            told = self.ok(*self.demo("--against=2024-01-01", "--format", form), status=2).err
            self.assertIn("comes in no such form", told)


if __name__ == "__main__":
    unittest.main()
