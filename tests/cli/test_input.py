"""Input as it comes: Excel's CSV, wrong names, bad rows, other encodings, nothing at all."""
import csv
import gzip
import io
import json
import os
import random
import re
import subprocess
import unittest

from harness import CliCase, PROGRAM, ROOT, shipment, shipments

NO_LISTS = ("--lists", "none", "--store", "none")


class GoodInput(CliCase):
    def test_excel_csv_with_bom_semicolons_and_crlf(self):
        text = "\ufeff" + shipments([shipment(1), shipment(2)], delimiter=";").replace("\n", "\r\n")
        rows = self.decisions(self.write("excel.csv", text), *NO_LISTS, status=0)
        self.assertEqual(sorted(rows), ["S0001", "S0002"])

    def test_tabs_and_names_in_other_spellings(self):
        text = shipments([shipment(1)], delimiter="\t").replace("shipment_id", "Shipment ID").replace("item_description", "ItemDescription")
        self.assertEqual(list(self.decisions(self.write("tabs.tsv", text), *NO_LISTS, status=0)), ["S0001"])

    def test_excel_says_what_separates(self):
        text = "sep=;\r\n" + shipments([shipment(1), shipment(2, date="soon")], delimiter=";").replace("\n", "\r\n")
        done = self.run_program("screen", self.write("excel.csv", "\ufeff" + text), *NO_LISTS, "--format", "ndjson", "--fail-on", "never")
        self.assertEqual(done.returncode, 5, done.err)
        self.assertEqual(json.loads(done.out.splitlines()[0])["shipment_id"], "S0001")
        reject = next(csv.DictReader(io.StringIO((self.folder / "excel.rejects.csv").read_text())))
        self.assertEqual((reject["line"], reject["record"]), ("4", "2"))
        refused = self.run_program("screen", self.write("pipe.csv", text.replace("sep=;", "sep=|")), *NO_LISTS)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("'|'", refused.err)

    def test_a_date_with_the_year_first_is_read_one_way(self):
        rows = [shipment(1, date="2026/03/02"), shipment(2, date="2026.3.2")]
        found = self.decisions(self.write("dates.csv", shipments(rows)), *NO_LISTS, status=0)
        self.assertEqual({row["date"] for row in found.values()}, {"2026-03-02"})

    def test_dates_with_the_year_last(self):
        dates = ["28.02.2026", "2.3.2026", "28/02/2026", "02/28/2026", "03/02/2026", "03-02-2026"]
        file = self.write("dates.csv", shipments([shipment(i, date=date) for i, date in enumerate(dates)]))
        def read(*more, status=0):
            found = self.decisions(file, *NO_LISTS, "--fail-on", "never", *more, status=status)
            return {int(key[1:]): row["date"] for key, row in found.items() if row["lines"]}
        plain = {0: "2026-02-28", 1: "2026-03-02", 2: "2026-02-28", 3: "2026-02-28"}
        self.assertEqual(read(status=5), plain)
        rejects = (self.folder / "dates.rejects.csv").read_text()
        self.assertEqual(rejects.count("--date-order dmy or mdy"), 2, rejects)
        day_first = {0: "2026-02-28", 1: "2026-03-02", 2: "2026-02-28", 4: "2026-02-03", 5: "2026-02-03"}
        self.assertEqual(read("--date-order", "dmy", status=5), day_first)
        self.assertEqual(read("--date-order", "mdy", status=5),
                         {0: "2026-02-28", 1: "2026-03-02", 3: "2026-02-28", 4: "2026-03-02", 5: "2026-03-02"})
        self.write("tidewaiter.toml", 'date_order = "dmy"\n')
        self.assertEqual(read(status=5), day_first)
        self.write("tidewaiter.toml", 'date_order = "ymd"\n')
        self.assertIn('date_order must be "dmy" or "mdy"', self.run_program("screen", file, *NO_LISTS).err)
        (self.folder / "tidewaiter.toml").unlink()
        self.assertIn("none of dmy, mdy", self.run_program("screen", file, "--date-order", "ymd", *NO_LISTS).err)

    def test_the_order_of_dates_is_kept_for_explain(self):
        file = self.write("dates.csv", shipments([shipment(1, date="03/02/2026")]))
        parties = self.write("parties.csv", "name,country,registered_on\nUtrecht Weather Institute,NL,04/05/2020\n")
        self.ok("screen", file, "--parties", parties, "--date-order", "dmy", "--lists", "none", "--store", "s.db")
        page = self.ok("explain", "S0001", "--store", "s.db", "--replay").out
        self.assertIn("2026-02-03", page)
        self.assertNotIn("NOT the same", page)

    def test_quoted_line_breaks_and_separators(self):
        rows = self.decisions(self.write("quoted.csv", shipments([shipment(1, item_description='Monitor, "27 inch"\nblack'), shipment(2)])),
                              *NO_LISTS, status=0)
        self.assertEqual(rows["S0001"]["lines"][0]["item"], 'Monitor, "27 inch"\nblack')

    def test_columns_by_map(self):
        text = shipments([shipment(1)]).replace("consignee_name", "Warenempfänger")
        file = self.write("german.csv", text)
        refused = self.run_program("screen", file, *NO_LISTS)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("consignee_name", refused.err)
        mapped = self.write("map.csv", "column,field\nWarenempfänger,consignee_name\n")
        self.assertEqual(list(self.decisions(file, "--map", mapped, *NO_LISTS, status=0)), ["S0001"])

    def test_standard_input(self):
        done = self.ok("screen", "-", *NO_LISTS, "--format", "ndjson", stdin=shipments([shipment(1)]).encode())
        self.assertEqual(json.loads(done.out)["shipment_id"], "S0001")

    def test_lines_of_a_shipment_apart(self):
        rows = [shipment(2, line_no="1"), shipment(1, line_no="1"), shipment(2, line_no="2")]
        found = self.decisions(self.write("apart.csv", shipments(rows)), *NO_LISTS, status=0)
        self.assertEqual([len(found[key]["lines"]) for key in ("S0001", "S0002")], [1, 2])


