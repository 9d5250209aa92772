#!/usr/bin/env python3
"""Fits the numbers of src/match/parameters.toml and writes them back.
    bench/fit_names.py BUILD_FOLDER [--check]
A coordinate search from START, round by round with smaller steps: what raises the goal by GAIN stays. It sees the fitted
half of the entities (names.half_of) and perturbations of SEED, nothing else. The same data give the same file; --check
says whether the file is that one, and writes nothing. names.py fits inside each fold of a cross-validation with it."""
import argparse
import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import name_data as data
import names

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src/match/parameters.toml"
SEED = 3
EACH = 60
GAIN = 0.0005
ROUNDS = (1, .5, .25)  # of the step
ALERTS = .01           # of ordinary names may alert at the threshold

# Round numbers to start from, the step, and bounds that the meaning of the number sets.
START = {
    "charges.organization_query": (70, 10, 30, 100),
    "charges.organization_entry": (60, 10, 50, 100),  # at least half: a name of which half is missing is another one
    "charges.organization_conflict": (50, 25, 0, 150), "charges.person_query": (40, 10, 20, 100),
    "charges.person_entry": (20, 10, 10, 100), "charges.person_conflict": (150, 40, 0, 250),
    "charges.leftover": (20, 20, 0, 100), "charges.generic": (150, 50, 150, 300),
    "weights.floor": (200, 50, 100, 400), "weights.legal": (150, 50, 50, 300), "weights.person_word": (600, 100, 200, 900),
    "weights.number": (600, 100, 400, 900), "weights.initial": (300, 100, 100, 500),
    "similarities.abbreviated": (9500, 200, 8500, 9800), "similarities.joined": (9500, 200, 8500, 9900),
    "similarities.translated": (9500, 200, 8500, 9900), "similarities.respelt": (9000, 200, 8000, 9500), "similarities.wade": (9200, 200, 8500, 9800),
    "similarities.short_acronym": (8000, 400, 7000, 9000), "similarities.initial_letter": (7000, 500, 5000, 9000),
    "similarities.typo_cap": (9400, 200, 8800, 9700), "similarities.typo_floor": (6000, 500, 5000, 7500),
    "similarities.other_form": (8000, 500, 6500, 9500), "similarities.sound_two": (6500, 500, 5000, 8500),
    "similarities.sound_three": (7500, 500, 5500, 9000), "similarities.sound_four": (8000, 500, 6000, 9500),
    "similarities.sound_near": (6500, 500, 5000, 9000), "similarities.sound_far": (5500, 500, 5000, 8000),
}


