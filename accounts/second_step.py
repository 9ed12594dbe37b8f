"""Two-step sign-in, taken away for who lost the telephone, the key and the emergency codes."""

from allauth.mfa.models import Authenticator


def has_second_step(user) -> bool:
    return Authenticator.objects.filter(user_id=user.pk).exists()


def take_away(user) -> None:
    """The password alone is asked from now on, passkeys included."""
    Authenticator.objects.filter(user_id=user.pk).delete()
