"""Which tags a story of a fandom has: its pair brings its people and its category, its rating what
is said of it."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from archive.generating.fandoms import Fandom, Pair
from archive.generating.prose import pick
from archive.generating.vocabulary import Vocabulary

CROSSOVERS = 0.06
WITH_PREMISE = 0.2
RATINGS = ("general", "teen", "mature", "explicit", "not_rated")
RATED = {"Gen": (45, 38, 8, 3, 6), "F/M": (20, 32, 20, 24, 4), "M/M": (15, 28, 20, 33, 4)}
OTHERWISE = (25, 32, 18, 20, 5)
HAPPY, UNHAPPY = 0.34, 0.56  # two endings that are common and never meet: up to and up to
COINED = 0.07  # of other tags nobody used before


@dataclass(frozen=True)
class Tagged:
    """`links` are (tag, place among its kind, whether it is at the heart of the story)."""

    rating: str
    has_premise: bool
    links: list[tuple[int, int, bool]]


class Tagger:
    def __init__(self, chance: Random, vocabulary: Vocabulary, fandoms: list[Fandom]):
        self.chance, self.vocabulary, self.fandoms = chance, vocabulary, fandoms
        self.rated = {name: tuple(accumulate(shares)) for name, shares in RATED.items()}
        self.otherwise = tuple(accumulate(OTHERWISE))

    def choose(self, fandom: Fandom, moment: float) -> Tagged:
        """Of a story of that moment of the archive's years."""
        chance = self.chance
        worlds = [fandom]
        if chance.random() < CROSSOVERS:
            other = pick(chance, self.fandoms)
            worlds += [other] if other.begin <= moment <= other.end else []
        pairs = self._pairs(worlds)
        categories = list(dict.fromkeys(pair.category for pair in pairs))[:2] or ["Gen"]
        rating = self._rating(categories[0])
        has_premise = chance.random() < WITH_PREMISE
        kinds = [
            [world.tag for world in worlds],
            [pair.tag for pair in pairs],
            self._people(worlds, pairs),
            [pick(chance, self.vocabulary.aus)] if has_premise else [],
            self._warnings(rating),
            [self.vocabulary.categories[name] for name in categories],
            self._others(worlds, rating),
        ]
        return Tagged(rating, has_premise, self._links(kinds))

    def _links(self, kinds: list[list[int]]) -> list[tuple[int, int, bool]]:
        links: dict[int, tuple[int, bool]] = {}
        has_heart = self.chance.random() < 0.8
        for number, tags in enumerate(kinds):
            for place, tag in enumerate(dict.fromkeys(tags)):
                is_main = has_heart and place == 0 and number in (1, 2)
                links.setdefault(self.vocabulary.as_written(tag), (place, is_main))
        return [(tag, place, is_main) for tag, (place, is_main) in links.items()]

    def _pairs(self, worlds: list[Fandom]) -> list[Pair]:
        number = min(4, int(self.chance.random() ** -0.7))  # one, seldom more
        if self.chance.random() < 0.18:
            return []
        return [
            pick(self.chance, world.pairs) for world in worlds if world.pairs for _ in range(number)
        ]

    def _people(self, worlds: list[Fandom], pairs: list[Pair]) -> list[int]:
        people = [one for pair in pairs for one in pair.people]
        more = min(8, int(self.chance.random() ** -0.8))
        return people + [pick(self.chance, world.people) for world in worlds for _ in range(more)]

    def _rating(self, category: str) -> str:
        weights = self.rated.get(category, self.otherwise)
        return self.chance.choices(RATINGS, cum_weights=weights)[0]

    def _warnings(self, rating: str) -> list[int]:
        none, not_saying, *warnings = self.vocabulary.warnings
        is_dark = self.chance.random() < (0.35 if rating in ("mature", "explicit") else 0.08)
        if is_dark:
            return [pick(self.chance, warnings)]
        return [none if self.chance.random() < 0.7 else not_saying]

    def _others(self, worlds: list[Fandom], rating: str) -> list[int]:
        chance, vocabulary = self.chance, self.vocabulary
        number = min(20, int(chance.paretovariate(1.6) * 2.2))
        others = [self._other(worlds) for _ in range(number)]
        ending = chance.random()
        if ending < UNHAPPY:
            others.insert(0, vocabulary.never_together[ending > HAPPY])
        if rating == "explicit":
            others.append(pick(chance, vocabulary.adult))
        return others

    def _other(self, worlds: list[Fandom]) -> int:
        chance, vocabulary = self.chance, self.vocabulary
        kind = chance.random()
        if kind < COINED:
            return vocabulary.coin_by_the_way()
        flavours = chance.choice(worlds).flavours
        if kind < COINED + 0.2 and flavours:
            return pick(chance, flavours)
        if kind > 0.99:
            return chance.choice(vocabulary.chatter)
        return pick(chance, vocabulary.common)
