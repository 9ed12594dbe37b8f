"""Never the same story twice: what somebody brings is looked for among her own stories, nobody
else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Left

from core import html, names
from intake.models import Source
from intake.outline import opening
from stories.models import Chapter, Story
from stories.querysets import is_by

UPDATE = "update"  # the name of the address where a story is brought up to date, once there is one
OF = "of"  # among a source's corrections: the story that it was brought for
ORIGIN, BYTES, WORDS = "origin", "bytes", "words"
BEGINNING = 20_000  # characters of HTML, in which the first words stand
LIKELY = 20  # stories of one title whose first words are compared


@dataclass(frozen=True)
class Match:
    """A story that one has already. `by` says how it was known: by the same place on another
    archive or by the same bytes, which is sure, or by its title and first words, which asks."""

    story: Story
    by: str

    @property
    def is_sure(self) -> bool:
        return self.by != WORDS

    @property
    def is_same_file(self) -> bool:
        return self.by == BYTES

    @property
    def is_in_bin(self) -> bool:
        return self.story.deleted_at is not None


def known(source: Source, user) -> Match | None:
    """Raises as `source.read` where the source was not read yet."""
    return known_among([source], user).get(source.pk)


def known_among(sources: Iterable[Source], user) -> dict[int, Match]:
    """{source: match}, in five queries whatever their number; sources that cannot be read must not
    be among them."""
    there = {source.pk: (source, source.knows) for source in sources}
    if not there or not user.is_authenticated:
        return {}
    found: dict[int, tuple[int, str]] = {}
    _by_words(there, user, found)
    _by_source(there, user, found)
    stories = Story.objects.in_bulk({story for story, _by in found.values()})
    return {pk: Match(stories[story], by) for pk, (story, by) in found.items()}


type Known = dict[int, tuple[Source, dict[str, Any]]]


def _by_source(there: Known, user, found: dict[int, tuple[int, str]]) -> None:
    origins = {knows["origin"] for _source, knows in there.values()} - {""}
    hashes = {source.sha256 for source, _knows in there.values()}
    kept = Source.objects.filter(is_by(user, "story")).order_by(
        F("story__deleted_at").desc(nulls_first=True), "-story"
    )
    by_origin = dict(_firsts(kept.filter(origin__in=origins).values_list("origin", "story")))
    by_hash = dict(_firsts(kept.filter(sha256__in=hashes).values_list("sha256", "story")))
    for pk, (source, knows) in there.items():
        if story := by_hash.get(source.sha256):
            found[pk] = story, BYTES
        elif story := by_origin.get(knows["origin"]):
            found[pk] = story, ORIGIN


def _by_words(there: Known, user, found: dict[int, tuple[int, str]]) -> None:
    """In the order of their numbers, those in the bin first: a later one takes the place."""
    titles = {knows["title_key"] for _source, knows in there.values() if knows["opening"]} - {""}
    own = Story.objects.filter(is_by(user)).order_by("deleted_at", "pk")
    named = own.values_list("pk", "title", "draft__title")
    alike = [
        (pk, key)
        for pk, title, drafted in named
        for key in {names.key(title), names.key(drafted or "")} & titles
    ][-LIKELY * len(there) :]
    first_words = _openings({pk for pk, _key in alike})
    stories = {(key, mark): pk for pk, key in alike for mark in first_words.get(pk, ())}
    for pk, (_source, knows) in there.items():
        if story := stories.get((knows["title_key"], knows["opening"])):
            found[pk] = story, WORDS


def _openings(stories: set[int]) -> dict[int, set[str]]:
    """The first words of their first chapters, as readers see them and as they wait in a draft."""
    if not stories:
        return {}
    first = (
        Chapter.objects.filter(story__in=stories, deleted_at=None)
        .order_by("story", "position")
        .distinct("story")
        .values_list("story", Left("text__html", BEGINNING), Left("draft__html", BEGINNING))
    )
    return {
        pk: {opening(html.visible_text(text)) for text in (released, waiting) if text}
        for pk, released, waiting in first
    }


def _firsts(rows: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Of rows in the order of what is wanted most: the last one written into a dictionary stays."""
    return reversed(list(rows))
