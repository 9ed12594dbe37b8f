"""Files become stories of a pen name, as if they had been brought through the browser: a folder is
a batch. Whatever was done before is known by its bytes, so a run that broke off goes on."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from accounts.models import PenName
from intake.batches import gathering, keeping, unpacking
from intake.models import Batch, Source
from intake.reader.kinds import Kind
from intake.shelf.looking import bytes_of
from intake.shelf.rows import DRAFT, HERE, PUBLISHED, REFUSED, Row


def bring(
    files: list[Path], pen_name: PenName, wish: str, *, say: Callable[[str], object]
) -> Iterator[Row]:
    """A row each story, as soon as it is kept. `wish`: intake.batches.keeping.DRAFT or PUBLISH."""
    batch = Batch.objects.create(owner=pen_name.user)
    sources = [_taken(path, batch, place) for place, path in enumerate(files, start=1)]
    for source in _unpacked(sources, batch):
        say(source.file_name)
        source.be_read()
    gathering.once_all_are_read(batch)
    kept = {one.pk for one in sources if one.story_id}
    for line in _lines(sources, batch):
        if line.pk not in kept and not line.refusal:
            say(line.file_name)
            _keep(line, pen_name, wish)
            line.refresh_from_db()
        yield _row(line, is_old=line.pk in kept)
    Batch.objects.filter(pk=batch.pk).empty().delete()


def _taken(path: Path, batch: Batch, place: int) -> Source:
    """Anew, unless the same bytes lie there from another time."""
    data = bytes_of(path)
    own = Source.objects.filter(owner=batch.owner, sha256=sha256(data).hexdigest())
    found = own.order_by("story_id", "pk").first()
    if found is None:
        position = place * unpacking.STEP
        found = Source.take(
            data, file_name=str(path), owner=batch.owner, batch=batch, position=position
        )
    return found


def _unpacked(sources: list[Source], batch: Batch) -> Iterator[Source]:
    """Those that are to be read: of a zip, what is in it."""
    for source in sources:
        if source.story_id or source.refusal:
            continue
        if source.kind == Kind.ZIP:
            unpacking.unpack(source)
            yield from batch.sources.filter(story=None, outline={}).exclude(kind=Kind.ZIP)
        else:
            yield source


def _lines(sources: list[Source], batch: Batch) -> list[Source]:
    """In their order, each story once."""
    here = Source.objects.filter(pk__in=[one.pk for one in sources], first_part=None)
    found = (here | batch.lines).exclude(kind=Kind.ZIP, refusal="").select_related("story", "owner")
    return list(found.distinct().order_by("position", "pk"))


def _keep(line: Source, pen_name: PenName, wish: str) -> None:
    """What lacks something for readers is kept as a draft, and its row says what."""
    line.correct({**line.corrections, "pen_name": str(pen_name.pk)})
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
