"""A stored text as a page shows it: footnotes gathered at its end, pictures in the width that a
screen needs. A text with neither is drawn as it stands.

The sanitiser's own dialect is all that is understood here: its tags begin as core.html writes them.
"""

import re
from html import unescape

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.html.attributes import FOOTNOTE, escaped_value
from stories.images.addresses import ADDRESS, SIZES, WIDTHS, srcset

PICTURE = '" src="/works/'  # stands in the tag of each, after its description; quick to look for
IMG = re.compile(r"<img ([^<>]*)>")
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
SPAN = re.compile(r"<(/?)span\b[^<>]*>")


def drawn(html: str, *, story=None, chapter=None) -> SafeString:
    """`story`: whose pictures may stand in it; one query for all its texts, if there is any.
    Without it, pictures are drawn as their tags say.

    `chapter`: whose text it is. With it, footnotes are numbered and stand at its end; elsewhere,
    as in a summary, they stand in brackets where they belong.
    """
    if PICTURE in html:
        pictures = None if story is None else _pictures(story)
        html = IMG.sub(lambda tag: _picture(tag[1], story, pictures), html)
    if FOOTNOTE in html:
        html = _with_notes(html, chapter.pk) if chapter else _with_brackets(html)
    return mark_safe(html)  # noqa: S308 - the sanitiser made it, and what is added here is ours


def interface() -> SafeString:
    """`lang` and `dir` of the interface's own words, for those that stand inside a story."""
    direction = "rtl" if translation.get_language_bidi() else "ltr"
    return format_html('lang="{}" dir="{}"', translation.get_language(), direction)


# Pictures


def _pictures(story) -> dict:
    prefetch_related_objects([story], "images")
    return {image.pk: image for image in story.images.all()}


def _picture(inside: str, story, pictures: dict | None) -> str:
    """What stands for a tag with these attributes."""
    tag = {name: unescape(value) for name, value in ATTRIBUTE.findall(inside)}
    address = ADDRESS.fullmatch(tag.get("src", ""))
    if not address:
        return _gone(_("A picture that is no longer here:"), tag.get("alt", ""))
    width, height = (int(tag.get(side) or 0) for side in ("width", "height"))
    if pictures is not None:
        image = pictures.get(int(address[2])) if int(address[1]) == story.pk else None
        if image is None:
            return _gone(_("A picture that is no longer here:"), tag.get("alt", ""))
        if image.removed_at:
            return _gone(_("A picture stood here. A moderator removed it."))
        width, height = image.width, image.height
    return _img(tag, width, height)


def _img(tag: dict[str, str], width: int, height: int) -> str:
    sources = srcset(tag["src"], width or WIDTHS[-1])
    attributes: dict[str, str] = {
        "alt": tag.get("alt", ""),
        "src": sources.src,
        **({"srcset": sources.srcset, "sizes": SIZES} if sources.srcset else {}),
        **({"width": str(width), "height": str(height)} if width and height else {}),
        "loading": "lazy",
        "decoding": "async",
        **{name: tag[name] for name in ("lang", "dir", "title") if name in tag},
    }
    said = " ".join(f'{name}="{escaped_value(value)}"' for name, value in attributes.items())
    return f"<img {said}>"


def _gone(sentence: str, alt: str = "") -> str:
    ours = format_html("<span {}>{}</span>", interface(), sentence)
    return format_html('<span class="gone">{}{}{}</span>', ours, " " if alt else "", alt)


# Footnotes


def _with_brackets(html: str) -> str:
    text: list[str] = []
    for before, attributes, note in _notes(html):
        text.append(before)
        if note is not None:
            gap = "" if before.endswith((" ", "&nbsp;")) else " "
            text.append(f"{gap}{FOOTNOTE}{attributes}>[{note}]</span>")
    return "".join(text)


def _with_notes(html: str, place: int) -> str:
    """`place` makes the ids of one text unlike those of all others of a page."""
    text: list[str] = []
    items: list[str] = []
    back = _("Back to the text, note %(number)s")
    for before, attributes, note in _notes(html):
        text.append(before)
        if note is not None:
            name = f"{place}-{len(items) + 1}"
            text.append(_mark(name, len(items) + 1))
            words = f'<span id="words-{name}"{attributes}>{note}</span>'
            items.append(_item(name, words, escape(back % {"number": len(items) + 1})))
    if not items:
        return "".join(text)
    heading = format_html(
        '<h3 class="heading ui" id="notes-{}" {}>{}</h3>', place, interface(), _("Notes")
    )
    return (
        f'{"".join(text)}\n<section class="footnotes" role="doc-endnotes"'
        f' aria-labelledby="notes-{place}">{heading}\n<ol>\n{"".join(items)}</ol></section>'
    )


def _notes(html: str):
    """(what stands before it, its attributes, a footnote), one after the other; at last (the rest,
    "", None)."""
    at = 0
    while (start := html.find(FOOTNOTE, at)) >= 0:
        opened = html.index(">", start) + 1
        depth = 1
        for span in SPAN.finditer(html, opened):
            depth += -1 if span[1] else 1
            if not depth:
                attributes = html[start + len(FOOTNOTE) : opened - 1]
                yield html[at:start], attributes, html[opened : span.start()]
                at = span.end()
                break
        else:  # never closed: no text of the sanitiser's
            break
    yield html[at:], "", None


def _mark(name: str, number: int) -> str:
    return (
        f'<sup class="note-mark"><a id="mark-{name}" href="#note-{name}" role="doc-noteref"'
        f' aria-describedby="words-{name}">{number}</a></sup>'
    )


def _item(name: str, words: str, back: str) -> str:
    return (
        f'<li id="note-{name}">{words} <a class="back" href="#mark-{name}" role="doc-backlink"'
        f' aria-label="{back}" {interface()}>↩\ufe0e</a></li>\n'
    )
