"""Help, manual page and completions come from one tree of commands; each is tried where it is used."""
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time
import unittest

from harness import DEMO, PROGRAM, ROOT, CliCase, shipment, shipments

PAIRS = "schema,name1,name2\nOrganization,Qing Shan Aerospace,Qingshan Aerospace\n"
NAMES = "id,name\n1,Qing Shan Aerospace Elektronics Grp\n"
BILLS = ("Bill of Lading Number,Departure Date,Shipper,Consignee,Country of Destination,Cargo Description,Remark\n"
         "B1,2025-03-01,Northwind Server Works Inc,Utrecht Weather Institute,NL,LCD monitor 27 inch,office\n")
SPECS = "name,dense,die_mm2,datacenter\nNew Chip,16b:148; 8b:296,814,Y\n"


def tree():
    return json.loads(subprocess.run([PROGRAM, "docs", "commands"], capture_output=True, check=True).stdout)


class Examples(CliCase):
    def test_every_command_has_one_and_shows_it(self):
        for command in tree():
            with self.subTest(command["path"]):
                self.assertTrue(command["examples"], "add one to src/cli/examples.cpp")
                shown = self.ok(*command["path"].split(), "--help").out
                for example in command["examples"]:
                    self.assertIn(f"  {example['line']}\n      {example['says']}\n", shown)
                    self.assertTrue(example["line"].startswith(f"tidewaiter {example['command']}".strip()))

    def prepare(self):
        """A folder with all the files that examples name."""
        for name in ("list.csv", "parties.csv", "shipments.csv"):
            shutil.copy(DEMO / name, self.folder)
        for name, text in (("pairs.csv", PAIRS), ("names.csv", NAMES), ("specs.csv", SPECS),
                           ("descriptions.txt", "DGX H100\nLCD monitor\n"), ("bills.csv", BILLS), ("ours.csv", "column,field\nRemark,end_use\n")):
            self.write(name, text)
        self.write("tidewaiter.toml", '[update]\nsources = []\nfiles = ["list.csv"]\n')  # no network in a test
        (self.folder / "our-rules").mkdir()
        shutil.copytree(ROOT / "tests" / "data" / "world", self.folder / "world")
        self.write("their-decisions.csv", "shipment_id,disposition,risk\nS03,hold,0.9\n")
        self.write("amounts.csv", "shipment_id,risk\nS03,5\n")
        self.ok("lists", "import", "list.csv")
        for name in ("last-week", "tonight"):
            self.ok("lists", "import", "list.csv", "-o", f"{name}.tidelist")
        self.ok("screen", "shipments.csv", "--parties", "parties.csv", status=1)

    def test_every_one_runs_as_it_stands(self):
        self.prepare()
        environment = dict(self.environment, TMPDIR=str(self.folder),
                           PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}")
        ran = 0
        for command in tree():
            if command["group"]:
                continue  # shows those of its commands
            for example in command["examples"]:
                if "simulate --seed" in example["line"]:
                    shutil.rmtree(self.folder / "world")  # it makes one
                with self.subTest(example["line"]):
                    done = subprocess.run(["bash", "-c", example["line"]], cwd=self.folder, env=environment,
                                          capture_output=True, timeout=120)
                    # 1: something is on hold
                    self.assertIn(done.returncode, (0, 1), done.stderr.decode())
                    self.assertTrue(done.stdout or done.stderr or "-o" in example["line"], "it says nothing")
                    ran += 1
        self.assertGreater(ran, 30)

    def test_those_of_the_first_page_go_one_after_the_other(self):
        environment = dict(self.environment, PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}")
        for example in tree()[0]["examples"]:
            done = subprocess.run(["bash", "-c", example["line"]], cwd=self.folder, env=environment, capture_output=True, timeout=120)
            self.assertIn(done.returncode, (0, 1), done.stderr.decode())  # 1: something is on hold


