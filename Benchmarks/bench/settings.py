# SPDX-License-Identifier: Apache-2.0
"""Names every figure of a run in one place. The environment may change those that are read from it."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Benchmarks"
# A binary that was built elsewhere is taken as it is, to compare two of them.
BINARY = pathlib.Path(os.environ.get("BENCH_BINARY") or ROOT / ".build" / "release" / "torioki")
BUILDS = not os.environ.get("BENCH_BINARY")
# The paced load.
PACE = ROOT / ".build" / "release" / "pace"
LUA = FOLDER / "lua"

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
# Before each measured stretch: connections are opened and statements prepared.
WARM_SECONDS = 1

STORES = 200
SKUS = 500
CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "200000"))
# On hand of each SKU at each store, and of the hot one (receipts of the largest size that one movement may have).
STOCK = 100_000
HOT_RECEIPTS, HOT_RECEIPT = 40, 999_999
LINKS = 100

# The parts of a run, each on a database of its own.
PARTS = os.environ.get("BENCH_PARTS", "rates,import,sweep,growth,overload").split(",")
# Growth: reservations that were closed long ago, and SKUs that each store has a level of.
CLOSED = int(os.environ.get("BENCH_CLOSED", "10000000"))
GROWN_SKUS = int(os.environ.get("BENCH_GROWN_SKUS", "25000"))
# The sweep: holds that lapse, and the seconds over which they do.
DUE = int(os.environ.get("BENCH_DUE", "100000"))
SWEEP_SECONDS = int(os.environ.get("BENCH_SWEEP_SECONDS", "60"))
IMPORT_ROWS = 1_000_000

CONNECTIONS = [1, 16, 64, 256]
REFERENCE_CLIENTS, REFERENCE_THREADS = 16, 2

SEED = 20261122
HOST = "127.0.0.1"

# initdb as Sources/Cluster does it; these settings on top. Everything else is PostgreSQL's own default.
POSTGRES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    # Tells when each hold was ended; costs ten bytes a transaction.
    "track_commit_timestamp": "on",
}


class BenchFailed(Exception):
    """Says in one sentence why there is no result."""


def expect(condition, sentence):
    if not condition:
        raise BenchFailed(sentence)
