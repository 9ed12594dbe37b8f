"""A plan, done: each text that goes stays as a version, and what is new goes where it belongs."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intake.fair_copy import FairCopy
from intake.keep import attach
from intake.models import Source
from intake.updating.plan import CHANGED, NEW, YOURS, Plan
from stories.models import Chapter, Story


@transaction.atomic
def apply(plan: Plan, source: Source, copy: FairCopy, *, by, ticked: Collection[str]) -> None:
    """Bring the story up to date. Of what both sides changed, the document's text is taken where
    its step is `ticked`. What readers see is released, new chapters of a published story too."""
    story = plan.story
    for step in plan.of_kind(CHANGED, YOURS):
        texts = {**step.taken, **(step.kept if step.key in ticked else {})}
        if texts:
            _write(step.chapter or story, texts, by)
    _add(plan, by)
    for name, fresh in plan.tags.items():
        getattr(story, name).add(*fresh)
    story.describe(plan.fields, {})
    source.outline = {**source.described(), "marks": _marks(plan, copy)}
    attach(source, story, copy.report, owner=by)


def _marks(plan: Plan, copy: FairCopy) -> dict[str, Any]:
    """The document's chapters with those that stand for them here, also in the bin; and those that
    it left out, which a later one may have again."""
    read = copy.marks["chapters"]
    chapters = [
        [step.pk, read[step.number - 1] if step.number else step.marks] for step in plan.chapters
    ]
    return {**copy.marks, "chapters": chapters}


def _write(thing: Story | Chapter, texts: dict[str, str], by) -> None:
    """What was released stands among the versions already; a draft is put there first."""
    if thing.current_draft():
        name = _("Before it was brought up to date")
        thing.keep_version(thing.current_fields(), by=by, name=name, released=False)
    thing.write(**texts)
    if thing.is_published:
        thing.release(by=by)


def _add(plan: Plan, by) -> None:
    """New chapters, each behind the one that it follows in the document."""
    order = list(plan.story.chapters.in_place().values_list("pk", flat=True))
    before: int | None = None
    added: list[Chapter] = []
    for step in sorted((s for s in plan.chapters if s.number), key=lambda s: s.number):
        if step.kind == NEW:
            step.chapter = plan.story.add_chapter(**step.taken)
            step.pk = step.chapter.pk
            added.append(step.chapter)
            order.insert(order.index(before) + 1 if before else 0, step.chapter.pk)
        if step.chapter and step.chapter.pk in order:
            before = step.chapter.pk
    if added:
        plan.story.reorder_chapters(order)
    if plan.story.is_published:
        for chapter in added:
            chapter.publish(by=by)
