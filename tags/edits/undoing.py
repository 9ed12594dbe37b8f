"""The way back from an edit: exactly what it changed, and only while that stands as it left it."""

import uuid
from collections.abc import Iterator
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, events
from tags.edits import writing
from tags.edits.changes import LINKS, Changes, Side, links_among, links_down, links_up
from tags.edits.work import tell
from tags.models import Medium, Tag, TagEdit

UNCHECKED = {"looked_at", "key"}  # a look changes nothing, and a key goes with its name
SINCE = {
    "name": gettext_lazy("“%(name)s” has been renamed since."),
    "synonym_of_id": gettext_lazy("What “%(name)s” is another name of has changed since."),
    "is_official": gettext_lazy("Whether “%(name)s” is an official name has changed since."),
    "is_filterable": gettext_lazy("Whether “%(name)s” is offered has changed since."),
    "about": gettext_lazy("“%(name)s” has been described anew since."),
    "parents": gettext_lazy("What “%(name)s” stands under has changed since."),
    "fandoms": gettext_lazy("The fandoms of “%(name)s” have changed since."),
    "characters": gettext_lazy("The characters of “%(name)s” have changed since."),
    "media": gettext_lazy("The media of “%(name)s” have changed since."),
}


@transaction.atomic
def undo_batch(batch: uuid.UUID, *, by) -> None:
    """All of it or nothing, the last edit first."""
    for edit in TagEdit.objects.filter(batch=batch).order_by("-pk"):
        edit.undo(by=by)


def undo(edit: TagEdit, *, by) -> None:
    writing.hold()
    fresh = TagEdit.objects.select_for_update(of=["self"]).select_related("tag").get(pk=edit.pk)
    if fresh.is_undone:
        return
    changes = Changes(Side(fresh.before), Side(fresh.after))
    since = chain(_changed_since(changes), _hung_since(changes), _gone_since(changes))
    if first := next(since, None):
        name, pk = first
        raise ValidationError(SINCE[name], params={"name": Tag.objects.get(pk=pk).name})
    _refuse_if_used_since(fresh)
    back = changes.undone()
    writing.write(back)
    edit.undone_at, edit.undone_by = timezone.now(), by
    edit.save(update_fields=["undone_at", "undone_by"])
    audit.record("tag.undo", by=by, about=fresh.tag, name=fresh.tag.name, edit=edit.pk)
    tell(back)
    if fresh.what == TagEdit.What.SPLIT:
        events.record("tag.split", edit=edit.pk)


def _changed_since(changes: Changes) -> Iterator[tuple[str, int]]:
    """(what, of which tag) is no longer as the edit left it."""
    tags = Tag.objects.in_bulk(changes.after.tags)
    for pk, fields in changes.after.tags.items():
        for name in fields.keys() - UNCHECKED:
            if getattr(tags[pk], name) != fields[name]:
                yield name, pk
    for name in LINKS:
        made, cut = changes.after.links[name], changes.before.links[name]
        there = links_among(name, made | cut)
        for low, _high in sorted((cut & there) | (made - there)):
            yield name, low


def _hung_since(changes: Changes) -> Iterator[tuple[str, int]]:
    """What becomes another name again stands for itself no longer, and nothing hangs on it."""
    others = [pk for pk, fields in changes.before.tags.items() if fields.get("synonym_of_id")]
    for pk in others:
        for name in LINKS:
            there = links_up(name, pk) | links_down(name, pk)
            for low, _high in sorted(there - changes.after.links[name]):
                yield name, low
    told = {pk for pk, fields in changes.after.tags.items() if "is_official" in fields}
    official = Tag.objects.filter(pk__in=set(others) - told, is_official=True)
    for pk in official.values_list("pk", flat=True):
        yield "is_official", pk


def _gone_since(changes: Changes) -> Iterator[tuple[str, int]]:
    """Media may be taken away; tags never are."""
    cut = changes.before.links["media"]
    there = Medium.objects.filter(pk__in={high for _low, high in cut})
    media = set(there.select_for_update(no_key=True).values_list("pk", flat=True))
    for low, high in sorted(cut):
        if high not in media:
            yield "media", low


def _refuse_if_used_since(edit: TagEdit) -> None:
    """The name that a rename put by goes back to its tag: stories that took it meanwhile would
    lose their word."""
    if edit.what == TagEdit.What.RENAME and edit.other and edit.other.taggings.exists():
        raise ValidationError(
            _("Stories have been tagged with “%(name)s” since. Rename it instead."),
            params={"name": edit.other.name},
        )
