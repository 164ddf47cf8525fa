"""The rooms of contracts/: who may see whom, and how large a file may grow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CONTRACTS = Path(__file__).parents[2] / "contracts"

# Dependencies point one way: a room sees itself and the rooms named here.
ARROWS = {
    "libraries": {"interfaces"},
    "interfaces": set(),
    "access": {"interfaces", "libraries"},
    "register": {"access", "interfaces", "libraries"},
    "token": {"access", "register", "interfaces", "libraries"},
    "registrar": {"access", "register", "token", "interfaces", "libraries"},
    "office": {"access", "register", "token", "interfaces", "libraries"},
    # Of the register the one value type that every movement carries; see below.
    "compliance": {"register", "interfaces", "libraries"},
    "distribution": {"interfaces", "libraries"},
    "governance": {"interfaces", "libraries"},
    "mocks": {"interfaces", "libraries"},
}
SOURCES = sorted(CONTRACTS.rglob("*.sol"))
IMPORT = re.compile(r'import\s[^"]*"(\.[^"]+)"')


def room(path: Path) -> str:
    return path.relative_to(CONTRACTS).parts[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_imports__of_each_file__follow_the_arrows(source: Path) -> None:
    targets = {room((source.parent / name).resolve()) for name in IMPORT.findall(source.read_text())}
    assert targets <= ARROWS[room(source)] | {room(source)}


@pytest.mark.parametrize("source", [path for path in SOURCES if room(path) == "compliance"], ids=lambda path: path.stem)
def test_imports__of_compliance_from_the_register__the_member_word_only(source: Path) -> None:
    targets = [(source.parent / name).resolve() for name in IMPORT.findall(source.read_text())]
    assert {target.name for target in targets if room(target) == "register"} <= {"Member.sol"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_imports__of_each_file__are_named_and_used(source: Path) -> None:
    text = source.read_text()
    body = re.sub(r"import\s*\{.*?\}\s*from\s*\"[^\"]+\";", "", text, flags=re.S)
    assert not re.search(r'import\s+"', text)
    for names in re.findall(r"import\s*\{(.*?)\}", text, re.S):
        for name in filter(None, (part.strip().split(" as ")[-1] for part in names.split(","))):
            assert re.search(rf"\b{name}\b", body), f"{name} is imported and not used"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_size__of_each_file__can_be_read_in_one_sitting(source: Path) -> None:
    lines = [line.strip() for line in source.read_text().splitlines()]
    code = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
    assert len(code) <= 320
