#!/usr/bin/env python3
"""Sets the project up inside its own folder: `make setup`, or `python3 tools/bootstrap.py`.

Steps: venv -> Python packages (hash lock) -> Node packages (integrity lock) -> Solidity compiler -> three
lines of Brownie -> start-up hook -> network `local` -> stale artifacts. Each step is skipped while what it
was made from is unchanged, so a second run only reads stamps. Nothing is written outside the project folder,
apart from the caches of pip and npm.

SOLC chooses the compiler: `native` (download) or `wasm` (npm package). Without it the one there is stays; at
first that is the native one where the download works within a minute, and wasm elsewhere. Both are builds of
the same commit.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
NODE_MODULES = ROOT / "node_modules"
COMPILERS = ROOT / ".solcx"
DATA_FOLDER = ROOT / ".brownie"

SOLC_VERSION = "0.8.30"
SOLC_BUILD = "0.8.30+commit.73712a01"
SOLC_BINARY = COMPILERS / f"solc-v{SOLC_VERSION}"
SOLC_WRAPPER = ROOT / "tools" / "solc.js"
SOLC_DOWNLOAD_SECONDS = 60

OLDEST_PYTHON = (3, 10)
OLDEST_NODE = 18

LOCAL_NETWORK = {
    "name": "The project's own ganache (make chain)",
    "id": "local",
    "chainid": 31337,
    "host": "http://127.0.0.1:$LOCAL_PORT",
}


# Three lines of the Brownie inside .venv get another value, each found by how it begins:
# - Its data folder is ~/.brownie, shared by all Brownie projects of a machine, and no setting moves it. Here
#   it is .brownie in the project, or SCRIP_BROWNIE_HOME, for example ~/.brownie to use the key files there.
# - Without --network it starts anvil. (A default in brownie-config.yaml breaks the compiled 1.22.2 wheels.)
# - A transaction that would fail on the chain `local` ends in an AttributeError instead of the reason, since
#   ganache's answer to a gas estimate carries the reason but no transaction hash.
# - A transaction counts as dropped at once when the sender's nonce is ahead of its receipt, as anvil's can be for a
#   moment; like every later look, the first one waits 15 seconds before it asks for the nonce.
BROWNIE_LINES = (
    (
        "_config.py",
        "DATA_FOLDER: Final = ",
        'Path(os.getenv("SCRIP_BROWNIE_HOME") or f"{sys.prefix}/../.brownie").resolve()',
    ),
    ("data/default-config.yaml", "  default: ", "ganache-cli"),
    (
        "exceptions.py",
        "        exc_data = ",
        'exc["data"]["result"] if isinstance(exc["data"], dict) and exc["data"].get("hash", "") is None '
        'else _normalize_tx_error_data(exc["data"])',
    ),
    ("network/transaction.py", "        nonce_time = ", "time.time()"),
)


class SetupError(Exception):
    """One sentence for the user: what is missing and what to do."""


def fingerprint(*parts: str | Path) -> str:
    """Digest of texts and of the contents of files; a missing file counts as empty."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part.read_bytes() if part.is_file() else b""
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def run_step(name: str, inputs: str, outputs: Sequence[Path], action: Callable[[], None]) -> None:
    """Runs `action` unless a stamp says that it was done for these inputs and its outputs are still there."""
    stamp = STAMPS / name
    if stamp.is_file() and stamp.read_text() == inputs and all(output.exists() for output in outputs):
        return
    print(f"setup: {name}", flush=True)
    stamp.unlink(missing_ok=True)
    action()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(inputs)


def run(command: Sequence[str | Path], advice: str, **environment: str) -> None:
    """Runs a command quietly; on failure shows what it said and raises `advice`."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode != 0:
        print(result.stdout[-4000:], file=sys.stderr)
        raise SetupError(advice)


def check_python() -> None:
    """Refuses a Python that is too old or lacks the venv module (Debian packages it separately)."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            f"Python {sys.version_info.major}.{sys.version_info.minor} is too old: install Python 3.10 or "
            "newer and name it, for example `make setup PYTHON=python3.11`."
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise SetupError(
            "This Python has no venv module: install it (on Debian and Ubuntu: `apt install python3-venv`) "
            "and try again."
        ) from None


