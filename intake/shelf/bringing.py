"""Files become stories of a pen name, as if they had been brought through the browser: a folder is
a batch, and a zip is one. Whatever was done before is known by its bytes, so a run that broke off
goes on."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from accounts.models import PenName
from intake.batches import gathering, keeping, left_out, unpacking
from intake.checking.form import MARKED, PLAIN
from intake.models import Batch, Source
from intake.reader.kinds import Kind
from intake.shelf.looking import bytes_of
from intake.shelf.rows import DRAFT, HERE, LEFT_OUT, PUBLISHED, REFUSED, Row


def bring(
    files: list[Path],
    pen_name: PenName,
    wish: str,
    *,
    thoughts: bool = True,
    say: Callable[[str], object],
) -> Iterator[Row]:
    """A row each story, as soon as it is kept. `wish`: intake.batches.keeping.DRAFT or PUBLISH."""
    batch = Batch.objects.create(owner=pen_name.user)
    sources = [_taken(path, batch, place) for place, path in enumerate(files, start=1)]
    zips = [one for one in sources if one.kind == Kind.ZIP and not one.refusal]
    rest = [one.pk for one in sources if one not in zips]
    yield from _stories(batch, Source.objects.filter(pk__in=rest), pen_name, wish, thoughts, say)
    for packed in zips:
        unpacking.unpack(packed)
        packed.refresh_from_db()
        inner = unpacking.taken_from(packed)
        yield from _stories(packed.batch, inner, pen_name, wish, thoughts, say)
        yield from _left_out(packed)
    Batch.objects.filter(owner=pen_name.user).empty().delete()


def _taken(path: Path, batch: Batch, place: int) -> Source:
    """Anew, unless the same bytes lie there from another time. A zip is a batch of its own."""
    data = bytes_of(path)
    own = Source.objects.filter(owner=batch.owner, sha256=sha256(data).hexdigest())
    found = own.exclude(kind=Kind.ZIP, batch=None).order_by("story_id", "pk").first()
    if found is None:
        position = place * unpacking.STEP
        found = Source.take(
            data, file_name=str(path), owner=batch.owner, batch=batch, position=position
        )
    if found.kind == Kind.ZIP and found.batch_id == batch.pk:
        found.batch = Batch.objects.create(owner=batch.owner)
        found.save(update_fields=["batch"])
    return found


def _stories(batch: Batch | None, files, pen_name, wish, thoughts, say) -> Iterator[Row]:
    """Of the files of one batch, each story once and in their order."""
    kept = set(files.exclude(story=None).values_list("pk", flat=True))
    for source in files.filter(story=None, refusal="").order_by("position", "pk"):
        say(source.file_name)
        source.be_read()
        if not thoughts:
            source.be_read(thoughts=False)
    if batch:
        gathering.once_all_are_read(batch)
    lines = files.filter(first_part=None).select_related("story", "owner")
    for line in lines.order_by("position", "pk"):
        if line.pk not in kept and not line.refusal:
            _keep(line, pen_name, wish, thoughts)
        yield _row(line, is_old=line.pk in kept)


def _keep(line: Source, pen_name: PenName, wish: str, thoughts: bool) -> None:
    """What lacks something for readers is kept as a draft, and its row says what."""
    said = {"pen_name": str(pen_name.pk), "thoughts": MARKED if thoughts else PLAIN}
    line.correct({**line.corrections, **said})
    keeping.keep_line(line, wish)
    line.refresh_from_db()
    if wish != keeping.DRAFT and not line.story_id:
        trouble = line.outline.get("trouble", "")
        keeping.keep_line(line, keeping.DRAFT)
        line.refresh_from_db()
        line.outline["trouble"] = trouble


def _row(line: Source, *, is_old: bool) -> Row:
    parts, story = line.parts, line.story
    state = PUBLISHED if story and story.is_published else DRAFT
    if story is None:
        state = REFUSED
    return Row.of(
        [one.file_name for one in parts],
        [one.sha256 for one in parts],
        line.outline,
        state=HERE if is_old else state,
        why=line.refusal or line.outline.get("trouble", ""),
        story=story.get_absolute_url() if story else "",
    )


def _left_out(packed: Source) -> Iterator[Row]:
    """What of a zip became no source, and why."""
    for line in map(left_out.in_words, packed.batch.report if packed.batch else ()):
        name = f"{packed.file_name}/{line['file']}"
        yield Row(files=name, state=LEFT_OUT, why=line["reason"])
