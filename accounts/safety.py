"""allauth's forms that keep an account safe: its password, its address, its second step."""

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.utils.translation import gettext_lazy as _

from accounts.worded import CODE_HELP, Worded


class ChangePasswordForm(Worded, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, allauth_forms.SetPasswordForm):
    words = {"password1": _("Password"), "password2": _("Password, once more")}


class AddEmailForm(Worded, allauth_forms.AddEmailForm):
    pass


class ReauthenticateForm(Worded, allauth_forms.ReauthenticateForm):
    pass


class SecondStepAgainForm(Worded, mfa_forms.ReauthenticateForm):
    helps = {"code": CODE_HELP}


class ActivateAppForm(Worded, totp_forms.ActivateTOTPForm):
    words = {"code": _("The code that the app shows")}


class AddKeyForm(Worded, webauthn_forms.AddWebAuthnForm):
    helps = {
        "name": _("So that you know it among several."),
        "passwordless": _(
            "It is then a passkey: no name and no password are asked, but the key itself asks for "
            "a finger, a face or a number."
        ),
    }


class RenameKeyForm(Worded, webauthn_forms.EditWebAuthnForm):
    pass
