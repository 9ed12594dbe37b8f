"""Legends: what an author says about the signs of a text. "// mind-speech //", "~ ~ = thoughts",
"'talking' / 'private thoughts' / /through the bond/", "Yugi- \\Like this\\ Yami- /Like this/".

A legend stands above the story or in its first lines. It counts only if nothing else is said in
its line: see specimens.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from intake.reader.body.specimens import Legend, legends_of
from intake.reader.header.labels import labelled
from intake.reader.lines import Line
from intake.reader.manuscript import ReportLine

LONGEST = 200  # characters of a legend's line
INTO_BODY = 12  # lines of the story's beginning that may hold it
HEAD = 150  # lines that are looked at at all
UNDERSTOOD = {
    "thought": _("The text explains its signs: %(signs)s stand around thoughts."),
    "foreign": _("The text explains its signs: %(signs)s stand around another language."),
    "emphasis": _("The text explains its signs: %(signs)s stand around what is emphasised."),
    "break": _("The text explains its signs: %(signs)s stands between two scenes."),
}
SLASHED = re.compile(r"(?<![\w/:.<])/(?=[^\s/])[^/\s]*\s[^/\n]{0,300}(?<=\S)/(?![\w/])")
ADDED = re.compile(r"(?<![\w+])\+(?=[^\s+])[^+\s]*\s[^+\n]{0,300}(?<=\S)\+(?![\w+])")
LEVELLED = re.compile(r"(?<![\w=])=(?=[^\s=])[^=\s]*\s[^=\n]{0,300}(?<=\S)=(?![\w=])")
AMBIGUOUS = {"/": SLASHED, "+": ADDED, "=": LEVELLED}


@dataclass(frozen=True)
class Signs:
    """What the signs of one document mean. `lines`: where its legends stand. `plain`: signs that
    enclose more than single words somewhere in it and so are no emphasis."""

    legends: tuple[Legend, ...] = ()
    breaks: frozenset[str] = frozenset()
    lines: frozenset[int] = frozenset()
    plain: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    said: tuple[Legend, ...] = ()

    def report(self) -> Iterator[ReportLine]:
        """What was understood, a line for each legend that changes how the text is set."""
        for one in self.said:
            if reason := UNDERSTOOD.get(one.meaning):
                yield ReportLine(one.line, "", str(reason) % {"signs": one.signs})


NO_SIGNS = Signs()


def signs(lines: list[Line], body: int) -> Signs:
    """`body`: where the story begins, as an index of `lines`."""
    found: list[Legend] = []
    numbers: set[int] = set()
    for line, legends in _legends(lines[: min(body + INTO_BODY, HEAD + body // 2)]):
        numbers.add(line.number)
        found += legends
    told = _without_contradictions(found)
    plain = frozenset(
        sign
        for sign, pattern in AMBIGUOUS.items()
        if any(sign in line.text and pattern.search(line.text) for line in lines)
    )
    return Signs(
        tuple(one for one in told if one.meaning != "break"),
        frozenset(one.opening for one in told if one.meaning == "break"),
        frozenset(numbers),
        plain,
        frozenset(one.opening for one in told),
        tuple(told),
    )


def _without_contradictions(found: list[Legend]) -> list[Legend]:
    """Signs that mean two things mean nothing: 'talking', 'thinking'."""
    meanings: dict[tuple[str, str], set[str]] = {}
    for one in found:
        meanings.setdefault((one.opening, one.closing), set()).add(one.meaning)
    kept: dict[tuple[str, str], Legend] = {}
    for one in found:
        pair = (one.opening, one.closing)
        if len(meanings[pair]) == 1 and one.meaning != "speech":
            kept.setdefault(pair, one)
    return list(kept.values())


def _legends(lines: list[Line]) -> Iterator[tuple[Line, list[Legend]]]:
    """Each legend's line with what it says. A specimen that says itself what it is, "*thought*",
    counts only beside another."""
    waiting: tuple[Line, list[Legend]] | None = None
    has_company = False
    for line in lines:
        text = line.plain()
        found = labelled(line)
        is_value = found and found.field not in ("notes", "")
        if line.is_blank or len(text) > LONGEST or is_value:
            continue
        legends, is_alone = legends_of(text, line.number)
        if not legends:
            waiting, has_company = None, False
        elif is_alone and not has_company:
            if waiting and waiting[1][0].opening != legends[0].opening:
                yield waiting
                yield line, legends
                waiting, has_company = None, True
            else:
                waiting = line, legends
        else:
            if waiting:
                yield waiting
            yield line, legends
            waiting, has_company = None, True
