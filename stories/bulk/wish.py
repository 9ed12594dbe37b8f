"""What an author wishes for many stories at once. Whatever stays empty stays as it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from stories.forms import KINDS, TAG_FIELDS, StoryForm, VocabularyField, tags_field
from stories.languages import LANGUAGES
from stories.models import Series
from stories.models.choices import Rating, ReviewPolicy, Status, Visibility, offered_ratings
from tags import keys
from tags.models import Tag

AS_IT_IS = [("", _("Leave as it is"))]
COLUMNS = ("rating", "status", "language", "visibility", "review_policy")
CLOSED = {"warnings": Tag.Kind.WARNING, "categories": Tag.Kind.CATEGORY}
PUBLISH, UNPUBLISH, BIN = "publish", "unpublish", "bin"
SILENTLY, TELL = "silently", "tell"
MANY = 5  # stories: of more than these nobody is told, unless their author says so

type Wish = dict[str, Any]  # as BulkChange keeps it: the names of the form, without what is empty


class WishForm(forms.Form):
    rating = forms.ChoiceField(label=_("Rating"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[*AS_IT_IS, *Status.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[*AS_IT_IS, *LANGUAGES], required=False
    )
    visibility = forms.ChoiceField(
        label=_("Who may read"), choices=[*AS_IT_IS, *Visibility.choices], required=False
    )
    review_policy = forms.ChoiceField(
        label=_("Who may write under it"),
        choices=[*AS_IT_IS, *ReviewPolicy.choices],
        required=False,
    )
    series = forms.ModelChoiceField(
        Series.objects.none(), label=_("Put into the series"), required=False
    )
    becomes = forms.ChoiceField(
        label=_("Publish, take back, throw away"),
        choices=[
            *AS_IT_IS,
            (PUBLISH, _("Publish the drafts")),
            (UNPUBLISH, _("Make them drafts again")),
            (BIN, _("Move them to the bin")),
        ],
        required=False,
    )
    tell = forms.ChoiceField(
        label=_("When they are published"),
        choices=[
            (SILENTLY, _("Tell nobody, and leave the top of the lists to others")),
            (TELL, _("Tell people, and put them on top of the lists, as new stories")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=ngettext_lazy(
            "For more than %(number)s story we suggest to tell nobody.",
            "For more than %(number)s stories we suggest to tell nobody.",
            MANY,
        )
        % {"number": MANY},
    )

    def __init__(self, data=None, *, user, number: int):
        super().__init__(data, initial={"tell": SILENTLY if number > MANY else TELL})
        for field in TAG_FIELDS:
            for verb, label in (("add", _("Add")), ("remove", _("Take away"))):
                self.fields[f"{verb}_{field}"] = _tags(field, label)
        offered = offered_ratings()
        ratings = [row for row in Rating.choices if row[0] in offered]
        self.fields["rating"].choices = [*AS_IT_IS, *ratings]  # type: ignore[attr-defined]
        series = Series.objects.by(user).order_by("title")
        if series:
            self.fields["series"].queryset = series  # type: ignore[attr-defined]
            self.fields["series"].empty_label = AS_IT_IS[0][1]  # type: ignore[attr-defined]
        else:
            del self.fields["series"]

    def clean(self):
        cleaned = super().clean() or {}
        for field in TAG_FIELDS:
            added, removed = (
                {keys.of(KINDS[field], one) for one in cleaned.get(f"{verb}_{field}", ())}
                for verb in ("add", "remove")
            )
            if added & removed:
                self.add_error(f"remove_{field}", _("The same cannot be added and taken away."))
        if not self.errors and not self.wish():
            self.add_error(None, _("Nothing is chosen yet. Say what should change."))
        return cleaned

    def wish(self) -> Wish:
        """What was said, as plain values."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if series := said.get("series"):
            said["series"] = series.pk
        if said.get("becomes") != PUBLISH:
            said.pop("tell", None)
        return said

    @property
    def choices(self) -> list:
        return [self[name] for name in (*COLUMNS, "series") if name in self.fields]

    @property
    def tags(self) -> list:
        """(label of the kind, field to add, field to take away, whether something stands there)"""
        return [
            (
                StoryForm.declared_fields[field].label,
                self[f"add_{field}"],
                self[f"remove_{field}"],
            )
            for field in KINDS
        ]

    @property
    def says_tags(self) -> bool:
        """Whether the fold with the tags has something to show."""
        return any(field.value() or field.errors for row in self.tags for field in row[1:])


def _tags(field: str, label) -> forms.Field:
    if field in CLOSED:
        return VocabularyField(CLOSED[field], label=label, required=False)
    return tags_field(KINDS[field], label=label)
