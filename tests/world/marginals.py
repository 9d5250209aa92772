"""Shares of world.json's parameters, counted again in the rows. Part of check_world.py.

Each row is one trial, so that the count is binomial. All tests together fail by chance in one world of 1,000: each is held to .001 / their number
(Bonferroni). Serial numbers are listed for a chain of shipments or for none, so that their count varies more: its deviation is
divided by the square root of four, the length of the longest ordinary chain (docs/world.md)."""
import math

FALSE_ALARMS = 0.001
LONGEST_CHAIN = 4


def two_tails(count, of, share, clustered=1):
    """P of a count as far from its mean: normal, which is exact enough where the mean is above 100."""
    deviation = math.sqrt(of * share * (1 - share) * clustered)
    return math.erfc(max(0.0, abs(count - of * share) - 0.5) / deviation / math.sqrt(2))


def check_parameters(world, parameters):
    asked = {"papers.missing_eccn": lambda row: not row["eccn_declared"],
             "papers.missing_end_use": lambda row: not row["end_use"],
             "papers.missing_end_user": lambda row: not row["end_user_id"],
             "papers.missing_mass": lambda row: not row["net_mass_kg"],
             "papers.missing_serials": lambda row: not row["serials"]}
    counts, rows = dict.fromkeys(asked, 0), 0
    for row in world.rows("shipments.csv"):
        rows += 1
        for name, holds in asked.items():
            counts[name] += holds(row)
    for name, count in counts.items():
        share = parameters[name]["value"]
        if rows * share < 100:
            continue
        p = two_tails(count, rows, share, LONGEST_CHAIN if name == "papers.missing_serials" else 1)
        if p < FALSE_ALARMS / len(asked):
            world.fault("parameters", f"{name} is {share}, but {count} of {rows} rows are so ({count / rows:.4f}), p = {p:.2g}")
