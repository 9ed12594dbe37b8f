"""The text of a tsvector: words with the places where they stand.

What Postgres allows is never exceeded, whatever a text is made of: places up to 16,383, 255 of
them a word, 2 kB a word (letters.WORD_LENGTH sees to it), 1 MB in all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from discovery.words import letters, stems
from discovery.words.stems import Forms

PLACE = 16_383
PLACES = 255  # of one word
SIZE = 900_000  # bytes of words and places
ENTRY = 8  # bytes beside them for each word
GAP = 10  # places between two texts: no phrase goes across

type Spelled = list[Forms]  # by place: under what the unit there is found


@dataclass(frozen=True)
class Text:
    spelled: Spelled
    weight: str = ""  # A, B, C; D has none
    before: str = ""  # a sign before each word


def spelled(words: Iterable[str], dictionary: str) -> Spelled:
    """Of `letters.words_and_runs`."""
    words = list(words)
    plain = {word: letters.folded(word) for word in set(words) if not letters.is_run(word)}
    known = stems.forms(plain.values(), dictionary)
    by_place: Spelled = []
    for word in words:
        if word in plain:
            by_place.append(known[plain[word]])
        else:
            by_place += _run(letters.characters(word))
    return by_place


def vector(texts: Iterable[Text]) -> str:
    """One behind the other."""
    places: dict[str, list[str]] = defaultdict(list)
    begin = 1
    for text in texts:
        end = begin + len(text.spelled)
        labels = [f"{min(place, PLACE)}{text.weight}" for place in range(begin, end)]
        for label, forms in zip(labels, text.spelled, strict=True):
            for form in forms:
                places[text.before + form].append(label)
        begin = end + GAP
    return " ".join(f"'{word}':{','.join(at)}" for word, at in _within_limits(places))


def _within_limits(places: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    size = 0
    for word, at in places.items():
        kept = at[:PLACES]
        size += ENTRY + len(word.encode()) + 2 * len(kept)
        if size > SIZE:
            return
        yield word, kept


def _run(characters: list[str]) -> Spelled:
    """Each character with its neighbour, the last one alone."""
    pairs = zip(characters, [*characters[1:], ""], strict=True)
    return [(pair,) if (pair := first + second) else () for first, second in pairs]
