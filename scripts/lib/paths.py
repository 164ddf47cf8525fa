"""Where the project's files lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "config"
DEPLOYMENTS = ROOT / "deployments"
REPORTS = ROOT / "reports"
DEFAULT_ISSUER = ROOT / "examples" / "brunnhalde" / "issuer.yaml"


def shown(path: Path) -> str:
    """The path as a user would type it: relative to the project where it lies inside."""
    try:
        return str(path.resolve().relative_to(ROOT))
    except ValueError:
        return str(path)


def report_folder(network: str) -> Path:
    """Where the reports about a network's chain go."""
    return REPORTS / network
