"""allauth's forms at the door: to come in, to sign up, to find the way back."""

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.worded import CODE_HELP, Worded

SECRET_NAME = _("For signing in only. Nobody else ever sees it.")


class SignupForm(Worded, allauth_forms.SignupForm):
    field_order = ["username", "pen_name", "email", "password1", "introduction"]
    words = {"password1": _("Password")}
    helps = {"username": SECRET_NAME}

    @transaction.atomic
    def save(self, request):
        """The account and its pen name, or neither."""
        return super().save(request)


class LoginForm(Worded, allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        if not settings.EMAIL_URL:
            self.fields["login"].label = _("Sign-in name")


class ConfirmEmailForm(Worded, allauth_forms.ConfirmEmailVerificationCodeForm):
    pass


class ChangeEmailForm(Worded, allauth_forms.ChangeEmailForm):
    pass


class ResetPasswordForm(Worded, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, allauth_forms.ResetPasswordKeyForm):
    pass


class SecondStepForm(Worded, mfa_forms.AuthenticateForm):
    helps = {"code": CODE_HELP}
