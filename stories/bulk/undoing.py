"""The way back from a bulk change: only what it did itself, and only where nobody changed it since.

Tags go one by one: what it added is taken away, what it took away comes back, and whatever the
author did with other tags since stays.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from core.names import tag_key
from stories.bulk import states
from stories.bulk.effects import IN_BIN, Tags, obstacle, tags_of
from stories.bulk.naming import label
from stories.bulk.wish import COLUMNS
from stories.bulk.work import AT_ONCE, CHUNK
from stories.models import BulkChange, SeriesEntry, Story

UNDO = "stories.undo_many"
MAIN = 2  # tags of a kind at the heart of a story


@transaction.atomic
def ask(change: BulkChange) -> None:
    """A second press does no harm."""
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if not change.may_be_undone:
        return
    change.wish["undo"] = True
    change.save(update_fields=["wish"])
    if len(change.touched) <= AT_ONCE:
        finish(change)
    else:
        app.configure_task(UNDO).defer(change_id=change.pk)


def finish(change: BulkChange) -> None:
    while go_on(change.pk):
        pass


@transaction.atomic
def go_on(change_id: int) -> bool:
    """The next stories. False once there are none."""
    change = BulkChange.objects.select_for_update().select_related("by").get(pk=change_id)
    if change.undone_at:
        return False
    rest = [pk for pk in change.touched if "undone" not in change.before[str(pk)]][:CHUNK]
    for pk in rest:
        entry = change.before[str(pk)]
        entry["undone"], entry["kept"] = _undo(pk, entry["did"], change.by)
    if not rest:
        change.undone_at = timezone.now()
    change.save(update_fields=["before", "undone_at"])
    return bool(rest)


def _undo(pk: int, did: dict[str, list], by) -> tuple[list[str], list[str]]:
    """(fields that stand as they did, sentences why others do not)"""
    Story.objects.select_for_update(no_key=True).only("pk").filter(pk=pk).first()
    undone: list[str] = []
    kept: list[str] = []
    if "becomes" in did:
        _note(undone, kept, "becomes", _undo_state(pk, did["becomes"], by))
    others = [name for name in did if name != "becomes"]
    if not others:
        return undone, kept
    story = Story.objects.editable_by(by).for_cards().filter(pk=pk).first()
    if story is None:
        return undone, [*kept, _("it is in the bin, hidden, or not yours any more")]
    for name in others:
        _note(undone, kept, name, _undo_field(story, name, *did[name]))
    return undone, kept


def _note(undone: list[str], kept: list[str], name: str, reason: str) -> None:
    if reason:
        kept.append(f"{label(name)}: {reason}")
    else:
        undone.append(name)


def _undo_state(pk: int, change: list, by) -> str:
    _was, became, trace = change
    mine = Story.objects.in_bin_of(by) if became == IN_BIN else Story.objects.editable_by(by)
    story = mine.filter(pk=pk).first()
    if story is None:
        return _("it is in another place by now, or not yours any more")
    return states.undo(story, became, trace, by=by)


def _undo_field(story: Story, name: str, was: Any, became: Any) -> str:
    if name == "series":
        SeriesEntry.objects.filter(story=story, series=became).delete()
        return ""
    if name in COLUMNS:
        if getattr(story, name) != became:
            return _("it was changed since")
        story.describe({name: was}, {})
        return ""
    then = tags_before(tags_of(story, name), was, became)
    if reason := obstacle(story, name, then):
        return reason
    names, main = [one for one, _main in then], [one for one, is_main in then if is_main]
    story.describe({}, {name: (names, main)})
    return ""


def tags_before(now: Tags, was: Tags, became: Tags) -> Tags:
    """`now` without what the change added and with what it took away."""
    if now == became:
        return was
    added, removed = _only_in(became, was), _only_in(was, became)
    kept = [tag for tag in now if tag_key(tag[0]) not in added]
    present = {tag_key(tag[0]) for tag in kept}
    back = [tag for tag in was if tag_key(tag[0]) in removed - present]
    room = MAIN - sum(is_main for _name, is_main in kept)
    hearts = {name for name, is_main in back if is_main}
    fitting = [name for name, _is_main in back if name in hearts][: max(room, 0)]
    return [*kept, *([name, name in fitting] for name, _is_main in back)]


def _only_in(some: Iterable[list], others: Iterable[list]) -> set[str]:
    return {tag_key(tag[0]) for tag in some} - {tag_key(tag[0]) for tag in others}
