"""Every kind of file and packing gives the decisions that the CSV gives, byte for byte; several files, patterns, sheets,
presets and a budget; and what each refusal says."""
import csv
import gzip
import io
import json
import pathlib
import shutil
import subprocess
import unittest
import zipfile
from xml.sax.saxutils import escape

from harness import CliCase, DEMO, ROOT, shipment, shipments

NO_LISTS = ("--lists", "none", "--store", "none")
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(sheets, form="0000.00"):
    """A workbook as text cells, numbers of the form where a cell is an int or a float."""
    def cell(value):
        if isinstance(value, (int, float)):
            return f'<c s="1"><v>{value}</v></c>'
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else "<c/>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="s{i}"/>' for i, name in enumerate(sheets, 1))
        archive.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{KIND}"><sheets>{names}</sheets></workbook>')
        links = "".join(f'<Relationship Id="s{i}" Type="{KIND}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships>{links}<Relationship Id="st" Type="{KIND}/styles" Target="styles.xml"/></Relationships>')
        archive.writestr("xl/styles.xml", f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="{escape(form, {chr(34): "&quot;"})}"/></numFmts>'
                                          '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>')
        for i, rows in enumerate(sheets.values(), 1):
            text = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
            archive.writestr(f"xl/worksheets/sheet{i}.xml", f"<worksheet {MAIN}><sheetData>{text}</sheetData></worksheet>")
    return out.getvalue()


def table(path):
    return list(csv.reader(io.StringIO(path.read_text(), newline="")))


def objects(rows):
    return [dict(zip(rows[0], row)) for row in rows[1:]]


class SameDecisions(CliCase):
    def kinds(self, path):
        rows = table(path)
        found = {
            "csv": path.read_bytes(),
            "ndjson": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects(rows)).encode(),
            "json": json.dumps(objects(rows), indent=1).encode(),
            "object.json": json.dumps({"by": "somebody", "rows": objects(rows)}).encode(),
            "xlsx": workbook({"Night": rows, "Notes": [["x"]]}),
            "utf16.csv": path.read_text().encode("utf-16"),
            "utf16be.csv": path.read_text().encode("utf-16-be"),
        }
        return found

    def test_of_every_kind_and_packing(self):
        lists = self.demo_list()
        def screen(shipments, parties, **keywords):
            done = self.run_program("screen", shipments, "--parties", parties, "--lists", lists, "--store", "none",
                                    "--threads", "1", "--format", "ndjson", "--rejects", "rejects.csv", **keywords)
            self.assertIn(done.returncode, (0, 1), done.err)
            return done.out
        plain = screen(DEMO / "shipments.csv", DEMO / "parties.csv")
        self.assertTrue(plain)
        for kind, data in self.kinds(DEMO / "shipments.csv").items():
            with self.subTest(kind):
                self.assertEqual(screen(self.write(f"night.{kind}", data), DEMO / "parties.csv"), plain)
                self.assertEqual(screen("-", DEMO / "parties.csv", stdin=data), plain)
                packed = gzip.compress(data)
                self.assertEqual(screen(self.write("packed", packed), DEMO / "parties.csv"), plain)
                self.assertEqual(screen("-", DEMO / "parties.csv", stdin=packed), plain)
                if shutil.which("zstd"):
                    packed = subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout
                    self.assertEqual(screen("-", DEMO / "parties.csv", stdin=packed), plain)
        for kind, data in self.kinds(DEMO / "parties.csv").items():
            with self.subTest(f"parties {kind}"):
                self.assertEqual(screen(DEMO / "shipments.csv", self.write(f"parties.{kind}", data)), plain)

    def test_of_parquet(self):
        lists = self.demo_list()
        options = ("--parties", DEMO / "parties.csv", "--lists", lists, "--threads", "1", "--format", "ndjson", "--rejects", "rejects.csv")
        plain = self.run_program("screen", DEMO / "shipments.csv", *options, "--store", "s.db").out
        kept, = (path for path in (self.folder / "s.db.input").glob("*.parquet"))
        self.assertEqual(self.run_program("screen", kept, *options, "--store", "none").out, plain)
        self.assertEqual(self.run_program("screen", "-", *options, "--store", "none", stdin=gzip.compress(kept.read_bytes())).out, plain)

    def test_replayed_from_what_was_kept(self):
        parties = self.write("parties.xlsx", workbook({"Parties": table(DEMO / "parties.csv")}))
        self.run_program("screen", self.write("night.ndjson", self.kinds(DEMO / "shipments.csv")["ndjson"]), "--parties", parties,
                         "--lists", self.demo_list(), "--store", "s.db")
        worst = self.run_program("screen", DEMO / "shipments.csv", "--parties", DEMO / "parties.csv", "--lists", self.demo_list(),
                                 "--store", "none", "--format", "ndjson", "--budget", "1", "--rejects", "rejects.csv")
        number = json.loads(worst.out)["shipment_id"]
        self.assertNotIn("NOT the same", self.ok("explain", number, "--store", "s.db", "--replay").out)


