"""docs/roles.md says who may call what as the interfaces do, and the interfaces as the gates that are tested."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from scripts.lib.roles import ADMINISTRATOR, GRANTABLE, role_id
from tests.unit.access.test_gates import GATES

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
# The rooms of the two contracts that ask the security's table, what guards their functions, and the role when the guard
# does not name it.
ELSEWHERE = {
    "distributor": ("distribution", r"onlyRole\(RoleIds\.(\w+)\)", ""),
    "voting contract": ("governance", r"onlySecretary\b()", "SECRETARY"),
}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/roles_table.py, which is no package."""
    spec = importlib.util.spec_from_file_location("roles_table", ROOT / "tools" / "roles_table.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_table__in_the_document__as_the_interfaces_say(tool: ModuleType) -> None:
    assert tool.renewed(DOCUMENT) == DOCUMENT, "stale: run `make docs`"


def test_table__stale__noticed_and_renewed(tool: ModuleType) -> None:
    stale = DOCUMENT.replace("| ADMITTER | `admit` |", "| ADMITTER | `invite` |")
    assert stale != DOCUMENT and tool.renewed(stale) == tool.renewed(DOCUMENT)


def test_tags__of_the_security__every_gate_that_is_tested_with_its_role(tool: ModuleType) -> None:
    tagged = {gate.function: gate.role for gate in tool.restricted_functions() if gate.place == "security"}
    tested = {function: role.replace(ADMINISTRATOR, "administrator") for function, (_, role, _) in GATES.items()}
    assert tagged == tested


@pytest.mark.parametrize("place", ELSEWHERE)
def test_tags__of_the_other_contracts__every_function_behind_their_modifier(tool: ModuleType, place: str) -> None:
    room, guard, role = ELSEWHERE[place]
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "contracts" / room).glob("*.sol"))
    found = [pair for source in sources for pair in re.findall(rf"function (\w+)\([^{{]*?\b{guard}", source)]
    guarded = {function: named or role for function, named in found}
    tagged = {gate.function: gate.role for gate in tool.restricted_functions() if gate.place == place}
    assert guarded and tagged == guarded


def test_sentences__of_all_functions__there_and_ended(tool: ModuleType) -> None:
    for gate in tool.restricted_functions():
        assert gate.sentence.endswith(".") and "{" not in gate.sentence, gate


def test_ids__in_the_document__those_of_the_roles() -> None:
    ids = dict(re.findall(r"^\| (\w+) \| `(0x[0-9a-f]{64})` \|$", DOCUMENT, re.M))
    named = {"administrator": ADMINISTRATOR, **{role: role for role in GRANTABLE}}
    assert ids == {name: "0x" + role_id(role).hex() for name, role in named.items()}


def test_holders__in_the_document__every_role_has_a_line() -> None:
    holders = DOCUMENT[DOCUMENT.index("## Holders") : DOCUMENT.index("## Functions")]
    assert all(role in holders for role in GRANTABLE)
    keys = DOCUMENT[DOCUMENT.index("## A compromised key") :]
    assert all(f"**{role}.**" in keys for role in GRANTABLE)