class Manual(CliCase):
    def setUp(self):
        super().setUp()
        self.page = self.ok("docs", "man").out

    def test_every_command_and_option_stands_in_it(self):
        plain = self.page.replace("\\-", "-").replace("\\&", "")
        for command in tree():
            if command["group"]:
                continue
            self.assertIn(f".SS {command['path']}\n", plain)
            part = plain.split(f".SS {command['path']}\n")[1].split("\n.SS ")[0]
            for option in command["options"]:
                if option["names"][-1] != "--help":
                    self.assertIn(option["names"][-1], part, command["path"])
            for example in command["examples"]:
                self.assertIn(example["line"].replace('"', "\\(dq").replace("\\n", "\\en"), part)

    def test_groff_sets_it_without_a_warning(self):
        if not shutil.which("groff"):
            self.skipTest("GROFF IS NOT HERE: the manual page was not set")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-rLL=100n"], input=self.page.encode(),
                              capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout.decode())
        self.assertIn("lists import", text)
        self.assertIn("EXIT STATUS", text)


class Terminal:
    """A shell on a pseudo-terminal, where completion is what a user sees."""

    def __init__(self, command, folder, environment):
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))  # no line is scrolled
            os.execvpe(command[0], command, environment)

    def read(self, until, seconds=20):
        text, limit = "", time.monotonic() + seconds
        while until not in text and time.monotonic() < limit:
            if select.select([self.end], [], [], 0.2)[0]:
                try:
                    text += os.read(self.end, 65536).decode(errors="replace")
                except OSError:
                    break
        return text

    def write(self, text):
        os.write(self.end, text.encode())

    def close(self):
        os.close(self.end)
        os.waitpid(self.child, 0)


class Completion(CliCase):
    # what is typed before the tab, and what must then stand on the line
    LINES = [("tidewaiter scr", "tidewaiter screen "),
             ("tidewaiter lists imp", "tidewaiter lists import "),
             ("tidewaiter screen --part", "tidewaiter screen --parties"),
             ("tidewaiter screen --format nd", "tidewaiter screen --format ndjson"),
             ("tidewaiter screen --fail-on=rev", "tidewaiter screen --fail-on=review"),
             ("tidewaiter rules diff --form", "tidewaiter rules diff --format"),
             ("tidewaiter screen night-sh", "tidewaiter screen night-shipments.csv"),
             ("tidewaiter screen x --parties night-pa", "tidewaiter screen x --parties night-parties.csv"),
             ("tidewaiter catalog pages night-fo", "tidewaiter catalog pages night-folder/")]

    def prepare(self, shell):
        if not shutil.which(shell):
            self.skipTest(f"{shell.upper()} IS NOT HERE: its completion was not tried")
        self.write("night-shipments.csv", "")
        self.write("night-parties.csv", "")
        (self.folder / "night-folder").mkdir()
        return self.write(f"completion.{shell}", self.ok("docs", shell).out)

    def try_on_a_terminal(self, command, first):
        terminal = Terminal(command, self.folder, dict(self.environment, TERM="dumb", PS1="ready> ", INPUTRC="/dev/null"))
        self.addCleanup(terminal.close)
        terminal.write(first + "\n")
        self.assertIn("prepared-7", terminal.read("prepared-7"))
        for typed, expected in self.LINES:
            with self.subTest(typed):
                terminal.write(typed + "\t")
                seen = terminal.read(expected, 5)
                self.assertIn(expected, re.sub(r"[\a\r]|\x1b\[[0-9;?]*[a-zA-Z]", "", seen))
                terminal.write("\x15\n")  # forget the line
                terminal.read("ready> ", 5)
        terminal.write("exit\n")

    def test_bash(self):
        file = self.prepare("bash")
        self.try_on_a_terminal(["bash", "--norc", "--noprofile", "-i"],
                               f"bind 'set enable-bracketed-paste off'; PS1='ready> '; source {file}; echo prepared-$((3+4))")

    def test_zsh(self):
        file = self.prepare("zsh")
        self.try_on_a_terminal(["zsh", "-f", "-i"],
                               f"PS1='ready> '; unsetopt prompt_cr prompt_sp zle_bracketed_paste 2>/dev/null; "
                               f"unset zle_bracketed_paste; autoload -U compinit; compinit -u -d {self.folder}/dump; "
                               f"source {file}; echo prepared-$((3+4))")

    def test_fish(self):
        file = self.prepare("fish")
        for typed, expected in self.LINES:
            with self.subTest(typed):
                done = subprocess.run(["fish", "--no-config", "-c", f"source {file}; complete -C '{typed}'"],
                                      cwd=self.folder, env=self.environment, capture_output=True, timeout=60)
                self.assertEqual(done.stderr.decode(), "")
                offered = [line.split("\t")[0] for line in done.stdout.decode().splitlines()]
                self.assertIn(expected.split(" ")[-1] or expected.split(" ")[-2], offered)

    def test_bash_offers_every_command_and_option(self):
        file = self.prepare("bash")
        commands = tree()
        for command in commands:
            if command["path"] == "docs":
                continue
            words = ["tidewaiter", *command["path"].split()]
            names = [name for option in command["options"] if not option["positional"] for name in option["names"]]
            script = (f"source {file}; COMP_WORDS=({' '.join(words)} -); COMP_CWORD={len(words)}; _tidewaiter; "
                      "printf '%s\\n' \"${COMPREPLY[@]}\"")
            done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, timeout=60)
            self.assertEqual(sorted(done.stdout.decode().split()), sorted(names), command["path"])


