"""Rows of the program held against docs/schemas."""
import csv
import io
import json

import jsonschema

from harness import ROOT, CliCase

FOLDER = ROOT / "docs" / "schemas"
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text()) for path in FOLDER.rglob("*.json")}


def records(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


class SchemaCase(CliCase):
    def check(self, name, rows, least=1):
        """Every row is valid; `least` of them are there. Returns the schema's columns."""
        validator = jsonschema.Draft202012Validator(SCHEMAS[name])
        self.assertGreaterEqual(len(rows), least, name)
        for row in rows:
            for error in validator.iter_errors(row):
                self.fail(f"{name}: {error.json_path}: {error.message[:300]}")
        return list(SCHEMAS[name]["properties"])
