"""Other programs on the same names: rapidfuzz over every name, and nomenklatura's logic-v2 behind its own blocker.
Run by names.py inside a throw-away environment: JSON on standard input, one JSON object of answers on standard output.
    in   {"names": [[entry, schema, name], ...], "queries": [name, ...], "pairs": [[schema, name1, name2], ...]}
    out  {program: {"search": [[score, entry], ...], "seconds": s, "pairs": [score, ...]}}"""
import json
import sys
import tempfile
import time
from pathlib import Path

SCHEMAS = {"organization": "Organization", "person": "Person", "unknown": "LegalEntity"}


def with_rapidfuzz(asked, scorer):
    from rapidfuzz import process, utils
    names = [utils.default_process(name) for _, _, name in asked["names"]]
    entries = [entry for entry, _, _ in asked["names"]]
    start = time.process_time()
    found = []
    for query in asked["queries"]:
        best = process.extractOne(utils.default_process(query), names, scorer=scorer, processor=None)
        found.append([best[1] / 100, entries[best[2]]])
    seconds = time.process_time() - start
    pairs = [scorer(utils.default_process(a), utils.default_process(b)) / 100 for _, a, b in asked["pairs"]]
    return {"search": found, "seconds": seconds, "pairs": pairs}


def with_logic_v2(asked):
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker import Index
    from nomenklatura.matching import get_algorithm
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    dataset = Dataset.make({"name": "bench", "title": "bench"})

    def entity(key, schema, names):
        data = {"id": str(key), "schema": SCHEMAS.get(schema, "LegalEntity"), "properties": {"name": names}}
        return StatementEntity.from_data(dataset, data)

    by_entry = {}
    for entry, schema, name in asked["names"]:
        by_entry.setdefault(entry, (schema, []))[1].append(name)
    listed = {f"e{entry}": entity(f"e{entry}", schema, names) for entry, (schema, names) in by_entry.items()
              if schema in SCHEMAS}

    class View:  # what the blocker reads
        def entities(self, include_schemata=None):
            return iter(listed.values())

    asking = {f"q{i}": entity(f"q{i}", "unknown", [query]) for i, query in enumerate(asked["queries"])}
    found = [[0.0, -1] for _ in asked["queries"]]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(View(), Path(folder))
        index.build()
        start = time.process_time()
        for key, candidates in index.match_entities(asking.values()):
            best = found[int(key.id[1:])]
            for candidate, _ in candidates:
                score = algorithm.compare(asking[key.id], listed[candidate.id], config).score
                if score > best[0]:
                    best[:] = [score, int(candidate.id[1:])]
        seconds = time.process_time() - start
    # It remembers names by the key of their party: each pair needs keys of its own.
    pairs = [algorithm.compare(entity(f"a{i}", schema, [a]), entity(f"b{i}", schema, [b]), config).score
             for i, (schema, a, b) in enumerate(asked["pairs"])]
    return {"search": found, "seconds": seconds, "pairs": pairs}


def main():
    from rapidfuzz import fuzz
    asked = json.load(sys.stdin)
    answers = {"rapidfuzz token_sort": with_rapidfuzz(asked, fuzz.token_sort_ratio),
               "rapidfuzz WRatio": with_rapidfuzz(asked, fuzz.WRatio),
               "logic-v2": with_logic_v2(asked)}
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
