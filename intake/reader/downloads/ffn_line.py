"""FanFiction.net's grey line, which says everything about a story in one line:

Rated: Fiction T - English - Romance/Angst - [Harry P., Hermione G.] Ron W. - Chapters: 12 -
Words: 45,678 - Reviews: 9 - Updated: 3/4/2012 - Published: 1/2/2011 - Status: Complete - id: 1
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from core.html.tags import names
from intake.reader.header.suggestions import RATING_OF
from intake.reader.manuscript import Figures, Origin, Suggestion

LONGEST = 2_000  # characters
START = re.compile(r"\bRated:\s*(?:Fiction\s+)?(?P<rating>[A-Z][A-Z0-9+-]{0,5})\s+-\s+")
APART = re.compile(r"\s+-\s+")
LABELLED = re.compile(r"(?P<label>[A-Za-z]+):\s*(?P<value>.+)", re.DOTALL)
GENRES = names(
    "Adventure Angst Crime Drama Family Fantasy Friendship General Horror Humor Hurt/Comfort "
    "Mystery Parody Poetry Romance Sci-Fi Spiritual Supernatural Suspense Tragedy Western"
)
GENRE = re.compile("|".join(map(re.escape, sorted(GENRES, key=len, reverse=True))))
GENRES_ONLY = re.compile(rf"(?:{GENRE.pattern})(?:/(?:{GENRE.pattern}))*")
NO_GENRE = "General"
PAIRED = re.compile(r"\[([^\[\]]*)\]")
DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
PAGE = "https://www.fanfiction.net/s/"


@dataclass(frozen=True)
class GreyLine:
    """`rating` is one of ours. Names stand as the site shortens them: "Harry P."."""

    rating: str = ""
    language: str = ""
    genres: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    figures: Figures = field(default_factory=Figures)
    origin: Origin | None = None

    def suggestions(self, why: str, line: int) -> Iterator[Suggestion]:
        rows = (
            ("rating", (self.rating,)),
            ("language", (self.language,)),
            ("freeform", self.genres),
            ("relationship", self.relationships),
            ("character", self.characters),
        )
        for kind, found in rows:
            for name in filter(None, found):
                yield Suggestion(kind, name, why, line, stated=True)


@dataclass
class _Loose:
    """The values without a label, and those with one."""

    plain: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> GreyLine | None:
    """None for any other line."""
    text = " ".join(text[:LONGEST].split())
    start = START.search(text)
    if not start or start.start() > 200 or start["rating"].lower() not in RATING_OF:
        return None
    found = _apart(text[start.end() :])
    language = found.plain.pop(0) if found.plain else ""
    genres: list[str] = []
    if found.plain and GENRES_ONLY.fullmatch(found.plain[0]):
        genres = GENRE.findall(found.plain.pop(0))
    people = found.plain.pop(0) if found.plain else ""
    number = found.labelled.get("id", "")
    return GreyLine(
        rating=RATING_OF[start["rating"].lower()],
        language=language,
        genres=tuple(genre for genre in genres if genre != NO_GENRE),
        relationships=tuple("/".join(_names(group)) for group in PAIRED.findall(people)),
        characters=tuple(_names(people.replace("[", " ").replace("]", ","))),
        figures=_figures(found.labelled),
        origin=Origin("ffn", number, PAGE + number) if number.isdigit() else None,
    )


def _apart(text: str) -> _Loose:
    found = _Loose()
    for value in APART.split(text):
        if match := LABELLED.fullmatch(value.strip()):
            found.labelled.setdefault(match["label"].lower(), match["value"].strip())
        elif value.strip() and not found.labelled:
            found.plain.append(value.strip())
    return found


def _names(group: str) -> list[str]:
    return [name.strip() for name in group.split(",") if name.strip()]


def _figures(labelled: dict[str, str]) -> Figures:
    published = _date(labelled.get("published", ""))
    chapters = _number(labelled.get("chapters", "")) or 1
    is_complete = labelled.get("status", "").lower().startswith("complete")
    return Figures(
        published=published,
        updated=_date(labelled.get("updated", "")) or published,
        is_complete=is_complete,
        planned=chapters if is_complete else None,
        words=_number(labelled.get("words", "")),
        chapters=chapters,
    )


def _number(text: str) -> int | None:
    digits = re.match(r"[\d,.]*", text)
    bare = re.sub(r"\D", "", digits[0]) if digits else ""
    return int(bare) if bare and len(bare) < 10 else None


def _date(text: str) -> date | None:
    """The American way; "3/4" of this year and "2h ago" say no year, and so nothing."""
    found = DATE.match(text)
    if not found:
        return None
    month, day, year = map(int, found.groups())
    if year < 100:
        year += 1900 if year > 90 else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
