"""Which of one's own stories the desk shows, and in which order.

A person's stories are a thousand or two: one narrow query fetches the ids with what they are
sorted by, and Python sorts them, by the same keys that make two names one (core/names.py). Only a
page of them is loaded whole.
"""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from core import names
from stories import bin
from stories.desk import waiting
from stories.desk.asking import CHOICES, FindForm
from stories.models import BulkChange, Byline, Chapter, Draft, Revision, Series, Story, Tagging

FEW = 5  # stories, up to which searching and ticking would only be in the way
PAGE = 50  # stories
TITLE_KEY = 60  # characters of a title that its place in the order depends on
NEVER = datetime(1, 1, 1, tzinfo=UTC)

type Place = tuple[Any, int]  # what it is sorted by, and its id; negative where they fall

COMING_CHAPTERS = Chapter.objects.in_place().filter(
    Q(scheduled_for__isnull=False) | Q(queued_at__isnull=False), published_at=None
)
COMING_CHAPTER = COMING_CHAPTERS.filter(story=OuterRef("pk"))
CHANGED_CHAPTER = Draft.objects.filter(
    chapter__story=OuterRef("pk"),
    chapter__deleted_at=None,
    chapter__published_at__isnull=False,
)
SHOWS: dict[str, Any] = {
    "drafts": Q(published_at=None, scheduled_for=None),
    "scheduled": Q(scheduled_for__isnull=False) | Exists(COMING_CHAPTER),
    "published": Q(published_at__isnull=False),
    "unreleased": Q(published_at__isnull=False)
    & (Q(draft__isnull=False) | Exists(CHANGED_CHAPTER)),
}


