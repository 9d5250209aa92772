#!/usr/bin/env python3
"""What `make bench` prints: the main job on a seeded file of a million rows, beside DuckDB's own full read of the same file
into a table of text in the same run, and beside its bare scan that keeps nothing; start, list import, memory, bytes
stored. Figures hold for the machine that the first line names.

    bench/run.py BUILD [--rows N] [--keep FOLDER]

The full US list is used where TIDEWAITER_TEST_DATA (default ../shared/data) holds it; without it those lines say so.
"""
import argparse
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("TIDEWAITER_TEST_DATA", ROOT.parent / "shared" / "data"))
LIST_FILES = [DATA / "watchlists" / "consolidated-2026-07-31.json", DATA / "watchlists" / "dpl.txt"]
RUNS = 3  # the median is printed


class Measured:
    def __init__(self, wall, cpu, peak_mb, out):
        self.wall, self.cpu, self.peak_mb, self.out = wall, cpu, peak_mb, out


def once(command):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode not in (0, 1, 5):
            sys.exit(f"{command} ended with {process.returncode}\n{err.read().decode()[-2000:]}")
        return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().decode(errors="replace"))


def median(command, runs=RUNS):
    return sorted((once(command) for _ in range(runs)), key=lambda measured: measured.wall)[runs // 2]


def duckdb_seconds(build, file, threads):
    """Into a table, and the scan alone."""
    runs = [re.findall(r"([\d.]+) seconds", once([build / "bench" / "duckdb_read", file, threads]).out) for _ in range(RUNS)]
    return [sorted(float(seconds) for seconds in column)[RUNS // 2] for column in zip(*runs)]


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return f"{os.cpu_count()} cores, {model}"


def stored_bytes(store):
    with sqlite3.connect(store) as connection:
        value = lambda sql: connection.execute(sql).fetchone()[0] or 0
        decisions = value("SELECT count(*) FROM decision")
        bodies = value("SELECT count(*) FROM body")
        row = value("SELECT sum(pgsize) FROM dbstat WHERE name = 'decision'") / decisions
        body = value("SELECT sum(pgsize) FROM dbstat WHERE name = 'body'") / max(bodies, 1)
        longest = value("SELECT max(length(json)) FROM body")
        return row, row + body, longest


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--keep", type=pathlib.Path)
    options = arguments.parse_args()
    program = options.build / "tidewaiter"
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="tidewaiter-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(XDG_DATA_HOME=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"))
    for old in folder.glob("*.db*"):  # stores of an earlier call would only grow
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    print(f"machine: {machine()}; medians of {RUNS} runs")

    file = folder / f"shipments-{options.rows}.csv"
    if not file.exists():
        with open(file, "wb") as out:
            subprocess.run([sys.executable, ROOT / "bench/generate_shipments.py", "--rows", str(options.rows)], stdout=out, check=True)
    print(f"file: {options.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB, seed 1")

    for threads in (1, 2):
        table, scan = duckdb_seconds(options.build, file, threads)
        screened = median([program, "screen", file, "--lists", "none", "--store", folder / f"none-{threads}.db", "--threads", threads])
        print(f"screen without lists, {threads} thread(s): {screened.wall:.2f} s, {options.rows / screened.wall:,.0f} rows/s, "
              f"{screened.peak_mb:.0f} MB; DuckDB's full read into a table {table:.2f} s; ratio {screened.wall / table:.2f} "
              f"(its scan alone {scan:.2f} s; {screened.wall / scan:.2f})")

    if all(path.exists() for path in LIST_FILES):
        listed = folder / "us.tidelist"
        imported = median([program, "lists", "import", *LIST_FILES, "-o", listed])
        print(f"lists import of the full US list: {imported.wall:.2f} s, {imported.peak_mb:.0f} MB")
        store = folder / "full.db"
        screened = once([program, "screen", file, "--lists", listed, "--store", store])
        print(f"screen with the full US list, all cores: {screened.wall:.2f} s, {options.rows / screened.wall:,.0f} rows/s, {screened.peak_mb:.0f} MB")
        name = median([program, "match", "Northwind Server Works", "--lists", listed], runs=9)
        print(f"first answer after start (match, full US list): {name.wall * 1000:.0f} ms, {name.peak_mb:.0f} MB")
    else:
        print(f"SKIPPED: the lines with the full US list ({LIST_FILES[0]} is not there)")
        store = folder / "none-2.db"
    one = folder / "one.csv"
    with open(file) as source:
        one.write_text(source.readline() + source.readline())
    first = median([program, "screen", one, "--lists", "none", "--store", "none"], runs=9)
    print(f"first answer after start (screen, one row): {first.wall * 1000:.0f} ms")
    release, hold, longest = stored_bytes(store)
    print(f"stored: {release:.1f} bytes a release, {hold:.0f} bytes a decision with a body (mean; the longest body {longest})")


if __name__ == "__main__":
    main()
