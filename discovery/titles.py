"""What a list is called in the title of its page: “Buffy stories, without angst”."""

from django.utils.translation import gettext as _

from discovery.wishes import Part, Wish
from discovery.wishes.fields import KINDS
from discovery.wishes.labels import in_words

MOST = 3  # things of a kind; a title of all fifty would say nothing
LONGEST = 60  # characters of one


def title(wish: Wish) -> str:
    parts = wish.asked
    named = [part for part in parts if part.field in (*KINDS, "tag") or _is_heart(part)]
    said = [
        _stories(_names([part for part in named if not part.is_excluded])),
        _without(_names([part for part in named if part.is_excluded])),
        *(part.label for part in [part for part in parts if part not in named][:MOST]),
    ]
    return _(", ").join(words for words in said if words)


def _is_heart(part: Part) -> bool:
    """What is kept out only there may be anywhere else."""
    return part.field == "mainly" and not part.is_excluded


def _stories(names: str) -> str:
    return _("%(names)s stories") % {"names": names} if names else _("Stories")


def _without(names: str) -> str:
    return _("without %(names)s") % {"names": names} if names else ""


def _names(parts) -> str:
    names = [in_words(part.field, part.value) for part in parts]
    more = ["…"] if len(names) > MOST else []
    return _(", ").join([*(_cut(name) for name in names[:MOST]), *more])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
