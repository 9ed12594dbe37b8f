"""The stories of a tag that was split: moved to the new tag by the worker, and back if that is
undone.

A chunk of stories is one transaction, as in relisting.py; each link that was moved is kept as
`Retagged`, so that the way back is exact. Where an author changed the tag since, it stays so.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from procrastinate.contrib.django import app

from core import events
from stories.listing import Listing
from stories.models.story import Story
from stories.models.tagging import Tagging
from stories.relisting import CHUNK, LATE
from tags.models import Ancestor, Tag, TagEdit

STEP = "stories.retag"


class Retagged(models.Model):
    """A link as it was. `had`: the story carried the new tag before."""

    edit = models.ForeignKey(TagEdit, models.CASCADE, related_name="+")
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="+")
    was = models.ForeignKey(Tag, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    main = models.BooleanField()
    had = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edit", "story", "was"], name="retagged_once")
        ]

    def __str__(self):
        return f"{self.story_id} was {self.was_id}"


class Retagging(models.Model):
    """How far a split has come, or its undoing. Gone once it is done."""

    edit = models.OneToOneField(TagEdit, models.CASCADE, primary_key=True, related_name="+")
    is_back = models.BooleanField(default=False)
    after = models.BigIntegerField(default=0)  # the number of the story that was moved last
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.edit_id} after {self.after}"

    @classmethod
    @transaction.atomic
    def begin(cls, edit_id: int) -> None:
        """Forwards or back: the step asks which."""
        cls.objects.get_or_create(edit_id=edit_id)[0].go_on()

    def go_on(self) -> None:
        app.configure_task(STEP, lock=STEP, priority=events.BEHIND).defer(edit_id=self.pk)

    @classmethod
    @transaction.atomic
    def step(cls, edit_id: int) -> None:
        retagging = cls.objects.select_for_update().filter(pk=edit_id).first()
        if retagging is None:
            return
        edit = TagEdit.objects.select_related("tag", "other", "fandom").get(pk=edit_id)
        if edit.is_undone and not retagging.is_back:
            retagging.is_back, retagging.after = True, 0
        ahead, move = (_to_come_back, _back) if retagging.is_back else (_to_move, _forth)
        chunk = list(ahead(edit, retagging.after).distinct()[:CHUNK])
        held = _held(chunk)
        move(edit, held)
        Listing.refresh(held)
        if len(chunk) < CHUNK:
            retagging.delete()
            return
        retagging.after = chunk[-1]
        retagging.save(update_fields=["is_back", "after", "moved_at"])
        retagging.go_on()

    @classmethod
    def rouse(cls) -> None:
        for retagging in cls.objects.filter(moved_at__lt=timezone.now() - LATE):
            retagging.go_on()


def tag_split(edit: int) -> None:
    """The event: of a split, and of its undoing."""
    Retagging.begin(edit)


def _to_move(edit: TagEdit, after: int):
    links = _links(edit).filter(Exists(_in_fandom(edit.fandom_id)), content_object__gt=after)
    return links.order_by("content_object").values_list("content_object", flat=True)


def _to_come_back(edit: TagEdit, after: int):
    moved = Retagged.objects.filter(edit=edit, story__gt=after)
    return moved.order_by("story").values_list("story", flat=True)


def _forth(edit: TagEdit, chunk: list[int]) -> None:
    had = set(_stories_with(edit.other_id, chunk))
    links = _links(edit).filter(content_object__in=chunk)
    was = [
        Retagged(
            edit=edit, story_id=link.content_object_id, was_id=link.tag_id,
            position=link.position, main=link.main, had=link.content_object_id in had,
        )
        for link in links
    ]  # fmt: skip
    Retagged.objects.bulk_create(was, ignore_conflicts=True)
    links.delete()
    Tagging.objects.bulk_create(
        [
            Tagging(content_object_id=story, tag_id=edit.other_id, position=position, main=main)
            for story, (position, main) in _places(was).items()
            if story not in had
        ]
    )


def _back(edit: TagEdit, chunk: list[int]) -> None:
    rows = list(Retagged.objects.filter(edit=edit, story__in=chunk))
    untouched = _untouched(edit, rows, chunk)
    again = [row for row in rows if row.story_id in untouched]
    new = Tagging.objects.filter(tag=edit.other_id)
    new.filter(content_object__in={row.story_id for row in again if not row.had}).delete()
    Tagging.objects.bulk_create(
        [
            Tagging(
                content_object_id=row.story_id, tag_id=row.was_id,
                position=row.position, main=row.main,
            )
            for row in again
        ]
    )  # fmt: skip
    Retagged.objects.filter(edit=edit, story__in=chunk).delete()


def _untouched(edit: TagEdit, rows: list[Retagged], chunk: list[int]) -> set[int]:
    """Stories that carry the new tag as the split left it, and none of the old ones."""
    now = Tagging.objects.filter(content_object__in=chunk)
    new = now.filter(tag=edit.other_id).values_list("content_object", "position", "main")
    stands = {story: (position, main) for story, position, main in new}
    old = now.filter(tag__in={row.was_id for row in rows})
    again = set(old.values_list("content_object", flat=True))
    had = {row.story_id for row in rows if row.had}
    return {
        story
        for story, place in _places(rows).items()
        if story in stands and story not in again and (story in had or stands[story] == place)
    }


def _places(rows: Iterable[Retagged]) -> dict[int, tuple[int, bool]]:
    """Where the new link stands: first of the old ones, and at the heart if one of them was."""
    of_story = defaultdict(list)
    for row in rows:
        of_story[row.story_id].append(row)
    return {
        story: (min(one.position for one in some), any(one.main for one in some))
        for story, some in of_story.items()
    }


def _held(story_ids: list[int]) -> list[int]:
    """These stories, held against their authors; without those that are deleted just now."""
    held = Story.objects.select_for_update(no_key=True).filter(pk__in=story_ids).order_by("pk")
    return list(held.values_list("pk", flat=True))


def _links(edit: TagEdit):
    """To the tag that was split, by any of its names."""
    names = Tag.objects.meaning([edit.tag_id]).values_list("pk", flat=True)
    return Tagging.objects.filter(tag__in=list(names))


def _in_fandom(fandom_id: int | None):
    """Links of the outer link's story to the fandom, by whatever name, or to one below it."""
    below = Ancestor.objects.filter(ancestor=fandom_id).values_list("tag", flat=True)
    names = Tag.objects.meaning([fandom_id, *below]).values_list("pk", flat=True)
    return Tagging.objects.filter(content_object=OuterRef("content_object"), tag__in=list(names))


def _stories_with(tag_id: int | None, story_ids: list[int]):
    links = Tagging.objects.filter(tag=tag_id, content_object__in=story_ids)
    return links.values_list("content_object", flat=True)
