"""A tag that an editor coins is an official name from the first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.fields import NameField
from moderation.new_tags import KNOWN
from tags import edits, keys
from tags.edits.writing import hold
from tags.models import Tag


class AddForm(forms.ModelForm):
    name = NameField(label=_("Name"))

    class Meta:
        model = Tag
        fields = ("kind", "name")

    def clean(self):
        cleaned = super().clean() or {}
        hold()  # what is true of the name now is true where it is saved
        kind, name = cleaned.get("kind"), cleaned.get("name")
        if kind and name and _is_known(kind, name):
            self.add_error("name", _("There is such a tag. Make this one another name of it."))
        return cleaned


def _is_known(kind: str, name: str) -> bool:
    """One that stands on drafts alone is nobody's yet, and may be made official."""
    return Tag.objects.filter(KNOWN, kind=kind, key=keys.of(kind, name)).exists()


def coin(tag: Tag, *, by) -> None:
    """As an author coins it: a relationship brings its characters along. `tag` is that one then."""
    coined = Tag.objects.named(tag.kind, [tag.name])[0]
    edits.make_official(coined, by=by)
    tag.pk = coined.pk
    tag.refresh_from_db()
