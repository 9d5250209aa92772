"""Form: every table has its columns, ids exist once, and what refers to a party, shipment, event or scheme finds it. Part of
check_world.py."""

PARTS = ("exporter", "consignor", "intermediate_consignee", "consignee", "end_user", "forwarder", "payer")

# docs/contracts.md, "A simulated world".
COLUMNS = {
    "events.csv": "event_id date kind from_party to_party site site_country item quantity item_out quantity_out unit_value "
                  "net_mass_kg serials shipment_id ref_event_id population sampled found grade source",
    "reports.csv": "date holder site serial count item_claimed item_seen mem_gb attested source",
    "truth/schemes.csv": "scheme_id scheme first last chips shipments",
    "truth/shipments.csv": "shipment_id scheme_id scheme chips_diverted",
    "truth/parties.csv": "party_id scheme_id part",
    "truth/chips.csv": "kind serial_or_lot count final_holder final_country diverted",
    "truth/rentals.csv": "rental_id provider customer customer_country first last chips usd_per_hour",
    "truth/totals.csv": "month produced released diverted scrapped lost seized held in_transit remote_rental"}


def check_columns(world):
    for name, wanted in COLUMNS.items():
        with open(world.folder / name, encoding="utf-8") as file:
            header = file.readline().rstrip("\n")
        if header != wanted.replace(" ", ","):
            world.fault("form", f"{name} has the columns {header}")


def read_parties(world):
    parties = {}
    for row in world.rows("parties.csv"):
        if row["party_id"] in parties:
            world.fault("form", f"party {row['party_id']} is there twice")
        parties[row["party_id"]] = row
    for row in world.rows("ownership.csv"):
        for side in ("owner", "owned"):
            if row[side] not in parties:
                world.fault("form", f"ownership: no party {row[side]}")
    return parties


def check_shipments(world, parties):
    """shipment_id -> its row."""
    shipments = {}
    columns = world.shipments[0]._fields if world.shipments else ()
    asked = [(part, columns.index(f"{part}_id"), columns.index(f"{part}_name"),
              columns.index(f"{part}_country") if f"{part}_country" in columns else None) for part in PARTS if columns]
    last = ""
    for row in world.shipments:
        key = row.shipment_id
        if key in shipments:
            world.fault("form", f"shipment {key} is there twice")
        if row.date < last:
            world.fault("form", f"shipment {key} of {row.date} stands behind one of {last}")
        last = max(last, row.date)
        for part, at, name, country in asked:
            party = row[at]
            if not party:
                continue
            known = parties.get(party)
            if known is None:
                world.fault("form", f"shipment {key}: no party {party}")
            elif known["name"] != row[name]:
                world.fault("form", f"shipment {key}: {part} {party} is called {row[name]!r}")
            elif country is not None and row[country] and known["country"] != row[country]:
                world.fault("form", f"shipment {key}: {part} {party} is in {row[country]}")
        if row.quantity <= 0:
            world.fault("form", f"shipment {key}: quantity {row.quantity}")
        if row.exporter_id == row.consignee_id:
            world.fault("form", f"shipment {key} goes from {row.exporter_id} to itself")
        shipments[key] = row
    return shipments


def check_reports(world, parties):
    for row in world.reports:
        if row.holder not in parties:
            world.fault("form", f"reports: no party {row.holder}")