class TablesFromStandardInput(CliCase):
    def test_each_is_read_kept_and_replayed(self):
        shipments_file = self.write("night.csv", shipments([shipment(i, authorisation="L1", consignee_id="P1") for i in range(3)]))
        tables = {"--parties": "party_id,name,country,headquarters_country\nP1,Utrecht Weather Institute,NL,NL\n",
                  "--ownership": "owner,owned,share_percent\nOtter BV,Utrecht Weather Institute,60\n",
                  "--licences": "number,kind,holder\nL1,licence,Northwind Server Works Inc\n",
                  "--prices": "item,date,mid\nH100 SXM5,2025-01,30000\n",
                  "--rates": "currency,date,usd\nEUR,2025-01,1.05\n"}
        for number, (option, text) in enumerate(tables.items()):
            with self.subTest(option):
                store = ("--store", f"{number}.db")
                options = ("--lists", self.demo_list(), "--format", "ndjson", "--fail-on", "never")
                named = self.ok("screen", shipments_file, option, self.write("table.csv", text), *options, "--store", "none").out
                packed = gzip.compress(text.encode())
                self.assertEqual(self.ok("screen", shipments_file, option, "-", *options, *store, stdin=packed).out, named)
                self.assertTrue(json.loads(self.ok("explain", "S0001", *store, "--replay", "--format", "json").out)["replay"]["same"])
                self.assertIn("sound", self.ok("store", "check", *store).out)

    def test_only_one_of_them(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        for arguments, says in ((("-", "--parties", "-"), "SHIPMENTS and --parties"), ((file, "--ownership", "-", "--licences", "-"), "--ownership and --licences"),
                                ((file, "--prices", "-", "--rates", "-"), "--prices and --rates"), ((file, "--parties", "-", "--parties", "-"), "--parties and --parties")):
            done = self.run_program("screen", *arguments, *NO_LISTS, stdin=b"x")
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"error[usage]: {says} cannot all come from standard input", done.err)
            self.assertIn("name a file for all but one of them", done.err)
        self.assertIn("a column map is no stream", self.run_program("screen", file, "--map", "-", *NO_LISTS).err)
        self.assertIn("--against reads its input twice", self.run_program("screen", file, "--parties", "-", "--against", "2025-01-01", *NO_LISTS).err)


class Workbooks(CliCase):
    def test_cells_as_written_and_sheets_by_name(self):
        columns = list(shipment(1))
        rows = [columns] + [[shipment(i)[c] if c != "hs_code" else 8471.5 for c in columns] for i in (1, 2)]
        file = self.write("night.xlsx", workbook({"Notes": [["a"], ["b"]], "Night": rows}))
        refused = self.run_program("screen", file, *NO_LISTS)
        self.assertEqual(refused.returncode, 2)
        self.assertIn('the sheet "Notes" is read, of 2 (Notes, Night); --sheet names another', refused.err)
        self.assertIn('the sheet "Notes" is read, of 2 (Notes, Night); --sheet names another', self.note_of(file))
        self.ok("screen", file, "--sheet", "night", "--lists", "none", "--store", "s.db")
        missing = self.run_program("screen", file, "--sheet", "Day", *NO_LISTS)
        self.assertIn('the workbook has no sheet "Day"', missing.err)
        self.assertIn("its sheets are: Notes, Night", missing.err)
        plain = self.write("night.csv", shipments([shipment(1)]))
        self.assertIn("night.csv: this is no workbook", self.ok("screen", plain, "--sheet", "Night", *NO_LISTS).err)

    def note_of(self, file):
        columns = list(shipment(1))
        rows = [columns, [shipment(1)[c] for c in columns]]
        other = self.write("two.xlsx", workbook({"Notes": rows, "Night": rows}))
        return self.run_program("screen", other, *NO_LISTS).err

    def test_a_reject_names_the_row(self):
        columns = list(shipment(1))
        rows = [[], columns, [], [shipment(1)[c] for c in columns], [], [shipment(2, date="soon")[c] for c in columns]]
        done = self.run_program("screen", self.write("night.xlsx", workbook({"Night": rows})), *NO_LISTS, "--fail-on", "never")
        self.assertEqual(done.returncode, 5, done.err)
        reject, = csv.DictReader(io.StringIO((self.folder / "night.rejects.csv").read_text()))
        self.assertEqual((reject["line"], reject["record"], reject["column"], reject["value"], reject["byte"]), ("6", "2", "date", "soon", "0"))


