#!/usr/bin/env python3
"""Accuracy of the names' scorer on real names that are not part of this repository.
    bench/names.py BUILD_FOLDER [--seed N] [--each N] [--rivals [FOLDER]]
Needs TIDEWAITER_TEST_DATA. Prints one table a question; figures of a run are those of its seed. With --rivals, rapidfuzz
and nomenklatura's logic-v2 answer a part of the same queries, from a throw-away environment that is made in FOLDER."""
import argparse
import collections
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import name_data as data


class Scorer:
    """The program's own scores, through bench_scores."""
    def __init__(self, program, entries):
        self.program = program
        self.file = tempfile.NamedTemporaryFile("w", suffix=".tsv")
        for number, schema, names, _ in entries:
            for name in names:
                self.file.write(f"{number}\t{schema}\t{' '.join(name.split())}\n")
        self.file.flush()

    def run(self, what, lines, *more):
        text = "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)
        done = subprocess.run([self.program, what, self.file.name, *more], input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        self.speed = done.stderr.strip()
        return done.stdout.splitlines()

    def pairs(self, lines):
        return [int(line) / 10000 for line in self.run("pairs", lines)]

    def search(self, queries):
        found = []
        for line in self.run("search", queries, "200"):
            hits = [hit.split(":") for hit in line.split()]
            found.append([(int(score) / 10000, int(entry)) for score, entry, _ in hits])
        return found


THRESHOLD = .7  # the default, fixed: see src/match/parameters.toml
CERTAIN = .92   # from here on an entry of another country alerts too: kCertainScore in src/engine/hits.h


def at_share(scores, share):
    """The lowest threshold at which at most `share` of the scores reach it."""
    ranked = sorted(scores, reverse=True)
    return ranked[int(len(ranked) * share)] + 0.0001


def f1(scored, threshold):
    hit = sum(1 for score, true in scored if score >= threshold and true)
    false = sum(1 for score, true in scored if score >= threshold and not true)
    missed = sum(1 for score, true in scored if score < threshold and true)
    return 2 * hit / max(1, 2 * hit + false + missed)


SCHEMAS = {"Person": "person", "Company": "organization", "Organization": "organization", "Vessel": "vessel"}


def half_of(name):
    """Which half an entity belongs to, by its name: True is fitted on, False is reported."""
    return random.Random(data.fold(name)).random() < .5


def scored_pairs(scorer):
    """[((score, is it true), half)] of the labelled pairs; the half is that of the second name."""
    rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
    scores = scorer.pairs([(SCHEMAS.get(r["schema"], "unknown"), r["name1"], r["name2"]) for r in rows])
    return [((score, row["is_match"].strip().lower() == "true"), half_of(row["name2"]))
            for score, row in zip(scores, rows)]


def interval(scored):
    """The middle 95 % of F1 over 1,000 bootstrap samples."""
    draw = random.Random(1)
    boot = sorted(f1([draw.choice(scored) for _ in scored], THRESHOLD) for _ in range(1000))
    return f"(95 %: {boot[25]:.3f} to {boot[975]:.3f})"


def labelled_pairs(scorer):
    both = scored_pairs(scorer)
    scored = [pair for pair, _ in both]
    true = [s for s, t in scored if t]
    print(f"labelled pairs   F1 at .70: {f1(scored, THRESHOLD):.3f}  {interval(scored)}, "
          f"recall {sum(s >= THRESHOLD for s in true) / len(true):.3f}; fitted half "
          f"{f1([p for p, half in both if half], THRESHOLD):.3f}, other half {f1([p for p, half in both if not half], THRESHOLD):.3f}")
    rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
    return [(pair[0], row) for pair, row in zip(scored, rows) if (pair[0] >= THRESHOLD) != pair[1]]


FOLDS = 5


def folds_of(rows):
    """A fold for each pair; pairs that share a name are in one fold."""
    group = {}

    def root(name):
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for row in rows:
        group[root(data.fold(row["name1"]))] = root(data.fold(row["name2"]))
    roots = [root(data.fold(row["name1"])) for row in rows]
    order = sorted(set(roots))
    random.Random(9).shuffle(order)
    return [order.index(name) % FOLDS for name in roots]


def cross_validated(build, entries):
    """F1 on the labelled pairs, those of each fold scored with numbers that were fitted without them."""
    import fit_names
    rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
    truths = [row["is_match"].strip().lower() == "true" for row in rows]
    folds = folds_of(rows)
    trials = fit_names.Trials(build, entries)
    scores = [0] * len(rows)
    for fold in range(FOLDS):
        numbers = fit_names.fit(trials, [None if f == fold else true for f, true in zip(folds, truths)])
        for i, score in enumerate(trials.scores(numbers)[0]):
            if folds[i] == fold:
                scores[i] = score
    scored = list(zip(scores, truths))
    companies = [pair for pair, row in zip(scored, rows) if SCHEMAS.get(row["schema"]) == "organization"]
    print(f"cross-validated  F1 at .70: {f1(scored, THRESHOLD):.3f}  {interval(scored)} of {len(scored)} pairs in {FOLDS} folds; "
          f"organisations {f1(companies, THRESHOLD):.3f} of {len(companies)}")


def invented_pairs(scorer, misses):
    """Pairs that were written by hand, of the kinds of pairs-labelled.csv, before the program was asked any of them; the
    misses of one half were then looked at, those of the other never."""
    rows = list(csv.DictReader(Path(__file__).with_name("invented_pairs.csv").open()))
    pairs = [(SCHEMAS.get(row["schema"], "unknown"), row["name1"], row["name2"]) for row in rows]
    scored = list(zip(scorer.pairs(pairs), (row["is_match"] == "true" for row in rows)))
    looked_at = [random.Random(row["name2"] + "h").random() < .5 for row in rows]
    never = [pair for pair, seen in zip(scored, looked_at) if not seen]
    print(f"invented pairs   F1 at .70: {f1(scored, THRESHOLD):.3f}  {interval(scored)} of {len(scored)}; of the half whose misses "
          f"were never looked at {f1(never, THRESHOLD):.3f}  {interval(never)} of {len(never)}")
    for (score, true), seen, pair in zip(scored, looked_at, pairs):
        if misses and seen and (score >= THRESHOLD) != true:
            print(f"    {score:.2f} {true}: {pair[1]} / {pair[2]}")
    return [(*pair, true) for pair, (_, true) in zip(pairs, scored)]


def alias_pairs(entries, half):
    """Two names of one entry against two of different ones in the same country that share a word where there are such;
    entries of one half."""
    draw = random.Random(6)
    mine = [entry for entry in entries if half_of(entry[2][0]) == half and entry[1] in ("organization", "person", "unknown")]
    by_word = collections.defaultdict(list)
    by_country = collections.defaultdict(list)
    for entry in mine:
        by_country[entry[3], entry[1]].append(entry)
        for word in set(data.fold(entry[2][0]).split()) - data.GENERIC:
            by_word[entry[3], entry[1], word].append(entry)
    rows = []
    for entry in draw.sample([entry for entry in mine if len(entry[2]) > 1], 1500):
        _, schema, all_names, country = entry
        rows.append((schema, all_names[0], draw.choice(all_names[1:]), True))
        near = [other for word in sorted(set(data.fold(all_names[0]).split()) - data.GENERIC)
                for other in by_word[country, schema, word] if other[0] != entry[0]]
        for _ in range(2):
            other = draw.choice(near or by_country[country, schema])
            if other[0] != entry[0]:
                rows.append((schema, all_names[0], draw.choice(other[2]), False))
    return rows


def alias_recall(scored):
    """How many of the true pairs score higher than 99 % of the others, and that score."""
    one = at_share([score for score, true in scored if not true], .01)
    right = [score for score, true in scored if true]
    return sum(score >= one for score in right) / len(right), one


def aliases(build, entries, half):
    """Alias pairs of one half, words weighed by the other half."""
    rows = alias_pairs(entries, half)
    fitted = [entry for entry in entries if half_of(entry[2][0]) != half]
    scored = list(zip(Scorer(str(Path(build) / "bench/bench_scores"), fitted).pairs([row[:3] for row in rows]),
                      (row[3] for row in rows)))
    companies = [pair for pair, row in zip(scored, rows) if row[0] != "person"]
    right = [score for score, true in scored if true]
    recall, one = alias_recall(scored)
    print(f"aliases          F1 at .70: {f1(scored, THRESHOLD):.3f}  {interval(scored)} of {len(right)} aliases and "
          f"{len(scored) - len(right)} names of others ({'fitted' if half else 'reported'} half); organisations "
          f"{f1(companies, THRESHOLD):.3f}; recall at .70 {sum(s >= THRESHOLD for s in right) / len(right):.3f}, at 1 % "
          f"{recall:.3f} ({one:.2f})")
    return [(score, row) for (score, _), row in zip(scored, rows)]


def true_and_random_pairs(file, half=None):
    """The true pairs of a file, of one half or all, and 20 times as many pairs drawn at random, each of one kind."""
    rows = list(csv.DictReader((data.DATA / "names" / file).open()))
    pairs = sorted({(SCHEMAS.get(r["schema"], "unknown"), r["name1"], r["name2"]) for r in rows})
    mine = [pair for pair in pairs if half is None or half_of(pair[1]) == half]
    draw = random.Random(5)
    wrong = []
    while len(wrong) < 20 * len(mine):
        a, b = draw.choice(mine), draw.choice(mine)
        if a[1] != b[1] and a[2] != b[2] and a[0] == b[0]:
            wrong.append((a[0], a[1], b[2]))
    return mine, wrong


def recall_of_pairs(scorer, file, half=None):
    """Threshold and recall of true pairs at 1 % of random non-pairs; [(score, pair)]."""
    mine, wrong = true_and_random_pairs(file, half)
    right_scores, wrong_scores = scorer.pairs(mine), scorer.pairs(wrong)
    threshold = at_share(wrong_scores, .01)
    return threshold, sum(s >= threshold for s in right_scores) / len(mine), list(zip(right_scores, mine))


def true_pairs(scorer, file, halves, misses):
    for name, half in halves:
        threshold, recall, scored = recall_of_pairs(scorer, file, half)
        print(f"{file:16} {name:9} recall at 1 % of random pairs: {recall:.3f} of {len(scored)} (threshold {threshold:.2f})")
        if misses and half is not False:
            for score, pair in scored[:misses * 20]:
                print(f"    {score:.2f} {pair[1]} / {pair[2]}")


def same_named(entries):
    """{entry: folded names}: an entry that bears the same name is as right as the one that a query was made of."""
    return {number: {data.fold(name) for name in all_names} for number, _, all_names, _ in entries}


def best_of(found, made, names_of):
    return [max((score for score, hit in hits if hit == entry or names_of[hit] & names_of[entry]), default=0)
            for (_, _, _, entry), hits in zip(made, found)]


def right_scores(scorer, entries, made):
    """Of each perturbed name, the best score of its entry or of one that bears the same name."""
    return best_of(scorer.search([("unknown", query) for _, _, query, _ in made]), made, same_named(entries))


SHOWN = collections.Counter()


def count_shown(kind):
    SHOWN[kind] += 1
    return SHOWN[kind]


def lists(scorer, entries, seed, each, misses):
    ordinary, apart = data.ordinary_names(entries)
    answers = scorer.search([("unknown", name) for name in ordinary])
    tops = [hits[0][0] if hits else 0 for hits in answers]
    print(f"ordinary names   {len(ordinary)}, {len(apart)} set apart; {scorer.speed}")
    for threshold in (.65, .7, .75, .8):
        print(f"  alerts at {threshold:.2f}: {100 * sum(t >= threshold for t in tops) / len(tops):.2f} %")
    country_of = data.ordinary_countries()
    of_entry = {number: country for number, _, _, country in entries}
    left = sum(any(score >= CERTAIN or (score >= .7 and of_entry[entry] in ("", country_of[name])) for score, entry in hits)
               for name, hits in zip(ordinary, answers))
    print(f"  alerts at 0.70 with the country as evidence: {100 * left / len(tops):.3f} %, {left} names")
    perturber = data.Perturber(seed)
    for kind in ("address", "care_of"):
        around = [getattr(perturber, kind)(name) for name in ordinary]
        more = [hits[0][0] if hits else 0 for hits in scorer.search([("unknown", name) for name in around])]
        print(f"  alerts at 0.70 with {kind} around them: {100 * sum(t >= .7 for t in more) / len(more):.2f} %; {scorer.speed}")
        if misses:
            for name, top, plain in zip(around, more, tops):
                if top >= .7 > plain and count_shown(kind) < 15:
                    print("   ", top, name)
    one = max(.6, at_share(tops, .01))
    made = data.perturbed(entries, seed, each)
    scores = right_scores(scorer, entries, made)
    print(f"perturbed names  {len(made)} of seed {seed}; {scorer.speed}")
    print(f"  {'kind':16} {'n':>5} {'at 1 %':>7} {'at .70':>7}   (1 % of ordinary names alert at {one:.4f})")
    count = collections.Counter()
    for (kind, schema, query, entry), score in zip(made, scores):
        for key in (kind, "all"):
            count[key, "n"] += 1
            count[key, "one"] += score >= one
            count[key, "seventy"] += score >= .7
        if score < one and misses and count[kind, "shown"] < misses:
            count[kind, "shown"] += 1
            print(f"    {kind}: {query!r} is {entries[entry][2][0]!r}: {score:.2f}")
    for kind in (*data.Perturber.KINDS, "all"):
        n = count[kind, "n"]
        print(f"  {kind:16} {n:5} {count[kind, 'one'] / n:7.3f} {count[kind, 'seventy'] / n:7.3f}")
    return ordinary, tops


def speed(scorer, entries, seed):
    """Half perturbed listed names, half ordinary companies, at the default threshold, each asked once: a thread keeps what
    it found for a word, so that names asked again would flatter."""
    draw = random.Random(seed)
    ordinary = sorted(set(data.ordinary_names(entries)[0]))
    plain = sorted({row[2] for row in data.perturbed(entries, seed, 400) if row[0] not in ("address", "care_of")})
    queries = draw.sample(plain, len(ordinary)) + ordinary
    draw.shuffle(queries)
    scorer.run("search", [("unknown", query) for query in queries], "0", str(int(THRESHOLD * 10000)))
    print(f"speed at .70     half perturbed, half ordinary, each once: {scorer.speed}")


RIVALS = ["rapidfuzz==3.14.6", "nomenklatura==4.17.4"]


def rivals(scorer, entries, seed, folder, drawing):
    python = Path(folder) / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *RIVALS], check=True)
    ordinary = data.ordinary_names(entries)[0][::4]
    plain = [row for row in data.perturbed(entries, seed, 30) if row[0] not in ("address", "care_of", "confusables")]
    pair_rows = list(csv.DictReader((data.DATA / "names/pairs-labelled.csv").open()))
    pairs = [(SCHEMAS.get(r["schema"], "unknown"), r["name1"], r["name2"]) for r in pair_rows]
    true = [r["is_match"].strip().lower() == "true" for r in pair_rows]
    alias_rows = alias_pairs(entries, False)
    invented = [(SCHEMAS.get(row["schema"], "unknown"), row["name1"], row["name2"], row["is_match"] == "true")
                for row in csv.DictReader(Path(__file__).with_name("invented_pairs.csv").open())]
    queries = ordinary + [query for _, _, query, _ in plain]
    asked = {"names": [[number, schema, name] for number, schema, names, _ in entries
                       if schema in ("organization", "person", "unknown") for name in names],
             "queries": queries, "pairs": pairs + [row[:3] for row in invented + alias_rows]}
    done = subprocess.run([python, Path(__file__).with_name("name_rivals.py")], input=json.dumps(asked), text=True,
                          stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    answers = json.loads(done.stdout)
    own = [hits[0] if hits else (0, -1) for hits in scorer.search([("unknown", q) for q in queries])]
    rate = float(scorer.speed.split(", ")[1].split()[0])
    fitted = Scorer(scorer.program, [entry for entry in entries if half_of(entry[2][0])])
    own_pairs = scorer.pairs(pairs + [row[:3] for row in invented]) + fitted.pairs([row[:3] for row in alias_rows])
    answers = {"tidewaiter": {"search": own, "seconds": len(queries) / rate, "pairs": own_pairs}, **answers}
    names_of = {number: {data.fold(n) for n in names} for number, _, names, _ in entries}
    print(f"beside others    {len(ordinary)} ordinary and {len(plain)} perturbed names (without addresses and look-alikes)")
    print(f"  {'program':22} {'recall at 1 %':>13} {'F1 at .70':>10} {'invented':>9} {'aliases at 1 %':>14} {'alerts at .70':>14} {'queries/s':>10} {'ratio':>7}")
    curves = {}
    for program, answer in answers.items():
        tops = [score for score, _ in answer["search"][:len(ordinary)]]
        threshold = at_share(tops, .01)
        scores = [score if hit == entry or (hit in names_of and names_of[hit] & names_of[entry]) else 0
                  for (_, _, _, entry), (score, hit) in zip(plain, answer["search"][len(ordinary):])]
        right = sum(score >= threshold for score in scores)
        curves[program] = [(share / 1000, sum(score >= at_share(tops, share / 1000) for score in scores) / len(plain))
                           for share in range(1, 101)]
        a_second = len(queries) / answer["seconds"]
        of_labelled, rest = answer["pairs"][:len(pairs)], answer["pairs"][len(pairs):]
        of_invented = list(zip(rest, (row[3] for row in invented)))
        of_aliases = list(zip(rest[len(invented):], (row[3] for row in alias_rows)))
        print(f"  {program:22} {right / len(plain):13.3f} {f1(list(zip(of_labelled, true)), .7):10.3f} "
              f"{f1(of_invented, .7):9.3f} {alias_recall(of_aliases)[0]:14.3f} "
              f"{100 * sum(t >= .7 for t in tops) / len(tops):12.1f} % {a_second:10.1f} {rate / a_second:7.0f}")
    if drawing:
        note = f"{len(plain)} perturbed names of the US list, {len(ordinary)} listed companies of Asia; bench/names.py, seed {seed}"
        Path(drawing).write_text(picture(curves, note))


INKS = ["#1f4e79", "#b03a2e", "#b9770e", "#5b7f3a"]


def picture(curves, note):
    """An SVG: recall of perturbed names over the share of ordinary names that alert, on a logarithmic scale."""
    def x_of(share):
        return 70 + 460 * (math.log10(max(share, .001)) + 3) / 2
    def y_of(recall):
        return 330 - 300 * recall
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="720" height="400" font-family="sans-serif" font-size="12">',
           '<rect width="720" height="400" fill="white"/>']
    for share in (.001, .002, .005, .01, .02, .05, .1):
        out.append(f'<path d="M{x_of(share):.1f} 30V330" stroke="#ddd"/><text x="{x_of(share):.1f}" y="347" '
                   f'text-anchor="middle">{100 * share:g} %</text>')
    for tenth in range(0, 11, 2):
        out.append(f'<path d="M70 {y_of(tenth / 10):.1f}H530" stroke="#ddd"/><text x="62" y="{y_of(tenth / 10) + 4:.1f}" '
                   f'text-anchor="end">{tenth / 10:.1f}</text>')
    for i, (program, points) in enumerate(curves.items()):
        path = " ".join(f"{x_of(share):.1f},{y_of(recall):.1f}" for share, recall in points if share <= .1)
        out.append(f'<polyline points="{path}" fill="none" stroke="{INKS[i % len(INKS)]}" stroke-width="2"/>'
                   f'<text x="545" y="{60 + 20 * i}" fill="{INKS[i % len(INKS)]}">{program}</text>')
    out.append('<text x="300" y="367" text-anchor="middle">ordinary company names that raise an alert</text>')
    out.append('<text x="70" y="20">perturbed listed names that are found</text>')
    out.append(f'<text x="70" y="390" fill="#555">{note}</text></svg>')
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--misses", type=int, default=0, help="print so many misses a kind")
    parser.add_argument("--rivals", nargs="?", const="build/bench/rivals", help="also ask others, from this environment")
    parser.add_argument("--quick", action="store_true", help="without the cross-validation, which takes minutes")
    parser.add_argument("--picture", help="draw what --rivals found into this SVG file")
    options = parser.parse_args()
    if not (data.DATA / "names").is_dir():
        sys.exit("names are measured on real data: set TIDEWAITER_TEST_DATA")
    entries = data.us_list()
    scorer = Scorer(str(Path(options.build) / "bench/bench_scores"), entries)
    for score, row in labelled_pairs(scorer):
        if options.misses:
            print(f"    {score:.2f} {row['is_match']}: {row['name1']} / {row['name2']}")
    if not options.quick:
        cross_validated(options.build, entries)
    invented_pairs(scorer, options.misses)
    aliases(options.build, entries, False)
    if options.misses:
        for score, row in aliases(options.build, entries, True)[:options.misses * 40]:
            if (score >= THRESHOLD) != row[3]:
                print(f"    {score:.2f} {row}")
    true_pairs(scorer, "han-latin.csv", [("fitted", True), ("reported", False)], options.misses)
    true_pairs(scorer, "short-full.csv", [("all", None)], 0)
    lists(scorer, entries, options.seed, options.each, options.misses)
    speed(scorer, entries, options.seed)
    if options.rivals:
        rivals(scorer, entries, options.seed, options.rivals, options.picture)


if __name__ == "__main__":
    main()
