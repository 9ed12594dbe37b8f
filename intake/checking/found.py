"""What a file says beside its text: series, whom it credits, its dates, the name of its author."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import PenName
from core.names import key
from intake.fair_copy import FairCopy
from intake.seams import cut_line
from stories import limits

KINDS = {
    "co_author": gettext_lazy("Written with"),
    "inspired_by": gettext_lazy("Inspired by"),
    "translation_of": gettext_lazy("Translation of"),
    "also_at": gettext_lazy("Also posted at"),
}
PRIVATE = frozenset(("also_at",))  # until its author says otherwise: it may tell who she is
OLD, TODAY = "old", "today"
NEW = "new:"  # how a pen name that is yet to be made begins
MOST = 10_000  # stories of a series
NEW_NAMES = 3  # names in a document that may be a pen name of whoever brings it


class Ticks(forms.CheckboxSelectMultiple):
    """Ticked from the first: what was not shown at all was not taken away."""

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}-shown" not in data


def fields_of(copy: FairCopy) -> Iterator[tuple[str, forms.Field]]:
    for number in range(max(1, len(copy.series))):
        yield (
            f"series-{number}",
            forms.CharField(
                label=gettext_lazy("Series"),
                required=False,
                max_length=limits.TITLE,
                help_text=gettext_lazy("A series of yours goes on, another one is begun."),
            ),
        )
        yield (
            f"series-{number}-place",
            forms.IntegerField(
                label=gettext_lazy("Place in the series"),
                required=False,
                min_value=1,
                max_value=MOST,
            ),
        )
    if copy.credits:
        rows = [
            (str(n), credit["name"] or credit["address"]) for n, credit in enumerate(copy.credits)
        ]
        yield (
            "credit",
            forms.MultipleChoiceField(
                label=gettext_lazy("Shown to readers"), choices=rows, required=False, widget=Ticks
            ),
        )
    if copy.published:
        yield (
            "dates",
            forms.ChoiceField(
                label=gettext_lazy("When it was published"),
                choices=[
                    (OLD, _as_it_was(copy.published, copy.updated)),
                    (TODAY, gettext_lazy("Publish it as new, today")),
                ],
                required=False,
                widget=forms.RadioSelect,
            ),
        )


def read_of(copy: FairCopy) -> dict[str, Any]:
    """The same as they are filled at first."""
    found: dict[str, Any] = {}
    for number, one in enumerate(copy.series):
        found[f"series-{number}"] = cut_line(one["name"], limits.TITLE)
        found[f"series-{number}-place"] = one["position"] or None
    if copy.credits:
        rows = enumerate(copy.credits)
        found["credit"] = [str(n) for n, credit in rows if credit["kind"] not in PRIVATE]
    return {**found, "dates": OLD} if copy.published else found


def pen_name_field(pen_names: list[PenName], new_names: list[str]) -> forms.Field | None:
    """None where there is nothing to choose."""
    choices = [(str(one.pk), one.name) for one in pen_names]
    choices += [(NEW + name, _("New pen name: %(name)s") % {"name": name}) for name in new_names]
    if len(choices) < 2:
        return None
    return forms.ChoiceField(label=gettext_lazy("Pen name"), choices=choices)


def new_names(names: list[str], pen_names: list[PenName]) -> list[str]:
    """Of the authors that a document names, those who are not yet here as this person."""
    own = {one.key for one in pen_names}
    found = {key(name): " ".join(name.split()) for name in names}
    return [name for mark, name in found.items() if mark not in own][:NEW_NAMES]


def series_in(cleaned: dict[str, Any]) -> list[dict[str, Any]]:
    """[{name, position}], position 0 for the end."""
    found, number = [], 0
    while (name := cleaned.get(f"series-{number}")) is not None:
        if name.strip():
            place = cleaned.get(f"series-{number}-place") or 0
            found.append({"name": " ".join(name.split()), "position": place})
        number += 1
    return found


def credits_in(cleaned: dict[str, Any], copy: FairCopy) -> tuple[list[dict], list[dict]]:
    """(what readers see, what is kept for the author alone)."""
    ticked = cleaned.get("credit", [])
    shown = [credit for n, credit in enumerate(copy.credits) if str(n) in ticked]
    return shown, [credit for credit in copy.credits if credit not in shown]


def words_of(credit: dict[str, Any]) -> str:
    return " ".join(part for part in (credit["name"], credit["address"]) if part)


def _as_it_was(published: date, updated: date | None) -> str:
    first, last = (date_format(day, "DATE_FORMAT") for day in (published, updated or published))
    if first == last:
        return _("Keep its old date, %(first)s, and tell nobody") % {"first": first}
    sentence = _("Keep its old dates, %(first)s and %(last)s, and tell nobody")
    return sentence % {"first": first, "last": last}
