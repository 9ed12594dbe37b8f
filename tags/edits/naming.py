"""New names. The old one goes to a tag of its own that means this one, so that it still leads here.

A tag keeps its key, so that what refers to it stays.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tags import keys
from tags.edits.changes import LINKS, Changes, links_down, links_up, uppers
from tags.edits.merging import characters_of, merge
from tags.edits.work import done, held
from tags.forms import validate
from tags.models import Tag, TagEdit


@transaction.atomic
def rename(tag: Tag, name: str, *, by, batch=None) -> TagEdit:
    name = " ".join(name.split())
    validate(name)
    (tag,) = held(tag)
    key = keys.of(tag.kind, name)
    changes = Changes()
    if key == keys.of(tag.kind, tag.name):  # the same, spelled otherwise
        changes.give(tag, name=name)
        return done(TagEdit.What.RENAME, tag, changes, by=by, batch=batch)
    # If coined, then not by an author, and so not for the queue.
    known, _coined = Tag.objects.known_or_coined(tag.kind, {key: name}, looked_at=timezone.now())
    other = known[key]
    if other.synonym_of_id == tag.pk:
        return merge(tag, other, by=by, batch=batch)
    _refuse_if_used(other)
    changes.give(tag, name=name, key=key)
    changes.give(other, name=tag.name, key=tag.key, synonym_of_id=tag.synonym_of_id or tag.pk)
    changes.give(other, is_official=False)
    for link in LINKS:
        changes.unlink(link, links_up(link, other.pk))
    if tag.kind == Tag.Kind.RELATIONSHIP:
        _follow(changes, tag, name)
    return done(TagEdit.What.RENAME, tag, changes, other=other, by=by, batch=batch)


def _refuse_if_used(tag: Tag) -> None:
    """A name that nothing bears is free."""
    is_used = tag.taggings.exists() or tag.synonyms.exists() or tag.synonym_of_id or tag.about
    if is_used or any(links_down(name, tag.pk) for name in LINKS):
        raise ValidationError(
            _("There is a tag “%(name)s” already. Make this one another name of it."),
            params={"name": tag.name},
        )


def _follow(changes: Changes, tag: Tag, name: str) -> None:
    """Who is in a relationship follows its name, unless somebody said otherwise."""
    now = uppers("characters", tag)
    if not tag.synonym_of_id and now <= characters_of(tag.name):
        changes.relink("characters", tag.pk, now, characters_of(name))