class Number(Subquery):
    """How many rows a query finds, within another."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def counts(user) -> dict[str, int]:
    """How many there are in each list of the desk, by its name; of all stories as `all`. With all
    that may wait for her: what is not there need not be asked for."""
    shows = {name: Count("pk", filter=wanted) for name, wanted in SHOWS.items()}
    reviews = waiting.reviews_waiting_for(user)
    others = {
        "series": Series.objects.by(user),
        "batches": user.batches.all(),
        "sources": user.sources.waiting(),
        "changes": BulkChange.objects.of(user),
        "bin_stories": Story.objects.in_bin_of(user),
        "bin_chapters": bin.chapters_of(user),
        "missed_chapters": waiting.missed_chapters(user),
        "to_approve": reviews.filter(held_for="author"),
        "to_read_first": reviews.filter(held_for="friend"),
        "corrections": waiting.corrections_for(user),
    }
    numbers = [Number(rows.order_by().values("pk")) for rows in others.values()]
    counted = {
        **Story.objects.by(user).aggregate(
            all=Count("pk"), missed_stories=Count("pk", filter=waiting.MISSED), **shows
        ),
        **dict(zip(others, User.objects.values_list(*numbers).get(pk=user.pk), strict=True)),
    }
    return {
        **counted,
        "brought": counted["batches"] + counted["sources"],
        "bin": counted["bin_stories"] + counted["bin_chapters"],
    }


class Finding:
    """`asked` is a query string of the desk; what is not in its form says nothing."""

    def __init__(self, user, asked) -> None:
        self.user, self.form = user, FindForm(asked, user=user)
        self.form.is_valid()
        self.wanted: dict[str, Any] = self.form.cleaned_data
        self._after = asked.get("after", "")[:200]

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.wanted.items() if name not in ("show", "sort"))

    @property
    def is_filtered(self) -> bool:
        return any(self.wanted.get(name) for name in CHOICES)

    @property
    def is_first(self) -> bool:
        return not self._first

    @property
    def show(self) -> str:
        return self.wanted.get("show", "")

    @property
    def number(self) -> int:
        return len(self._places)

    @property
    def ids(self) -> list[int]:
        return [abs(pk) for _key, pk in self._places]

    @cached_property
    def page(self) -> list[Story]:
        """The stories of this page, with what their lines read."""
        ids = self.ids[self._first : self._first + PAGE]
        stories = for_lines(Story.objects.by(self.user)).in_bulk(ids)
        return [stories[pk] for pk in ids if pk in stories]

    @property
    def older(self) -> str:
        """The `?after=` of the next page, or empty."""
        last = self._first + PAGE
        return "{}~{}".format(*self._places[last - 1]) if last < self.number else ""

    @cached_property
    def _places(self) -> list[Place]:
        """Where every story found stands, in order."""
        letters = names.tag_key(self.wanted.get("q", ""))
        found = _narrowed(Story.objects.by(self.user), self.wanted)
        rows = _searched(found, letters).annotate(sorted_by=SORTED_BY[self._sort])
        columns = ("pk", "sorted_by", "title", "draft__title", "is_named")
        places = [
            _place(pk, value, draft_title or title, self._sort)
            for pk, value, title, draft_title, is_named in rows.values_list(*columns)
            if is_named or _has(letters, title, draft_title)
        ]
        return sorted(places)

    @property
    def _sort(self) -> str:
        return self.wanted.get("sort") or "changed"

    @cached_property
    def _first(self) -> int:
        """Where the page begins: behind the place that `after` names, whoever stands there now."""
        key, _tilde, pk = self._after.rpartition("~")
        try:
            place = (key if self._sort == "title" else int(key), int(pk))
        except ValueError:
            return 0
        return bisect_right(self._places, place)


def _place(pk: int, value, title: str, sort: str) -> Place:
    if sort == "title":
        return names.tag_key(title)[:TITLE_KEY], pk
    if isinstance(value, datetime):
        value = (value - NEVER) // timedelta(microseconds=1)
    return -value, -pk  # the newest first, and the most


def _has(letters: str, *titles: str | None) -> bool:
    return any(letters in names.tag_key(title) for title in titles if title)


def for_lines(stories: QuerySet) -> QuerySet:
    """What `stories/_own_stories.html` reads, without any long text."""
    long = ("summary", "notes", "end_notes", "dedication", "au_premise")
    unreleased = Story.objects.filter(SHOWS["unreleased"], pk=OuterRef("pk"))
    return (
        stories.select_related("listing", "tally", "draft")
        .defer(*long, "header_lines", "credits", *(f"draft__{name}" for name in (*long, "html")))
        .annotate(is_unreleased=Exists(unreleased))
    )


def _narrowed(stories: QuerySet, wanted: dict[str, Any]) -> QuerySet:
    if wanted.get("show") in SHOWS:
        stories = stories.filter(SHOWS[wanted["show"]])
    for name in ("status", "visibility", "rating", "language"):
        if wanted.get(name):
            stories = stories.filter(**{name: wanted[name]})
    if wanted.get("pen_name"):
        signed = Byline.objects.filter(story=OuterRef("pk"), pen_name=wanted["pen_name"])
        stories = stories.filter(Exists(signed))
    if wanted.get("fandom"):
        tagged = Tagging.objects.filter(content_object=OuterRef("pk"), tag=wanted["fandom"])
        stories = stories.filter(Exists(tagged))
    if wanted.get("series"):
        stories = stories.filter(series_entries__series=wanted["series"])
    return stories


def _searched(stories: QuerySet, letters: str) -> QuerySet:
    """`is_named`: a tag or a pen name of it has these letters. Titles are compared in Python."""
    if not letters:
        return stories.annotate(is_named=Value(True))
    tagged = Tagging.objects.filter(content_object=OuterRef("pk"), tag__key__contains=letters)
    signed = Byline.objects.filter(
        story=OuterRef("pk"), state=Byline.State.ACCEPTED, pen_name__key__contains=letters
    )
    return stories.annotate(is_named=Exists(tagged) | Exists(signed))


def _newest(rows: QuerySet, column: str) -> Subquery:
    return Subquery(rows.order_by().values("_of").annotate(newest=Max(column)).values("newest"))


def _of(model, story: str) -> QuerySet:
    return model.objects.filter(**{story: OuterRef("pk")}).annotate(_of=F(story))


SORTED_BY = {
    "changed": Greatest(  # Postgres passes over what is NULL
        "created_at",
        "published_at",
        "revised_at",
        "draft__saved_at",
        _newest(_of(Draft, "chapter__story"), "saved_at"),
        _newest(_of(Revision, "story"), "created_at"),
        _newest(_of(Revision, "chapter__story"), "created_at"),
    ),
    "published": Coalesce("published_at", NEVER),
    "title": F("pk"),  # by its key, in Python
    "words": Coalesce("listing__words", 0),
    "reviews": Coalesce("tally__reviews", 0),
}
