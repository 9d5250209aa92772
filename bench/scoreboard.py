#!/usr/bin/env python3
"""What `screen` alone finds on a simulated world, beside list screening and gradient-boosted trees.
    bench/scoreboard.py BUILD [--seed N] [--parties N] [--days N] [--scenario S] [--lists FILE|none] [--trees] [--folder FOLDER]
Simulates a world, screens its shipments with its parties, ownership and rates, and evaluates: what was found, and how many
alerts an analyst would have had to read. --trees also trains the rival on worlds of other seeds (docs/scoreboard.md), in a
throw-away environment in FOLDER."""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = ["lightgbm==4.6.0", "numpy==2.2.6", "scikit-learn==1.7.2"]
TRAINING_SEEDS = (11, 12, 13)  # below the first that may be reported: src/judge/protocol.h


def held_out():
    text = (HERE.parent / "src/judge/protocol.h").read_text()
    return re.findall(r'"(\w+)"', re.search(r"kHeldOutSchemes\{(.*?)\}", text)[1])


def simulate(options, seed):
    folder = options.folder / f"world-{options.scenario}-{options.parties}-{options.days}-{seed}"
    if (folder / "world.json").exists() and json.loads((folder / "world.json").read_text()).get("complete"):
        return folder
    subprocess.run([options.build / "tidewaiter", "simulate", "--seed", str(seed), "--parties", str(options.parties), "--days",
                    str(options.days), "--scenario", options.scenario, "--out", folder], check=True)
    return folder


def official_lists(options):
    """The newest consolidated list of the data folder, compiled; "none" without one."""
    folder = Path(os.environ.get("TIDEWAITER_TEST_DATA", "")) / "watchlists"
    found = sorted(folder.glob("consolidated-*.json"))
    if not os.environ.get("TIDEWAITER_TEST_DATA") or not found:
        return "none"
    subprocess.run([options.build / "tidewaiter", "lists", "import", found[-1], *folder.glob("dpl.txt"), "-o",
                    options.folder / "official.tidelist"], check=True)
    return options.folder / "official.tidelist"


def screen(options, world):
    """Decisions as CSV; the shipments on which a list hit stands, as a rival of its own."""
    decisions, lists_alone = options.folder / "decisions.csv", options.folder / "lists-alone.csv"
    done = subprocess.run([options.build / "tidewaiter", "screen", world / "shipments.csv", "--parties", world / "parties.csv",
                           "--ownership", world / "ownership.csv", "--rates", world / "rates.csv", "--lists", options.lists,
                           "--store", "none", "--format", "csv", "-o", decisions], stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1, 5):
        sys.exit(f"screen ended with {done.returncode}\n{done.stderr}")
    csv.field_size_limit(1 << 24)
    with open(decisions, newline="") as rows, open(lists_alone, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("shipment_id", "risk"))
        writer.writerows((row["shipment_id"], 1 if row["parties_hit"] else 0) for row in csv.DictReader(rows))
    return decisions, lists_alone


def train(options, world):
    python = options.folder / "env/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", options.folder / "env"], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *PACKAGES], check=True)
    scores = options.folder / "trees.csv"
    worlds = [simulate(argparse.Namespace(**{**vars(options), "scenario": "baseline"}), seed) for seed in TRAINING_SEEDS]
    subprocess.run([python, HERE / "world_trees.py", scores, world, *worlds, "--leave-out", *held_out()], check=True)
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--parties", type=int, default=2000)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--scenario", default="baseline")
    parser.add_argument("--lists", help="a compiled list, or none; default: the official ones of the folder TIDEWAITER_TEST_DATA, if it is set")
    parser.add_argument("--trees", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidewaiter-scoreboard-") as temporary:
        options.folder = options.folder or Path(temporary)
        options.folder.mkdir(parents=True, exist_ok=True)
        if options.trees and options.seed in TRAINING_SEEDS:
            sys.exit(f"seed {options.seed} is one that the trees are trained on")
        options.lists = options.lists or official_lists(options)
        world = simulate(options, options.seed)
        decisions, lists_alone = screen(options, world)
        rivals = ["--rival", f"lists alone={lists_alone}"] if options.lists != "none" else []
        if options.trees:
            rivals += ["--rival", f"trees={train(options, world)}"]
        judged = [options.build / "tidewaiter", "evaluate", world, "--decisions", decisions, *rivals]
        subprocess.run([*judged, "--format", "html", "-o", options.folder / "scores.html"], check=True)
        sys.stdout.flush()
        subprocess.run(judged, check=True)
        rows = [json.loads(line) for line in subprocess.run([*judged, "--format", "ndjson"], check=True, capture_output=True,
                                                            text=True).stdout.splitlines()]
        of = {row["measure"]: row for row in rows if row["result"] == "decisions" and row["by"] == "all"}
        read, right, found = of["flagged"], of["flagged_precision"], of["scheme_recall_flagged"]
        print(f"\n`screen` alone, seed {options.seed}: {read['value']:,.0f} of {read['of']:,} shipments held or stopped, for an analyst "
              f"to read; {right['count']:,} of them are of a scheme ({100 * (right['value'] or 0):.1f} %); {found['count']} of "
              f"{found['of']} schemes have one among them")


if __name__ == "__main__":
    main()
