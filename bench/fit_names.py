#!/usr/bin/env python3
"""Fits the numbers of src/match/parameters.toml, one after the other, and writes them back.
    bench/fit_names.py BUILD_FOLDER [--rounds N] [--only NAME ...]
Each number is tried a step up and down; what raises the goal by at least GAIN stays. The goal is measured on the
fitted half of the entities only (names.half_of; perturbations of seed 3); what is reported elsewhere is of the other
half or another seed. Deterministic: the same data and start give the same file. Each trial builds bench_scores."""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import name_data as data
import names

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src/match/parameters.toml"
SEED = 3
GAIN = 0.0015
STEPS = {"organization_query": 5, "organization_entry": 5, "organization_conflict": 20, "person_conflict": 30,
         "person_query": 5, "person_entry": 5, "leftover": 10, "generic": 25, "floor": 50, "legal": 30,
         "typo_floor": 500, "abbreviated": 300, "sound_two": 500, "sound_three": 500, "sound_four": 500,
         "sound_near": 500, "sound_far": 500, "person_word": 100, "short_acronym": 400, "joined": 300}


def value_of(text, name):
    return int(re.search(rf"^{name} = (\d+)", text, re.M).group(1))


def with_value(text, name, value):
    return re.sub(rf"^{name} = \d+", f"{name} = {value}", text, count=1, flags=re.M)


def goal(build, entries):
    """The mean of: F1 of the fitted pairs, recall of perturbed names and of Han names at 1 % false alarms."""
    subprocess.run(["cmake", "--build", build, "--target", "bench_scores"], check=True, stdout=subprocess.DEVNULL)
    scorer = names.Scorer(str(Path(build) / "bench/bench_scores"), entries)
    pairs = names.f1([scored for scored, half in names.scored_pairs(scorer) if half], .7)
    han = names.recall_of_pairs(scorer, "han-latin.csv", True)[1]
    ordinary = [("unknown", name) for name in data.ordinary_names(entries)[0] if names.half_of(name)]
    tops = [hits[0][0] if hits else 0 for hits in scorer.search(ordinary)]
    threshold = names.at_share(tops, .01)
    made = data.perturbed([entry for entry in entries if names.half_of(entry[2][0])], SEED, 60)
    scores = names.right_scores(scorer, entries, made)
    recall = sum(score >= threshold for score in scores) / len(scores)
    at_default = sum(score >= .7 for score in scores) / len(scores)
    return (pairs + recall + at_default + han / 2) / 3.5, (pairs, recall, at_default, han)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(STEPS))
    options = parser.parse_args()
    if not (data.DATA / "names").is_dir():
        sys.exit("names are fitted on real data: set TIDEWAITER_TEST_DATA")
    entries = data.us_list()
    best, parts = goal(options.build, entries)
    print(f"start: {best:.4f} {parts}", flush=True)
    for _ in range(options.rounds):
        for name in options.only:
            for direction in (1, -1):
                text = FILE.read_text()
                value = value_of(text, name) + direction * STEPS[name]
                FILE.write_text(with_value(text, name, value))
                found, parts = goal(options.build, entries)
                keep = found >= best + GAIN
                print(f"{name} = {value}: {found:.4f} {tuple(round(p, 3) for p in parts)}{' kept' if keep else ''}", flush=True)
                if keep:
                    best = found
                    break
                FILE.write_text(text)
    subprocess.run(["cmake", "--build", options.build, "--target", "bench_scores"], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
