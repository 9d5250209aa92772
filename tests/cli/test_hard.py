"""Hard use: two runs on one store, stores of other versions, a wrong clock, a reader that leaves, very long shipments.

    TIDEWAITER_LONG=1 for a million distinct parties.
"""
import contextlib
import csv
import io
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import unittest

from harness import CHIPS, PROGRAM, ROOT, SANITIZED, CliCase, hold, shipment, shipments

STORE = ("--store", "s.db")
NO_LISTS = ("--lists", "none", "--fail-on", "never")
CLOCK = """
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
static long away(void) { return 1546300800; }  /* 2019-01-01 */
int clock_gettime(clockid_t id, struct timespec* t) {
  int done = (int)syscall(SYS_clock_gettime, id, t);
  if (id == CLOCK_REALTIME) t->tv_sec = away();
  return done;
}
int gettimeofday(struct timeval* t, void* zone) { (void)zone; t->tv_sec = away(); t->tv_usec = 0; return 0; }
time_t time(time_t* t) { if (t) *t = away(); return away(); }
"""


class Hard(CliCase):
    def decided(self, store="s.db"):
        with contextlib.closing(sqlite3.connect(self.folder / store)) as connection:
            return connection.execute("SELECT run, count(*) FROM decision GROUP BY run ORDER BY run").fetchall()

    def sound(self):
        self.assertIn("sound", self.ok("store", "check", *STORE).out)


