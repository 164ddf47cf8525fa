"""Pytest plugin for the chain under the tests: its port, its speed, and that nothing of it stays behind.

Loaded by tests/conftest.py; holds no fixture that a test would name. The speed-ups change no result: they
leave out questions to the chain whose answers nobody uses in tests, and make each question cheaper.
"""

from __future__ import annotations

import contextlib
import gc
import http.client
import io
import shutil
import socket
import sys
import tempfile
import threading
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from brownie import network
from web3 import HTTPProvider

from tests import errors

ANSWER_SECONDS = 120
RECEIPT_SECONDS = 2


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Brownie starts its chain, in each run and xdist worker, and after Brownie's own settings."""
    for values in sys.modules["brownie._config"].CONFIG.networks.values():
        if isinstance(values.get("cmd_settings"), dict):
            values["cmd_settings"]["port"] = _free_port()
    _spare_stack_inspection()
    _spare_middleware()
    HTTPProvider.make_request = _ask  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """After the last test: ends the chain and removes the database that a killed ganache leaves behind."""
    process = network.rpc.process
    if process is None or not network.rpc.is_child():
        return
    with contextlib.redirect_stdout(io.StringIO()):  # pytest's own summary stays the last line
        network.rpc.kill(False)
    for folder in Path(tempfile.gettempdir()).glob(f"ganache_-{process.pid}-*"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _frozen_heap() -> Iterator[None]:
    """Keeps what exists before the first test out of the collections Brownie starts whenever it reverts."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _free_port() -> int:
    """A port nobody uses: two runs on one port would share one chain and fail in strange ways."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _spare_stack_inspection() -> None:
    """Brownie reads the whole call stack at each snapshot, only to warn callers other than `chain`."""
    module = sys.modules[type(network.rpc).__module__]
    frame = types.SimpleNamespace(f_locals={"self": module.chain})
    module.inspect = types.SimpleNamespace(stack=lambda: [None, types.SimpleNamespace(frame=frame)])  # type: ignore


def _spare_middleware() -> None:
    """web3.py asks for chain id, gas price and last block around requests; Brownie has settled them."""
    for name in ("validation", "gas_price_strategy"):
        if name in network.web3.middleware_onion:
            network.web3.middleware_onion.remove(name)


_connections = threading.local()


def _ask(provider: HTTPProvider, method: Any, params: Any) -> Any:
    """In place of HTTPProvider.make_request: one connection per thread; tests.errors sees each answer."""
    address = urlsplit(str(provider.endpoint_uri)).netloc
    if getattr(_connections, "address", None) != address:
        _connections.address = address
        _connections.open = http.client.HTTPConnection(address, timeout=ANSWER_SECONDS)
    body = provider.encode_rpc_request(method, params)
    try:
        text = _post(_connections.open, body)
    except (ConnectionResetError, BrokenPipeError):  # the chain has closed a connection long unused
        _connections.open.close()
        text = _post(_connections.open, body)
    response = provider.decode_rpc_response(text)
    if method in ("eth_sendTransaction", "eth_sendRawTransaction") and "result" in response:
        _await_receipt(provider, response["result"])
    errors.see(method, response)
    return response


def _await_receipt(provider: HTTPProvider, transaction: Any) -> None:
    """anvil answers a moment before its block is made, and Brownie could take the transaction for lost."""
    body = provider.encode_rpc_request("eth_getTransactionReceipt", [transaction])  # type: ignore[arg-type]
    give_up = time.monotonic() + RECEIPT_SECONDS
    while not provider.decode_rpc_response(_post(_connections.open, body)).get("result"):
        if time.monotonic() > give_up:
            return
        time.sleep(0.001)


def _post(connection: http.client.HTTPConnection, body: bytes) -> bytes:
    try:
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        return connection.getresponse().read()
    except OSError:
        connection.close()
        raise
