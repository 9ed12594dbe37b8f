"""The tags of a generated archive, and what is said in all its fandoms."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db.models import Model

from archive.generating.bulk import Rows, written
from archive.generating.prose import Prose, word_lists
from tags import keys
from tags.models import NAME_LENGTH, Belonging, Medium, Member, Parent, Tag
from tags.vocabulary import CATEGORIES, WARNINGS

OFTEN = 0.3  # of those who could use its other name do

Kind = Tag.Kind


class Links(Rows):
    """From one tag to another, each once; those that are there already are known."""

    def __init__(self, model: type[Model], lower: str, upper: str):
        super().__init__(model, lower, upper)
        self.known = set(model._base_manager.values_list(lower, upper))

    def link(self, lower: int, upper: int) -> None:
        if (lower, upper) not in self.known:
            self.known.add((lower, upper))
            self.add(lower, upper)


class Vocabulary:
    """Coins tags and remembers what is theirs; `tables` are their rows."""

    def __init__(self, chance: Random, prose: Prose, newest: datetime):
        self.chance, self.prose = chance, prose
        self.tags = Rows(
            Tag, "id", "kind", "name", "key", "slug", "is_official", "synonym_of_id",
            "is_filterable", "looked_at", created_at=newest,
        )  # fmt: skip
        self.looked_at = written(newest)
        self.belongings = Links(Belonging, "tag_id", "fandom_id")
        self.members = Links(Member, "relationship_id", "character_id")
        self.parents = Links(Parent, "child_id", "parent_id")
        self.media_of = Links(Tag.media.through, "tag_id", "medium_id")
        self.media = list(Medium.objects.values_list("pk", flat=True))
        known = Tag.objects.values_list("kind", "key", "slug", "pk", "synonym_of")
        self.by_key = {(kind, key): of or pk for kind, key, _slug, pk, of in known}
        self.slugs = {(kind, slug) for kind, _key, slug, *_ids in known}
        self.first = self.tags.last + 1
        self.alike: dict[tuple[str, str], int] = {}
        self.other_names: dict[int, int] = {}
        self._say_everywhere()

    @property
    def tables(self) -> list[Rows]:
        return [self.tags, self.belongings, self.members, self.parents, self.media_of]

    # One tag

    def coin(
        self,
        kind: str,
        name: str,
        *,
        official: bool = True,
        of: int | None = None,
        filterable: bool = True,
    ) -> int:
        """The id of the official tag of this name, new or known; or of this other name of one."""
        name = name[:NAME_LENGTH].strip()
        key = keys.of(kind, name)
        if known := self.by_key.get((kind, key)):
            return known
        pk = self.tags.next()
        self.by_key[kind, key] = of or pk
        looked_at = self.looked_at if official or of else "\\N"
        self.tags.add(
            pk, kind, written(name), written(key), written(self._slug(kind, name)),
            written(official), written(of), written(filterable), looked_at,
        )  # fmt: skip
        return pk

    def _slug(self, kind: str, name: str) -> str:
        base = Tag.slug_of(name)
        slug = base
        while (kind, slug) in self.slugs:
            number = self.alike.get((kind, base), 1) + 1
            self.alike[kind, base] = number
            slug = f"{base}_{number}"
        self.slugs.add((kind, slug))
        return slug

    def call_also(self, tag: int, kind: str, name: str) -> None:
        if self.is_free(kind, name):
            self.other_names[tag] = self.coin(kind, name, official=False, of=tag)

    def is_free(self, kind: str, name: str) -> bool:
        return (kind, keys.of(kind, name)) not in self.by_key

    def unused(self, kind: str, name: Callable[[], str]) -> str:
        """The first of ten names that no tag has; else one with a number."""
        for _attempt in range(10):
            if self.is_free(kind, found := name()):
                return found
        return f"{name()} {len(self.by_key)}"

    def put_below(self, child: int, parent: int) -> None:
        """Only what is new, and has nothing below it, so that there is never a circle."""
        if child >= self.first:
            self.parents.link(child, parent)

    def as_written(self, tag: int) -> int:
        """What an author calls it: sometimes by its other name."""
        other = self.other_names.get(tag)
        return other if other and self.chance.random() < OFTEN else tag

    # What is said everywhere

    def _say_everywhere(self) -> None:
        words = word_lists()["tags"]
        self.warnings = [self.coin(Kind.WARNING, name) for name in WARNINGS]
        self.categories = {name: self.coin(Kind.CATEGORY, name) for name in CATEGORIES}
        self.aus = [self.coin(Kind.AU, name) for name in words["aus"].split(";")]
        self.common = [self.coin(Kind.FREEFORM, name) for name in words["common"].split(";")]
        self.never_together = (self.common.pop(0), self.common.pop(0))
        self.adult = [self.coin(Kind.FREEFORM, name) for name in words["adult"].split(";")]
        self.chatter = [
            self.coin(Kind.FREEFORM, name, official=False, filterable=False)
            for name in words["unfilterable"].split(";")
        ]
        for family in words["families"].split(";"):
            above, _colon, below = family.partition(":")
            parent = self.coin(Kind.FREEFORM, above.strip())
            for name in below.split(","):
                self.put_below(self.coin(Kind.FREEFORM, name.strip()), parent)
        for pair in words["others"].split(";"):
            name, _colon, other = pair.partition(":")
            self.call_also(self.coin(Kind.FREEFORM, name.strip()), Kind.FREEFORM, other.strip())
        for tag, name in zip(self.aus, words["aus"].split(";"), strict=True):
            self.call_also(tag, Kind.AU, f"{name} AU")

    def coin_by_the_way(self) -> int:
        """Another tag that hardly anybody else will use."""
        name = self.prose.sentence()[:80].rstrip(".,")
        return self.coin(Kind.FREEFORM, name, official=False)
