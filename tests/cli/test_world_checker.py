"""tests/world/check_world.py finds what is wrong with a world: a small one passes, and each mistake of world_mistakes.py is found."""
import json
import math
import pathlib
import re
import signal
import subprocess
import sys
import time
import unittest
from random import Random

from harness import PROGRAM, SANITIZED, CliCase, wait_until_caught
from world_mistakes import BATCHES, BATCHES_OF_A_PLANT, Tables

CHECKER = pathlib.Path(__file__).resolve().parent.parent / "world" / "check_world.py"


sys.path.insert(0, str(CHECKER.parent))
import significance  # noqa: E402


class Significance(unittest.TestCase):
    def test_tails_of_the_binomial_are_those_of_the_sum(self):
        for of, count, share in ((10, 3, 0.2), (40, 40, 0.9), (500, 3, 0.01), (1000, 950, 0.94), (1000, 0, 0.002)):
            each = [math.comb(of, i) * share ** i * (1 - share) ** (of - i) for i in range(of + 1)]
            self.assertAlmostEqual(significance.at_least(count, of, share), sum(each[count:]), 10)
            self.assertAlmostEqual(significance.at_most(count, of, share), sum(each[:count + 1]), 10)

    def test_chi_square_is_that_of_its_closed_forms(self):
        for statistic in (0.5, 3.84, 30, 60):  # of one degree of freedom a normal squared, of two an exponential
            self.assertAlmostEqual(significance.chi_square_p(statistic, 1), math.erfc(math.sqrt(statistic / 2)), 12)
            self.assertAlmostEqual(significance.chi_square_p(statistic, 2), math.exp(-statistic / 2), 12)

    def test_worlds_as_they_should_be_pass_and_others_do_not(self):
        random, passed = Random(5), []
        shares = [0.1, 0.2, 0.3, 0.4]
        for tilt in (0, 0.06):
            tests = significance.Tests()
            for _ in range(200):
                draws = random.choices(range(4), [shares[0] + tilt, *shares[1:3], shares[3] - tilt], k=2000)
                tests.add("parameters", significance.fit_p([draws.count(cell) for cell in range(4)], shares), "cells")
                tests.share("parameters", "first cell", draws.count(0), len(draws), shares[0])
                one, other = [random.gauss(0, 1) for _ in range(300)], [random.gauss(5 * tilt, 1) for _ in range(300)]
                tests.add("parameters", significance.kolmogorov_p(one, other), "normals")
            passed.append([p >= significance.Tests.FALSE_ALARMS / len(tests.done) for p, _, _ in tests.done])
        self.assertTrue(all(passed[0]))
        self.assertLess(sum(passed[1]), 0.5 * len(passed[1]))

    def test_shares_of_laws_are_those_of_their_formulas(self):
        poisson = significance.poisson_shares(1.2, 6)
        self.assertAlmostEqual(poisson[3], math.exp(-1.2) * 1.2 ** 3 / 6, 12)
        days = significance.waiting_shares(11, 0.6, 300)
        self.assertAlmostEqual(sum(days[:12]), 0.5, 12)  # begun days count whole: up to the median's day
        for shares in (poisson, days):
            self.assertAlmostEqual(sum(shares), 1, 12)

    def test_one_sample_is_held_to_its_law(self):
        random = Random(6)
        for power, passes in ((1, True), (1.5, False)):
            for _ in range(20):
                p = significance.kolmogorov_one_p([random.random() for _ in range(400)], lambda value: value ** power)
                self.assertEqual(p > significance.Tests.FALSE_ALARMS, passes, p)


class WorldChecker(CliCase):
    def setUp(self):
        super().setUp()
        self.world = self.folder / "world"

    def check(self):
        done = subprocess.run([sys.executable, "-B", CHECKER, self.world, "--limit", "1000"], capture_output=True, text=True)
        return done.returncode, done.stdout

    def test_a_world_that_was_stopped_is_whole(self):
        running = subprocess.Popen([PROGRAM, "simulate", "--seed", "104", "--parties", "2000", "--days", "2500", "--out", "stopped"],
                                   cwd=self.folder, env=self.environment, stderr=subprocess.PIPE)
        wait_until_caught(running, signal.SIGINT)
        time.sleep(0.7)  # some months of the world; any day will do
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(timeout=120), 130, running.stderr.read().decode())
        running.stderr.close()
        self.world = self.folder / "stopped"
        self.assertTrue(json.loads((self.world / "world.json").read_text())["interrupted"])
        status, said = self.check()
        self.assertEqual(status, 0, said)

    def every_mistake_is_found(self, seed, batches):
        self.ok("simulate", "--seed", seed, "--parties", "400", "--days", "800", "--out", self.world)
        status, said = self.check()
        self.assertEqual(status, 0, said)
        for what, mistakes in batches.items():
            tables = Tables(self.world)
            kept = {}
            wanted = [(mistake.__name__, mistake(tables)) for mistake in mistakes]
            for name in tables.edited:
                kept[name] = (self.world / name).read_bytes()
            tables.write()
            status, said = self.check()
            for name, content in kept.items():
                (self.world / name).write_bytes(content)
            self.assertEqual(status, 1, said)
            for mistake, checks in wanted:
                for check in [checks] if isinstance(checks, str) else checks:
                    with self.subTest(what, mistake=mistake, check=check):
                        self.assertRegex(said, re.compile(check, re.MULTILINE))

    @unittest.skipIf(SANITIZED, "the checker is no program of ours to sanitize; the test above runs simulate under it")
    def test_each_mistake_is_found_by_its_check(self):
        self.every_mistake_is_found("418", BATCHES)

    @unittest.skipIf(SANITIZED, "likewise")
    def test_each_mistake_about_a_finished_plant_is_found(self):
        self.every_mistake_is_found("457", BATCHES_OF_A_PLANT)  # 418 ends before its plant has sent anything on


if __name__ == "__main__":
    unittest.main()
