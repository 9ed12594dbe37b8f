"""The words of tags: how names become tags, and tags the ids that lists filter by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from operator import attrgetter

from django.db import models

from tags import keys, relationships

NEAR = 8  # slugs


class TagQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def official(self):
        return self.filter(synonym_of=None)

    def meaning(self, tags):
        """These tags and all their other names."""
        return self.filter(models.Q(pk__in=tags) | models.Q(synonym_of__in=tags))


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def named(self, kind, wanted: Iterable[str], **defaults) -> list:
        """The tags of a kind by these names, in their order, each once, coined where new.

        One query where all exist; a few more, whatever the number, where some are new. A new
        relationship brings its characters along.
        """
        by_key: dict[str, str] = {}
        for name in wanted:
            if name.strip():
                by_key.setdefault(keys.of(kind, name), " ".join(name.split()))
        known, coined = self.known_or_coined(kind, by_key, **defaults)
        if coined and kind == "relationship":
            self.introduce([known[key] for key in coined])
        return [known[key] for key in by_key]

    def known_or_coined(self, kind, wanted: dict[str, str], **defaults) -> tuple[dict, list[str]]:
        """{key: tag} of {key: name}, and the keys of which there was none. What somebody else coins
        in the same moment, or gives a tag as its name, is waited for and taken."""
        known = self._known(kind, wanted)
        coined = missing = [key for key in wanted if key not in known]
        while missing:
            self._coin(kind, {key: wanted[key] for key in missing}, defaults)
            known = self._known(kind, wanted)
            missing = [key for key in missing if key not in known]  # others took their slugs
        return known, coined

    def official_name(self, kind, name: str):
        """The tag of this name, made official; None where no name is given. A synonym stays one:
        its own official name is."""
        found = self.named(kind, [name], is_official=True)
        if not found:
            return None
        tag = found[0].official
        if not tag.is_official:
            tag.is_official = True
            tag.save(update_fields=["is_official"])
        return tag

    def introduce(self, unlinked: Iterable) -> None:
        """Link relationships with the characters that their names say."""
        said = {tag.pk: relationships.people(tag.name) for tag in unlinked}
        found = self.named("character", [name for people in said.values() for name in people])
        by_key = {tag.key: tag.synonym_of_id or tag.pk for tag in found}
        member = self.model.characters.through
        member.objects.bulk_create(
            [
                member(relationship_id=pk, character_id=by_key[keys.of("character", name)])
                for pk, people in said.items()
                for name in people
            ],
            ignore_conflicts=True,
        )

    def free_slugs(self, kind, wanted: list[str]) -> list[str]:
        """A slug for each name that no other tag of the kind has: `tag`, `tag_2` …"""
        bases = [self.model.slug_of(name) for name in wanted]
        taken = self._taken_slugs(kind, bases)
        free = []
        for base in bases:
            slug = next(slug for slug in _numbered(base) if slug not in taken)
            taken.add(slug)
            free.append(slug)
        return free

    def _taken_slugs(self, kind, bases: list[str]) -> set[str]:
        """The first of each are looked up one by one: to look for a beginning means to look at all
        tags of the kind, in most collations."""
        of_kind = self.filter(kind=kind).values_list("slug", flat=True)
        first = {base: list(islice(_numbered(base), NEAR)) for base in bases}
        taken = set(of_kind.filter(slug__in=list(chain.from_iterable(first.values()))))
        alike = models.Q()
        for base, number in Counter(bases).items():
            if number + len(taken.intersection(first[base])) > NEAR:
                alike |= models.Q(slug__startswith=f"{base}_")
        return taken | set(of_kind.filter(alike)) if alike else taken

    def _known(self, kind, wanted) -> dict[str, object]:
        return {tag.key: tag for tag in self.filter(kind=kind, key__in=list(wanted))}

    def _coin(self, kind, new: dict[str, str], defaults) -> None:
        """Written in the order of their keys: of two who coin the same, neither waits for the other
        while she waits for her."""
        slugs = self.free_slugs(kind, list(new.values()))
        rows = [
            self.model(kind=kind, name=name, key=key, slug=slug, **defaults)
            for (key, name), slug in zip(new.items(), slugs, strict=True)
        ]
        self.bulk_create(sorted(rows, key=attrgetter("key")), ignore_conflicts=True)


def _numbered(base: str) -> Iterator[str]:
    return chain([base], (f"{base}_{number}" for number in count(2)))