class Lists(CliCase):
    def test_amounts_that_a_workbook_shows_in_euros_are_told(self):
        names = ["shipment_id", "date", "destination_country", "consignee_name", "item_description", "unit_value"]
        row = ["A1", "2026-03-02", "NL", "Utrecht Screens", "LCD monitor", 310.5]

        def told(names, row):
            file = self.write("night.xlsx", workbook({"Night": [names, row]}, '#,##0.00\\ "€"'))
            return self.run_program("screen", file, *NO_LISTS, "--fail-on", "never").err

        self.assertIn('1 cell of the column "unit_value" is shown with "€" and counts as US dollars', told(names, row))
        self.assertNotIn("US dollars", told([*names, "currency"], [*row, "EUR"]))

    def test_packed_and_in_another_encoding(self):
        text = "name,list,country\n" + "".join(f"Société Générique de Météo nº {i},OWN,FR\n" for i in range(30))
        plain = self.write("list.csv", text)
        self.ok("lists", "import", plain, "-o", "plain.tidelist")
        for name, data in (("list.csv.gz", gzip.compress(text.encode())), ("latin.csv", text.encode("latin-1")),
                           ("latin.csv.gz", gzip.compress(text.encode("latin-1"))), ("wide.csv", text.encode("utf-16"))):
            with self.subTest(name):
                told = self.ok("lists", "import", self.write(name, data), "-o", "other.tidelist").err
                self.assertEqual("read as" in told, "gz" not in name or "latin" in name, told)
                self.assertEqual(self.ok("lists", "diff", "plain.tidelist", "other.tidelist", "--format", "ndjson").out, "")


class StatedEncoding(CliCase):
    # every letter of it stands in Windows-1252 as well, where \u0159 is \u00f8
    NAME = "Dvo\u0159\u00e1k V\u00fdvoj"

    def names(self, *arguments):
        return self.ok("screen", *arguments, "--lists", "none", "--fail-on", "never", "--format", "ndjson").out

    def test_a_czech_file_its_parties_and_the_replay(self):
        text = shipments([shipment(i, consignee_id="P1", consignee_name=self.NAME) for i in (1, 2)])
        parties = f"party_id,name,country,headquarters_country\nP1,{self.NAME},CZ,CZ\n"
        plain = self.names(self.write("utf8.csv", text), "--parties", self.write("p8.csv", parties), "--store", "none")
        night = self.write("night.csv", text.encode("cp1250"))
        beside = self.write("p.csv", parties.encode("cp1250"))
        for given in ((night, "--parties", beside), (night, "--parties", "p8.csv"), (self.write("night.csv.gz", gzip.compress(text.encode("cp1250"))), "--parties", beside)):
            self.assertEqual(self.names(*given, "--encoding", "cp1250", "--store", "s.db"), plain)
        self.assertIn("night.csv: read as windows-1250, as --encoding says", self.ok("screen", night, "--encoding", "Windows-1250", *NO_LISTS, "--fail-on", "never").err)
        self.assertTrue(json.loads(self.ok("explain", "S0001", "--store", "s.db", "--replay", "--format", "json").out)["replay"]["same"])
        self.assertNotIn(self.NAME, self.run_program("screen", night, *NO_LISTS, "--fail-on", "never", "--format", "ndjson").out)

    def test_what_is_no_encoding_and_what_has_none(self):
        file = self.write("night.csv", shipments([shipment(1)]))
        refused = self.run_program("screen", file, *NO_LISTS, "--encoding", "windws-1250")
        self.assertEqual(refused.returncode, 2)
        self.assertIn('"windws-1250" is no encoding that ICU knows', refused.err)
        self.assertIn("did you mean windows-1250?", refused.err)
        book = self.write("night.xlsx", workbook({"Night": table(file)}))
        self.assertIn("this is a workbook, so it has no encoding to state", self.ok("screen", book, "--encoding", "windows-1250", *NO_LISTS, "--fail-on", "never").err)

    def test_pairs_descriptions_rows_specifications_and_house_lists(self):
        self.write("pairs.csv", f"name1,name2\n{self.NAME},x\n".encode("cp1250"))
        told = self.ok("compare", "--pairs", "pairs.csv", "--encoding", "cp1250")
        self.assertIn(self.NAME, told.out)
        self.assertIn("pairs.csv: read as windows-1250, as --encoding says", told.err)
        self.write("lines.txt", "Gra\u010dka A100\n".encode("cp1250"))
        self.assertIn("Gra\u010dka", self.ok("identify", "--lines", "lines.txt", "--encoding", "cp1250").out)
        self.write("specs.csv", "name,dense,die_mm2,datacenter\n\u010cip,16b:148,814,Y\n".encode("cp1250"))
        self.assertIn("\u010cip", self.ok("classify", "--specs", "specs.csv", "--encoding", "cp1250").out)
        self.write("house.csv", f"name,list,country\n{self.NAME},OWN,CZ\n".encode("cp1250"))
        self.ok("lists", "import", "house.csv", "-o", "l.tidelist", "--encoding", "cp1250")
        for rows in (f"name\n{self.NAME}\n", json.dumps({"name": self.NAME}, ensure_ascii=False) + "\n"):
            found = self.ok("match", "--lists", "l.tidelist", "--encoding", "cp1250", stdin=rows.encode("cp1250")).out
            self.assertEqual(json.loads(found)["name"], self.NAME)
            self.assertIn('"score":1', found.replace(" ", ""))


