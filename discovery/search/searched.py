"""What is searched for in texts, and what each way to find it would cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import md5
from itertools import islice
from operator import itemgetter, le
from typing import cast

from django.core.cache import caches

from discovery.search import saying, statements
from discovery.search.conditions import Conditions
from discovery.search.sql import Sql, every
from discovery.words import Query

FEW = 3_000  # pieces of texts, that the index names: all are gathered
SHORT = 10_000  # stories of a list, of which all texts are looked at

# Microseconds, measured at 1,000,000 stories with texts of 300 words.
WALKED, LOOKED_AT = 1, 5  # a story; its text
NAMED, LAID_OVER, FETCHED = 0.4, 0.5, 8  # by the index; a story laid over that; a text of both
GATHERED, COUNTED = 20, 12  # a text that the index names: put in its order; looked at, in none
LONG = 30_000

KEPT_SECONDS = 60  # how many pieces a text may stand in


@dataclass(frozen=True)
class Searched:
    """`texts` are those of the fewest pieces first; `rest` are the other conditions."""

    texts: list[Query]
    pieces: int
    conditions: Conditions
    rest: Conditions

    @classmethod
    def of(cls, conditions: Conditions) -> "Searched":
        """Of conditions about texts."""
        texts, rest = conditions.texts, cast(Conditions, conditions.but_texts)
        numbers = sorted(zip(_expected(texts), texts, strict=True), key=itemgetter(0))
        return cls([text for _number, text in numbers], numbers[0][0], conditions, rest)

    @property
    def share(self) -> float:
        """The part of all stories that the rest leaves."""
        return max(1, self.rest.expected.number) / max(1, self.rest.expected.of)

    @property
    def is_soon_gathered(self) -> bool:
        return self.pieces <= FEW

    @property
    def is_long_to_gather(self) -> bool:
        return self.pieces * COUNTED > 3 * LONG

    @property
    def is_short(self) -> bool:
        """A list that is found by an index even without its texts."""
        by_index = self.rest.by_index or self.rest.says
        return bool(by_index) and self.rest.expected.number <= SHORT

    @property
    def by_index(self) -> Conditions:
        """To gather: the rarest by its index, what it finds by the rest."""
        rarest, *others = self.texts
        fits = [saying.found(rarest), self.rest.walking, *here(others)]
        return replace(self.conditions, gathering=every(fits))

    def each(self) -> Sql:
        return every([self.rest.walking, *here(self.texts)])

    def named(self, among: Sql) -> Sql:
        """Of the stories of a statement those that fit, by the index where it can tell."""
        rarest, *others = self.texts
        return every([saying.named_among(rarest, among), self.rest.walking, *here(others)])

    @property
    def all_named(self) -> Sql:
        """What the index names, and the rest leaves."""
        return every([saying.named(self.texts[0]), self.rest.walking])

    def way_on(self, steps: float) -> tuple[float, str, int]:
        """The cheapest where a walk would take so many steps: its cost, its name, how many it
        takes. Laid over the index, a walk goes on for at least what the index costs."""
        named_part = min(1, self.pieces / max(1, self.rest.expected.of))
        index, a_step = self.pieces * NAMED, LAID_OVER + named_part * FETCHED
        laid_over = max(steps, index / a_step)
        gathered = self.pieces * GATHERED + min(steps * named_part, self.pieces) * LOOKED_AT
        return min(
            (steps * (WALKED + self.share * LOOKED_AT), "each", int(steps) + 1),
            (index + laid_over * a_step, "named", int(laid_over) + 1),
            (gathered, "gather", 0),
        )


def _expected(texts: Sequence[Query]) -> list[int]:
    """In how many pieces each may stand; asked once a minute."""
    keys = [
        f"pieces-{md5(str(text).encode(), usedforsecurity=False).hexdigest()}" for text in texts
    ]
    known = caches["pages"].get_many(keys)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        asked = dict(zip(new, _estimated(new.values()), strict=True))
        caches["pages"].set_many(asked, KEPT_SECONDS)
        known |= asked
    return [known[key] for key in keys]


def _estimated(texts: Iterable[Query]) -> list[int]:
    """What stands side by side does not meet by chance: of several neighbours the rarest tells. The
    statistics know the commonest pairs only and take all others to be half as common as these, so
    such a phrase is counted, as far as it is to be gathered."""
    texts = list(texts)
    each = [saying.each_by_index(text) for text in texts]
    unknown = [saying.sides_of_none(text) for text in texts]
    asked = statements.expected_pieces([fits for ones in (*each, *unknown) for fits in ones])
    numbers = iter(asked)
    expected, of_none = (
        [list(islice(numbers, len(ones))) for ones in of] for of in (each, unknown)
    )
    return [
        _counted(fits) or min(here) if _is_unknown(here, none) else min(here)
        for fits, here, none in zip(each, expected, of_none, strict=True)
    ]


def _is_unknown(expected: Sequence[int], of_none: Sequence[int]) -> bool:
    return min(expected) > FEW and any(map(le, expected, of_none))


def _counted(fits: Sequence[Sql]) -> int:
    """0 where they are more than are gathered."""
    number = statements.count_pieces(every(fits), FEW + 1)
    return max(1, number) if number <= FEW else 0


def here(texts: Sequence[Query]) -> list[Sql]:
    return [saying.here(True, text.tsquery) for text in texts]
