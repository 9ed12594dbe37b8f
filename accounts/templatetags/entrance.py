"""What the pages at the door need to know of the house."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    return bool(settings.EMAIL_URL)
