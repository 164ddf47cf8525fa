"""What the user can put right."""

from __future__ import annotations


class BenchError(Exception):
    """One sentence for the user: what is missing or went wrong."""
