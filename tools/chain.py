"""The project's own ganache that stays up between commands: Brownie's live network `local`.

    chain.py start             start it over the kept database, or over a new one if there is none
    chain.py start --fresh     start it over a new database; what was deployed before is forgotten
    chain.py stop              stop it; the database stays
    chain.py status            say whether it runs (exit code 0) or not (1)
    chain.py demo COMMAND...   start it fresh, run the command, stop it, exit with the command's code

Its files lie in `.chain/`. It listens on 127.0.0.1, port LOCAL_PORT (18545 unless set), with chain id 31337
and the same hundred funded accounts as the test chains. The Makefile runs it with the project's Python.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".chain"
DATABASE = FOLDER / "db"
PID_FILE = FOLDER / "ganache.pid"
LOG = FOLDER / "ganache.log"
GANACHE = ROOT / "node_modules" / "ganache" / "dist" / "node" / "cli.js"

HOST = "127.0.0.1"
DEFAULT_PORT = 18545
CHAIN_ID = 31337
MNEMONIC = "test test test test test test test test test test test junk"
ACCOUNTS = 100
BALANCE_ETHER = 10_000
BLOCK_GAS_LIMIT = 30_000_000

START_SECONDS = 60
STOP_SECONDS = 5


class ChainError(Exception):
    """One sentence for the user: what is in the way and what to do."""


def chosen_port() -> int:
    """LOCAL_PORT, or the project's own default."""
    text = os.environ.get("LOCAL_PORT") or str(DEFAULT_PORT)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ChainError(f"LOCAL_PORT={text} is not a port: use a number from 1024 to 65535, or leave it out.")
    return int(text)


def running() -> tuple[psutil.Process, int] | None:
    """Our ganache and its port, or None. A pid file left by a killed ganache is removed.

    The number alone proves nothing, since the system reuses it: the process must also work on our database.
    """
    try:
        record = json.loads(PID_FILE.read_text())
        process = psutil.Process(record["pid"])
        if str(DATABASE) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
            return process, record["port"]
    except (OSError, ValueError, KeyError, psutil.Error):
        pass
    PID_FILE.unlink(missing_ok=True)
    return None


def rpc(port: int, method: str, *params: object) -> Any:
    """One JSON-RPC call; OSError while nobody answers. Proxy settings of the machine do not apply."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(f"http://{HOST}:{port}", body, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        return json.load(answer)["result"]


def port_owner(port: int) -> str:
    """Who listens on the port, as far as this user may see."""
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections(kind="tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    return "another program"


def require_free(port: int) -> None:
    """Refuses a port on which somebody else listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise ChainError(
                f"Port {port} is taken by {port_owner(port)}: stop that, or choose another port with "
                f"LOCAL_PORT, for example `export LOCAL_PORT={port + 100 if port < 65000 else DEFAULT_PORT}`."
            ) from None


def forget_deployments() -> None:
    """Removes what belonged to the previous chain: database, Brownie's records, the project's state files."""
    shutil.rmtree(DATABASE, ignore_errors=True)
    deployments = ROOT / "build" / "deployments"
    shutil.rmtree(deployments / str(CHAIN_ID), ignore_errors=True)
    for state in (ROOT / "deployments").glob("local*.json"):
        state.unlink()
    with contextlib.suppress(OSError, ValueError):
        index = json.loads((deployments / "map.json").read_text())
        if index.pop(str(CHAIN_ID), None) is not None:
            (deployments / "map.json").write_text(json.dumps(index, sort_keys=True, indent=2))
    records = ROOT / ".brownie" / "deployments.db"
    if records.is_file():
        with contextlib.closing(sqlite3.connect(records)) as connection:
            connection.execute(f"DROP TABLE IF EXISTS chain{CHAIN_ID}")


