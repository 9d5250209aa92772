"""Answers that a first user took for wrong: acronyms, owners in doubt, typed years, currencies, house lists, exceptions."""
import datetime
import json

from harness import CHIPS, CliCase, shipment, shipments

NO_STORE = ("--store", "none", "--fail-on", "never")
NO_LISTS = ("--lists", "none", *NO_STORE)
LIST = ("list,name,country,requirement,policy,from\n"
        "EL,Northern College of Harbour Science (NCHS),CN,For all items subject to the EAR,Presumption of denial,2020-01-01\n")


class Case(CliCase):
    def import_list(self, text, name="own"):
        done = self.ok("lists", "import", self.write(name + ".csv", text), "-o", self.folder / f"{name}.tidelist")
        self.told = done.err
        return self.folder / f"{name}.tidelist"

    def one(self, row, *options):
        return self.decisions(self.write("night.csv", shipments([row])), *options)["S0001"]

    def levels(self, decision):
        return {finding["id"]: finding["level"] for finding in decision["findings"]}


class Acronyms(Case):
    def to(self, name, **cells):
        return self.one(shipment(1, consignee_name=name, consignee_country="CN", destination_country="CN", **cells),
                        "--lists", self.import_list(LIST), *NO_STORE)

    def test_the_name_without_its_bracket_is_a_certain_hit(self):
        self.assertEqual(self.to("Northern College of Harbour Science")["determination"], "licence_required")
        self.assertIn("2 more names from acronyms in brackets", self.told)
        page = self.ok("lists", "status", "--lists", self.folder / "own.tidelist").out
        self.assertIn("2 more names from acronyms in brackets", page)

    def test_the_letters_alone_are_in_doubt(self):
        decision = self.to("NCHS")
        self.assertEqual(self.levels(decision).get("list_hit_in_doubt"), "review")
        self.assertEqual(decision["disposition"], "review")

    def test_other_letters_are_nothing(self):
        self.assertEqual(self.to("NCGS Trading")["parties_hit"], [])


class Owners(Case):
    def screen(self, owner, share="60", owned="Bar GmbH", more=""):
        owners = self.write("owners.csv", f"owner,owned,share_percent\n{owner},{owned},{share}\n{more}")
        file = self.write("night.csv", shipments([shipment(1, date="2025-10-15", consignee_name="Bar GmbH",
                                                           consignee_country="DE", destination_country="DE")]))
        done = self.run_program("screen", file, "--ownership", owners, "--lists", self.import_list(LIST), *NO_STORE,
                                "--format", "ndjson")
        self.note = done.err
        return json.loads(done.out)

    def test_an_owner_in_doubt_is_for_review_and_leaves_ownership_open(self):
        decision = self.screen("NCHS")
        self.assertEqual(decision["disposition"], "review")
        self.assertEqual(self.levels(decision).get("owner_in_doubt"), "review")
        self.assertIn("consignee.ownership", decision["missing"])

    def test_less_than_half_counts_for_nothing(self):
        decision = self.screen("NCHS", "49", more="Lotus Example Fund,Bar GmbH,51\n")
        self.assertNotIn("owner_in_doubt", self.levels(decision))
        self.assertNotIn("consignee.ownership", decision["missing"])

    def test_case_and_a_last_dot_make_no_other_party(self):
        decision = self.screen("Northern College of Harbour Science", owned="BAR gmbh.")
        self.assertEqual(decision["determination"], "licence_required")
        self.assertNotIn("rows of the ownership table", self.note)

    def test_rows_about_nobody_are_told(self):
        self.screen("NCHS", owned="Barr Holding")
        self.assertIn('1 of 1 rows of the ownership table', self.note)
        self.assertIn('"Barr Holding"', self.note)


