"""What an analyst writes today to screen a shipment file: Polars, rapidfuzz behind blocking, regular expressions.
    analyst_script.py SHIPMENTS NAMES THRESHOLD    in an environment that has polars and rapidfuzz (bench/analyst.py)
NAMES: a listed name a line. Prints JSON: the names that it flags and the seconds that it took, reading included."""
import json
import re
import sys
import time
from collections import defaultdict

import polars
from rapidfuzz import fuzz, process

FORMS = re.compile(r"\b(co|company|ltd|limited|llc|inc|incorporated|corp|corporation|gmbh|jsc|ooo|fze|fzco|plc|ag|sa|s a|bv|"
                   r"sdn bhd|pte|pvt|pty|kk|joint stock|liability|public|open|closed)\b")
GENERIC = set("technology technologies international group industry trading development electronics electronic systems "
              "services import export general institute university research center the and of for".split())
CHIPS = r"(?i)\b(h100|h200|a100|a800|h800|b200|gb200|mi300x?|mi325x|l40s?|rtx ?4090)\b"


def clean(name):
    return " ".join(FORMS.sub(" ", re.sub(r"[^a-z0-9]+", " ", name.lower())).split())


def blocks(cleaned):
    """Names that share the first four letters of a telling word are compared."""
    return {word[:4] for word in cleaned.split() if len(word) > 2 and word not in GENERIC}


def main():
    started = time.perf_counter()
    shipments, listed, threshold = sys.argv[1], sys.argv[2], float(sys.argv[3])
    rows = polars.read_csv(shipments, infer_schema_length=0)
    by_block = defaultdict(set)
    for name in open(listed):
        cleaned = clean(name)
        for block in blocks(cleaned):
            by_block[block].add(cleaned)
    by_block = {block: sorted(names) for block, names in by_block.items()}
    columns = [column for column in rows.columns if column.endswith("_name")]
    names = sorted({name for column in columns for name in rows[column].drop_nulls().unique().to_list()})
    flagged = []
    for name in names:
        cleaned = clean(name)
        for block in blocks(cleaned):
            if block in by_block and process.extractOne(cleaned, by_block[block], scorer=fuzz.token_sort_ratio,
                                                        score_cutoff=threshold):
                flagged.append(name)
                break
    hits = rows.filter(polars.any_horizontal([polars.col(column).is_in(flagged) for column in columns]))
    chips = rows.filter(polars.col("item_description").str.contains(CHIPS))
    print(json.dumps({"flagged": flagged, "rows": rows.height, "hit_rows": hits.height, "chip_rows": chips.height,
                      "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
