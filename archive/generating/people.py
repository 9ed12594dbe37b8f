"""Who writes in a generated archive: accounts that nobody can sign in to, and their pen names."""

from datetime import datetime
from random import Random

from accounts.models import PenName, User
from archive.generating.bulk import Rows, written
from archive.generating.prose import word_lists
from core import names

STORIES_A_WRITER = 8
USERNAME = "generated-"
NOBODY = "!"  # a password that no word opens


class People:
    def __init__(self, chance: Random, oldest: datetime, newest: datetime):
        self.chance, self.oldest, self.years = chance, oldest, newest - oldest
        self.users = Rows(User, "id", "username", "date_joined", password=NOBODY)
        self.pen_names = Rows(
            PenName, "id", "user_id", "name", "key", "slug", "slug_key", "created_at", "used_at"
        )
        words = word_lists()["en"]
        self.nouns, self.adjectives = words["nouns"].split(), words["adjectives"].split()
        self.ids: list[int] = []

    @property
    def tables(self) -> list[Rows]:
        return [self.users, self.pen_names]

    def join(self, stories: int) -> None:
        number = max(5, stories // STORIES_A_WRITER)
        for place in range(number):
            joined = written(self.oldest + self.years * (place / number))
            user = self.users.next()
            self.users.add(user, f"{USERNAME}{user}", joined)
            for _name in range(2 if self.chance.random() < 0.1 else 1):
                self._sign(user, joined)

    def _sign(self, user: int, since: str) -> None:
        pk = self.pen_names.next()
        chance = self.chance
        between = chance.choice(("", " ", "_", " of the "))
        said = f"{chance.choice(self.adjectives)}{between}{chance.choice(self.nouns)}"
        name = f"{said.title() if chance.random() < 0.4 else said}{pk}"
        slug = f"{said.replace(' ', '_')}_{pk}"[:40]
        self.pen_names.add(pk, user, name, names.key(name), slug, slug.casefold(), since, since)
        self.ids.append(pk)

    def writer(self, share: float) -> int:
        """One of those who are there when this share of all stories is written, new ones rather.
        A few never stop."""
        place = int(len(self.ids) * share * self.chance.random() ** 0.6)
        return self.ids[place - place % 40 if self.chance.random() < 0.4 else place]
