"""One text out of two that were written at the same time, by paragraphs; no word is dropped.

With the text that both began from (`base`), what only one side changed or took out is taken over.
Where both changed the same passage, both stand, mine first. Without it nobody can know what was
taken out: equal passages stand once, all others too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.alignment import same_lines, steps
from core.html import blocks

type Blocks = list[str]
type Clash = tuple[str, str]  # what I wrote, what they wrote; one may be empty: it was taken out


@dataclass(frozen=True)
class Merged:
    """`clashes`: passages that stand in both versions, one after the other."""

    html: str
    clashes: tuple[Clash, ...] = ()


def merge(base: str | None, mine: str, theirs: str) -> Merged:
    """Of sanitised HTML. Nothing is marked in the text itself."""
    if mine == theirs or theirs == base:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if base is None:
        return _told(_union(blocks(mine), blocks(theirs)))
    return _told(_three(blocks(base), blocks(mine), blocks(theirs)))


def _told(passages: Iterator[tuple[Blocks, Clash | None]]) -> Merged:
    html: Blocks = []
    clashes = []
    for passage, clash in passages:
        html += passage
        if clash:
            clashes.append(clash)
    return Merged("\n".join(html), tuple(clashes))


def _union(mine: Blocks, theirs: Blocks) -> Iterator[tuple[Blocks, Clash | None]]:
    for is_same, a, a_end, b, b_end in steps(mine, theirs):
        if is_same:
            yield mine[a:a_end], None
        else:
            yield mine[a:a_end] + theirs[b:b_end], _clash(mine[a:a_end], theirs[b:b_end])


def _three(base: Blocks, mine: Blocks, theirs: Blocks) -> Iterator[tuple[Blocks, Clash | None]]:
    """From one block that all three have to the next; what lies between is decided."""
    in_mine, in_theirs = dict(same_lines(base, mine)), dict(same_lines(base, theirs))
    a = b = c = 0
    for place in sorted(in_mine.keys() & in_theirs.keys()):
        b_end, c_end = in_mine[place], in_theirs[place]
        yield from _decided(base[a:place], mine[b:b_end], theirs[c:c_end])
        yield [base[place]], None
        a, b, c = place + 1, b_end + 1, c_end + 1
    yield from _decided(base[a:], mine[b:], theirs[c:])


def _decided(base: Blocks, mine: Blocks, theirs: Blocks) -> Iterator[tuple[Blocks, Clash | None]]:
    if theirs in (base, mine):
        yield mine, None
    elif mine == base:
        yield theirs, None
    elif mine and theirs:
        yield from _union(mine, theirs)
    else:  # one took out what the other changed: it stays
        yield mine + theirs, ("".join(mine), "".join(theirs))


def _clash(mine: Blocks, theirs: Blocks) -> Clash | None:
    return ("".join(mine), "".join(theirs)) if mine and theirs else None
