# Everything here works inside the project folder. `make` alone lists the targets.

PYTHON ?= python3
NETWORK ?= ganache-cli
TESTS ?=
ARGS ?=
WORKERS ?= 2
FRESH ?=
HOLDERS ?= 10000

BIN := .venv/bin
FORGE := node_modules/@foundry-rs/forge-linux-amd64/bin/forge

.DEFAULT_GOAL := help
.PHONY: help setup compile demo test test-deep scale chain chain-stop console gas sizes bench docs lint format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## install everything into the project folder (again: does nothing)
	@command -v $(PYTHON) >/dev/null || { echo "setup: $(PYTHON) is not installed: install Python 3.10 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 7) and "setup: $(PYTHON) is too old: use Python 3.10 or newer, for example make setup PYTHON=python3.11")'
	@$(PYTHON) tools/bootstrap.py

compile: setup ## compile what changed in contracts/
	@$(BIN)/brownie compile

demo: compile ## run the demo on a fresh chain of the project's own, and keep that chain's database
	@$(BIN)/python tools/chain.py demo $(BIN)/brownie run demo --network local

# The second compile has nothing to compile: it drops the artifacts that nobody needs, before two workers try to at once.
test: compile ## run the tests; NETWORK=anvil for anvil, TESTS=tests/unit/x for a part, ARGS='-x -k word', WORKERS=1 for one chain
	@$(BIN)/brownie compile >/dev/null
	@$(BIN)/pytest --network $(NETWORK) -n $(WORKERS) $(ARGS) $(TESTS)

test-deep: setup ## let the state machines search ten times as many lives, twice as long, on NETWORK
	@DEEP=1 $(BIN)/pytest --network $(NETWORK) $(ARGS) tests/stateful

scale: compile ## measure a distribution to HOLDERS holders on an anvil of its own, with a push that is killed in the middle
	@$(BIN)/python -m tests.scale --holders $(HOLDERS)

chain: setup ## start the chain `local` in the background, with the demo's state; FRESH=1 for a new one
	@$(BIN)/python tools/chain.py start $(if $(FRESH),--fresh)

chain-stop: setup ## stop the chain `local`; its state stays
	@$(BIN)/python tools/chain.py stop

console: setup ## open Brownie's console on NETWORK (a new ganache, or NETWORK=local)
	@$(BIN)/brownie console --network $(NETWORK)

gas: setup ## measure again and write snapshots/gas.json
	@UPDATE_SNAPSHOTS=1 $(BIN)/pytest --network $(NETWORK) tests/gas/test_gas.py

sizes: setup ## measure again and write snapshots/sizes.json
	@UPDATE_SNAPSHOTS=1 $(BIN)/pytest --network $(NETWORK) tests/gas/test_sizes.py

bench: setup ## measure gas beside the peers in benchmarks/ and write the results; NETWORK=anvil only compares
	@$(BIN)/python -m benchmarks --network $(NETWORK)

docs: setup ## write the table of roles in docs/roles.md again, from the interfaces
	@$(BIN)/python tools/roles_table.py

lint: setup ## check the Python and Solidity files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@if [ -x $(FORGE) ]; then $(FORGE) fmt --check contracts benchmarks/contracts; else echo "forge is not here: Solidity format not checked"; fi

format: setup ## format the Python and Solidity files
	@$(BIN)/ruff check --fix --select I .
	@$(BIN)/ruff format .
	@if [ -x $(FORGE) ]; then $(FORGE) fmt contracts benchmarks/contracts; fi

clean: ## stop the chain and remove what was built, but not what was installed
	@if [ -x $(BIN)/python ]; then $(BIN)/python tools/chain.py stop; fi
	@rm -rf build benchmarks/build reports .chain .hypothesis .pytest_cache .ruff_cache deployments/local*.json
	@find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +
