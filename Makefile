# SPDX-License-Identifier: Apache-2.0
# The menu of the workshop: `make` shows it. Recipes are short; what is longer stands in .ci/.
# All paths are relative, so the checkout may lie in a folder whose name has spaces.

.DEFAULT_GOAL := help
.PHONY: help setup build release run demo test snapshots faults bench lint format schema verify clean

SWIFT_SOURCES := Package.swift Sources Tests Benchmarks
TORIOKI := .build/debug/torioki
PRIVATE := TORIOKI_DATA="$${TORIOKI_DATA:-.torioki}"

help: ## Show this menu
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## Install what is missing (Debian and Ubuntu), or say what to install
	@.ci/setup --tests

build: ## Build everything for debugging
	@.ci/setup
	swift build

release: ## Build the command for production: .build/release/torioki
	@.ci/setup
	swift build -c release --product torioki

run: build ## Serve the demo chain on a private PostgreSQL in .torioki/ and print where to click
	@$(PRIVATE) exec $(TORIOKI) serve --demo

demo: build ## Run the whole main job once on a fresh database, one line a step
	@exec $(TORIOKI) demo

test: ## Run every test: Swift's own, then the checks from outside
	@.ci/test

snapshots: ## Write Tests/Snapshots anew after a change that is meant; then look at the diff
	@.ci/setup --tests
	TORIOKI_SNAPSHOTS=write swift test --filter '(Site|API|Letter)SnapshotTests'

faults: build ## Make every fault under load, in full (about 20 minutes); the figures of docs/reliability.md
	@.ci/setup --tests
	@.venv/bin/python Tests/outside/faults.py --full

bench: ## Measure against pgbench; results in Benchmarks/
	@.ci/setup
	@Benchmarks/run

lint: ## Check the format of the Swift sources and a few rules of the house
	@.ci/lint $(SWIFT_SOURCES)

format: ## Bring the Swift sources into the house's format
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

schema: ## Put Schema/*.sql, sheets and modules into the sources that travel with the binary
	Schema/embed
	Sources/Site/Assets/embed

verify: build ## Prove the promises from the ledgers of the private database
	@$(PRIVATE) exec $(TORIOKI) verify

clean: ## Remove what was built; the data in .torioki/ stays
	rm -rf .build .venv artefacts
