"""What somebody typed, before it is looked for."""

import unicodedata

from core import names


def clean(text: str) -> str:
    """Without what cannot be seen, or sent to a database, and with single spaces."""
    if not text.isascii() or not text.isprintable():
        text = "".join(character if _may_stand(character) else " " for character in text)
    return " ".join(text.split())


def escaped(text: str) -> str:
    """As LIKE takes it for letters."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _may_stand(character: str) -> bool:
    return unicodedata.category(character) not in names.UNSEEN or character in names.JOINERS
