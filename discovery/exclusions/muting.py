"""Adding to what one keeps out of lists, and taking away: a member in the tables, a guest in her
cookie. Views speak to both in the same words."""

from dataclasses import replace
from typing import Any, NamedTuple

from core import names
from discovery import exclusions
from discovery.criteria import Exclusions
from discovery.exclusions import guests
from discovery.models import MutedPenName, MutedTag, MutedWord
from tags.typed import clean

FIELDS = {"tag": "tags", "pen_name": "pen_names", "word": "words"}
MODELS: dict[str, Any] = {"tag": MutedTag, "pen_name": MutedPenName, "word": MutedWord}


class Thing(NamedTuple):
    """Something that can be kept out: a tag or a pen name by its id, or a word."""

    what: str
    value: int | str

    def __str__(self):
        """As `read` reads it, in forms and addresses."""
        return f"{self.what}-{self.value}"

    @property
    def key(self):
        return names.tag_key(str(self.value)) if self.what == "word" else self.value

    def is_in(self, kept: Exclusions) -> bool:
        return any(other.key == self.key for other in things(kept) if other.what == self.what)


def read(text: str) -> Thing | None:
    what, _dash, value = text.partition("-")
    if what == "word" and (word := clean(value)):
        return Thing(what, word)
    if what in FIELDS and value.isascii() and value.isdecimal() and len(value) <= 18:
        return Thing(what, int(value))
    return None


def things(kept: Exclusions) -> list[Thing]:
    return [Thing(what, value) for what, field in FIELDS.items() for value in getattr(kept, field)]


def by(request) -> "Member | Guest":
    return Member(request.user) if request.user.is_authenticated else Guest(request)


class Member:
    def __init__(self, user):
        self.user = user

    def add(self, thing: Thing) -> None:
        """A ValidationError where there is no more room."""
        MODELS[thing.what].add(self.user, thing.value)

    def remove(self, thing: Thing) -> None:
        MODELS[thing.what].remove(self.user, thing.value)

    def keep(self, response):
        return response


class Guest:
    """What she changes is written into the answer, by `keep`."""

    def __init__(self, request):
        self.request = request
        self.kept = exclusions.of_guest(request)

    def add(self, thing: Thing) -> None:
        if not thing.is_in(self.kept):
            self._change(thing.what, [*self._values(thing.what), thing.value])

    def remove(self, thing: Thing) -> None:
        others = [it for it in self._values(thing.what) if Thing(thing.what, it).key != thing.key]
        self._change(thing.what, others)

    def keep(self, response):
        guests.write(self.request, response, self.kept)
        return response

    def _values(self, what: str) -> tuple:
        return getattr(self.kept, FIELDS[what])

    def _change(self, what: str, values: list) -> None:
        kept = replace(self.kept, **{FIELDS[what]: tuple(values)})
        guests.written(kept)  # refuses what has no room
        self.kept = kept
