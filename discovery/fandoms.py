"""Fandoms and how many stories of theirs this person can see: by medium, A–Z, by key.

Keys are sorted by their bytes, as the index `tags_key_begins` has them: a page of 20,000 fandoms is
a walk over that index, from the key that the address names.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.cache import caches

from discovery.search import statements
from tags.models import Medium, Tag
from tags.numbers import with_numbers

LARGEST = 12  # on the first page
PAGE = 100  # fandoms
MANY = 40  # fewer need no letters to be found by
LETTERS_KEPT = 60 * bool(settings.PAGE_SECONDS)  # seconds
KEY = 300  # characters

# Scripts whose letters are too many for a line of them stand under one sign.
SIGNS = {"CJK": "漢", "HIRAGANA": "あ", "KATAKANA": "ア", "HANGUL": "한"}


@dataclass(frozen=True)
class Fandoms:
    """A page of them, each with `.stories`; `older` is the key from which the next one goes on.
    `letters` are (initial, key from which it goes) of all of the medium, empty where few."""

    tags: list[Tag]
    older: str
    letters: list[tuple[str, str]]
    medium: Medium | None
    media: list[Medium]
    is_first: bool

    @property
    def is_whole(self) -> bool:
        return self.is_first and not self.older

    @property
    def sections(self) -> list[tuple[str, list[Tag]]]:
        """Under their initials, where there are letters to find them by."""
        if not self.letters:
            return [("", self.tags)] if self.tags else []
        by_initial = groupby(self.tags, lambda tag: initial(tag.key))
        return [(name, list(tags)) for name, tags in by_initial]


def page(user, *, medium: str = "", begin: str = "") -> Fandoms:
    """From the key `begin` on. What names no medium means all."""
    begin = begin[:KEY]
    media = list(Medium.objects.all())
    chosen = next((one for one in media if one.slug == medium), None)
    found = _from(user, chosen, begin)
    older = found[PAGE].key if len(found) > PAGE else ""
    is_few = not begin and len(found) <= MANY
    letters = [] if is_few else _letters(user, chosen)
    return Fandoms(found[:PAGE], older, letters, chosen, media, not begin)


def largest(user) -> list[Tag]:
    """The most read of them; one that grew within the last minute may miss its place."""
    return _tags(with_numbers(LIKELY, user), {"likely": 2 * LARGEST, "most": LARGEST})


def _from(user, medium: Medium | None, begin: str) -> list[Tag]:
    parameters = {"medium": medium.pk if medium else None, "begin": begin, "most": PAGE + 1}
    return _tags(with_numbers(FROM, user), parameters)


def _letters(user, medium: Medium | None) -> list[tuple[str, str]]:
    """The same for everybody who may see the same, and long to find: kept for a minute."""
    name = f"letters-{user.is_authenticated}-{medium.pk if medium else 0}"
    letters = caches["pages"].get(name)
    if letters is None:
        parameters = {"medium": medium.pk if medium else None}
        first = statements.rows(with_numbers(FIRST, user), parameters)
        letters = _initials([letter for (letter,) in first])
        caches["pages"].set(name, letters, LETTERS_KEPT)
    return letters


def _initials(first: list[str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for letter in first:
        found.setdefault(initial(letter), letter)
    return list(found.items())


def initial(key: str) -> str:
    """Under what a fandom stands: its first letter, or a sign for many of them."""
    first = key[0]
    if first.isdecimal():
        return "0–9"
    if not first.isalpha():
        return "#"
    script = unicodedata.name(first, "").split(" ", 1)[0]
    return SIGNS.get(script, first.upper())


def _tags(sql: str, parameters: dict) -> list[Tag]:
    found = []
    for pk, kind, name, slug, key, stories in statements.rows(sql, parameters):
        tag = Tag(pk=pk, kind=kind, name=name, slug=slug, key=key)
        tag.stories = stories
        found.append(tag)
    return found


FROM = """
WITH {steps}
SELECT tag.id, tag.kind, tag.name, tag.slug, tag.key, {number} AS stories
FROM tags_tag tag {joins}
WHERE tag.kind = 'fandom' AND tag.synonym_of_id IS NULL AND {number} > 0 AND (
    %(medium)s::bigint IS NULL OR EXISTS (
        SELECT FROM tags_tag_media link
        WHERE link.tag_id = tag.id AND link.medium_id = %(medium)s
    )
) AND tag.key ~>=~ %(begin)s
ORDER BY tag.key USING ~<~ LIMIT %(most)s
"""
FIRST = """
WITH {steps}
SELECT DISTINCT left(tag.key, 1) COLLATE "C" AS letter FROM tags_tag tag {joins}
WHERE tag.kind = 'fandom' AND tag.synonym_of_id IS NULL AND {number} > 0 AND (
    %(medium)s::bigint IS NULL OR EXISTS (
        SELECT FROM tags_tag_media link
        WHERE link.tag_id = tag.id AND link.medium_id = %(medium)s
    )
)
ORDER BY letter
"""
LIKELY = """
WITH {steps}, likely AS (
    (SELECT tag_id FROM tags_tagcount WHERE kind = 'fandom' ORDER BY {seen} DESC LIMIT %(likely)s)
    UNION SELECT tag_id FROM steps
)
SELECT tag.id, tag.kind, tag.name, tag.slug, tag.key, {number} AS stories
FROM likely JOIN tags_tag tag ON tag.id = likely.tag_id {joins}
WHERE tag.kind = 'fandom' AND tag.synonym_of_id IS NULL AND {number} > 0
ORDER BY stories DESC, tag.id LIMIT %(most)s
"""
