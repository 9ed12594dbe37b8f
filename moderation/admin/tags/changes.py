"""What a tag’s form asks for, each change by its verb."""

from collections.abc import Callable, Iterator
from typing import Any

from moderation.admin.tags.forms import TagForm
from tags import edits
from tags.models import Tag, TagEdit


def _official(tag: Tag, is_official: bool, **said) -> TagEdit:
    return (edits.make_official if is_official else edits.make_unofficial)(tag, **said)


def _synonym(tag: Tag, official: Tag | None, **said) -> TagEdit:
    return edits.merge(tag, official, **said) if official else edits.part(tag, **said)


VERBS: dict[str, Callable[..., TagEdit]] = {  # of the fields, in the order in which they are done
    "name": edits.rename,
    "about": edits.describe,
    "is_filterable": edits.set_filterable,
    "is_official": _official,
    "fandoms": edits.set_fandoms,
    "media": edits.set_media,
    "parents": edits.set_parents,
    "characters": edits.set_characters,
    "synonym_of": _synonym,  # last: it hands all of the above on
}


def make(form: TagForm, *, by) -> Iterator[TagEdit]:
    """Of a valid form; only what its editor changed, as one batch."""
    batch, wanted = edits.new_batch(), form.cleaned_data
    for name, verb in VERBS.items():
        if name in form.changed_data and not _goes_by_itself(name, wanted):
            yield verb(form.tag, wanted[name], by=by, batch=batch)


def _goes_by_itself(name: str, wanted: dict[str, Any]) -> bool:
    """What becomes another name is no longer official."""
    return name == "is_official" and bool(wanted.get("synonym_of"))
