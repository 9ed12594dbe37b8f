"""Keeping the words of stories: of their cards, and of what readers see of their chapters.

Whatever is done here may be done twice, or end anywhere: a chunk of cards is one transaction, a
chapter another, and what is right already is not written. Two workers with the same story wait for
each other, and each reads after it waited; so none writes an older text over a newer one.
"""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import NamedTuple

from django.db import connection, transaction

from discovery.words import asking, neighbours
from discovery.words.cards import cards
from discovery.words.pieces import Piece, pieces
from discovery.words.vectors import Text, spelled, vector


class Written(NamedTuple):
    """How many were not as they should be."""

    cards: int
    texts: int


log = logging.getLogger(__name__)

FORM = 2  # of what is kept: with another one, everything is read anew
CHUNK = 100  # stories
CARD_LOCK, TEXT_LOCK = 0x776F7264, 0x74657874  # of this room, each with the number of a row


def refresh(story_ids: Iterable[int], *, anew: bool = False) -> Written:
    """Bring the words of these stories up to date; what is no longer listed has none. `anew`: read
    each text again, changed or not."""
    cards = texts = 0
    for ids in batched(sorted(set(story_ids)), CHUNK):
        cards += _refresh_cards(ids)
        texts += sum(_refresh_text(chapter_id) for chapter_id in _stale_chapters(ids, anew))
    return Written(cards, texts)


def mend(*, anew: bool = False) -> Written:
    """The same for all stories, listed or with words."""
    cards = texts = 0
    for ids in _all(0):
        written = refresh(ids, anew=anew)
        cards, texts = cards + written.cards, texts + written.texts
    return Written(cards, texts)


def mend_some(after: int, *, seconds: float) -> int | None:
    """For so long, from the story behind this one on; answers where to go on, if anywhere."""
    until = time.monotonic() + seconds
    for ids in _all(after):
        written = refresh(ids)
        if any(written):
            log.warning("%s cards and %s chapters were read anew for their words", *written)
        if time.monotonic() >= until:
            return ids[-1]
    return None


def _all(after: int) -> Iterator[list[int]]:
    while ids := _following(after):
        yield ids
        after = ids[-1]


def _following(last: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWING, {"last": last, "number": CHUNK})
        return [pk for (pk,) in cursor.fetchall()]


FOLLOWING = """
(SELECT story_id FROM stories_listing WHERE story_id > %(last)s ORDER BY 1 LIMIT %(number)s)
UNION
(SELECT story_id FROM discovery_storywords WHERE story_id > %(last)s ORDER BY 1 LIMIT %(number)s)
UNION (
    SELECT DISTINCT story_id FROM discovery_textpiece WHERE story_id > %(last)s
    ORDER BY 1 LIMIT %(number)s
)
ORDER BY 1 LIMIT %(number)s
"""


def mark(html: str, dictionary: str) -> str:
    """Of a text as it was read: the same in Python and in STALE."""
    written = f"{prefix()}{dictionary}:{html}".encode()
    return hashlib.md5(written, usedforsecurity=False).hexdigest()


def prefix() -> str:
    """Other releases of Postgres may stem otherwise."""
    return f"{FORM}.{connection.pg_version // 10_000}:"  # type: ignore[attr-defined]


# Cards


def _refresh_cards(ids: Sequence[int]) -> int:
    """If one of them cannot be read, the others are."""
    try:
        return _write_cards(ids)
    except Exception:
        if len(ids) > 1:
            return sum(_refresh_cards([one]) for one in ids)
        log.exception("the card of story %s could not be read for its words", ids[0])
        return 0


@transaction.atomic
def _write_cards(ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CARDS, [CARD_LOCK, list(ids)])
        cursor.execute(LISTED, [list(ids)])
        listed = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(FORGET_CARDS, {"asked": list(ids), "listed": listed})
        rows = [(pk, card.dictionary, card.vector) for pk, card in cards(listed).items()]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        cursor.execute(WRITE_CARDS, columns)
        written = cursor.rowcount
    if {dictionary for _pk, dictionary, _vector in rows} - {"", *asking.dictionaries_in_use()}:
        asking.forget()
    return written


