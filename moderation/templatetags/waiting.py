"""What waits for a moderator, said on the admin's front page."""

from django import template

from moderation.models import Report

register = template.Library()


@register.simple_tag
def reports_waiting() -> int:
    return Report.objects.filter(closed_at=None).count()
