"""What somebody types as the text of a tsquery. None of it can be an error there: a word is only
letters, digits and marks by then, and stands in quotes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from django.core.cache import caches
from django.db import connection

from core import site
from discovery.criteria import Words
from discovery.words import letters, neighbours, stems

UNITS = 60  # of one phrase that are looked for; a longer one is looked for by its beginning
SIDES = 8  # pairs of neighbours in it that are looked for by their index
KEPT_SECONDS = 60
IN_USE_KEY = "dictionaries-in-use"

WEIGHTS = {"": "", "title": "A", "by": "B", "tag": "C", "au": "", "text": ""}
STEP = re.compile(r" <\d+> ")  # within quotes there are letters only
PREMISE = "="  # stands before the words of a premise; no word contains it


@dataclass(frozen=True)
class Term:
    """What may stand at one place, and how many units of the text it is. `is_beginning`: a single
    character, or what begins with it."""

    forms: tuple[str, ...]
    units: int = 1
    is_beginning: bool = False


type Phrase = tuple[tuple[int, Term], ...]  # each with its place, counted from 0


@dataclass(frozen=True)
class Query:
    """What finds a phrase: the text of a tsquery (to be cast: `%s::tsquery`), "" if there is
    nothing to look for; of each two words that stand side by side in it the numbers (neighbours.py)
    of which a text has one."""

    tsquery: str
    sides: tuple[tuple[int, ...], ...] = ()

    @property
    def words(self) -> str:
        """A tsquery of its words, wherever they stand."""
        return STEP.sub(" & ", self.tsquery)


def tsquery(words: Words) -> str:
    """The text of one that finds `words` whatever the language of the story."""
    return queries([words])[0].tsquery


def queries(words: Iterable[Words]) -> list[Query]:
    """Of each. What is not known of all of them is asked for at once."""
    words = list(words)
    asked = zip(words, phrases(words), strict=True)
    return [Query(written(phrase, one.field), sides(phrase)) for one, phrase in asked]


def written(phrase: Phrase, field: str) -> str:
    weight, before = WEIGHTS[field], PREMISE if field == "au" else ""
    text, last = "", 0
    for place, term in phrase:
        step = f" <{place - last}> " if text else ""
        text, last = text + step + _written(term, before, weight), place
    return text


def sides(phrase: Phrase) -> tuple[tuple[int, ...], ...]:
    side_by_side = (
        (one.forms, other.forms)
        for (place, one), (next_place, other) in pairwise(phrase)
        if next_place == place + 1 and not one.is_beginning and not other.is_beginning
    )
    return tuple(neighbours.any_of(*forms) for forms in islice(side_by_side, SIDES))


def said(words: Iterable[Words]) -> tuple[Words, ...]:
    """Of what a list is asked for, what narrows it: a lone filler (“the”) in the language of the
    site does not, where there is anything else to go by."""
    words = tuple(words)
    if not words:
        return words
    phrases(words)  # learns them all at once
    dictionary = stems.dictionary_of(site.current().language)
    telling = tuple(one for one in words if not _is_filler(one, dictionary))
    return telling or words


def phrases(words: Iterable[Words]) -> list[Phrase]:
    """Each as what stands where."""
    typed = [letters.words_and_runs(letters.legible(one.text)) for one in words]
    if not typed:
        return []
    plain = {letters.folded(word) for one in typed for word in one if not letters.is_run(word)}
    here = [stems.AS_WRITTEN, *dictionaries_in_use()]
    lexicons = stems.learn(plain, {*here, stems.dictionary_of(site.current().language)})
    known = {
        word: tuple(dict.fromkeys(form for name in here for form in lexicons[name].forms[word]))
        for word in plain
    }
    return [_phrase(one, known) for one in typed]


def dictionaries_in_use() -> list[str]:
    """Of the languages in which there are stories; asked once a minute."""
    names = caches["pages"].get(IN_USE_KEY)
    if names is None:
        names = _dictionaries()
        caches["pages"].set(IN_USE_KEY, names, KEPT_SECONDS)
    return names


def forget() -> None:
    """A dictionary came into use."""
    caches["pages"].delete(IN_USE_KEY)


def _dictionaries() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(IN_USE, [stems.AS_WRITTEN])
        return [name for (name,) in cursor.fetchall()]


# From one to the next by the index, however many stories there are.
IN_USE = """
WITH RECURSIVE names (name) AS (
    (SELECT min(dictionary) FROM discovery_storywords WHERE dictionary > %s)
    UNION ALL
    SELECT (SELECT min(dictionary) FROM discovery_storywords WHERE dictionary > name) FROM names
    WHERE name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL
"""


def _phrase(typed: list[str], known: dict[str, tuple[str, ...]]) -> Phrase:
    found: list[tuple[int, Term]] = []
    place = 0
    for word in typed:
        if letters.is_run(word):
            run = letters.characters(word)
            found += [(place + at, term) for at, term in _pieces(run)]
            place += len(run)
        else:
            if forms := known[letters.folded(word)]:
                found.append((place, Term(forms)))
            place += 1
        if place >= UNITS:
            break
    return tuple((at, term) for at, term in found if at < UNITS)


def _pieces(run: list[str]) -> list[tuple[int, Term]]:
    if len(run) == 1:
        return [(0, Term((run[0],), is_beginning=True))] if run[0] else []
    pairs = (first + second for first, second in pairwise(run))
    return [(at, Term((pair,), units=2)) for at, pair in enumerate(pairs) if pair]


def _is_filler(words: Words, dictionary: str) -> bool:
    typed = letters.words_and_runs(letters.legible(words.text))
    alone = len(typed) == 1 and words.field in ("", "text")
    return alone and stems.is_filler(letters.folded(typed[0]), dictionary)


def _written(term: Term, before: str, weight: str) -> str:
    sign = f":*{weight}" if term.is_beginning else f":{weight}" if weight else ""
    any_of = " | ".join(f"'{before}{form}'{sign}" for form in term.forms)
    return f"({any_of})" if len(term.forms) > 1 else any_of