class Ndjson(CliCase):
    def test_a_broken_line_is_told_and_holds_its_shipment(self):
        lines = [json.dumps(shipment(1)), json.dumps(shipment(2))[:-20], json.dumps(shipment(3))]
        file = self.write("night.ndjson", "\n".join(lines))
        found = self.decisions(file, *NO_LISTS, "--fail-on", "never", status=5)
        self.assertEqual({key: row["disposition"] for key, row in found.items()}, {"S0001": "release", "S0002": "hold", "S0003": "release"})
        reject, = csv.DictReader(io.StringIO((self.folder / "night.rejects.csv").read_text()))
        self.assertEqual((reject["line"], reject["record"]), ("2", "2"))
        self.assertTrue(reject["reason"])


class Refused(CliCase):
    """One sentence for each kind of file that cannot be read, and what to do."""
    GOLDEN = {
        "cut.gz": (lambda plain: gzip.compress(plain)[:-4], "the gzip archive is cut short: it ends at byte", "fetch the file again; nothing of it was screened"),
        "more.gz": (lambda plain: gzip.compress(plain) + b"rest", "something that is not gzip follows the archive at byte", "fetch the file again; nothing of it was screened"),
        "bad.zst": (lambda plain: b"\x28\xB5\x2F\xFD\x20\x05\x2F\0\0damage", "the zstd archive is damaged about byte", "fetch the file again; nothing of it was screened"),
        "old.xls": (lambda plain: b"\xD0\xCF\x11\xE0rest", "this is not a table of text: it is an old workbook (.xls), or one with a password", "save it as .xlsx without a password, or save its sheet as CSV (UTF-8)"),
        "some.zip": (lambda plain: archive("night.csv", plain), "this is not a table of text: it is a zip archive", "unpack it, and name the tables that were in it"),
        "night.ods": (lambda plain: archive("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "this is not a table of text: it is an OpenDocument file (.ods)", "save it as .xlsx, or save its sheet as CSV (UTF-8)"),
        "cut.xlsx": (lambda plain: archive("x", plain)[:-9], "the zip archive is damaged or cut short:", "fetch the file again"),
        "cut.parquet": (lambda plain: b"PAR1" + plain, "this Parquet file cannot be read:", "write it again where it was made"),
        "cut.json": (lambda plain: b'[{"a": 1},', "", "a JSON text is read whole or not at all; write one object a line (NDJSON) to lose only its broken lines"),
        "two.json": (lambda plain: b'{"a": [{"x": 1}], "b": [{"x": 1}]}', "the object holds 2 arrays of objects: a, b", "leave the array of rows alone in it"),
        "none.json": (lambda plain: b"[]", "there is no object with a member in it", "give one object a line (NDJSON), or an array of objects"),
        "file.pdf": (lambda plain: b"%PDF-1.7\n", "this is not a table of text: it is a PDF document", "ask for the table that it was made from"),
        "file.xz": (lambda plain: b"\xFD7zXZ\0", "this is not a table of text: it is packed with xz", "unpack it: xz -dc FILE | tidewaiter"),
    }

    def test_each_says_what_it_is_and_what_to_do(self):
        plain = shipments([shipment(1)]).encode()
        for name, (make, message, hint) in self.GOLDEN.items():
            with self.subTest(name):
                done = self.run_program("screen", self.write(name, make(plain)), *NO_LISTS)
                self.assertEqual((done.returncode, done.out), (2, ""))
                self.assertEqual(done.err.count("error["), 1, done.err)
                self.assertIn(message, done.err)
                self.assertIn(f"  hint: {hint}", done.err)
                self.assertTrue(done.err.startswith(f"{self.folder / name}"), done.err)


def archive(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(name, data)
    return out.getvalue()


class Titles(CliCase):
    def refused(self, name, content, *options):
        done = self.run_program("screen", self.write(name, content), *NO_LISTS, *options)
        self.assertEqual(done.returncode, 2, done.err)
        self.assertIn(":1: error[missing_column]", done.err)
        return done.err.replace(f"{self.folder}/", "")

    def test_the_row_that_looks_like_the_header_is_named(self):
        titles = '"Shipment report\r\nof the night; week 9"\r\n\r\nPrinted by,M. Example\r\nstray "quote"\r\n'
        for delimiter in ",;\t":
            night = titles + shipments([shipment(1)], delimiter=delimiter)
            self.assertIn("hint: night.csv:6 looks like the header: remove what stands above it", self.refused("night.csv", night))
            self.ok("screen", self.write("night.csv", night.split('quote"\r\n')[1]), *NO_LISTS)
        rows = [["Shipment report 2025"], [], ["Week", 9], list(shipment(1)), list(shipment(1).values())]
        self.assertIn("night.xlsx:4 looks like the header", self.refused("night.xlsx", workbook({"Night": rows})))
        manifest = "Sailings\n" + Presets.MANIFEST
        self.assertIn("hint: sea.csv:2 looks like the header", self.refused("sea.csv", manifest, "--map", "manifest"))
        self.assertNotIn("looks like the header", self.refused("sea.csv", manifest))
        night = self.write("night.csv", shipments([shipment(1)]))
        done = self.run_program("screen", night, "--parties", self.write("parties.csv", "Our parties\nname,country\nOtter BV,NL\n"), *NO_LISTS)
        self.assertIn("parties.csv:2 looks like the header", done.err)
        done = self.run_program("screen", night, "--licences", self.write("licences.csv", "Our licences\nnumber\nD-1\n"), *NO_LISTS)
        self.assertIn("licences.csv:2 looks like the header", done.err)
        done = self.run_program("screen", "-", *NO_LISTS, stdin=("Report\n" + shipments([shipment(1)])).encode())
        self.assertIn("standard input:2 looks like the header", done.err)

    def test_of_lists_pairs_specifications_and_results_too(self):
        def said(*arguments, **keywords):
            done = self.run_program(*arguments, **keywords)
            self.assertEqual(done.returncode, 2, done.err)
            return done.err.replace(f"{self.folder}/", "")
        self.write("list.csv", "Our own list,,\n\nname,list,country\nOtter BV,OWN,NL\n")
        self.assertIn("hint: list.csv:3 looks like the header: remove what stands above it", said("lists", "import", "list.csv", "-o", "l.tidelist"))
        self.write("other.csv", "Our own list,,\nwho,list,country\nOtter BV,OWN,NL\n")
        self.assertNotIn("looks like the header", said("lists", "import", "other.csv", "-o", "l.tidelist"))
        self.write("pairs.csv", "Pairs of the day\nname1,name2\na,b\n")
        self.assertIn("pairs.csv:2 looks like the header", said("compare", "--pairs", "pairs.csv"))
        self.write("specs.csv", "Chips\nname,dense\nNew Chip,16b:148\n")
        self.assertIn("specs.csv:2 looks like the header", said("classify", "--specs", "specs.csv"))
        self.write("results.csv", "Results of March,\nshipment_id,disposition,risk\nS03,hold,0.9\n")
        world = ROOT / "tests" / "data" / "world"
        self.assertIn("results.csv:2 looks like the header", said("evaluate", world, "--decisions", "results.csv"))
        self.write("results.csv", "Results of March,\nshipment,what\nS03,hold\n")
        self.assertNotIn("looks like the header", said("evaluate", world, "--decisions", "results.csv"))

    def test_one_that_lacks_a_column_or_stands_too_low_is_not(self):
        lacking = shipments([shipment(1)], columns=[name for name in shipment(1) if name != "date"], extrasaction="ignore")
        for content in ("Report\n" + lacking, "Report\n" * 21 + shipments([shipment(1)]), "Report\n"):
            self.assertNotIn("looks like the header", self.refused("night.csv", content))
        self.assertIn("night.csv:21 looks", self.refused("night.csv", "Report\n" * 20 + shipments([shipment(1)])))


class SeveralFiles(CliCase):
    def test_files_with_the_same_rows_are_told(self):
        night = shipments([shipment(1)])
        self.write("a.csv", night)
        self.write("b.csv.gz", gzip.compress(night.encode()))
        self.write("c.csv", night.replace("LCD", "lcd"))
        self.write("d.csv", night.replace("hs_code", "remarks"))  # the same rows say something else
        for name in ("empty-1.csv", "empty-2.csv"):
            self.write(name, night.splitlines()[0] + "\n")
        done = self.ok("screen", "a.csv", "b.csv.gz", "c.csv", "d.csv", "empty-1.csv", "empty-2.csv", *NO_LISTS, "-o", "page.txt")
        told = "b.csv.gz: holds the same rows as a.csv, which is read too: each of them counts twice"
        self.assertEqual([line for line in done.err.splitlines() if "same rows" in line], ["note: " + told])
        self.assertIn(told, " ".join((self.folder / "page.txt").read_text().split()))
        book = workbook({"Night": [list(shipment(1)), list(shipment(1).values())]})
        for name in ("a.xlsx", "b.xlsx"):
            self.write(name, book)
        self.assertIn("b.xlsx: holds the same rows as a.xlsx", self.ok("screen", "a.xlsx", "b.xlsx", *NO_LISTS).err)

    def test_the_same_rows_in_another_kind_of_file_are_told(self):
        rows = [shipment(i, unit_value="1234.5") for i in (1, 2)]
        columns = list(rows[0])
        self.write("n1.csv", shipments(rows))
        cells = [columns] + [[1234.5 if name == "unit_value" else row[name] for name in columns] for row in rows]
        self.write("n1.xlsx", workbook({"Night": cells}))  # shows 1234.50
        self.write("n1.ndjson", "".join(json.dumps({**row, "date": "20250301", "remarks": None}) + "\n" for row in reversed(rows)))
        self.write("n2.csv", shipments([rows[0], shipment(2, unit_value="1234.51")]))
        said = self.ok("screen", "n*.csv", "n1.xlsx", "n1.ndjson", *NO_LISTS).err
        self.assertEqual([line for line in said.splitlines() if "same rows" in line],
                         [f"note: {name}: holds the same rows as n1.csv, which is read too: each of them counts twice" for name in ("n1.xlsx", "n1.ndjson")])

    def test_rejected_rows_of_an_earlier_run_are_no_shipments(self):
        self.write("night.csv", shipments([shipment(1), shipment(2, date="soon")]))
        self.ok("screen", "night*.csv", *NO_LISTS, status=5)
        done = self.run_program("screen", "night*.csv", *NO_LISTS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("night.rejects.csv: error[bad_format]: these are the rejected rows of an earlier run", done.err)

    def test_patterns_and_other_columns(self):
        self.write("night-1.csv", shipments([shipment(1), shipment(2)]))
        second = shipments([shipment(3)], columns=list(reversed(list(shipment(1)))))
        self.write("night-2.csv.gz", gzip.compress(second.encode()))
        self.write("night-3.ndjson", json.dumps(shipment(4, date="soon")) + "\n" + json.dumps(shipment(5)))
        found = self.decisions("night-*", *NO_LISTS, "--fail-on", "never", status=5)
        self.assertEqual(sorted(found), ["S0001", "S0002", "S0003", "S0004", "S0005"])
        reject, = csv.DictReader(io.StringIO((self.folder / "night-1.rejects.csv").read_text()))
        self.assertEqual((reject["file"], reject["line"], reject["record"]), ("night-3.ndjson", "1", "1"))
        none = self.run_program("screen", "day-*", *NO_LISTS)
        self.assertEqual(none.returncode, 2)
        self.assertIn("day-*: error[file_not_found]: no file matches this pattern", none.err)
        (self.folder / "also.csv").symlink_to("night-1.csv")
        twice = self.run_program("screen", "night-1.csv", "also.csv", *NO_LISTS)
        self.assertEqual(twice.returncode, 2)
        self.assertIn("the same file is given twice", twice.err)
        self.assertIn("the other name is night-1.csv", twice.err)


class Presets(CliCase):
    MANIFEST = ("Bill of Lading Number,Arrival Date,Departure Date,Shipper,Shipper Country,Consignee,Notify Party,Country of Destination,"
                "Vessel,Cargo Description,HTS Code,Gross Weight (kg)\n"
                "B1,2025-04-01,2025-03-01,Northwind Server Works Inc,US,Utrecht Weather Institute,Tulip Broker BV,NL,Sea Lark,LCD monitor 27 inch,8528.52,40\n")

    def test_a_manifest_without_sku_and_end_user(self):
        file = self.write("manifest.csv", self.MANIFEST)
        refused = self.run_program("screen", file, *NO_LISTS)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--map manifest", refused.err)
        done = self.ok("screen", file, "--map", "manifest", *NO_LISTS, "--format", "ndjson")
        row = json.loads(done.out)
        self.assertEqual((row["shipment_id"], row["date"], row["destination"]), ("B1", "2025-03-01", "NL"))
        names = {party["role"]: party["name"] for party in row["parties"]}
        self.assertEqual(names["consignee"], "Utrecht Weather Institute")
        self.assertEqual(names["intermediate_consignee"], "Tulip Broker BV")
        self.assertIn("Arrival Date, Gross Weight (kg)", done.err.replace("Gross Weight (kg), Arrival Date", "Arrival Date, Gross Weight (kg)"))

    def test_customs_and_an_unknown_preset(self):
        file = self.write("export.csv", "Shipping Bill No,Shipping Bill Date,Exporter,Foreign Buyer,Country of Destination,Product Description,RITC Code,Qty,UQC\n"
                                        "77,2025-03-01,Northwind,Utrecht Weather Institute,NL,LCD monitor 27 inch,852852,4,PCS\n")
        self.assertEqual(list(self.decisions(file, "--map", "customs", *NO_LISTS)), ["77"])
        done = self.run_program("screen", file, "--map", "custom", *NO_LISTS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("there is no such file, and no preset of that name", done.err)
        self.assertIn("did you mean the preset customs?", done.err)
        self.assertIn("or a preset: customs, manifest", self.ok("screen", file, "--map", "ours.csv", *NO_LISTS, status=2).err)

    def test_other_names_are_told_with_what_the_preset_knows(self):
        """As people get such files: other names, from Excel, empty, or with a header alone."""
        rows = "B2;2025-03-01;Northwind;Utrecht;NL;LCD monitor;8528\r\n"
        other = self.write("other.csv", "Bill Lading No;Sailing Dat;Shiper;Consignee;Cntry of Discharge;Cargo Descripton;HS\r\n" + rows)
        done = self.run_program("screen", other, "--map", "manifest", *NO_LISTS)
        self.assertEqual(done.returncode, 2)
        for text in ('shipment_id (is it "Bill Lading No"?)', 'date (is it "Sailing Dat"?)', 'destination_country (is it "Cntry of Discharge"?)',
                     'item_description (is it "Cargo Descripton"?)', 'knows shipment_id as "House Bill of Lading"', "a map of your own"):
            self.assertIn(text, done.err)
        excel = self.write("excel.csv", "\ufeffBill of Lading No;Sailing Date;Shipper;Consignee;Country of Discharge;Cargo Description;HS\r\n" + rows)
        self.assertIn("B2", self.decisions(excel, "--map", "manifest", *NO_LISTS, "--fail-on", "never", status=0))
        for text in ("", "\ufeff", "\r\n\r\n"):
            done = self.run_program("screen", self.write("empty.csv", text), "--map", "manifest", *NO_LISTS)
            self.assertEqual(done.returncode, 2)
            self.assertIn("error[empty_file]", done.err)
            self.assertIn("the first line must name the columns", done.err)
        header = self.write("header.csv", "Declaration No,Export Date,Exporter,Importer Name,Destination,Goods Description\n")
        done = self.run_program("screen", header, "--map", "customs", *NO_LISTS)
        self.assertEqual(done.returncode, 3)
        self.assertIn("there is a header and no row below it", done.err)

    def test_names_of_bills_and_air_waybills(self):
        file = self.write("air.csv", "AWB,Flight Date,Bill Date,Shipper,Consignee,Country of Destination,Port of Discharge,Nature and Quantity of Goods\n"
                                     "B3,2025-03-02,2025-03-01,Northwind,Utrecht Weather Institute,NL,Rotterdam,NVIDIA H100 SXM5 16 pcs\n")
        done = self.ok("screen", file, "--map", "manifest", *NO_LISTS, "--format", "ndjson", "--fail-on", "never")
        row = json.loads(done.out)
        self.assertEqual((row["date"], row["destination"], row["lines"][0]["chips"]), ("2025-03-02", "NL", 16))
        self.assertIn("2 columns are not used: Bill Date, Port of Discharge", done.err.replace("Port of Discharge, Bill Date", "Bill Date, Port of Discharge"))
        bill = self.write("bill.csv", file.read_text().replace("Flight Date", "Remark"))
        self.assertEqual(self.decisions(bill, "--map", "manifest", *NO_LISTS, "--fail-on", "never")["B3"]["date"], "2025-03-01")

    def test_a_table_of_ones_own_wins_over_the_preset(self):
        file = self.write("manifest.csv", self.MANIFEST.replace("Gross Weight (kg)", "Real Consignee").replace(",40\n", ",Otter BV\n"))
        own = self.write("own.csv", "column,field\nReal Consignee,consignee_name\nArrival Date,date\nNotify Party,\n")
        for maps in ((own, "manifest"), ("manifest", own)):
            options = [word for one in maps for word in ("--map", one)]
            done = self.ok("screen", file, *options, "--lists", "none", "--store", "s.db", "--format", "ndjson")
            row = json.loads(done.out)
            self.assertEqual((row["shipment_id"], row["date"]), ("B1", "2025-04-01"))
            self.assertEqual({party["role"]: party["name"] for party in row["parties"]},
                             {"exporter": "Northwind Server Works Inc", "consignee": "Otter BV"})
            self.assertIn("2 columns are not used: Departure Date, Consignee", done.err.replace("Consignee, Departure Date", "Departure Date, Consignee"))
            self.assertNotIn("NOT the same", self.ok("explain", "B1", "--store", "s.db", "--replay").out)

    def test_a_replay_knows_the_preset(self):
        file = self.write("manifest.csv", self.MANIFEST)
        self.ok("screen", file, "--map", "manifest", "--lists", "none", "--store", "s.db")
        self.assertNotIn("NOT the same", self.ok("explain", "B1", "--store", "s.db", "--replay").out)


class Exports(CliCase):
    """tests/data/presets: files as the programs of forwarders and customs write them; parties are invented."""
    DATA = pathlib.Path(__file__).parent.parent / "data" / "presets"

    def screened(self, name, preset):
        done = self.run_program("screen", self.DATA / name, "--map", preset, *NO_LISTS, "--format", "ndjson", "--fail-on", "never",
                                "--rejects", "r.csv")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertFalse((self.folder / "r.csv").exists(), done.err)
        return {row["shipment_id"]: row for row in map(json.loads, done.out.splitlines())}, done.err

    def test_house_bills_of_a_forwarder(self):
        """Semicolons, decimal commas, days with points, line breaks in the description; a consignee that is none."""
        found, told = self.screened("manifest-house-bills.csv", "manifest")
        self.assertIn('3 numbers are read with a decimal comma', told)
        self.assertEqual({key: (row["date"], row["destination"], row["disposition"]) for key, row in found.items()},
                         {"NWSE24100001": ("2024-11-12", "NL", "release"), "NWSE24100002": ("2024-11-12", "SG", "hold"),
                          "NWSE24100003": ("2024-11-12", "HK", "hold")})
        self.assertEqual(found["NWSE24100002"]["lines"][0]["chips"], 64)
        names = {party["role"]: party["name"] for party in found["NWSE24100001"]["parties"]}
        self.assertEqual(names, {"exporter": "Northwind Server Works Inc", "consignee": "Utrecht Weather Institute",
                                 "intermediate_consignee": "Tulip Broker BV", "forwarder": "Harbour Lane Forwarding"})

    def test_export_declarations_of_the_union(self):
        """Supplementary units are the number of pieces."""
        found, _ = self.screened("customs-export-declarations.csv", "customs")
        card, servers = found["25NL00000000000011"], found["25NL00000000000012"]
        self.assertEqual([(line["item"], line["chips"]) for line in card["lines"]], [("L4", 20)])
        self.assertEqual([line["item_state"] for line in servers["lines"]], ["identified", "other_goods"])
        self.assertEqual((servers["disposition"], servers["lines"][0]["chips"]), ("hold", 64))

    def test_shipping_bills(self):
        """Days with the month as a word; countries in capitals."""
        found, _ = self.screened("customs-shipping-bills.csv", "customs")
        self.assertEqual({key: (row["date"], row["destination"], row["lines"][0]["chips"]) for key, row in found.items()},
                         {"7700001": ("2025-03-05", "EG", 16), "7700002": ("2025-03-05", "EG", 0)})
        self.assertEqual(found["7700002"]["disposition"], "release")


class BudgetOfWork(CliCase):
    def all(self, *more):
        return self.run_program("screen", DEMO / "shipments.csv", "--parties", DEMO / "parties.csv", "--lists", self.demo_list(),
                                "--store", "none", "--fail-on", "never", "--rejects", "rejects.csv", *more)

    def test_the_first_in_the_order_of_work(self):
        rows = [json.loads(line) for line in self.all("--format", "ndjson").out.splitlines()]
        rank = ["release", "review", "hold", "stop"].index
        waiting = [row for row in rows if row["disposition"] != "release"]
        waiting.sort(key=lambda row: (-rank(row["disposition"]), -row["risk"], -((row["count"] or 0) * (row["tpp"] or 0)), row["shipment_id"]))
        def shown(budget):
            done = self.all("--format", "ndjson", "--budget", budget)
            return [json.loads(line) for line in done.out.splitlines()], done.err
        got, told = shown("3")
        self.assertEqual(got, waiting[:3])
        self.assertIn(f"budget: 3 of {len(waiting)} shipments that wait for somebody, of {len(rows)}", told)
        self.assertEqual(shown("100000")[0], waiting)
        self.assertEqual(shown("10%")[0], waiting[:-(-len(rows) // 10)])
        self.assertEqual(json.loads(self.all("--format", "json", "--budget", "2").out), waiting[:2])
        lines = list(csv.DictReader(io.StringIO(self.all("--format", "csv", "--budget", "2").out)))
        self.assertEqual([line["shipment_id"] for line in lines], [row["shipment_id"] for row in waiting[:2]])
        page = self.all("--budget", "1").out
        self.assertIn(waiting[0]["shipment_id"], page)
        self.assertNotIn(f"{waiting[1]['shipment_id']} ", page)

    def test_what_is_no_budget(self):
        for text in ("0", "-1", "ten", "0%", "101%", "%", "1.5"):
            done = self.run_program("screen", "x.csv", "--budget", text)
            self.assertEqual(done.returncode, 2)
            self.assertIn("neither a number of decisions (25) nor a share (2.5%)", done.err)


if __name__ == "__main__":
    unittest.main()
