"""screen --changed-since: exactly the shipments that a change of the lists touches."""
import json
import unittest

from harness import CliCase, shipment, shipments

HEADER = "name,id,list,country,policy,effect\n"
LIST = {"heron": "Grey Heron Trading,1,NOGO,AE,look,review", "otter": "Quiet Otter Works,2,NOGO,TR,look,review",
        "lark": "Plain Lark Systems,3,NOGO,SG,look,review"}


class ChangedSince(CliCase):
    def setUp(self):
        super().setUp()
        names = {"S-HERON": "Grey Heron Trading", "S-OTTER": "Quiet Otter Works", "S-LARK": "Plain Lark Systems",
                 "S-WREN": "Brown Wren Electric", "S-NOBODY": "Blue Kingfisher Computing"}
        rows = []
        for i, (identifier, name) in enumerate(names.items()):
            rows.append(dict(shipment(i), shipment_id=identifier, consignee_name=name, end_user_name=name))
        self.file = self.write("night.csv", shipments(rows))
        self.first = self.compile(LIST.values())

    def compile(self, rows, name="a.csv"):
        self.ok("lists", "import", self.write(name, HEADER + "\n".join(rows) + "\n"))
        return json.loads(self.ok("lists", "status", "--format", "json").out)["version"]

    def touched(self, version, *more):
        done = self.run_program("screen", self.file, "--changed-since", version, "--format", "ndjson", "--fail-on", "never",
                                *more)
        self.assertEqual(done.returncode, 0, done.err)
        return [json.loads(line)["shipment_id"] for line in done.out.splitlines()], done.err

    def test_added_removed_and_changed(self):
        self.compile([LIST["heron"].replace("look", "refuse"), LIST["lark"], "Brown Wren Electric,4,NOGO,CN,look,review"], "b.csv")
        ids, err = self.touched(self.first)
        self.assertEqual(ids, ["S-HERON", "S-OTTER", "S-WREN"])
        self.assertIn(f"3 of 5 shipments touched by what changed in the lists since version {self.first} (3 entries changed)", err)

    def test_another_file_of_the_same_words_touches_nobody(self):
        version = self.compile(LIST.values(), "another-2026-01-01.csv")
        self.assertNotEqual(version, self.first)
        ids, err = self.touched(self.first)
        self.assertEqual(ids, [])
        self.assertIn("0 of 5 shipments", err)

    def test_page_and_nothing_stored(self):
        self.compile([LIST["heron"], LIST["otter"]], "b.csv")
        page = self.ok("screen", self.file, "--changed-since", self.first[:8], "--fail-on", "never").out
        self.assertIn("S-LARK", page)
        self.assertNotIn("S-HERON", page)
        self.assertIn("1 of 5 shipments touched", page)
        self.assertEqual(self.run_program("explain", "S-LARK").returncode, 2)

    def test_an_unknown_version(self):
        done = self.run_program("screen", self.file, "--changed-since", "0123456789abcdef")
        self.assertEqual(done.returncode, 2)
        self.assertIn("what changed since cannot be known", done.err)
        self.assertIn(f"known: {self.first}", done.err)

    def test_standard_input(self):
        done = self.run_program("screen", "-", "--changed-since", self.first, stdin=self.file.read_bytes())
        self.assertEqual(done.returncode, 2)
        self.assertIn("reads its input twice", done.err)

    def test_since_the_present_version(self):
        self.assertEqual(self.touched(self.first)[0], [])

    def test_the_prices_and_the_rejects_that_are_named_count(self):
        price = dict(item_description="NVIDIA H100 PCIe 80GB", hs_code="8471809000", quantity="8", unit_value="60000",
                     date="2026-05-10", consignee_name="Plain Lark Systems", end_user_name="Plain Lark Systems")
        file = self.write("chips.csv", shipments([shipment(1, **price), shipment(2, date="2026-02-31")]))
        prices = self.write("prices.csv", "item,date,place,mid,currency,source,confidence\n"
                                          "H100 PCIe,2026-05,SG,30000,USD,Quay Traders' list,S\n")
        self.compile([LIST["heron"], LIST["otter"]], "b.csv")
        options = (file, "--prices", prices, "--rejects", "broken.csv", "--fail-on", "never")
        touched = self.decisions(*options, "--changed-since", self.first)
        self.assertIn("2026-02-31", (self.folder / "broken.csv").read_text())
        self.assertIn("TW-F-PRICE-HIGH", {finding["id"] for finding in touched["S0001"]["findings"]})
        self.assertEqual(touched["S0001"], self.decisions(*options, "--store", "none")["S0001"])

    def test_a_list_that_only_a_run_kept(self):
        """Every run keeps the lists that it was made with beside its rows."""
        self.run_program("screen", self.file)
        self.compile([LIST["heron"], LIST["otter"]], "b.csv")
        for path in (self.folder / "data/tidewaiter/lists.tidelist.earlier").iterdir():
            path.unlink()
        self.assertEqual(self.touched(self.first)[0], ["S-LARK"])


if __name__ == "__main__":
    unittest.main()
