"""Fields in which other tags are typed, by name: a list of all of them would be too long to choose
from."""

from collections.abc import Iterable

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moderation.new_tags import KNOWN
from tags import keys
from tags.forms import TagsField, one_name, validate
from tags.models import NAME_LENGTH, Tag
from tags.widgets import TagBox

AT_MOST = 60  # parents, fandoms or characters of one tag


class NameField(forms.CharField):
    """One name as a tag may have it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=NAME_LENGTH, **kwargs)

    def clean(self, value):
        name = " ".join(super().clean(value).split())
        if name:
            validate(name)
        return name


class KnownTag(forms.CharField):
    """The name of a tag of this kind that there is; `official` of it is meant, None if empty."""

    def __init__(self, *, kind: str, **kwargs):
        super().__init__(max_length=NAME_LENGTH + 2, widget=TagBox(kind), **kwargs)
        self.kind = kind

    def clean(self, value):
        name = one_name(super().clean(value))
        return known(self.kind, [name])[0] if name else None


class KnownTags(TagsField):
    """Names of tags of this kind that there are: their official tags, each once."""

    def __init__(self, *, kind: str, **kwargs):
        super().__init__(at_most=AT_MOST, kind=kind, widget=TagBox(kind), **kwargs)

    def clean(self, value):
        return known(self.kind, super().clean(value))


def known(kind: str, wanted: Iterable[str]) -> list[Tag]:
    """The official tags of these names; says which there is not, and what may be meant."""
    by_key = {keys.of(kind, name): name for name in wanted}
    found = Tag.objects.of_kind(kind).filter(key__in=by_key).select_related("synonym_of")
    tags = {tag.key: tag for tag in found}
    missing = [_unknown(kind, name) for key, name in by_key.items() if key not in tags]
    if missing:
        raise ValidationError(missing)
    return list(dict.fromkeys(tags[key].official for key in by_key))


def _unknown(kind: str, name: str) -> ValidationError:
    near = nearest(kind, name)
    said = {"name": name, "near": near.name if near else ""}
    if near is None:
        return ValidationError(_("There is no tag “%(name)s” of this kind."), params=said)
    return ValidationError(
        _("There is no tag “%(name)s” of this kind. Do you mean “%(near)s”?"), params=said
    )


def nearest(kind: str, name: str) -> Tag | None:
    key = keys.of(kind, name)
    alike = Tag.objects.filter(KNOWN, key__trigram_similar=key, kind=kind)
    nearest_first = alike.order_by(TrigramSimilarity("key", key).desc(), "pk")
    tag = nearest_first.select_related("synonym_of").first()
    return tag.official if tag else None
