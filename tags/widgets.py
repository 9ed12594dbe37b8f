from django import forms


class TagBox(forms.TextInput):
    """A plain text field for names with commas between them, with suggestions where scripts run
    (static/js/tag-box.js). `kind` as the address of suggestions has it; or `among`, the names of
    other fields of the form, whose names are suggested."""

    template_name = "tags/tag_box.html"

    def __init__(self, kind: str = "", *, among: tuple[str, ...] = (), attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.kind, self.among = kind, among

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kind": self.kind, "among": " ".join(self.among)}
        return context
