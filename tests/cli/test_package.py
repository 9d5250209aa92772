"""What is installed: `cmake --install` into a folder of its own, and the program there, without the build and offline.
The Debian package itself is made and installed by `make test-long` (scripts/test_package.sh)."""
import os
import pathlib
import re
import subprocess
import unittest

from harness import PROGRAM, ROOT, CliCase

BUILD = pathlib.Path(PROGRAM).parent


class Installed(CliCase):
    def setUp(self):
        super().setUp()
        if "CMAKE_INSTALL_PREFIX" not in (BUILD / "CMakeCache.txt").read_text() or not (BUILD / "surface" / "man.gz").exists():
            self.skipTest("THIS BUILD IS NOT FOR INSTALLING (sanitizers)")
        self.root = self.folder / "root"
        done = subprocess.run(["cmake", "--install", BUILD, "--prefix", "/usr"], capture_output=True,
                              env=dict(os.environ, DESTDIR=str(self.root)), timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.usr = self.root / "usr"

    def run_installed(self, *arguments):
        program = [self.usr / "bin" / "tidewaiter", *arguments]
        if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0:
            program = ["unshare", "-n", *program]  # without any network
        environment = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"}
        done = subprocess.run(program, capture_output=True, cwd=self.folder, env=environment, timeout=120)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        return done

    def test_everything_is_in_its_place_and_works(self):
        for name in ("lib/tidewaiter/duckdb/libduckdb.so", "share/man/man1/tidewaiter.1.gz", "share/doc/tidewaiter/copyright",
                     "share/doc/tidewaiter/changelog.Debian.gz", "share/bash-completion/completions/tidewaiter",
                     "share/zsh/vendor-completions/_tidewaiter", "share/fish/vendor_completions.d/tidewaiter.fish",
                     "share/tidewaiter/regimes/us/regime.toml", "share/tidewaiter/catalog/data/words.toml",
                     "share/doc/tidewaiter/docs/contracts.md"):
            self.assertTrue((self.usr / name).is_file(), name)
        # it finds its library in its own folder, and nothing of the machine that built it
        loaded = subprocess.run([self.usr / "bin" / "tidewaiter", "--version"], capture_output=True, check=True,
                                env={"PATH": "/usr/bin:/bin", "LD_DEBUG": "libs"}).stderr.decode()
        self.assertIn(str(self.usr), re.findall(r"calling init: (\S*libduckdb.so)", loaded)[0])
        path = subprocess.run(["readelf", "-d", self.usr / "bin" / "tidewaiter"], capture_output=True, check=True)
        self.assertIn("$ORIGIN/../lib/tidewaiter/duckdb", path.stdout.decode())
        self.assertNotIn(str(ROOT), path.stdout.decode())

        self.assertEqual(self.run_installed("--version").out, self.ok("--version").out)
        self.assertIn("60 shipments", self.run_installed("demo", "--folder", "night").out)
        # the catalogue and the rules that lie there are those that the program carries
        check = self.run_installed("catalog", "check", self.usr / "share/tidewaiter/catalog/data")
        self.assertEqual((check.returncode, check.err), (0, self.ok("catalog", "check").err))
        shipped = sorted(path.relative_to(ROOT) for path in (ROOT / "regimes").rglob("*.toml"))
        self.assertGreater(len(shipped), 10)
        for path in shipped:
            self.assertEqual((self.usr / "share/tidewaiter" / path).read_bytes(), (ROOT / path).read_bytes())

    def test_the_manual_and_the_completions_are_the_program_s(self):
        page = subprocess.run(["gzip", "-dc", self.usr / "share/man/man1/tidewaiter.1.gz"], capture_output=True, check=True)
        self.assertEqual(page.stdout.decode(), self.ok("docs", "man").out)
        for shell, name in (("bash", "bash-completion/completions/tidewaiter"), ("zsh", "zsh/vendor-completions/_tidewaiter"),
                            ("fish", "fish/vendor_completions.d/tidewaiter.fish")):
            self.assertEqual((self.usr / "share" / name).read_text(), self.ok("docs", shell).out)

    def test_below_usr_local_zsh_looks_elsewhere(self):
        subprocess.run(["cmake", "--install", BUILD, "--prefix", "/usr/local"], capture_output=True, check=True,
                       env=dict(os.environ, DESTDIR=str(self.root)), timeout=120)
        self.assertTrue((self.root / "usr/local/share/zsh/site-functions/_tidewaiter").is_file())


class Papers(unittest.TestCase):
    def test_one_version_everywhere(self):
        version = re.search(r'"([\d.]+)"', (ROOT / "src/engine/version.h").read_text()).group(1)
        self.assertIn(f"version: {version}\n", (ROOT / "CITATION.cff").read_text())
        self.assertIn(f"## {version}\n", (ROOT / "CHANGELOG.md").read_text())
        self.assertTrue((ROOT / "packaging/changelog").read_text().startswith(f"tidewaiter ({version}-1) "))

    def test_what_is_carried_has_its_licence(self):
        text = (ROOT / "packaging/copyright").read_text()
        for name in ("libduckdb.so\n", "Stichting DuckDB Foundation", "CLI11", "toml++", "Natural Earth", "(zstd)", "(icu)"):
            self.assertIn(name, text)
        library = (ROOT / "third_party/duckdb/unpacked/libduckdb.so").read_bytes()
        for symbol, part in ((b"je_jemalloc", "jemalloc"), (b"double_conversion", "double-conversion"), (b"divsufsort", "divsufsort"),
                             (b"XXH64", "xxHash"), (b"brotli", "brotli"), (b"mbedtls", "mbedtls"), (b"snappy", "snappy"), (b"yyjson", "yyjson"),
                             (b"httplib", "httplib"), (b"utf8proc", "utf8proc"), (b"fastpfor", "fastpforlib"), (b"fsst", "fsst")):
            self.assertTrue(symbol not in library or f"({part}" in text, f"{part} is in the library and has no licence here")
        used = set(re.findall(r"^License: (.+)$", text, re.M))
        for licence in {part for each in used for part in each.split(" and ")}:
            self.assertRegex(text, rf"(?m)^License: {re.escape(licence)}\n ", f"the text of {licence}")
        self.assertIn("Apache License", (ROOT / "LICENSE").read_text())


if __name__ == "__main__":
    unittest.main()
