"""The law as data from outside: describing, comparing and testing rules, ownership, other days, and what must be asked."""
import csv
import json
import unittest

from harness import ROOT, CliCase, shipment, shipments

BASE = {"date": "2025-10-15", "exporter_name": "Northwind Servers Inc", "exporter_country": "US",
        "consignee_country": "MY", "destination_country": "MY", "quantity": "2", "unit_value": "1500"}


def row(number, consignee, **other):
    return {**BASE, "shipment_id": number, "consignee_name": consignee, "item_description": "RTX 3090", **other}


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


class Law(CliCase):
    def listed(self):
        house = self.write("house.csv", "list,name,country,requirement,policy,from\n"
                           "EL,Orchid Lake Institute of Computing,CN,For all items subject to the EAR,"
                           "Presumption of denial,2020-01-01\n")
        self.ok("lists", "import", house, "-o", self.folder / "house.tidelist")
        return self.folder / "house.tidelist"

    def test_owners_are_followed_and_a_replay_follows_them_too(self):
        table = self.write("lines.csv", shipments([row("S1", "Violet Shore Compute"), row("S2", "Amber Shore Compute")]))
        owners = self.write("owners.csv", "owner,owned,share_percent\nOrchid Lake Institute of Computing,Middle House,60%\n"
                            "Middle House,Violet Shore Compute,50\nOrchid Lake Institute of Computing,Amber Shore Compute,?\n")
        decided = self.decisions(table, "--ownership", owners, "--lists", self.listed(), "--store", "store.db")
        self.assertEqual((decided["S1"]["determination"], decided["S1"]["policy"]), ("licence_required", "denial"))
        why = next(f["why"] for f in decided["S1"]["findings"] if f["id"] == "US-744.11-AFFILIATE-DENIAL")
        self.assertIn("owns 60 % of Middle House, which owns 50 % of Violet Shore Compute", why)
        self.assertEqual(decided["S2"]["determination"], "undetermined")
        self.assertIn("consignee.ownership", decided["S2"]["missing"])
        again = self.ok("explain", "S1", "--replay", "--store", "store.db", "--lists", self.listed())
        self.assertIn("the same", again.out)

    def test_an_ownership_table_with_mistakes(self):
        table = self.write("lines.csv", shipments([row("S1", "Violet Shore Compute")]))
        owners = self.write("owners.csv", "owner,owned,share_percent,from,to\nA,B,101,,\nA,B,12,2025-02-30,\n"
                            "A,,5,,\nA,B,5,2025-02-01,2025-01-01\nA,B,50.5 %,2025-01-01,\n")
        self.run_program("screen", table, "--ownership", owners, "--lists", "none", "--store", "none")
        rejects = (self.folder / "lines.rejects.csv").read_text().splitlines()
        self.assertEqual(len(rejects), 5, rejects)
        lacking = self.write("lacking.csv", "owner,share\nA,5\n")
        done = self.run_program("screen", table, "--ownership", lacking, "--lists", "none", "--store", "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("owned", done.err)

    def test_what_another_day_would_change(self):
        table = self.write("lines.csv", shipments([
            row("S1", "Violet Shore Compute", item_description="H100 SXM5", destination_country="CN", date="2022-10-20"),
            row("S2", "Violet Shore Compute")]))
        done = self.ok("screen", table, "--against", "2022-10-21", "--lists", "none", "--format", "ndjson")
        (changed,) = lines(done)
        self.assertEqual(changed["shipment_id"], "S1")
        self.assertEqual(changed["decision"]["determination"], "no_licence")
        self.assertEqual(changed["against"]["determination"], "licence_required")
        self.assertIn("1 of 2 shipments", self.ok("screen", table, "--against", "2022-10-21", "--lists", "none").out)
        self.assertFalse((self.folder / "lines.rejects.csv").exists())
        # without a store there are no exceptions; one that cannot be read is no such case
        broken = self.write("broken.db", "no store\n")
        refused = self.run_program("screen", table, "--against", "2022-10-21", "--lists", "none", "--store", broken)
        self.assertEqual((refused.returncode, refused.out), (2, ""))
        self.assertIn("this is not a store", refused.err)

    def test_what_must_be_asked(self):
        table = self.write("lines.csv", shipments([row("S1", "Violet Shore Compute", item_description="H100 SXM5"),
                                                   row("S2", "Violet Shore Compute", item_description="cotton shirts")]))
        self.ok("screen", table, "--questions", "ask.csv", "--lists", "none", "--store", "none", status=1)
        with (self.folder / "ask.csv").open(newline="") as file:
            asked = list(csv.DictReader(file))
        self.assertEqual({each["shipment_id"] for each in asked}, {"S1"})
        self.assertIn("S3-24", {each["flag"] for each in asked})
        listed = lines(self.ok("rules", "list", "--not-automated", "--format", "ndjson"))
        self.assertEqual({each["flag"] for each in asked}, {each["flag"] for each in listed})
        self.assertTrue(all(each["why"] and each["question"] for each in listed))

    def test_one_party_and_one_entry_are_one_finding_with_all_names_as_evidence(self):
        lists = self.write("house.csv", "name,aliases,country,list\nQuiet Harbour Example Works,,SG,HOUSE\n"
                                        "Quiet Harbour Example Works Shipping,,SG,HOUSE\n")
        self.ok("lists", "import", lists, "-o", "house.lists")
        table = self.write("a.csv", shipments([shipment(1, consignee_name="Quiet Harbour Example Works", consignee_country="SG",
                                                        end_user_name="Quiet Harbour Example Works", end_user_country="SG")]))
        parties = self.write("p.csv", "name,aliases,country\nQuiet Harbour Example Works,Quiet Harbour Exampel Works,SG\n")
        options = ("--parties", parties, "--lists", "house.lists", "--store", "s.db")
        findings = self.decisions(table, *options)["S0001"]["findings"]
        hits = [finding for finding in findings if finding["id"].startswith("list_hit")]
        self.assertEqual(len(hits), 2, hits)
        for hit in hits:
            evidence = [pair["field"] for pair in hit["evidence"]]
            self.assertEqual(evidence.count("also"), 1, hit)
            self.assertIn({"field": "role", "value": "consignee, end_user"}, hit["evidence"])

    def test_a_decision_says_whether_it_rests_on_practice_or_on_the_books_and_what_the_other_says(self):
        table = self.write("a.csv", shipments([shipment(1, date="2026-02-10", consignee_name="Penang Example", consignee_country="MY",
                                                        destination_country="MY", item_description="H100 SXM5")]))
        parties = self.write("p.csv", "name,country,headquarters_country\nPenang Example,MY,MY\n")
        for option, says in ((), "the law as it is applied; on the books: licence required, by US-742.6-WORLDWIDE"), \
                            (("--strict-text",), "the text on the books; as it is applied: no licence, by US-3A090-OUTSIDE"):
            self.decisions(table, "--parties", parties, "--lists", "none", "--store", "s.db", *option)
            told = json.loads(self.ok("explain", "S0001", "--store", "s.db", "--format", "json").out)
            self.assertEqual(told["reasoning"][0]["footing"], says)

    def test_a_rule_that_asks_for_groups_says_where_the_country_stood_and_how_sure_that_is(self):
        parties = self.write("p.csv", "name,country,headquarters_country\nHanoi Example,VN,CN\n")
        for date, says in (("2025-05-02", "(on 2025-05-02; confidence U)"), ("2026-07-23", "(on 2026-07-23; confidence M)")):
            table = self.write("a.csv", shipments([shipment(1, date=date, consignee_name="Hanoi Example", consignee_country="VN",
                                                            destination_country="VN", item_description="H100 SXM5")]))
            findings = self.decisions(table, "--parties", parties, "--lists", "none", "--store", "none")["S0001"]["findings"]
            rule = next(finding for finding in findings if finding["id"] == "US-742.6-REQUIREMENT")
            told = next(pair["value"] for pair in rule["evidence"] if pair["field"] == "country groups")
            self.assertTrue(told.startswith("VN in D:1; CN in D:"), told)
            self.assertTrue(told.endswith(says), told)

    def test_the_matrix_has_no_empty_cell_and_says_where_one_is(self):
        cells = lines(self.ok("rules", "test", ROOT / "tests" / "cases", "--matrix", "--format", "ndjson"))
        self.assertTrue(all(cell["not_applicable"] or (cell["fires"] and cell["near_misses"]) for cell in cells))
        seven = {cell["from"]: cell for cell in cells if cell["row"] == "7"}
        self.assertIn("begins on 2023-11-17", seven["2023-10-23"]["not_applicable"])
        self.assertIn("rows-2023-11-17#BIG-SEAT", seven["2023-11-17"]["fires"])
        self.assertIn("rows-2023-11-17#BIG-MY", seven["2023-11-17"]["near_misses"])
        # One case alone leaves nearly all cells empty
        done = self.run_program("rules", "test", ROOT / "tests" / "cases" / "headquarters.case", "--matrix")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Row 7", done.out)
        self.assertIn("none: the cell is empty", done.out)
        self.assertIn("row 0, always to 2022-02-23: no case fires", done.err)

    def test_a_case_that_speaks_of_no_rule_is_told(self):
        case = self.write("one.case", "as-of 2025-03-01\nparty A \"Alder Works Inc\" US headquarters US\n"
                          "party B \"Birch Compute\" MY headquarters MY\n"
                          "shipment S1 from A to B item \"RTX 3090\" qty 2 value 1500\n"
                          "expect S1 release no_licence\n  US-3A991\n  not US-3A99\n  not list_hit\n")
        done = self.run_program("rules", "test", case)
        self.assertEqual(done.returncode, 1)
        self.assertIn("one.case:7: S1 speaks of US-3A99, and there is no such rule", done.err)
        self.assertEqual(done.err.count("no such rule"), 1)

    def test_an_exporter_like_an_addressee_is_asked_for_its_parent_and_the_answer_settles_it(self):
        cells = {"item_description": "H20", "destination_country": "CN", "consignee_country": "CN", "date": "2025-06-02",
                 "exporter_name": "NVIDIA Singapore Pte Ltd", "exporter_country": "SG"}
        table = self.write("lines.csv", shipments([row("S1", "Violet Shore Compute", **cells)]))
        decided = self.decisions(table, "--lists", "none", "--store", "none", "--missing", "sheet.csv")
        self.assertEqual(decided["S1"]["determination"], "undetermined")
        self.assertIn("exporter.addressee", decided["S1"]["missing"])
        question = next(f for f in decided["S1"]["findings"] if f["id"] == "open_question?")
        compared = next(e["value"] for e in question["evidence"] if e["field"] == "exporter compared")
        self.assertIn("SG is not US", compared)
        with open(self.folder / "sheet.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn("ultimate_parent", [each["field"] for each in rows])
        for parent, wanted in [("NVIDIA Corporation", "licence_required"), ("Maple Example Holding", "no_licence")]:
            for each in rows:
                each["ultimate_parent"] = parent if each["name"].startswith("NVIDIA") else ""
            with open(self.folder / "answers.csv", "w", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
            decided = self.decisions(table, "--parties", "answers.csv", "--lists", "none", "--store", "none")
            self.assertEqual(decided["S1"]["determination"], wanted, parent)

    def test_describing_a_rule(self):
        revisions = lines(self.ok("rules", "describe", "US-742.6-B10", "--format", "ndjson"))
        self.assertEqual([each["revision"] for each in revisions], [1, 2])
        self.assertEqual(revisions[1]["policy"], "denial")
        done = self.run_program("rules", "describe", "US-742.6-B11")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean US-742.6-B10?", done.err)
        self.assertEqual(self.ok("rules", "describe", "US-742.6-B10").out.count("presumption of denial"), 2)

    def test_fields_are_those_of_the_document(self):
        fields = lines(self.ok("rules", "fields", "--format", "ndjson"))
        text = (ROOT / "docs" / "rule-language.md").read_text()
        for field in fields:
            name = field["field"].split(".", 1)[1] if field["field"].startswith(("party.", "hit.", "owner.")) else field["field"]
            self.assertIn(f"| `{name}` |", text)

    def test_what_changed_between_two_days(self):
        changes = lines(self.ok("rules", "diff", "2025-11-06", "2025-11-07", "--format", "ndjson"))
        self.assertIn(("group", "KH in D:5", "yes", "no"), [(c["what"], c["name"], c["before"], c["after"]) for c in changes])
        self.assertIn("nothing changed", self.ok("rules", "diff", "2024-06-01", "2024-06-02").out)
        self.assertEqual(self.run_program("rules", "diff", "2024-06-01").returncode, 2)

    def test_paragraphs_over_time(self):
        spans = lines(self.ok("classify", "H100 SXM5", "--history", "--format", "ndjson"))
        self.assertEqual([(each["from"], each["to"]) for each in spans],
                         [("", "2022-10-20"), ("2022-10-21", "2023-11-16"), ("2023-11-17", "")])

    def test_a_rule_may_ask_about_the_other_lines_of_a_shipment(self):
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "house.toml").write_text(
            'source = "house"\nconfidence = "U"\n[weights]\nTW-F-MIXED = 0.1\n[[rule]]\nid = "TW-F-MIXED"\nrevision = 1\n'
            'title = "Controlled chips among other goods"\nkind = "red_flag"\nauthority = "house"\nsource = "house"\n'
            'confidence = "U"\nlevel = "review"\nwhen = "item.state != \'identified\' and sum(lines.item.chips where '
            'each.item.controlled) >= 8 chips"\nexplain = "{sum(lines.item.chips where each.item.controlled)} chips travel '
            'with {item.name}"\nfalse_positives = "spare parts"\n')

        def two_lines(number, chips):  # far apart, and the cable before the chips
            return [row(number, "Violet Shore Compute", line_no="1", item_description="power cord, 2 m, C13"),
                    row(number, "Violet Shore Compute", line_no="2", item_description="H100 SXM5", quantity=str(chips))]

        first, second = two_lines("S1", 8), two_lines("S2", 7)
        table = self.write("lines.csv", shipments([first[0], second[1], second[0], first[1],
                                                   row("S3", "Violet Shore Compute", item_description="power cord, 2 m, C13")]))
        for batch in ("1", "2048"):
            decided = self.decisions(table, "--rules", rules, "--lists", "none", "--store", "none", "--batch", batch)
            why = [f["why"] for f in decided["S1"]["findings"] if f["id"] == "TW-F-MIXED"]
            self.assertEqual(len(why), 1, decided["S1"]["findings"])
            self.assertIn("8 chips travel with", why[0])
            for near_miss in ("S2", "S3"):
                self.assertNotIn("TW-F-MIXED", [f["id"] for f in decided[near_miss]["findings"]])

    def test_rules_and_cases_of_one_s_own(self):
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "house.toml").write_text(
            '[[rule]]\nid = "HOUSE-1"\nrevision = 1\ntitle = "Nothing leaves for Malaysia on weekends"\nkind = "licence"\n'
            'row = "house"\nauthority = "house rule"\nsource = "the house"\nconfidence = "M"\ntext = {}\n'
            'when = "destination = \'MY\'"\nresult = { determination = "licence_required" }\nexplain = "to Malaysia"\n'
            'fires = ["house#S1"]\nquiet = ["house#S2"]\n')
        case = rules / "house.case"
        case.write_text('# House rule\nas-of 2025-03-01\nparty     NWS   "Northwind Servers Inc"  US\n'
                        'party     PENA  "Penang Example"  MY  headquarters MY\nparty     KOEL  "Koelner Beispiel"  DE  headquarters DE\n\n'
                        'shipment  S1    from NWS to PENA  item "RTX 3090"  qty 2  value 1500\nexpect    S1    release  no_licence\n'
                        '  not HOUSE-1\nshipment  S2    from NWS to KOEL  item "RTX 3090"  qty 2  value 1500\n'
                        'expect    S2    release  no_licence\n  not HOUSE-1\n')
        done = self.run_program("rules", "test", "--rules", rules)
        self.assertEqual(done.returncode, 1, done.err)
        self.assertIn("+ hold licence_required", done.err)
        self.ok("rules", "test", "--rules", rules, "--bless")
        self.ok("rules", "test", "--rules", rules)
        self.assertIn("expect    S1    hold  licence_required\n", case.read_text())
        self.assertIn("expect    S2    release  no_licence\n  not HOUSE-1\n", case.read_text())
        text = (rules / "house.toml").read_text()
        (rules / "house.toml").write_text(text.replace('quiet = ["house#S2"]\n', ""))
        done = self.run_program("rules", "test", "--rules", rules)
        self.assertEqual(done.returncode, 1)
        self.assertIn("names no near miss", done.err)
        self.assertEqual(self.run_program("rules", "test").returncode, 2)

    def test_what_would_settle_a_line_and_what_it_missed_by_little(self):
        table = self.write("lines.csv", shipments([
            row("S1", "Violet Shore Compute", item_description="H100 SXM5"),
            row("S2", "Violet Shore Compute", item_description="H200 SXM", destination_country="CN", date="2026-01-14")]))
        parties = self.write("parties.csv", "name,country,headquarters_country\nNorthwind Servers Inc,US,US\n")
        self.run_program("screen", table, "--parties", parties, "--lists", "none", "--store", "store.db")
        first = json.loads(self.ok("explain", "S1", "--store", "store.db", "--lists", "none", "--format", "ndjson").out)
        self.assertEqual(first["determination"], "undetermined")
        (line,) = first["reasoning"]
        self.assertEqual(line["settling"], [["consignee.headquarters"]])
        self.assertEqual([each["fact"] for each in line["releasing"]], ["consignee.headquarters"])
        page = self.ok("explain", "S1", "--store", "store.db", "--lists", "none").out
        self.assertIn("headquarters of the consignee (Violet Shore Compute), whatever the answer", " ".join(page.split()))
        second = json.loads(self.ok("explain", "S2", "--store", "store.db", "--lists", "none", "--format", "ndjson").out)
        near = second["reasoning"][0]["near"]
        self.assertTrue(any("from 2026-01-15 (in 1 days to come)" in each for each in near), near)

    def test_the_worksheet_of_what_is_missing_and_its_way_back(self):
        table = self.write("lines.csv", shipments([
            row("S1", "Violet Shore Compute", item_description="H100 SXM5", quantity="8"),
            row("S2", "Violet Shore Compute", item_description="H100 SXM5", quantity="4"),
            row("S3", "Amber Shore Compute", item_description="H100 SXM5", quantity="64")]))
        self.run_program("screen", table, "--missing", "sheet.csv", "--lists", "none", "--store", "none")
        with open(self.folder / "sheet.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        asked = [(r["name"], r["country"], r["decisions_waiting"], r["chips_waiting"], r["headquarters_country"])
                 for r in rows if r["field"] == "headquarters_country"]
        self.assertEqual(asked, [("Violet Shore Compute", "MY", "2", "12", ""), ("Amber Shore Compute", "MY", "1", "64", "")])
        self.assertEqual([r["name"] for r in rows], sorted((r["name"] for r in rows), reverse=True))  # most waited for first
        for each in rows:
            each["headquarters_country"] = "SG" if each["field"] == "headquarters_country" else ""
        self.write("sheet.csv", shipments(rows))
        first = self.write("first.csv", "name,country,role\nViolet Shore Compute,MY,data_centre\n")
        decided = self.decisions(table, "--parties", first, "--parties", "sheet.csv", "--lists", "none", "--store", "none")
        self.assertEqual({each["determination"] for each in decided.values()}, {"no_licence"})

    def test_the_licence_register(self):
        licence = {"item_description": "H100 SXM5", "destination_country": "SA", "consignee_country": "SA", "quantity": "12",
                   "unit_value": "30000"}
        cases = [("S1", "D1234567", {}), ("S2", "Licence D-1234567", {}), ("S3", "D1234567", {"quantity": "1"}),
                 ("S4", "D9999999", {}), ("S5", "D7654321", {}), ("S6", "N0000001", {}),
                 ("S7", "D1111111", {}), ("S8", "D2222222", {}), ("S9", "", {}),
                 # counts in words: 24 and 25 of a licence for 24
                 ("T1", "D3333333", {"item_description": "H100 SXM5, 24 pcs", "quantity": ""}),
                 ("T2", "D4444444", {"item_description": "H100 SXM5, 25 pcs", "quantity": "1"})]
        table = self.write("lines.csv", shipments([
            {**row(number, "Violet Shore Compute", **licence), "authorisation": claimed, **other}
            for number, claimed, other in cases]))
        parties = self.write("parties.csv", "name,country,headquarters_country\nViolet Shore Compute,SA,SA\n")
        register = self.write("register.csv", "number,kind,holder,consignee,item,quantity,value,from,to\n"
                              "D1234567,licence,Northwind Servers Inc,Violet Shore Compute,3A090.a,24,,2025-01-01,2025-12-31\n"
                              "D7654321,licence,,,,,,2024-01-01,2024-12-31\nN0000001,notice,,,,,,2025-01-01,\n"
                              "D1111111,licence,Another House,,,,,,\nD2222222,licence,,,RTX 4090,,,,\n"
                              "D3333333,licence,,,3A090.a,24,,,\nD4444444,licence,,,3A090.a,24,,,\n")
        decided = self.decisions(table, "--parties", parties, "--licences", register, "--lists", "none", "--store", "store.db")
        self.assertEqual({key: value["disposition"] for key, value in decided.items()},
                         {"S1": "release", "S2": "release", **{f"S{n}": "hold" for n in range(3, 10)}, "T1": "release", "T2": "hold"})
        why = {key: [f["why"] for f in value["findings"] if f["id"].startswith("authorisation")] for key, value in decided.items()}
        for key, text in [("S1", "covers the line"), ("S3", "used up"), ("S4", "not in the licence register"),
                          ("S5", "ended on 2024-12-31"), ("S6", "is a notice"), ("S7", "held by Another House"),
                          ("S8", "is for RTX 4090"), ("T1", "covers the line"), ("T2", "covers 24 units in all, and the line has 25")]:
            self.assertIn(text, why[key][0])
        self.assertEqual(why["S9"], [])
        for key in ("S2", "S3"):  # what others used up counts in a replay
            again = self.ok("explain", key, "--replay", "--store", "store.db", "--lists", "none")
            self.assertIn("computed again from the kept rows: the same", " ".join(again.out.split()), key)

    def test_a_notice_counts_from_its_twenty_fifth_day_on(self):
        cells = {"item_description": "RTX 4090", "destination_country": "CN", "consignee_country": "CN", "quantity": "8",
                 "authorisation": "N0000001"}
        table = self.write("lines.csv", shipments([{**row("S1", "Violet Shore Compute", **cells), "date": "2025-03-25"},
                                                   {**row("S2", "Violet Shore Compute", **cells), "date": "2025-03-26"}]))
        parties = self.write("parties.csv", "name,country,headquarters_country,role\nViolet Shore Compute,CN,CN,end_user\n")
        register = self.write("register.csv", "number,kind,from\nN0000001,notice,2025-03-01\n")
        decided = self.decisions(table, "--parties", parties, "--licences", register, "--lists", "none", "--store", "none")
        found = {key: {f["id"]: f["why"] for f in value["findings"]} for key, value in decided.items()}
        self.assertEqual(decided["S1"]["determination"], "notify")
        self.assertIn("less than 25 days before", found["S1"]["authorisation_not_confirmed"])
        self.assertIn("authorisation_confirmed", found["S2"])

    def test_a_rule_that_is_off(self):
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "off.toml").write_text('[[override]]\nrule = "TW-F-PAYER"\noff = true\nreason = "our treasury"\n'
                                        'until = 2025-10-15\n')
        lines_of = [row(f"S{n}", "Violet Shore Compute", item_description="H100 SXM5", payer_name="Treasury",
                        payer_country="IE", date=day) for n, day in enumerate(["2025-10-15", "2025-10-16"])]
        table = self.write("lines.csv", shipments(lines_of))
        decided = self.decisions(table, "--rules", rules, "--lists", "none", "--store", "none")
        found = {key: "TW-F-PAYER" in [f["id"] for f in value["findings"]] for key, value in decided.items()}
        self.assertEqual(found, {"S0": False, "S1": True})
        self.assertIn("TW-F-PAYER r1 is off", self.run_program("screen", table, "--rules", rules, "--lists", "none",
                                                               "--store", "none").err)
        self.assertIn("our treasury", self.ok("rules", "describe", "TW-F-PAYER", "--rules", rules).out)


if __name__ == "__main__":
    unittest.main()
