"""Runs that end in an error, by the code of the error; test_errors.py keeps what they say. Each method of Runs has the
name of a code and answers [(what a user did, the message)]."""
import fcntl
import gzip
import os
import re
import signal
import socket
import sqlite3
import struct
import subprocess
import zipfile

from harness import PROGRAM, ROOT, CliCase, hold, shipment, shipments, wait_until_caught

NO_LISTS = ("--lists", "none", "--store", "none")


# A workbook of one sheet without rows.
BOOK = {"xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Night" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>"}


class Runs(CliCase):
    def shipments(self, name="shipments.csv", **cells):
        return self.write(name, shipments([shipment(1, **cells)])).name

    def message(self, *arguments, status=2, **keywords):
        done = self.run_program(*arguments, **keywords)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.err}")
        self.assertEqual(done.out, "")
        told = re.sub(r"\b[0-9a-f]{16}\b", "0123456789abcdef", done.err)  # versions of lists, rules and data
        lines = told.replace(str(self.folder) + "/", "").splitlines()
        first = next(i for i, line in enumerate(lines) if "error[" in line)
        return "\n".join(lines[first:])

    def screened(self, name, content, *options):
        """What `screen` says of a table with this content."""
        self.write(name, content)
        return self.message("screen", name, *NO_LISTS, *options)

    def imported(self, name, content):
        """What `lists import` says of a file with this content."""
        self.write(name, content)
        return self.message("lists", "import", name, "-o", "l.tidelist")

    def set_up(self, settings, *arguments):
        """What a command says under these settings."""
        self.write("tidewaiter.toml", settings)
        said = self.message(*(arguments or ("lists", "update")))
        (self.folder / "tidewaiter.toml").unlink()
        return said

    def zipped(self, name, parts):
        with zipfile.ZipFile(self.folder / name, "w") as archive:
            for part, text in parts.items():
                archive.writestr(part, text)
        return self.message("screen", name, *NO_LISTS)

    def usage(self):
        table = self.shipments()
        demo = self.demo_list().name
        for what, arguments in (
                ("a command that does not exist", ["scren"]), ("no command", ["lists"]),
                ("an option that does not exist", ["screen", table, "--partys", "p.csv"]),
                ("a word that does not fit", ["screen", table, "--format", "cvs"]),
                ("a day that is none", ["screen", table, "--as-of", "31/12/2025"]),
                ("an encoding that is none", ["screen", table, "--encoding", "win1250x"]),
                ("help of no command", ["scren", "--help"]),
                ("a score out of its range", ["match", "x", "--threshold", "0.5"]),
                ("a number out of its range", ["screen", table, "--threads", "999"]),
                ("an option without its value", ["screen", table, "--parties"]),
                ("an option twice", ["screen", table, "--rejects", "a", "--rejects", "b"]),
                ("what must be given is missing", ["exceptions", "add", "--by", "M. Example"]),
                ("a word too many", ["match", "Qing", "Shan"]), ("nothing to classify", ["classify"]),
                ("no list to look in", ["match", "Qing Shan", "--lists", "none"]),
                ("the output would replace the input", ["screen", table, *NO_LISTS, "-o", table]),
                ("two results in one file", ["screen", table, *NO_LISTS, "--missing", "y.csv", "--questions", "./y.csv"]),
                ("a result in place of the store", ["screen", table, "--lists", "none", "--store", "s0.db", "-o", "s0.db"]),
                ("a file twice", ["screen", table, table, *NO_LISTS]),
                ("a kind of party that is none", ["match", "Qing Shan", "--schema", "compny", "--lists", demo]),
                ("two options that exclude each other", ["screen", table, *NO_LISTS, "--against", "2026-01-15", "--questions", "q.csv"]),
                ("a number that is none", ["match", "x", "--limit", "-3"]),
                ("a name without letters", ["match", "", "--lists", demo]),
                ("an answer without its reason", ["resolve", "S0001", "--as", "cleared", "--reason", "", "--by", "M. Example"]),
                ("an answer without a store", ["resolve", "S0001", "--as", "cleared", "--reason", "r", "--by", "b", "--store", "none"]),
                ("standard input twice, for another day", ["screen", "-", "--against", "2026-01-15", *NO_LISTS]),
                ("standard input for two tables", ["screen", "-", "--parties", "-", *NO_LISTS]),
                ("standard input for a column map", ["screen", table, "--map", "-", *NO_LISTS]),
                ("standard input twice, for other lists",
                 ["screen", "-", "--changed-since", "1234", "--lists", demo, "--store", "none"]),
                ("what changed in no lists", ["screen", table, "--changed-since", "1234", *NO_LISTS]),
                ("a budget for a question", ["screen", table, "--budget", "5", "--against", "2026-01-15", *NO_LISTS]),
                ("a budget in per cent for a report", ["screen", table, "--budget", "5%", "--format", "html", *NO_LISTS]),
                ("a budget for findings", ["screen", table, "--budget", "5", "--format", "sarif", *NO_LISTS]),
                ("a budget that is none", ["screen", table, "--budget", "five", *NO_LISTS]),
                ("since which last run", ["screen", table, "--since-last", *NO_LISTS]),
                ("since the last run, and a question",
                 ["screen", table, "--since-last", "--against", "2026-01-15", "--lists", "none", "--store", "s.db"]),
                ("a question in a form for decisions", ["screen", table, "--against", "2026-01-15", "--format", "parquet", *NO_LISTS]),
                ("what changed, with a budget",
                 ["screen", table, "--changed-since", "1234", "--budget", "5", "--lists", demo, "--store", "none"]),
                ("Parquet on standard output", ["screen", table, "--format", "parquet", *NO_LISTS]),
                ("a world of one party", ["simulate", "--parties", "1", "--out", "world"]),
                ("a world of a hundred years", ["simulate", "--days", "36500", "--out", "world"]),
                ("a world of a seed below nought", ["simulate", "--seed=-1", "--out", "world"]),
                ("a world of a seed too large", ["simulate", "--seed", "99999999999999999999999", "--out", "world"]),
                ("a world in a form", ["simulate", "--out", "world", "--format", "json"]),
                ("an audit of another seed", ["simulate", "--audit-only", "--seed", "3", "--out", "world"]),
                ("a world in place of a file", ["simulate", "--out", table]),
                ("a world among other files", ["simulate", "--out", "."]),
                ("a world in no folder", ["simulate", "--out", ""]),
                ("a demo among other files", ["demo", "--folder", "."]),
                ("a rival without a file", ["evaluate", "world", "--rival", "mine"]),
                ("a rival by the name of a baseline", ["evaluate", "world", "--rival", f"chance={table}"]),
                ("nothing to test", ["rules", "test"]), ("nothing to identify", ["identify"]),
                ("blanks to identify", ["identify", "  "]),
                ("a text and lines to identify", ["identify", "H100", "--lines", table]),
                ("an exception by a word", ["exceptions", "remove", "first", "--reason", "r", "--by", "b"])):
            yield what, self.message(*arguments)
        unknown = self.message("simulate", "--scenario", "calm", "--out", "world")
        yield "a scenario that is none", re.sub("one of: .*", "one of: …", unknown)
        self.ok("screen", table, "--lists", "none", "--store", "s.db")
        yield "a store's Parquet on standard output", self.message(
            "store", "export", "decisions", "--format", "parquet", "--store", "s.db")
        self.write("house.csv", "name\nHeron Works\n")
        none = 'lists = "none"\n'
        yield "no list to show, by the settings", self.set_up(none, "lists", "status")
        yield "no list to write, by the settings", self.set_up(none, "lists", "import", "house.csv")
        yield "no list to update, by the settings", self.set_up(none)
        yield "a source that is not chosen", self.set_up('[update]\nsources = ["part-744"]\n', "lists", "update", "consolidated")
        self.write("other.csv", "name\nTern Works\n")
        yield "two snapshots without a day", self.message("lists", "import", "house.csv", "other.csv", "-o", "l.tidelist")
        self.write("house-2026-01-01.csv", "name\nHeron Works\n")
        self.write("other-2026-01-01.csv", "name\nTern Works\n")
        yield "two snapshots of one day", self.message(
            "lists", "import", "house-2026-01-01.csv", "other-2026-01-01.csv", "-o", "l.tidelist")
        yield "a part without its list", self.imported("alt.csv", '1,2,"aka","HERON WORKS","-0-"\n')
        sources = self.folder / "demo.tidelist.sources"
        sources.mkdir()
        with (sources / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield "another update is running", self.message("lists", "update", "--lists", demo)

    def file_not_found(self):
        table = self.shipments()
        yield "shipments that are not there", self.message("screen", "shipment.csv", *NO_LISTS)
        yield "no list was compiled", self.message("screen", table)
        yield "no store", self.message("explain", "S0001")
        yield "no store of exceptions", self.message("exceptions", "list", "--store", "typo.db", "--lists", "none")
        yield "no store to end an exception in", self.message(
            "exceptions", "remove", "1", "--reason", "r", "--by", "b", "--store", "typo.db")
        self.assertFalse((self.folder / "typo.db").exists())
        yield "rules that are not there", self.message("rules", "check", "--rules", "our-rules")
        yield "a pattern without files", self.message("screen", "night-*.csv", *NO_LISTS)
        yield "a catalogue that is not there", self.message("catalog", "check", "our-catalogue")
        (self.folder / "empty").mkdir()
        yield "a folder without a catalogue", self.message("catalog", "check", "empty")
        yield "a preset that does not exist", self.message("screen", table, *NO_LISTS, "--map", "custom")
        yield "a column map that is not there", self.message("screen", table, *NO_LISTS, "--map", "our-columns.csv")

    def not_a_file(self):
        (self.folder / "night").mkdir()
        yield "a folder of shipments", self.message("screen", "night", *NO_LISTS)
        for name in ("mon.csv", "tue.csv", "wed.csv.gz", "rates.xlsx", ".old.csv", "letter.pdf"):
            self.write(f"night/{name}", "")
        yield "a folder with files", self.message("screen", "night", *NO_LISTS)
        yield "a folder of lists", self.message("lists", "import", "night/", "-o", "l.tidelist")
        table = self.shipments()
        yield "a device that never ends", self.message("screen", "/dev/zero", *NO_LISTS)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.folder / "socket"))
            yield "a socket", self.message("screen", "socket", *NO_LISTS)
            yield "a socket as a list", self.message("lists", "import", "socket", "-o", "l.tidelist")
        yield "a folder as a store", self.message("screen", table, "--lists", "none", "--store", "night")
        yield "a folder as a store to read", self.message("explain", "S0001", "--store", "night")
        yield "a folder as a list", self.message("screen", table, "--lists", "night", "--store", "none")

    def file_unreadable(self):
        (self.folder / "loop").symlink_to("loop")
        yield "a link to itself", self.message("screen", "loop", *NO_LISTS)
        table = self.shipments()
        (self.folder / table).chmod(0)
        self.folder.chmod(0o777)
        nobody = (lambda: os.setuid(65534)) if os.geteuid() == 0 else None  # root may read everything
        for name in ("rules", "cases", "catalogue", "nights", "closed"):
            (self.folder / name).mkdir(mode=0)
        for what, arguments in (("no permission", ["screen", table, *NO_LISTS]),
                                ("no permission for a list", ["lists", "import", table, "-o", "l.tidelist"]),
                                ("no permission for rules", ["rules", "check", "--rules", "rules"]),
                                ("no permission for cases", ["rules", "test", "cases"]),
                                ("no permission for a catalogue", ["catalog", "check", "catalogue"]),
                                ("no permission for a pattern", ["screen", "nights/*.csv", *NO_LISTS]),
                                ("no permission for the folder of settings", ["lists", "status"])):
            environment = dict(self.environment, XDG_CONFIG_HOME="closed") if "settings" in what else self.environment
            done = subprocess.run([PROGRAM, *arguments], capture_output=True, cwd=self.folder, env=environment,
                                  preexec_fn=nobody, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            yield what, done.stderr.decode().strip()
        for name in ("rules", "cases", "catalogue", "nights", "closed"):  # so that the folder can be removed
            (self.folder / name).chmod(0o700)

    def file_unwritable(self):
        table = self.shipments()
        yield "a folder that is not there", self.message("screen", table, *NO_LISTS, "-o", "reports/out.csv")
        yield "a Parquet file there", self.message(
            "screen", table, *NO_LISTS, "--format", "parquet", "-o", "reports/out.parquet")
        yield "questions to parties there", self.message("screen", table, *NO_LISTS, "--missing", "reports/missing.csv")
        self.write("bad.csv", shipments([shipment(1, date="soon")]))
        yield "rejects there", self.message("screen", "bad.csv", *NO_LISTS, "--rejects", "reports/rejects.csv")
        yield "a store below a file", self.message("screen", table, "--lists", "none", "--store", f"{table}/s.db")
        (self.folder / "kept.db.input").write_text("in the way")
        yield "the input of a run", self.message("screen", table, "--lists", "none", "--store", "kept.db")
        yield "schemas below a file", self.message("schemas", f"{table}/schemas")
        yield "pages below a file", self.message("catalog", "pages", f"{table}/pages")
        yield "a demo below a file", self.message("demo", "--folder", f"{table}/demo")
        demo = self.demo_list()
        (self.folder / "demo.tidelist.earlier").write_text("in the way")
        self.write("house.csv", "name\nHeron Works\n")
        yield "a list below a file", self.message("lists", "import", "house.csv", "-o", f"{table}/l.tidelist")
        yield "an earlier list", self.message("lists", "import", "house.csv", "-o", demo)
        yield "fetched lists below a file", self.message("lists", "update", "--lists", f"{table}/l.tidelist")
        (self.folder / "locked").mkdir(mode=0o555)
        (self.folder / table).chmod(0o644)
        self.folder.chmod(0o777)
        nobody = (lambda: os.setuid(65534)) if os.geteuid() == 0 else None  # root may write everywhere
        for what, arguments in (("no permission for a store", ["screen", table, "--lists", "none", "--store", "locked/s.db"]),
                                ("no permission for the folder of a store", ["screen", table, "--lists", "none", "--store", "locked/a/s.db"]),
                                ("no permission for the folder of a list", ["lists", "import", "house.csv", "-o", "locked/a/l.tidelist"])):
            done = subprocess.run([PROGRAM, *arguments], capture_output=True, cwd=self.folder, env=self.environment,
                                  preexec_fn=nobody, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            yield what, done.stderr.decode().strip()
        (self.folder / "locked").chmod(0o700)

    def empty_file(self):
        yield "no line to identify", self.message("identify", "--lines", self.write("nothing.txt", ""))
        self.write("empty.csv", "")
        yield "an empty table", self.message("screen", "empty.csv", *NO_LISTS)
        yield "an empty list", self.message("lists", "import", "empty.csv", "-o", "l.tidelist")
        yield "blank lines", self.screened("blank.csv", "\n\n")
        yield "a sheet without rows", self.zipped("sheet.xlsx", BOOK)
        yield "nothing on standard input", self.message("match", "--lists", self.demo_list())
        yield "a list of a header", self.imported("house.csv", "list,entry_id,name\n")
        yield "a list whose rows cannot be read", self.imported("house.csv", "list,entry_id,name\nH,1,\n")
        yield "denial orders without one", self.imported(
            "dpl.txt", "Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\n")
        yield "an agency's table without a row", self.imported(
            "agency.csv", "name,source_list,federal_register_notice,effective_date\n")
        yield "blocked persons without one", self.imported("sdn.csv", '1,""' + ',"-0-"' * 10 + "\n")
        yield "blocked persons in XML without one", self.imported("sdn.xml", "<sdnList><publshInformation/></sdnList>")
        yield "a list of the Security Council without one", self.imported("un.xml", "<CONSOLIDATED_LIST></CONSOLIDATED_LIST>")
        yield "the consolidated list without one", self.imported("csl.json", '{"results": []}')
        yield "an extract without one", self.imported("extract.json", '{"list_id": "x", "entities": []}')
        yield "a collection without a listed party", self.imported(
            "ftm.json", '{"id": "a", "schema": "Address", "properties": {}}\n')

    def bad_encoding(self):
        yield "a list with a broken byte", self.imported("list.csv", b"name\n" + b"Heron Works\n" * 30 + "Zürich Café\n".encode() + b"Caf\xe9\n")
        self.write("list.csv", b"list,entry_id,name\nH,1,M\xfcller\n" + b"H,2,\xff\xfe\n")
        yield "a list that is not UTF-8", self.message("lists", "import", "list.csv", "-o", "l.tidelist")
        yield "a list with a broken byte before a letter", self.imported(
            "list.csv", "\ufeffname,country\r\nHeron Works,DE\r\nŁódź ".encode() + b"M\xfcller Werk,DE\r\n")
        yield "a column's name that is not UTF-8", self.screened(
            "odd.csv", b"shipment_id,d\xffte\n" + b"S1,2026-01-05\n" * 20)
        yield "an encoding that is not as stated", self.screened(
            "night.csv", shipments([shipment(1)]).encode() + b"Caf\xe9\n" * 4, "--encoding", "UTF-8")
        yield "an encoding that cannot be told", self.screened("night.csv", b"sh\xffp,date\n1,2\n")

    def bad_format(self):
        yield "titles above the header of a list", self.imported("list.csv", "Our own list,,\n\nname,list,country\nOtter BV,OWN,NL\n")
        yield "a compiled list as one to compile", self.message("lists", "import", self.demo_list(), "-o", "l.tidelist")
        yield "a list in a ZIP archive", self.imported("list.zip", b"PK\x03\x04\xff\xff")
        table = self.shipments()
        yield "what was never compiled as --lists", self.message("screen", table, "--lists", table, "--store", "none")
        self.write("twice.csv", "shipment_id,date,Date\n1,2,3\n")
        yield "two columns of one name", self.message("screen", "twice.csv", *NO_LISTS)
        self.write("notes.txt", "these are notes\n")
        yield "a list of no known form", self.message("lists", "import", "notes.txt", "-o", "l.tidelist")
        sqlite3.connect(self.folder / "other.db").execute("CREATE TABLE t (x)").connection.close()
        yield "another program's database", self.message("screen", table, "--lists", "none", "--store", "other.db")
        yield "no database", self.message("screen", table, "--lists", "none", "--store", table)
        yield "a separator that is none", self.screened("sep.csv", "sep=x\na\n")
        yield "a header with an open quote", self.screened("quote.csv", '"shipment_id\n')
        yield "a PDF", self.screened("night.pdf", b"%PDF-1.7\n")
        yield "an old workbook", self.screened("night.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
        yield "an OpenDocument file", self.zipped("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
        yield "a binary workbook", self.zipped("a.xlsb", {"xl/workbook.bin": "x"})
        yield "a letter", self.zipped("a.docx", {"word/document.xml": "x"})
        yield "an archive of tables", self.zipped("a.zip", {"a.csv": "x"})
        sheet = "xl/worksheets/sheet1.xml"
        yield "a workbook that does not say where its sheet is", self.zipped(
            "b.xlsx", {**BOOK, "xl/_rels/workbook.xml.rels": "<Relationships/>"})
        yield "a workbook that ends within a cell", self.zipped("c.xlsx", {**BOOK, sheet: "<worksheet><sheet"})
        yield "a workbook with a document type", self.zipped("d.xlsx", {**BOOK, "xl/workbook.xml": "<!DOCTYPE x><workbook/>"})
        yield "a workbook without its sheet", self.zipped("e.xlsx", {part: BOOK[part] for part in BOOK if part != sheet})
        yield "half a workbook", self.screened("f.xlsx", (self.folder / "e.xlsx").read_bytes()[:100])
        yield "rows that a run rejected", self.screened("night.rejects.csv", "file,record,byte,line,column,value,reason\n")
        yield "JSON without rows", self.screened("a.json", "[]")
        yield "JSON with several tables", self.screened("b.json", '{"a": [{"x": 1}], "b": [{"y": 1}]}')
        yield "JSON that is cut short", self.screened("c.json", '[{"x": 1},')
        yield "JSON and more", self.screened("d.json", '[{"x": 1}] x')
        yield "JSON with a name for each value", self.screened(
            "e.json", "[" + ", ".join(f'{{"m{i}": 1}}' for i in range(5000)) + "]")
        packed = gzip.compress(shipments([shipment(i) for i in range(50)]).encode(), mtime=0)
        yield "half an archive", self.screened("a.gz", packed[:60])
        yield "a damaged archive", self.screened("b.gz", packed[:40] + b"xxxx" + packed[44:])
        yield "an archive and more", self.screened("c.gz", packed + b"rest")
        yield "a zstd archive with a large window", self.screened("w.zst", b"\x28\xb5\x2f\xfd\x00\xa8\x19\x00\x00a\n1")
        self.write("book.xlsx", b"PK\x03\x04")
        yield "descriptions in a workbook", self.message("identify", "--lines", "book.xlsx")
        yield "a damaged Parquet file", self.screened("a.parquet", b"PAR1" + b"x" * 50 + b"PAR1")
        yield "a house list with two columns of names", self.imported("house.csv", "name,Name\nHeron,Heron\n")
        yield "countries that are none", self.imported(
            "house.csv", "name,country\n" + "".join(f"Heron {i},programme {i}\n" for i in range(20)))
        yield "an agency's own table, changed", self.imported("agency.csv", "name,license_requirement\nHeron,all\n")
        yield "JSON that is no list", self.imported("some.json", '{"a": 1}')
        yield "a list in JSON that is cut short", self.imported("cut.json", '{"results": [')
        yield "a list in JSON and more", self.imported("more.json", '{"results": []} x')
        yield "one page of the consolidated list", self.imported("page.json", '{"total": 9, "results": [{"name": "Heron"}]}')
        yield "a consolidated list of nothing", self.imported("csl.json", '{"results": [{"x": "Heron"}]}')
        yield "an extract without its list", self.imported("extract.json", '{"list_id": 5, "entities": []}')
        yield "half an extract", self.imported("extract.json", '{"list_id": "x", "count": 2, "entities": [{"name": "Heron"}]}')
        yield "an extract without a name", self.imported("extract.json", '{"list_id": "x", "entities": [{"id": "1"}]}')
        yield "XML that is no list", self.imported("some.xml", "<a/>")
        yield "XML that is cut short", self.imported("some.xml", "<a><b>")
        yield "a supplement without rows", self.imported(
            "part.xml", '<DIV5><DIV9 N="Supplement No. 4 to Part 744"><HEAD>Entity List</HEAD></DIV9></DIV5>')
        yield "blocked persons that are cut short", self.imported("sdn.xml", "<sdnList><sdnEntry>")
        yield "fewer blocked persons than it says", self.imported(
            "sdn.xml", "<sdnList><publshInformation><Record_Count>2</Record_Count></publshInformation><sdnEntry><uid>1</uid>"
            "<lastName>Heron</lastName></sdnEntry></sdnList>")
        yield "settings that are not UTF-8", self.set_up(b'rules = "\xff"\n', "lists", "status")
        yield "settings with a key twice", self.set_up('lists = "a"\nlists = "b"\n', "lists", "status")
        yield "settings without a value", self.set_up("lists =\n", "lists", "status")
        yield "settings with a time of day", self.set_up("threshold = 12:00:00\n", "lists", "status")
        yield "a line of a case", self.message("rules", "test", self.write("odd.case", "shpment S1\n").name)

    def missing_column(self):
        self.write("export.csv", "Shipment,ship date,destination_country\nA,2026-03-02,NL\n")
        yield "required columns", self.message("screen", "export.csv", *NO_LISTS)
        yield "titles above the header", self.screened("titled.csv", "Shipment report 2025\n\n" + shipments([shipment(1)]))
        self.write("results.csv", "Results of March,\nshipment_id,disposition,risk\nS03,hold,0.9\n")
        yield "titles above the header of results", self.message("evaluate", ROOT / "tests" / "data" / "world", "--decisions", "results.csv")
        self.write("pairs.csv", "name,other\na,b\n")
        yield "pairs", self.message("compare", "--pairs", "pairs.csv")
        table = self.shipments()
        self.write("map.csv", "from,to\na,b\n")
        yield "a column map", self.message("screen", table, *NO_LISTS, "--map", "map.csv")
        for option in ("--parties", "--ownership", "--licences", "--prices", "--rates"):
            self.write("other.csv", "city\nUtrecht\n")
            yield f"the table of {option}", self.message("screen", table, *NO_LISTS, option, "other.csv")

    def bad_value(self):
        table = self.shipments()
        self.write("tidewaiter.toml", "threshold = 7\n")
        yield "a setting", self.message("screen", table, *NO_LISTS)
        self.write("tidewaiter.toml", "treshold = 0.7\n")
        yield "a setting of no known name", self.message("screen", table, *NO_LISTS)
        (self.folder / "tidewaiter.toml").unlink()
        self.write("map.csv", "column,field\nShipment,shipmentid\nDay,dates\n")
        yield "a field that a column map names", self.message("screen", table, *NO_LISTS, "--map", "map.csv")
        for what, rows in (("a row that names no column", ",date,\n"), ("a rank that is none", "Day,date,first\n"),
                           ("a column that is mapped twice", "Day,date,\nday,sku,\n"), ("a row that is too long", "Day,date,1,2\n")):
            self.write("map.csv", "column,field,rank\n" + rows)
            yield what, self.message("screen", table, *NO_LISTS, "--map", "map.csv")
        source = '[[update.source]]\nid = "own"\n'
        for what, text in (("a source that nobody describes", '[update]\nsources = ["own"]\n'),
                           ("sources that are no list", "[update]\nsources = 5\n"), ("an update that is no table", "update = 3\n"),
                           ("a setting of the update of no known name", "[update]\nspeed = 3\n"),
                           ("a number of tries", "[update]\ntries = 99\n"), ("a source without an id", "[[update.source]]\n"),
                           ("a form that is none", source + 'form = "xls"\n'), ("a source twice", source + source),
                           ("a key of no known name", source + "colour = 1\n"), ("a source without an address", source)):
            yield what, self.set_up(text)
        yield "a folder of rules", self.set_up("rules = 3\n", "lists", "status")
        yield "presumed or not", self.set_up("presume_headquarters = 3\n", "lists", "status")
        yield "an order of days", self.set_up('date_order = "ymd"\n', "lists", "status")
        yield "years", self.set_up("retention_years = 0\n", "lists", "status")
        yield "a source that nobody knows", self.message("lists", "update", "consolidatd")
        add = ("exceptions", "add", "--party", "P", "--entry", "EL-0002", "--by", "b", "--lists", self.demo_list(), "--store", "s.db")
        yield "an exception that ended", self.message(*add, "--reason", "r", "--until", "2020-01-01")
        yield "an exception without a reason", self.message(*add, "--reason", "")
        self.ok(*add, "--reason", "r")
        yield "an exception twice", self.message(*add, "--reason", "r")
        remove = ("exceptions", "remove", "1", "--reason", "r", "--by", "b", "--store", "s.db")
        self.ok(*remove)
        yield "an exception removed twice", self.message(*remove)
        yield "a country", self.message("exceptions", "add", "--party", "P", "--country", "Atlantis", "--entry", "EL-0002",
                                        "--reason", "r", "--by", "b", "--lists", self.demo_list(), "--store", "s.db")

    def corrupt_file(self):
        table, path = self.shipments(), self.demo_list()
        data = bytearray(path.read_bytes())
        data[-200] ^= 0xFF
        path.write_bytes(data)
        yield "a list that changed on the disk", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.write_bytes(data[:len(data) // 2])
        yield "half a list", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.write_bytes(data[:100])
        yield "the front of a list", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.write_bytes(data[:8] + bytes([data[8], data[9], data[10], data[11], 1]) + data[13:])
        yield "a list with another table of contents", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.unlink()
        state = self.folder / "l.tidelist.sources" / "own" / "state.json"
        state.parent.mkdir(parents=True)
        state.write_text("{}")
        self.write("tidewaiter.toml", '[update]\nsources = ["own"]\n[[update.source]]\nid = "own"\nform = "csl-json"\n'
                   'address = "http://127.0.0.1:9/list.json"\n')
        for what, text, command in (("an answer in the store", "UPDATE answer SET resolution = 'maybe'", ["resolve", "--list"]),
                                    ("a removal in the store", "INSERT INTO exception_event(removes, created, said_by, reason)"
                                     " VALUES (9, '2026-01-01T00:00:00Z', 'b', 'r')", ["exceptions", "list"]),
                                    ("a decision in the store", "UPDATE body SET json = x'00'", ["explain", "S0001"])):
            (self.folder / "s.db").unlink(missing_ok=True)
            self.ok("screen", self.write("hold.csv", shipments([hold(1)])), "--lists", "none", "--store", "s.db", "--fail-on", "never")
            self.ok("resolve", "S0001", "--as", "cleared", "--reason", "r", "--by", "b", "--store", "s.db")
            base = sqlite3.connect(self.folder / "s.db")
            base.execute("PRAGMA ignore_check_constraints = 1")
            for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f"DROP TRIGGER {name}")
            base.execute(text)
            base.commit()
            base.close()
            yield what, self.message(*command, "--store", "s.db")
        self.ok("screen", table, "--lists", "none", "--store", "t.db")
        base = sqlite3.connect(self.folder / "t.db")
        base.execute("PRAGMA user_version = 0")
        base.commit()
        base.close()
        yield "a store of no version", self.message("screen", table, "--lists", "none", "--store", "t.db")

    def wrong_version(self):
        table, path = self.shipments(), self.demo_list()
        data = bytearray(path.read_bytes())
        data[8:12] = struct.pack("<I", 99)
        path.write_bytes(data)
        yield "a list of another version", self.message("screen", table, "--lists", path.name, "--store", "none")
        path.unlink()
        self.ok("screen", table, "--lists", "none", "--store", "s.db")
        base = sqlite3.connect(self.folder / "s.db")
        base.execute("PRAGMA user_version = 99")
        base.commit()
        base.close()
        yield "a store of a newer version", self.message("screen", table, "--lists", "none", "--store", "s.db")

    def bad_rule(self):
        (self.folder / "rules").mkdir()
        self.write("rules/house.toml", "[[rule]]\nid = \"H-1\"\nwhen = 'item.tp > 10'\n")
        told = self.message("rules", "check", "--rules", "rules").splitlines()
        yield "a rule (more of them: tests/mistakes)", told[0]
        yield "all of them", told[-1]
        yield "rules that are not sound, for a run", "\n".join(
            self.message("screen", self.shipments(), *NO_LISTS, "--rules", "rules").splitlines()[:4])

    def bad_catalog(self):
        (self.folder / "catalog").mkdir()
        self.write("catalog/chips.toml", "[[item]]\nname = 5\n")
        yield "a catalogue", self.message("catalog", "check", "catalog")

    def not_found(self):
        table = self.shipments()
        self.ok("screen", table, "--lists", "none", "--store", "kept.db")
        yield "a shipment", self.message("explain", "S0002", "--store", "kept.db", "--lists", "none")
        yield "a shipment in small letters", self.message("explain", "s0001", "--store", "kept.db", "--lists", "none")
        yield "an item", self.message("catalog", "describe", "H20O")
        yield "an item of no known name", self.message("catalog", "describe", "Zebra 9")
        yield "a rule", self.message("rules", "describe", "US-744.23-A9")
        yield "a list entry", self.message("exceptions", "add", "--party", "P", "--entry", "EL-9999", "--reason", "r", "--by",
                                           "b", "--lists", self.demo_list(), "--store", "s2.db")
        yield "an exception", self.message("exceptions", "remove", "7", "--reason", "r", "--by", "b", "--store", "kept.db")
        self.write("zero.db", "")
        yield "anything in an empty store", self.message("explain", "S0001", "--store", "zero.db")
        with zipfile.ZipFile(self.folder / "night.xlsx", "w") as archive:
            for part, text in BOOK.items():
                archive.writestr(part, text)
        yield "a sheet", self.message("screen", "night.xlsx", *NO_LISTS, "--sheet", "Day")
        yield "any sheet", self.zipped("none.xlsx", {**BOOK, "xl/workbook.xml": "<workbook><sheets/></workbook>"})
        base = sqlite3.connect(self.folder / "kept.db")
        base.execute("DELETE FROM data_text")
        base.commit()
        base.close()
        yield "the law of a release", self.message("explain", "S0001", "--replay", "--store", "kept.db")
        demo = self.demo_list().name
        yield "a version of the lists", self.message(
            "screen", table, "--changed-since", "1234", "--lists", demo, "--store", "none")
        yield "a version to compare with", self.message("lists", "diff", demo, "1234")

    def store_failed(self):
        table = self.shipments()
        self.ok("screen", table, "--lists", "none", "--store", "held.db")
        holder = sqlite3.connect(self.folder / "held.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        yield "another process holds the store", self.message(
            "exceptions", "remove", "1", "--reason", "r", "--by", "b", "--store", "held.db")
        holder.close()

    def interrupted(self):
        for what, command, text in (("Ctrl-C", ["screen", "-", *NO_LISTS], shipments([shipment(1)])),
                                    ("Ctrl-C where names are waited for", ["match", "--lists", self.demo_list()], "name\n")):
            child = subprocess.Popen([PROGRAM, *map(str, command)], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                                     stdout=subprocess.DEVNULL, cwd=self.folder, env=self.environment)
            child.stdin.write(text.encode())
            child.stdin.flush()
            wait_until_caught(child, signal.SIGINT)
            child.send_signal(signal.SIGINT)
            told = child.communicate(timeout=60)[1].decode()
            self.assertEqual(child.returncode, 130, told)
            yield what, told.strip()

    def rows(self):
        """No errors: rows that are left out, in the same words."""
        cells = ["16b", "0b:5", "16b:5; 16b:6", "16x:5", "16b:-5"]
        self.write("specs.csv", "name,dense,planar,kind,stack_mm2,die_mm2\n" + "".join(f"X,{cell},,,,\n" for cell in cells)
                   + "X,16b:5,maybe,,,\nX,16b:5,,boat,,\nX,16b:5,,chip,100,\nX,16b:5,,,,big\n,16b:5,,,,\n")
        yield "specifications", self.ok("classify", "--specs", "specs.csv", status=5).err.strip()
        names = b'{"id": 1}\n{"id":\n{"id": 2, "name": null}\n'
        yield "names", self.ok("match", "--lists", self.demo_list(), stdin=names, status=5).err.strip()
