"""What a reader says of a filter that she keeps."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from discovery.models import SavedFilter
from discovery.models.saved import NAME_LENGTH

CHOSEN = ("name", "is_default", "tells")


class FilterForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        strip=True,
        help_text=_("What you call it. Nobody else sees it."),
    )
    is_default = forms.BooleanField(
        label=_("Begin with it"),
        required=False,
        help_text=_("The list of all stories then opens with this filter."),
    )
    tells = forms.BooleanField(
        label=_("Tell me of new ones"),
        required=False,
        help_text=_("New stories that it finds then stand among your notices."),
    )
    replaces = forms.BooleanField(
        label=_("Replace the filter of this name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, filter: SavedFilter, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(filter, name) for name in CHOSEN}
        self.filter = filter

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def save(self) -> bool:
        """Or the form says why not."""
        said = self.cleaned_data
        if not self.filter.pk:
            self._take_place_of(said["name"], may_replace=said["replaces"])
        for name in CHOSEN:
            setattr(self.filter, name, said[name])
        try:
            self.filter.keep()
        except ValidationError as error:
            self.add_error(None, error)
            self._offer_to_replace()
        return self.is_valid()

    def _take_place_of(self, name: str, *, may_replace: bool) -> None:
        """One sent twice is the same; one that asks otherwise is replaced where that was ticked,
        and tells of nothing that was there before."""
        query = self.filter.query
        there = SavedFilter.objects.filter(user=self.filter.user, name=name).first()
        if there and (may_replace or there.query == query):
            if there.query != query:
                there.query, there.told_until = query, None
            self.filter = there

    def _offer_to_replace(self) -> None:
        if "name" in self.errors and not self.filter.pk:
            self.fields["replaces"].widget = forms.CheckboxInput()
