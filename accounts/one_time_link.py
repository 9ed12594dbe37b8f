"""The link that sets a new password, for who forgot hers where no mail goes out.

It holds for settings.PASSWORD_RESET_TIMEOUT, and dies when it was used, and with any sign-in or new
address of the account. Nothing of it is stored.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse


def path_for(user) -> str:
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
