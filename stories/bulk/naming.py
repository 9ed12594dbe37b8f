"""What the fields of a wish and what stands in them are called on pages."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from stories.bulk.effects import DRAFT, IN_BIN, PUBLISHED
from stories.bulk.wish import Wish
from stories.forms import KINDS, StoryForm
from stories.languages import name as language_name
from stories.models import Series
from stories.models.choices import Rating, ReviewPolicy, Status, Visibility
from tags.vocabulary import in_words

STATES = {DRAFT: _("Draft"), PUBLISHED: _("Published"), IN_BIN: _("In the bin")}
CHOICES = {
    "rating": Rating,
    "status": Status,
    "visibility": Visibility,
    "review_policy": ReviewPolicy,
}
LABELS = {"series": _("Series"), "becomes": _("How it stands")}


def label(field: str) -> str:
    return str(LABELS.get(field) or StoryForm.declared_fields[field].label)


def fields(wish: Wish) -> str:
    """Which fields a wish is about."""
    names = [name.removeprefix("add_").removeprefix("remove_") for name in wish if name != "tell"]
    return " · ".join(dict.fromkeys(map(label, names)))


class Names:
    """Values in words; series are looked up once."""

    def __init__(self, series_ids: Iterable[int] = ()) -> None:
        self.series = dict(Series.objects.filter(pk__in=series_ids).values_list("pk", "title"))

    def of(self, field: str, value: Any) -> str:
        if field == "becomes":
            return str(STATES[value])
        if field == "series":
            return self.series.get(value, "")
        if field == "language":
            return language_name(value)
        return str(dict(CHOICES[field].choices).get(value, value))

    def change(self, field: str, was: Any, became: Any) -> dict[str, Any]:
        """{label, was, became} of what has one value; {label, added, removed} of the others."""
        if field == "series":
            return {"label": label(field), "added": [self.of(field, became)], "removed": []}
        if field in KINDS:
            return {
                "label": label(field),
                "added": _missing_in(was, became, KINDS[field]),
                "removed": _missing_in(became, was, KINDS[field]),
            }
        return {
            "label": label(field),
            "was": self.of(field, was),
            "became": self.of(field, became),
        }


def _missing_in(some: Iterable, others: Iterable, kind: str) -> list[str]:
    names = {tag[0] for tag in some}
    return [in_words(kind, tag[0]) for tag in others if tag[0] not in names]
