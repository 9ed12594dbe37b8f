"""Form fields that every room uses."""

from functools import cached_property

from django import forms
from django.utils.translation import ngettext

from core import html
from core.widgets import HtmlTextarea, Rich


class HtmlField(forms.CharField):
    """Formatted text in a box: as html.to_textarea shows it and html.clean_text cleans it, or, from
    the rich editor, as it is stored.

    `at_most` is counted in characters of the HTML that is stored.
    """

    def __init__(self, *, at_most: int, rows: int = 4, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", HtmlTextarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.at_most = at_most

    def prepare_value(self, value):
        # What was typed stays as it was typed; what is stored arrives marked as HTML.
        return value.shown if isinstance(value, Stored) else value

    def has_changed(self, initial, data):
        return cleaned(data or "") != (initial or "")

    def clean(self, value):
        typed = super().clean(value)  # without the white space around it, and a plain str again
        result = cleaned(Rich(typed) if isinstance(value, Rich) else typed)
        surplus = len(result) - self.at_most
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
        if self.required and not result:  # an editor's empty paragraph is no text
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return result


def cleaned(text: str) -> str:
    return html.clean(text) if isinstance(text, Rich) else html.clean_text(text)


class Stored(str):
    """Sanitised HTML on its way into a form, to be told from what somebody typed."""

    @cached_property
    def shown(self) -> "Shown":
        """For the plain box; the rich editor finds this very text in `stored`."""
        shown = Shown(html.to_textarea(self))
        shown.stored = self
        return shown


class Shown(str):
    """A stored text as the plain box shows it."""

    stored: Stored
