"""Files that were chosen at once → a Batch, whose files the worker reads."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intake.batches import left_out, unpacking
from intake.models import Batch, Source
from intake.reader.joining import in_order
from intake.reader.kinds import LARGEST, Kind


@transaction.atomic
def bring(files: Iterable[UploadedFile], owner) -> Batch:
    """What is too much is left out with a word in the report; all else comes along."""
    batch = Batch.objects.create(owner=owner)
    chosen = sorted_by_name(list(files))
    room, total, report = left_out.FILES, left_out.BYTES, []
    for position, file in enumerate(chosen, start=1):
        size = file.size or 0
        why = left_out.reason(file.name or "") or too_much(size, room=room, total=total)
        if why:
            report.append({"file": file.name or "", "reason": why})
            continue
        source = take(file, owner=owner, batch=batch, position=position * unpacking.STEP)
        room, total = room - 1, total - size
        if source.kind == Kind.ZIP and not source.refusal:
            unpacking.ask(source)
    batch.tell(report)
    return batch


def sorted_by_name(files: list[UploadedFile]) -> list[UploadedFile]:
    """Chapter 2 before chapter 10, however the browser sent them."""
    return [files[place] for place in in_order([file.name or "" for file in files])]


def too_much(size: int, *, room: int, total: int) -> str:
    if size > LARGEST:
        return left_out.LARGE
    if room <= 0:
        return left_out.MANY
    return left_out.MUCH if size > total else ""


def take(file: UploadedFile, **where) -> Source:
    return Source.take(file.read(), file_name=file.name or "", **where)
