"""The ways to look, from the likeliest to the dearest. Times are those of 500,000 tags."""

from difflib import get_close_matches

from tags import keys
from tags.suggesting.asking import TRIGRAM, Asked, Suggestion, rows
from tags.suggesting.statements import (
    BEGINNING,
    BY_ID,
    KEYS_IN_USE,
    MOST_USED,
    NAMED,
    SPELLED_ALIKE,
    WITH_THESE_WORDS,
)

MANY = 10
FEW = 4  # suggestions; where fewer were found, something may be misspelled
LEAST_ALIKE = 0.75  # of difflib's ratio
LONGEST_COMPARED = 30  # characters; its time grows with their square
LONGEST_SPELLED = 32  # characters; each three are looked up


def steps(asked: Asked) -> list:
    """(step, how many found before it make it needless)."""
    if not asked.words:
        return []
    found = [(most_used, MANY), (beginning, MANY)]
    if asked.long_words:
        found.append((with_these_words, MANY))
    if TRIGRAM <= len(asked.typed) <= LONGEST_COMPARED:
        found.append((alike_in_use, FEW))
    if asked.long_words and len(asked.typed) <= LONGEST_SPELLED:
        found.append((spelled_alike, FEW))
    return found


def most_used(asked: Asked) -> list[Suggestion]:
    """And whatever is called just so."""
    has_words, given = asked.has_words
    used = MOST_USED.format(counted=asked.counted, most=asked.most_used, has_words=has_words)
    params: list = []
    for kind in asked.kinds:
        params += [kind, keys.of(kind, asked.typed), kind, *given]
    return asked.suggestions(" UNION ALL ".join([NAMED, used] * len(asked.kinds)), params)


def beginning(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_beginning(asked))


def with_these_words(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_with_these_words(asked))


def spelled_alike(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_spelled_alike(asked))


def alike_in_use(asked: Asked) -> list[Suggestion]:
    """Compared with as much of each key as was typed: who types a name has not typed all of it."""
    size = len(asked.typed) + 1
    used = KEYS_IN_USE.format(counted=asked.counted, most=asked.most_used)
    starts: dict[str, list[int]] = {}
    for pk, key in rows(" UNION ALL ".join([used] * len(asked.kinds)), asked.kinds):
        starts.setdefault(key[:size].strip(), []).append(pk)
    alike = get_close_matches(asked.typed, starts, n=MANY, cutoff=LEAST_ALIKE)
    ids = [pk for start in alike for pk in starts[start]]
    return asked.suggestions(BY_ID, [ids]) if ids else []


def near(asked: Asked) -> tuple[str, list]:
    """All but those that look through the most used, as one statement."""
    pieces = [_beginning(asked)]
    if asked.long_words:
        pieces.append(_with_these_words(asked))
    if asked.long_words and len(asked.typed) <= LONGEST_SPELLED:
        pieces.append(_spelled_alike(asked))
    hits = " UNION ALL ".join(f"({sql})" for sql, _params in pieces)
    return hits, [value for _sql, params in pieces for value in params]


def _beginning(asked: Asked) -> tuple[str, list]:
    last = f"{asked.typed}\U0010ffff"
    params = [value for kind in asked.kinds for value in (kind, asked.typed, last)]
    return " UNION ALL ".join([BEGINNING] * len(asked.kinds)), params


def _with_these_words(asked: Asked) -> tuple[str, list]:
    has_words, given = asked.has_words
    return WITH_THESE_WORDS.format(has_words=has_words), [asked.typed, asked.kinds, *given]


def _spelled_alike(asked: Asked) -> tuple[str, list]:
    typed = asked.long_words
    return SPELLED_ALIKE, [typed, asked.kinds, typed, typed]
