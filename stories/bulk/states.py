"""Publishing, taking back and throwing away for a bulk change, each with its way back.

`do` answers what `undo` needs to know: that nothing of it happened anew since.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from stories.bulk.effects import DRAFT, IN_BIN, PUBLISHED
from stories.bulk.wish import TELL, Wish
from stories.models import Story

type Trace = dict[str, Any]  # plain values, as BulkChange keeps them


def do(story: Story, state: str, wish: Wish, *, by) -> Trace:
    """Make the story a draft, published, or put it into the bin. Its lock is held."""
    was = {"published_at": _written(story.published_at), "publication": story.publication}
    if state == PUBLISHED:
        schedule = _written(story.scheduled_for)
        story.publish(by=by, silently=wish.get("tell") != TELL)
        return {"publication": story.publication, "scheduled_for": schedule}
    if state == DRAFT:
        story.unpublish()
        return was
    story.move_to_bin()
    return {"deleted_at": _written(story.deleted_at)}


def undo(story: Story, state: str, trace: Trace, *, by) -> str:
    """Why it was not undone; empty if it was. Its lock is held."""
    return UNDO[state](story, trace, by)


def _take_back(story: Story, trace: Trace, by) -> str:
    if not story.is_published or story.publication != trace["publication"]:
        return _("it was taken back or published anew since")
    story.unpublish()
    moment = _read(trace.get("scheduled_for"))
    if moment and moment > timezone.now():
        story.schedule(moment, by=by)
    return ""


def _show_again(story: Story, trace: Trace, by) -> str:
    if story.is_published or story.publication != trace["publication"]:
        return _("it was published anew since")
    if not by.may_publish:
        return _("you may publish once a moderator has let you in")
    if missing := story.missing_for_publishing():
        return _("not published: %(missing)s") % {"missing": missing}
    story.show_again(datetime.fromisoformat(trace["published_at"]), by=by)
    return ""


def _fetch_back(story: Story, trace: Trace, by) -> str:
    if _written(story.deleted_at) != trace["deleted_at"]:
        return _("it was fetched back or thrown away anew since")
    story.restore()
    return ""


UNDO: dict[str, Callable[[Story, Trace, Any], str]] = {
    PUBLISHED: _take_back,
    DRAFT: _show_again,
    IN_BIN: _fetch_back,
}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(word: str | None) -> datetime | None:
    return datetime.fromisoformat(word) if word else None
