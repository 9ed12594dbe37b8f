"""allauth's forms at the door, in our words."""

from allauth.account import forms as allauth_forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

SECRET_NAME = _("For signing in only. Nobody else ever sees it.")


class SignupForm(allauth_forms.SignupForm):
    field_order = ["username", "pen_name", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Sign-in name")
        self.fields["username"].help_text = SECRET_NAME

    @transaction.atomic
    def save(self, request):
        """The account and its pen name, or neither."""
        return super().save(request)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or e-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
