"""Where a page begins, as it stands in an address: "<value of the sort>-<story>"."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LENGTH = 200  # characters; no key of ours is longer
LARGEST_NUMBER = 2**31 - 1
LARGEST_ID = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """`read` raises ValueError or its like for what `write` would not have written."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


type Key = tuple[Any, int]


def write(kind: Kind, key: Key) -> str:
    value, story = key
    return f"{kind.write(value)}-{story}"


def read(kind: Kind, word: str) -> Key | None:
    """None for whatever is no key: that is the first page."""
    value, dash, story = word.rpartition("-")
    last = number(story)
    if not dash or len(word) > LENGTH or last is None:
        return None
    try:
        return kind.read(value), last
    except (ValueError, OverflowError, OSError):
        return None


def number(word: str) -> int | None:
    """The id that a word is, if it is one."""
    is_one = len(word) <= LENGTH and _is_number(word) and int(word) <= LARGEST_ID
    return int(word) if is_one else None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _micro(moment: datetime) -> str:
    return str((moment - EPOCH) // timedelta(microseconds=1))


def _moment(word: str) -> datetime:
    if not _is_number(word.removeprefix("-")):
        raise ValueError
    seconds, microsecond = divmod(int(word), 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=microsecond)


def _number(word: str) -> int:
    if not _is_number(word) or int(word) > LARGEST_NUMBER:
        raise ValueError
    return int(word)


def _fraction(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise ValueError
    return number


def _text(word: str) -> str:
    if "\0" in word:
        raise ValueError
    word.encode()  # half a character is no text
    return word


MOMENT = Kind(_micro, _moment)
NUMBER = Kind(str, _number)
FRACTION = Kind(repr, _fraction)
TEXT = Kind(str, _text)
