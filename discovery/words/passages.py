"""Where the words that somebody looks for stand in the chapters: a few lines for each story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from discovery.criteria import Words
from discovery.words import asking, indexing
from discovery.words.asking import Phrase
from discovery.words.windows import Window, window
from stories.models import Chapter, Story

NOTHING = SafeString("")


@dataclass(frozen=True)
class Found:
    """A piece in which something that was looked for stands, as readers see it now."""

    story: int
    language: str
    rating: str
    phrase: int  # its number, counted from 1
    chapter: int
    title: str
    kind: str
    number: int
    parts: int
    is_first: bool
    is_last: bool
    dictionary: str
    html: str


def snippets(
    ids: Iterable[int], words: Sequence[Words], user, *, has_consented: bool = False
) -> dict[int, SafeString]:
    """For each of these stories, in their order, a passage with what is looked for in the text;
    `words` are those of the whole list.

    A story that is not in the answer has no such passage any more, or none for this person: leave
    it out of the list. An empty one says nothing further: nothing is looked for in the text, or
    the story asks for a word first, which this person has not given (stories/gate.py).
    """
    asked = [one for one in asking.said(words) if one.field == "text"]
    phrases = [phrase for phrase in asking.phrases(asked) if phrase]
    ids = list(ids)
    visible = Story.objects.visible_to(user).filter(pk__in=ids)
    if not phrases or not ids:
        seen = set(visible.values_list("pk", flat=True))
        return {pk: NOTHING for pk in ids if pk in seen}
    found = _found(visible, phrases)
    return {
        pk: _passage(found[pk], phrases, has_consented)
        for pk in ids
        if len(found.get(pk, ())) == len(phrases)
    }


def _found(visible: QuerySet[Story], phrases: Sequence[Phrase]) -> dict[int, list[Found]]:
    """By story: a piece for each phrase that stands in one."""
    asked, params = visible.values_list("pk", "language", "rating").query.sql_with_params()
    queries = [asking.written(phrase, "text") for phrase in phrases]
    together = " & ".join(f"({query})" for query in queries)
    by_story: dict[int, list[Found]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            FIRST_PIECES.format(asked=asked), [*params, queries, together, indexing.prefix()]
        )
        for row in cursor.fetchall():
            found = Found(*row)
            by_story.setdefault(found.story, []).append(found)
    return by_story


def _passage(found: Sequence[Found], phrases: Sequence[Phrase], may_be_shown: bool) -> SafeString:
    """Of the first phrase's piece, the first place where most of them stand."""
    piece = found[0]
    story = Story(pk=piece.story, language=piece.language, rating=piece.rating)
    if story.is_gated and not may_be_shown:
        return NOTHING
    shown = window(piece.html, phrases, piece.dictionary)
    if shown is None:
        return NOTHING
    chapter = Chapter(pk=piece.chapter, story=story, title=piece.title, kind=piece.kind)
    chapter.number = piece.number
    return render_to_string(
        "discovery/_passage.html",
        {
            "story": story,
            "chapter": chapter,
            "parts": piece.parts,
            "passage": _marked(shown, piece),
        },
    )


def _marked(shown: Window, piece: Found) -> SafeString:
    """Nothing of the text is markup."""
    has_more = shown.goes_on or not piece.is_last
    pieces, at = ["… " if shown.is_begun or not piece.is_first else ""], 0
    for start, stop in shown.marks:
        pieces += [
            escape(shown.text[at:start]),
            "<mark>",
            escape(shown.text[start:stop]),
            "</mark>",
        ]
        at = stop
    pieces += [escape(shown.text[at:]), " …" if has_more else ""]
    return mark_safe(" ".join("".join(pieces).split()))  # noqa: S308


# A piece with all of them is better than the first with one. Of a text that was changed since it
# was read, the pieces are of another: its mark is not theirs.
FIRST_PIECES = """
WITH asked (story_id, language, rating) AS MATERIALIZED ({asked})
SELECT asked.*, query.number, piece.chapter_id, piece.title, piece.kind, (
        SELECT count(*) FROM stories_chapter before
        WHERE before.story_id = asked.story_id AND before.kind = 'chapter'
            AND before.position <= piece.position
            AND before.published_at IS NOT NULL AND before.deleted_at IS NULL
    ), (
        SELECT count(*) FROM stories_chapter part WHERE part.story_id = asked.story_id
            AND part.published_at IS NOT NULL AND part.deleted_at IS NULL
    ), piece.number = 0, 0 = (
        SELECT count(*) FROM discovery_textpiece later
        WHERE later.chapter_id = piece.chapter_id AND later.number = piece.number + 1
    ), piece.dictionary, piece.html
FROM asked
CROSS JOIN unnest(%s::tsquery[]) WITH ORDINALITY query (query, number)
CROSS JOIN LATERAL (
    SELECT hit.*, card.dictionary, substr(body.html, hit.start + 1, hit.stop - hit.start) AS html
    FROM (
        SELECT piece.chapter_id, piece.number, piece.start, piece.stop, piece.mark,
            chapter.position, chapter.title, chapter.kind,
            piece.vector @@ %s::tsquery AS has_all
        FROM discovery_textpiece piece JOIN stories_chapter chapter ON chapter.id = chapter_id
        WHERE piece.story_id = asked.story_id AND piece.vector @@ query.query
            AND chapter.published_at IS NOT NULL AND chapter.deleted_at IS NULL
        ORDER BY has_all DESC, chapter.position, piece.number
        OFFSET 0
    ) hit
    JOIN discovery_storywords card ON card.story_id = asked.story_id
    JOIN stories_chaptertext body ON body.chapter_id = hit.chapter_id
    WHERE hit.mark = md5(%s || card.dictionary || ':' || body.html)
    ORDER BY hit.has_all DESC, hit.position, hit.number
    LIMIT 1
) piece
ORDER BY query.number
"""
