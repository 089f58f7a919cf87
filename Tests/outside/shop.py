# SPDX-License-Identifier: Apache-2.0
"""Knows the few requests of the shop that the checks from outside use: the one place to change with the API."""

import csv

from common import ROOT


def stocked(limit=200):
    """(store, SKU) pairs of the demo chain with the most stock, the fullest first."""
    with open(ROOT / "seeds" / "stock.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["location"].startswith("S")]
    rows.sort(key=lambda row: -int(row["on_hand"]))
    return [(row["location"], row["sku"]) for row in rows[:limit]]


def bearer(key, **more):
    return {"Authorization": f"Bearer {key}", **more}


def reservation(location, sku, number, quantity=1, kind="reserve"):
    """The body of POST /v1/reservations; each number is a customer of its own."""
    return {
        "location": location,
        "kind": kind,
        "reference": f"outside-{number}",
        "customer": {"name": f"試験 {number}", "external_id": f"outside-{number}", "language": "ja"},
        "lines": [{"sku": sku, "quantity": quantity}],
    }


def received(location, sku, quantity):
    """The body of POST /v1/stock/movements that puts units on the shelf."""
    return {"location": location, "movements": [{"sku": sku, "kind": "received", "quantity": quantity}]}
