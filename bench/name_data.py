"""Names for the accuracy tables: the list, ordinary companies, perturbed names by kind. Reads the folder of real data
that TIDEWAITER_TEST_DATA names; nothing of it is kept. Perturbations are drawn from a seed, tables are our own."""
import csv
import json
import os
import random
import re
import unicodedata
from pathlib import Path

DATA = Path(os.environ.get("TIDEWAITER_TEST_DATA", ""))

GENERIC = set("""technology technologies international group industry industries trading company co ltd limited
development electronics electronic systems services import export general institute university research center centre
science sciences engineering corporation corp inc llc holding holdings investment investments enterprise enterprises
equipment industrial commercial national state the and of for""".split())
ABBREVIATIONS = {"technology": "Tech", "technologies": "Tech", "international": "Intl", "university": "Univ",
                 "institute": "Inst", "electronics": "Elec", "electronic": "Elec", "development": "Dev",
                 "engineering": "Eng", "industry": "Ind", "industries": "Inds", "industrial": "Ind",
                 "corporation": "Corp", "company": "Co", "limited": "Ltd", "research": "Res", "national": "Natl",
                 "equipment": "Equip", "manufacturing": "Mfg", "trading": "Trdg", "science": "Sci", "center": "Ctr",
                 "centre": "Ctr", "services": "Svcs", "systems": "Sys", "management": "Mgmt", "general": "Gen",
                 "group": "Grp", "import": "Imp", "export": "Exp", "investment": "Inv", "holdings": "Hldgs"}
FORMS = ["co., ltd.", "co ltd", "company limited", "limited liability company", "joint stock company", "llc", "ltd.",
         "ltd", "limited", "inc.", "inc", "corp.", "corporation", "jsc", "gmbh", "fze", "fzco", "ooo", "sa", "s.a.",
         "ag", "plc", "pjsc", "ojsc", "pte ltd", "sdn bhd", "company", "co."]
OTHER_FORMS = ["LLC", "Co., Ltd.", "Inc", "GmbH", "JSC", "FZE", "Sdn Bhd", "Limited", "OOO", "S.A."]
PLACES = ["Shenzhen", "Hong Kong", "Dubai", "Shanghai", "Istanbul", "Singapore", "Moscow", "Beijing"]
STREETS = ["Unit 1203, 12/F, Kwun Tong Road 88, Kowloon, Hong Kong", "No. 17 Xueyuan Road, Haidian District, Beijing 100083",
           "Office 504, Al Maktoum Street, Deira, Dubai, UAE", "P.O. Box 16795, Jebel Ali Free Zone, Dubai",
           "ul. Lenina 24, Moscow 119049, Russia", "Block B, Floor 3, Nanshan Science Park, Shenzhen 518057, China",
           "21 Serangoon North Avenue 5, #04-12, Singapore 554864", "Ataturk Mah. 3. Sok. No: 5, Istanbul, Turkey"]
BANKS = ["Bank of Harwick, Dubai Branch", "Commercial Bank of Zelten, Hong Kong"]
ORDINARY = ["Blue Harbour Trading LLC", "Ostrava Components GmbH", "Sunny Peak Logistics Ltd"]
LOOKS = {"o": "0", "l": "1", "i": "1", "s": "5", "m": "rn", "w": "vv", "d": "cl", "b": "8"}
CONFUSABLE = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "A": "А", "B": "В", "C": "С",
              "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р", "T": "Т", "X": "Х", "i": "і", "s": "ѕ"}
ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "n": "ñ", "c": "ç", "A": "Á", "E": "É", "O": "Ö", "U": "Ü",
           "S": "Š", "s": "š"}


def fold(name):
    text = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c))))


def us_list():
    """[(entry, schema, [names], country)] of the consolidated list."""
    schema = {"Entity": "organization", "Individual": "person", "Vessel": "vessel", "Aircraft": "aircraft"}
    rows = json.loads((DATA / "watchlists/consolidated-2026-07-31.json").read_text())["results"]
    entries = []
    for number, row in enumerate(rows):
        country = next((a["country"] for a in row["addresses"] or [] if a.get("country")), "")
        entries.append((number, schema.get(row.get("type"), "unknown"), [row["name"], *(row["alt_names"] or [])], country))
    return entries


# Labelled by hand: the alert is right, since the list has the company itself, or a subsidiary that bears its name.
NOT_ORDINARY = {"Zhejiang Dahua Technology Co., Ltd.": "Dahua Technology on the Entity List",
                "Sumec Corporation Limited": "parent of Sumec Instruments Equipment on the Entity List"}


