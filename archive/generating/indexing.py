"""What is searched for by words, for the new stories at once: just as discovery/words would write
it, but without asking for each card. Paragraphs that many chapters share are read once, and put
together by the database."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from itertools import pairwise
from multiprocessing import get_context
from typing import Any

import django
from django.db import connection, transaction

from archive.generating.bulk import Rows, bare, written
from archive.generating.texts import IN_A_CHAPTER
from core.html import visible_text
from discovery.models import StoryWords, TextPiece
from discovery.words import indexing, letters, neighbours
from discovery.words.cards import cards
from discovery.words.vectors import Text, spelled, vector
from stories.models import Listing

CHUNK = 1_000  # stories
FEW = 20_000  # stories, for which further processes are not worth their start
MEMORY = "256MB"  # for the paragraphs


@transaction.atomic
def write(first: int, last: int, *, is_most: bool) -> None:
    """Of the stories from one id to another, of which nothing is known yet. Many are read by as
    many processes as there are processors, which see only what is committed. `is_most`: it is
    quicker to make the indexes anew."""
    cards = Rows(StoryWords, "story_id", "dictionary", "vector")
    spans = [(start, min(start + CHUNK, last + 1)) for start in range(first, last + 1, CHUNK)]
    tables = [model._meta.db_table for model in (StoryWords, TextPiece)]
    with bare(tables, of_foreign_keys=False) if is_most else nullcontext():
        for cards.lines in read_all(spans):
            cards.write()
        write_pieces(first, last)


def read_all(spans: list[tuple[int, int]]) -> Iterator[list[str]]:
    if len(spans) * CHUNK <= FEW:
        yield from map(read, spans)
        return
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), django.setup) as readers:
        yield from readers.map(read, spans)


def read(span: tuple[int, int]) -> list[str]:
    """The lines of the cards."""
    start, stop = span
    said = Rows(StoryWords, "story_id", "dictionary", "vector")
    listed = Listing.objects.filter(story__gte=start, story__lt=stop)
    found = cards(listed.values_list("story", flat=True))
    for pk, card in found.items():
        said.add(pk, card.dictionary, written(card.vector))
    return said.lines


# Texts


def write_pieces(first: int, last: int) -> None:
    """A generated text is short enough to be one piece; a chapter without any has a row too."""
    span: dict[str, Any] = {"first": first, "last": last, "prefix": indexing.prefix()}
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")
        cursor.execute(MAKE_PARAGRAPHS)
        cursor.execute(FIND_PARAGRAPHS, span)
        lines = [paragraph(html, dictionary) for html, dictionary in cursor.fetchall()]
        with cursor.copy("COPY generated_paragraph FROM STDIN") as copy:
            copy.write("".join(lines))
        cursor.execute("ANALYZE generated_paragraph, discovery_storywords")
        cursor.execute(WRITE_PIECES, span)
        cursor.execute("DROP TABLE generated_paragraph")


def paragraph(html: str, dictionary: str) -> str:
    words = letters.words_and_runs(letters.legible(visible_text(html)))
    by_place = spelled(words, dictionary)
    values = (
        html,
        dictionary,
        vector([Text(by_place)]),
        neighbours.of_text(by_place),
        *(by_place or [()])[:1],
        *(by_place or [()])[-1:],
    )
    return "\t".join(map(written, values)) + "\n"


MAKE_PARAGRAPHS = """
CREATE TEMPORARY TABLE generated_paragraph (
    html text, dictionary text, vector tsvector, neighbours integer[], first text[], last text[]
)
"""
BODIES = """
FROM discovery_storywords card JOIN stories_chapter chapter USING (story_id)
JOIN stories_chaptertext body ON body.chapter_id = chapter.id
"""
SHOWN = """
WHERE card.story_id BETWEEN %(first)s AND %(last)s
    AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
"""
FIND_PARAGRAPHS = f"""
SELECT DISTINCT string_to_table(body.html, E'\n'), card.dictionary {BODIES} {SHOWN}
"""
PLACES = range(1, IN_A_CHAPTER + 1)
# The last word of one and the first of the next, as discovery/words/neighbours.py counts them.
BETWEEN = """ARRAY(
    SELECT ('x' || substr(md5(before || ' ' || after), 1, {digits}))::bit({bits})::integer
    FROM unnest(said_{first}.last) before, unnest(said_{next}.first) after
)"""
NUMBERED = {"digits": neighbours.DIGITS, "bits": 4 * neighbours.DIGITS}
WRITE_PIECES = f"""
INSERT INTO discovery_textpiece
    (story_id, chapter_id, number, start, stop, mark, vector, neighbours)
SELECT chapter.story_id, chapter.id, 0,
    CASE WHEN body.html = '' THEN 0 ELSE length('<p>') END,
    CASE WHEN body.html = '' THEN 0 ELSE length(body.html) - length('</p>') END,
    md5(%(prefix)s || card.dictionary || ':' || body.html),
    {" || ".join(f"coalesce(said_{place}.vector, '')" for place in PLACES)},
    {" || ".join(f"coalesce(said_{place}.neighbours, '{{}}')" for place in PLACES)}
    {
    " ".join(
        f"|| {BETWEEN.format(first=first, next=following, **NUMBERED)}"
        for first, following in pairwise(PLACES)
    )
}
{BODIES} {
    " ".join(
        f"LEFT JOIN generated_paragraph said_{place} ON said_{place}.dictionary = card.dictionary"
        f" AND said_{place}.html = split_part(body.html, E'\\n', {place})"
        for place in PLACES
    )
} {SHOWN}
"""
