"""What a form is filled in with, and how it comes back."""

from django import forms


class Rich(str):
    """HTML of the rich editor, to be told from what somebody typed into a plain box."""

    is_rich = True  # for templates


class HtmlTextarea(forms.Textarea):
    """A plain box. Where the rich editor stands over it, `<name>-is-rich` comes along, and what it
    holds is HTML."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return Rich(value) if value and data.get(f"{name}-is-rich") else value
