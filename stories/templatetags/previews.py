"""The ways from page to page of a story, which stay within a preview."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to(context, chapter):
    if context.get("is_preview"):
        return reverse("chapter_preview", args=[chapter.story_id, chapter.pk])
    return f"{chapter.get_absolute_url()}{context.get('carry', '')}"


@register.simple_tag(takes_context=True)
def way_to_whole(context, story):
    if context.get("is_preview"):
        return reverse("story_preview", args=[story.pk])
    adult = "&view_adult=true" if context.get("carry") else ""
    return f"{story.get_absolute_url()}?view_full_work=true{adult}"
