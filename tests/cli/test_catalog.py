"""The catalogue from outside: what is in it, one thing of it whole, its contradictions, its pages."""
import gzip
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


class Editions(CliCase):
    def identified(self, text):
        return json.loads(self.ok("identify", text, "--format", "ndjson").out)

    def test_a_bare_name_is_a_question_with_the_strictest_shown(self):
        found = self.identified("A100")
        self.assertEqual((found["item"], found["confidence"]), ("A100 80GB SXM", "I"))
        for edition in ("A100 40GB SXM", "A100 80GB SXM", "A100 80GB PCIe"):
            self.assertIn(edition, found["could_be"])
        self.assertIn("the words leave open which", self.ok("identify", "A100").out)

    def test_words_that_settle_it_and_lines_of_several_things_leave_nothing_open(self):
        for text in ("A100 40GB PCIe", "H20", "office chair", "2 pcs A100 40GB PCIe, 4 pcs H200 NVL"):
            self.assertEqual(self.identified(text)["could_be"], [], text)


    def test_a_byte_order_mark_is_no_part_of_the_first_line(self):
        lines = self.write("lines.txt", "\ufeff8x H100 SXM5\r\noffice chair\n")
        texts = [json.loads(row)["text"] for row in self.ok("identify", "--lines", lines).out.splitlines()]
        self.assertEqual(texts, ["8x H100 SXM5", "office chair"])

    def test_lines_come_packed_and_in_other_encodings(self):
        text = "8x H100 SXM5 für Zürich\noffice chair\n"
        for name, data in (("utf16", text.encode("utf-16")), ("gzip", gzip.compress(text.encode())), ("both", gzip.compress(text.encode("utf-16")))):
            with self.subTest(name):
                rows = self.ok("identify", "--lines", self.write("lines.txt", data)).out.splitlines()
                self.assertEqual([json.loads(row)["text"] for row in rows], text.splitlines())
        done = self.ok("identify", "--lines", self.write("lines.txt", b"H200\n" * 9 + b"\xffH200\n"), status=5)
        self.assertEqual(len(done.out.splitlines()), 9)
        self.assertIn("lines.txt:10: row left out: bytes are not UTF-8", done.err)

    def test_lines_as_a_table_where_it_is_asked_for(self):
        done = self.ok("identify", "--lines", "-", "--format", "table", stdin=b"8x H100 SXM5\noffice chair\n")
        self.assertIn("-:1: 8x H100 SXM5\nH100 SXM5  chip; 8 x 1 chips = 8", done.out)
        self.assertIn("-:2: office chair\nnothing of the catalogue", done.out)


