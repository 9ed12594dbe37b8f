"""When two titles are one, whatever their case, signs and part numbers."""

import re
from unicodedata import normalize

from intake.reader.mail.parts import without_part

SILENT = re.compile(r"['’‘`´]")
SIGNS = re.compile(r"[\W_]+")
ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)")


def base_of(title: str) -> str:
    """ "The Rain (2/3)" and "THE RAIN, part 2" → "rain"."""
    text = SILENT.sub("", normalize("NFKC", without_part(title)).casefold())
    return ARTICLE.sub("", SIGNS.sub(" ", text).strip())
