from collections.abc import Mapping

from django import forms
from django.utils.http import urlencode


class TagBox(forms.TextInput):
    """A plain text field for names with commas between them, with suggestions where scripts run
    (static/js/tag-box.js). `kind` as the address of suggestions has it; or `among`, the names of
    other fields of the form, whose names are suggested; or `choice`, the name of a field that says
    what is named, and `kinds`, the kind for each of its values that is one."""

    template_name = "tags/tag_box.html"

    def __init__(
        self,
        kind: str = "",
        *,
        among: tuple[str, ...] = (),
        choice: str = "",
        kinds: Mapping[str, str] | None = None,
        attrs=None,
    ):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.told = {"kind": kind, "among": " ".join(among)}
        self.told |= {"choice": choice, "kinds": urlencode(kinds or {})}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= self.told
        return context
