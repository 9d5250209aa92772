"""After a kill -9 at a random moment every decision that was printed is in the store, and a new run completes.

    TIDEWAITER_KILLS=500 for the long form.
"""
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

from harness import PROGRAM, CliCase, ROOT

KILLS = int(os.environ.get("TIDEWAITER_KILLS", "20"))


class Killed(CliCase):
    def test_acknowledged_decisions_survive(self):
        made = subprocess.run([sys.executable, ROOT / "bench/generate_shipments.py", "--rows", "20000", "--parties", "2000",
                               "--texts", "3000", "--seed", "3"], capture_output=True, check=True)
        file = self.write("night.csv", made.stdout)
        listed = self.demo_list()
        command = ["screen", file, "--lists", listed, "--format", "ndjson", "--batch", "64", "--fail-on", "never"]
        started = time.monotonic()
        whole = self.ok(*command, "--store", self.folder / "whole.db")
        duration = time.monotonic() - started
        expected = dict(self.ids(whole.stdout))

        dice = random.Random(20260302)
        acknowledged_in_all = 0
        for kill in range(KILLS):
            store = self.folder / f"killed-{kill}.db"
            with subprocess.Popen([PROGRAM, *map(str, command), "--store", str(store)], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=self.environment, cwd=self.folder) as program:
                # some die before the first decision, most in the middle
                out = bytearray()
                wait_for = dice.randrange(0, len(whole.stdout))
                while len(out) < wait_for:
                    piece = os.read(program.stdout.fileno(), 65536)
                    if not piece:
                        break
                    out += piece
                if dice.random() < .2:
                    time.sleep(dice.random() * duration / 4)
                program.send_signal(signal.SIGKILL)
                out += program.stdout.read()
            acknowledged = dict(self.ids(bytes(out)))
            acknowledged_in_all += len(acknowledged)
            some = dice.sample(sorted(acknowledged), min(2, len(acknowledged)))
            for shipment_id in some:
                shown = self.ok("explain", shipment_id, "--store", store, "--lists", listed, "--format", "json")
                explained = json.loads(shown.out)
                self.assertTrue(acknowledged[shipment_id].startswith(explained["digest"]), shipment_id)
                self.assertTrue(explained["lines"], "even a release is shown whole")
            if acknowledged:
                with sqlite3.connect(store) as connection:
                    kept = {row[0] for row in connection.execute("SELECT shipment_id FROM decision")}
                self.assertLessEqual(set(acknowledged), kept)
            if kill % 10 == 0:
                again = self.ok(*command, "--store", store)
                self.assertEqual(dict(self.ids(again.stdout)), expected)
        self.assertGreater(acknowledged_in_all, 0)

    @staticmethod
    def ids(out):
        """shipment_id and digest of every whole line."""
        for line in out.split(b"\n")[:-1]:
            row = json.loads(line)
            yield row["shipment_id"], row["digest"]


if __name__ == "__main__":
    unittest.main()
