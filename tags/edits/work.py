"""What all edits have in common."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import audit, events
from tags.edits import writing
from tags.edits.changes import Changes
from tags.models import Tag, TagEdit


def new_batch() -> uuid.UUID:
    return uuid.uuid4()


def held(*tags: Tag) -> list[Tag]:
    """As they stand now, and until the transaction ends."""
    writing.hold()
    rows = Tag.objects.select_related("synonym_of").in_bulk([tag.pk for tag in tags])
    return [rows[tag.pk] for tag in tags]


def held_official(tag: Tag) -> Tag:
    (tag,) = held(tag)
    if tag.synonym_of:
        raise ValidationError(
            _("“%(name)s” is another name of “%(official)s”. Change that one."),
            params={"name": tag.name, "official": tag.synonym_of.name},
        )
    return tag


def done(what: TagEdit.What, tag: Tag, changes: Changes, *, by, batch=None, **said) -> TagEdit:
    """Write the changes, and remember them. What is so already, sent twice perhaps, is no edit: it
    has no key, and nothing to undo."""
    sides = {"before": changes.before.as_json(), "after": changes.after.as_json()}
    edit = TagEdit(what=what, tag=tag, by=by, batch=batch, **sides, **said)
    if not changes and what != TagEdit.What.SPLIT:
        edit.stories = 0
        return edit
    writing.write(changes)
    edit.save()
    audit.record(f"tag.{what}", by=by, about=tag, name=tag.name, edit=edit.pk)
    tell(changes)
    return edit


def tell(changes: Changes) -> None:
    if moved := changes.moved():
        events.record("tags.changed", tags=moved)