def check_node() -> str:
    """Refuses a missing or old Node, or a missing npm; returns the Node version."""
    node = shutil.which("node")
    if node is None:
        raise SetupError(f"Node is not installed: install Node {OLDEST_NODE} or newer, with npm, and try again.")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    major = version.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < OLDEST_NODE:
        raise SetupError(f"Node {version} is too old: install Node {OLDEST_NODE} or newer and try again.")
    if shutil.which("npm") is None:
        raise SetupError("npm is not installed: install it, it usually comes with Node, and try again.")
    return version


def make_venv() -> None:
    """Creates `.venv` anew, so that nothing of another Python version stays in it."""
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", VENV],
        "The folder .venv could not be created (the message is above): check that the project folder is "
        "writable and try again.",
    )


def install_python_packages() -> None:
    """Installs the locked packages; Brownie as plain Python, as its compiled 1.22.2 wheels are faulty."""
    pip = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check"]
    run(
        [*pip, "install", "--require-hashes", "--no-binary", "eth-brownie", "-r", "requirements.txt"],
        "pip could not install requirements.txt (its message is above): check the network or the package "
        "index that pip is set to, and run `make setup` again.",
        BROWNIE_NOCOMPILE="1",
    )


def install_node_packages() -> None:
    """Installs exactly what package-lock.json lists."""
    run(
        ["npm", "ci", "--no-audit", "--no-fund"],
        "npm could not install package-lock.json (its message is above): check the network or the registry "
        "that npm is set to, and run `make setup` again.",
    )


def download_native_compiler() -> bool:
    """Lets py-solc-x fetch the native compiler; False when that fails or takes longer than a minute.

    A child process does it, because a download through a silent firewall has no time limit of its own.
    """
    script = f"import solcx; solcx.install_solc({SOLC_VERSION!r})"
    environment = {**os.environ, "SOLCX_BINARY_PATH": str(COMPILERS)}
    quiet: dict[str, Any] = {"capture_output": True, "text": True, "check": True}
    try:
        subprocess.run([VENV_PYTHON, "-c", script], env=environment, timeout=SOLC_DOWNLOAD_SECONDS, **quiet)
        version = subprocess.run([SOLC_BINARY, "--version"], timeout=SOLC_DOWNLOAD_SECONDS, **quiet).stdout
    except (subprocess.SubprocessError, OSError):
        return False
    return SOLC_BUILD in version


def site_packages() -> list[str]:
    """The venv's package folders, as strings."""
    return [str(folder) for folder in VENV.glob("lib/python*/site-packages")]


def install_compiler(choice: str) -> None:
    """Puts solc at SOLC_BINARY: native where wanted and possible, else the npm one behind tools/solc.js."""
    COMPILERS.mkdir(exist_ok=True)
    SOLC_BINARY.unlink(missing_ok=True)
    if choice != "wasm" and download_native_compiler():
        print("setup: native solc", flush=True)
        return
    SOLC_BINARY.unlink(missing_ok=True)
    if choice == "native":
        raise SetupError(f"solc {SOLC_VERSION} could not be downloaded: check the network, or use SOLC=wasm.")
    SOLC_BINARY.symlink_to(os.path.relpath(SOLC_WRAPPER, COMPILERS))
    run([SOLC_BINARY, "--version"], "The npm compiler does not start: delete node_modules and try again.")


def install_hook() -> None:
    """Copies tools/venv_hook.py into the venv, imported at each start of its Python."""
    for folder in site_packages():
        shutil.copyfile(ROOT / "tools" / "venv_hook.py", Path(folder) / "scrip_venv.py")
        (Path(folder) / "scrip.pth").write_text("import scrip_venv\n")


def adapt_brownie() -> None:
    """Gives the lines of BROWNIE_LINES their new values, and refuses a Brownie that does not have them."""
    for name, start, value in BROWNIE_LINES:
        [path] = VENV.glob(f"lib/python*/site-packages/brownie/{name}")
        text, changes = re.subn(f"(?m)^({re.escape(start)}).*$", rf"\g<1>{value}", path.read_text())
        if changes != 1:
            raise SetupError("This is not Brownie 1.22.2 in plain Python: delete .venv and try again.")
        path.write_text(text)


