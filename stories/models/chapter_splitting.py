"""One chapter made two, and two made one. Readers miss no word by it and see none twice.

What readers see and what its authors wrote since are divided each, at the same place: unreleased
changes stay unreleased, in the chapter that they belong to. Nothing moves up the lists by it.
"""

import re
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import html as sanitiser
from core.alignment import steps
from core.anchoring import Anchored, find
from core.html import blocks, located
from stories import limits
from stories.models.author_fields import LABELS, LENGTHS
from stories.models.chapter import Chapter, ChapterText
from stories.models.versions import cleaned_anew

type Fields = dict[str, str]

HEADING = re.compile(r"<(h[1-6])(?: [^>]*)?>([^<]+)</\1>")


@transaction.atomic
def split(chapter: Chapter, block: int, *, by) -> Chapter:
    """What its authors see from the top-level block of this number on (counted from 0) becomes a
    new chapter behind it. Raises ValidationError where nothing would stand before it or after."""
    _hold(chapter)
    current = _current(chapter)
    mine, new = _divided(current, block)
    shown_mine = shown_new = None
    if chapter.is_published:
        shown_mine = released = _released(chapter)
        place = _same_place(blocks(current["html"]), blocks(released["html"]), block)
        before, after = _halves(released["html"], place)
        if not before:
            raise ValidationError(
                _(
                    "All that readers see now would go into the new chapter. Show them your changes"
                    " first, then split."
                )
            )
        if after:
            shown_mine, shown_new = _divided(released, place)
        else:  # the new chapter is new to readers; the notes belong to what they know
            mine["end_notes"], new["end_notes"] = current["end_notes"], ""
    chapter.keep_current(by=by, note=_("Before it was split"))
    follower = _begin_after(chapter, is_shown=shown_new is not None)
    _settle(chapter, shown_mine, mine, by)
    _settle(follower, shown_new, new, by)
    if shown_mine and shown_new:
        _hand_over(chapter, follower, shown_mine["html"], shown_new["html"])
    chapter.story.chapters_changed()
    return follower


@transaction.atomic
def merge_next(chapter: Chapter, *, by, following: int | None = None) -> None:
    """The chapter behind this one becomes its end, and goes into the bin, unpublished: fetched back
    it shows readers nothing twice. Its reviews come along. `following` is the one that was asked
    for: where it was merged already, nothing. Raises ValidationError."""
    _hold(chapter)
    after = chapter.following()
    if following is not None and (after is None or after.pk != following):
        if chapter.story.chapters.in_place().filter(pk=following).exists():
            raise ValidationError(_("Another chapter stands behind this one now. Look again."))
        return
    if after is None:
        raise ValidationError(_("There is no chapter behind this one."))
    pair = (chapter, after)
    current = _joined([_current(one) for one in pair])
    shown = [_released(one) for one in pair if one.is_published]
    for one in pair:
        one.keep_current(by=by, note=_("Before two chapters became one"))
    if after.is_published and not chapter.is_published:
        chapter.show_from(after.published_at)
    _settle(chapter, _joined(shown) if shown else None, current, by)
    for told in (after.reviews, after.anchors, after.corrections):
        told.update(chapter=chapter)
    after.show_from(None)
    after.move_to_bin()


def _hold(chapter: Chapter) -> None:
    chapter.lock()
    chapter.refresh_from_db(
        fields=["position", "deleted_at", "published_at", "scheduled_for", "queued_at"]
    )
    if chapter.position is None:
        raise ValidationError(_("The chapter is in the bin."))


def _current(chapter: Chapter) -> Fields:
    return cleaned_anew(chapter.current_fields(), chapter.current_html_version())


def _released(chapter: Chapter) -> Fields:
    return cleaned_anew(chapter.released_fields(), chapter.html_version)


def _settle(chapter: Chapter, shown: Fields | None, current: Fields, by) -> None:
    """From now on readers see `shown` (None: nothing of it yet), its authors `current`."""
    if shown is not None and shown != chapter.released_fields():
        chapter.write(by=by, **shown)
        chapter.release(by=by)
    if current != shown:
        chapter.write(by=by, **current)
    elif draft := chapter.current_draft():
        draft.delete()


