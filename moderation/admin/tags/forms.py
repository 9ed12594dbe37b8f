"""All that a tag is, in one form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.fields import KnownTag, KnownTags, NameField
from tags.models import ABOUT_LENGTH, Medium, Tag
from tags.vocabulary import medium_in_words


class MediaField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, medium):
        return medium_in_words(medium.name)


class TagForm(forms.Form):
    """All that a tag is. A field is changed where it is no longer what it was when the page was
    drawn: what another editor changed meanwhile is not put back."""

    name = NameField(label=_("Name"), help_text=_("After a change the old one still leads here."))
    is_official = forms.BooleanField(
        label=_("This is an official name"),
        required=False,
        help_text=_("It is offered first, and may have other names."),
    )
    about = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=ABOUT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two, for the tag’s page."),
    )
    is_filterable = forms.BooleanField(
        label=_("Offered for filtering"),
        required=False,
        help_text=_("Untick what nobody would look for. Its stories stay where they are."),
    )

    def __init__(self, data=None, *, tag: Tag):
        super().__init__(data, initial=standing(tag), label_suffix="")
        self.tag = tag
        self.fields["synonym_of"] = KnownTag(
            kind=tag.kind,
            label=_("Another name of"),
            required=False,
            help_text=_("The official name that its stories stand under."),
        )
        if tag.synonym_of is None:
            self._add_relations(tag.kind)
        else:
            for name in ("is_official", "about", "is_filterable"):
                del self.fields[name]  # all that belongs to the official name
        for field in self.fields.values():
            field.show_hidden_initial = True

    def _add_relations(self, kind: str) -> None:
        for name, field in relations(kind).items():
            if isinstance(field, KnownTags):  # merges may have brought more than anybody types
                field.at_most = max(field.at_most, len(self.initial[name]))
            self.fields[name] = field
        self.order_fields(["name", "is_official", "synonym_of", "parents", "fandoms", "characters"])

    def clean(self):
        cleaned = super().clean() or {}
        official = cleaned.get("synonym_of")
        if official == self.tag:
            self.add_error("synonym_of", _("A tag is no other name of itself."))
        elif official and cleaned.get("is_official") and "is_official" in self.changed_data:
            self.add_error("is_official", _("It is official, or another name: not both."))
        return cleaned


def relations(kind: str) -> dict[str, forms.Field]:
    """What a tag of this kind hangs together with."""
    fields: dict[str, forms.Field] = {
        "parents": KnownTags(
            kind=kind,
            label=_("Stands under"),
            help_text=_("Broader tags of the same kind, with commas. Its stories are found there."),
        )
    }
    if kind == Tag.Kind.FANDOM:
        fields["media"] = MediaField(
            Medium.objects.all(),
            label=_("Media"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    else:
        fields["fandoms"] = KnownTags(
            kind=Tag.Kind.FANDOM,
            label=_("Of the fandoms"),
            help_text=_("Where it belongs, with commas. This moves no story."),
        )
    if kind == Tag.Kind.RELATIONSHIP:
        fields["characters"] = KnownTags(
            kind=Tag.Kind.CHARACTER,
            label=_("Its characters"),
            help_text=_("With commas. Its stories are found under each of them."),
        )
    return fields


def standing(tag: Tag) -> dict:
    """What stands there now, as the form shows it."""
    named = {
        name: list(getattr(tag, name).order_by("key").values_list("name", flat=True))
        for name in ("parents", "fandoms", "characters")
        if name in relations(tag.kind)
    }
    is_fandom = tag.kind == Tag.Kind.FANDOM
    return {
        "name": tag.name,
        "is_official": tag.is_official,
        "synonym_of": tag.synonym_of.name if tag.synonym_of else "",
        "about": tag.about,
        "is_filterable": tag.is_filterable,
        "media": [medium.pk for medium in tag.media.all()] if is_fandom else [],
        **named,
    }
