"""E-mail addresses in a text, also those that hide: "ann[at]example.org", "ann AT example DOT org".

Found around their sign, so that the cost is that of the signs alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FEW_WORDS = 3  # beside an address that stands as good as alone: "Ann Other"
LONGEST_NAME = 64  # characters before the sign
SIGN = re.compile(
    r" ?@ ?|\s?[\[({]\s?at\s?[\])}]\s?|\s?<\s?at\s?>\s?|\s?&lt;\s?at\s?&gt;\s?"
    r"|(?-i: AT )|[ _-]at[ _-](?=[\w-]{1,40}[ _-]dot[ _-])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
NAME = re.compile(r"(?<![\w.+-])[\w](?:[\w.+-]{0,63})\Z")
DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?|[ _-]dot[ _-])"
HOST = re.compile(
    rf"[\w-]{{1,60}}(?:{DOT}[\w-]{{1,40}}){{0,5}}{DOT}[a-z]{{2,12}}(?![\w-])", re.IGNORECASE
)
TRAP = re.compile(
    r"[._-]?(?:remove|no)[._-]?(?:this|spam|me)[._-]?|[._-]?spam[._-]?(?:less|trap)[._-]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Address:
    """Where it stands in a text; `key` is equal for all ways of writing it."""

    start: int
    end: int
    key: str


def addresses(text: str) -> Iterator[Address]:
    after = 0
    for sign in SIGN.finditer(text):
        begin = max(after, sign.start() - LONGEST_NAME)
        name = NAME.search(text[begin : sign.start()])
        host = HOST.match(text, sign.end()) if name else None
        if not (name and host and _is_one(sign[0], host[0])):
            continue
        after = host.end()
        yield Address(begin + name.start(), host.end(), _key(name[0], host[0]))


def is_address(text: str) -> bool:
    """An address, and hardly a word beside it: "Ann Other <ann@example.org>"."""
    return next(addresses(text), None) is not None and words_beside(text) <= FEW_WORDS


def words_beside(text: str) -> int:
    """How many words a text has apart from its addresses and links."""
    text = LINK.sub(" ", text)
    for one in reversed(list(addresses(text))):
        text = f"{text[: one.start]} {text[one.end :]}"
    return len(WORD.findall(text))


def _is_one(sign: str, host: str) -> bool:
    """ "look AT him.So" is none: hosts of hidden addresses end as hosts do."""
    if sign == "@" or sign.strip(" _-") not in ("AT", "@"):
        return True
    end = re.split(DOT, host, flags=re.IGNORECASE)[-1]
    return len(end) == 2 or end.lower() in ("com", "org", "net", "edu", "gov", "info", "example")


def _key(name: str, host: str) -> str:
    plain = re.sub(DOT, ".", host, flags=re.IGNORECASE)
    return TRAP.sub("", f"{name}@{plain}".casefold())
