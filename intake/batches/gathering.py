"""Files that are the parts of one story become one line: by themselves once all are read, or by
their author's word. The first part stands for all; their order is that of `position`."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from intake.batches.columns import of_the_whole
from intake.models import Batch, BeingRead, Source
from intake.reader import Unreadable
from intake.reader.joining import Outline, in_order, together
from intake.reader.kinds import Kind

DESCRIBE = "intake.describe_again"


@transaction.atomic
def once_all_are_read(batch: Batch) -> None:
    """To be called in the transaction in which a file of it was read for the first time: whoever
    comes last finds nothing unread, and no other does."""
    batch.lock()
    files = list(batch.sources.order_by("position", "pk"))
    if any(is_unread(source) for source in files):
        return
    lines = [one for one in files if one.outline and one.kind != Kind.ZIP and not one.story_id]
    for group in together([outline_of(one.file_name, one.outline) for one in lines]):
        put_together([lines[place] for place in group])
        describe(lines[group[0]])


def is_unread(source: Source) -> bool:
    return not (source.outline or source.refusal)


@transaction.atomic
def join(batch: Batch, lines: Sequence[Source]) -> None:
    """Its author says that these are one story. Lines that have parts bring them along."""
    batch.lock()
    parts = [part for line in lines for part in line.parts]
    put_together([parts[place] for place in in_order([part.file_name for part in parts])])
    ask_to_describe(parts)


@transaction.atomic
def take_out(batch: Batch, part: Source) -> None:
    """Its author says that this file is a story of its own. Where it was the first, the second
    stands for the rest from now on."""
    batch.lock()
    first = part.first_part or part
    said = of_the_whole(first.corrections)
    rest = [one for one in first.parts if one.pk != part.pk]
    if not rest:
        return
    for one in {part, rest[0]} - {first}:
        one.corrections = {**said, **one.corrections}
        one.save(update_fields=["corrections"])
    put_together([part])
    put_together(rest)
    ask_to_describe([part, *rest])


def put_together(parts: Sequence[Source]) -> None:
    """In this order; one alone is a story by itself."""
    first, positions = parts[0], sorted(part.position for part in parts)
    for source, position in zip(parts, positions, strict=True):
        source.position, source.first_part = position, None if source is first else first
    Source.objects.bulk_update(parts, ["position", "first_part"])


def ask_to_describe(parts: Sequence[Source]) -> None:
    """What each line says of itself, anew; while somebody waits, so the worker does it."""
    for source in parts:
        app.configure_task(DESCRIBE, priority=1).defer(source_id=source.pk)


def describe(source: Source) -> None:
    """In the worker."""
    try:
        if not source.story_id:
            source.describe_again()
    except (BeingRead, Unreadable):
        pass  # its line says so


def outline_of(name: str, found: dict[str, Any]) -> Outline:
    """Of a document by its file's name and its intake.outline.outline."""
    part = found.get("part")
    return Outline(
        name=name,
        title=found.get("title", ""),
        authors=tuple(found.get("authors", ())),
        part=(part[0], part[1]) if part else None,
    )
