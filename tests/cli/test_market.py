"""The user's own prices and exchange rates: laid over the shipped ones, told in the evidence, replayed."""

from harness import CliCase, shipments, shipment

CHIPS = dict(item_description="NVIDIA H100 PCIe 80GB", hs_code="8471809000", quantity="8", net_mass_kg="",
             unit_value="60000", currency="USD", date="2026-05-10")
NO_LISTS = ("--lists", "none", "--store", "none")


def finding(decision, rule):
    return next((one for one in decision["findings"] if one["id"] == rule), None)


class OwnPrices(CliCase):
    def test_a_price_of_the_users_is_the_market_of_its_days(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS)]))
        prices = self.write("prices.csv", "item,date,place,low,mid,high,currency,source,confidence\n"
                                          "H100 PCIe,2026-05,SG,28000,,31000,USD,Quay Traders' list,S\n")
        found = finding(self.decisions(file, "--prices", prices, *NO_LISTS)["S0001"], "TW-F-PRICE-HIGH")
        self.assertIsNotNone(found)
        self.assertIn("Quay Traders' list", str(found["evidence"]) + found["why"])
        self.assertIn("2026-05", str(found["evidence"]) + found["why"])
        # near misses: another item, and a listing more than 90 days away
        for row in ("H200 NVL,2026-05,SG,28000,,31000,USD,x,S", "H100 PCIe,2025-10,SG,28000,,31000,USD,x,S"):
            prices = self.write("prices.csv", "item,date,place,low,mid,high,currency,source,confidence\n" + row + "\n")
            self.assertIsNone(finding(self.decisions(file, "--prices", prices, *NO_LISTS)["S0001"], "TW-F-PRICE-HIGH"))

    def test_it_stands_in_place_of_a_shipped_listing(self):
        # shipped: H100 PCIe in the United States in 2023-04 at 39,995 to 46,000
        chips = {**CHIPS, "date": "2023-04-20", "unit_value": "46000"}
        file = self.write("night.csv", shipments([shipment(1, **chips)]))
        self.assertIsNone(finding(self.decisions(file, *NO_LISTS)["S0001"], "TW-F-PRICE-HIGH"))
        prices = self.write("prices.csv", "item,date,mid\nh100 pcie,2023-04-12,30000\n")
        found = finding(self.decisions(file, "--prices", prices, *NO_LISTS)["S0001"], "TW-F-PRICE-HIGH")
        self.assertIsNotNone(found)
        self.assertIn("your table prices.csv", str(found["evidence"]) + found["why"])

    def test_bad_rows_are_told_left_out_and_end_with_5(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        header = "item,date,place,low,mid,high,currency,source,confidence\n"
        rows = {",2026-05,SG,1,,2,USD,x,S": "item is empty",
                "Zentrix 9000,2026-05,SG,1,,2,USD,x,S": "no item or system of the catalogue",
                "H100 PCIe,03/02/2026,SG,1,,2,USD,x,S": "say which comes first",
                "H100 PCIe,2026-05,SG,3,,2,USD,x,S": "high is below low",
                "H100 PCIe,2026-05,SG,0,,2,USD,x,S": "low must be above 0",
                "H100 PCIe,2026-05,SG,,,,USD,x,S": "mid is empty",
                "H100 PCIe,2026-05,SG,1,,2,XYZ,x,S": "has no rate of 2026-05",
                "H100 PCIe,2026-05,SG,1,,2,USD,x,Z": "none of M, Q, S, I, U"}
        for row, reason in rows.items():
            done = self.run_program("screen", file, "--prices", self.write("prices.csv", header + row + "\n"), *NO_LISTS)
            self.assertEqual(done.returncode, 5, row + done.err)
            self.assertIn("1 row of the prices and rates rejected", done.err)
            self.assertIn(reason, (self.folder / "night.rejects.csv").read_text())

    def test_a_missing_column_or_file_is_refused(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        self.assertEqual(self.run_program("screen", file, "--prices", "nowhere.csv", *NO_LISTS).returncode, 2)
        done = self.run_program("screen", file, "--rates", self.write("rates.csv", "currency,usd\nEUR,1.1\n"), *NO_LISTS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("date", done.err)


class OwnRates(CliCase):
    ROW = {**CHIPS, "currency": "EUR", "unit_value": "90000", "date": "2026-05-10"}
    PRICES = "item,date,mid\nH100 PCIe,2026-05,30000\n"

    def flagged(self, rates):
        file = self.write("night.csv", shipments([shipment(1, **self.ROW)]))
        prices = self.write("prices.csv", self.PRICES)
        decided = self.decisions(file, "--prices", prices, "--rates", self.write("rates.csv", rates), *NO_LISTS)
        return finding(decided["S0001"], "TW-F-PRICE-HIGH") is not None

    def test_a_rate_of_the_month_or_of_a_day_before_converts_the_value(self):
        self.assertTrue(self.flagged("currency,date,usd\nEUR,2026-05,1.1\n"))
        self.assertTrue(self.flagged("currency,date,usd\nEUR,2026-05-04,1.1\n"))
        self.assertTrue(self.flagged("currency,date,usd\nEUR,2026,1.1\n"))

    def test_what_is_no_code_of_a_currency_is_rejected(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        for word in ("EURO", "EU", "E1R", "€"):
            rates = self.write("rates.csv", f"currency,date,usd\nEUR,2026-05,1.1\n{word},2026-05,1.1\n")
            self.assertIn("1 row of the prices and rates rejected", self.ok("screen", file, "--rates", rates, *NO_LISTS, status=5).err)
            self.assertIn(f"rates.csv,2,34,3,currency,{word},\"currency is no code of ISO 4217, which has three letters",
                          (self.folder / "night.rejects.csv").read_text())

    def test_a_rate_of_other_days_or_currencies_does_not(self):
        self.assertFalse(self.flagged("currency,date,usd\nEUR,2026-04,1.1\n"))
        self.assertFalse(self.flagged("currency,date,usd\nEUR,2026-03-30,1.1\n"))  # 41 days before: more than 31
        self.assertFalse(self.flagged("currency,date,usd\nGBP,2026-05,1.1\n"))

    def test_the_next_rate_of_a_currency_ends_the_one_before(self):
        self.assertFalse(self.flagged("currency,date,usd\nEUR,2026-05-04,1.1\nEUR,2026-05-09,0.1\n"))

    def test_a_rate_is_laid_over_the_shipped_one(self):
        self.ROW = {**self.ROW, "date": "2025-05-10"}
        self.PRICES = "item,date,mid\nH100 PCIe,2025-05,30000\n"
        self.assertTrue(self.flagged("currency,date,usd\nGBP,2025,1.3\n"))  # the shipped rate of the euro
        self.assertFalse(self.flagged("currency,date,usd\nEUR,2025,0.1\n"))


class Kept(CliCase):
    def test_a_replay_finds_the_prices_of_its_run_again(self):
        file = self.write("night.csv", shipments([shipment(1, **CHIPS)]))
        prices = self.write("prices.csv", "item,date,mid\nH100 PCIe,2026-05,30000\n")
        self.decisions(file, "--prices", prices, "--lists", "none", "--store", "store.db")
        (self.folder / "prices.csv").unlink()
        done = self.ok("explain", "S0001", "--replay", "--lists", "none", "--store", "store.db")
        self.assertIn("TW-F-PRICE-HIGH", done.out)