class Specifications(CliCase):
    def test_a_row_without_a_name_is_left_out_and_told(self):
        table = self.write("specs.csv", "name,dense,die_mm2\n,16b:1,1\nX1,16b:1,1\n")
        done = self.run_program("classify", "--specs", table, "--format", "ndjson")
        self.assertEqual([json.loads(row)["name"] for row in done.out.splitlines()], ["X1"])
        self.assertIn("specs.csv:2: row left out: the row has no name", done.err)
        self.assertEqual(done.returncode, 5)

    def classified(self, table, day="2026-07-23"):
        done = self.ok("classify", "--specs", self.write("specs.csv", table), "--as-of", day, "--format", "ndjson")
        return {row["name"]: row for row in map(json.loads, done.out.splitlines())}

    def test_a_memory_stack_is_asked_by_its_bandwidth_and_area(self):
        found = self.classified("name,kind,mem_bw_gbs,stack_mm2\nfast,memory,819,121\nslow,memory,240,121\n"
                                "edge,,242,121\nno area,memory,819,\n")
        self.assertEqual(found["fast"]["paragraphs"], ["3A090.c"])
        self.assertEqual((found["slow"]["status"], found["slow"]["paragraphs"]), ("not_controlled", []))
        self.assertEqual(found["edge"]["status"], "not_controlled")  # 2 is not above 2
        self.assertEqual((found["no area"]["status"], found["no area"]["missing"]), ("undetermined", ["stack_mm2"]))
        before = self.classified("name,kind,mem_bw_gbs,stack_mm2\nfast,memory,819,121\n", "2024-12-01")
        self.assertEqual(before["fast"]["status"], "not_controlled")

    def test_a_system_goes_by_the_chip_inside(self):
        found = self.classified("name,kind,dense,die_mm2,planar,datacenter\n"
                                "box,system,16b:989.5,814,N,Y\nboard,board,16b:165.25,826,N,Y\nbare,chip,16b:989.5,814,N,Y\n")
        self.assertEqual(found["box"]["paragraphs"], ["4A090.a"])
        self.assertEqual(found["board"]["paragraphs"], ["4A090.b"])
        self.assertEqual(found["bare"]["paragraphs"], ["3A090.a.1", "3A090.a.2"])

    def test_a_kind_that_contradicts_is_left_out(self):
        specs = self.write("specs.csv", "name,kind,stack_mm2\nA,chip,121\nB,banana,\nC,memory,121\n")
        done = self.ok("classify", "--specs", specs, status=5)
        self.assertIn("only a memory stack has stack_mm2", done.err)
        self.assertIn("'banana' is no kind", done.err)

    def test_everything_the_control_list_asks(self):
        found = self.classified(
            "name,dense,sparse,die_mm2,planar,datacenter,link_gbs\n"
            "sparse decides,,16b:2000,800,N,Y,900\n"       # dense 1,000 to 2,000 TOPS: 16,000 to 32,000 either way
            "sparse open,,16b:400,814,N,Y,900\n"           # 3,200 to 6,400: on both sides of 4,800
            "planar,16b:200,,800,Y,Y,0\n"                  # 3,200, no density: only a.1 could hold
            "planar strong,16b:300,,800,Y,Y,0\n"
            "several dies,16b:362.1,,1448,N,Y,800\n"
            "int4,4b:1187.5,,750,N,N,0\n"                  # 4,750
            "fp6,6b:9227.5;4b:9227.5,,2400,N,Y,896\n"      # 55,365 by six bits
            "edge below,16b:299.9999,,2000,N,Y,0\n"        # 4,799.9984
            "edge,16b:300,,2000,N,Y,0\n"
            "a30 low,16b:165,,826,N,Y,200\n"               # PD 3.196
            "a30 high,4b:661,,826,N,Y,200\n"               # PD 3.201
            "no die,16b:125,,,N,Y,300\n"
            "unknown use,16b:125,,300,N,,300\n")
        said = {name: (row["status"], row["paragraphs"]) for name, row in found.items()}
        self.assertEqual(said["sparse decides"], ("controlled", ["3A090.a.1", "3A090.a.2"]))
        self.assertEqual(said["sparse open"][0], "undetermined")
        self.assertTrue(found["sparse open"]["missing"])
        self.assertEqual(said["planar"], ("not_controlled", []))
        self.assertEqual(said["planar strong"], ("controlled", ["3A090.a.1"]))
        self.assertEqual(said["several dies"], ("controlled", ["3A090.a.1", "3A090.b.2"]))
        self.assertEqual(said["int4"], ("not_controlled", []))
        self.assertEqual(found["fp6"]["tpp"], 55365)
        self.assertEqual(said["edge below"], ("controlled", ["3A090.b.1"]))
        self.assertEqual(said["edge"], ("controlled", ["3A090.a.1"]))
        self.assertEqual(said["a30 low"], ("controlled", ["3A090.b.1"]))
        self.assertEqual(said["a30 high"], ("controlled", ["3A090.b.1", "3A090.b.2"]))
        self.assertEqual((said["no die"][0], found["no die"]["missing"]), ("undetermined", ["die_mm2"]))
        self.assertEqual((said["unknown use"][0], found["unknown use"]["missing"]), ("undetermined", ["datacenter"]))

    def test_the_first_version_asked_rate_and_performance_alone(self):
        table = "name,dense,datacenter,link_gbs\nboth,16b:312,N,600\nslow,16b:312,Y,599\nweak,16b:299,Y,900\nopen,16b:312,Y,\n"
        found = self.classified(table, "2022-10-21")
        self.assertEqual(found["both"]["paragraphs"], ["3A090"])
        self.assertEqual([found[name]["status"] for name in ("slow", "weak", "open")],
                         ["not_controlled", "not_controlled", "undetermined"])
        self.assertEqual(found["open"]["missing"], ["link_gbs"])
        self.assertEqual(self.classified(table, "2022-10-20")["both"]["status"], "not_controlled")


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
