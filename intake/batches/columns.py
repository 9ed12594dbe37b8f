"""What can be said of many stories at once: the same answers as on the check page, in the same
place, so that either page shows what was said on the other."""

import json
from typing import Any

from django import forms
from django.db.models import F, Func, JSONField, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from intake.checking.corrections import legible
from intake.checking.found import OLD, TODAY
from stories import limits
from stories.forms import StoryForm, VocabularyField, tags_field
from stories.languages import LANGUAGES
from stories.models.choices import Rating, ReviewPolicy, Visibility, offered_ratings
from tags.models import Tag

AS_IT_IS = [("", _("Leave as it is"))]
SERIES = "series-0"
OF_THE_WHOLE = (
    "fandoms", "rating", "warnings", "language", "pen_name", "visibility", "review_policy",
    SERIES, "dates",
)  # fmt: skip


def of_the_whole(corrections: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in corrections.items() if name in OF_THE_WHOLE}


class ColumnsForm(forms.Form):
    """Every field may stay empty: then the lines keep what they have there."""

    fandoms = tags_field(
        Tag.Kind.FANDOM, label=_("Fandom"), help_text=StoryForm.declared_fields["fandoms"].help_text
    )
    rating = forms.ChoiceField(label=_("Rating"), required=False)
    warnings = VocabularyField(Tag.Kind.WARNING, label=_("Warnings"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    visibility = forms.ChoiceField(label=_("Who may read"), required=False)
    review_policy = forms.ChoiceField(label=_("Who may write under it"), required=False)
    dates = forms.ChoiceField(
        label=_("When it was published"),
        required=False,
        choices=[*AS_IT_IS, (OLD, _("Keep the old dates")), (TODAY, _("Today"))],
    )

    def __init__(self, data=None, *, user):
        super().__init__(data)
        offered = offered_ratings()
        self._choose_from("rating", [row for row in Rating.choices if row[0] in offered])
        self._choose_from("language", LANGUAGES)
        self._choose_from("visibility", Visibility.choices)
        self._choose_from("review_policy", ReviewPolicy.choices)
        self.fields[SERIES] = forms.CharField(
            label=_("Series"),
            required=False,
            max_length=limits.TITLE,
            help_text=_("A series of yours goes on, another one is begun."),
        )
        pen_names = [(str(one.pk), one.name) for one in PenName.objects.of(user)]
        if len(pen_names) > 1:
            self.fields["pen_name"] = forms.ChoiceField(label=_("Pen name"), required=False)
            self._choose_from("pen_name", pen_names)
        self.order_fields([name for name in self.fields if name != "warnings"])  # the tallest last

    def clean_warnings(self):
        return StoryForm.clean_warnings(self)  # type: ignore[arg-type]

    def corrections(self) -> dict[str, Any]:
        """What was said here, as the check page would send it."""
        typed = {
            name: field.widget.value_from_datadict(self.data, {}, name)
            for name, field in self.fields.items()
        }
        return {name: legible(value) for name, value in typed.items() if value}

    def _choose_from(self, name: str, choices) -> None:
        self.fields[name].choices = [*AS_IT_IS, *choices]  # type: ignore[attr-defined]


def say(sources: QuerySet, corrections: dict[str, Any], *, trouble: str = "") -> int:
    """Of all of these sources, whatever else was corrected in each. `trouble` is what stood in
    their way when they were last to be kept."""
    return sources.update(
        corrections=_merged("corrections", corrections),
        outline=_merged("outline", {"trouble": trouble}),
    )


def _merged(column: str, more: dict[str, Any]) -> Func:
    return Func(
        F(column),
        Value(json.dumps(more)),
        template="(%(expressions)s::jsonb)",
        arg_joiner=" || ",
        output_field=JSONField(),
    )
