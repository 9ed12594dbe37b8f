"""What was typed, and the question to the database that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from core import names
from core.words import UNSPACED
from tags import knowing
from tags.models import TagCount
from tags.suggesting.statements import BETWEEN_WORDS, SPACES, TOLD, rows
from tags.suggesting.used import Keys, keys_in_use
from tags.typed import clean, escaped

LONGEST = 150  # characters of what was typed
MOST_WORDS = 8  # of them
LONG = 10  # letters
TRIGRAM = 3  # letters; of fewer none is made
MOST_ROWS = 40
BETWEEN = str.maketrans(BETWEEN_WORDS, SPACES)


@dataclass(frozen=True)
class Suggestion:
    """`number` of stories that this person may see. `other` is the name that was found, where it
    is another one of the tag's."""

    pk: int
    kind: str
    name: str
    number: int
    other: str = ""


@dataclass(frozen=True)
class Asked:
    kinds: list[str]
    typed: str  # as a key
    words: list[str]
    user: User | AnonymousUser
    for_filtering: bool

    @classmethod
    def of(cls, kinds: Sequence[str], typed: str, user, *, for_filtering: bool) -> "Asked":
        key = names.tag_key(clean(typed[:LONGEST]))
        return cls(list(kinds), key, _spaced(key).split()[:MOST_WORDS], user, for_filtering)

    @property
    def counted(self) -> str:
        return TagCount.column_for(self.user)

    @cached_property
    def used(self) -> Keys:
        return keys_in_use(self.kinds, self.counted)

    @property
    def long_words(self) -> str:
        """Those of which there are trigrams."""
        return " ".join(word for word in self.words if len(word) >= TRIGRAM)

    @property
    def alike(self) -> float:
        """How much of it a name must share to be like it. A slip takes four trigrams: half of those
        of a short word, a quarter of a long name's; half of those stand in thousands of names."""
        return 0.5 if len(self.long_words) < LONG else 0.6

    @property
    def has_words(self) -> tuple[str, list]:
        """The condition that words of a key begin with those that were typed. Whether they stand in
        it at all is cheaper to see, and asked first."""
        pieces: list[str] = []
        params: list[str] = []
        for word in self.words:
            pieces += ["tag.key LIKE %s", "' ' || translate(tag.key, %s, %s) LIKE %s"]
            begins = f"%{escaped(_beginning(word))}%"
            params += [f"%{escaped(word)}%", BETWEEN_WORDS, SPACES, begins]
        return " AND ".join(pieces), params

    def is_in(self, key: str) -> bool:
        """The same condition, here."""
        return all(word in key and _beginning(word) in f" {_spaced(key)}" for word in self.words)

    def told(self, hits: str, params: list, *, most: int = MOST_ROWS) -> tuple[str, list]:
        sql = TOLD.format(known=knowing.known(hits, self.user), most=most)
        return sql, [*params, not self.for_filtering]

    def suggestions(self, hits: str, params: list) -> list[Suggestion]:
        return [Suggestion(*row) for row in rows(*self.told(hits, params), alike=self.alike)]


def _beginning(word: str) -> str:
    """Where it stands; scripts without spaces have it anywhere."""
    return word if UNSPACED.search(word) else f" {word}"


def _spaced(key: str) -> str:
    return key.translate(BETWEEN)
