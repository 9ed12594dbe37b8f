"""Every string that is marked for translation, and the files in which it stands."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from translating.borrowed import BORROWED

ROOT = Path(settings.BASE_DIR)
NOT_READ = {"tests", "bench", "translating", "migrations"}
TEMPLATES = {".html", ".txt"}
KEYWORDS = {
    "_": None,
    "__": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT = "Translators:"


class Message(NamedTuple):
    """As catalogues name it: `text` is (singular, plural) where there are two."""

    text: str | tuple[str, ...]
    context: str | None
    place: str
    comments: tuple[str, ...]


def messages() -> Iterator[Message]:
    """In the order of the files; a string used twice comes twice."""
    for path in sources():
        yield from in_file(path)
    for (place, context), texts in BORROWED.items():
        for text in texts:
            yield Message(text, context, place, ())


def sources() -> list[Path]:
    """The files of ours that speak to people."""
    code = [path for room in ROOT.glob("*/__init__.py") for path in room.parent.rglob("*.py")]
    pages = [
        path
        for folder in (ROOT / "templates", *ROOT.glob("*/templates"))
        for path in folder.rglob("*")
        if path.suffix in TEMPLATES
    ]
    return sorted(path for path in (*code, *pages) if not NOT_READ & set(_inside(path).parts))


def in_file(path: Path) -> Iterator[Message]:
    text = path.read_text()
    if path.suffix in TEMPLATES:
        text = _as_python(text, path)
    found = extract("python", BytesIO(text.encode()), KEYWORDS, [COMMENT])
    for _line, message, comments, context in found:
        yield Message(message, context, _inside(path).as_posix(), tuple(comments))


def _as_python(template: str, path: Path) -> str:
    """Django's own reading of a template, in brackets: so no line of it is indented wrongly."""
    return f"(\n{templatize(template, origin=str(path))}\n)"


def _inside(path: Path) -> Path:
    return path.relative_to(ROOT)