def ordinary_names(entries):
    """Listed companies of Asia. Apart: those that are on the list themselves, or share their distinctive words, and
    NOT_ORDINARY."""
    def core(name):
        return " ".join(w for w in fold(name).split() if w not in GENERIC)
    listed = {core(name) for _, _, names, _ in entries for name in names}
    listed_first = {" ".join(core.split()[:2]) for core in listed if len(core.split()) >= 2}
    ordinary, apart = [], []
    for path in sorted((DATA / "names/companies").glob("*.csv")):
        for row in csv.DictReader(path.open()):
            name = row["name"].strip()
            if len(name) < 4:
                continue
            words = core(name).split()
            known = name in NOT_ORDINARY or " ".join(words) in listed or (len(words) >= 2 and " ".join(words[:2]) in listed_first)
            (apart if known else ordinary).append(name)
    return sorted(set(ordinary)), sorted(set(apart))


EXCHANGES = {"HKG": "HK", "KLS": "MY", "SES": "SG", "SHH": "CN", "SHZ": "CN", "TAI": "TW", "TWO": "TW"}
COUNTRIES = {"Hong Kong": "HK", "Malaysia": "MY", "Singapore": "SG", "China": "CN", "Taiwan": "TW", "Macau": "MO"}


def ordinary_countries():
    """{name: code} of the listed companies: the country that the exchange's file gives, else the exchange's own."""
    found = {}
    for path in sorted((DATA / "names/companies").glob("*.csv")):
        for row in csv.DictReader(path.open()):
            country = row["country"].strip()
            found[row["name"].strip()] = COUNTRIES.get(country, "??") if country else EXCHANGES[row["exchange"]]
    return found


def pinyin_to_wade():
    table = {}
    path = DATA / "names/romanisation/cjklib_wadegilespinyinmapping.csv"
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            continue
        cells = [c.strip('"') for c in line.split(",")]
        if len(cells) >= 2:
            wade, pinyin = (unicodedata.normalize("NFKD", c) for c in cells[:2])
            plain = lambda s: "".join(c for c in s if c.isascii() and c.isalpha())
            table.setdefault(plain(pinyin), plain(wade))
    return table


def syllables(word, table):
    """The pinyin syllables of a word, longest first with backtracking, or None."""
    if not word:
        return []
    for size in range(min(6, len(word)), 0, -1):
        if word[:size] in table:
            rest = syllables(word[size:], table)
            if rest is not None:
                return [word[:size]] + rest
    return None


