#!/usr/bin/env python3
"""Writes a seeded shipment table: ROWS lines of 30 columns, PARTIES distinct parties, TEXTS distinct descriptions.

    bench/generate_shipments.py --rows 1000000 --parties 70000 --texts 150000 --seed 1 > shipments.csv

All names are invented, unless --plant N --truth FILE puts N perturbed names of the US list and the ordinary companies of
bench/name_data.py among the parties (TIDEWAITER_TEST_DATA): which are planted stands in FILE and nowhere else, as
name,country,kind,listed. --parties-out FILE writes a complete party table beside. One line in fifty is an accelerator, as in a distributor's night; the rest is ordinary trade in
computers and other goods. The same arguments give the same bytes.
"""
import argparse
import csv
import random
import sys

STEMS = ("Al Ar Bel Bor Cal Cor Dan Del Eld Far Gal Gor Hal Hen Ist Jun Kal Kor Lan Lor Mar Mor Nal Nor Ost Pal Per Quin "
         "Ral Ros Sal Sen Tal Tor Ul Var Vel Wes Xan Yar Zen").split()
ENDS = "a an ara dale den dor eck el en era field ford gate ia ika ine is mar mere mont o on or port ris ros ton um us ville".split()
TRADES = ("Technology Trading Systems Logistics Electronics Components Computing Networks Industries Solutions Data Cloud "
          "Engineering Instruments Semiconductor International Imports Supply Devices Automation").split()
FORMS = {"US": ["Inc", "LLC", "Corp"], "SG": ["Pte Ltd"], "MY": ["Sdn Bhd"], "DE": ["GmbH", "AG"], "HK": ["Limited", "Co., Ltd."],
         "CN": ["Co., Ltd."], "TW": ["Co., Ltd.", "Inc."], "AE": ["FZE", "LLC", "FZCO"], "IN": ["Pvt Ltd"], "JP": ["K.K.", "Co., Ltd."],
         "TR": ["A.S."], "GB": ["Ltd", "PLC"], "NL": ["B.V."], "FR": ["S.A."], "KR": ["Co., Ltd."], "VN": ["JSC"], "TH": ["Co., Ltd."],
         "SA": ["LLC"], "BR": ["Ltda"], "MX": ["S.A. de C.V."]}
COUNTRIES = list(FORMS)
WEIGHTS = [30, 8, 5, 8, 6, 8, 6, 4, 5, 5, 2, 4, 4, 3, 4, 2, 2, 2, 2, 2]
CHIPS = [("NVIDIA H100 SXM5 80GB", 28000, 1.5), ("NVIDIA A100 80GB SXM", 15000, 1.4), ("NVIDIA L40S 48GB", 8500, 1.2),
         ("NVIDIA L4 24GB PCIe", 2500, .6), ("NVIDIA H200 SXM 141GB", 32000, 1.6), ("NVIDIA RTX 4090 24GB", 1900, 2.2),
         ("HGX H100 8-GPU baseboard", 250000, 60), ("DGX H100 system", 380000, 130), ("AMD Instinct MI300X", 14000, 1.8)]
GOODS = [("Cotton shirts", "6205.20", 12, .3), ("Ball bearings", "8482.10", 9, .4), ("LCD monitor 27 inch", "8528.52", 210, 6),
         ("Laser printer", "8443.32", 320, 14), ("Ethernet cable 2 m", "8544.42", 4, .1), ("Steel brackets", "7326.90", 3, .8),
         ("Wooden office chair", "9401.61", 85, 9), ("Power supply 750 W", "8504.40", 95, 2), ("Server rack rails", "8473.30", 60, 4),
         ("Hydraulic pump", "8413.50", 640, 22), ("Coffee beans roasted", "0901.21", 8, 1), ("Optical transceiver", "8517.62", 120, .1)]
COLUMNS = ("shipment_id line_no order_id date exporter_name exporter_country intermediate_consignee_name "
           "intermediate_consignee_country consignee_name consignee_address consignee_country end_user_name end_user_country "
           "forwarder_name payer_name payer_country export_country origin_country destination_country transport_mode "
           "item_description sku hs_code eccn_declared quantity quantity_unit unit_value currency net_mass_kg end_use").split()