# Of two who come with the same cards in other company, one waits: in order.
LOCK_CARDS = """
SELECT pg_advisory_xact_lock(%s, id) FROM (
    SELECT DISTINCT (id %% 2147483647)::int AS id FROM unnest(%s::bigint[]) id ORDER BY 1
) ids
"""
# Who deletes a story waits until its words are written, and takes them along.
LISTED = """
SELECT story.id FROM stories_listing listing JOIN stories_story story ON story.id = story_id
WHERE story_id = ANY(%s) ORDER BY story.id FOR KEY SHARE OF story
"""
FORGET_CARDS = """
WITH texts AS (
    DELETE FROM discovery_textpiece
    WHERE story_id = ANY(%(asked)s) AND NOT story_id = ANY(%(listed)s::bigint[])
)
DELETE FROM discovery_storywords
WHERE story_id = ANY(%(asked)s) AND NOT story_id = ANY(%(listed)s::bigint[])
"""
WRITE_CARDS = """
INSERT INTO discovery_storywords AS kept (story_id, dictionary, vector)
SELECT story_id, dictionary, vector::tsvector
FROM unnest(%s::bigint[], %s::text[], %s::text[]) row (story_id, dictionary, vector)
ON CONFLICT (story_id) DO UPDATE SET dictionary = excluded.dictionary, vector = excluded.vector
WHERE (kept.dictionary, kept.vector) IS DISTINCT FROM (excluded.dictionary, excluded.vector)
"""

# Texts


def _stale_chapters(ids: Sequence[int], anew: bool) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(STALE, {"ids": list(ids), "prefix": "" if anew else prefix()})
        return [pk for (pk,) in cursor.fetchall()]


def _refresh_text(chapter_id: int) -> bool:
    try:
        _write_text(chapter_id)
        return True
    except Exception:
        log.exception("chapter %s could not be read for its words", chapter_id)
        return False


@transaction.atomic
def _write_text(chapter_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_TEXT, [TEXT_LOCK, chapter_id])
        cursor.execute(TEXT, [chapter_id])
        row = cursor.fetchone()
        cursor.execute("DELETE FROM discovery_textpiece WHERE chapter_id = %s", [chapter_id])
        if row:
            story_id, dictionary, html = row
            shared = [story_id, chapter_id, mark(html, dictionary)]
            cursor.executemany(
                WRITE_TEXT,
                [
                    [*shared, number, piece.start, piece.stop, *_told(piece, dictionary)]
                    for number, piece in enumerate(pieces(html))
                ],
            )


def _told(piece: Piece, dictionary: str) -> tuple[str, list[int]]:
    by_place = spelled(piece.words, dictionary)
    return vector([Text(by_place)]), neighbours.of_text(by_place)


# Without pieces, of another text or language, or no longer shown.
STALE = """
SELECT chapter.id
FROM discovery_storywords card JOIN stories_chapter chapter USING (story_id)
JOIN stories_chaptertext body ON body.chapter_id = chapter.id
LEFT JOIN discovery_textpiece piece ON piece.chapter_id = chapter.id AND piece.number = 0
WHERE card.story_id = ANY(%(ids)s)
    AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
    AND piece.mark IS DISTINCT FROM md5(%(prefix)s || card.dictionary || ':' || body.html)
UNION
SELECT piece.chapter_id
FROM discovery_textpiece piece JOIN stories_chapter chapter ON chapter.id = piece.chapter_id
WHERE piece.story_id = ANY(%(ids)s)
    AND (chapter.published_at IS NULL OR chapter.deleted_at IS NOT NULL)
ORDER BY 1
"""
LOCK_TEXT = "SELECT pg_advisory_xact_lock(%s, (%s::bigint %% 2147483647)::int)"
TEXT = """
SELECT chapter.story_id, card.dictionary, body.html
FROM stories_chapter chapter JOIN stories_story story ON story.id = chapter.story_id
JOIN discovery_storywords card ON card.story_id = chapter.story_id
JOIN stories_chaptertext body ON body.chapter_id = chapter.id
WHERE chapter.id = %s AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
FOR KEY SHARE OF chapter, story
"""
WRITE_TEXT = """
INSERT INTO discovery_textpiece
    (story_id, chapter_id, mark, number, start, stop, vector, neighbours)
VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector, %s)
"""
