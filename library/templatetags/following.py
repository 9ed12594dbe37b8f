from django import template
from django.urls import reverse

from accounts.models import PenName
from stories.models import Series, Story

register = template.Library()

KINDS = {Story: "story", Series: "series", PenName: "pen_name"}


@register.simple_tag
def way_to(verb: str, thing: Story | Series | PenName) -> str:
    """`verb` is "follow" or "unfollow"."""
    which = thing.slug if isinstance(thing, PenName) else thing.pk
    return reverse(f"{verb}_{KINDS[type(thing)]}", args=[which])
