"""One fuzzer's line of scripts/fuzz_coverage.sh: fuzz_coverage.py NAME LEAST PROGRAM PROFILE FILE[:FUNCTION,...]..."""
import json
import re
import subprocess
import sys

name, least, program, profile, *wanted = sys.argv[1:]


def llvm_cov(*arguments):
    return subprocess.run(["llvm-cov-19", *arguments, f"-instr-profile={profile}", program, f"src/{file}"], check=True,
                          capture_output=True, text=True).stdout


def lines_of_file():
    lines = json.loads(llvm_cov("export", "-summary-only"))["data"][0]["totals"]["lines"]
    return lines["covered"], lines["count"]


def lines_of(functions):
    """A mangled name has the length before the name."""
    rows = re.findall(r"^(\S+) +\d+ +\d+ +[\d.]+% +(\d+) +(\d+) +[\d.]+%", llvm_cov("report", "-show-functions"), re.M)
    marks = [f"{len(each)}{each}" for each in functions]
    for mark in marks:
        assert any(mark in row[0] for row in rows), f"{file} has no function {mark}"
    rows = [row for row in rows if any(mark in row[0] for mark in marks)]
    return sum(int(row[1]) - int(row[2]) for row in rows), sum(int(row[1]) for row in rows)


covered = count = 0
told = []
for entry in wanted:
    file, _, functions = entry.partition(":")
    reached, lines = lines_of(functions.split(",")) if functions else lines_of_file()
    assert lines > 0, f"no line of {file} is in the program"
    covered, count = covered + reached, count + lines
    told.append(f"  {100 * reached / lines:5.1f} %  {entry}")
share = 100 * covered / count
print(f"{name}: {share:.1f} % of {count} lines{'' if share >= float(least) else f'  UNDER {least} %'}", *told, sep="\n")
sys.exit(share < float(least))
