import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import names
from tags import keys
from tags.models import NAME_LENGTH, Tag

KEY_LENGTH = Tag._meta.get_field("key").max_length  # one character's key may have eighteen
NAME = re.compile(
    r"""\s*+(?:"(?P<quoted>(?:[^"]++|"")*+)"[^\S\n]*+(?=[,،\n]|\Z)|(?P<plain>[^,،\n]*+))[,،\n]?"""
)


class TagsField(forms.CharField):
    """Names of tags, separated by commas: `A, B` → ["A", "B"], each once, in their order. A name
    that holds a comma stands in quotation marks, as in CSV: `"Crouching Tiger, Hidden Dragon"`.
    Arabic has a comma of its own."""

    def __init__(self, *, at_most: int, kind: str = "", **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.at_most, self.kind = at_most, kind

    def prepare_value(self, value):
        return ", ".join(map(quoted, value)) if isinstance(value, list) else value

    def clean(self, value):
        found: dict[str, str] = {}
        for name in listed(super().clean(value) or ""):
            if name:
                found.setdefault(keys.of(self.kind, name), name)
        for name in found.values():
            validate(name)
        if len(found) > self.at_most:
            raise ValidationError(
                _("At most %(limit)s, please; these are %(number)s."),
                params={"limit": self.at_most, "number": len(found)},
            )
        return list(found.values())


def validate(name: str) -> None:
    """Says what keeps a name from being a tag's."""
    if len(name) > NAME_LENGTH:
        raise ValidationError(
            _("“%(name)s…” is longer than %(limit)s characters."),
            params={"name": name[:40], "limit": NAME_LENGTH},
        )
    if not has_a_fitting_key(name):
        raise ValidationError(
            _("“%(name)s…” has letters that stand for too many others."),
            params={"name": name[:40]},
        )
    if not names.is_plain(name):
        raise ValidationError(_("“%(name)s” has no letters."), params={"name": name})


def listed(text: str) -> list[str]:
    """The names in a list with commas, spaces put right; empty ones included."""
    found = []
    for match in NAME.finditer(text):
        name = match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"')
        found.append(" ".join(name.split()))
    return found


def one_name(text: str) -> str:
    """Of a box for one: without the comma that a suggestion leaves behind it, or its marks."""
    text = " ".join(text.split()).rstrip(" ,،")
    return next(iter(listed(text))) if text.startswith('"') else text


def quoted(name: str) -> str:
    """A name as `listed` reads it back."""
    if "," in name or "،" in name or name.startswith('"'):
        return '"{}"'.format(name.replace('"', '""'))
    return name


def has_a_fitting_key(name: str) -> bool:
    """Of whichever kind: a relationship's may be longer than another's, or shorter."""
    both = (Tag.Kind.RELATIONSHIP, Tag.Kind.CHARACTER)
    return all(len(keys.of(kind, name)) <= KEY_LENGTH for kind in both)


def may_be_a_tag(name: str) -> bool:
    try:
        validate(name)
    except ValidationError:
        return False
    return True
