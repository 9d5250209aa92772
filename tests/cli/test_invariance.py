"""The same rows give the same bytes: at any number of threads, any batch size, and cut anywhere into files."""
import itertools
import random
import subprocess
import sys
import unittest

from harness import CliCase, ROOT, shipment, shipments


class SameBytes(CliCase):
    def setUp(self):
        super().setUp()
        made = subprocess.run([sys.executable, ROOT / "bench/generate_shipments.py", "--rows", "3000", "--parties", "400",
                               "--texts", "600", "--seed", "7", "--shuffle"], capture_output=True, check=True)
        self.text = made.stdout.decode()
        self.listed = self.demo_list()

    def screened(self, *files, threads, batch):
        done = self.run_program("screen", *files, "--lists", self.listed, "--store", "none", "--format", "ndjson", "--threads",
                                threads, "--batch", batch, "--fail-on", "never")
        self.assertEqual(done.returncode, 0, done.err)
        return done.stdout

    def test_threads_and_batches(self):
        file = self.write("all.csv", self.text)
        first = self.screened(file, threads=1, batch=2048)
        self.assertGreater(first.count(b"\n"), 1000)
        for threads, batch in itertools.product((1, 2, 7), (1, 17, 2048)):
            self.assertEqual(self.screened(file, threads=threads, batch=batch), first, f"{threads} threads, batches of {batch}")

    def test_cut_into_files(self):
        header, *rows = self.text.splitlines(keepends=True)
        whole = self.screened(self.write("all.csv", self.text), threads=2, batch=2048)
        dice = random.Random(11)
        for parts in (2, 5):
            cuts = sorted(dice.sample(range(1, len(rows)), parts - 1))
            files = [self.write(f"part{parts}-{i}.csv", header + "".join(rows[start:end]))
                     for i, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(rows)]))]
            self.assertEqual(self.screened(*files, threads=2, batch=17), whole, f"cut at {cuts}")

    def test_what_shipments_show_together(self):
        """Serial numbers, small lots and returns do not depend on threads or cuts, and a replay knows them."""
        dice = random.Random(3)
        names = [f"Beispiel {i} GmbH" for i in range(12)]
        rows = []
        for number in range(600):
            sender, receiver = dice.sample(names, 2)
            rows.append(shipment(number // 2, line_no=str(number), date=f"2025-0{dice.randint(1, 6)}-1{dice.randint(0, 9)}",
                                 exporter_name=sender, exporter_country="DE", consignee_name=receiver, consignee_country="DE",
                                 destination_country="DE", quantity=str(dice.randint(1, 12)), transport_mode=dice.choice(("sea", "courier")),
                                 item_description=dice.choice(("NVIDIA H100 SXM5 80GB", "LCD monitor 27 inch")), unit_value="30000",
                                 serials="|".join(f"SN-{dice.randint(1, 900):05d}" for _ in range(2))))
        dice.shuffle(rows)
        text = shipments(rows)
        file = self.write("together.csv", text)
        first = self.screened(file, threads=1, batch=2048)
        for flag in (b"TW-F-SERIAL-TWICE", b"TW-F-SMALL-LOTS", b"TW-F-ROUND-TRIP"):
            self.assertGreater(first.count(flag), 20, flag)
        for threads, batch in ((2, 17), (7, 1), (7, 2048)):
            self.assertEqual(self.screened(file, threads=threads, batch=batch), first, f"{threads} threads, batches of {batch}")
        header, *lines = text.splitlines(keepends=True)
        cut = [self.write(f"cut{i}.csv", header + "".join(lines[start:start + 137])) for i, start in enumerate(range(0, 600, 137))]
        self.assertEqual(self.screened(*cut, threads=2, batch=64), first)
        self.run_program("screen", file, "--lists", self.listed, "--store", "s.db")
        for number in (0, 7, 100, 299):
            page = self.ok("explain", f"S{number:04d}", "--store", "s.db", "--replay").out
            self.assertIn("computed again from the kept rows: the same", " ".join(page.split()), number)


if __name__ == "__main__":
    unittest.main()
