"""Corrections as their author sees them: each difference where it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.anchoring import find
from core.differences import SAME, by_words
from core.html import located
from reviews.models import Correction
from stories.models import ChapterText, Draft

CONTEXT = 160  # characters on each side, within the paragraph
# The piece of a word at their ends; not every script has spaces.
CUT_BEFORE, CUT_AFTER = re.compile(r"\A\S{0,30}(?=\s)"), re.compile(r"(?<=\s)\S{0,30}\Z")


@dataclass(frozen=True)
class Row:
    """`runs`: (same | gone | new, words), with what stands around them; where the words are not
    there any more (`stands`), only what was proposed."""

    correction: Correction
    runs: tuple[tuple[str, str], ...]
    stands: bool = True
    has_draft: bool = False


def shown_in_place(corrections: Iterable[Correction]) -> list[Row]:
    """Two queries, whatever their number."""
    corrections = list(corrections)
    chapters = {correction.chapter_id for correction in corrections}
    if not chapters:
        return []
    found = ChapterText.objects.filter(chapter__in=chapters).values_list("chapter", "html")
    texts = {chapter: located(html).text for chapter, html in found}
    drafts = set(Draft.objects.filter(chapter__in=chapters).values_list("chapter", flat=True))
    return [
        _row(correction, texts.get(correction.chapter_id, ""), correction.chapter_id in drafts)
        for correction in corrections
    ]


def _row(correction: Correction, text: str, has_draft: bool) -> Row:
    found = find(correction.anchor.anchored, text)
    runs = by_words(correction.anchor.quote, correction.replacement)
    if found is None or found.is_changed:
        return Row(correction, runs, stands=False)
    line = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    before, after = text[line : found.start], text[found.end : end if end >= 0 else len(text)]
    if len(before) > CONTEXT:
        before = "…" + CUT_BEFORE.sub("", before[-CONTEXT:])
    if len(after) > CONTEXT:
        after = CUT_AFTER.sub("", after[:CONTEXT]) + "…"
    around = [(SAME, before)], list(runs), [(SAME, after)]
    return Row(correction, tuple(run for some in around for run in some), has_draft=has_draft)
