"""Which tags a story can have, whoever changes them: a wish for many, its undoing, or two hands."""

from django.utils.translation import gettext as _

from stories import limits
from tags.vocabulary import NO_WARNINGS

NEEDED = ("fandoms", "warnings")  # of every published story

type Tags = list[list]  # [[name, whether it is at the heart of the story]], as JSON has it


def obstacle(name: str, tags: Tags, *, is_published: bool) -> str:
    """Why a story cannot have just these tags of a kind; empty if it can."""
    if len(tags) > limits.TAGS_A_KIND:
        return _("it would have more than %(limit)s tags of a kind") % {"limit": limits.TAGS_A_KIND}
    if is_published and name in NEEDED and not tags:
        return {
            "fandoms": _("a published story names its fandom"),
            "warnings": _("a published story names its warnings"),
        }[name]
    if name == "warnings" and len(tags) > 1 and NO_WARNINGS in [tag[0] for tag in tags]:
        return _("it has warnings: take them away as well")
    return ""