class TwoAtOnce(Hard):
    def test_two_runs_on_one_store(self):
        rows = [hold(i) if i % 50 == 0 else shipment(i) for i in range(6000)]
        files = [self.write("a.csv", shipments(rows)), self.write("b.csv", shipments(rows[3000:] + [shipment(i) for i in range(6000, 9000)]))]
        alone = [self.ok("screen", file, *NO_LISTS, "--store", "none", "--format", "ndjson").out for file in files]
        running = [subprocess.Popen([PROGRAM, "screen", str(file), *NO_LISTS, *STORE, "--format", "ndjson", *more], cwd=self.folder,
                                    env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                   for file in files for more in ((), ("--since-last",))]
        outs = [each.communicate(timeout=120) for each in running]
        self.assertEqual([each.returncode for each in running], [0] * 4, [told.decode() for _, told in outs])
        self.assertEqual([outs[0][0].decode(), outs[2][0].decode()], alone)
        self.assertEqual([count for _, count in self.decided()], [6000] * 4)
        self.sound()
        self.ok("explain", "S3500", *STORE, "--replay")
        self.ok("explain", "S8999", *STORE, "--replay")

    def test_answers_while_a_run_is_going(self):
        self.ok("screen", self.write("a.csv", shipments([hold(i) for i in range(50)])), *NO_LISTS, *STORE)
        rows = self.write("b.csv", shipments([shipment(i) for i in range(20000)]))
        with subprocess.Popen([PROGRAM, "screen", str(rows), *NO_LISTS, *STORE], cwd=self.folder, env=self.environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            for i in range(10):
                self.ok("resolve", f"S{i:04d}", "--as", "cleared", "--reason", "x", "--by", "J. Doe", *STORE)
            self.assertEqual(running.wait(timeout=120), 0)
        self.assertEqual(len(self.ok("resolve", "--list", *STORE, "--format", "ndjson").out.splitlines()), 10)
        self.sound()


class OtherVersions(Hard):
    def set(self, *statements):
        with contextlib.closing(sqlite3.connect(self.folder / "s.db")) as store, store:
            for statement in statements:
                store.execute(statement)

    def test_a_newer_store_is_left_alone(self):
        file = self.write("a.csv", shipments([hold(1)]))
        self.ok("screen", file, *NO_LISTS, *STORE)
        self.set("PRAGMA user_version = 99")
        before = (self.folder / "s.db").read_bytes()
        for command in (("screen", file, *NO_LISTS), ("explain", "S0001"), ("resolve", "--list"), ("store", "check"),
                        ("store", "prune", "--remove"), ("store", "export", "runs"),
                        ("resolve", "S0001", "--as", "cleared", "--reason", "x", "--by", "y")):
            told = self.ok(*command, *STORE, status=2).err
            self.assertIn("error[wrong_version]: the store has schema version 99", told)
            self.assertIn("hint: use the newer Tidewaiter", told)
        self.assertEqual((self.folder / "s.db").read_bytes(), before)

    def test_an_older_store_goes_on(self):
        file = self.write("a.csv", shipments([hold(1), shipment(2)]))
        self.ok("screen", file, *NO_LISTS, *STORE)
        self.set("ALTER TABLE decision DROP COLUMN row_digest", "ALTER TABLE run DROP COLUMN data_version",
                 "ALTER TABLE run DROP COLUMN pruned", "DROP TABLE kept_file", "DROP TABLE data_text", "DROP TABLE answer",
                 "PRAGMA user_version = 1")
        for shipment_id in ("S0001", "S0002"):
            self.ok("explain", shipment_id, *STORE, "--replay")
        self.assertEqual(self.ok("store", "export", "answers", *STORE).out, "")
        self.sound()
        done = self.ok("screen", file, *NO_LISTS, *STORE, "--since-last", "--format", "ndjson")
        self.assertEqual(done.out, "", "unchanged by the digest of the decision, where that of the rows is not known")
        self.ok("resolve", "S0001", "--as", "cleared", "--reason", "x", "--by", "y", *STORE)
        for shipment_id in ("S0001", "S0002"):
            self.ok("explain", shipment_id, *STORE, "--replay")
        self.sound()


class WrongClock(Hard):
    @unittest.skipIf(SANITIZED, "a sanitizer does not like another library before it")
    def test_a_clock_before_the_day_of_the_list(self):
        compiler = shutil.which("g++-12") or shutil.which("gcc") or shutil.which("cc")
        if not compiler:
            self.skipTest("no compiler to make another clock with")
        self.write("clock.c", CLOCK)
        subprocess.run([compiler, "-x", "c", "-shared", "-fPIC", "-o", "clock.so", "clock.c"], cwd=self.folder, check=True)
        lists = self.folder / "l.tidelist"
        source = self.write("list.csv", (ROOT / "examples" / "demo" / "list.csv").read_bytes())
        self.ok("lists", "import", source, "--date", "2026-03-01", "-o", lists)
        file = self.write("a.csv", shipments([hold(1), shipment(2)]))
        expected = self.ok("screen", file, "--lists", lists, "--store", "none", "--format", "ndjson", "--fail-on", "never").out
        self.environment["LD_PRELOAD"] = str(self.folder / "clock.so")
        done = self.ok("screen", file, "--lists", lists, *STORE, "--max-list-age", "30", "--fail-on", "never", status=4)
        self.assertIn("after today by the clock of this machine", done.err)
        self.assertIn("begun 2019-01-01T00:00:00Z", self.ok("explain", "S0001", *STORE).out, "the clock is wrong")
        self.assertRegex(" ".join(done.out.split()), r"of 2026-03-01, [\d,]+ days later than the day asked")
        self.assertIn("rows are dated more than 90 days after today", done.err)
        self.assertEqual(self.ok("screen", file, "--lists", lists, "--store", "none", "--format", "ndjson", "--fail-on", "never").out,
                         expected, "the day of the run goes into no decision")
        self.ok("lists", "status", "--lists", lists)
        del self.environment["LD_PRELOAD"]
        self.ok("explain", "S0001", *STORE, "--replay")
        self.sound()
        plan = self.ok("store", "prune", *STORE).out
        self.assertIn("stays", plan, "a shipment of 2025 keeps what a wrong clock dated 2019")


class ReaderThatLeaves(Hard):
    def pipe(self, command):
        """Status of the program and what it said, where the reader closes the pipe early."""
        done = subprocess.run(["bash", "-c", f"'{PROGRAM}' {command} | head -1; exit ${{PIPESTATUS[0]}}"], cwd=self.folder,
                              env=self.environment, capture_output=True, timeout=120)
        return done.returncode, done.stdout, done.stderr.decode()

    def test_head(self):
        self.write("a.csv", shipments([hold(i) for i in range(8000)]))
        for form in ("ndjson", "csv", "json", "table"):
            status, out, told = self.pipe(f"screen a.csv --lists none --store {form}.db --fail-on never --format {form}")
            self.assertEqual((status, told), (0, ""), form)
            self.assertEqual(out.count(b"\n"), 1)
            self.assertEqual(self.decided(f"{form}.db"), [(1, 8000)], "all is decided and stored all the same")
        for command in ("store export decisions --store csv.db", "explain S0001 --store csv.db",
                        "store prune --store csv.db", "rules list", "catalog list --format ndjson"):
            status, out, told = self.pipe(command)
            self.assertEqual((status, told), (0, ""), command)


class Long(Hard):
    def test_ten_thousand_lines_in_one_shipment(self):
        """Whole, in order, stored, explained and computed again; beside it the others come out as without it."""
        kinds = [dict(CHIPS), {}, {"item_description": "Supermicro GPU server"}, {"item_description": "office chair"}]
        long = [shipment(5, line_no=str(i + 1), serials=f"SN{i:06d}", **kinds[i % len(kinds)]) for i in range(10_000)]
        columns = list({name: 0 for row in long for name in row})
        others = [hold(1), shipment(9)]
        text = shipments([others[0], *long, others[1]], columns=columns)
        found = self.decisions(self.write("a.csv", text), *NO_LISTS, *STORE, "--batch", "64", status=0)
        lines = found["S0005"]["lines"]
        self.assertEqual([line["line_no"] for line in lines], [str(i + 1) for i in range(10_000)])
        self.assertEqual(sum(line["chips"] or 0 for line in lines if line["item"].startswith("H100")), 4 * 2500)
        alone = self.decisions(self.write("b.csv", shipments(others)), *NO_LISTS, "--store", "none", status=0)
        for shipment_id in ("S0001", "S0009"):
            self.assertEqual(found[shipment_id]["disposition"], alone[shipment_id]["disposition"])
        apart = text.splitlines(keepends=True)
        apart = [apart[0], *apart[1::2], *apart[2::2]]  # its lines stand apart, in another order
        again = self.decisions(self.write("c.csv", "".join(apart)), *NO_LISTS, "--store", "none", status=0)["S0005"]
        self.assertEqual(again["disposition"], found["S0005"]["disposition"])
        self.assertEqual(sorted(line["line_no"] for line in again["lines"]), sorted(line["line_no"] for line in lines))
        replay = json.loads(self.ok("explain", "S0005", *STORE, "--replay", "--format", "json", timeout=300).out)["replay"]
        self.assertTrue(replay["same"], replay["differences"][:3])
        self.sound()

    @unittest.skipUnless(os.environ.get("TIDEWAITER_LONG"), "TIDEWAITER_LONG=1 for a million distinct parties")
    def test_a_million_distinct_parties(self):
        made = self.folder / "million.csv"
        generated = subprocess.run([sys.executable, ROOT / "bench/generate_shipments.py", "--rows", "1000000", "--parties",
                                    "1000000", "--texts", "5000", "--seed", "7"], capture_output=True, check=True).stdout
        rows = csv.reader(io.StringIO(generated.decode()))
        header = next(rows)
        column = header.index("consignee_name")
        with made.open("w", newline="") as file:  # the generator draws: so that none comes twice, each gets a number
            out = csv.writer(file, lineterminator="\n")
            out.writerow(header)
            out.writerows([*row[:column], f"{row[column]} {number}", *row[column + 1:]] for number, row in enumerate(rows))
        done = self.run_program("screen", made, "--lists", self.demo_list(), *STORE, "--fail-on", "never", "-o", "page.txt",
                                timeout=3600)
        self.assertEqual(done.returncode, 0, done.err)
        page = (self.folder / "page.txt").read_text()
        self.assertIn("1,000,000 read, none rejected", page)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        self.assertLess(peak, 6_000, "megabytes")
        self.sound()


if __name__ == "__main__":
    unittest.main()
