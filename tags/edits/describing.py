"""What is said of a tag, without moving a story."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tags.edits.changes import Changes
from tags.edits.work import done, held, held_official
from tags.models import ABOUT_LENGTH, Tag, TagEdit

What = TagEdit.What


@transaction.atomic
def make_official(tag: Tag, *, by, batch=None) -> TagEdit:
    return _set(What.OFFICIAL, tag, {"is_official": True}, by=by, batch=batch)


@transaction.atomic
def make_unofficial(tag: Tag, *, by, batch=None) -> TagEdit:
    """It does not come back into the queue: somebody looked at it just now."""
    fields = {"is_official": False, "looked_at": timezone.now()}
    return _set(What.UNOFFICIAL, tag, fields, by=by, batch=batch)


@transaction.atomic
def set_filterable(tag: Tag, is_filterable: bool, *, by, batch=None) -> TagEdit:
    return _set(What.FILTERABLE, tag, {"is_filterable": is_filterable}, by=by, batch=batch)


@transaction.atomic
def describe(tag: Tag, about: str, *, by, batch=None) -> TagEdit:
    if len(about) > ABOUT_LENGTH:
        raise ValidationError(
            _("At most %(limit)s characters, please."), params={"limit": ABOUT_LENGTH}
        )
    return _set(What.DESCRIBE, tag, {"about": about}, by=by, batch=batch)


@transaction.atomic
def mark_looked_at(tags: Iterable[Tag], *, by, batch=None) -> list[TagEdit]:
    """They stay as they are, and leave the queue."""
    now = timezone.now()
    edits = []
    for tag in held(*tags):
        changes = Changes()
        changes.give(tag, looked_at=now)
        edits.append(done(What.LOOK, tag, changes, by=by, batch=batch))
    return edits


def _set(what: TagEdit.What, tag: Tag, fields: dict, *, by, batch) -> TagEdit:
    tag = held_official(tag)
    changes = Changes()
    changes.give(tag, **fields)
    return done(what, tag, changes, by=by, batch=batch)
