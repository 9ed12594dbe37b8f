"""Looking ahead from a line: is it still header, because more labels stand below it?

Bounded, so that reading stays linear. A label proves it only if more text comes after than would
be taken away from the body: the author's notes of a short story may stand at its end.
"""

from intake.reader.body.marks import heading, is_scene_break
from intake.reader.header.labels import labelled
from intake.reader.lines import Line

NEAR = 6  # lines without a blank one between
FAR = 12  # lines over blank ones
FAR_CHARACTERS = 1_500
REST = 40  # lines after the label that are weighed


def another_label(
    lines: list[Line], start: int, *, over_blank: bool, but: frozenset[str] = frozenset()
) -> bool:
    """A label that is unmistakable, within reach of the line above `start`; `but` names fields that
    prove nothing here."""
    passed = len(lines[start - 1].text)
    for at in range(start, min(len(lines), start + (FAR if over_blank else NEAR))):
        line = lines[at]
        if line.is_blank and not over_blank:
            return False
        if heading(line.plain()) or (is_scene_break(line.plain()) and at > start):
            return False
        found = labelled(line)
        if found and not found.is_weak and found.field not in but:
            return is_more_below(lines, at + 1, passed)
        passed += len(line.text)
        if passed > FAR_CHARACTERS:
            return False
    return False


def is_more_below(lines: list[Line], start: int, characters: int) -> bool:
    """Do the unlabelled lines below, up to a limit, hold more than so many characters?"""
    for line in lines[start : start + REST]:
        if not labelled(line):
            characters -= len(line.text)
            if characters < 0:
                return True
    return False
