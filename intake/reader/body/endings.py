"""What stands under the last line of a story: "The End", and then notes, thanks, addresses."""

from dataclasses import dataclass, field

from intake.reader.body.blocks import Shape, groups
from intake.reader.body.marks import is_last_mark, is_scene_break
from intake.reader.header.closing import closing_labels
from intake.reader.header.entries import Entry
from intake.reader.header.front_matter import front_matter
from intake.reader.header.labels import labelled
from intake.reader.lines import Line
from intake.reader.mail.signatures import SIGN, last_words, signature

LONGEST = 1_500  # characters that may stand under "The End" and still be no second story
SHARE = 10  # … or this part of the whole
LOOK_BACK = 60  # lines


@dataclass
class Ending:
    """`body`: the story's own lines, "The End" included. `entries`: what was labelled below it,
    `loose`: paragraphs without a label, `breaks`: rows of signs between."""

    body: list[Line]
    mark: Line | None = None
    entries: list[Entry] = field(default_factory=list)
    loose: list[list[Line]] = field(default_factory=list)
    breaks: list[Line] = field(default_factory=list)
    is_signed: bool = False  # below "-- ", where a mail's signature begins


def ending(lines: list[Line], form: Shape) -> Ending:
    start = signature(lines)
    found = _ending(lines[:start], form)
    if not (found.mark or found.entries):
        _take_last_words(found)
    signed = [line for line in lines[start:] if not line.is_blank]
    if signed:
        found.entries.append(Entry("", "", signed[0].number, signed))
    return found


def _take_last_words(found: Ending) -> None:
    """ "Hope you liked it. Feedback to ann@example.org", without any sign that the story ended."""
    start = last_words(found.body)
    block = [line for line in found.body[start:] if not line.is_blank]
    if block:
        found.loose.append(block)
        del found.body[start:]


def _ending(lines: list[Line], form: Shape) -> Ending:
    last = next((at for at in _backwards(lines) if is_last_mark(lines[at].plain())), None)
    start = _labels(lines) if last is None else last + 1
    mark = None if last is None else lines[last]
    if start is None or not _is_small(lines, start):
        return Ending(lines, mark)
    found = Ending(lines[:start], mark)
    for block in groups(lines[start:]):
        _sort(found, block, form)
    return found


def _backwards(lines: list[Line]) -> range:
    return range(len(lines) - 1, max(-1, len(lines) - 1 - LOOK_BACK), -1)


def _labels(lines: list[Line]) -> int | None:
    """Without an end mark: the first of the labelled blocks that close the document."""
    begin = max(0, len(lines) - LOOK_BACK)
    found = closing_labels(lines[begin:])
    return None if found is None else begin + found


def _is_small(lines: list[Line], start: int) -> bool:
    after = sum(len(line.text) for line in lines[start:])
    before = sum(len(line.text) for line in lines[:start])
    return after <= max(min(LONGEST, before), before // SHARE)


def _sort(found: Ending, block: list[Line], form: Shape) -> None:
    """One paragraph under the end: signs, labelled lines, a signature, or words to the readers."""
    if is_scene_break(block[0].plain()) and not SIGN.fullmatch(block[0].plain()):
        found.breaks.append(block.pop(0))
    if not block:
        return
    if found.is_signed or SIGN.fullmatch(block[0].plain()):
        found.is_signed = True
        found.entries.append(Entry("", "", block[0].number, block))
    elif not labelled(block[0]):
        found.loose.append(block)
    else:
        front = front_matter(block, form, has_title=False)
        found.entries += front.entries
        found.breaks += front.breaks
        if front.body < len(block):
            found.loose.append(block[front.body :])