def _begin_after(chapter: Chapter, *, is_shown: bool) -> Chapter:
    """It waits for what the first one waits for."""
    position = cast(int, chapter.position)  # as _hold() saw
    later = chapter.story.chapters.filter(position__gt=position)
    later.order_by().update(position=F("position") + 1)
    follower = Chapter.objects.create(
        story=chapter.story,
        position=position + 1,
        kind=chapter.kind,
        published_at=chapter.published_at if is_shown else None,
        scheduled_for=chapter.scheduled_for,
        scheduled_by=chapter.scheduled_by,
        queued_at=chapter.queued_at,
    )
    ChapterText.objects.create(chapter=follower)
    return follower


def _hand_over(chapter: Chapter, follower: Chapter, html: str, html_after: str) -> None:
    """What was said or proposed of a passage goes with its words."""
    anchors = list(chapter.anchors.all())
    before, after = (located(text).text if anchors else "" for text in (html, html_after))
    gone = [
        anchor
        for anchor in anchors
        if not _stands(anchor.anchored, before) and _stands(anchor.anchored, after)
    ]
    chapter.anchors.filter(pk__in=[anchor.pk for anchor in gone]).update(chapter=follower)
    chapter.corrections.filter(anchor__in=gone).update(chapter=follower)


def _stands(held: Anchored, text: str) -> bool:
    found = find(held, text)
    return found is not None and not found.is_changed


# Dividing


def _divided(fields: Fields, block: int) -> tuple[Fields, Fields]:
    """Summary and notes before stay with the first part, notes after go to the last. A heading
    where the second begins is its title."""
    before, after = _halves(fields["html"], block)
    if not (before and after):
        raise ValidationError(
            _("A chapter is split between two of its paragraphs: choose a place in the middle.")
        )
    title, after = _title_of(after)
    first = {**fields, "html": "\n".join(before), "end_notes": ""}
    second = {**dict.fromkeys(fields, ""), "title": title, "html": "\n".join(after)}
    return first, {**second, "end_notes": fields["end_notes"]}


def _halves(html: str, block: int) -> tuple[list[str], list[str]]:
    """Without the scene breaks between them: a new chapter begins there."""
    parts = blocks(html)
    before, after = parts[: max(block, 0)], parts[max(block, 0) :]
    while before and before[-1].startswith("<hr"):
        before.pop()
    while after and after[0].startswith("<hr"):
        after.pop(0)
    return before, after


def _title_of(after: list[str]) -> tuple[str, list[str]]:
    heading = HEADING.fullmatch(after[0])
    title = " ".join(sanitiser.visible_text(heading[2]).split()) if heading else ""
    if not title or len(title) > limits.TITLE or len(after) == 1:
        return "", after
    return title, after[1:]


def _same_place(current: list[str], released: list[str], block: int) -> int:
    """Where in the released text the same chapter would begin."""
    for is_same, start, end, there, there_end in steps(current, released):
        if not start <= block < end:
            continue
        if is_same:
            return there + block - start
        share = (block - start) / (end - start)  # within a passage that was rewritten
        return there + round(share * (there_end - there))
    return len(released)


# Joining


def _joined(parts: list[Fields]) -> Fields:
    """One after the other, with a scene break between; the second's title is a heading there."""
    first, *rest = parts
    if not rest:
        return first
    [second] = rest
    title = f"<h3>{escape(second['title'])}</h3>" if second["title"] else ""
    texts = [first["html"], "<hr>", sanitiser.clean(title), second["html"]]
    if not first["html"]:
        texts = texts[2:]
    elif not (second["html"] or title):
        texts = texts[:1]
    joined = {
        name: "\n".join(text for text in (first[name], second[name]) if text)
        for name in ("summary", "notes", "end_notes")
    }
    joined["html"] = "\n".join(text for text in texts if text)
    for name, text in joined.items():
        if len(text) > LENGTHS[name]:
            raise ValidationError(
                _("Both together would be too long here: %(field)s. Shorten one of them first.")
                % {"field": capfirst(str(LABELS[name]))}
            )
    return {**first, **joined}
