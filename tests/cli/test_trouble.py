"""Trouble from outside: no memory, no room, no right to write, Ctrl-C. A clear error, the right status, nothing half done."""
import gzip
import io
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time
import unittest
import zipfile

from harness import CliCase, PROGRAM, SANITIZED, shipment, shipments, wait_until_caught

NO_LISTS = ("--lists", "none", "--store", "none")


def workbook_of(rows):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="r" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{kind}"><sheets><sheet name="N" sheetId="1" r:id="s"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="s" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")
    return out.getvalue()


class Trouble(CliCase):
    def setUp(self):
        super().setUp()
        self.file = self.write("night.csv", shipments([shipment(i, item_description=f"Part {i}") for i in range(20000)]))

    def left(self, *but):
        """Files beside the input, but for those of the store."""
        return sorted(path.name for path in self.folder.iterdir() if path.name not in ("night.csv", "data", *but))

    def refused(self, done, *says, status=2):
        self.assertEqual(done.returncode, status, done.err)
        self.assertEqual(done.err.count("error["), 1, done.err)
        for text in says:
            self.assertIn(text, done.err)

    @unittest.skipIf(SANITIZED, "a sanitizer needs more memory than any limit leaves")
    def test_little_memory(self):
        """Whatever the limit: the whole result, or an error that speaks of memory; never a crash."""
        whole = self.run_program("screen", self.file, *NO_LISTS, "--format", "ndjson")
        refusals = 0
        for megabytes in (98, 100, 105, 110, 120, 130, 140, 160, 200, 400, 2000):  # below, C++ has none to throw with
            done = subprocess.run([PROGRAM, "screen", self.file, *NO_LISTS, "--format", "ndjson", "-o", "out", "--threads", "2"],
                                  capture_output=True, cwd=self.folder, env=self.environment, timeout=120,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2))
            told = done.stderr.decode()
            if b"shared librar" in done.stderr:  # the loader of the system, before the program begins
                continue
            self.assertIn(done.returncode, (0, 2), f"{megabytes} MB: {told}")
            if done.returncode == 0:
                self.assertEqual((self.folder / "out").read_bytes(), whole.stdout)
                (self.folder / "out").unlink()
            else:
                refusals += 1
                self.assertIn("error[out_of_memory]", told, f"{megabytes} MB")
            self.assertEqual(self.left(), [], f"{megabytes} MB")
        self.assertGreater(refusals, 0, "no limit was small enough to try anything")

    def test_a_full_disk(self):
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("no /dev/full")
        for option in ("--help", "--version"):
            with self.subTest(option), open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, option], stdout=full, stderr=subprocess.PIPE, text=True)
                self.assertEqual(done.returncode, 2)
                self.assertIn("error[file_unwritable]: this cannot be written", done.stderr)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "screen", self.file, *NO_LISTS, "--format", "ndjson"], stdout=full,
                                  stderr=subprocess.PIPE, cwd=self.folder, env=self.environment)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"No space left on device", done.stderr)
        self.assertIn(b"free some disk space", done.stderr)

    def test_a_file_that_may_not_grow(self):
        """A limit of the size of files stands for the full disk: the result is removed, the store stays whole."""
        limit = 200_000
        done = subprocess.run([PROGRAM, "screen", self.file, *NO_LISTS, "--format", "ndjson", "-o", "out.ndjson"],
                              capture_output=True, cwd=self.folder, env=self.environment,
                              preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                                  resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"error[file_unwritable]", done.stderr)
        self.assertEqual(self.left(), [])

    def test_where_nothing_may_be_written(self):
        """/proc refuses to be written to, even by the administrator."""
        self.refused(self.run_program("screen", self.file, *NO_LISTS, "-o", "/proc/out.ndjson"), "/proc/out.ndjson", "file_unwritable")
        self.refused(self.run_program("screen", self.file, "--lists", "none", "--store", "/proc/s.db"), "/proc/s.db", "--store")
        self.refused(self.run_program("screen", self.file, *NO_LISTS, "--missing", "/proc/m.csv"), "/proc/m.csv")
        bad = self.write("bad.csv", shipments([shipment(1, date="soon")]))
        self.refused(self.run_program("screen", bad, *NO_LISTS, "--rejects", "/proc/r.csv"), "/proc/r.csv", "--rejects")
        self.assertEqual(self.left("bad.csv"), [])

    def test_what_never_ends(self):
        """Refused at once, whichever way it comes in; what has no bytes is empty."""
        for device in ("/dev/zero", "/dev/urandom"):
            self.refused(self.run_program("screen", device, *NO_LISTS, timeout=30), f"{device}: error[not_a_file]: this is a device")
            self.refused(self.run_program("screen", self.file, *NO_LISTS, "--parties", device, timeout=30), "this is a device")
            with open(device) as endless:
                done = subprocess.run([PROGRAM, "screen", "-", *NO_LISTS], stdin=endless, capture_output=True, cwd=self.folder,
                                      env=self.environment, timeout=30)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"standard input: error[not_a_file]", done.stderr)
        with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
            done = subprocess.run([PROGRAM, "screen", "-", *NO_LISTS], stdin=endless.stdout, capture_output=True, cwd=self.folder,
                                  env=self.environment, timeout=30)
            endless.stdout.close()
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"standard input:1: error[missing_column]", done.stderr)
        self.refused(self.run_program("screen", "/dev/null", *NO_LISTS), "error[empty_file]")
        self.assertEqual(self.left(), [])

    def while_it_waits(self, act):
        """The screening whose shipments are open already, as it waits for a party table while `act` does something to them."""
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        file = self.folder / "open.csv"
        shutil.copy(self.file, file)
        with subprocess.Popen([PROGRAM, "screen", file, *NO_LISTS, "--parties", pipe, "--format", "ndjson", "-o", "out.ndjson"],
                              cwd=self.folder, env=self.environment, stderr=subprocess.PIPE) as running:
            with pipe.open("w") as parties:  # both are there: the program has come to it
                act(file)
                parties.write("name,country\nNobody,NL\n")
            told = running.communicate(timeout=60)[1].decode()
        out = self.folder / "out.ndjson"
        text = out.read_text() if out.exists() else None
        for path in (pipe, file, out):
            path.unlink(missing_ok=True)
        return running.returncode, text, told

    def test_a_file_that_changes_while_it_is_read(self):
        whole = self.run_program("screen", self.file, *NO_LISTS, "--format", "ndjson").out

        def grow(file):
            with file.open("a") as more:
                more.write("x" * 100_000)

        for act in (grow, pathlib.Path.unlink):
            status, out, told = self.while_it_waits(act)
            self.assertEqual((status, out), (0, whole), told)
        status, out, told = self.while_it_waits(lambda file: os.truncate(file, 1000))
        self.assertEqual((status, out), (2, None), told)
        self.assertIn("error[file_unreadable]", told)
        self.assertIn("became shorter", told)
        self.assertEqual(self.left(), [])

    def interrupted(self, *arguments, stdin=None, after=None, sign=signal.SIGINT, command="screen"):
        """Status, output and messages of a command that was told to stop, after some time or once it listens."""
        running = subprocess.Popen([PROGRAM, *command.split(), *map(str, arguments)], stdin=stdin, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, cwd=self.folder, env=self.environment)
        if after is None:
            wait_until_caught(running, sign)
        else:
            time.sleep(after)
        running.send_signal(sign)
        out, told = running.communicate(timeout=60)
        return running.returncode, out, told.decode()

    def test_an_interrupt_while_a_stream_is_waited_for(self):
        for sign in (signal.SIGINT, signal.SIGTERM):
            read, write = os.pipe()
            with open(read) as waiting, open(write, "w"):
                status, out, told = self.interrupted("-", *NO_LISTS, "-o", "out.ndjson", stdin=waiting, sign=sign)
            self.assertEqual((status, out), (130, b""), told)
            self.assertIn("interrupted; nothing is stored", told)
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        status, out, told = self.interrupted(pipe, *NO_LISTS, "-o", "out.ndjson")
        self.assertEqual((status, out), (130, b""), told)
        self.assertEqual(self.left("pipe"), [])

    def test_an_interrupt_while_a_file_is_converted(self):
        """A file of each kind that takes a while to be read: nothing of it is screened, and nothing is left."""
        self.environment["TMPDIR"] = str(self.folder)
        header, *lines = shipments([shipment(i % 90, consignee_name="M\u00e9t\u00e9o") for i in range(2000)]).splitlines()
        text = "\n".join([header, *lines * 100]) + "\n"
        row = json.dumps(shipment(1)) + "\n"
        kinds = {"gz": gzip.compress(text.encode(), 1), "utf16.csv": text.encode("utf-16"), "latin.csv": text.encode("latin-1"),
                 "ndjson": (row * 100_000).encode(), "json": ("[" + ",".join([row] * 100_000) + "]").encode()}
        cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in shipment(1).values())
        names = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in shipment(1))
        kinds["xlsx"] = workbook_of(f"<row>{names}</row>" + f"<row>{cells}</row>" * 40_000)
        if shutil.which("zstd"):
            kinds["zst"] = subprocess.run(["zstd", "-q", "-1", "-c"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        for kind, data in kinds.items():
            with self.subTest(kind):
                file = self.write(f"a.{kind}", data)
                before = self.left()
                status, out, told = self.interrupted(file, *NO_LISTS, "--format", "ndjson", "-o", "out.ndjson")
                self.assertEqual((status, out), (130, b""), told)
                self.assertIn("error[interrupted]", told)
                self.assertEqual(self.left(), before)
                file.unlink()

    def test_an_interrupt_of_other_commands(self):
        """Who waits for a stream, or writes rows to a file, answers and leaves nothing."""
        self.demo_list()
        for command, more in (("match", ("--lists", "demo.tidelist")), ("identify", ("--lines", "-")),
                              ("screen", (self.file, *NO_LISTS, "--parties", "-")),
                              ("screen", (self.file, *NO_LISTS, "--ownership", "-")),
                              ("screen", (self.file, *NO_LISTS, "--licences", "-")),
                              ("screen", ("-", *NO_LISTS, "--questions", "ask.csv"))):
            with self.subTest(command, more=more):
                read, write = os.pipe()
                with open(read) as waiting, open(write, "w"):
                    status, out, told = self.interrupted(*more, "-o", "out.ndjson", stdin=waiting, command=command)
                self.assertEqual((status, out), (130, b""), told)
                self.assertEqual(told.count("error[interrupted]"), 1, told)
                self.assertEqual(self.left("demo.tidelist"), [])
        self.ok("screen", self.file, "--lists", "none", "--store", "s.db", "-o", "page.txt")
        for form in ("ndjson", "parquet"):
            status, _, told = self.interrupted("--store", "s.db", "--format", form, "-o", f"x.{form}", command="store export decisions")
            self.assertIn(status, (0, 130), told)  # it may have been done before it heard
            self.assertEqual((self.folder / f"x.{form}").exists(), status == 0)
            self.assertEqual([name for name in self.left() if "writing" in name], [])
        self.assertIn("sound", self.ok("store", "check", "--store", "s.db").out)

    def test_an_interrupt_at_any_moment(self):
        """130 and no result, or the whole result; with a store the same command completes it."""
        whole = self.run_program("screen", self.file, *NO_LISTS, "--format", "ndjson").stdout
        stopped = 0
        for step in range(8):
            status, _, told = self.interrupted(self.file, "--lists", "none", "--store", "s.db", "--format", "ndjson",
                                               "-o", "out.ndjson", after=0.05 + step * 0.05)
            if status == -signal.SIGINT:  # before the program listens
                continue
            self.assertIn(status, (0, 130), told)
            if status == 130:
                stopped += 1
                self.assertIn("the same command again", told)
                self.assertFalse((self.folder / "out.ndjson").exists())
            else:
                self.assertEqual((self.folder / "out.ndjson").read_bytes(), whole)
                (self.folder / "out.ndjson").unlink()
            self.assertEqual([name for name in self.left() if "writing" in name], [])
        self.ok("screen", self.file, "--lists", "none", "--store", "s.db", "--format", "ndjson", "-o", "out.ndjson")
        self.assertEqual((self.folder / "out.ndjson").read_bytes(), whole)


if __name__ == "__main__":
    unittest.main()
