"""The languages in which a page can be read, and what tools read on it."""

from django import template
from django.utils import translation

from core import language

register = template.Library()


@register.simple_tag(takes_context=True)
def offered_languages(context):
    """[{code, name, direction, is_current}] where there is a choice and a request."""
    site = getattr(context.get("request"), "site", None)
    offered = language.choices(site) if site else []
    current = translation.get_language()
    return [
        {
            "code": code,
            "name": name,
            "direction": direction(code),
            "is_current": code == current,
        }
        for code, name in offered
        if len(offered) > 1
    ]


def direction(code: str) -> str:
    return "rtl" if translation.get_language_info(code)["bidi"] else "ltr"
