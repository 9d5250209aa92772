"""The same rows give the same bytes: at any number of threads, any batch size, and cut anywhere into files."""
import itertools
import random
import subprocess
import sys
import unittest

from harness import CliCase, ROOT


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


if __name__ == "__main__":
    unittest.main()
