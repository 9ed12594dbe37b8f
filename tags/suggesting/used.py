"""The keys of the tags that are used most: looked through for every letter that somebody types, and
read from the database once a minute (2,000 of them are 10,000 buffers there, 7 to 40 ms)."""

import time
from collections.abc import Sequence

from django.conf import settings

from tags.suggesting.statements import KEYS_IN_USE, rows

type Keys = list[tuple[int, str]]

LOOKED_THROUGH = 2_000  # of all kinds together
KEPT = 0 if settings.MODE == "test" else 60  # seconds

_kept: dict[tuple[str, str, int], tuple[float, Keys]] = {}  # some megabytes at most


def keys_in_use(kinds: Sequence[str], counted: str) -> Keys:
    """(tag, key), of each kind the most used first. Whom they may be told to is asked anew each
    time, by statements.TOLD."""
    most = LOOKED_THROUGH // len(kinds)
    return [row for kind in kinds for row in _of(kind, counted, most)]


def _of(kind: str, counted: str, most: int) -> Keys:
    now = time.monotonic()
    since, keys = _kept.get((kind, counted, most), (now, []))
    if not keys or now - since >= KEPT:
        keys = rows(KEYS_IN_USE.format(counted=counted, most=most), [kind])
        _kept[kind, counted, most] = now, keys
    return keys
