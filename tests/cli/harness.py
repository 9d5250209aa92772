"""Runs the real program in a fresh home, so that no settings or store of the machine play a part."""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["TIDEWAITER_PROGRAM"]
SANITIZED = "asan" in PROGRAM or "tsan" in PROGRAM
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "examples" / "demo"
# Cells of a line that is controlled.
CHIPS = {"item_description": "NVIDIA H100 SXM5 80GB", "hs_code": "8473.30", "unit_value": "30000"}
# A file with one rule of a user's own.
RULE = """source = "invented"
confidence = "U"

[weights]
"OWN-1" = 0.1

[[rule]]
id = "OWN-1"
revision = 1
title = "To the Emirates"
kind = "red_flag"
authority = "our own"
source = "invented"
confidence = "U"
text = { from = 2020-01-01 }
when = "destination in {'AE'}"
level = "review"
explain = "to {destination}"
false_positives = "Most."
fires = []
quiet = []
"""


def wait_until_caught(running, sign):
    """Until the program has set up what it does at a signal."""
    for _ in range(600):
        caught = re.search(r"SigCgt:\s*(\w+)", pathlib.Path(f"/proc/{running.pid}/status").read_text())
        if caught and int(caught[1], 16) >> (sign - 1) & 1:
            return
        time.sleep(0.05)
    raise AssertionError(f"the program does not listen to {sign}")


class CliCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidewaiter-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = dict(os.environ, HOME=str(self.folder), XDG_DATA_HOME=str(self.folder / "data"),
                                XDG_CONFIG_HOME=str(self.folder / "config"), NO_COLOR="1")

    def run_program(self, *arguments, stdin=b"", timeout=120):
        done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, cwd=self.folder,
                              env=self.environment, timeout=timeout)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        return done

    def ok(self, *arguments, status=0, **keywords):
        done = self.run_program(*arguments, **keywords)
        self.assertEqual(done.returncode, status, f"{arguments}\n{done.err}\n{done.out[:2000]}")
        return done

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def demo_list(self):
        path = self.folder / "demo.tidelist"
        if not path.exists():
            self.ok("lists", "import", DEMO / "list.csv", "-o", path)
        return path

    def decisions(self, *arguments, status=None, **keywords):
        """The decisions of `screen`, by shipment."""
        done = self.run_program("screen", *arguments, "--format", "ndjson", **keywords)
        if status is not None:
            self.assertEqual(done.returncode, status, done.err)
        return {row["shipment_id"]: row for row in map(json.loads, done.out.splitlines())}


def shipments(rows, delimiter=",", columns=None, **kwargs):
    """A shipment table as text; every row a dictionary."""
    columns = columns or list(rows[0])
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", **kwargs)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def shipment(number, **cells):
    row = {"shipment_id": f"S{number:04d}", "date": "2025-03-01", "exporter_name": "Northwind Server Works Inc",
           "exporter_country": "US", "consignee_name": "Utrecht Weather Institute", "consignee_country": "NL",
           "destination_country": "NL", "item_description": "LCD monitor 27 inch", "hs_code": "8528.52", "quantity": "4",
           "unit_value": "210", "currency": "USD"}
    row.update(cells)
    return row


def hold(number, **cells):
    """A shipment that waits: chips for the Emirates."""
    return shipment(number, destination_country="AE", consignee_country="AE", **{**CHIPS, **cells})
