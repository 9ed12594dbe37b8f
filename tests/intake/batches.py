"""Small stories in files, and what one does with a batch of them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from intake.batches.table import Line, Table
from intake.models import Batch, Source

NONE = "None of these warnings apply"
TASKS = ("intake.read_source", "intake.unpack", "intake.describe_again", "intake.keep_line")


def story_of(title="Rain", *, fandom="The Ninth Harbour", rating="PG-13", body="", **said) -> bytes:
    """A text that says of itself all that readers must know, but for the warnings."""
    labels = {"Title": title, "Fandom": fandom, "Rating": rating, **said}
    head = "\n".join(f"{label}: {value}" for label, value in labels.items() if value)
    body = body or f"It rained on {title} all night. Nobody said a word.\n\nThen it stopped."
    return f"{head}\n\n{body}\n".encode()


def file_of(data: bytes, name="rain.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def zip_of(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return packed.getvalue()


def bring(client, files: dict[str, bytes], *, read=True) -> Batch:
    """Choose these files, as whoever `client` is, and let the worker read them."""
    chosen = [file_of(data, name) for name, data in files.items()]
    answer = client.post("/write", {"file": chosen})
    assert answer.status_code == 302, answer.text
    batch = Batch.objects.latest("pk")
    assert answer.url == batch.get_absolute_url()
    if read:
        work()
    return batch


def press(client, batch: Batch, button: str, *, ticked=(), **said):
    """Send the table's form; whatever it asks of the worker is done."""
    lines = [one.token if isinstance(one, Source) else one for one in ticked]
    answer = client.post(batch.get_absolute_url(), {"line": lines, button: "", **said})
    work()
    return answer


def line_of(batch: Batch, name: str) -> Line:
    """The line that bears this title, or the name of its file."""
    (found,) = (
        line
        for line in Table(batch, batch.owner).lines
        if name in (line.title, line.source.file_name)
    )
    return found


def work() -> int:
    """What lies in the queue for documents is done, in its order, as the worker would; how many."""
    app.perform_import_paths()
    number = 0
    while job := _waiting().order_by("-priority", "id").first():
        app.tasks[job.task_name](**job.args)
        _waiting().filter(pk=job.pk)._raw_delete("default")
        number += 1
    return number


def _waiting():
    return ProcrastinateJob.objects.filter(task_name__in=TASKS, status="todo")


TWO = {"rain.txt": story_of("Rain"), "snow.txt": story_of("Snow")}


def states(batch) -> dict[str, str]:
    return {line.name: line.state for line in Table(batch, batch.owner).lines}
