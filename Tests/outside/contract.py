# SPDX-License-Identifier: Apache-2.0
"""Holds the service against its own OpenAPI document: no 5xx, no undocumented status, answers as declared.

The document is read from the service; requests are made up from it by schemathesis, good and bad ones. Bounded in
examples and in time. `TORIOKI_SEED=…` repeats a run.
"""

import json
import os
import random
import subprocess
import sys

from common import ARTEFACTS, ROOT, Service, expect, main

SECONDS = int(os.environ.get("TORIOKI_SECONDS", "120"))
EXAMPLES = 40
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# A stream has no end; ProcessTests look at it.
STREAMS = ["/v1/events"]


def check():
    seed = os.environ.get("TORIOKI_SEED") or str(random.randrange(2**31))
    report = ARTEFACTS / "contract.json"
    with Service(demo=True) as service:
        document = service.request("GET", "/openapi.json")
        expect(document.status == 200, f"/openapi.json answers {document.status}")
        paths = document.json["paths"]
        operations = sum(method in ("get", "post", "put", "patch", "delete") for p in paths.values() for method in p)
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"{service.url}/openapi.json",
            "--header", f"Authorization: Bearer {service.key()}",
            "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--mode", "all",
            "--max-examples", str(EXAMPLES), "--max-time", str(SECONDS), "--request-timeout", "10",
            # One worker: in several threads CPython 3.11's parser, which the tool uses on itself, can fail by mistake.
            "--continue-on-failure", "--workers", "1", "--seed", seed, "--generation-database", "none",
            "--warnings", "off", "--no-color", "--report", "json", "--report-json-path", str(report),
        ]
        for stream in STREAMS:
            command += ["--exclude-path", stream]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + 120,
            env={**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"},
        )
        (ARTEFACTS / "contract.log").write_text(done.stdout + done.stderr)
        metrics = service.request("GET", "/metrics").body.decode()
        expect(service.process.poll() is None, f"the service ended:\n{service.log_tail()}")
        verified = service.command("verify", check=False)

    asked = sum(
        int(float(line.rsplit(" ", 1)[1])) for line in metrics.splitlines()
        if line.startswith("torioki_http_requests_total{")
    )
    mistakes = [line for line in metrics.splitlines() if line.startswith("torioki_unexpected_errors_total{")]
    print(f"contract: {operations} operations, {asked} requests answered, seed {seed}; report in artefacts/contract.log")
    expect(asked >= 20 * operations, f"only {asked} requests for {operations} operations were made")
    expect(not mistakes, "the service met errors that nobody foresaw:\n" + "\n".join(mistakes))
    expect(done.returncode == 0, "schemathesis found differences (seed " + seed + "):\n" + tail(done.stdout, 60))
    expect(verified.returncode == 0, f"torioki verify:\n{verified.stdout}{verified.stderr}")
    json.loads(report.read_text())


def tail(text, lines):
    return "\n".join(text.splitlines()[-lines:])


if __name__ == "__main__":
    main(check)
