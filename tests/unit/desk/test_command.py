"""What every verb does around its work."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lib import paths
from scripts.lib.arguments import amount_argument, number_argument, partition_argument
from scripts.lib.command import command
from scripts.lib.paths import DEFAULT_ISSUER
from scripts.lib.problems import DeskError
from scripts.lib.progress import track
from scripts.lib.settings import load_issuer


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal goes elsewhere."""
    monkeypatch.setattr(paths, "REPORTS", tmp_path)


@command
def verb(first: str, second: str = "", mode: str = "") -> tuple[str, str, str]:
    """A verb that gives back what it got."""
    return (first, second, mode)


@command
def broken() -> None:
    """A verb that cannot do its work."""
    raise DeskError("The ink is dry.")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("a",), ("a", "", "")),
        (("a", "b"), ("a", "b", "")),
        (("a", "dry-run"), ("a", "", "dry-run")),
        (("a", "b", "send"), ("a", "b", "send")),
    ],
)
def test_command__last_word_a_mode__taken_as_mode(arguments: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert verb(*arguments) == expected


def test_command__desk_error__sentence_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        broken()
    assert caught.value.code == 1
    assert capsys.readouterr().err == "The ink is dry.\n"


def test_command__wrong_arguments__usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verb()
    assert "missing a required argument: 'first'" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "-1", "1e3", "one"])
def test_number_argument__no_number__refused(text: str) -> None:
    with pytest.raises(DeskError):
        number_argument(text)


@pytest.mark.parametrize(("text", "decimals"), [("0", 0), ("0.5", 0), ("1e3", 2), ("-1", 0), ("0.00", 2)])
def test_amount_argument__no_amount__refused(text: str, decimals: int) -> None:
    with pytest.raises(DeskError):
        amount_argument(text, decimals)


def test_partition_argument__empty__the_principal_class() -> None:
    settings = load_issuer(DEFAULT_ISSUER)
    assert partition_argument(settings, "") == "COMMON"
    assert partition_argument(settings, "PREFERRED") == "PREFERRED"
    with pytest.raises(DeskError, match="There is no class GOLD"):
        partition_argument(settings, "GOLD")


def test_track__no_terminal__one_line_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([1, 2, 3], "count")) == [1, 2, 3]
    output = capsys.readouterr().out
    assert output.count("\n") == 1 and "count: 100%" in output and "3/3" in output


def test_track__no_label__silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([1, 2], "")) == [1, 2]
    assert capsys.readouterr().out == ""
