"""The messages of errors as a set: each is produced by a real run and stands in tests/errors/messages.txt, to be read as
an editor reads. TIDEWAITER_BLESS=1 rewrites that file; read the difference. A code without a message fails."""
import os
import re
import sys
import unittest

from error_runs import Runs
from harness import ROOT

sys.path.insert(0, str(ROOT / "tests" / "errors"))
from places import places  # noqa: E402

GOLDEN = ROOT / "tests" / "errors" / "messages.txt"
# Without a message here, and why.
UNREACHABLE = {
    "internal": "no run comes there: it says that the program itself is wrong",
    "out_of_memory": "where memory ends differs from machine to machine: test_trouble.py",
    "library_failed": "DuckDB's library is gone or breaks: tests/unit/tables",
}
# Places, as tests/errors/places.py names them (file: text), whose message no run here ends in, and why.
SHIPPED = "data that the program carries: no user writes them, and the build's tests read them"
CHECKSUMS = "a file that agrees with its checksums and is wrong all the same: fuzz/list_file.cpp, tests/unit"
DISK = "a disk that fills or breaks at that moment: test_disk.py, test_hard.py, test_trouble.py"
RACE = "what others do to a file or a store at that moment: tests/unit"
SERVER = "what a publisher's server does; told in the table of `lists update`: test_update.py"
BEFORE = "another check comes before it on every way that a command has"
PLACES = {
    r"engine/(addressees|end_use|questions|patterns|snapshot)\.cpp: ": SHIPPED,
    r"lists/(dpl_text|ofac_csv|ofac_xml)\.cpp: no list of ": SHIPPED,
    r"judge/": "anybody's results on a simulated world: tests/unit/judge",
    r"world/(market|parameters|routes)\.cpp: ": SHIPPED,
    r"engine/case_run\.cpp: ": "a case that cannot be read: tests/unit/engine",
    r"base/section_file\.h: ": CHECKSUMS,
    r"base/section_file\.cpp: the list has no section ": CHECKSUMS,
    r"lists/entry_table\.cpp: the list's ": CHECKSUMS,
    r"match/index\.cpp: ": CHECKSUMS,
    r"engine/list_book\.cpp: ": CHECKSUMS,
    r"engine/kept_rejects\.cpp: ": DISK,
    r"store/run_lock\.cpp: ": DISK,
    r"tables/(duckdb_handle|row_parquet|parquet)\.cpp: ": DISK,
    r"tables/input_file\.cpp: (the stream cannot be copied|a copy of)": DISK,
    r"cli/(demo|rules_test)\.cpp: (no temporary folder|the folder cannot be made)": DISK,
    r"engine/list_snapshots\.cpp: ": SERVER,
    r"engine/update_lists\.cpp: (this cannot|the address|what was)": SERVER,
    r"fetch/fetch\.cpp: ": SERVER,
    r"tables/input_file\.cpp: the file became shorter": RACE,
    r"engine/kept_input\.cpp: the list was replaced": RACE,
    r"(cli/interrupt|engine/update_lists)\.cpp: interrupted; ": "when somebody presses Ctrl-C: test_trouble.py, test_update.py",
    r"engine/run\.cpp: interrupted; what was decided": "how much was stored depends on the moment: test_kill.py",
    r"engine/earlier_lists\.cpp: several versions": "two lists whose versions begin alike, which chance alone makes: tests/unit",
    r"engine/data_texts\.cpp: the kept rules": "a store that was changed by hand: tests/unit/engine",
    r"engine/replay\.cpp: the (rows of run|run kept|kept rows hold)": "a store whose decisions outlive their rows: tests/unit",
    r"store/store\.cpp: there is no (unfinished )?run ": "no command asks for a run by its number",
    r"store/answers\.cpp: an answer needs ": BEFORE,
    r"store/packed_decision\.cpp: a text of ": "a store that was changed by hand: tests/unit/store",
    r"lists/(import|columns)\.cpp: (no file is named|there is no column)": BEFORE,
    r"tables/encoding\.cpp: the file is …, which": "an encoding that the system's ICU lacks",
    r"tables/(unpack|zip_parts)\.cpp: … bytes of": "it takes a GiB of disk: tests/unit/tables",
    r"base/json_(reader|pieces)\.cpp: the (file|JSON) is ": BEFORE,
}


def codes():
    text = re.search(r"enum class ErrorCode \{(.*?)\};", (ROOT / "src/base/result.h").read_text(), re.S).group(1)
    return re.findall(r"^  (\w+),", text, re.M)


class Messages(Runs):
    def test_every_code_has_its_messages(self):
        text = ("What a user meets, by code; tests/cli/test_errors.py makes it and compares.\n")
        for code in codes():
            if code in UNREACHABLE:
                continue
            with self.subTest(code):
                self.setUp()  # a folder of its own
                self.assertTrue(hasattr(self, code), f"no run of tests/cli/test_errors.py ends in {code}")
                for what, message in getattr(self, code)():
                    self.assertIn(f"error[{code}]", message, what)
                    for line in message.splitlines():
                        self.assertNotRegex(line, r"[ \t]$", "a blank at the end")
                    self.assertRegex(message, r"^(?s:.+: )?error\[\w+\]: \S", what)
                    text += f"\n# {code}: {what}\n{message}\n"
        self.setUp()
        for what, message in self.rows():
            text += f"\n# rows left out: {what}\n{message}\n"
        if os.environ.get("TIDEWAITER_BLESS") == "1":
            GOLDEN.write_text(text)
        self.assertEqual(text, GOLDEN.read_text())

    def test_every_place_has_its_message(self):
        told = re.split(r"\n\n# .*\n", GOLDEN.read_text())
        silent, used = [], set()
        for place in places():
            if any(place.pattern.search(message) for message in told) or set(place.codes) <= set(UNREACHABLE):
                continue
            reasons = [form for form in PLACES if re.match(form, place.key)]
            used.update(reasons)
            if not reasons:
                silent.append(f"{place.file}:{place.line}: {'|'.join(place.codes)}: {place.text}")
        self.assertEqual(silent, [], "these say what no run of tests/cli/error_runs.py has shown")
        self.assertEqual(set(PLACES) - used, set(), "nothing is left out for these reasons")

    def test_every_code_is_explained_and_used(self):
        document = (ROOT / "docs/errors.md").read_text()
        source = "".join(path.read_text() for path in (ROOT / "src").rglob("*.cpp"))
        for code in codes():
            row = re.search(rf"^\| `{code}` \| (.+) \| (.+) \|$", document, re.M)
            self.assertIsNotNone(row, f"docs/errors.md has no line of {code}")
            self.assertGreater(len(re.findall(rf"ErrorCode::{code}\b", source)), 1, f"nothing ends in {code}")
        self.assertEqual(set(re.findall(r"^\| `(\w+)` \|", document, re.M)), set(codes()))


if __name__ == "__main__":
    unittest.main()
