"""What happens when somebody comes in: the door is in accounts, what was brought lies in intake."""

from accounts.adapter import AccountAdapter
from intake import guests


class Adapter(AccountAdapter):
    def post_login(self, request, user, **details):
        """What a person brought before signing in, or up, is theirs from now on."""
        response = super().post_login(request, user, **details)
        guests.claim(request)
        return response
