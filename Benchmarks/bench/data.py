# SPDX-License-Identifier: Apache-2.0
"""Fills the database: what a shop imports goes in by `torioki import`, the rest by SQL or the API."""

import csv
import json
import pathlib

from .settings import (
    CUSTOMERS, FOLDER, HOT_RECEIPT, HOT_RECEIPTS, LINKS, SKUS, STOCK, STORES, expect)

# Crockford's base 32, in which public ids are written.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def customer_id(number):
    """The public id of a customer: the same UUID as bench_customer() of reference.sql gives."""
    bits = (0x00000000_0000_7000_8000 << 48) | number
    return "cus_" + "".join(ALPHABET[(bits >> 5 * place) & 31] for place in reversed(range(26)))


def unique_of(public_id):
    """The UUID of a public id, as PostgreSQL writes it."""
    bits = 0
    for character in public_id.rsplit("_", 1)[1]:
        bits = bits << 5 | ALPHABET.index(character)
    text = f"{bits:032x}"
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


class Data:
    """Paths and words that the load generators need once the database is filled."""

    def __init__(self, folder, cluster, service):
        self.folder = pathlib.Path(folder)
        self.cluster, self.service = cluster, service
        self.customers = self.folder / "customers.txt"
        self.tokens = self.folder / "tokens.txt"
        self.key = ""
        # Public ids of the reservations that the links open.
        self.linked = []

    def fill(self):
        """Imports the chain, makes customers and policies, issues a key. The service need not run."""
        self.service.command("migrate")
        files = [self._locations(), self._hours(), self._catalogue(), self._stock()]
        self.service.command("import", *files)
        self.key = self.service.command("key", "issue", "bench").split()[0]
        self.customers.write_text("\n".join(customer_id(number) for number in range(1, CUSTOMERS + 1)) + "\n")
        self.cluster.sql(
            f"""
            INSERT INTO customer (customer_id, name, kana, language, created_at)
            SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '試験 ' || n, 'シケン', 'ja', now()
            FROM generate_series(1, {CUSTOMERS}) n;
            INSERT INTO customer_identity (kind, value, customer_id, added_at)
            SELECT 'mail', 'bench-' || n || '@example.jp',
                ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now()
            FROM generate_series(1, {CUSTOMERS}) n;
            -- The bench's customers reserve more often than people do.
            INSERT INTO reservation_policy (policy_id, hold_days, ready_minutes, extension_days, customer_extensions,
                clerk_extensions, agent_extensions, open_per_customer)
            VALUES ('bench', 3, 120, 2, 1, 2, 3, 32767);
            -- Off by default; one variant of the run switches it on.
            INSERT INTO contact_policy (policy_id, purpose, priority, enabled, reason, channel, within_minutes,
                retry_minutes, when_unreachable)
            VALUES ('bench', 'confirm', 10, false, 'bench', 'phone', 60, '{{30,120,1080}}', 'keep');
            """)

    def open(self):
        """Through the running service: stock of the hot SKU, reservations for the links, the reference's answers."""
        rows = [{"sku": "HOT", "kind": "received", "quantity": HOT_RECEIPT}] * HOT_RECEIPTS
        status, text = self.service.request(
            "POST", "/v1/stock/movements", {"location": "S1", "movements": rows}, self.key)
        expect(status == 201, f"receipts of the hot SKU: {status} {text}")
        answers = {}
        tokens = []
        for number in range(1, LINKS + 1):
            count = 1 + number % 3
            body = {
                "location": f"S{number}", "customer": {"id": customer_id(number)},
                "lines": [{"sku": f"K{number + i}", "quantity": 1} for i in range(count)],
            }
            status, text = self.service.request("POST", "/v1/reservations", body, self.key)
            expect(status == 201, f"a reservation for a link: {status} {text}")
            answer = json.loads(text)
            self.linked.append(answer["id"])
            tokens.append(answer["link"].rsplit("/", 1)[1])
            answers[count] = text.split(answer["id"] + '"', 1)[1]
        self.tokens.write_text("\n".join(tokens) + "\n")
        status, text = self.service.request("GET", f"/v1/pickup/{tokens[0]}")
        expect(status == 200, f"a link: {status} {text}")
        gone = {"location": "S1", "customer": {"id": customer_id(1)}, "lines": [{"sku": "GONE", "quantity": 1}]}
        status, text = self.service.request("POST", "/v1/reservations", gone, self.key)
        expect(status == 409, f"the SKU that is sold out: {status} {text}")
        reference = (FOLDER / "reference.sql").read_text(encoding="utf-8")
        self.cluster.sql(reference, variables={f"answer{count}": text for count, text in answers.items()})
        self.cluster.sql("VACUUM ANALYZE")

    def write(self, name, header, rows):
        """Writes a CSV file that any user may read."""
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
        path.chmod(0o644)
        return path

    def _locations(self):
        return self.write(
            "locations.csv", ["location", "kind", "name", "name_en", "latitude", "longitude", "time_zone"],
            ([f"S{n}", "store", f"試験{n}号店", f"Bench {n}", 34 + n / 100, 135 + n / 100, "Asia/Tokyo"]
             for n in range(1, STORES + 1)))

    def _hours(self):
        return self.write(
            "hours.csv", ["location", "day", "opens", "closes"],
            ([f"S{n}", day, "10:00", "21:00"] for n in range(1, STORES + 1) for day in range(1, 8)))

    def _catalogue(self):
        rows = [[f"K{n}", f"試験品{n}号", f"Article {n}", 500 + 10 * n] for n in range(1, SKUS + 1)]
        rows += [["HOT", "話題の品", "The article everybody wants", 4980], ["GONE", "完売の品", "Sold out", 4980]]
        return self.write("catalogue.csv", ["sku", "name", "name_en", "price"], rows)

    def _stock(self):
        rows = [[f"S{store}", f"K{n}", STOCK, 0] for store in range(1, STORES + 1) for n in range(1, SKUS + 1)]
        # Three on the shelf, all kept back: nothing may be promised.
        rows += [["S1", "HOT", HOT_RECEIPT, 0], ["S1", "GONE", 3, 3]]
        return self.write("stock.csv", ["location", "sku", "on_hand", "safety"], rows)
