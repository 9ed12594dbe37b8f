from django import template
from django.utils.safestring import SafeString

from moderation.admin import evidence

register = template.Library()


@register.filter(is_safe=True)
def with_its_pictures(html: SafeString, report) -> str:
    return evidence.with_its_pictures(html, report)
