"""The ways to look, from the likeliest to the dearest. Times are those of 500,000 tags."""

from difflib import get_close_matches
from itertools import islice

from tags import keys
from tags.suggesting.asking import MOST_ROWS, TRIGRAM, Asked, Suggestion
from tags.suggesting.statements import (
    BEGINNING,
    BY_ID,
    IN_OTHER_LETTERS,
    NAMED,
    SPELLED_ALIKE,
    THESE,
    WITH_THESE_WORDS,
)

MANY = 10
FEW = 4  # suggestions; where fewer were found, something may be misspelled
LEAST_ALIKE = 0.75  # of difflib's ratio
LONGEST_COMPARED = 30  # characters; its time grows with their square
LEAST_SPELLED = 6  # letters: a shorter word has too few trigrams, which too many names have too
LONGEST_SPELLED = 32  # characters; each three are looked up
WALKED = 150_000  # keys of a kind


def steps(asked: Asked) -> list:
    """(step, how many found before it make it needless)."""
    if not asked.words:
        return []
    found = [(most_used, MANY), (beginning, MANY)]
    if not asked.typed.isascii():
        found.append((in_other_letters, MANY))
    if asked.long_words:
        found.append((with_these_words, MANY))
    if TRIGRAM <= len(asked.typed) <= LONGEST_COMPARED:
        found.append((alike_in_use, FEW))
    if _may_be_misspelled(asked):
        found.append((spelled_alike, FEW))
    return found


def most_used(asked: Asked) -> list[Suggestion]:
    """And whatever is called just so."""
    used = islice((pk for pk, key in asked.used if asked.is_in(key)), MOST_ROWS)
    named = [value for kind in asked.kinds for value in (kind, keys.of(kind, asked.typed))]
    hits = " UNION ALL ".join([*[NAMED] * len(asked.kinds), THESE])
    return asked.suggestions(hits, [*named, list(used)])


def beginning(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_beginning(asked))


def in_other_letters(asked: Asked) -> list[Suggestion]:
    has_words, given = asked.has_words
    walked = IN_OTHER_LETTERS.format(most=WALKED // len(asked.kinds), has_words=has_words)
    params = [
        value for kind in asked.kinds for value in (kind, kind, asked.long_words, *given, kind)
    ]
    return asked.suggestions(" UNION ALL ".join([walked] * len(asked.kinds)), params)


def with_these_words(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_with_these_words(asked))


def spelled_alike(asked: Asked) -> list[Suggestion]:
    return asked.suggestions(*_spelled_alike(asked))


def alike_in_use(asked: Asked) -> list[Suggestion]:
    """Compared with as much of each key as was typed: who types a name has not typed all of it."""
    size = len(asked.typed) + 1
    starts: dict[str, list[int]] = {}
    for pk, key in asked.used:
        starts.setdefault(key[:size].strip(), []).append(pk)
    alike = get_close_matches(asked.typed, starts, n=MANY, cutoff=LEAST_ALIKE)
    ids = [pk for start in alike for pk in starts[start]]
    return asked.suggestions(BY_ID, [ids]) if ids else []


def near(asked: Asked) -> tuple[str, list]:
    """All but those that look through the most used, as one statement."""
    pieces = [_beginning(asked)]
    if asked.long_words:
        pieces.append(_with_these_words(asked))
    if _may_be_misspelled(asked):
        pieces.append(_spelled_alike(asked))
    hits = " UNION ALL ".join(f"({sql})" for sql, _params in pieces)
    return hits, [value for _sql, params in pieces for value in params]


def _may_be_misspelled(asked: Asked) -> bool:
    return len(asked.long_words) >= LEAST_SPELLED and len(asked.typed) <= LONGEST_SPELLED


def _beginning(asked: Asked) -> tuple[str, list]:
    last = f"{asked.typed}\U0010ffff"
    params = [value for kind in asked.kinds for value in (kind, asked.typed, last)]
    return " UNION ALL ".join([BEGINNING] * len(asked.kinds)), params


def _with_these_words(asked: Asked) -> tuple[str, list]:
    has_words, given = asked.has_words
    return WITH_THESE_WORDS.format(has_words=has_words), [asked.long_words, asked.kinds, *given]


def _spelled_alike(asked: Asked) -> tuple[str, list]:
    typed = asked.long_words
    return SPELLED_ALIKE, [typed, asked.kinds, typed, typed]
