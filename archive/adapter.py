"""What happens when somebody comes in: the door is in accounts, what was brought lies in intake,
what was kept out of lists in discovery, and what is sent in notices."""

from django.contrib import messages
from django.utils.translation import gettext as _

from accounts.adapter import AccountAdapter
from discovery.exclusions import taking_over
from intake import guests
from moderation import decisions
from notices.models import Mailbox


class Adapter(AccountAdapter):
    def login(self, request, user):
        """Who comes without her second step learns that it was taken away."""
        was_here_at = user.last_login
        super().login(request, user)
        if was_here_at and decisions.took_second_step_since(user, was_here_at):
            sentence = _(
                "A moderator has switched your two-step sign-in off since you were last here. If "
                "you did not ask for it, tell them at once and choose a new password."
            )
            messages.warning(request, sentence)

    def confirm_email(self, request, email_address):
        """What her old address refused is no matter any more."""
        is_hers = super().confirm_email(request, email_address)
        if is_hers:
            Mailbox.try_again(email_address.user)
        return is_hers

    def post_login(self, request, user, **details):
        """What a person brought before signing in, or up, is theirs from now on."""
        response = super().post_login(request, user, **details)
        guests.claim(request)
        taking_over.offer(request)
        return response
