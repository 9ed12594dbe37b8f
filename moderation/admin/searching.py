"""What a moderator ticks to find the rest of a wave, and how the page shows it again."""

from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from moderation import waves
from reviews.models import Review

CHOSEN = 300  # reviews to begin with, or left out
DIGITS = 18

KIN = [
    ("text", _("the same words, whatever they link to")),
    ("link", _("the same links")),
    ("network", _("the same part of the net")),
]
EVERY = [("any", _("any of what is ticked")), ("all", _("all of what is ticked"))]
HOURS = [
    ("0", _("at any time")),
    ("1", _("within an hour before or after")),
    ("6", _("within 6 hours")),
    ("24", _("within 24 hours")),
]
WRITERS = [
    ("guests", _("guests")),
    ("young", _("accounts that were younger than 7 days")),
    ("others", _("older accounts")),
]


class Numbers(forms.Field):
    """Keys of rows, as many hidden inputs of one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        numbers = [one for one in value or [] if one.isdecimal() and len(one) <= DIGITS]
        return [int(one) for one in dict.fromkeys(numbers)][:CHOSEN]


class SearchForm(forms.Form):
    seed = Numbers()
    kin = forms.MultipleChoiceField(choices=KIN, required=False)
    every = forms.ChoiceField(choices=EVERY)
    onward = forms.BooleanField(required=False)
    hours = forms.TypedChoiceField(choices=HOURS, coerce=int)
    writers = forms.MultipleChoiceField(choices=WRITERS, required=False)
    without = Numbers(required=False)
    newest = forms.IntegerField(required=False, min_value=0, max_value=10**DIGITS)

    @classmethod
    def of(cls, request) -> "SearchForm":
        """What was asked for; at first, and where an address makes no sense, the same words and
        links, in turn."""
        if "asked" in request.GET:
            form = cls(request.GET)
            if form.is_valid():
                return form
        usual = {"kin": ["text", "link"], "every": "any", "onward": "on", "hours": "0"}
        form = cls(Lists(usual | {"seed": request.GET.getlist("seed")}))
        if not form.is_valid():
            raise Http404
        return form

    def search(self, user) -> waves.Search:
        said = self.cleaned_data
        return waves.Search(
            user=user,
            seeds=said["seed"],
            kin=said["kin"],
            every=said["every"] == "all",
            onward=said["onward"],
            hours=said["hours"],
            writers=said["writers"],
            without=said["without"],
            newest=said["newest"] or _newest(),
        )


class Lists(dict):
    """Data of a form whose fields may have several values."""

    def getlist(self, name):
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Tick:
    value: str
    label: str
    number: int | None
    is_ticked: bool


def ticks(search: waves.Search, numbers: dict) -> dict[str, list[Tick]]:
    hours = str(search.hours)
    return {
        "kin": [
            Tick(value, str(label), numbers[value], value in search.kin) for value, label in KIN
        ],
        "every": [
            Tick(value, str(label), None, (value == "all") == search.every)
            for value, label in EVERY
        ],
        "hours": [
            Tick(value, str(label), numbers.get(f"hours_{value}"), value == hours)
            for value, label in HOURS
        ],
        "writers": [
            Tick(value, str(label), numbers[value], value in search.writers)
            for value, label in WRITERS
        ],
    }


def _newest() -> int:
    newest = Review.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
