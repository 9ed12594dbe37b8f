"""Pieces of SQL, each with what belongs into its gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sql:
    text: str
    params: tuple[Any, ...] = ()


EVERYTHING, NOTHING = Sql("TRUE"), Sql("FALSE")


def every(pieces: Iterable[Sql]) -> Sql:
    pieces = [piece for piece in pieces if piece is not EVERYTHING]
    if not pieces:
        return EVERYTHING
    text = " AND ".join(f"({piece.text})" for piece in pieces)
    return Sql(text, tuple(param for piece in pieces for param in piece.params))
