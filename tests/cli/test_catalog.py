"""The catalogue from outside: what is in it, one thing of it whole, its contradictions, its pages."""
import json
import re
import unittest

from harness import ROOT, CliCase

BROKEN = """
[[source]]
id = "S"
confidence = "S"
text = "a test"

[[item]]
name = "X1"
vendor = "Acme"
family = "X1"
kind = "chip"
mass_kg = { low = 1, high = 2, source = "S" }
source = "S"

[[assembly]]
name = "{chip} server"
kind = "system"
chips = 8
source = "S"

[[system]]
name = "Box 8"
vendor = "Acme"
assembly = "{chip} server"
holds = [{ chip = "X1", chips = 8 }]
mass_kg = { low = 3, high = 4, source = "S" }
source = "S"
"""


class Catalogue(CliCase):
    def test_describes_a_system_by_its_maker_s_number(self):
        text = self.ok("catalog", "describe", "SYS-821GE-TNHR").out
        for word in ("Supermicro, system", "8 x H100 SXM5", "8 x H200 SXM (from 2024-06)", "80 to 100 kg", "8 to 10.5 kW",
                     "8471.50, 8471.80", "SKU patterns", "confidence U", "from memory", "1 x HGX H100", "4A090.a"):
            self.assertIn(word, text)
        self.assertEqual(self.ok("catalog", "describe", "supermicro sys 821ge-tnhr").out, text)

    def test_describes_a_chip_with_its_status_over_time_as_classify_has_it(self):
        described = self.ok("catalog", "describe", "A100 80GB SXM").out
        spans = [json.loads(line) for line in
                 self.ok("classify", "A100 80GB SXM", "--history", "--format", "ndjson").out.splitlines()]
        self.assertGreater(len(spans), 2)
        for span in spans:
            self.assertRegex(described, re.escape(span["from"] or "always") + r".*" + span["status"].replace("_", " "))

    def test_says_what_was_meant_where_a_name_is_unknown(self):
        done = self.run_program("catalog", "describe", "SYS-999GE-TNHR")
        self.assertEqual(done.returncode, 2)
        self.assertIn("not_found", done.err)

    def test_lists_every_system_once(self):
        rows = [json.loads(line) for line in self.ok("catalog", "list", "--format", "ndjson").out.splitlines()]
        names = [row["name"] for row in rows]
        self.assertEqual(len(names), len(set(names)))
        for name in ("H100 SXM5", "SYS-821GE-TNHR", "GB200 NVL72", "PowerEdge XE9680", "Atlas 800T A2"):
            self.assertIn(name, names)
        row = rows[names.index("GB200 NVL72")]
        self.assertEqual((row["kind"], row["chips"], row["vendor"]), ("rack", 72, "NVIDIA"))
        self.assertIn("PowerEdge XE9680", self.ok("catalog", "list").out)

    def test_the_shipped_catalogue_is_clean(self):
        self.assertIn("no contradiction", self.ok("catalog", "check").err)
        self.assertIn("no contradiction", self.ok("catalog", "check", ROOT / "catalog" / "data").err)

    def test_says_where_a_folder_contradicts_itself(self):
        self.write("broken.toml", BROKEN)
        done = self.ok("catalog", "check", self.folder, status=2)
        self.assertIn("broken.toml:26:11: error[bad_catalog]: 'Box 8' weighs 4 kg at most, and 8 of 'X1'", done.err)

    def test_writes_the_pages_of_the_documents(self):
        self.ok("catalog", "pages", self.folder / "pages")
        written = {path.name: path.read_text() for path in (self.folder / "pages").iterdir()}
        kept = {path.name: path.read_text() for path in (ROOT / "docs" / "catalogue").iterdir()}
        self.assertEqual(sorted(written), sorted(kept))
        self.assertEqual([name for name in kept if kept[name] != written[name]], [])

    def test_refuses_a_folder_that_is_none(self):
        self.assertIn("file_not_found", self.ok("catalog", "check", self.folder / "nowhere", status=2).err)


if __name__ == "__main__":
    unittest.main()
