"""The words of tags: how names become tags, and tags the ids that lists filter by."""

from collections.abc import Iterable

from django.db import models

from core import names


class TagQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def official(self):
        return self.filter(synonym_of=None)


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def named(self, kind, wanted: Iterable[str], **defaults) -> list:
        """The tags of a kind by these names, in their order, each once, coined where new.

        One query where all exist; two more, whatever the number, where some are new.
        """
        by_key: dict[str, str] = {}
        for name in wanted:
            if name.strip():
                by_key.setdefault(names.tag_key(name), " ".join(name.split()))
        known = self._known(kind, by_key)
        missing = [name for key, name in by_key.items() if key not in known]
        if missing:
            self._coin(kind, missing, defaults)
            known = self._known(kind, by_key)
        return [known[key] for key in by_key]

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

    def free_slugs(self, kind, wanted: list[str]) -> list[str]:
        """A slug for each name that no other tag of the kind has: `tag`, `tag_2` …"""
        bases = [self.model.slug_of(name) for name in wanted]
        alike = models.Q()
        for base in set(bases):
            alike |= models.Q(slug=base) | models.Q(slug__startswith=f"{base}_")
        taken = set(self.filter(alike, kind=kind).values_list("slug", flat=True))
        free = []
        for base in bases:
            slug, number = base, 1
            while slug in taken:
                number += 1
                slug = f"{base}_{number}"
            taken.add(slug)
            free.append(slug)
        return free

    def _known(self, kind, keys) -> dict[str, object]:
        return {tag.key: tag for tag in self.filter(kind=kind, key__in=list(keys))}

    def _coin(self, kind, new: list[str], defaults) -> None:
        slugs = self.free_slugs(kind, new)
        self.bulk_create(
            [
                self.model(kind=kind, name=name, key=names.tag_key(name), slug=slug, **defaults)
                for name, slug in zip(new, slugs, strict=True)
            ],
            ignore_conflicts=True,
        )
