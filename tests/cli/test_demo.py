"""demo --folder: nothing of the user's is replaced, and a second demo in its own folder goes on."""
import unittest

from harness import CliCase

# All that a demo leaves in its folder, and the rejects that its run would empty.
WRITTEN = ("list.csv", "parties.csv", "shipments.csv", "shipments.rejects.csv", "demo.tidelist", "decisions.db", "decisions.db-runs")


class Folder(CliCase):
    def contents(self, name):
        return {path.name: path.read_bytes() for path in (self.folder / name).iterdir() if path.is_file()}

    def test_a_file_of_the_users_is_left_as_it_is(self):
        for name in WRITTEN:
            with self.subTest(name):
                folder = self.folder / f"mine-{name}"
                folder.mkdir()
                (folder / name).write_text("mine\n")
                told = self.ok("demo", "--folder", folder, status=2).err
                self.assertIn(f"{name}: error[usage]: the demo writes a file of this name, and this one is not the demo's", told)
                self.assertEqual(self.contents(folder), {name: b"mine\n"})

    def test_other_files_may_stand_in_the_folder(self):
        (self.folder / "night").mkdir()
        self.write("night/notes.txt", "mine\n")
        self.write("night/report.html", "<p>mine\n")
        said = self.ok("demo", "--folder", "night").out
        self.assertIn("one page for a browser: night/report-2.html", said)
        self.assertEqual([self.contents("night")[name] for name in ("notes.txt", "report.html")], [b"mine\n", b"<p>mine\n"])

    def test_a_second_demo_goes_on_in_its_folder(self):
        self.ok("demo", "--folder", "night")
        first = self.contents("night")
        self.ok("resolve", "D024", "--as", "escalated", "--reason", "asked", "--by", "A. Analyst", "--store", "night/decisions.db")
        for report in ("report-2.html", "report-2.html"):  # the answer stands in the second; the third says the same
            self.assertIn(f"one page for a browser: night/{report}", self.ok("demo", "--folder", "night").out)
        second = self.contents("night")
        self.assertEqual(set(second) - set(first), {"report-2.html"})
        self.assertEqual([name for name in first if name != "decisions.db" and first[name] != second[name]], [])

    def test_a_table_that_was_edited_is_kept(self):
        self.ok("demo", "--folder", "night")
        path = self.folder / "night" / "shipments.csv"
        path.write_text(path.read_text().replace("D027", "D927"))
        before = self.contents("night")
        self.assertIn("night/shipments.csv: error[usage]", self.ok("demo", "--folder", "night", status=2).err)
        self.assertEqual(self.contents("night"), before)


if __name__ == "__main__":
    unittest.main()
