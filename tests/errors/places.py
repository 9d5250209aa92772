"""Every place in src/ that makes an error: file, line, codes, and the message as a pattern. What stands between the
literals of a message, or is given to a helper, is any text. `python3 -B tests/errors/places.py` lists them."""
import pathlib
import re
import sys
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
START = re.compile(r"(?<![\w:])(?:fail\(|Error(?: \w+)?\{|errors_?\.push_back\(\{|return \{)\s*(?=[^;{}]{0,60}?ErrorCode::)")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Place:
    file: str
    line: int
    codes: tuple
    text: str  # the message with … for what is filled in; only … where all of it is
    hint: str

    @property
    def pattern(self):
        """What the message looks like where it is told."""
        any_text = lambda text: "".join(".*" if part == "…" else re.escape(part) for part in re.split("(…)", text))
        hint = rf"\n  hint: {any_text(self.hint)}$" if self.hint.strip("…") else ""
        return re.compile(rf"error\[({'|'.join(self.codes)})\]: {any_text(self.text)}{hint}|row left out: {any_text(self.text)}$", re.M)

    @property
    def key(self):
        return f"{self.file}: {self.text}"


def arguments(text, at):
    """The arguments of a call or braced list whose bracket was opened before `at`."""
    depth, begin, found, i = 1, at, [], at
    while depth:
        letter = text[i]
        if letter == '"':
            i = LITERAL.match(text, i).end()
            continue
        if text.startswith("//", i):
            i = text.index("\n", i)
            continue
        if letter == "'":
            i = re.compile(r"'(?:[^'\\]|\\.)+'").match(text, i).end()
            continue
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0 or (depth == 1 and letter == ","):
            found.append(text[begin:i].strip())
            begin = i + 1
        i += 1
    return found


def literal(expression):
    """The text of a C++ literal, of several side by side too; None of anything else."""
    parts = LITERAL.findall(expression)
    if not parts or LITERAL.sub("", expression).strip():
        return None
    return "".join(parts).replace('\\"', '"').replace("\\n", "\n")


def message(expression):
    """The literals of a C++ expression with … between and around what is not literal."""
    if "?" in LITERAL.sub("", expression):
        return "…"
    text = ""
    for part in re.split(r"\s\+\s(?=(?:[^\"]|\"(?:[^\"\\]|\\.)*\")*$)", expression):
        call = re.fullmatch(r"(fmt::format|std::string)\((.*)\)", part, re.S)
        first = literal(arguments(call[2] + ")", 0)[0] if call else part)
        if first is None:
            text += "…"
        elif call and call[1] == "fmt::format":
            text += re.sub(r"(?<!\{)\{[^{}]*\}", "…", first).replace("{{", "{").replace("}}", "}")
        else:
            text += first
    return text


def places():
    found = []
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in (".cpp", ".h"):
            continue
        text = path.read_text()
        for start in START.finditer(text):
            given = arguments(text, start.end())
            codes = tuple(re.findall(r"ErrorCode::(\w+)", given[0]))
            if len(given) < 2 or not codes:
                continue
            found.append(Place(str(path.relative_to(ROOT / "src")), text.count("\n", 0, start.start()) + 1, codes,
                               message(given[1]), message(given[3]) if len(given) > 3 else ""))
    return found


if __name__ == "__main__":
    for place in places():
        sys.stdout.write(f"{place.file}:{place.line}: {'|'.join(place.codes)}: {place.text}\n")
