"""Many questions to a security in one: the calls go through its own `multicall`, as one call to the chain."""

from __future__ import annotations

from functools import cache
from typing import Any

Question = tuple[Any, ...]


def read(security: Any, questions: list[Question]) -> dict[Question, tuple[int, ...]]:
    """The answers to questions (function, arguments...), each as the words of 32 bytes of which it is made."""
    answers = security.multicall.call([_encoded(security, *question) for question in questions])
    return {question: _words(bytes(answer)) for question, answer in zip(questions, answers, strict=True)}


@cache
def _encoded(security: Any, name: str, *arguments: Any) -> bytes:
    return bytes.fromhex(getattr(security, name).encode_input(*arguments)[2:])


def _words(answer: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(answer[i : i + 32], "big") for i in range(0, len(answer), 32))