class Trials:
    """What every set of numbers that was tried scores; each is measured once."""
    def __init__(self, build, entries):
        self.known = {}
        self.entries = entries
        self.folder = tempfile.TemporaryDirectory()
        listed = self.file("names", [(number, schema, name) for number, schema, all_names, _ in entries for name in all_names])
        self.process = subprocess.Popen([str(Path(build) / "bench/bench_fit"), listed], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
        self.pairs = self.file("pairs", [(names.SCHEMAS.get(r["schema"], "unknown"), r["name1"], r["name2"]) for r in rows])
        right, wrong = names.true_and_random_pairs("han-latin.csv", True)
        self.right = len(right)
        self.han = self.file("han", right + wrong)
        self.ordinary = self.file("ordinary", [("unknown", name) for name in data.ordinary_names(entries)[0] if names.half_of(name)])
        self.made = data.perturbed([entry for entry in entries if names.half_of(entry[2][0])], SEED, EACH)
        self.perturbed = self.file("perturbed", [("unknown", query) for _, _, query, _ in self.made])
        self.same = names.same_named(entries)

    def file(self, name, lines):
        path = Path(self.folder.name) / name
        path.write_text("".join("\t".join(" ".join(str(cell).split()) for cell in line) + "\n" for line in lines))
        return str(path)

    def ask(self, what, file, *more):
        """A line of answer for each line of the file; bench_fit closes an answer with an empty line."""
        print(what, file, *more, file=self.process.stdin, flush=True)
        count = len(Path(file).read_text().splitlines())
        return [self.process.stdout.readline().strip() for _ in range(count + 1)][:count]

    def compare(self, file):
        return [int(line) / 10000 for line in self.ask("pairs", file)]

    def search(self, file):
        return [[(int(score) / 10000, int(entry)) for score, entry in (hit.split(":") for hit in line.split())]
                for line in self.ask("search", file, 6000)]

    def scores(self, numbers):
        """(scores of the labelled pairs, the part of the goal that no fold changes)."""
        key = tuple(sorted(numbers.items()))
        if key not in self.known:
            for name, value in numbers.items():
                print(f"set {name} {value}", file=self.process.stdin)
            pairs, han = self.compare(self.pairs), self.compare(self.han)
            han_threshold = names.at_share(han[self.right:], .01)
            han_found = sum(score >= han_threshold for score in han[:self.right]) / self.right
            tops = [hits[0][0] if hits else 0 for hits in self.search(self.ordinary)]
            best = names.best_of(self.search(self.perturbed), self.made, self.same)
            threshold = names.at_share(tops, ALERTS)
            found = sum(score >= threshold for score in best) / len(best)
            at_default = sum(score >= names.THRESHOLD for score in best) / len(best)
            alerts = sum(top >= names.THRESHOLD for top in tops) / len(tops)
            self.known[key] = pairs, (found + at_default + han_found / 2 - 20 * max(0, alerts - ALERTS)) / 3.5
        return self.known[key]

    def goal(self, numbers, truths):
        """The mean of F1 on the pairs of `truths` (None: not seen), recall of perturbed names, and half as much of Han
        names, at 1 % false alarms; F1 as a mean around the threshold, so that no single pair decides. Alerts above
        ALERTS cost."""
        pairs, rest = self.scores(numbers)
        seen = [(score, true) for score, true in zip(pairs, truths) if true is not None]
        f1 = sum(names.f1(seen, names.THRESHOLD + shift / 100) for shift in range(-3, 4)) / 7
        return f1 / 3.5 + rest


def fit(trials, truths, tell=lambda _: None):
    numbers = {name: start for name, (start, *_) in START.items()}
    best = trials.goal(numbers, truths)
    tell(f"start: {best:.4f}")
    for part in ROUNDS:
        for name, (_, step, low, high) in START.items():
            for direction in (1, -1):
                value = min(max(numbers[name] + direction * max(1, int(step * part)), low), high)
                found = trials.goal({**numbers, name: value}, truths)
                if value == numbers[name] or found < best + GAIN:
                    continue
                numbers[name], best = value, found
                tell(f"{name} = {value}: {best:.4f}")
                break
    return numbers


def with_numbers(text, numbers):
    group, lines = "", []
    for line in text.splitlines():
        group = line[1:-1] if re.fullmatch(r"\[\w+\]", line) else group
        name = line.split(" = ")[0]
        if f"{group}.{name}" in numbers:
            value, comment = str(numbers[f"{group}.{name}"]), line.partition("#")[2]
            line = f"{name} = {value}" + (f"  #{comment}" if comment else "")
        lines.append(line)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if not (data.DATA / "names").is_dir():
        sys.exit("names are fitted on real data: set TIDEWAITER_TEST_DATA")
    rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
    truths = [row["is_match"].strip().lower() == "true" if names.half_of(row["name2"]) else None for row in rows]
    numbers = fit(Trials(options.build, data.us_list()), truths, lambda line: print(line, flush=True))
    text = with_numbers(FILE.read_text(), numbers)
    if options.check:
        sys.exit(0 if text == FILE.read_text() else "src/match/parameters.toml is not what a fit gives")
    FILE.write_text(text)


if __name__ == "__main__":
    main()
