"""What was typed, and the question to the database that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from core import names
from core.words import UNSPACED
from tags.suggesting.statements import ALIKE_ENOUGH, AS_USUAL, BETWEEN_WORDS, SPACES, TOLD
from tags.typed import clean

LONGEST = 150  # characters of what was typed
MOST_WORDS = 8  # of them
TRIGRAM = 3  # letters; of fewer none is made
LOOKED_THROUGH = 2_000  # of the most used tags, of all kinds together
MOST_ROWS = 40


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
        words = key.translate(str.maketrans(BETWEEN_WORDS, SPACES)).split()[:MOST_WORDS]
        return cls(list(kinds), key, words, user, for_filtering)

    @property
    def counted(self) -> str:
        """The column of TagCount that this person may know."""
        return "stories" if self.user.is_authenticated else "public"

    @property
    def most_used(self) -> int:
        """How many tags of each kind are looked through."""
        return LOOKED_THROUGH // len(self.kinds)

    @property
    def long_words(self) -> str:
        """Those of which there are trigrams."""
        return " ".join(word for word in self.words if len(word) >= TRIGRAM)

    @property
    def has_words(self) -> tuple[str, list]:
        """The condition that words of a key begin with those that were typed. Whether they stand in
        it at all is cheaper to see, and asked first."""
        pieces: list[str] = []
        params: list[str] = []
        for word in self.words:
            pieces += ["tag.key LIKE %s", "' ' || translate(tag.key, %s, %s) LIKE %s"]
            params += [f"%{_escaped(word)}%", BETWEEN_WORDS, SPACES, _pattern(word)]
        return " AND ".join(pieces), params

    def told(self, hits: str, params: list, *, most: int = MOST_ROWS) -> tuple[str, list]:
        sql = TOLD.format(hits=hits, counted=self.counted, most=most)
        return sql, [*params, not self.for_filtering]

    def suggestions(self, hits: str, params: list) -> list[Suggestion]:
        return [Suggestion(*row) for row in rows(*self.told(hits, params))]


def rows(sql: str, params: list) -> list[tuple]:
    """In one message, which is one transaction: what is set for it is set for nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ALIKE_ENOUGH}; {sql}; {AS_USUAL}", params)
        cursor.nextset()
        return cursor.fetchall()


def _pattern(word: str) -> str:
    """Of a word's beginning; scripts without spaces have it anywhere."""
    return f"%{_escaped(word)}%" if UNSPACED.search(word) else f"% {_escaped(word)}%"


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
