"""What the pages at the door need to know of the house."""

from django import template
from django.conf import settings

from core import brakes, site
from core.models import Brake, SiteSettings

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    return bool(settings.EMAIL_URL)


@register.simple_tag
def closed_until():
    """When sign-up opens again by itself; None where its keepers closed it without an end."""
    is_closed = site.current().sign_up == SiteSettings.SignUp.CLOSED
    return None if is_closed else brakes.until(Brake.Kind.SIGN_UP)