class OtherEncodings(CliCase):
    def names(self, name, data, says):
        done = self.ok("screen", self.write(name, data), *NO_LISTS, "--format", "ndjson")
        self.assertIn(says, done.err)
        return {party["name"] for line in done.out.splitlines() for party in json.loads(line)["parties"] if party["role"] == "consignee"}

    def test_they_are_read_and_told(self):
        for encoding, said, name in (("cp1252", "windows-1252", "Société Générale d’Électronique Müller"), ("latin-1", "ISO-8859-1", "Genève Systèmes Müller"),
                                     ("gb18030", "GB18030", "深圳市华强电子有限公司"), ("big5", "Big5", "台灣電腦股份有限公司"),
                                     ("shift_jis", "Shift_JIS", "東京サーバー株式会社"), ("cp1251", "windows-1251", "ООО Северный торговый дом"),
                                     ("utf-16", "UTF-16LE", "Škoda"), ("utf-16-le", "UTF-16LE", "Škoda"), ("utf-16-be", "UTF-16BE", "深圳")):
            with self.subTest(encoding):
                text = shipments([shipment(i, consignee_name=name) for i in range(5)])
                self.assertEqual(self.names(f"{encoding}.csv", text.encode(encoding), f"read as {said}"), {name})


class Packed(CliCase):
    def test_gzip_and_zstd_from_files_and_standard_input(self):
        plain = shipments([shipment(1), shipment(2)])
        wanted = self.ok("screen", self.write("plain.csv", plain), *NO_LISTS, "--format", "ndjson").out
        packed = gzip.compress(plain[:100].encode()) + gzip.compress(plain[100:].encode())
        self.assertEqual(self.ok("screen", self.write("night.csv.gz", packed), *NO_LISTS, "--format", "ndjson").out, wanted)
        self.assertEqual(self.ok("screen", "-", *NO_LISTS, "--format", "ndjson", stdin=packed).out, wanted)
        cut = self.run_program("screen", self.write("cut.gz", packed[:-9]), *NO_LISTS)
        self.assertEqual((cut.returncode, cut.out), (2, ""))
        self.assertIn(f"the gzip archive is cut short: it ends at byte {len(packed) - 9}", cut.err)


    def test_how_a_file_was_read_stands_in_what_is_kept_of_the_run(self):
        night = self.write("night.csv", shipments([shipment(1)]).encode("utf-16"))
        tables = {"--parties": "name,country\nOtter BV,NL\n", "--ownership": "owner,owned\nOtter BV,Utrecht Weather Institute\n",
                  "--licences": "number\nL1\n", "--prices": "item,date,mid\nH100 PCIe,2026-05,30000\n", "--rates": "currency,date,usd\nEUR,2026-05,1.1\n"}
        options = [word for name, rows in tables.items() for word in (name, self.write(f"{name[2:]}.csv", rows.encode("utf-16")))]
        told = []
        for form in ("table", "html"):
            done = self.ok("screen", night, *options, *NO_LISTS, "--format", form, "-o", "page")
            told = [line.removeprefix("note: ") for line in done.err.splitlines() if "read as UTF-16LE" in line]
            self.assertEqual(len(told), 6, done.err)
            page = " ".join((self.folder / "page").read_text().split())
            if form == "table":  # the sixth is told in a word
                self.assertEqual(sum(text in page for text in told), 5, page)
                self.assertIn("and 1 more, told above", page)
            else:
                run = json.loads(re.search(r'"how_read":(\[.*?\])', page)[1])
                self.assertEqual(sorted(run), sorted(told))
        plain = self.ok("screen", self.write("plain.csv", shipments([shipment(1)])), *NO_LISTS, "--format", "html").out
        self.assertIn('"how_read":[]', plain)


