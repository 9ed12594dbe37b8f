"""A bulk change at work: story by story, a chunk a transaction, each story once.

What was done is noted in `before` in the same transaction: a task that is killed goes on where it
was, and whether a story is this person's to change is asked when its turn comes.
    before = {story id: {"did": {field: [what stood there, what stands there now]},
                         "left": [sentences why something stays as it is],
                         "undone": [fields], "kept": [sentences why something is not undone]}}
The last two only once it was undone.
"""

import logging
from collections.abc import Sequence

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from stories.bulk import states
from stories.bulk.effects import Effect, effects
from stories.bulk.wish import COLUMNS, Wish
from stories.forms import KINDS
from stories.models import BulkChange, Series, Story

log = logging.getLogger(__name__)

CHANGE = "stories.change_many"
AT_ONCE = 10  # stories, up to which nobody has to wait for the worker: half a second
CHUNK = 25  # stories a transaction


@transaction.atomic
def ask(user: User, wish: Wish, ids: Sequence[int], *, token: str) -> BulkChange:
    """A form that was sent twice asks once: `token` is the form's."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    if asked := BulkChange.objects.filter(by=user, wish__token=token).first():
        return asked
    kept = {"said": wish, "stories": sorted(ids), "token": token, "language": get_language()}
    change = BulkChange.objects.create(by=user, wish=kept)
    if len(ids) <= AT_ONCE:
        finish(change)
    else:
        app.configure_task(CHANGE).defer(change_id=change.pk)
    return change


def finish(change: BulkChange) -> None:
    while go_on(change.pk):
        pass
    change.refresh_from_db()


@transaction.atomic
def go_on(change_id: int) -> bool:
    """The next stories. False once there are none."""
    change = BulkChange.objects.select_for_update().select_related("by").get(pk=change_id)
    if change.done_at:
        return False
    rest = [pk for pk in change.stories if str(pk) not in change.before][:CHUNK]
    held = Story.objects.select_for_update(no_key=True).filter(pk__in=rest).order_by("pk")
    stories = {story.pk: story for story in held}
    found = {effect.pk: effect for effect in effects(change.by, rest, change.said)}
    for pk in rest:
        change.before[str(pk)] = _changed(stories.get(pk), found.get(pk), change)
    if not rest:
        change.done_at = timezone.now()
    change.save(update_fields=["before", "done_at"])
    return bool(rest)


def _changed(story: Story | None, effect: Effect | None, change: BulkChange) -> dict:
    if story is None or effect is None:
        return {"did": {}, "left": [_("it is in the bin, or not yours any more")]}
    try:
        with transaction.atomic():
            return _change(story, effect, change.said, change.by)
    except DatabaseError:
        raise  # nothing of this chunk happened; the worker tries it again
    except Exception:
        log.exception("story %s could not be changed", story.pk)
        return {"did": {}, "left": [_("something went wrong on our side; try it again")]}


def _change(story: Story, effect: Effect, wish: Wish, by: User) -> dict:
    did = {name: list(change) for name, change in effect.changes.items()}
    columns = {name: then for name, (_now, then) in did.items() if name in COLUMNS}
    tags = {name: as_set(then) for name, (_now, then) in did.items() if name in KINDS}
    if columns or tags:
        story.describe(columns, tags)
    if "series" in did and not _put_into(story, did["series"][1], by):
        del did["series"]
        effect.left.append(_("the series is not there any more, or not yours"))
    if "becomes" in did:
        now, then = did["becomes"]
        did["becomes"] = [now, then, states.do(story, then, wish, by=by)]
    return {"did": did, "left": effect.left}


def as_set(tags: list) -> tuple[list[str], list[str]]:
    """As Story.describe takes them: all names, and those at the heart of the story."""
    return [name for name, _main in tags], [name for name, is_main in tags if is_main]


def _put_into(story: Story, series_id: int, by: User) -> bool:
    series = Series.objects.by(by).filter(pk=series_id).first()
    if series is not None:
        series.add(story)
    return series is not None
