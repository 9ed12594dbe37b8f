"""Putting stories into series: which there are, which are in, and in whose hands they are."""

from dataclasses import dataclass
from typing import cast

from django import forms
from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

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
        return self.story.title if self.story else __("A story that you cannot see")


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


class AddForm(forms.Form):
    """Stories for one series."""

    story = forms.ModelMultipleChoiceField(
        Story.objects.none(),
        label=_("Stories to add"),
        error_messages={
            "required": _("Tick a story first."),
            "invalid_choice": _("This story is not among yours."),
            "invalid_pk_value": _("This story is not among yours."),
        },
    )

    def __init__(self, *args, user, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        cast(forms.ModelMultipleChoiceField, self.fields["story"]).queryset = addable(user)

    def clean_story(self):
        chosen = self.cleaned_data["story"]
        if twice := chosen.filter(series_entries__series=self.series).first():
            raise forms.ValidationError(
                __("“%(title)s” is in this series already.") % {"title": twice}
            )
        return chosen

    @property
    def ticked(self) -> list[int]:
        """What was ticked, to show it again."""
        words = self["story"].value() or []
        return [int(word) for word in words if str(word).isdecimal()]


class PutForm(forms.Form):
    """One of one's series for a story."""

    series = forms.ModelChoiceField(
        Series.objects.none(),
        label=_("Put it into"),
        error_messages={
            "required": _("Choose a series."),
            "invalid_choice": _("This series is not among yours."),
        },
    )

    def __init__(self, *args, user, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        self.story = story
        field = cast(forms.ModelChoiceField, self.fields["series"])
        field.queryset = mine = Series.objects.editable_by(user).order_by("title")
        self.others = [(one.pk, one.title) for one in mine.exclude(entries__story=story)]
        field.widget.choices = self.others

    def clean_series(self):
        series = self.cleaned_data["series"]
        if series.entries.filter(story=self.story).exists():
            raise forms.ValidationError(_("The story is in this series already."))
        return series
