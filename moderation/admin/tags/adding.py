"""A tag that an editor coins is an official name from the first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.fields import NameField
from moderation.admin.tags.keepers import KeptTags
from moderation.new_tags import KNOWN
from tags import edits, keys
from tags.models import Tag


class AddForm(forms.ModelForm):
    name = NameField(label=_("Name"))

    class Meta:
        model = Tag
        fields = ("kind", "name")

    def clean(self):
        cleaned = super().clean() or {}
        kind, name = cleaned.get("kind"), cleaned.get("name")
        if kind and name and _is_known(kind, name):
            self.add_error("name", _("There is such a tag. Make this one another name of it."))
        return cleaned


def _is_known(kind: str, name: str) -> bool:
    """One that stands on drafts alone is nobody's yet, and may be made official."""
    return Tag.objects.filter(KNOWN, kind=kind, key=keys.of(kind, name)).exists()


class AddingTags(KeptTags):
    form = AddForm

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind" and not request.user.has_perm("tags.add_tag"):
            kwargs["choices"] = [(kind.value, kind.label) for kind in Tag.CLOSED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, tag, form, change):
        """As an author coins it: a relationship brings its characters along."""
        coined = Tag.objects.named(tag.kind, [tag.name])[0]
        edits.make_official(coined, by=request.user)
        tag.pk = coined.pk
        tag.refresh_from_db()
