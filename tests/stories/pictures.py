"""Pictures as people bring them, drawn in memory."""

from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stories.images.addresses import WIDTHS
from stories.models import StoryImage

ALT = "A lighthouse at dusk, seen from the ferry."


@cache
def drawn(width=40, height=30, mode="RGB", kind="PNG", colour=None, **how) -> bytes:
    """The bytes of a picture of one colour."""
    buffer = BytesIO()
    image = Image.new(mode, (width, height), colour if colour is not None else 0)
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def upload(data: bytes | None = None, name="picture.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn() if data is None else data)


def picture(story, *, alt=ALT, width=1600, height=1200) -> StoryImage:
    """A picture of a story, as if its author had brought it, without the time that it takes."""
    files = []
    for one in [*(narrower for narrower in WIDTHS if narrower < width), width]:
        data = drawn(one, height * one // width, kind="WEBP", colour="#0f5b5e")
        name = default_storage.save(f"images/00/{one}.webp", ContentFile(data))
        files.append({"width": one, "name": name, "bytes": len(data)})
    return StoryImage.objects.create(
        story=story, alt=alt, width=width, height=height, files=files,
        bytes=sum(file["bytes"] for file in files),
    )  # fmt: skip


def shown(image) -> str:
    """The paragraph with it, as it stands in a text."""
    return str(image.markup)
