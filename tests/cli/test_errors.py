"""The messages of errors as a set: each is produced by a real run and stands in tests/errors/messages.txt, to be read as
an editor reads. TIDEWAITER_BLESS=1 rewrites that file; read the difference. A code without a message fails."""
import os
import re
import signal
import sqlite3
import struct
import subprocess
import unittest

from harness import PROGRAM, ROOT, CliCase, shipment, shipments, wait_until_caught

GOLDEN = ROOT / "tests" / "errors" / "messages.txt"
NO_LISTS = ("--lists", "none", "--store", "none")
# Without a message here, and why.
UNREACHABLE = {
    "internal": "no run comes there: it says that the program itself is wrong",
    "out_of_memory": "where memory ends differs from machine to machine: test_trouble.py",
    "library_failed": "a disk that fills while DuckDB sorts, which needs a disk of its own",
}


def codes():
    text = re.search(r"enum class ErrorCode \{(.*?)\};", (ROOT / "src/base/result.h").read_text(), re.S).group(1)
    return re.findall(r"^  (\w+),", text, re.M)


class Messages(CliCase):
    def shipments(self, name="shipments.csv", **cells):
        return self.write(name, shipments([shipment(1, **cells)])).name

    def message(self, *arguments, status=2, **keywords):
        done = self.run_program(*arguments, **keywords)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.err}")
        self.assertEqual(done.out, "")
        lines = done.err.replace(str(self.folder) + "/", "").splitlines()
        first = next(i for i, line in enumerate(lines) if "error[" in line)
        return "\n".join(lines[first:])

    # Each answers [(what a user did, the message)].

    def usage(self):
        table = self.shipments()
        for what, arguments in (
                ("a command that does not exist", ["scren"]), ("no command", ["lists"]),
                ("an option that does not exist", ["screen", table, "--partys", "p.csv"]),
                ("a word that does not fit", ["screen", table, "--format", "cvs"]),
                ("a day that is none", ["screen", table, "--as-of", "31/12/2025"]),
                ("a number out of its range", ["screen", table, "--threads", "999"]),
                ("an option without its value", ["screen", table, "--parties"]),
                ("an option twice", ["screen", table, "--map", "a", "--map", "b"]),
                ("what must be given is missing", ["exceptions", "add", "--by", "M. Example"]),
                ("a word too many", ["match", "Qing", "Shan"]), ("nothing to classify", ["classify"]),
                ("no list to look in", ["match", "Qing Shan", "--lists", "none"]),
                ("the output would replace the input", ["screen", table, *NO_LISTS, "-o", table]),
                ("a file twice", ["screen", table, table, *NO_LISTS]),
                ("a kind of party that is none", ["match", "Qing Shan", "--schema", "compny", "--lists", self.demo_list()]),
                ("two options that exclude each other", ["screen", table, *NO_LISTS, "--against", "2026-01-15", "--questions"])):
            yield what, self.message(*arguments)

    def file_not_found(self):
        table = self.shipments()
        yield "shipments that are not there", self.message("screen", "shipment.csv", *NO_LISTS)
        yield "no list was compiled", self.message("screen", table)
        yield "no store", self.message("explain", "S0001")
        yield "rules that are not there", self.message("rules", "check", "--rules", "our-rules")

    def not_a_file(self):
        (self.folder / "night").mkdir()
        yield "a folder of shipments", self.message("screen", "night", *NO_LISTS)

    def file_unreadable(self):
        table = self.shipments()
        (self.folder / table).chmod(0)
        self.folder.chmod(0o777)
        nobody = (lambda: os.setuid(65534)) if os.geteuid() == 0 else None  # root may read everything
        done = subprocess.run([PROGRAM, "screen", table, *NO_LISTS], capture_output=True, cwd=self.folder,
                              env=self.environment, preexec_fn=nobody, timeout=60)
        self.assertEqual(done.returncode, 2, done.stderr)
        yield "no permission", done.stderr.decode().strip()

    def file_unwritable(self):
        table = self.shipments()
        yield "a folder that is not there", self.message("screen", table, *NO_LISTS, "-o", "reports/out.csv")

    def empty_file(self):
        self.write("empty.csv", "")
        yield "an empty table", self.message("screen", "empty.csv", *NO_LISTS)
        yield "an empty list", self.message("lists", "import", "empty.csv", "-o", "l.tidelist")

    def bad_encoding(self):
        self.write("list.csv", b"list,entry_id,name\nH,1,M\xfcller\n" + b"H,2,\xff\xfe\n")
        yield "a list that is not UTF-8", self.message("lists", "import", "list.csv", "-o", "l.tidelist")

    def bad_format(self):
        table = self.shipments()
        self.write("twice.csv", "shipment_id,date,Date\n1,2,3\n")
        yield "two columns of one name", self.message("screen", "twice.csv", *NO_LISTS)
        self.write("notes.txt", "these are notes\n")
        yield "a list of no known form", self.message("lists", "import", "notes.txt", "-o", "l.tidelist")
        sqlite3.connect(self.folder / "other.db").execute("CREATE TABLE t (x)").connection.close()
        yield "another program's database", self.message("screen", table, "--lists", "none", "--store", "other.db")

    def missing_column(self):
        self.write("export.csv", "Shipment,ship date,destination_country\nA,2026-03-02,NL\n")
        yield "required columns", self.message("screen", "export.csv", *NO_LISTS)
        self.write("pairs.csv", "name,other\na,b\n")
        yield "pairs", self.message("compare", "--pairs", "pairs.csv")

    def bad_value(self):
        table = self.shipments()
        self.write("tidewaiter.toml", "threshold = 7\n")
        yield "a setting", self.message("screen", table, *NO_LISTS)
        self.write("tidewaiter.toml", "treshold = 0.7\n")
        yield "a setting of no known name", self.message("screen", table, *NO_LISTS)
        (self.folder / "tidewaiter.toml").unlink()
        self.write("map.csv", "column,field\nShipment,shipmentid\nDay,dates\n")
        yield "a field that a column map names", self.message("screen", table, *NO_LISTS, "--map", "map.csv")
        yield "a country", self.message("exceptions", "add", "--party", "P", "--country", "Atlantis", "--entry", "EL-0002",
                                        "--reason", "r", "--by", "b", "--lists", self.demo_list(), "--store", "s.db")

    def corrupt_file(self):
        table, path = self.shipments(), self.demo_list()
        data = bytearray(path.read_bytes())
        data[-200] ^= 0xFF
        path.write_bytes(data)
        yield "a list that changed on the disk", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.write_bytes(data[:len(data) // 2])
        yield "half a list", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.unlink()

    def wrong_version(self):
        table, path = self.shipments(), self.demo_list()
        data = bytearray(path.read_bytes())
        data[8:12] = struct.pack("<I", 99)
        path.write_bytes(data)
        yield "a list of another version", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.unlink()
        self.ok("screen", table, "--lists", "none", "--store", "s.db")
        base = sqlite3.connect(self.folder / "s.db")
        base.execute("PRAGMA user_version = 99")
        base.commit()
        base.close()
        yield "a store of a newer version", self.message("screen", table, "--lists", "none", "--store", "s.db")

    def bad_rule(self):
        (self.folder / "rules").mkdir()
        self.write("rules/house.toml", "[[rule]]\nid = \"H-1\"\nwhen = 'item.tp > 10'\n")
        yield "a rule (more of them: tests/mistakes)", self.message("rules", "check", "--rules", "rules").splitlines()[0]

    def bad_catalog(self):
        (self.folder / "catalog").mkdir()
        self.write("catalog/chips.toml", "[[item]]\nname = 5\n")
        yield "a catalogue", self.message("catalog", "check", "catalog")

    def not_found(self):
        table = self.shipments()
        self.ok("screen", table, "--lists", "none", "--store", "kept.db")
        yield "a shipment", self.message("explain", "S0002", "--store", "kept.db", "--lists", "none")
        yield "an item", self.message("catalog", "describe", "H20O")
        yield "a rule", self.message("rules", "describe", "US-744.23-A9")
        yield "a list entry", self.message("exceptions", "add", "--party", "P", "--entry", "EL-9999", "--reason", "r", "--by",
                                           "b", "--lists", self.demo_list(), "--store", "s2.db")
        yield "an exception", self.message("exceptions", "remove", "7", "--reason", "r", "--by", "b", "--store", "kept.db")

    def store_failed(self):
        table = self.shipments()
        self.ok("screen", table, "--lists", "none", "--store", "held.db")
        holder = sqlite3.connect(self.folder / "held.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        yield "another process holds the store", self.message(
            "exceptions", "remove", "1", "--reason", "r", "--by", "b", "--store", "held.db")
        holder.close()

    def interrupted(self):
        child = subprocess.Popen([PROGRAM, "screen", "-", *NO_LISTS], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL, cwd=self.folder, env=self.environment)
        child.stdin.write(shipments([shipment(1)]).encode())
        child.stdin.flush()
        wait_until_caught(child, signal.SIGINT)
        child.send_signal(signal.SIGINT)
        told = child.communicate(timeout=60)[1].decode()
        self.assertEqual(child.returncode, 130, told)
        yield "Ctrl-C", told.strip()

    def test_every_code_has_its_messages(self):
        text = ("What a user meets, by code; tests/cli/test_errors.py makes it and compares.\n")
        for code in codes():
            if code in UNREACHABLE:
                continue
            with self.subTest(code):
                self.assertTrue(hasattr(self, code), f"no run of tests/cli/test_errors.py ends in {code}")
                for what, message in getattr(self, code)():
                    self.assertIn(f"error[{code}]", message, what)
                    for line in message.splitlines():
                        self.assertNotRegex(line, r"[ \t]$", "a blank at the end")
                    self.assertRegex(message, r"^(?s:.+: )?error\[\w+\]: \S", what)
                    text += f"\n# {code}: {what}\n{message}\n"
        if os.environ.get("TIDEWAITER_BLESS") == "1":
            GOLDEN.write_text(text)
        self.assertEqual(text, GOLDEN.read_text())

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
