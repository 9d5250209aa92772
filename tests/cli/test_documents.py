"""The documents say what the program does: the README's output is real, and no name of a contract is missing."""
import os
import pathlib
import re
import subprocess
import unittest

from harness import PROGRAM, ROOT, SANITIZED, CliCase

CUT = "…"  # in the README: lines left out
MARK = "--- end of a command ---"
WORLD = "tidewaiter simulate"  # from here on a sanitizer would take half a minute; it runs on smaller worlds in other tests


def commands_of(block):
    """[(command, lines of output)] of a block in which commands follow "$ "."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif found and found[-1][0].endswith("\\"):
            found[-1][0] = found[-1][0][:-1] + line
        elif found:
            found[-1][1].append(line)
    return found


def read(name):
    return (ROOT / name).read_text()


class Readme(CliCase):
    def check(self, command, expected, output):
        at, may_skip = 0, False
        for line in expected:
            if line == CUT:
                may_skip = True
                continue
            found = next((i for i in range(at, len(output)) if output[i] == line), None) if may_skip else at
            self.assertTrue(found is not None and found < len(output) and output[found] == line,
                            f"{command}\nREADME: {line}\nprogram, from there on:\n" + "\n".join(output[at:at + 8]))
            at, may_skip = found + 1, False

    def test_every_line_of_output_is_the_program_s(self):
        commands = [command for block in re.findall(r"^```\n(.*?)^```", read("README.md"), re.S | re.M)
                    for command in commands_of(block)]
        self.assertGreater(len(commands), 10)
        world = next(i for i, (command, _) in enumerate(commands) if command.startswith(WORLD))
        if SANITIZED:
            commands = commands[:world]
        script = "".join(f"{command} 2>&1\nlast=$?\necho '{MARK}'\n(exit $last)\n"
                         for command, _ in commands if not command.startswith("export PATH="))
        environment = dict(self.environment, TMPDIR=str(self.folder),
                           PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}")
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=environment, capture_output=True, timeout=300)
        outputs = done.stdout.decode().split(MARK + "\n")
        ran = [each for each in commands if not each[0].startswith("export PATH=")]
        self.assertEqual(len(outputs), len(ran) + 1, done.stderr.decode())
        for (command, expected), output in zip(ran, outputs):
            self.check(command, expected, output.splitlines())


class Names(unittest.TestCase):
    def all_stand_in(self, names, document):
        self.assertGreater(len(names), 5)
        text = read(document)
        self.assertEqual([name for name in names if not re.search(rf"[`, ]{re.escape(name)}[`,.: ]", text)], [], document)

    def test_columns_of_the_tables(self):
        self.all_stand_in(re.findall(r"^  X\((\w+),", read("src/model/fields.h"), re.M), "docs/contracts.md")

    def test_members_of_a_decision(self):
        written = re.findall(r'(?:member|key|write_texts|write_number)\((?:json, )?"(\w+)"', read("src/model/decision_json.cpp"))
        self.all_stand_in(written, "docs/contracts.md")

    def test_codes_of_errors(self):
        codes = re.search(r"enum class ErrorCode \{(.*?)\};", read("src/base/result.h"), re.S).group(1)
        self.all_stand_in(re.findall(r"^  (\w+),", codes, re.M), "docs/errors.md")

    def test_sources_of_the_catalogue(self):
        self.all_stand_in(re.findall(r'^id = "([\w-]+)"', read("catalog/data/sources.toml"), re.M), "docs/sources.md")

    def test_every_document_that_is_named_exists(self):
        files = [path for folder in ("src", "regimes", "catalog/data", "docs", "scripts") for path in (ROOT / folder).rglob("*")
                 if path.suffix in (".h", ".cpp", ".toml", ".md", ".py", ".sh")]
        self.assertGreater(len(files), 100)
        for path in files:
            text = path.read_text()
            named = re.findall(r"docs/[\w-]+\.md", text)
            if path.parent == ROOT / "docs":
                named += ["docs/" + name for name in re.findall(r"\]\(([\w-]+\.md)\)", text)]
            for name in named:
                self.assertTrue((ROOT / name).exists(), f"{path} names {name}")


if __name__ == "__main__":
    unittest.main()