# A value that each kind of option takes.
VALUES = {"DATE": "2026-01-15", "SCORE": "0.7", "N": "5", "N|N%": "5", "DAYS": "5", "UINT": "5", "INT": "5", "NAME=FILE": "a=b.csv",
          "NAME": "UTF-8", "DIR": "our-rules"}


class OneValue(CliCase):
    """An option takes the word behind it and no more: what follows is what the command is about."""

    def value(self, option):
        words = option["words"]
        return words[0] if words and option["value"] == "|".join(words) else VALUES.get(option["value"], "some-value")

    def test_no_option_swallows_the_words_behind_its_value(self):
        (self.folder / "our-rules").mkdir()
        tried = 0
        for command in tree():
            if command["group"]:
                continue
            positionals = [option for option in command["options"] if option["positional"]]
            needed = [option for option in command["options"] if option["required"] and not option["positional"]]
            for option in command["options"]:
                if option["positional"] or not option["value"]:
                    continue
                with self.subTest(f"{command['path']} {option['names'][-1]}"):
                    line = command["path"].split()
                    for other in needed:
                        if other is not option:
                            line += [f"{other['names'][-1]}={self.value(other)}"]
                    line += [option["names"][-1], self.value(option)]
                    if any(positional["many"] for positional in positionals):  # it is asked for the first of them
                        told = self.ok(*line, "none-is-*.csv", status=2).err
                        self.assertIn("none-is-*.csv", told)
                        self.assertNotIn("must be given", told)
                    else:  # one word more than there are places is too many
                        line += [self.value(positional) for positional in positionals]
                        self.assertIn('"one-more" is one word too many', self.ok(*line, "one-more", status=2).err)
                    tried += 1
        self.assertGreater(tried, 120)

    def test_files_behind_a_table_are_screened(self):
        for name, rows in (("p.csv", "name,country\nTern Works,NL\n"), ("map.csv", "column,field\nRemark,end_use\n"),
                           ("n1.csv", shipments([shipment(1)])), ("n2.csv", shipments([shipment(2)]))):
            self.write(name, rows)
        for options in (["--parties", "p.csv"], ["--parties=p.csv"], ["--map", "map.csv"], ["--map=map.csv", "--parties", "p.csv"]):
            screened = self.decisions(*options, "n1.csv", "n2.csv", "--lists", "none", "--store", "none")
            self.assertEqual(sorted(screened), ["S0001", "S0002"], options)
        twice = self.decisions("--parties", "p.csv", "--parties", "p.csv", "n1.csv", "--lists", "none", "--store", "none")
        self.assertEqual(list(twice), ["S0001"])


