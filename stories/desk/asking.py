"""What an author may ask of the list of her stories. All of it may stay empty."""

from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import PenName
from stories.languages import name
from stories.models import Series, Story
from stories.models.choices import Rating, Status, Visibility
from tags.models import Tag

SORTS = [
    ("", _("Changed last")),
    ("published", _("Published last")),
    ("title", _("Title")),
    ("words", _("Most words")),
    ("reviews", _("Most written about")),
]
LONGEST_SEARCH = 150  # characters, as long as a tag may be
CHOICES = ("status", "rating", "visibility", "language", "fandom", "pen_name", "series")


class FindForm(forms.Form):
    """Offers only what tells one's own stories apart: what all of them have is no choice."""

    show = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Search in titles, tags and pen names"),
        max_length=LONGEST_SEARCH,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    rating = forms.ChoiceField(label=_("Rating"), required=False)
    visibility = forms.ChoiceField(label=_("Who may read"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    fandom = forms.ChoiceField(label=_("Fandom"), required=False)
    pen_name = forms.ChoiceField(label=_("Pen name"), required=False)
    series = forms.ChoiceField(label=_("Series"), required=False)
    sort = forms.ChoiceField(label=_("In the order of"), choices=SORTS, required=False)

    def __init__(self, asked, *, user):
        super().__init__(asked)
        mine = Story.objects.by(user)
        used = list(mine.values_list("status", "rating", "visibility", "language").distinct())
        columns = [{row[place] for row in used} for place in range(4)]
        named = _named(user, mine)
        for field, choices, has in (
            ("status", Status.choices, columns[0]),
            ("rating", Rating.choices, columns[1]),
            ("visibility", Visibility.choices, columns[2]),
            ("language", [(tag, name(tag)) for tag in sorted(columns[3])], columns[3]),
            ("fandom", named["fandom"], None),
            ("pen_name", named["pen_name"], None),
            ("series", named["series"], None),
        ):
            self._offer(field, [row for row in choices if has is None or row[0] in has])

    def _offer(self, field: str, choices: list) -> None:
        if len(choices) > 1 or self.data.get(field):
            everything = [("", pgettext_lazy("a filter", "Any"))]
            self.fields[field].choices = [*everything, *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[field]

    @property
    def filters(self) -> list:
        return [self[name] for name in CHOICES if name in self.fields]


def _named(user, mine) -> dict[str, list[tuple[str, str]]]:
    """What is chosen by its name, all in one query."""
    fandoms = Tag.objects.of_kind(Tag.Kind.FANDOM).filter(taggings__content_object__in=mine)
    rows = (
        PenName.objects.of(user)
        .order_by()
        .values_list(Value("pen_name"), "pk", "name")
        .union(
            fandoms.order_by().values_list(Value("fandom"), "pk", "name"),
            Series.objects.by(user).order_by().values_list(Value("series"), "pk", "title"),
        )
    )
    named: dict[str, list[tuple[str, str]]] = {"pen_name": [], "fandom": [], "series": []}
    for field, pk, called in sorted(rows, key=lambda row: row[2].casefold()):
        named[field].append((str(pk), called))
    return named
