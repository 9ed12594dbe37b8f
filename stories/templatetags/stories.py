"""Words about stories that templates say."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core import html
from stories import languages
from stories.models import Tagging
from tags.models import Tag

register = template.Library()
register.filter("language_name", languages.name)
register.filter("direction", languages.direction)

CARD_SUMMARY = 300  # characters
CARD_TAGS = 5


@register.filter
def stored(text):
    """HTML that the sanitiser made on its way into the database."""
    return mark_safe(text)  # noqa: S308


@register.filter
def excerpt(text, limit=CARD_SUMMARY):
    return html.excerpt(text, limit)


@register.filter
def plain(text):
    return html.visible_text(text)


@register.filter
def english_number(number):
    """“12,408” in every language: readers' tools read it."""
    return f"{number or 0:,}"


@register.filter
def links(story, kind):
    """The story's links to tags of a kind, in the author's order."""
    return story.tags_by_kind.get(kind, [])


@register.filter
def main_first(links):
    return sorted(links, key=lambda link: not link.main)


@register.simple_tag
def tag_links(links):
    """Tags one after the other."""
    return format_html_join("", '<a class="tag" href="{}"><bdi>{}</bdi></a> ', _addressed(links))


@register.simple_tag
def tag_items(links, mark_main=False):
    """The items of a list of tags; those at the heart of the story can be marked."""
    main = [" main" if mark_main and link.main else "" for link in links]
    item = '<li><a class="tag{}" href="{}"><bdi>{}</bdi></a></li>'
    marked = zip(main, _addressed(links), strict=True)
    return format_html_join("", item, ((mark, *tag) for mark, tag in marked))


def _addressed(links):
    return [(link.tag.get_absolute_url(), link.tag.name) for link in links]


@register.simple_tag
def interface():
    """`lang` and `dir` of the interface's own words, for those that stand inside a story."""
    direction = "rtl" if translation.get_language_bidi() else "ltr"
    return format_html('lang="{}" dir="{}"', translation.get_language(), direction)


@register.simple_tag
def byline(story):
    """Linked pen names, or the word for an anonymous author."""
    return format_html_join(
        ", ",
        '<a rel="author" href="{}"><bdi>{}</bdi></a>',
        ((pen_name.get_absolute_url(), pen_name.name) for pen_name in story.shown_authors),
    )


@register.simple_tag
def card_tags(story):
    """{shown, more}: a few other tags, AU tags first, and how many there are besides."""
    tags = [
        *story.tags_by_kind.get(Tag.Kind.AU, []),
        *story.tags_by_kind.get(Tag.Kind.FREEFORM, []),
    ]
    return {"shown": tags[:CARD_TAGS], "more": max(0, len(tags) - CARD_TAGS)}


@register.simple_tag
def card_people(story):
    """The main relationships and characters, or the first of each where none was named."""
    found: list[Tagging] = []
    for kind in (Tag.Kind.RELATIONSHIP, Tag.Kind.CHARACTER):
        links = story.tags_by_kind.get(kind, [])
        found += [link for link in links if link.main] or links[:2]
    return found


@register.simple_tag
def chapters_of(story, number):
    """“2/5”, or “2/?” while nobody knows."""
    planned = story.planned_chapters
    if story.status == "complete":
        planned = number
    return f"{number}/{planned if planned and planned >= number else '?'}"