class Perturber:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.wade = pinyin_to_wade()

    def edit(self, word, how):
        r = self.random
        at = r.randrange(1, len(word))
        letter = r.choice("abcdefghijklmnopqrstuvwxyz")
        if how == "double":
            return word[:at] + word[at] + word[at:]
        if how == "drop":
            return word[:at] + word[at + 1:]
        if how == "change":
            return word[:at] + letter + word[at + 1:]
        if how == "insert":
            return word[:at] + letter + word[at:]
        return word[:at - 1] + word[at] + word[at - 1] + word[at + 1:]

    def typo(self, name):
        words = name.split()
        long = [i for i, w in enumerate(words) if len(w) >= 5 and w.isalpha()]
        if not long:
            return None
        for _ in range(self.random.choice([1, 1, 2])):
            i = self.random.choice(long)
            words[i] = self.edit(words[i], self.random.choice(["double", "drop", "change", "insert", "swap"]))
        return " ".join(words)

    def ocr(self, name):
        places = [i for i, c in enumerate(name) if c.lower() in LOOKS]
        if not places:
            return None
        chosen = self.random.sample(places, min(len(places), self.random.choice([1, 2])))
        return "".join(LOOKS[c.lower()] if i in chosen else c for i, c in enumerate(name))

    def order(self, name):
        words = name.replace(",", "").split()
        if len(words) < 2:
            return None
        before = list(words)
        while words == before:
            self.random.shuffle(words)
        return " ".join(words)

    def missing_word(self, name):
        words = name.split()
        if len(words) < 3:
            return None
        del words[self.random.randrange(len(words))]
        return " ".join(words)

    def missing_generic(self, name):
        words = name.split()
        generic = [i for i, w in enumerate(words) if fold(w) in GENERIC and len(w) > 4]
        if not generic or len(words) < 3:
            return None
        del words[self.random.choice(generic)]
        return " ".join(words)

    def added_place(self, name):
        place = self.random.choice(PLACES)
        return self.random.choice([f"{name} ({place})", f"{place} {name}", f"{name} {place} Branch", f"{name}, {place}"])

    def spacing(self, name):
        words = name.split()
        if len(words) >= 2 and self.random.random() < .6:
            i = self.random.randrange(len(words) - 1)
            words[i:i + 2] = [words[i] + words[i + 1]]
            return " ".join(words)
        long = [i for i, w in enumerate(words) if len(w) >= 6 and w.isalpha()]
        if not long:
            return None
        i = self.random.choice(long)
        at = self.random.randrange(2, len(words[i]) - 1)
        words[i] = words[i][:at] + " " + words[i][at:]
        return " ".join(words)

    def abbreviation(self, name):
        words, done = name.split(), False
        for i, word in enumerate(words):
            short = ABBREVIATIONS.get(fold(word))
            if short:
                words[i] = short + self.random.choice(["", "."])
                done = True
        return " ".join(words) if done else None

    def without_form(self, name):
        for form in FORMS:
            if name.lower().endswith(" " + form) or name.lower().endswith("," + form):
                return name[:-len(form)].rstrip(" ,")
        return None

    def legal_dropped(self, name):
        return self.without_form(name)

    def legal_changed(self, name):
        bare = self.without_form(name)
        return bare and f"{bare} {self.random.choice(OTHER_FORMS)}"

    def legal_added(self, name):
        return None if self.without_form(name) else f"{name} {self.random.choice(OTHER_FORMS)}"

    def diacritics(self, name):
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if plain != name:
            return plain
        places = [i for i, c in enumerate(name) if c in ACCENTS]
        if not places:
            return None
        chosen = self.random.sample(places, min(3, len(places)))
        return "".join(ACCENTS[c] if i in chosen else c for i, c in enumerate(name))

    def wade_giles(self, name):
        words, done = name.split(), False
        for i, word in enumerate(words):
            parts = syllables(word.lower(), self.wade) if word.isalpha() and len(word) >= 4 else None
            if parts and any(self.wade[p] != p for p in parts):
                words[i] = self.random.choice(["", "-"]).join(self.wade[p] for p in parts).capitalize()
                done = True
        return " ".join(words) if done else None

    def confusables(self, name):
        places = [i for i, c in enumerate(name) if c in CONFUSABLE]
        if not places:
            return None
        chosen = self.random.sample(places, min(len(places), self.random.choice([1, 2, 4])))
        return "".join(CONFUSABLE[c] if i in chosen else c for i, c in enumerate(name))

    def address(self, name):
        street = self.random.choice(STREETS)
        return self.random.choice([f"{name}, {street}", f"{name} {street}", f"{name} - {street}", f"{name}; {street}"])

    def care_of(self, name):
        other = self.random.choice(ORDINARY)
        return self.random.choice([f"{other} c/o {name}", f"{name} c/o {other}", f"{other} on behalf of {name}",
                                   f"{other} O/B {name}", f"{name} Attn: Mr. K. Harlow", f"Attn {name}",
                                   f"{name} ATTN Import Department", f"{other} for and on behalf of {name}",
                                   f"To the order of {name}", f"{self.random.choice(BANKS)} A/C {name}",
                                   f"{name} (notify party: {other})", f"{other} as agent for {name}"])

    KINDS = ["typo", "ocr", "order", "missing_word", "missing_generic", "added_place", "spacing", "abbreviation",
             "legal_dropped", "legal_changed", "legal_added", "diacritics", "wade_giles", "confusables", "address",
             "care_of"]


PERSON_KINDS = {"typo", "ocr", "order", "spacing", "diacritics", "confusables", "address", "care_of"}


def perturbed(entries, seed, each):
    """[(kind, schema of the entry, query, entry)], `each` a kind."""
    r = random.Random(seed)
    perturber = Perturber(seed)
    pool = [e for e in entries if e[1] in ("organization", "unknown", "person")]
    chinese = [e for e in pool if e[3] in ("CN", "HK", "TW", "MO")]
    made = []
    for kind in Perturber.KINDS:
        left = each
        while left > 0:
            number, schema, names, _ = r.choice(chinese if kind == "wade_giles" else pool)
            if schema == "person" and (kind not in PERSON_KINDS or r.random() < .5):
                continue
            name = names[0] if r.random() < .7 else r.choice(names)
            if len(fold(name)) < 6 or len(name) > 90 or not name.isascii():
                continue
            query = getattr(perturber, kind)(name)
            if not query or query == name:
                continue
            made.append((kind, schema, query, number))
            left -= 1
    return made