class Mistaken(CliCase):
    def check(self, arguments, *parts):
        done = self.run_program(*arguments)
        self.assertEqual((done.returncode, done.out), (2, ""), done.err)
        for part in parts:
            self.assertIn(part, done.err)
        self.assertRegex(done.err, r"^(tidewaiter[\w -]*|-[\w-]+|[A-Z]+): error\[usage\]: .*\n  hint: .+\n$")

    def test_the_nearest_is_named(self):
        self.check(["scren", "x"], 'there is no command "scren"', "did you mean screen?")
        self.check(["lists", "imprt", "x"], "tidewaiter lists: ", "did you mean import?")
        self.check(["screen", "x", "--partys", "p"], "there is no option --partys", "did you mean --parties?")
        self.check(["screen", "--partys=p"], "there is no option --partys", "did you mean --parties?")
        self.check(["exceptions", "add", "--reson", "x"], "there is no option --reson", "did you mean --reason?")
        self.check(["screen", "x", "--format", "cvs"], '--format: error[usage]: "cvs" is none of', "did you mean csv?")
        self.check(["screen", "x", "--fail-on", "holds"], "did you mean hold?")
        self.check(["screen", "x", "--date-order", "dym"], "did you mean dmy?")

    def test_where_nothing_is_near_what_there_is_is_shown(self):
        self.check(["frobnicate"], "commands: screen, explain,")
        self.check(["rules"], "a command is missing", "commands: check, list,")
        self.check(["screen", "x", "--zzzzzz"], "tidewaiter screen --help shows")
        self.check(["-x", "screen"], "tidewaiter: ", "there is no option -x")

    def test_help_of_a_command(self):
        shown = self.ok("lists", "import", "--help").out
        self.assertEqual(self.ok("help", "lists", "import").out, shown)
        self.assertEqual(self.ok("help").out, self.ok("--help").out)
        for line in (["scren", "--help"], ["help", "scren"]):
            self.check(line, 'there is no command "scren"', "did you mean screen?")
        self.check(["lists", "imprt", "-h"], 'tidewaiter lists: error[usage]: there is no command "imprt"')

    def test_values_that_are_near_others(self):
        self.check(["screen", "x", "--encoding", "win1250x"], '--encoding: error[usage]: "win1250x" is no encoding that ICU knows')
        self.check(["screen", "x", "--encoding", "windows"], "did you mean windows-1250?")
        self.ok("screen", "none.csv", "--encoding", "gbk", status=2)
        self.write("s.csv", shipments([shipment(1)]))
        self.assertIn("did you mean the preset manifest?",
                      self.ok("screen", "s.csv", "--map", "manifst", "--lists", "none", "--store", "none", status=2).err)
        self.ok("screen", "s.csv", "--lists", "none", "--store", "s.db")
        for command in (["explain", "s0001"], ["resolve", "s0001", "--as", "cleared", "--reason", "r", "--by", "b"]):
            self.assertIn("did you mean S0001?", self.ok(*command, "--store", "s.db", status=2).err)
        for command in (["catalog", "describe"], ["classify"]):
            self.assertIn('did you mean "H100 SXM5"?', self.ok(*command, "H1000", status=2).err)

    def test_the_words_that_completion_offers_are_all(self):
        offered = {option["names"][-1]: option["words"] for command in tree() if command["path"] in ("simulate", "screen")
                   for option in command["options"]}
        told = self.ok("simulate", "--scenario", "x", "--out", "w", status=2).err
        self.assertEqual(offered["--scenario"], told.split("one of: ")[1].strip().split(", "))
        self.write("s.csv", shipments([shipment(1)]))
        told = self.ok("screen", "s.csv", "--map", "x.csv", "--lists", "none", "--store", "none", status=2).err
        self.assertEqual(offered["--map"], told.split("or a preset: ")[1].strip().split(", "))

    def test_all_that_is_missing_is_named_at_once(self):
        self.check(["exceptions", "add", "--by", "x"], "--party, --entry, --reason must be given")
        self.check(["screen"], "SHIPMENTS must be given")
        self.check(["screen", "x", "--parties"], "a value is missing: FILE")

    def test_values(self):
        self.check(["screen", "x", "--threads", "999"], '"999" is no number from 0 to 256\n')
        self.check(["match", "x", "--threshold", "0.5"], '"0.5" is no number from 0.6 to 1\n')
        self.check(["screen", "x", "--as-of", "01/02/2025"], '"01/02/2025" is no date', "write year, month and day: 2026-01-15")
        self.check(["rules", "diff", "2025", "x"], "BEFORE: ", '"2025" is no date')
        self.check(["match", "x", "--limit", "-3"], '"-3" is no number that fits')
        self.check(["match", "a", "b"], '"b" is one word too many')


class Version(CliCase):
    def test_it_tells_what_the_program_is_made_of(self):
        text = self.ok("--version").out
        self.assertRegex(text, r"^tidewaiter \d+\.\d+\.\d+\n")
        for what in (r"commit +([0-9a-f]{12}(-changed)?|unknown)\n", r"built +\S+ \d+\.\d+\.\d+.*, \w+",
                     r"DuckDB v\d+\.\d+\.\d+, ICU \d+\.\d+, SQLite \d+\.\d+\.\d+\n", r"compiled list \d+, store \d+\n"):
            self.assertRegex(text, what)


if __name__ == "__main__":
    unittest.main()