class BadRows(CliCase):
    def test_every_kind_with_its_place(self):
        good = shipments([shipment(1)])
        header, row = good.splitlines()
        cells = row.split(",")
        faults = {
            "short": ",".join(cells[:-3]),
            "long": row + ",more",
            "badly quoted": row.replace("LCD monitor", '"LCD" monitor'),
            "impossible date": row.replace("2025-03-01", "2025-02-30"),
            "negative quantity": row.replace(",4,210", ",-4,210"),
        }
        lines = [header, row.replace("S0001", "S0000").replace("LCD monitor 27 inch", '"two\nlines"')]
        for number, fault in enumerate(faults.values(), 10):
            lines.append(fault.replace("S0001", f"S{number:04d}"))
            lines.append(row.replace("S0001", f"S{number + 100:04d}"))
        data = "\n".join(lines).encode() + b"\n" + row.replace("S0001", "S0099").encode().replace(b"Utrecht", b"Utr\xffcht") + b"\n"
        file = self.write("bad.csv", data)
        done = self.run_program("screen", file, *NO_LISTS, "--rejects", "rejects.csv", "--format", "ndjson", "--fail-on", "never")
        self.assertEqual(done.returncode, 5, done.err)
        rejects = list(csv.DictReader(io.StringIO((self.folder / "rejects.csv").read_text())))
        self.assertEqual(len(rejects), 6)
        for reject, line in zip(rejects, (4, 6, 8, 10, 12, 14)):
            self.assertEqual(int(reject["line"]), line, reject)
            self.assertTrue(reject["reason"])
            byte = int(reject["byte"])
            self.assertEqual(data[:byte].count(b"\n") + 1, line)
        self.assertEqual(rejects[3]["column"], "date")
        self.assertEqual(rejects[4]["column"], "quantity")
        decided = {json.loads(line)["shipment_id"]: json.loads(line) for line in done.out.splitlines()}
        self.assertEqual(decided["S0013"]["disposition"], "hold")
        self.assertEqual(decided["S0013"]["determination"], "undetermined")
        self.assertEqual(decided["S0110"]["disposition"], "release")

    def test_a_point_that_may_group_is_not_guessed_in_a_file_with_semicolons(self):
        rows = [shipment(1, unit_value="28.000"), shipment(2, unit_value="28.0"), shipment(3, net_mass_kg="0.125")]
        columns = [*shipment(1), "net_mass_kg"]
        semicolons = self.write("de.csv", shipments(rows, delimiter=";", columns=columns))
        found = self.decisions(semicolons, *NO_LISTS, "--fail-on", "never", status=5)
        self.assertIn("ambiguous", found["S0001"]["findings"][0]["why"])
        self.assertEqual([found[key]["disposition"] for key in ("S0002", "S0003")], ["release", "release"])
        self.decisions(self.write("us.csv", shipments(rows, columns=columns)), *NO_LISTS, status=0)

    def test_nor_is_it_in_a_table_beside_the_shipments(self):
        night = self.write("night.csv", shipments([shipment(1)]))
        tables = {"--licences": ("number;quantity\n", "D-1;{}\n", "quantity"), "--ownership": ("owner;owned;share_percent\n", "A;B;{}\n", "share_percent"),
                  "--prices": ("item;date;mid\n", "H100 PCIe;2026-05;{}\n", "mid"), "--rates": ("currency;date;usd\n", "EUR;2026-05;{}\n", "usd")}
        for option, (header, row, column) in tables.items():
            refused, *others = ("28.000", "28.0", "0.125", "12,5")
            table = self.write("table.csv", header + "".join(row.format(number) for number in (refused, *others)))
            done = self.ok("screen", night, option, table, *NO_LISTS, status=5)
            self.assertIn("1 number is read with a decimal comma", done.err)
            rejects = list(csv.DictReader(io.StringIO((self.folder / "night.rejects.csv").read_text())))
            self.assertEqual([(reject["line"], reject["column"], reject["value"]) for reject in rejects], [("2", column, refused)], option)
            self.assertIn("ambiguous: in a file with semicolons", rejects[0]["reason"])
            # with commas between the columns a point begins decimals
            self.ok("screen", night, option, self.write("table.csv", (header + row.format(refused)).replace(";", ",")), *NO_LISTS)

    def test_a_decimal_comma_is_read_where_there_is_no_other_way(self):
        columns = [*shipment(1), "net_mass_kg"]
        rows = [shipment(1, unit_value="1.234,50", net_mass_kg="0,5"), shipment(2, unit_value="12,5"), shipment(3, unit_value="1,234"),
                shipment(4, unit_value="28.000"), shipment(5, unit_value="1.23,5")]
        semicolons = self.write("de.csv", shipments(rows, delimiter=";", columns=columns))
        done = self.run_program("screen", semicolons, "--lists", "none", "--store", "s.db", "--fail-on", "never")
        self.assertEqual(done.returncode, 5, done.err)
        self.assertIn('3 numbers are read with a decimal comma, as there is no other way to read them, the first in '
                      f'{semicolons}:2: "1.234,50"', done.err)
        rejects = csv.DictReader(io.StringIO((self.folder / "de.rejects.csv").read_text()))
        self.assertEqual([reject["line"] for reject in rejects], ["4", "5", "6"])
        for id in ("S0001", "S0002"):
            self.assertNotIn("NOT the same", self.ok("explain", id, "--store", "s.db", "--replay").out)
        # where commas separate the columns, a cell may have gone astray: only groups by points show what the comma is
        commas = self.write("us.csv", shipments(rows, columns=columns))
        found = self.decisions(commas, *NO_LISTS, "--fail-on", "never", status=5)
        self.assertEqual([key for key in sorted(found) if found[key]["lines"]], ["S0004"])
        one = self.write("one.csv", shipments([shipment(1, unit_value="1.234,50")]))
        self.assertIn("1 number is read with a decimal comma", self.ok("screen", one, *NO_LISTS).err)

    def test_screened_and_rejected_add_up(self):
        dice = random.Random(5)
        rows = []
        for number in range(500):
            cells = shipment(number)
            if dice.random() < .1:
                cells["date"] = dice.choice(("2025-02-30", "03/04/2025", "soon"))
            if dice.random() < .1:
                cells["item_description"] = 'a\r\nb "quoted"'
            rows.append(cells)
        text = shipments(rows)
        independent = sum(1 for _ in csv.DictReader(io.StringIO(text, newline="")))
        file = self.write("mixed.csv", text)
        done = self.run_program("screen", file, *NO_LISTS, "--rejects", "rejects.csv", "--format", "ndjson", "--fail-on", "never")
        rejected = len(list(csv.DictReader(io.StringIO((self.folder / "rejects.csv").read_text(), newline=""))))
        screened = sum(len(json.loads(line)["lines"]) for line in done.out.splitlines()
                       if not any(f["id"] == "rejected_row" for f in json.loads(line)["findings"]))
        self.assertEqual(screened + rejected, independent)


