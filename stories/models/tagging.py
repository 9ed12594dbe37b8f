"""The link between stories and tags: one table, and a proxy of it for each kind of tag, so that
`story.fandoms` and `story.au_tags` are django-taggit's managers that keep to their kind."""

from collections.abc import Container, Iterable

from django.db import models, transaction
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import ItemBase

from tags.models import Tag


class Tagging(ItemBase):
    content_object = models.ForeignKey(
        "stories.Story", models.CASCADE, related_name="taggings", db_column="story_id"
    )
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")
    position = models.PositiveSmallIntegerField(default=0)
    main = models.BooleanField(default=False)

    kind = ""  # each proxy names its own

    objects: models.Manager = models.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagging_once")
        ]

    @classmethod
    def tags_for(cls, model, instance=None, **filters):
        return super().tags_for(model, instance, **filters).filter(kind=cls.kind)


class KindManager(models.Manager):
    def get_queryset(self):
        kind = self.model.kind  # type: ignore[attr-defined]
        return super().get_queryset().filter(tag__kind=kind)


def _proxy(name: str, kind: str) -> type[Tagging]:
    """The link table as one kind of tag sees it."""
    meta = type("Meta", (), {"proxy": True, "app_label": "stories"})
    attributes = {"__module__": __name__, "Meta": meta, "kind": kind, "objects": KindManager()}
    return type(name, (Tagging,), attributes)


class StoryTags(_TaggableManager):
    """`story.fandoms`: names are looked up by kind and key in one query, order is kept, and links
    are written in bulk."""

    def __init__(self, *args, **kwargs):
        kwargs["ordering"] = ["taggings__position"]
        super().__init__(*args, **kwargs)

    def _to_tag_model_instances(self, tags, tag_kwargs):
        names = [tag if isinstance(tag, str) else tag.name for tag in tags]
        return Tag.objects.named(self.through.kind, names)

    @transaction.atomic
    def set(self, tags: Iterable[str | Tag], *, main: Iterable[str] = (), **kwargs) -> None:
        """Make these the story's tags of this kind, in this order; `main` names its heart."""
        wanted = self._to_tag_model_instances(tags, {})
        hearts = {tag.pk for tag in self._to_tag_model_instances(list(main), {})}
        self._links().exclude(tag__in=wanted).delete()
        self._write(wanted, first=0, hearts=hearts)

    @transaction.atomic
    def add(self, *tags: str | Tag, **kwargs) -> None:
        present = set(self._links().values_list("tag_id", flat=True))
        new = [tag for tag in self._to_tag_model_instances(tags, {}) if tag.pk not in present]
        self._write(new, first=len(present), hearts=())

    def remove(self, *tags: str | Tag) -> None:
        self._links().filter(tag__in=self._to_tag_model_instances(tags, {})).delete()
        self._remove_prefetched_objects()

    def clear(self) -> None:
        self._links().delete()
        self._remove_prefetched_objects()

    def _links(self):
        # The base table, not the proxy: a delete through the proxy would leave its filter's join.
        return Tagging.objects.filter(content_object=self.instance, tag__kind=self.through.kind)

    def _write(self, tags: list[Tag], *, first: int, hearts: Container[int]) -> None:
        Tagging.objects.bulk_create(
            [
                Tagging(
                    content_object=self.instance, tag=tag, position=place, main=tag.pk in hearts
                )
                for place, tag in enumerate(tags, start=first)
            ],
            update_conflicts=True,
            unique_fields=["content_object", "tag"],
            update_fields=["position", "main"],
        )
        self._remove_prefetched_objects()


FandomTagging = _proxy("FandomTagging", Tag.Kind.FANDOM)
RelationshipTagging = _proxy("RelationshipTagging", Tag.Kind.RELATIONSHIP)
CharacterTagging = _proxy("CharacterTagging", Tag.Kind.CHARACTER)
AuTagging = _proxy("AuTagging", Tag.Kind.AU)
WarningTagging = _proxy("WarningTagging", Tag.Kind.WARNING)
CategoryTagging = _proxy("CategoryTagging", Tag.Kind.CATEGORY)
FreeformTagging = _proxy("FreeformTagging", Tag.Kind.FREEFORM)


def story_tags(through: type[Tagging]) -> TaggableManager:
    return TaggableManager(
        through=through, manager=StoryTags, related_name=f"{through.kind}_stories", blank=True
    )
