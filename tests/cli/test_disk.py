"""A full disk and a folder that may not be written to, at every write there is: small file systems that only this process
sees (a private namespace). Each: status 2, one error with its place and a hint, nothing half written, and what was there
before stays."""
import contextlib
import csv
import gzip
import hashlib
import io
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from harness import DEMO, PROGRAM, SANITIZED, CliCase, hold, shipment, shipments
from test_update import Server, consolidated, gives

PRIVATE = "TIDEWAITER_PRIVATE_MOUNTS"  # set inside the namespace
NO_LISTS = ("--lists", "none", "--fail-on", "never")
NO_STORE = ("--store", "none")
PAGE = 4096


def in_private_namespace():
    """Begins the test run again where mounting is allowed and nobody else sees it; goes on as it is where that cannot be."""
    if os.environ.get(PRIVATE) or not shutil.which("unshare"):
        return
    private = ("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private")
    probe = 'mount -t tmpfs -o size=64k tmpfs "$0"'
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run([*private, "sh", "-c", probe, folder], stderr=subprocess.DEVNULL).returncode:
            return
    os.environ[PRIVATE] = "1"
    os.execvp(private[0], [*private, sys.executable, *sys.orig_argv[1:]])


in_private_namespace()  # also where a runner imports this file as a module


@unittest.skipUnless(os.environ.get(PRIVATE), "SKIPPED: there is no private namespace to mount small file systems in (unshare -rm)")
class Disk(CliCase):
    """`self.disk` is a file system of its own of four megabytes."""

    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        self.mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", self.disk)
        self.addCleanup(lambda: subprocess.run(["umount", "-l", self.disk], check=True))
        self.night = self.write("night.csv", shipments([hold(i, consignee_name=f"Party {i}") for i in range(300)]))
        self.bad = self.write("bad.csv", shipments([shipment(i, date="soon") for i in range(50)] + [shipment(99)]))

    def mount(self, *arguments):
        subprocess.run(["mount", *map(str, arguments)], check=True)

    def fill(self, leave=0):
        """Until so many bytes are left."""
        free = os.statvfs(self.disk)
        size = max(0, free.f_bavail * free.f_frsize - leave)
        with open(self.disk / "filler", "wb") as filler:
            filler.write(b"\0" * size)

    def free(self):
        (self.disk / "filler").unlink()

    def lock(self):
        self.mount("-o", "remount,ro", self.disk)

    def unlock(self):
        self.mount("-o", "remount,rw", self.disk)

    def files(self):
        """Every file on the disk, with what is in it."""
        # the list of before is kept by a second name before it is replaced; that name may stay
        return {str(path.relative_to(self.disk)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(self.disk.rglob("*"))
                if path.is_file() and path.name != "filler" and ".earlier" not in str(path)}

    def refused(self, *arguments, place, **keywords):
        done = self.run_program(*arguments, **keywords)
        self.assertEqual(done.returncode, 2, f"{arguments}\n{done.err}\n{done.out[:500]}")
        self.assertEqual(done.err.count("error["), 1, done.err)
        self.assertIn("error[file_unwritable]", done.err)
        self.assertIn(str(place), done.err)
        self.assertIn("hint:", done.err)
        return done

    def tried(self, *arguments, place=None, files=None, **keywords):
        """The command on a full disk, then in a folder that may not be written to; then with room, where it works."""
        before = self.files()
        for make, mend in ((self.fill, self.free), (self.lock, self.unlock)):
            with self.subTest(make.__name__, arguments=arguments[:3]):
                make()
                try:
                    self.refused(*arguments, place=place or self.disk, **keywords)
                    self.assertEqual(self.files(), before, "what was there stays, and nothing half written is beside it")
                finally:
                    mend()
        done = self.run_program(*arguments, **keywords)
        self.assertNotIn("error[", done.err, arguments)
        self.assertNotEqual(self.files(), before, arguments)
        return done


class EveryWrite(Disk):
    def test_the_result_in_every_form(self):
        for form in ("table", "ndjson", "json", "csv", "html", "sarif", "parquet"):
            (self.disk / f"out.{form}").write_text("of yesterday")
            self.tried("screen", self.night, *NO_LISTS, *NO_STORE, "--format", form, "-o", self.disk / f"out.{form}")

    def test_rejects(self):
        (self.disk / "r.csv").write_text("of yesterday")
        self.tried("screen", self.bad, *NO_LISTS, *NO_STORE, "--rejects", self.disk / "r.csv")

    def test_missing(self):
        (self.disk / "m.csv").write_text("of yesterday")
        self.tried("screen", self.night, *NO_LISTS, *NO_STORE, "--missing", self.disk / "m.csv")

    def test_the_compiled_list(self):
        lists = self.disk / "l.tidelist"
        self.ok("lists", "import", DEMO / "list.csv", "-o", lists)
        other = self.write("other.csv", "name,list\nHeron Works,OWN\n")
        self.tried("lists", "import", other, "-o", lists)
        self.ok("lists", "status", "--lists", lists)

    def test_what_is_asked_of_the_store(self):
        store = ("--store", self.folder / "s.db")
        self.ok("screen", self.night, *NO_LISTS, *store)
        for form in ("ndjson", "csv", "parquet"):
            self.tried("store", "export", "decisions", *store, "--format", form, "-o", self.disk / f"x.{form}")
        self.tried("explain", "S0001", *store, "--bundle", self.disk / "b.zip")
        self.tried("explain", "S0001", *store, "--format", "json", "-o", self.disk / "e.json")

    def test_rows_of_other_commands(self):
        lists = ("--lists", self.demo_list())
        self.tried("match", *lists, "-o", self.disk / "hits.ndjson", stdin=b'{"id": "1", "name": "Beiling Advanced Computing"}\n')
        pairs = self.write("pairs.csv", "schema,name1,name2\ncompany,Heron,Heron Works\n")
        self.tried("compare", "--pairs", pairs, "-o", self.disk / "pairs.csv")
        self.tried("identify", "--lines", pairs, "-o", self.disk / "items.ndjson")
        self.tried("classify", "H100 SXM5", "-o", self.disk / "h100.txt")
        self.tried("rules", "list", "-o", self.disk / "rules.txt")
        self.tried("lists", "status", *lists, "-o", self.disk / "status.txt")

    def test_pages_and_schemas(self):
        """Many files: whole ones alone, those of before among them."""
        for command in (("catalog", "pages"), ("schemas",)):
            place = self.disk / command[-1]
            self.ok(*command, place)
            first = self.files()
            self.fill()
            self.refused(*command, place, place=place)
            self.assertEqual(self.files(), first)
            self.free()
            shutil.rmtree(place)
            self.fill(leave=20 * PAGE)
            self.refused(*command, place, place=place)
            self.free()
            written = self.files()
            self.assertTrue(written, "there was room for some")
            self.assertEqual({name: first.get(name) for name in written}, written, "whole, whatever is written")
            shutil.rmtree(place)
            self.lock()
            self.refused(*command, place, place=place)
            self.unlock()

    def test_a_stream_on_its_way_in(self):
        self.environment["TMPDIR"] = str(self.disk)
        rows = shipments([shipment(i) for i in range(40_000)]).encode()  # more than the disk holds
        done = self.refused("screen", "-", *NO_LISTS, *NO_STORE, stdin=rows, place=self.disk)
        self.assertIn("TMPDIR", done.err)
        self.assertEqual(self.files(), {})
        packed = self.write("night.csv.gz", gzip.compress(rows * 2, 1))  # unpacked: more than is held in memory
        self.assertIn("TMPDIR", self.refused("screen", packed, *NO_LISTS, *NO_STORE, place=self.disk).err)
        self.assertEqual(self.files(), {})

    def test_a_stream_leaves_room_for_others(self):
        """However long it is: looked at after each 64 MiB, it ends where a twentieth of the disk is left."""
        large = self.folder / "large"
        large.mkdir()
        self.mount("-t", "tmpfs", "-o", "size=66m", "tmpfs", large)
        self.addCleanup(lambda: subprocess.run(["umount", "-l", large], check=True))
        self.environment["TMPDIR"] = str(large)
        head = shipments([shipment(1)]).encode()
        with subprocess.Popen(["yes", head.decode().splitlines()[1]], stdout=subprocess.PIPE) as endless:
            with subprocess.Popen(["sh", "-c", 'head -n 1 "$0"; exec cat', str(self.night)], stdin=endless.stdout, stdout=subprocess.PIPE) as rows:
                done = subprocess.run([PROGRAM, "screen", "-", *NO_LISTS, *NO_STORE], stdin=rows.stdout, capture_output=True,
                                      cwd=self.folder, env=self.environment, timeout=60)
                rows.stdout.close()
            endless.stdout.close()
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"error[file_unwritable]: a copy of 64 MiB leaves no more than ", done.stderr)
        self.assertIn(b"TMPDIR", done.stderr)
        self.assertEqual(list(large.iterdir()), [])

    def test_where_the_sort_spills(self):
        self.environment["TMPDIR"] = str(self.disk)
        many = shipments([shipment(i % 997, line_no=str(i), item_description="x") for i in range(70_000)])
        file = self.write("many.csv", many)
        self.lock()
        done = self.refused("screen", file, *NO_LISTS, *NO_STORE, place=self.disk)
        self.assertIn("TMPDIR", done.err)
        self.unlock()
        self.ok("screen", file, *NO_LISTS, *NO_STORE)
        self.assertEqual(list(self.disk.iterdir()), [], "nothing of the sort is left")

    @unittest.skipIf(SANITIZED, "half a gigabyte takes a sanitizer long; what it tells is a text of another library")
    def test_the_sort_on_a_full_disk(self):
        """Ids in no order and longer than the sort's memory: what it puts aside finds four megabytes."""
        store = ("--store", "s.db")
        self.ok("screen", self.night, *NO_LISTS, *store)
        many = self.folder / "many.csv"
        cells = shipments([shipment(0)]).splitlines()
        rest, pad = cells[1].partition(",")[2], "x" * 8_000
        with many.open("w") as file:
            file.write(cells[0] + "\n")
            file.writelines(f"{i * 7919 % 1_000_003:07}{pad},{rest}\n" for i in range(65_000))
        (self.folder / "out.csv").write_text("of yesterday")
        self.environment["TMPDIR"] = str(self.disk)
        done = self.refused("screen", many, *NO_LISTS, *store, "--format", "csv", "-o", "out.csv", place=self.disk)
        self.assertIn("TMPDIR", done.err)
        self.assertEqual(list(self.disk.iterdir()), [], "nothing of the sort is left")
        self.assertEqual((self.folder / "out.csv").read_text(), "of yesterday")
        self.ok("explain", "S0003", *store, "--replay")
        self.ok("screen", self.night, *NO_LISTS, *store)  # removes what the failure left
        self.assertIn("sound", self.ok("store", "check", *store).out)