class Shortened(CliCase):
    def test_a_file_that_becomes_shorter_while_it_is_read(self):
        """The party table is a pipe that is opened after the shipments are: then nothing of them is left to read."""
        file = self.write("night.csv", shipments([shipment(i) for i in range(2000)]))
        pipe = self.folder / "parties.fifo"
        os.mkfifo(pipe)
        running = subprocess.Popen([PROGRAM, "screen", file, "--parties", pipe, *NO_LISTS, "--format", "ndjson", "-o", "out.ndjson"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, env=self.environment)
        with open(pipe, "w") as parties:
            os.truncate(file, 0)
            parties.write("party_id,name\nA,Somebody\n")
        out, told = running.communicate(timeout=60)
        self.assertEqual((running.returncode, out), (2, b""), told)
        self.assertIn(b"became shorter, or could not be read any more", told)
        self.assertFalse((self.folder / "out.ndjson").exists())


class NoInput(CliCase):
    def refused(self, *arguments, says):
        before = sorted(self.folder.rglob("*"))
        done = self.run_program("screen", *arguments, "--lists", "none")
        self.assertEqual(done.returncode, 2, done.err)
        self.assertEqual(done.out, "")
        self.assertIn(says, done.err)
        self.assertEqual(done.err.count("error["), 1, done.err)
        self.assertEqual(sorted(self.folder.rglob("*")), before, "nothing may be written")

    def test_missing_file(self):
        self.refused("nowhere.csv", says="nowhere.csv")

    def test_folder(self):
        (self.folder / "folder").mkdir()
        self.refused("folder", says="folder")

    def test_empty_file(self):
        self.write("empty.csv", "")
        self.refused("empty.csv", says="empty")

    def test_missing_column_and_its_near_miss(self):
        self.write("typo.csv", shipments([shipment(1)]).replace("destination_country", "destinaton_country"))
        self.refused("typo.csv", says="destinaton_country")

    def test_a_column_that_is_meant_by_its_words(self):
        text = shipments([shipment(1, end_user_name="Utrecht Weather Institute")])
        for field, names in {"date": ("ship date", "shipdate", "Shipment Date", "exportDate"), "item_description": ("Description",)}.items():
            for name in names:
                self.write("words.csv", text.replace(field, name))
                self.refused("words.csv", says=f'{field} (is it "{name}"?)')
        self.write("words.csv", text.replace("end_user_name", "End User").replace("consignee_name", "consignee"))
        self.refused("words.csv", says='consignee_name (is it "consignee"?) or end_user_name (is it "End User"?)')
        self.write("none.csv", text.replace("destination_country", "name"))
        self.refused("none.csv", says="missing: destination_country\n")

    def test_the_example_of_the_errors_page(self):
        example = (ROOT / "docs" / "errors.md").read_text().split("```\n")[1]
        self.write("bad.csv", "Shipment,ship date,destination_country,consignee_name,item_description\n")
        self.assertEqual(self.run_program("screen", "bad.csv", "--lists", "none").err, example)

    def test_an_encoding_is_named_only_if_it_is_sure(self):
        self.write("one.csv", shipments([shipment(1, consignee_name="Škoda")]).encode("iso-8859-2"))
        done = self.run_program("screen", "one.csv", "--lists", "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("another encoding", done.err)
        self.assertNotIn("read as", done.err)

    def test_header_alone_screens_nothing(self):
        file = self.write("header.csv", shipments([shipment(1)]).splitlines()[0] + "\n")
        done = self.run_program("screen", file, *NO_LISTS)
        self.assertEqual(done.returncode, 3)
        self.assertIn("no row below it", done.err)

    def test_no_list_at_all(self):
        file = self.write("one.csv", shipments([shipment(1)]))
        done = self.run_program("screen", file, "--store", "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("lists import", done.err)


class ColumnsNotUsed(CliCase):
    def test_a_field_that_is_named_in_part_is_proposed(self):
        table = self.write("s.csv", "shipment_id,date,destination_country,sku,consignee_name,description,name\n"
                                    "A,2026-03-02,NL,X1,Utrecht,LCD monitor,x\n")
        told = self.run_program("screen", table, "--lists", "none", "--store", "none").err
        self.assertIn("description (did you mean item_description?), name\n", told)  # "name" may be one of many


class RejectsOfOtherAnswers(CliCase):
    def test_a_file_that_was_named_is_written(self):
        table = self.write("s.csv", shipments([shipment(1), shipment(2, date="no day")]))
        against = ("screen", table, "--lists", "none", "--store", "none", "--against", "2026-01-15")
        self.run_program(*against, "--rejects", "r.csv")
        self.assertIn("no day", (self.folder / "r.csv").read_text())
        # and none where none was asked for
        self.run_program(*against)
        self.assertFalse((self.folder / "s.rejects.csv").exists())


if __name__ == "__main__":
    unittest.main()
