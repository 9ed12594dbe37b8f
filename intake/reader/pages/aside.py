"""Which words of a piece of a page are withheld from the story, and as what."""

from core.html import visible_text
from intake.reader.pages import signs


def sign_of(html: str) -> str:
    """The sign of words that are all withheld: none of them is the story's."""
    found = withheld(html)
    return found[0][0] if found and not _letters(signs.kept(html)) else ""


def withheld(html: str) -> tuple[tuple[str, str], ...]:
    """(sign, words) of all runs that are withheld; what follows with the same sign is one."""
    found: list[tuple[str, str]] = []
    for run in signs.RUN.finditer(html) if signs.END in html else ():
        sign = next((one for one in run[1] if one in signs.PARTS), "")
        sign = sign or next((one for one in run[1] if one in signs.REASONS), "")
        if found and found[-1][0] == sign:
            found[-1] = (sign, f"{found[-1][1]} {visible_text(run[2])}")
        elif sign:
            found.append((sign, visible_text(run[2])))
    return tuple(found)


def _letters(html: str) -> int:
    return sum(map(str.isalnum, visible_text(html)))


def share(html: str, sign: str) -> float:
    """Of the letters, how many stand in runs with this sign?"""
    if sign not in html:
        return 0.0
    runs = (run[2] for run in signs.RUN.finditer(html) if sign in run[1])
    return sum(map(_letters, runs)) / max(1, _letters(html))
