"""Words about stories that templates say."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core import html, plain_letters
from stories import drawing, languages
from stories.models import Tagging
from tags import vocabulary
from tags.models import Tag

register = template.Library()
register.filter("language_name", languages.name)
register.filter("direction", languages.direction)
register.filter("medium_name", vocabulary.medium_in_words)
register.simple_tag(drawing.interface)

CARD_SUMMARY = 300  # characters
CARD_TAGS = 5


@register.filter
def stored(text):
    """HTML that the sanitiser made on its way into the database, to the letter: to be edited."""
    return mark_safe(text)  # noqa: S308


@register.filter
def drawn(text, story=None):
    """The same to be read, with the pictures of this story."""
    return drawing.drawn(text, story=story)


@register.filter
def drawn_text(text, chapter):
    """A chapter's own text, which has its footnotes at its end."""
    return drawing.drawn(text, story=chapter.story, chapter=chapter)


@register.filter
def excerpt(text, limit=CARD_SUMMARY):
    return html.excerpt(text, limit)


@register.filter
def plain(text):
    return html.visible_text(text)


@register.filter
def isolated(words):
    """Somebody's words in a sentence of ours: neither turns the direction of the other. A title
    says its language too; a chapter without one is called in ours."""
    if getattr(words, "title", words) == "":
        return words
    language = getattr(getattr(words, "story", words), "language", "")
    return in_language(words, language) if language else format_html("<bdi>{}</bdi>", words)


@register.filter
def in_language(words, language):
    """A title of which one knows but the words and the language."""
    direction = languages.direction(language)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction, words)


@register.filter
def plain_letters_of(text):
    """A title as it is spoken and looked for: core/plain_letters.py."""
    return plain_letters.plain(str(text))


@register.simple_tag
def spoken(text):
    """The attribute that gives a heading or a link in fancy letters a name that can be spoken."""
    plain = plain_letters.plain(text)
    return "" if plain == text else format_html(' aria-label="{}"', plain)


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


@register.simple_tag(takes_context=True)
def tag_links(context, links):
    """Tags one after the other."""
    shown = _shown(links, context["story"])
    return mark_safe("".join(f'<a class="tag" {tag} ' for tag in shown))  # noqa: S308


@register.simple_tag(takes_context=True)
def tag_items(context, links, mark_main=False):
    """The items of a list of tags; those at the heart of the story can be marked."""
    main = [" main" if mark_main and link.main else "" for link in links]
    marked = zip(main, _shown(links, context["story"]), strict=True)
    return mark_safe(  # noqa: S308
        "".join(f'<li><a class="tag{mark}" {tag}</li>' for mark, tag in marked)
    )


def _shown(links, story):
    here = translation.get_language()
    tags = [link.tag for link in links]
    return [_rest_of_link(tag.kind, tag.slug, tag.name, story.language, here) for tag in tags]


@lru_cache(maxsize=8_192)
def _rest_of_link(kind, slug, name, language, here):
    """Kept, for a few tags stand on most cards: a quarter of the time that a card takes. A tag is
    in its story's language, but for the words that are ours."""
    is_as_page = language == here or vocabulary.is_our_word(kind, name)
    return format_html(
        'href="{}"{}><bdi{}>{}</bdi></a>',
        reverse("tag", args=[kind, slug]),
        spoken(name),
        "" if is_as_page else format_html(' lang="{}"', language),
        vocabulary.in_words(kind, name),
    )


@register.filter
def tag_name(tag):
    """In the language of the page, where it is a word of ours."""
    return vocabulary.in_words(tag.kind, tag.name)


@register.simple_tag
def byline(story):
    """Linked pen names, or the word for an anonymous author."""
    return format_html_join(
        ", ",
        '<a rel="author" href="{}"{}><bdi>{}</bdi></a>',
        (
            (pen_name.get_absolute_url(), spoken(pen_name.name), pen_name.name)
            for pen_name in story.shown_authors
        ),
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
    said = f"{number}/{planned if planned and planned >= number else '?'}"
    if translation.get_language_bidi():  # or it would read “?/2”
        return format_html('<bdi dir="ltr">{}</bdi>', said)
    return said
