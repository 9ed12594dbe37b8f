"""Form fields that every room uses."""

from django import forms
from django.utils.translation import ngettext

from core import html


class HtmlField(forms.CharField):
    """Formatted text in a plain textarea: shown by html.to_textarea, cleaned by html.clean_text.

    `at_most` is counted in characters of the HTML that is stored.
    """

    def __init__(self, *, at_most: int, rows: int = 4, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.at_most = at_most

    def prepare_value(self, value):
        # What was typed stays as it was typed; what is stored arrives marked as HTML.
        return html.to_textarea(value) if isinstance(value, Stored) else value

    def has_changed(self, initial, data):
        return html.clean_text(data or "") != (initial or "")

    def clean(self, value):
        cleaned = html.clean_text(super().clean(value))
        surplus = len(cleaned) - self.at_most
        if surplus > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is too long by %(number)s character.",
                    "This is too long by %(number)s characters.",
                    surplus,
                )
                % {"number": surplus},
                code="too_long",
            )
        return cleaned


class Stored(str):
    """Sanitised HTML on its way into a form, to be told from what somebody typed."""
