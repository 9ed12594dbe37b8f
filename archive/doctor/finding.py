"""What a check yields, and how it says that there is nothing to look at."""

from typing import NamedTuple


class Finding(NamedTuple):
    is_must: bool  # else: it should be mended some time
    what: str
    means: str
    cure: str


def must(what: str, means: str, cure: str) -> Finding:
    return Finding(True, what, means, cure)


def should(what: str, means: str, cure: str) -> Finding:
    return Finding(False, what, means, cure)


class CannotLook(Exception):  # noqa: N818
    """The rest of the table asks something that is not there; why was said before."""