def real_parties(options, dice):
    """Perturbed listed parties, the same number of each kind of bench/name_data.py that leaves one name, and ordinary
    companies; each with its own country."""
    import name_data
    entries = name_data.us_list()
    of_entry = {number: (names[0], country) for number, _, names, country in entries}
    kinds = len(name_data.Perturber.KINDS)
    made = [row for row in name_data.perturbed(entries, options.seed, options.plant // (kinds - 2) + 1)
            if row[0] not in ("address", "care_of")]
    dice.shuffle(made)
    street = lambda: f"{dice.randint(1, 250)} {dice.choice(STEMS)}{dice.choice(ENDS)} Road"
    parties = {}
    with open(options.truth, "w", newline="") as file:
        truth = csv.writer(file, lineterminator="\n")
        truth.writerow(("name", "country", "kind", "listed"))
        for kind, _, name, entry in made:
            name = " ".join(name.split())
            listed, country = of_entry[entry]
            country = country if len(country) == 2 else dice.choices(COUNTRIES, WEIGHTS)[0]
            if len(parties) < options.plant and name not in parties:
                parties[name] = (name, country, street())
                truth.writerow((name, country, kind, listed))
    countries = name_data.ordinary_countries()
    for name in name_data.ordinary_names(entries)[0]:
        country = countries[name] if countries[name] != "??" else "SG"
        parties.setdefault(name, (name, country, street()))
    return list(parties.values())


def write_parties(path, parties):
    """What a compliance department that knows its customers would hold of each."""
    with open(path, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("name", "country", "address", "headquarters_country", "ultimate_parent_country", "registered_on", "website",
                        "phone", "business", "employees", "customer_since"))
        for i, (name, country, address) in enumerate(parties):
            table.writerow((name, country, address, country, country, f"{1980 + i % 40}-03-01", f"https://party{i}.example", "",
                            "information technology", 20 + i % 5000, f"{2015 + i % 8}-01-15"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("rows", 1_000_000), ("parties", 70_000), ("texts", 150_000), ("seed", 1)):
        arguments.add_argument(f"--{name}", type=int, default=default)
    arguments.add_argument("--shuffle", action="store_true", help="lines of a shipment apart from each other, ids out of order")
    arguments.add_argument("--plant", type=int, default=0)
    arguments.add_argument("--truth")
    arguments.add_argument("--parties-out")
    options = arguments.parse_args()
    dice = random.Random(options.seed)

    parties = []
    seen = set()
    planted = set()
    if options.plant:
        parties = real_parties(options, dice)
        seen = {party[0] for party in parties}
        planted = {row["name"] for row in csv.DictReader(open(options.truth))}
    while len(parties) < options.parties:
        country = dice.choices(COUNTRIES, WEIGHTS)[0]
        name = f"{dice.choice(STEMS)}{dice.choice(ENDS)} {dice.choice(STEMS)}{dice.choice(ENDS)} {dice.choice(TRADES)} {dice.choice(FORMS[country])}"
        if name not in seen:
            seen.add(name)
            parties.append((name, country, f"{dice.randint(1, 250)} {dice.choice(STEMS)}{dice.choice(ENDS)} Road"))
    if options.plant:
        dice.shuffle(parties)
    if options.parties_out:
        write_parties(options.parties_out, parties)
    texts = []
    for i in range(options.texts):
        if dice.random() < .02:
            name, value, mass = dice.choice(CHIPS)
            texts.append((f"{name}, part {i:06d}", f"{i % 100000:05d}-AC", "8473.30" if mass < 50 else "8471.80", value, mass))
        else:
            name, heading, value, mass = dice.choice(GOODS)
            texts.append((f"{name}, article {i:06d}", f"{i:06d}", heading, value, mass))

    exporters = [p for p in parties if p[1] in ("US", "TW", "SG", "DE") and p[0] not in planted][:400]
    forwarders = dice.sample([p for p in parties if p[0] not in planted], min(300, len(parties) - len(planted)))
    days = [f"{y}-{m:02d}-{d:02d}" for y in (2024, 2025, 2026) for m in range(1, 13) for d in range(1, 29)]
    rows = []
    number = 0
    written = 0
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    party_turn = text_turn = 0
    while written < options.rows:
        number += 1
        seller, exporter_country, _ = dice.choice(exporters)
        # every party and every text occurs: the first turns go through them, the rest is chance
        party_turn, buyer = party_turn + 1, parties[party_turn % len(parties)] if party_turn < len(parties) else dice.choice(parties)
        user = buyer if dice.random() < .7 else dice.choice(parties)
        via = dice.choice(parties) if dice.random() < .15 else ("", "", "")
        payer = buyer if dice.random() < .9 else dice.choice(parties)
        forwarder = dice.choice(forwarders)[0]
        day, mode = dice.choice(days), dice.choice(("air", "sea", "road", "courier"))
        for line in range(1, 1 + min(dice.choice((1, 1, 2, 2, 3, 5)), options.rows - written)):
            text_turn, text = text_turn + 1, texts[text_turn % len(texts)] if text_turn < len(texts) else dice.choice(texts)
            quantity = dice.choice((1, 2, 4, 8, 16, 100, 500))
            row = (f"S{number:09d}", line, f"PO-{number % 99991}", day, seller, exporter_country, via[0], via[1], buyer[0],
                   buyer[2], buyer[1], user[0], user[1], forwarder, payer[0], payer[1], exporter_country, "TW", user[1], mode,
                   text[0], text[1], text[2], "", quantity, "pcs", text[3], "USD", round(text[4] * quantity, 2),
                   "research" if dice.random() < .1 else "")
            written += 1
            if options.shuffle:
                rows.append(row)
            else:
                out.writerow(row)
    if options.shuffle:
        dice.shuffle(rows)
        out.writerows(rows)


if __name__ == "__main__":
    main()
