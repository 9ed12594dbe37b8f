"""The box in which readers write, and what goes with it."""

from django import forms
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.fields import HtmlField
from reviews import limits, text


class ReviewTextField(HtmlField):
    """A plain textarea → the HTML of a review, with words in it."""

    most = limits.LENGTH  # characters, as its writer counts them

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Your words"))
        kwargs.setdefault("help_text", lazy(_help, str)())
        super().__init__(at_most=limits.STORED, rows=8, required=True, **kwargs)

    def to_python(self, value):
        return super().to_python(text.as_typed(value) if value else value)

    def clean(self, value):
        surplus = len(self.to_python(value)) - self.most
        if surplus > 0:
            raise forms.ValidationError(_too_long(surplus), code="too_long")
        cleaned = text.smaller(super().clean(value))
        if not text.has_words(cleaned):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return cleaned


class SpoilerField(forms.BooleanField):
    """Whether readers of the story must ask before they see these words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("It gives the story away"))
        kwargs.setdefault("help_text", _("Then it stands folded until a reader asks to see it."))
        super().__init__(required=False, **kwargs)


def _help() -> str:
    most = number_format(limits.LENGTH, force_grouping=True)
    return __("A blank line makes a new paragraph. At most %(most)s characters.") % {"most": most}


def _too_long(surplus: int) -> str:
    sentence = ngettext(
        "This is too long by %(number)s character.",
        "This is too long by %(number)s characters.",
        surplus,
    )
    return sentence % {"number": number_format(surplus, force_grouping=True)}
