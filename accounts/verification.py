"""When a sign-in waits for an e-mail address to be verified.

allauth's rule is the same for all accounts: no verified address, no sign-in. It would lock out
everybody who joined before EMAIL_URL was set. Here only a sign-up waits, until its first sign-in.
"""

from allauth.account import stages
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.utils.translation import gettext as _

from accounts.adapter import mail_failed


class EmailVerificationStage(stages.EmailVerificationStage):
    def handle(self):
        user = self.login.user
        if self.login.email_verification != EmailVerificationMethod.MANDATORY or user is None:
            return super().handle()
        if may_go_on(user):
            self.ask()
            return None, True
        response = super().handle()
        return (None, True) if mail_failed(self.request) else response

    def ask(self) -> None:
        addresses = EmailAddress.objects.filter(user_id=self.login.user.pk)
        if {address.verified for address in addresses} == {False}:
            sentence = _("Your e-mail address is not verified yet. You find it under Me.")
            messages.info(self.request, sentence)


def may_go_on(user) -> bool:
    """Who has been in before, keeps house here, or never gave an address."""
    if user.last_login is not None or user.is_staff:
        return True
    return not (user.email or EmailAddress.objects.filter(user_id=user.pk).exists())
