"""Which tags a story can have, whoever changes them: a wish for many, its undoing, or two hands."""

from django.utils.translation import gettext as _

from stories import limits
from tags import keys
from tags.models import Tag
from tags.vocabulary import no_warnings

NEEDED = ("fandoms", "warnings")  # of every published story

type Tags = list[list]  # [[name, whether it is at the heart of the story]], as JSON has it


def obstacle(name: str, tags: Tags, *, is_published: bool, none: set[str] | None = None) -> str:
    """Why a story cannot have just these tags of a kind; empty if it can. `none` is what
    `no_warnings()` says, for whoever asks of many stories."""
    if len(tags) > limits.TAGS_A_KIND:
        return _("it would have more than %(limit)s tags of a kind") % {"limit": limits.TAGS_A_KIND}
    if is_published and name in NEEDED and not tags:
        return {
            "fandoms": _("a published story names its fandom"),
            "warnings": _("a published story names its warnings"),
        }[name]
    if name == "warnings" and contradict([tag[0] for tag in tags], none):
        return _("it has warnings: take them away as well")
    return ""


def contradict(warnings: list[str], none: set[str] | None = None) -> bool:
    """That none applies, and that some do."""
    if len(warnings) < 2:
        return False
    said = {keys.of(Tag.Kind.WARNING, name) for name in warnings}
    return not said.isdisjoint(no_warnings() if none is None else none)
