"""A zip of files, taken apart by the worker: each file in it becomes a source of the same batch."""

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import get_language
from procrastinate.contrib.django import app

from intake.batches import gathering, left_out
from intake.models import Batch, Source
from intake.reader import Unreadable
from intake.reader.joining import in_order
from intake.reader.kinds import LARGEST, Kind
from intake.reader.zipped import Zipped

UNPACK = "intake.unpack"
STEP = 1_000  # of positions: so the files of a zip stand where the zip stood
UNPACKED = "unpacked"  # in a zip's outline: how many files were taken out of it


def ask(source: Source) -> None:
    app.configure_task(UNPACK).defer(source_id=source.pk, language=get_language())


@transaction.atomic
def unpack(source: Source) -> None:
    """All or nothing, once. What is no story is left out with a word in the batch's report."""
    batch = source.batch
    if batch is None:
        return
    batch.lock()
    source.refresh_from_db()
    if UNPACKED in source.outline or source.refusal:
        return
    opened = Opened(source, batch)
    try:
        opened.take_all()
    except Unreadable as error:
        opened.report.append({"file": source.file_name, "reason": str(error)})
        if not opened.taken:
            source.refusal = str(error)
    source.outline = {UNPACKED: opened.taken}
    source.save(update_fields=["outline", "refusal"])
    batch.tell(opened.report)
    gathering.once_all_are_read(batch)


def taken_from(source: Source) -> QuerySet[Source]:
    """The files that were in a zip: they stand where it stood."""
    first, last = source.position + 1, source.position + STEP - 1
    files: QuerySet[Source] = Source.objects.filter(
        batch=source.batch_id, position__range=(first, last)
    )
    return files.exclude(batch=None)


class Opened:
    """A zip on its way into its batch."""

    def __init__(self, source: Source, batch: Batch) -> None:
        self.source, self.batch, self.taken = source, batch, 0
        self.report: list[dict[str, str]] = []
        files = Source.objects.filter(batch=batch).exclude(kind=Kind.ZIP)
        self.room = left_out.FILES - files.count()
        self.total = left_out.BYTES - (files.aggregate(all=Sum("size"))["all"] or 0)

    def take_all(self) -> None:
        zipped = Zipped(self.source.data())
        names = list(zipped.names)
        for name in (names[place] for place in in_order(names)):
            why = left_out.reason(name) or self._too_much(zipped.sizes[name])
            why = why or self._take(name, zipped.read(name))
            if why:
                self.report.append({"file": name, "reason": why})

    def _take(self, name: str, data: bytes) -> str:
        """The reason why not, if there is one after all: a zip lies about sizes, if it likes."""
        if why := self._too_much(len(data)):
            return why
        if not data:
            return left_out.JUNK
        position = self.source.position + self.taken + 1
        batch, owner = self.batch, self.source.owner
        with transaction.atomic():
            inner = Source.take(data, file_name=name, owner=owner, batch=batch, position=position)
        if inner.kind == Kind.ZIP and not inner.refusal:
            inner.forget()
            return left_out.ZIP
        self.taken, self.room, self.total = self.taken + 1, self.room - 1, self.total - len(data)
        return ""

    def _too_much(self, size: int) -> str:
        if size > LARGEST:
            return left_out.LARGE
        if self.room <= 0:
            return left_out.MANY
        return left_out.MUCH if size > self.total else ""
