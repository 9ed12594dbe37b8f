"""Putting stories into series: which there are, which are in, and in whose hands they are."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core import names
from stories.models import Series, SeriesEntry, Story
from stories.querysets import in_story_editable_by

OFFERED = 20  # stories at once; more are found by their titles
LONGEST_SEARCH = 150  # characters


def counted(series: QuerySet) -> QuerySet:
    return series.annotate(stories=Count("entries")).prefetch_related("pen_names")


def removable_by(user) -> QuerySet:
    """Authors of the series, and of the story."""
    mine = Series.objects.editable_by(user).values("pk")
    return SeriesEntry.objects.filter(Q(series__in=mine) | in_story_editable_by(user))


# What lies in a series


@dataclass(frozen=True)
class Row:
    pk: int  # of the story
    place: int
    story: Story | None  # None where it is not for this person

    def __str__(self) -> str:
        return self.story.title if self.story else _("A story that you cannot see")


def rows(entries, user) -> list[Row]:
    """`entries`: a page of them, or a list of one."""
    first = entries.start_index() if hasattr(entries, "start_index") else 1
    entries = list(entries)
    ids = [entry.story_id for entry in entries]
    shown = {one.pk: one for one in titled(Story.objects.visible_to(user).filter(pk__in=ids))}
    return [
        Row(entry.story_id, place, shown.get(entry.story_id))
        for place, entry in enumerate(entries, start=first)
    ]


def titled(stories: QuerySet) -> list[Story]:
    """A line each, without texts; drafts under the title that their author wrote last."""
    last = Case(When(published_at=None, then=Coalesce("draft__title", "title")), default="title")
    narrow = stories.only("title", "language", "published_at", "hidden_at", "visibility")
    found = list(narrow.annotate(last_title=last))
    for story in found:
        story.title = story.last_title
    return found


# What may be put there


@dataclass(frozen=True)
class Found:
    asked: str
    stories: list[Story]
    has_more: bool


def find(request, series: Series) -> Found:
    """Stories of this person that do not lie in the series, the newest first, by their titles."""
    asked = (request.POST.get("q") or request.GET.get("q", ""))[:LONGEST_SEARCH].strip()
    others = addable(request.user).exclude(series_entries__series=series).order_by("-pk")
    if not asked:
        found = titled(others[: OFFERED + 1])
    else:
        key = names.key(asked)
        found = [story for story in titled(others) if key in names.key(story.title)]
    return Found(asked, found[:OFFERED], len(found) > OFFERED)


def addable(user) -> QuerySet:
    """An author's own, a co-author's too."""
    return Story.objects.editable_by(user)
