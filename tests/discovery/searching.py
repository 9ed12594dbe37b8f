"""What the worker has read, and what is found in it."""

from django.db import connection

from discovery.criteria import Words
from discovery.models import StoryWords, TextPiece
from discovery.words import indexing, queries, tsquery
from tests.cast import publish_story


def told(author, text="It rained.", title="The Lamplighter", **fields):
    """A published story whose one chapter says this, after the worker came by."""
    story = publish_story(author, title, texts=[f"<p>{text}</p>"], **fields)
    indexing.refresh([story.pk])
    return story.pk


def by_card(text, field="") -> set[int]:
    return _found(StoryWords, Words(text, field))


def by_text(text) -> set[int]:
    return _found(TextPiece, Words(text, "text"))


def fits(vector: str, text: str) -> bool:
    """Does a tsvector of this text have what somebody types?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, tsquery(Words(text))])
        return cursor.fetchone()[0]


def _found(kind, words: Words) -> set[int]:
    [query] = queries([words])
    rows = kind.objects.extra(where=["vector @@ %s::tsquery"], params=[query.tsquery])
    if kind is TextPiece:
        for side in query.sides:
            assert not rows.exclude(neighbours__overlap=side).exists()
    return set(rows.values_list("story", flat=True))