class Store(Disk):
    def setUp(self):
        super().setUp()
        self.store = ("--store", self.disk / "s.db")
        self.first = self.write("first.csv", shipments([hold(i) for i in range(1000, 1020)]))
        self.ok("screen", self.first, "--lists", self.demo_list(), "--fail-on", "never", *self.store)

    def decisions(self):
        with contextlib.closing(sqlite3.connect(self.disk / "s.db")) as connection:
            return connection.execute("SELECT run, shipment_id, digest FROM decision ORDER BY 1, 2").fetchall()

    def test_a_run_that_finds_no_room(self):
        """Wherever the room ends: what was accepted stays, and with room again the same command completes it."""
        before = self.decisions()
        self.assertEqual(len(before), 20)
        failures = 0
        for pages in (0, 1, 4, 10, 20, 30, 40, 60, 80, 110, 150, 200):
            with self.subTest(pages=pages):
                self.fill(leave=pages * PAGE)
                done = self.run_program("screen", self.night, *NO_LISTS, *self.store, "--format", "ndjson", "-o", "out.ndjson")
                self.free()
                self.assertIn(done.returncode, (0, 2), done.err)
                if done.returncode == 2:
                    failures += 1
                    self.assertEqual(done.err.count("error["), 1, done.err)
                    self.assertIn(str(self.disk), done.err)
                    self.assertIn("hint:", done.err)
                    self.assertFalse((self.folder / "out.ndjson").exists())
                self.assertEqual(self.decisions()[:20], before)
                self.assertEqual([name for name in self.files() if "writing" in name], [])
                self.ok("explain", "S1003", *self.store, "--replay")
        self.assertGreater(failures, 3, "no disk was small enough to try anything")
        self.ok("screen", self.first, *NO_LISTS, *self.store)  # removes what the failures left
        self.assertIn("sound", self.ok("store", "check", *self.store).out)

    def test_a_store_that_may_not_be_written_to(self):
        before = self.files()
        self.lock()
        self.refused("screen", self.night, *NO_LISTS, *self.store, place=self.disk)
        self.ok("explain", "S1003", *self.store)
        self.ok("store", "check", *self.store)
        self.ok("store", "export", "decisions", *self.store, "--format", "csv")
        self.ok("resolve", "--list", *self.store)
        self.refused("resolve", "S1003", "--as", "cleared", "--reason", "x", "--by", "J. Doe", *self.store, place=self.disk)
        lists = ("--lists", self.demo_list())
        entry = json.loads(self.ok("match", "Beiling Advanced Computing", *lists, "--format", "json").out)[0]["hits"][0]["entry_id"]
        self.refused("exceptions", "add", "--party", "A", "--entry", entry, "--reason", "x", "--by", "J", *lists, *self.store,
                     place=self.disk)
        self.unlock()
        self.assertEqual(self.files(), before)

    def test_answers_exceptions_and_pruning_on_a_full_disk(self):
        self.ok("resolve", "S1001", "--as", "cleared", "--reason", "seen", "--by", "J. Doe", *self.store)
        self.fill()
        answer = ("resolve", "S1003", "--as", "cleared", "--reason", "x" * 2000, "--by", "J. Doe", *self.store)
        self.refused(*answer, place=self.disk)
        self.ok("explain", "S1001", *self.store)
        self.free()
        self.assertEqual([row["id"] for row in csv.DictReader(io.StringIO(self.ok("resolve", "--list", *self.store, "--format", "csv").out))], ["1"])
        self.ok(*answer)
        self.assertIn("sound", self.ok("store", "check", *self.store).out)


