#!/usr/bin/env python3
"""Tidewaiter beside the script that an analyst writes today, on one generated file with planted listed parties.
    bench/analyst.py BUILD [--rows N] [--parties N] [--plant N] [--folder FOLDER] [--own]
Needs TIDEWAITER_TEST_DATA. Prints rows a second, how many planted parties are found, and how many of 1,000 rows alert
without one; how long the main job takes beside DuckDB's own full read; and of the ordinary rows, with a complete party table, how many are held or go to review, and why."""
import argparse
import collections
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import name_data as data

HERE = Path(__file__).resolve().parent
PACKAGES = ["polars==2.1.0", "rapidfuzz==3.14.6"]


def prepare(options):
    options.folder.mkdir(parents=True, exist_ok=True)
    python = options.folder / "env/bin/python"
    if not options.own and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", options.folder / "env"], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *PACKAGES], check=True)
    with open(options.folder / "shipments.csv", "wb") as out:
        subprocess.run([sys.executable, HERE / "generate_shipments.py", "--rows", str(options.rows), "--parties", str(options.parties),
                        "--texts", "20000", "--seed", str(options.seed), "--plant", str(options.plant), "--truth",
                        options.folder / "truth.csv", "--parties-out", options.folder / "parties.csv"], stdout=out, check=True)
    listed = {" ".join(name.split()) for _, schema, names, _ in data.us_list() for name in names if schema not in ("vessel", "aircraft")}
    (options.folder / "listed.txt").write_text("\n".join(sorted(listed)) + "\n")
    return python


PARTY_COLUMNS = ("exporter_name", "intermediate_consignee_name", "consignee_name", "end_user_name", "forwarder_name", "payer_name")


def show(program, flagged, rows, planted, seconds):
    """`flagged`: names that alert."""
    present = {name for row in rows for name in row if name in planted}
    found = len(flagged & present) / len(present)
    false = 1000 * sum(any(name in flagged and name not in planted for name in row) for row in rows) / len(rows)
    print(f"  {program:34} {len(rows) / seconds:10,.0f} {found:8.3f} {false:12.1f}")