class Dates(Case):
    def test_a_typed_year_is_no_release(self):
        for day in ("2016-03-02", "1990-01-01"):
            decision = self.one(shipment(1, date=day, destination_country="CN", consignee_country="CN", **CHIPS), *NO_LISTS)
            self.assertEqual(decision["determination"], "undetermined")
            self.assertEqual(decision["disposition"], "hold")
            self.assertEqual(self.levels(decision)["TW-F-BEFORE-RELEASE"], "hold")

    def test_as_of_decides_the_law_and_not_what_the_paper_says(self):
        decision = self.one(shipment(1, date="2016-03-02", destination_country="CN", consignee_country="CN", **CHIPS),
                            *NO_LISTS, "--as-of", "2025-03-01")
        self.assertEqual(decision["determination"], "licence_required")
        self.assertIn("TW-F-BEFORE-RELEASE", self.levels(decision))

    def test_a_day_far_ahead_is_told(self):
        far = datetime.date.today() + datetime.timedelta(days=100)
        near = datetime.date.today() + datetime.timedelta(days=80)
        file = self.write("night.csv", shipments([shipment(1, date=str(near)), shipment(2, date=str(far))]))
        done = self.ok("screen", file, *NO_LISTS)
        self.assertIn("1 row is dated more than 90 days after today, the first in", done.err)
        self.assertIn("night.csv:3", done.err)
        done = self.ok("screen", self.write("near.csv", shipments([shipment(1, date=str(near))])), *NO_LISTS)
        self.assertNotIn("after today", done.err)


class Currencies(Case):
    PARTS = {"item_description": "computer parts", "hs_code": "9403.30", "destination_country": "NL"}

    def of(self, value, currency):
        return self.one(shipment(1, **dict(self.PARTS, unit_value=value, currency=currency)), *NO_LISTS)

    def test_a_value_without_a_rate_counts_as_one_worth_a_look(self):
        self.assertEqual(self.of("27500", "USD")["disposition"], "hold")
        decision = self.of("27500", "XTS")
        self.assertEqual(decision["disposition"], "hold")
        self.assertEqual(decision["lines"][0]["item_state"], "cover")

    def test_no_value_is_none(self):
        self.assertNotEqual(self.of("", "XTS")["lines"][0]["item_state"], "cover")


class HouseLists(Case):
    def hit(self, effect, **cells):
        path = self.import_list(f"name,list,country,effect\nUtrecht Weather Institute,NOGO,NL,{effect}\n")
        return self.one(shipment(1, **cells), "--lists", path, *NO_STORE)

    def test_a_hit_does_what_the_row_says_and_is_for_review_without_a_word(self):
        for effect, disposition, level in (("hold", "hold", "hold"), ("review", "review", "review"),
                                           ("", "review", "review"), ("inform", "release", "info")):
            decision = self.hit(effect)
            self.assertEqual(decision["disposition"], disposition, effect)
            self.assertEqual([finding["level"] for finding in decision["findings"]
                              if finding["id"].startswith("list_hit")], [level], effect)
        self.assertIn("informs (1)", self.told)

    def test_another_name_is_no_hit(self):
        self.assertEqual(self.hit("hold", consignee_name="Delft Bridge Works")["disposition"], "release")


class Exceptions(Case):
    def test_a_party_that_is_nothing_like_the_entry_is_told(self):
        lists = self.import_list("id,name,country\n7,Copper Gate Logistics,AE\n8,Grey Heron,AE\n")
        add = ("exceptions", "add", "--lists", lists, "--store", "s.db", "--reason", "looked at", "--by", "A. Analyst")
        done = self.ok(*add, "--party", "Utrecht Weather Institute", "--country", "NL", "--entry", "HOUSE-7")
        self.assertIn("its name is not like the entry's", done.err)
        done = self.ok(*add, "--party", "Copper Gate Logistic", "--entry", "HOUSE-7")
        self.assertNotIn("not like", done.err)
        page = self.ok("exceptions", "list", "--lists", lists, "--store", "s.db").out
        self.assertIn("Utrecht Weather Institute of NL is not Copper Gate Logistics", page)
        self.assertIn("Copper Gate Logistic of no known country", page)
