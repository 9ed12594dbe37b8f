"""What stands above a header: "Hi all, here is my first story.", or a row of signs over its title.

A greeting is one only where a header with a title follows at once, and if it cannot be the story's
first words; it becomes a note, which readers see and its author may move."""

from collections.abc import Iterator

from intake.reader.body.blocks import SPEECH, groups
from intake.reader.body.marks import heading, is_scene_break
from intake.reader.header.ahead import is_more_below
from intake.reader.header.labels import labelled
from intake.reader.header.openings import LONGEST_TITLE
from intake.reader.lines import Line

LONGEST = 600  # characters
LINES = 30
PARAGRAPHS = 3
LABEL = 60  # characters in which a label's colon stands
ENDS = tuple(".!?:;,)")


def greeting(lines: list[Line], at: int) -> list[list[Line]]:
    """The paragraphs above the header's first line, [] if there are none or they are the story."""
    here = lines[at : at + LINES]
    blocks = list(groups(here))[: PARAGRAPHS + 1]
    top = next((place for place, block in enumerate(blocks) if is_header(block)), 0)
    if not top:
        return []
    words = blocks[:top]
    length = sum(len(line.text) for block in words for line in block)
    is_title = length <= LONGEST_TITLE // 2 and not words[0][-1].plain().endswith(ENDS)
    if length > LONGEST or is_title or any(map(_is_of_the_story, words)):
        return []
    end = at + next(place for place, line in enumerate(here) if line is blocks[top][-1]) + 1
    return words if is_more_below(lines, end, length) else []


def is_boxed(lines: list[Line], at: int) -> bool:
    """A title between two rows of signs."""
    filled = [line for line in lines[at : at + 6] if not line.is_blank][:3]
    signs = [is_scene_break(line.plain()) for line in filled]
    return signs == [True, False, True] and len(filled[1].plain()) <= LONGEST_TITLE


def is_header(block: list[Line]) -> bool:
    """Labels, line by line, and a title among the first of them."""
    found = [labelled(line) for line in block[:4]]
    fields = {one.field for one in found if one}
    is_titled = any(one and one.field == "title" and not one.is_weak for one in found[:2])
    return is_titled and len(fields) > 1


def headers(lines: list[Line]) -> Iterator[Line]:
    """Where further headers stand in a text: the line of each one's title."""
    for block in groups(lines):
        has_sign = any(sign in line.text[:LABEL] for line in block[:2] for sign in ":：")
        if has_sign and is_header(block):
            yield next(line for line in block if (one := labelled(line)) and one.field == "title")


def _is_of_the_story(block: list[Line]) -> bool:
    first = block[0]
    return bool(
        first.is_block
        or first.heading
        or labelled(first)
        or heading(first.plain())
        or first.plain().startswith(SPEECH)
        or any(is_scene_break(line.plain()) for line in block)
    )
