"""allauth's forms at the door: to come in, to sign up, to find the way back."""

from allauth.account import forms as allauth_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.worded import CODE_HELP, Worded
from core import limits

SIGN_UPS = limits.Pace(account=(6, 3600), address=(6, 3600))
SECRET_NAME = _("For signing in only. Nobody else ever sees it.")


class SignupForm(Worded, allauth_forms.SignupForm):
    field_order = [
        "username", "pen_name", "email", "password1", "answer", "is_stranger", "introduction",
    ]  # fmt: skip
    words = {"password1": _("Password")}
    helps = {"username": SECRET_NAME}

    def clean(self):
        """Only what would become an account counts against its address."""
        cleaned = super().clean()
        request = context.request
        if not self.errors and (seconds := limits.pause(request, "sign up", SIGN_UPS)):
            self.add_error(None, limits.wait(request, seconds))
        return cleaned

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
