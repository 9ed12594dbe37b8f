"""What may be decided about new tags, of the queue, with one press."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tags import edits
from tags.models import Tag, TagEdit


@dataclass(frozen=True)
class Decision:
    name: str
    words: Promise  # on the button
    key: str  # of the keyboard, beside a row
    edit: Callable[..., Iterator[TagEdit]]  # (tags, into=, by=, batch=)


def _official(tags, *, into, **said):
    """`into`: of which fandom, if that was said with it."""
    for tag in tags:
        yield edits.make_official(tag, **said)
        if into:
            yield edits.set_fandoms(tag, [*tag.fandoms.all(), into], **said)


def _other(tags, *, into, **said):
    for tag in tags:
        if tag != into:
            yield edits.merge(tag, into, **said)


def _leave(tags, *, into, **said):
    yield from edits.mark_looked_at(tags, **said)


def _unoffered(tags, *, into, **said):
    for tag in tags:
        yield edits.set_filterable(tag, False, **said)
    yield from edits.mark_looked_at(tags, **said)


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision("official", _("Official name"), "o", _official),
        Decision("leave", _("Leave as it is"), "l", _leave),
        Decision("unoffered", _("Not for filtering"), "n", _unoffered),
        Decision("other", _("Another name of it"), "", _other),
    )
}


@transaction.atomic
def decide(verb: str, tags: list[Tag], *, by, into: Tag | None) -> list[TagEdit]:
    """All of it or nothing, as one batch: it is undone at once."""
    if not tags:
        return []
    if verb == "other" and into is None:
        raise ValidationError(_("This official name is gone. Look for another one."))
    batch = edits.new_batch()
    return list(DECISIONS[verb].edit(tags, into=into, by=by, batch=batch))
