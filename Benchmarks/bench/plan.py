# SPDX-License-Identifier: Apache-2.0
"""Says what is measured, in which order: each round the reference and Torioki take turns, mix by mix."""

import statistics

from .settings import CONNECTIONS, REFERENCE_CLIENTS, SECONDS, WARM_SECONDS

# What may be answered besides success; anything else makes the run fail.
REFUSALS = {"gone": {409}}


class Run:
    """Keeps every figure of every round: {name: [result, …]}."""

    def __init__(self, cluster, service, pgbench, wrk):
        self.cluster, self.service, self.pgbench, self.wrk = cluster, service, pgbench, wrk
        self.results = {}
        self.errors = []

    def round(self):
        """Measures everything once. A checkpoint comes before it: one before each stretch would make the first write of
        every page so dear (a full page image) that short stretches show little else."""
        self.cluster.sql("CHECKPOINT")
        for mix in ("uniform", "hot"):
            self._alone()
            self._reference(mix, 1)
            self._reference(mix, REFERENCE_CLIENTS)
            self._serve()
            for connections in CONNECTIONS:
                self._torioki(mix, "reserve", connections, mix="uniform" if mix == "uniform" else "HOT")
        self.cluster.sql("UPDATE contact_policy SET enabled = true WHERE policy_id = 'bench'")
        self._serve()
        self._torioki("contact", "reserve", 64, mix="uniform")
        self.cluster.sql("UPDATE contact_policy SET enabled = false WHERE policy_id = 'bench'")
        for mix in ("availability", "status"):
            self._alone()
            self._reference(mix, REFERENCE_CLIENTS)
            self._serve()
            for connections in CONNECTIONS:
                self._torioki(mix, mix, connections)
        self._serve()
        self._torioki("gone", "reserve", 64, mix="GONE")
        self._torioki("movements", "movements", 64)

    def half_load(self, measure):
        """Measures what customers wait at half of the best rate; `measure(rate, seconds)` sends it.

        The best rate is the one of this minute, since the machine's own speed moves; then the same load warms up."""
        self._serve()
        connections = self.best("uniform")["connections"]
        rate = self.wrk.measure("reserve", connections, mix="uniform")["rate"] / 2
        self.cluster.quieten()
        measure(rate, WARM_SECONDS)
        result = measure(rate, SECONDS)
        self._keep("half load", result)
        self._look("half load", result, {201})

    def _alone(self):
        """Stops the service: its duties must not take from the reference."""
        self.service.stop()
        self.cluster.quieten()

    def _serve(self):
        """Starts the service afresh, and reads its memory before it has work."""
        self._alone()
        self.service.start(idle_seconds=2)

    def _reference(self, mix, clients):
        self._keep(f"reference {mix} {clients}", self.pgbench.measure(mix, clients))

    def _torioki(self, name, script, connections, **values):
        result = self.wrk.measure(script, connections, **values)
        self._keep(f"torioki {name} {connections}", result)
        self._look(f"{name} {connections}", result, REFUSALS.get(name, {200, 201}))

    def _look(self, name, result, expected):
        wrong = {int(status): count for status, count in result["statuses"].items() if int(status) not in expected}
        lost = result.get("broken", 0) + result.get("unanswered", 0)
        if wrong or lost or not result["requests"]:
            self.errors.append(f"{name}: of {result['requests']} answers {wrong or 'none'} not expected by status; "
                               f"{lost} requests without an answer")

    def _keep(self, name, result):
        self.results.setdefault(name, []).append(result)
        print(f"bench: {name:32} {result['rate']:9.0f}/s  p50 {result.get('p50_ms', result.get('mean_ms')):8.2f} ms"
              f"  generator {100 * result['generator_share']:3.0f} %", flush=True)

    def median(self, name):
        """The median over the rounds, figure by figure."""
        rounds = self.results[name]
        return {key: statistics.median(result[key] for result in rounds)
                for key, value in rounds[0].items() if isinstance(value, (int, float))}

    def best(self, name):
        """The medians at the number of connections that served most."""
        candidates = [{**self.median(key), "connections": int(key.split()[-1])}
                      for key in self.results if key.startswith(f"torioki {name} ")]
        return max(candidates, key=lambda result: result["rate"])

