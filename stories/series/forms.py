"""What an author says of a series, and which stories she puts into it."""

from typing import cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import names
from core.fields import HtmlField, Stored
from stories import limits
from stories.models import Byline, Series, Story
from stories.series.shelving import addable

HTML_FIELDS = ("summary", "notes")


class SeriesForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=limits.TITLE)
    pen_names = forms.ModelMultipleChoiceField(
        PenName.objects.none(),
        label=_("Whose series it is"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever stands here may change the series. Readers see those names that sign a story"
            " of it."
        ),
        error_messages={
            "required": _("Choose one of your pen names."),
            "invalid_choice": _("This is none of your pen names."),
            "invalid_pk_value": _("This is none of your pen names."),
        },
    )
    summary = HtmlField(label=_("Summary"), at_most=limits.SUMMARY)
    notes = HtmlField(label=_("Notes"), at_most=limits.NOTES)
    is_complete = forms.BooleanField(label=_("The series is complete"), required=False)

    def __init__(self, *args, user, series: Series | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.series = user, series
        own = PenName.objects.of(user)
        offered = own if series is None else PenName.objects.filter(self._may_belong(series))
        self._pen_names.queryset = offered
        self.kept = self._others(series)
        if series is None:
            self.initial = {"pen_names": list(own[:1]), **self.initial}
        else:
            self.initial = {**_initial_of(series, user), **self.initial}
        if len(offered) == 1:
            self._pen_names.widget = self._pen_names.hidden_widget()

    @property
    def _pen_names(self) -> forms.ModelMultipleChoiceField:
        return cast(forms.ModelMultipleChoiceField, self.fields["pen_names"])

    def _may_belong(self, series: Series) -> Q:
        """One's own, and those who wrote a story of it together with this person."""
        together = Story.objects.by(self.user).filter(series_entries__series=series)
        signed = Byline.objects.filter(story__in=together, state=Byline.State.ACCEPTED)
        others = Q(pk__in=signed.values("pen_name")) & ~Q(series=series)
        return Q(user=self.user) | others

    def _others(self, series: Series | None) -> list[PenName]:
        """Co-authors whose series it is already; nobody takes it from them here."""
        if series is None:
            return []
        return list(series.pen_names.exclude(user=self.user).order_by("name"))

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if not names.is_plain(title):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return title

    def clean_pen_names(self):
        chosen = self.cleaned_data["pen_names"]
        if not any(pen_name.user_id == self.user.pk for pen_name in chosen):
            raise forms.ValidationError(_("Choose one of your pen names."))
        return chosen

    def clean(self):
        cleaned = super().clean() or {}
        if "title" in cleaned and "pen_names" in cleaned:
            own = [one for one in cleaned["pen_names"] if one.user_id == self.user.pk]
            twin = Series.called(cleaned["title"], own)
            is_sent_twice = self.series is None and twin is not None and twin.is_just_begun
            if twin not in (None, self.series) and not is_sent_twice:
                self.add_error("title", _("You have a series of this title already."))
        return cleaned

    def save(self) -> Series:
        fields = {**self.cleaned_data, "pen_names": [*self.cleaned_data["pen_names"], *self.kept]}
        if self.series is None:
            return Series.begin(**fields)
        self.series.describe(**fields)
        return self.series


def _initial_of(series: Series, user) -> dict:
    texts = {name: Stored(getattr(series, name)) for name in HTML_FIELDS}
    mine = list(series.pen_names.filter(user=user))
    return {**vars(series), **texts, "pen_names": mine}


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
                _("“%(title)s” is in this series already.") % {"title": twice}
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