def screened(options, more=()):
    for old in options.folder.glob("*.tidewaiter*"):
        old.unlink()
    started = time.perf_counter()
    out = options.folder / "decisions.ndjson"
    with out.open("wb") as file:
        done = subprocess.run([options.build / "tidewaiter", "screen", options.folder / "shipments.csv", "--lists",
                               options.folder / "us.tidelist", "--store", "none", "--format", "ndjson", *more],
                              stdout=file, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - started
    if done.returncode not in (0, 1, 5):
        sys.exit(done.stderr.decode()[-2000:])
    return map(json.loads, out.open("rb")), seconds


RUNS = 3  # the median is printed


def beside_duckdb(options):
    """The main job on all cores, with and without a store, beside DuckDB's full read of the same file into a table of text."""
    threads = os.cpu_count()
    seconds = collections.defaultdict(list)
    for run in range(RUNS):
        read = subprocess.run([options.build / "bench/duckdb_read", options.folder / "shipments.csv", str(threads)],
                              stdout=subprocess.PIPE, text=True, check=True)
        seconds["read"].append(float(re.search(r"([\d.]+) seconds", read.stdout)[1]))
        for store in (options.folder / f"run-{run}.db", "none"):
            started = time.perf_counter()
            done = subprocess.run([options.build / "tidewaiter", "screen", options.folder / "shipments.csv", "--lists",
                                   options.folder / "us.tidelist", "--store", store], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            if done.returncode not in (0, 1, 5):
                sys.exit(done.stderr.decode()[-2000:])
            seconds["none" if store == "none" else "store"].append(time.perf_counter() - started)
        for old in options.folder.glob(f"run-{run}.db*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    read, stored, plain = (sorted(seconds[what])[RUNS // 2] for what in ("read", "store", "none"))
    print(f"main job with the full list, {threads} cores: {stored:.2f} s with its store, {plain:.2f} s without; DuckDB's full read "
          f"{read:.2f} s; ratios {stored / read:.2f} and {plain / read:.2f} (medians of {RUNS})")


def alerting(decisions):
    """Names of parties with a hit that somebody must look at, and of those with a certain one."""
    alerts, certain = set(), set()
    for decision in decisions:
        for finding in decision["findings"]:
            names = [evidence["value"] for evidence in finding["evidence"] if evidence["field"] == "party"]
            if finding["id"] == "list_hit" or (finding["id"] == "list_hit_in_doubt" and finding["level"] != "info"):
                alerts.update(names)
            if finding["id"] == "list_hit":
                certain.update(names)
    return alerts, certain


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--parties", type=int, default=20_000)
    parser.add_argument("--plant", type=int, default=400)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--own", action="store_true", help="without the script, which takes minutes for a million rows")
    parser.add_argument("--folder", type=Path, default=Path("build/bench/analyst"))
    options = parser.parse_args()
    if not (data.DATA / "names").is_dir():
        sys.exit("the planted parties are those of the US list: set TIDEWAITER_TEST_DATA")
    python = prepare(options)
    planted = {row["name"]: row["kind"] for row in csv.DictReader((options.folder / "truth.csv").open())}
    with (options.folder / "shipments.csv").open() as file:
        rows = [(row["shipment_id"], row["destination_country"], [row[column] for column in PARTY_COLUMNS]) for row in csv.DictReader(file)]
    names = [row[2] for row in rows]
    print(f"file: {len(rows):,} rows, {options.parties:,} parties, of them {len(planted)} perturbed listed ones (14 kinds alike, "
          f"seed {options.seed}) and {len(data.ordinary_countries()):,} listed companies of Asia; the rest invented")
    print(f"  {'program':34} {'rows/s':>10} {'found':>8} {'false/1,000':>12}")
    for threshold in () if options.own else (80, 90):
        done = subprocess.run([python, HERE / "analyst_script.py", options.folder / "shipments.csv", options.folder / "listed.txt",
                               str(threshold)], stdout=subprocess.PIPE, check=True)
        answer = json.loads(done.stdout)
        show(f"analyst's script, ratio {threshold}", set(answer["flagged"]), names, planted, answer["seconds"])
    subprocess.run([options.build / "tidewaiter", "lists", "import", data.DATA / "watchlists/consolidated-2026-07-31.json", "-o",
                    options.folder / "us.tidelist"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    decisions, seconds = screened(options)
    alerts, certain = alerting(decisions)
    show("tidewaiter, whole decision", alerts, names, planted, seconds)
    show("  of it the certain hits alone", certain, names, planted, seconds)
    beside_duckdb(options)
    missed = collections.Counter(kind for name, kind in planted.items() if name not in alerts)
    print(f"  not found by kind: {dict(missed.most_common())}")

    decisions, _ = screened(options, ["--parties", options.folder / "parties.csv"])
    share_of_ordinary(decisions, planted)


def share_of_ordinary(decisions, planted):
    """Ordinary: no planted party, no chip (its line has no paragraph), no place that needs a licence or notice."""
    count, why = collections.Counter(), collections.Counter()
    for decision in decisions:
        if any(party["name"] in planted for party in decision["parties"]):
            continue
        if decision["determination"] not in ("no_licence", "undetermined"):
            continue
        count[decision["disposition"]] += 1
        if decision["disposition"] in ("hold", "review", "stop"):
            worst = "hold" if decision["disposition"] != "review" else "review"
            for reason in {finding["id"] for finding in decision["findings"] if finding["level"] == worst}:
                why[worst, reason] += 1
    total = sum(count.values())
    print(f"ordinary shipments with a complete party table: {total:,}; " +
          ", ".join(f"{name} {100 * count[name] / total:.2f} %" for name in ("release", "review", "hold", "stop")))
    for (worst, reason), times in why.most_common(10):
        print(f"  {worst} by {reason}: {100 * times / total:.2f} %")


if __name__ == "__main__":
    main()
