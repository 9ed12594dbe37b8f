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

from stories import limits
from stories.bulk import states
from stories.bulk.effects import IN_BIN
from stories.bulk.naming import label
from stories.bulk.wish import COLUMNS
from stories.bulk.work import AT_ONCE, CHUNK, as_set
from stories.forms import KINDS
from stories.models import BulkChange, SeriesEntry, Story
from stories.tag_rules import Tags, obstacle
from tags import keys

UNDO = "stories.undo_many"


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
    _undo({pk: change.before[str(pk)] for pk in rest}, change.by)
    if not rest:
        change.undone_at = timezone.now()
    change.save(update_fields=["before", "undone_at"])
    return bool(rest)


def _undo(entries: dict[int, dict], by) -> None:
    """Each entry, by its story, learns what stands there again, and why the rest does not."""
    held = Story.objects.select_for_update(no_key=True).filter(pk__in=entries)
    list(held.order_by("pk").only("pk"))
    for pk, entry in entries.items():
        entry |= {"undone": [], "kept": []}
        if "becomes" in entry["did"]:
            _note(entry, "becomes", _undo_state(pk, entry["did"]["becomes"], by))
    stories = Story.objects.editable_by(by).for_cards().in_bulk(entries)
    for pk, entry in entries.items():
        _undo_fields(stories.get(pk), entry)


def _undo_fields(story: Story | None, entry: dict) -> None:
    others = [name for name in entry["did"] if name != "becomes"]
    if story is None:
        if others:
            entry["kept"].append(_("it is in the bin, hidden, or not yours any more"))
        return
    columns: dict[str, Any] = {}
    tags: dict[str, tuple] = {}
    for name in others:
        was, became = entry["did"][name]
        _note(entry, name, _put_back(story, name, was, became, columns, tags))
    if columns or tags:
        story.describe(columns, tags)


def _note(entry: dict, name: str, reason: str) -> None:
    if reason:
        entry["kept"].append(f"{label(name)}: {reason}")
    else:
        entry["undone"].append(name)


def _undo_state(pk: int, change: list, by) -> str:
    _was, became, trace = change
    mine = Story.objects.in_bin_of(by) if became == IN_BIN else Story.objects.editable_by(by)
    story = mine.filter(pk=pk).first()
    if story is None:
        return _("it is in another place by now, or not yours any more")
    return states.undo(story, became, trace, by=by)


def _put_back(story: Story, name: str, was: Any, became: Any, columns: dict, tags: dict) -> str:
    """Into `columns` or `tags`, as Story.describe takes them; why not, if not."""
    if name == "series":
        SeriesEntry.objects.filter(story=story, series=became).delete()
    elif name in COLUMNS:
        if getattr(story, name) != became:
            return _("it was changed since")
        columns[name] = was
    else:
        now = [[link.tag.name, link.main] for link in story.tags_by_kind.get(KINDS[name], [])]
        then = tags_before(now, was, became, KINDS[name])
        if reason := obstacle(name, then, is_published=story.is_published):
            return reason
        tags[name] = as_set(then)
    return ""


def tags_before(now: Tags, was: Tags, became: Tags, kind: str) -> Tags:
    """`now` without what the change added and with what it took away."""
    if now == became:
        return was
    added, removed = _only_in(became, was, kind), _only_in(was, became, kind)
    kept = [tag for tag in now if keys.of(kind, tag[0]) not in added]
    present = {keys.of(kind, tag[0]) for tag in kept}
    back = [tag for tag in was if keys.of(kind, tag[0]) in removed - present]
    room = limits.HEARTS - sum(is_main for _name, is_main in kept)
    hearts = {name for name, is_main in back if is_main}
    fitting = [name for name, _is_main in back if name in hearts][: max(room, 0)]
    return [*kept, *([name, name in fitting] for name, _is_main in back)]


def _only_in(some: Iterable[list], others: Iterable[list], kind: str) -> set[str]:
    return {keys.of(kind, tag[0]) for tag in some} - {keys.of(kind, tag[0]) for tag in others}