class Update(Disk):
    def test_a_fetched_list(self):
        server = Server()
        self.addCleanup(server.stop)
        self.write("tidewaiter.toml", f"""
lists = "disk/l.tidelist"
[update]
sources = ["one"]
tries = 1
[[update.source]]
id = "one"
form = "csl-json"
address = "{server.address('/one')}"
""")
        server.answers["/one"] = gives(consolidated(100))
        self.ok("lists", "update")
        before = self.files()
        server.answers["/one"] = gives(consolidated(101))
        for make, mend in ((self.fill, self.free), (self.lock, self.unlock)):
            with self.subTest(make.__name__):
                make()
                done = self.run_program("lists", "update", "--format", "ndjson")
                mend()
                self.assertIn(done.returncode, (1, 2), done.err)
                told = done.err + done.out
                self.assertIn("file_unwritable", told)
                self.assertIn("disk", told)
                self.assertIn("hint", told)
                self.assertEqual(self.files(), before)
        for leave in (3, 8, 20, 30, 40, 60):  # pages: it ends somewhere between the download and the compiled list
            with self.subTest(leave=leave):
                self.fill(leave=leave * PAGE)
                done = self.run_program("lists", "update", "--format", "ndjson")
                self.free()
                self.assertIn(done.returncode, (0, 1, 2), done.err)
                entries = json.loads(self.ok("lists", "status", "--format", "json").out)["entries"]
                self.assertIn(entries, (100, 101))
                self.assertEqual([name for name in self.files() if "writing" in name or "incoming" in name or ".part" in name], [])
        self.ok("lists", "update")
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 101)


class Demo(Disk):
    def test_its_folder(self):
        self.tried("demo", "--folder", self.disk / "demo")


if __name__ == "__main__":
    unittest.main()
