"""How django-allauth serves this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from core import site
from core.models import SiteSettings


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return site.current().sign_up == SiteSettings.SignUp.OPEN

    def get_signup_redirect_url(self, request):
        return reverse("desk")


def user_display(user) -> str:
    """What allauth's pages call a person: their pen name, never the name they sign in with."""
    pen_name = user.pen_name
    return pen_name.name if pen_name else ""
