"""Headers without labels: a title on the first line, "by Somebody" under it."""

import re

from intake.reader.addresses import addresses
from intake.reader.body.blocks import indent
from intake.reader.body.marks import heading, is_scene_break
from intake.reader.header import asides
from intake.reader.header.ahead import another_label
from intake.reader.header.labels import Labelled, labelled
from intake.reader.lines import Line

LONGEST_TITLE = 120  # characters
LONGEST_BYLINE = 80
BYLINE = re.compile(
    r"[\W_]*(?P<label>(?:an?\s+(?:\S+\s+){1,8}?(?:story|fic|fan ?fiction|fanfic|tale|vignette)\s+)?"
    r"(?:written\s+)?(?:by|par|von|door|di|av|بقلم|por(?=\s*:?\s+(?-i:[A-ZÁÉÍÓÚÑ]))))\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
BY_WITHIN = re.compile(
    r"(?P<apart>\s*[,;–—-]*)\s+(?P<label>(?:written )?by:?)\s+(?P<name>\S.*)", re.IGNORECASE
)
NAME_WORDS = 5
SENTENCE_WORDS = 8  # more, and a full stop: hardly a title
SENTENCE_END = tuple(".,;:\"”'’")
QUOTED = re.compile(r"[\"“'‘«].*[\"”'’»]")


def title_above(lines: list[Line], at: int) -> Line | None:
    """The line at `at`, if it is a title: by what stands under it, or by how it is set."""
    if at >= len(lines) or lines[at].is_block:
        return None
    line, text = lines[at], lines[at].plain()
    if not any(map(str.isalnum, text)) or len(text) > LONGEST_TITLE:
        return None
    if labelled(line) or heading(text) or is_scene_break(text):
        return None
    if line.heading:
        return line
    below = _next_filled(lines, at + 1)
    if below is None:
        return None
    if below == at + 1 and _is_short(text) and _tells_about_the_story(lines, below):
        return line
    return line if _is_title(line, text, lines[below], below - at) else None


def _is_title(line: Line, text: str, below: Line, distance: int) -> bool:
    found = labelled(below)
    if (found and found.field != "envelope") or byline(below) or name_and_address(below):
        return not text.endswith((",", ";"))
    if title_and_byline(line):
        return True
    is_set_apart = text.isupper() or bool(QUOTED.fullmatch(text)) or indent(line) >= 10
    following = below.plain()
    if distance > 1:
        ends = text.endswith(SENTENCE_END) and not is_set_apart
        return len(text) <= 80 and not ends and not text.startswith("<")
    if is_scene_break(following):
        return True
    if heading(following):
        return not text.endswith(SENTENCE_END)
    return _is_short(text) and (is_set_apart or len(following) > max(100, 3 * len(text)))


def _is_short(text: str) -> bool:
    return len(text) <= 60 and not text.endswith((*SENTENCE_END, "!", "?"))


def _tells_about_the_story(lines: list[Line], at: int) -> bool:
    """Is this no line of the story itself: an aside, or one above labels?"""
    text = lines[at].plain()
    if asides.of_a_line(text, is_apart=False) is not None or asides.of_a_paragraph(text):
        return True
    return another_label(lines, at + 1, over_blank=False)


def byline(line: Line) -> tuple[str, Line] | None:
    """ "by Ann <ann@example.org>" → ("by", the rest of the line)."""
    match = BYLINE.match(line.text)
    if not match or len(line.text) > LONGEST_BYLINE or line.plain().endswith((".", ",", ";", "?")):
        return None
    return match["label"], line.after(match.end())


def is_over_a_name(lines: list[Line], at: int) -> bool:
    """ "(an epic in many parts)" between a title and "by Ann"."""
    below = lines[at + 1 : at + 2]
    return len(lines[at].text) <= LONGEST_TITLE and bool(below and byline(below[0]))


def may_be_words(found: Labelled, line: Line) -> bool:
    """ "Name: Ann", "Title: it was the only word that she could read." begin stories, too."""
    text = line.plain()
    return found.is_weak or (text.endswith(".") and len(text.split()) > SENTENCE_WORDS)


def name_and_address(line: Line) -> bool:
    """ "Ann Other <ann@example.org>", "Ann (ann[at]example.org)": who wrote it, without "by"."""
    text = line.plain()
    found = next(addresses(text), None) if len(text) <= LONGEST_BYLINE else None
    bare = text[: found.start] + text[found.end :] if found else ""
    name = bare.strip(" \t<>()[]{},;:-–—")
    return bool(name) and len(name.split()) <= NAME_WORDS and not name.endswith(SENTENCE_END)


def title_and_byline(line: Line) -> tuple[Line, str, Line] | None:
    """ "“Rain” by Ann", "RAIN, by Ann" → the title, "by", the name. Only where the title is plainly
    over: "Stopping by Woods" is one title."""
    match = BY_WITHIN.search(line.text) if len(line.text) <= LONGEST_TITLE else None
    if not match or not match["name"].strip():
        return None
    title = line.plain(line.text[: match.start()])
    is_over = QUOTED.fullmatch(title) or title.isupper() or match["apart"].strip()
    if not title or not (is_over or any(addresses(match["name"]))):
        return None
    return line.until(match.start()), match["label"], line.after(match.start("name"))


def _next_filled(lines: list[Line], at: int) -> int | None:
    limit = min(len(lines), at + 10)
    return next((i for i in range(at, limit) if not lines[i].is_blank), None)
