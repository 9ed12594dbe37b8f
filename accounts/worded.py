"""allauth's forms in our words: one table of labels and helps, and no placeholders, which repeat
the label and vanish when somebody types."""

from django import forms
from django.utils.translation import gettext_lazy as _

CODE_HELP = _("Six digits from the app, or one of your emergency codes.")
LABELS = {
    "username": _("Sign-in name"),
    "login": _("Sign-in name or e-mail"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
    "name": _("Name of this key"),
    "passwordless": _("Sign in with this key alone"),
}


class Worded(forms.Form):
    """Before a form of allauth; `words` gives what this form calls otherwise."""

    words: dict = {}
    helps: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name) or LABELS.get(name) or field.label
            field.help_text = self.helps.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)
