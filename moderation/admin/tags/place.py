"""Where in the queue of new tags somebody is, and what stands there."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode

from moderation import new_tags
from moderation.admin.tags.deciding import DECISIONS
from moderation.admin.tags.fields import known
from tags.forms import one_name
from tags.models import NAME_LENGTH, Tag

PAGE = "admin:tags_tag_queue"
DIGITS = 18


class Place:
    """Where in the queue somebody is: in a fandom or in all, at a kind, after a tag."""

    def __init__(self, request):
        self.name = one_name(request.GET.get("fandom", "")[: NAME_LENGTH + 4])
        self.kind = request.GET.get("kind", "")
        self.after = _mark(request.GET.get("after", ""))
        self.trouble = ""
        self.fandom = self._fandom() if self.name else None

    def page(self, user) -> dict:
        waiting = new_tags.in_fandom(self.fandom) if self.fandom else None
        numbers = new_tags.numbers() if waiting is None else _counted(waiting)
        if self.kind not in numbers:
            self.kind = next(iter(numbers), "")
        if waiting is None:
            found, is_more = new_tags.page(self.kind, self.after)
        else:
            found, is_more = _after(waiting, self.kind, self.after)
        last = found[-1] if found else (0, 0)
        return {
            "fandom": self.fandom,
            "name": self.name,
            "trouble": self.trouble,
            "kind": self.kind,
            "kinds": [self._tab(kind, number) for kind, number in numbers.items()],
            "rows": new_tags.shown(found, user),
            "is_later": self.after is not None,
            "first": self._address(self.kind),
            "further": self._address(self.kind, f"{last[1]}-{last[0]}") if is_more else "",
            "decisions": [one for one in DECISIONS.values() if one.key],
        }

    def _fandom(self) -> Tag | None:
        try:
            return known(Tag.Kind.FANDOM, [self.name])[0]
        except ValidationError as unknown:
            self.trouble = " ".join(unknown.messages)
            return None

    def _tab(self, kind: str, number: int) -> dict:
        most = new_tags.COUNTED
        return {
            "name": Tag.Kind(kind).label,
            "number": min(number, most),
            "is_more": number > most,
            "page": self._address(kind),
            "is_here": kind == self.kind,
        }

    def _address(self, kind: str, after: str = "") -> str:
        asked = {"fandom": self.name, "kind": kind, "after": after}
        return f"{reverse(PAGE)}?{urlencode({name: one for name, one in asked.items() if one})}"


def _counted(waiting) -> dict[str, int]:
    numbers = dict.fromkeys(new_tags.KINDS, 0)
    for _pk, kind, _stories in waiting:
        numbers[kind] += 1
    return {kind: number for kind, number in numbers.items() if number}


def _after(waiting, kind: str, after) -> tuple[list[tuple[int, int]], bool]:
    number, last = after or (0, 0)
    found = [
        (pk, stories)
        for pk, of_kind, stories in waiting
        if of_kind == kind and (after is None or (-stories, pk) > (-number, last))
    ]
    return found[: new_tags.PAGE], len(found) > new_tags.PAGE


def _mark(after: str) -> new_tags.Mark | None:
    number, _dash, pk = after.partition("-")
    return (int(number), int(pk)) if is_key(number) and is_key(pk) else None


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS
