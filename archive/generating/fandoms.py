"""The fandoms of a generated archive, with their people, pairs and families."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from archive.generating.prose import Prose, pick, word_lists
from archive.generating.vocabulary import Kind, Vocabulary

STORIES_A_FANDOM = 200
OTHER_NAMES = 0.05  # of tags have another name
FAMILIES = 0.04  # of fandoms are above some others
DEAD, YOUNG = 0.15, 0.2  # of fandoms: see `_life`
GENDERS = "ffffmmmmmx"


@dataclass
class Pair:
    tag: int
    people: tuple[int, ...]
    category: str


@dataclass
class Fandom:
    tag: int
    name: str
    begin: float  # of the archive's years, 0 to 1
    end: float
    people: list[int] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    flavours: list[int] = field(default_factory=list)


class Fandoms:
    def __init__(self, chance: Random, vocabulary: Vocabulary, prose: Prose):
        self.chance, self.vocabulary, self.prose = chance, vocabulary, prose

    def make(self, stories: int) -> list[Fandom]:
        number = max(3, stories // STORIES_A_FANDOM)
        fandoms = [self._fandom(rank) for rank in range(number)]
        weights = zipf(number)
        for fandom, weight in zip(fandoms, weights, strict=True):
            self._people(fandom, stories * weight)
        self._families(fandoms)
        return fandoms

    def _fandom(self, rank: int) -> Fandom:
        name = self.vocabulary.unused(Kind.FANDOM, self._fandom_name)
        is_official = rank < 20 or self.chance.random() < 0.95
        tag = self.vocabulary.coin(Kind.FANDOM, name, official=is_official)
        if self.vocabulary.media:
            medium = self.chance.choice(self.vocabulary.media)
            self.vocabulary.media_of.link(tag, medium)
        if self.chance.random() < OTHER_NAMES:
            self.vocabulary.call_also(tag, Kind.FANDOM, f"{name} Series")
        return Fandom(tag, name, *self._life(rank))

    def _life(self, rank: int) -> tuple[float, float]:
        """From when to when there were stories. One of the greatest is long dead."""
        chance = self.chance.random()
        if rank == 4 or (rank > 4 and chance < DEAD):
            begin = self.chance.uniform(0, 0.2)
            return begin, begin + self.chance.uniform(0.1, 0.3)
        if rank > 4 and chance > 1 - YOUNG:
            return self.chance.uniform(0.6, 0.95), 1
        return self.chance.uniform(0, 0.4), 1

    def _fandom_name(self) -> str:
        chance = self.chance.random()
        name, title = self.prose.name(), self.prose.title()
        if chance < 0.4:
            return title
        return name if chance < 0.7 else f"{name}: {title}"

    def _people(self, fandom: Fandom, stories: float) -> None:
        chance = self.chance
        number = int(5 + min(stories, 40_000) ** 0.5 * chance.uniform(0.8, 2))
        genders = {}
        called = {}
        for _one in range(number):
            name = self.vocabulary.unused(Kind.CHARACTER, self._person)
            tag = self.vocabulary.coin(Kind.CHARACTER, name, official=chance.random() < 0.9)
            self.vocabulary.belongings.link(tag, fandom.tag)
            called[tag], genders[tag] = name, chance.choice(GENDERS)
            fandom.people.append(tag)
            if chance.random() < OTHER_NAMES:
                self.vocabulary.call_also(tag, Kind.CHARACTER, f"{name.split()[0]} ({fandom.name})")
        for _one in range(number):
            self._pair(fandom, called, genders)
        ways = word_lists()["tags"]["ways"].split(";")
        for person in fandom.people[: 1 + number // 4]:
            name = chance.choice(ways).format(called[person])
            flavour = self.vocabulary.coin(Kind.FREEFORM, name, official=chance.random() < 0.5)
            if flavour not in fandom.flavours:
                self.vocabulary.belongings.link(flavour, fandom.tag)
                fandom.flavours.append(flavour)

    def _person(self) -> str:
        first = self.prose.name()
        return f"{first} {self.prose.name()}" if self.chance.random() < 0.75 else first

    def _pair(self, fandom: Fandom, called: dict[int, str], genders: dict[int, str]) -> None:
        chance = self.chance
        people = {pick(chance, fandom.people) for _one in range(3 if chance.random() < 0.04 else 2)}
        if len(people) < 2:
            return
        together = sorted(people, key=called.__getitem__)
        is_romance = chance.random() < 0.75
        name = ("/" if is_romance else " & ").join(called[one] for one in together)
        if not self.vocabulary.is_free(Kind.RELATIONSHIP, name):
            return
        tag = self.vocabulary.coin(Kind.RELATIONSHIP, name, official=chance.random() < 0.9)
        self.vocabulary.belongings.link(tag, fandom.tag)
        for one in together:
            self.vocabulary.members.link(tag, one)
        category = category_of([genders[one] for one in together]) if is_romance else "Gen"
        fandom.pairs.append(Pair(tag, tuple(together), category))
        if is_romance and chance.random() < OTHER_NAMES:
            self.vocabulary.call_also(
                tag, Kind.RELATIONSHIP, "".join(called[one][:4] for one in together)
            )

    def _families(self, fandoms: list[Fandom]) -> None:
        """Above some fandoms stands one that no story may name itself."""
        places = iter(self.chance.sample(range(len(fandoms)), len(fandoms)))
        for _family in range(int(len(fandoms) * FAMILIES) or 1):
            below = [fandoms[place] for _one, place in zip(range(3), places, strict=False)]
            if not below:
                return
            parent = self.vocabulary.coin(Kind.FANDOM, f"{below[0].name} & Related Fandoms")
            for one in below:
                self.vocabulary.put_below(one.tag, parent)
            if self.chance.random() < 0.2:
                above = self.vocabulary.coin(Kind.FANDOM, f"{below[0].name}: All Media")
                self.vocabulary.put_below(parent, above)


def category_of(genders: Iterable[str]) -> str:
    found = sorted(genders)
    if len(found) > 2:
        return "Multi"
    return {"ff": "F/F", "fm": "F/M", "mm": "M/M"}.get("".join(found), "Other")


def zipf(number: int, shift: float = 3) -> list[float]:
    """The share of each of so many, the first of which is used most."""
    weights = [1 / (rank + shift) for rank in range(number)]
    total = sum(weights)
    return [weight / total for weight in weights]