def add_local_network() -> None:
    """Writes the live network `local` into the project's own Brownie data folder."""
    script = f"""
import yaml
from brownie._config import DATA_FOLDER
path = DATA_FOLDER / "network-config.yaml"
networks = yaml.safe_load(path.read_text())
networks["live"] = [group for group in networks["live"] if group["name"] != "Scrip"]
networks["live"].insert(0, {{"name": "Scrip", "networks": [{LOCAL_NETWORK!r}]}})
path.write_text(yaml.safe_dump(networks, sort_keys=False))
"""
    run(
        [VENV_PYTHON, "-c", script],
        "The network `local` could not be written: delete .brownie/network-config.yaml and run `make setup` again.",
        SCRIP_BROWNIE_HOME=str(DATA_FOLDER),
    )


def compiler_settings() -> str:
    """The chapter `compiler` of brownie-config.yaml, as text."""
    chapter = re.search(r"(?ms)^compiler:.*?(?=^\w|\Z)", (ROOT / "brownie-config.yaml").read_text())
    return chapter[0] if chapter else ""


def remove_stale_artifacts() -> None:
    """Has everything compiled anew: Brownie misses a change of viaIR, of remappings, of packages and of libraries.

    And it breaks on an artifact whose source was moved or removed.
    """
    shutil.rmtree(ROOT / "build" / "contracts", ignore_errors=True)


def library_sources() -> list[Path]:
    """The internal libraries and value types: Brownie does not compile who uses them when only they change."""
    return sorted(path for room in ("libraries", "register") for path in (ROOT / "contracts" / room).glob("*.sol"))


def source_names() -> str:
    """The list of sources, as text."""
    return repr(sorted(str(path.relative_to(ROOT)) for path in (ROOT / "contracts").rglob("*.sol")))


def setup() -> None:
    """All steps, in order."""
    check_python()
    node_version = check_node()
    choice = os.environ.get("SOLC", "")
    if choice not in ("", "native", "wasm"):
        raise SetupError(f"SOLC={choice} is unknown: use SOLC=native, SOLC=wasm or leave it out.")

    hook = ROOT / "tools" / "venv_hook.py"
    python_inputs = fingerprint(sys.version, str(VENV))
    packages = fingerprint(python_inputs, ROOT / "requirements.txt")
    node_inputs = fingerprint(node_version, ROOT / "package.json", ROOT / "package-lock.json")
    compiler = fingerprint(SOLC_BUILD)
    if choice and choice != ("wasm" if SOLC_BINARY.is_symlink() else "native"):
        SOLC_BINARY.unlink(missing_ok=True)

    run_step("venv", python_inputs, [VENV_PYTHON], make_venv)
    run_step("python packages", packages, [VENV / "bin" / "brownie"], install_python_packages)
    run_step("node packages", node_inputs, [NODE_MODULES / ".package-lock.json"], install_node_packages)
    run_step("solc", compiler, [SOLC_BINARY], lambda: install_compiler(choice))
    run_step("brownie", fingerprint(packages, repr(BROWNIE_LINES)), [], adapt_brownie)
    run_step("start-up hook", fingerprint(packages, hook), site_hooks(), install_hook)
    network_inputs = fingerprint(packages, repr(LOCAL_NETWORK))
    run_step("network local", network_inputs, [DATA_FOLDER / "network-config.yaml"], add_local_network)
    made_from = fingerprint(node_inputs, compiler_settings(), source_names(), *library_sources())
    run_step("artifacts", made_from, [], remove_stale_artifacts)


def site_hooks() -> list[Path]:
    """Where the hook lies in the venv; used to see that it is still there."""
    return [Path(folder) / "scrip.pth" for folder in site_packages()]


def main() -> int:
    """Runs the set-up; 1 and one sentence when it cannot."""
    try:
        setup()
    except SetupError as problem:
        print(f"setup: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"setup: {problem}: check that the project folder is writable.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