def launch(port: int) -> subprocess.Popen[bytes]:
    """Starts ganache in a session of its own, so that Ctrl-C in the terminal does not reach it."""
    node = shutil.which("node")
    if node is None or not GANACHE.is_file():
        raise ChainError("ganache is not installed: run `make setup` first.")
    command = [node, str(GANACHE)]
    command += ["--server.host", HOST, "--server.port", str(port)]
    command += ["--chain.chainId", str(CHAIN_ID), "--chain.networkId", str(CHAIN_ID)]
    command += ["--chain.hardfork", "shanghai", "--chain.vmErrorsOnRPCResponse", "true"]
    command += ["--wallet.mnemonic", MNEMONIC, "--wallet.totalAccounts", str(ACCOUNTS)]
    command += ["--wallet.defaultBalance", str(BALANCE_ETHER), "--miner.blockGasLimit", str(BLOCK_GAS_LIMIT)]
    command += ["--database.dbPath", str(DATABASE)]
    with LOG.open("wb") as log:
        return subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Returns once our ganache answers; raises when it died or does not answer in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, ValueError):
            if int(rpc(port, "eth_chainId"), 16) == CHAIN_ID:
                return
        time.sleep(0.1)
    process.kill()
    PID_FILE.unlink(missing_ok=True)
    raise ChainError(
        f"ganache did not start: its log is {LOG.relative_to(ROOT)}; if its database is damaged, `make demo` "
        "or `make chain FRESH=1` begins a new one."
    )


def catch_up_with_last_block(port: int) -> None:
    """Moves ganache's clock to the last kept block, when commands had moved that into the future."""
    last = int(rpc(port, "eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    if last > time.time():
        rpc(port, "evm_setTime", (last + 1) * 1000)


def start(fresh: bool = False) -> int:
    """Starts the chain and returns its port; one that runs already is kept, or replaced when `fresh`."""
    port = chosen_port()
    current = running()
    if current and fresh:
        stop()
        current = None
    if current:
        if current[1] != port:
            raise ChainError(f"The chain runs on port {current[1]}: stop it first with `make chain-stop`.")
        print(f"chain: already running on {HOST}:{port} (process {current[0].pid})")
        return port

    require_free(port)
    FOLDER.mkdir(exist_ok=True)
    if fresh or not DATABASE.is_dir():
        forget_deployments()
    process = launch(port)
    PID_FILE.write_text(json.dumps({"pid": process.pid, "port": port}))
    wait_until_ready(process, port)
    catch_up_with_last_block(port)
    print(f"chain: running on {HOST}:{port}, chain id {CHAIN_ID} (process {process.pid})")
    return port


def stop() -> None:
    """Stops the chain, if it runs; kills it when it does not leave in time, which its database survives."""
    current = running()
    if current is None:
        print("chain: not running")
        return
    process, _ = current
    with contextlib.suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
    PID_FILE.unlink(missing_ok=True)
    print("chain: stopped")


def status() -> int:
    """Prints whether the chain runs; 0 if it does, 1 if not."""
    current = running()
    if current is None:
        print("chain: not running")
        return 1
    print(f"chain: running on {HOST}:{current[1]}, chain id {CHAIN_ID} (process {current[0].pid})")
    return 0


def demo(command: Sequence[str]) -> int:
    """Runs a command on a fresh chain, stops the chain whatever happens, returns the command's exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    try:
        start(fresh=True)
        return subprocess.run(command, cwd=ROOT).returncode
    finally:
        if running():
            stop()


def main(argv: Sequence[str]) -> int:
    """Command line; 1 and one sentence when something is in the way."""
    parser = argparse.ArgumentParser(prog="tools/chain.py", description="The project's own lasting ganache.")
    commands = parser.add_subparsers(dest="name", required=True)
    commands.add_parser("start").add_argument("--fresh", action="store_true", help="begin a new database")
    commands.add_parser("stop")
    commands.add_parser("status")
    commands.add_parser("demo").add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(argv)
    try:
        if options.name == "start":
            start(options.fresh)
        elif options.name == "stop":
            stop()
        elif options.name == "status":
            return status()
        else:
            return demo(options.command)
    except ChainError as problem:
        print(f"chain: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
