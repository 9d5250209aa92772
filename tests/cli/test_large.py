"""Large files, one of each way in: the right counts, memory that does not grow with the file, nothing left behind. Each says
how long it took and how much memory that was.

    TIDEWAITER_LARGE_MB=300 for files made from so much CSV; TIDEWAITER_LARGE_KINDS=csv,gz,... for some of them;
    TIDEWAITER_LARGE_FOLDER for where they are made (default /var/tmp).
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest
import zipfile
from xml.sax.saxutils import escape

from harness import PROGRAM, CliCase, shipment
from test_ways_in import KIND, MAIN

MEGABYTES = int(os.environ.get("TIDEWAITER_LARGE_MB", "0"))
KINDS = os.environ.get("TIDEWAITER_LARGE_KINDS", "csv,unordered,gz,zst,ndjson,json,utf16,latin1,xlsx,parquet").split(",")
MOST_ROWS_OF_A_SHEET = 1_048_575
# What a run may take, in megabytes: whatever the file, what DuckDB sorts and writes with (512 each) and the rest.
MOST_MEMORY = 1_500


def rows(megabytes, most=None):
    """Rows as lists of cells, the header first; each its own shipment, names and texts drawn from some thousands."""
    columns = list(shipment(0))
    yield columns
    size = number = 0
    id_at, name_at, text_at = (columns.index(name) for name in ("shipment_id", "consignee_name", "item_description"))
    while size < megabytes << 20 and (most is None or number < most):
        cells = list(shipment(number).values())
        cells[id_at] = f"S{number:010d}"
        cells[name_at] = f"Utrecht Météo Institute {number % 5000}"
        cells[text_at] = f"LCD monitor {number % 3000} inch"
        yield cells
        size += sum(map(len, cells)) + len(cells)
        number += 1


@unittest.skipUnless(MEGABYTES, "TIDEWAITER_LARGE_MB=300 for large files")
class Large(CliCase):
    @classmethod
    def setUpClass(cls):
        parent = os.environ.get("TIDEWAITER_LARGE_FOLDER", "/var/tmp")
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="tidewaiter-large-", dir=parent))
        cls.addClassCleanup(shutil.rmtree, cls.made, ignore_errors=True)

    def setUp(self):
        super().setUp()
        self.environment["TMPDIR"] = str(self.made)

    def csv(self, name="night.csv", turn=lambda count, number: number, encoding="utf-8"):
        """The CSV and how many rows it has; made once."""
        path = self.made / name
        count = 0
        with path.open("w", encoding=encoding, newline="") as file:
            for cells in rows(MEGABYTES):
                if count:
                    cells[0] = f"S{turn(count, count - 1):010d}"
                file.write(",".join(cells) + "\n")
                count += 1
        return path, count - 1

    def screened(self, kind, path, count, *options):
        before = set(self.made.iterdir())
        begin = time.monotonic()
        with open(self.folder / "told", "wb") as told:
            running = subprocess.Popen([PROGRAM, "screen", str(path), "--lists", "none", "--store", "none", "--fail-on", "never",
                                        "-o", "page.txt", *options], cwd=self.folder, env=self.environment, stderr=told)
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        self.assertEqual(running.returncode, 0, (self.folder / "told").read_text())
        self.assertIn(f"{count:,} read, none rejected", (self.folder / "page.txt").read_text())
        self.assertEqual(set(self.made.iterdir()), before, "nothing is left beside it")
        peak = used.ru_maxrss / 1024
        print(f"# {kind}: {path.stat().st_size / 1e6:,.0f} MB, {count:,} rows in {seconds:.1f} s, "
              f"{used.ru_utime + used.ru_stime:.1f} s of processors, {peak:,.0f} MB at the peak", flush=True)
        self.assertLess(peak, MOST_MEMORY)

    def piped(self, command, source, target):
        with source.open("rb") as file, target.open("wb") as out:
            subprocess.run(command, stdin=file, stdout=out, check=True)
        source.unlink()
        return target

    def test_every_way_in(self):
        for kind in KINDS:
            with self.subTest(kind):
                path, count = getattr(self, f"make_{kind}")()
                self.screened(kind, path, count)
                path.unlink()

    def make_csv(self):
        return self.csv()

    def make_unordered(self):
        # a prime number: no id comes twice
        return self.csv(turn=lambda _, number: number * 7919 % 1_000_000_007)

    def make_gz(self):
        path, count = self.csv()
        return self.piped(["gzip", "-1"], path, self.made / "night.csv.gz"), count

    def make_zst(self):
        path, count = self.csv()
        return self.piped(["zstd", "-q", "-1"], path, self.made / "night.csv.zst"), count

    def make_utf16(self):
        path, count = self.csv()
        return self.piped(["iconv", "-f", "UTF-8", "-t", "UTF-16"], path, self.made / "utf16.csv"), count

    def make_latin1(self):
        return self.csv("latin1.csv", encoding="latin-1")

    def objects(self, path, begin, between, end):
        count = 0
        with path.open("w", encoding="utf-8") as file:
            file.write(begin)
            for cells in rows(MEGABYTES):
                if count == 0:
                    form = "{" + ", ".join(f"{json.dumps(name)}: \"%s\"" for name in cells) + "}"
                else:
                    file.write(between if count > 1 else "")
                    file.write(form % tuple(cells))
                count += 1
            file.write(end)
        return path, count - 1

    def make_ndjson(self):
        return self.objects(self.made / "night.ndjson", "", "\n", "\n")

    def make_json(self):
        return self.objects(self.made / "night.json", '{"made": "today", "rows": [\n', ",\n", "\n]}\n")

    def make_xlsx(self):
        path = self.made / "night.xlsx"
        count = 0
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
            archive.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{KIND}"><sheets><sheet name="Night" sheetId="1" r:id="s1"/></sheets></workbook>')
            archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="s1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(f"<worksheet {MAIN}><sheetData>".encode())
                for cells in rows(MEGABYTES, MOST_ROWS_OF_A_SHEET):
                    sheet.write(("<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + "</row>").encode())
                    count += 1
                sheet.write(b"</sheetData></worksheet>")
        return path, count - 1

    def make_parquet(self):
        """As a run keeps its rows."""
        path, count = self.csv()
        store = self.made / "kept.db"
        subprocess.run([PROGRAM, "screen", str(path), "--lists", "none", "--store", str(store), "--fail-on", "never", "-o", os.devnull],
                       cwd=self.folder, env=self.environment, check=True)
        path.unlink()
        kept, = (self.made / "kept.db.input").glob("*.parquet")
        target = kept.rename(self.made / "night.parquet")
        for left in self.made.glob("kept.db*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        return target, count


if __name__ == "__main__":
    unittest.main()
