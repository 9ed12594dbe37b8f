"""Titles, names, summaries and paragraphs that read like words, made by chance from words.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random

RARE = 20_000  # names of places that a language has at most; the first are said far more often
SLOT = re.compile(r"\{(\w+)\}")
ARTICLE = re.compile(r"\b([Aa])n? (?=([aeiouAEIOU]?))")  # English
SMALL = re.compile(r"(?<= )(Of|And|The|A|An|In|To)(?= )")


@cache
def word_lists() -> dict[str, dict]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def pick[T](chance: Random, some: list[T]) -> T:
    """The first most often, the second half as often, the third a third: as words are used."""
    return some[int((len(some) + 1) ** chance.random()) - 1]


class Prose:
    """What is said in one language. `rare` are names of places: as many as stories need."""

    def __init__(self, language: str, chance: Random, stories: int):
        words = word_lists()[language]
        self.chance, self.language = chance, language
        self.joiner = words.get("joiner", " ")
        self.syllables = words["syllables"].split()
        self.names = [self.name() for _ in range(400)]
        self.words = {
            "noun": words["nouns"].split(),
            "adjective": words["adjectives"].split(),
            "verb": words["verbs"].split(),
            "past": words["past"].split(),
            "name": self.names,
            "rare": [self.name() for _ in range(min(RARE, 100 + stories))],
        }
        self.titles = [SLOT.split(one) for one in words["titles"]]
        self.sentences = [SLOT.split(one) for one in words["sentences"]]

    def name(self) -> str:
        syllables = self.chance.choices(self.syllables, k=2 + (self.chance.random() < 0.35))
        return "".join(syllables).capitalize()

    def title(self) -> str:
        said = self._said(self.chance.choice(self.titles))
        if self.language == "en" and self.chance.random() < 0.7:
            said = SMALL.sub(lambda word: word[0].lower(), said.title().replace("’S", "’s"))
        return said[:1].upper() + said[1:]

    def sentence(self) -> str:
        said = self._said(self.chance.choice(self.sentences))
        return said[:1].upper() + said[1:]

    def sentences_of(self, number: int) -> str:
        return self.joiner.join(self.sentence() for _ in range(number))

    def _said(self, parts: list[str]) -> str:
        """`parts` are text and slot by turns."""
        chance, words = self.chance, self.words
        said = [
            pick(chance, words[part]) if place % 2 else part for place, part in enumerate(parts)
        ]
        if self.language != "en":
            return "".join(said)
        return ARTICLE.sub(lambda one: f"{one[1]}{'n' if one[2] else ''} ", "".join(said))
