"""How django-allauth serves this house."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import brakes, site
from core.models import Brake, SiteSettings

logger = logging.getLogger(__name__)
ALLAUTHS_STAGE = "allauth.account.stages.EmailVerificationStage"
OUR_STAGE = "accounts.verification.EmailVerificationStage"
NOT_RIGHT = gettext_lazy("The sign-in name or the password is not right.")
AGAIN = {  # the ways to show once more that it is you
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use your app or an emergency code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a security key"),
}
WRONG_CODE = gettext_lazy("This code is not right, or it is too old.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed."),
        "cannot_remove_primary_email": gettext_lazy(
            "This is the address we write to. Choose another one first."
        ),
        "duplicate_email": gettext_lazy("This address stands in your account already."),
        "email_password_mismatch": NOT_RIGHT,
        "username_password_mismatch": NOT_RIGHT,
        "email_taken": gettext_lazy("Somebody has this address in an account here."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": gettext_lazy("The password is not right."),
        "invalid_or_expired_key": gettext_lazy("This link is too old, or was used already."),
        "invalid_password_reset": gettext_lazy("This link is too old, or was used already."),
        "max_email_addresses": gettext_lazy("At most %d addresses are kept."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a few minutes."),
        "unverified_primary_email": gettext_lazy("Verify this address first."),
        "username_blacklisted": gettext_lazy("This name cannot be used. Choose another."),
        "username_taken": gettext_lazy("Somebody signs in with this name. Choose another."),
        "same_as_current": gettext_lazy("This is what it is already."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes."),
    }

    def is_open_for_signup(self, request):
        is_closed = site.current().sign_up == SiteSettings.SignUp.CLOSED
        return not (is_closed or brakes.is_on(Brake.Kind.SIGN_UP))

    def get_signup_redirect_url(self, request):
        return reverse("waiting" if request.user.is_waiting else "desk")

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # no address at all, such as “http://[”
            return False

    def get_login_stages(self):
        """Ours lets in whom allauth's would lock out: see accounts/verification.py."""
        stages = super().get_login_stages()
        return [OUR_STAGE if stage == ALLAUTHS_STAGE else stage for stage in stages]

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": str(AGAIN[method["id"]])} for method in methods]

    def respond_user_inactive(self, request, user):
        """The password was right, so she may read why she is not let in."""
        return render(request, "account/account_inactive.html", {"person": user}, status=403)

    def format_email_subject(self, subject):
        return f"[{site.current().name}] {subject}"

    def send_mail(self, template_prefix, email, context):
        """A mail server that is out of order keeps nobody from what she is doing."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, ValueError) as error:  # ValueError: no mail can go to such an address
            logger.warning("A mail could not be sent: %s", type(error).__name__)
            _say_that_no_mail_went()


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("This cannot be switched off."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Emergency codes are for accounts with two-step sign-in. Switch it on first."
        ),
        "incorrect_code": WRONG_CODE,
        "unverified_email": gettext_lazy("Verify your e-mail address first."),
    }

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Key %(number)s") % {"number": number}


def user_display(user) -> str:
    """What allauth's pages call a person: their pen name, never the name they sign in with."""
    pen_name = user.pen_name
    return pen_name.name if pen_name else ""


def mail_failed(request) -> bool:
    return getattr(request, "mail_failed", False)


def _say_that_no_mail_went() -> None:
    request = context.request
    if request is not None:
        request.mail_failed = True
        messages.warning(request, _("We could not send you a mail just now. Try again later."))
