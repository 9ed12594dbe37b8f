from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import names
from tags.models import NAME_LENGTH


class TagsField(forms.CharField):
    """Names of tags, separated by commas: "A, B" → ["A", "B"], each once, in their order."""

    def __init__(self, *, at_most: int, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.at_most = at_most

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        found: dict[str, str] = {}
        for name in (super().clean(value) or "").replace("\n", ",").split(","):
            name = " ".join(name.split())
            if name:
                found.setdefault(names.tag_key(name), name)
        for name in found.values():
            if len(name) > NAME_LENGTH:
                raise ValidationError(
                    _("“%(name)s…” is longer than %(limit)s characters."),
                    params={"name": name[:40], "limit": NAME_LENGTH},
                )
            if not names.is_plain(name):
                raise ValidationError(_("“%(name)s” has no letters."), params={"name": name})
        if len(found) > self.at_most:
            raise ValidationError(
                _("At most %(limit)s, please; these are %(number)s."),
                params={"limit": self.at_most, "number": len(found)},
            )
        return list(found.values())
