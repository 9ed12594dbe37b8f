"""What of many files is no story, and why it was left out. Batch.report keeps the reason's name, so
that each reader sees it in their own language."""

from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

FILES = 200  # in one batch, those of its zips included
BYTES = 100_000_000  # of all of them, unpacked

PICTURE, JUNK, ZIP, LARGE, MANY, MUCH = "picture", "junk", "zip", "large", "many", "much"
REASONS = {
    PICTURE: _("A picture or a page’s decoration, not a text."),
    JUNK: _("Made by a computer for itself: there is no story in it."),
    ZIP: _("A zip file within a zip file. Unpack it and bring what is in it."),
    LARGE: _("This file is too large."),
    MANY: ngettext_lazy(
        "More than %(number)s file at once. Bring it with the next ones.",
        "More than %(number)s files at once. Bring it with the next ones.",
        FILES,
    )
    % {"number": FILES},
    MUCH: _("All of it together is too much at once. Bring it with the next ones."),
}

FOLDERS = {"__macosx", ".git", ".svn", "@eadir"}
NAMES = {"thumbs.db", "desktop.ini", "icon\r", ".ds_store"}
DECORATION = {
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".svg", ".avif", ".heic",
    ".css", ".js", ".woff", ".woff2", ".ttf", ".otf",
}  # fmt: skip


def reason(name: str) -> str:
    """Why a file of this name, with its path, is not even looked at; "" for all others."""
    path = PurePosixPath(name.replace("\\", "/"))
    own = path.name.casefold()
    if own in NAMES or own.startswith("._") or FOLDERS & {one.casefold() for one in path.parts}:
        return JUNK
    return PICTURE if path.suffix.casefold() in DECORATION else ""


def in_words(line: dict[str, str]) -> dict[str, str]:
    return {**line, "reason": str(REASONS.get(line["reason"], line["reason"]))}
