"""Lists over time: what changed from one to the next, in words and as rows, and the versions that are kept."""
import json
import unittest

from harness import CliCase

BEFORE = """name,id,list,country,policy,aliases
Copper Gate Logistics FZE,1,NOGO,AE,look,Copper Gate
Quiet Otter Works,2,NOGO,TR,look,
Plain Sparrow Ltd,3,NOGO,SG,look,
"""
AFTER = """name,id,list,country,policy,aliases
Copper Gate Logistics FZE,1,NOGO,AE,refuse,Copper Gate|CGL
Plain Sparrow Ltd,3,NOGO,SG,look,
Grey Heron Trading,4,NOGO,CN,look,
"""


class Diff(CliCase):
    def setUp(self):
        super().setUp()
        self.ok("lists", "import", self.write("a.csv", BEFORE))
        self.first = json.loads(self.ok("lists", "status", "--format", "json").out)["version"]
        self.ok("lists", "import", self.write("b.csv", AFTER))
        self.second = json.loads(self.ok("lists", "status", "--format", "json").out)["version"]

    def test_words(self):
        page = self.ok("lists", "diff", self.first, self.second).out
        for line in ["3 entries → 3 entries", "added    Grey Heron Trading  NOGO-4", "removed  Quiet Otter Works  NOGO-2",
                     "changed  Copper Gate Logistics FZE  NOGO-1", 'policy: "look" → "refuse"', 'aliases: new "CGL"',
                     "NOGO      1        1      0        1"]:
            self.assertIn(line, page)

    def test_rows(self):
        rows = [json.loads(line) for line in
                self.ok("lists", "diff", self.first, self.second, "--format", "ndjson").out.splitlines()]
        self.assertEqual([(row["change"], row["entry_id"], row["field"], row["before"], row["after"]) for row in rows],
                         [("changed", "NOGO-1", "aliases", ["Copper Gate"], ["CGL", "Copper Gate"]),
                          ("changed", "NOGO-1", "policy", ["look"], ["refuse"]),
                          ("removed", "NOGO-2", "", [], []), ("added", "NOGO-4", "", [], [])])
        csv = self.ok("lists", "diff", self.first, self.second, "--format", "csv").out.splitlines()
        self.assertEqual(csv[0], "change,list,entry_id,name,field,before,after")
        self.assertIn("changed,NOGO,NOGO-1,Copper Gate Logistics FZE,aliases,Copper Gate,CGL|Copper Gate", csv)
        self.assertEqual(json.loads(self.ok("lists", "diff", self.first, self.second, "--format", "json").out), rows)

    def test_files_compiled_and_official_and_the_beginning_of_a_version(self):
        whole = self.ok("lists", "diff", self.first, self.second, "--format", "csv").out
        self.assertEqual(self.ok("lists", "diff", "a.csv", "b.csv", "--format", "csv").out, whole)
        kept = next((self.folder / "data/tidewaiter/lists.tidelist.earlier").iterdir())
        self.assertEqual(kept.name, self.first + ".tidelist")
        self.assertEqual(self.ok("lists", "diff", kept, self.second[:8], "--format", "csv").out, whole)

    def test_nothing_changed(self):
        self.assertIn("no entry was added, removed or changed", self.ok("lists", "diff", self.second, "b.csv").out)

    def test_a_version_that_is_not_kept(self):
        done = self.run_program("lists", "diff", "0123456789abcdef", self.second)
        self.assertEqual(done.returncode, 2)
        self.assertIn("error[not_found]", done.err)
        self.assertIn(f"known: {self.second}, {self.first}", done.err)

    def test_the_same_list_again_keeps_nothing(self):
        self.ok("lists", "import", "b.csv")
        self.assertEqual(len(list((self.folder / "data/tidewaiter/lists.tidelist.earlier").iterdir())), 1)

    def test_a_list_that_comes_back_is_kept_once(self):
        self.ok("lists", "import", "a.csv")
        self.ok("lists", "import", "b.csv")
        kept = {path.stem for path in (self.folder / "data/tidewaiter/lists.tidelist.earlier").iterdir()}
        self.assertEqual(kept, {self.first, self.second})


if __name__ == "__main__":
    unittest.main()
