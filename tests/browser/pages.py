"""Writes the pages that the browser tests open: pages.py PROGRAM FOLDER"""
import csv
import datetime
import pathlib
import random
import subprocess
import sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
DEMO = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "demo"
ROWS = list(csv.DictReader((DEMO / "shipments.csv").open()))


def write(name, rows):
    with (folder / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def report(shipments, page, store="none", *options):
    done = subprocess.run([program, "screen", shipments, "--parties", DEMO / "parties.csv", "--lists", folder / "demo.tidelist",
                           "--store", store, "--format", "html", "--fail-on", "never", "-o", folder / page, *options])
    assert done.returncode in (0, 3, 5), done.returncode


def answer(store, shipment, resolution, reason):
    subprocess.run([program, "resolve", shipment, "--as", resolution, "--reason", reason, "--by", "J. Doe", "--store", store],
                   check=True, stdout=subprocess.DEVNULL)


def many():
    """10,000 shipments out of the demo's: other ids, days, parties and numbers."""
    random.seed(7)
    for i in range(10_000):
        row = dict(ROWS[i % len(ROWS)], shipment_id=f"N{i:06d}",
                   date=str(datetime.date(2026, 1, 5) + datetime.timedelta(days=random.randrange(55))))
        if row["quantity"]:
            row["quantity"] = str(max(1, int(float(row["quantity"]) * random.uniform(.3, 1.7))))
        if i % 3 == 0:  # parties of their own, so that texts differ as those of a real night do
            row.update(consignee_name=f"Harbour {i % 997} Trading Ltd", consignee_id="", end_user_name=f"Computing Works {i}", end_user_id="")
        yield row


subprocess.run([program, "lists", "import", DEMO / "list.csv", "-o", folder / "demo.tidelist"], check=True)
report(DEMO / "shipments.csv", "demo.html")
store = folder / "evening.db"
report(DEMO / "shipments.csv", "first.html", store)
answer(store, "D013", "escalated", "asked <b>the bank</b>")
answer(store, "D015", "refused", "the end user is on a list")
report(DEMO / "shipments.csv", "answered.html", store)
report(write("evening.csv", [dict(row, quantity="900") if row["shipment_id"] == "D013" else row for row in ROWS]
             + [dict(ROWS[21], shipment_id="E001")]), "since.html", store, "--since-last")
report(folder / "evening.csv", "nothing.html", store, "--since-last")
report(write("many.csv", many()), "many.html")
report(write("empty.csv", []), "empty.html")
report(write("strange.csv", [
    dict(ROWS[21], consignee_name='<script>alert("x")</script>', consignee_id="",
         item_description="</script><script>alert(1)</script><!-- 8x H100"),
    dict(ROWS[22], shipment_id="<img src=x onerror=alert(2)>", consignee_name="a\u2028b\u202ec", consignee_id="",
         end_user_name="", end_user_id="")]), "strange.html")

# A simulated world, screened and judged: the scoreboard's page.
world = folder / "world"
subprocess.run([program, "simulate", "--seed", "7", "--parties", "600", "--days", "400", "--out", world], check=True, stdout=subprocess.DEVNULL)
done = subprocess.run([program, "screen", world / "shipments.csv", "--parties", world / "parties.csv", "--lists", "none", "--store", "none",
                       "--format", "csv", "--fail-on", "never", "-o", folder / "decisions.csv"])
assert done.returncode in (0, 5), done.returncode
chips = next(csv.DictReader((world / "truth" / "chips.csv").open()))  # a holder and a kind that the world has
(folder / "balances.csv").write_text("holder,kind,book,missing,low,high\n" + f"{chips['final_holder']},{chips['kind']},1,0,0,1\n")
subprocess.run([program, "evaluate", world, "--decisions", folder / "decisions.csv", "--balances", folder / "balances.csv", "--format", "html",
                "-o", folder / "scores.html"], check=True)
# The same with a party that is called like markup.
parties = world / "parties.csv"
told = (folder / "scores.html").read_text().split('"steps":[')[1].split('"to":"')[1].split('"')[0]
parties.write_text(parties.read_text().replace(told, "</script><img src=x onerror=alert(1)>"))
subprocess.run([program, "evaluate", world, "--decisions", folder / "decisions.csv", "--format", "html", "-o", folder / "strange-scores.html"], check=True)
