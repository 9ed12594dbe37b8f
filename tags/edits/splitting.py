"""One name that two fandoms use for different things."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import events
from tags import keys
from tags.edits.changes import Changes
from tags.edits.counting import stories_meaning
from tags.edits.work import done, held_official
from tags.forms import validate
from tags.models import Tag, TagEdit

Kind = Tag.Kind


@transaction.atomic
def split(tag: Tag, *, into: str, fandom: Tag, by, batch=None) -> TagEdit:
    """The stories of a fandom that carry the tag, by any of its names, carry the tag `into` of the
    same kind instead, which is coined where it is new. The worker moves them. What stands below
    the tag, and a character's relationships, stay."""
    name = " ".join(into.split())
    validate(name)
    tag, fandom = held_official(tag), held_official(fandom.official)
    if fandom.kind != Kind.FANDOM or tag.kind == Kind.FANDOM:
        raise ValidationError(_("Say of which fandom’s stories."))
    is_new = not Tag.objects.filter(kind=tag.kind, key=keys.of(tag.kind, name)).exists()
    other = Tag.objects.named(tag.kind, [name])[0].official
    if other == tag:
        raise ValidationError(_("This is the same tag. Type another name."))
    changes = Changes()
    if is_new:
        changes.give(other, is_official=tag.is_official)
        changes.link("fandoms", [(other.pk, fandom.pk)])
    edit = done(
        TagEdit.What.SPLIT,
        tag,
        changes,
        other=other,
        fandom=fandom,
        stories=stories_meaning(tag, in_fandom=fandom),
        by=by,
        batch=batch,
    )
    events.record("tag.split", edit=edit.pk)
    return edit
