"""When something appears, said on the clock of whoever reads it."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timeuntil

from core import clocks

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context, when, time_zone=""):
    """“Friday, 27 November 2026, 18:00 (Berlin)” on the clock of this person, or on a given one."""
    clock = clocks.zone(time_zone or context["request"].user.time_zone)
    words = clocks.in_words(when, clock)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), words)


@register.filter
def until(when):
    """“5 days, 3 hours”; empty where it is over."""
    return timeuntil(when, depth=2) if when > timezone.now() else ""
