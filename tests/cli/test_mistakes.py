"""Mistakes in rule files: each file of tests/mistakes makes one, and its message alone says where it is and what to write.

NAME.toml holds the mistake and, in its first two lines, what is wrong and what would be right; NAME.txt is what
`rules check` says. TIDEWAITER_BLESS=1 rewrites the latter; read the difference."""
import os
import unittest

from harness import CliCase, ROOT

FOLDER = ROOT / "tests" / "mistakes"


def unescaped(text):
    return text.replace("\\n", "\n").replace("\\\\", "\\")


class Mistakes(CliCase):
    def check(self, text):
        rules = self.folder / "rules"
        rules.mkdir(exist_ok=True)
        (rules / "house.toml").write_text(text)
        done = self.run_program("rules", "check", "--rules", rules)
        return done.returncode, done.err.replace(str(rules) + "/", "")

    def test_each_has_a_message_of_its_own(self):
        told = {}
        for path in sorted(FOLDER.glob("*.toml")):
            with self.subTest(path.stem):
                wrong_line, right_line, rules = path.read_text().split("\n", 2)
                wrong = unescaped(wrong_line.removeprefix("# wrong: "))
                right = unescaped(right_line.removeprefix("# right: "))
                status, message = self.check(rules)
                golden = path.with_suffix(".txt")
                if os.environ.get("TIDEWAITER_BLESS") == "1":
                    golden.write_text(message)
                self.assertEqual(status, 2, message)
                self.assertEqual(message, golden.read_text())
                self.assertRegex(message, r"^house\.toml:\d+:\d+: error\[", "the place")
                self.assertNotIn(message, told, f"the same as {told.get(message)}")
                told[message] = path.stem
                # only what is said to be wrong is wrong
                if wrong:
                    self.assertEqual(rules.count(wrong), 1, wrong)
                    status, message = self.check(rules.replace(wrong, right))
                    self.assertEqual((status, message), (0, message), message)
        self.assertGreaterEqual(len(told), 50)


if __name__ == "__main__":
    unittest.main()
