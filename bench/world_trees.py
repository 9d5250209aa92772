"""Gradient-boosted trees on what a row shows and what can be counted up to its day: the rival that every scoreboard has.
Run by scoreboard.py inside a throw-away environment (lightgbm, whose classifier asks for scikit-learn, and numpy).
    world_trees.py OUT WORLD TRAINING_WORLD... [--leave-out KIND...]
Trains on shipments of the training worlds, whose truth it reads, without those of the kinds left out, and writes
shipment_id,risk of every shipment of WORLD, whose truth it does not read."""
import argparse
import collections
import csv
import datetime
from pathlib import Path

import lightgbm
import numpy

NUMBERS = ("quantity", "unit_value", "net_mass_kg")
WORDS = ("exporter_country", "consignee_country", "end_user_country", "payer_country", "export_country", "destination_country",
         "origin_country", "transit_countries", "movement", "transport_mode", "hs_code", "eccn_declared", "sku", "item_description",
         "quantity_unit", "currency", "end_use", "payment_terms", "installation")
PARTS = ("exporter", "consignee", "end_user", "forwarder", "payer", "intermediate_consignee")
PARTY_WORDS = ("role", "country", "address_kind", "headquarters_country", "ultimate_parent_country")
PARTY_NUMBERS = ("employees", "data_centre_mw")


def number(text):
    return float(text) if text else numpy.nan


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def features(folder, codes, learn):
    """(ids, names of features, one row of numbers a shipment). `codes` numbers words; unknown ones are missing unless `learn`."""
    def code(kind, word):
        if not word:
            return numpy.nan
        known = codes.setdefault(kind, {})
        if learn:
            return known.setdefault(word, len(known))
        return known.get(word, numpy.nan)

    with open(folder / "parties.csv", newline="") as file:
        parties = {row["party_id"]: row for row in csv.DictReader(file)}
    lines = collections.OrderedDict()
    with open(folder / "shipments.csv", newline="") as file:
        for row in csv.DictReader(file):
            lines.setdefault(row["shipment_id"], row)  # of several lines the first
    sent, received = collections.Counter(), collections.Counter()
    units_in, units_out = collections.Counter(), collections.Counter()
    suppliers, customers, pairs = collections.defaultdict(set), collections.defaultdict(set), collections.Counter()
    table = {}
    for row in sorted(lines.values(), key=lambda row: row["date"]):
        today = day(row["date"])
        found = {name: number(row.get(name)) for name in NUMBERS}
        found["value"] = found["quantity"] * found["unit_value"]
        found["serials"] = row.get("serials", "").count("|") + (1 if row.get("serials") else 0)
        found["authorised"] = 1 if row.get("authorisation") else 0
        found["weekday"] = today % 7
        for name in WORDS:
            found[name] = code(name, row.get(name))
        for part in PARTS:
            party = parties.get(row.get(f"{part}_id") or "", {})
            for name in PARTY_WORDS:
                found[f"{part} {name}"] = code(name, party.get(name))
            for name in PARTY_NUMBERS:
                found[f"{part} {name}"] = number(party.get(name))
            found[f"{part} age"] = today - day(party["registered_on"]) if party.get("registered_on") else numpy.nan
        seller, buyer = row.get("exporter_id"), row.get("consignee_id")
        for who, party in (("seller", seller), ("buyer", buyer)):
            found.update({f"{who} sent": sent[party], f"{who} received": received[party], f"{who} units in": units_in[party],
                          f"{who} units out": units_out[party], f"{who} suppliers": len(suppliers[party]),
                          f"{who} customers": len(customers[party])})
        found["pair"] = pairs[seller, buyer]
        table[row["shipment_id"]] = found
        units = 0 if numpy.isnan(found["quantity"]) else found["quantity"]
        sent[seller] += 1
        received[buyer] += 1
        units_out[seller] += units
        units_in[buyer] += units
        customers[seller].add(buyer)
        suppliers[buyer].add(seller)
        pairs[seller, buyer] += 1
    names = list(next(iter(table.values())))
    return list(table), names, numpy.array([[one[name] for name in names] for one in table.values()], dtype=float)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("world", type=Path)
    parser.add_argument("training", type=Path, nargs="+")
    parser.add_argument("--leave-out", nargs="*", default=[])
    options = parser.parse_args()
    codes, samples, labels = {}, [], []
    for folder in options.training:
        ids, names, rows = features(folder, codes, learn=True)
        with open(folder / "truth" / "shipments.csv", newline="") as file:
            kinds = {row["shipment_id"]: row["scheme"] for row in csv.DictReader(file)}
        kept = [i for i, one in enumerate(ids) if kinds.get(one) not in options.leave_out]
        samples.append(rows[kept])
        labels.append(numpy.array([1 if ids[i] in kinds else 0 for i in kept]))
    # Small learning rate, early depth limits: usual settings for some hundred positives among some ten thousand rows.
    trees = lightgbm.LGBMClassifier(n_estimators=400, learning_rate=0.05, num_leaves=31, min_child_samples=20, subsample=0.8,
                                    subsample_freq=1, colsample_bytree=0.6, reg_lambda=1.0, random_state=1, n_jobs=2,
                                    deterministic=True, force_row_wise=True, verbose=-1)
    trees.fit(numpy.concatenate(samples), numpy.concatenate(labels), categorical_feature=[i for i, name in enumerate(names) if name in WORDS or name.split(" ", 1)[-1] in PARTY_WORDS])
    ids, _, rows = features(options.world, codes, learn=False)
    scores = trees.predict_proba(rows)[:, 1]
    with open(options.out, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("shipment_id", "risk"))
        out.writerows((one, f"{score:.9f}") for one, score in zip(ids, scores))


if __name__ == "__main__":
    main()
