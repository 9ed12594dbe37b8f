"""Where the header of a document ends and what stands in it.

Read from the top: a title, labelled lines, their continuations; the first thing that is none of
these begins the body. In doubt a line is body: readers see it, and the author can move it.
"""

from itertools import takewhile

from core.html.tags import names
from intake.reader.body.blocks import FINISHED, SPEECH, WIDEST_WRAP, Shape, indent, is_full
from intake.reader.body.marks import heading, is_scene_break
from intake.reader.header import asides, overheard
from intake.reader.header.ahead import another_label, is_more_below
from intake.reader.header.entries import Entry, Front, is_a_form
from intake.reader.header.greetings import greeting, is_boxed
from intake.reader.header.labels import Labelled, labelled
from intake.reader.header.openings import (
    byline,
    is_over_a_name,
    may_be_words,
    name_and_address,
    title_above,
    title_and_byline,
)
from intake.reader.header.shared_lines import fields_of_a_line
from intake.reader.lines import Line

ASIDES = 100  # lines without a label that are weighed: each costs much
ENTRIES = 500  # more than any header has: what comes after them is body
BLOCK_LINES = 40  # of a value under a label that stands alone
BLOCK_CHARACTERS = 2_500  # of prose there
LINE_CHARACTERS = 200  # of a name or a title there
PROSE = names("notes summary dedication premise disclaimer thanks feedback distribution")
SHORT = names(
    "rating freeform relationship character fandom warning distribution spoilers status written "
    "author mail site language length series part"
)
NARROW = 35  # columns of a header that was wrapped more narrowly than its story
PAUSE = 6  # blank lines
PROVING_LITTLE = names("envelope notes warning summary")  # over a paragraph not their own
OF_A_CHAPTER = frozenset(("notes", "summary", "chapter title"))


def front_matter(lines: list[Line], form: Shape, *, has_title: bool = True) -> Front:
    """`has_title`: the first line may be a title without a label; not so below a chapter mark."""
    return _Scan(lines, form).run(has_title=has_title)


class _Scan:
    def __init__(self, lines: list[Line], form: Shape) -> None:
        self.lines, self.form = lines, form
        self.at = 0
        self.entries: list[Entry] = []
        self.breaks: list[Line] = []
        self.is_apart = True  # a blank line, or nothing, stands above
        self.is_envelope = False  # the mail's own header, above the story's
        self.takes_block = False  # every line up to the next blank one belongs to the last entry
        self.weighed = 0  # lines that might be about the story
        self.has_title = False

    def run(self, *, has_title: bool) -> Front:
        self._skip_blank()
        self.has_title = has_title
        if has_title:
            self._greeting()
        if has_title and (title := title_above(self.lines, self.at)):
            self._title(title)
            self.at, self.is_apart = self.at + 1, False
        while self._goes_further() and self._step(self.lines[self.at]):
            self.at += 1
        self._skip_blank()
        return Front(self.entries, self.at, self.breaks)

    def _title(self, line: Line) -> None:
        """The first line: a title, with who wrote it beside it; or everything at once."""
        if overheard.compressed(line.plain()):
            self._add("", "", line, is_stated=False)
        elif found := title_and_byline(line):
            title, label, name = found
            self._add("title", "", title)
            self._add("author", label, name, is_stated=False)
        else:
            self._add("title", "", line)

    def _greeting(self) -> None:
        """Words to the readers, and a row of signs, that stand above it all."""
        for block in greeting(self.lines, self.at):
            self._add("notes", "", block[0], is_stated=False)
            self.entries[-1].pieces = list(block)
            self.at += len(block)
            self._skip_blank()
        if is_boxed(self.lines, self.at):
            self.breaks.append(self.lines[self.at])
            self.at += 1
            self._skip_blank()

    def _goes_further(self) -> bool:
        return self.at < len(self.lines) and len(self.entries) < ENTRIES

    def _step(self, line: Line) -> bool:
        """Take one line of the header; False at the first line of the body."""
        if line.is_blank:
            self.is_apart, self.takes_block = True, False
            return True
        if line.is_block:
            return False
        steps = (
            self._heading,
            self._label,
            self._byline,
            self._break,
            self._aside,
            self._continuation,
        )
        if not any(step(line) for step in steps):
            return False
        self.is_apart = False
        return True

    def _heading(self, line: Line) -> bool:
        """ "Part 1/3" between title and labels belongs to the header, else it begins the body."""
        if not heading(line.plain()) or not self._label_follows(but=OF_A_CHAPTER):
            return False
        self._add("part", "", line)
        return True

    def _label(self, line: Line) -> bool:
        if heading(line.plain()):
            return False
        found = labelled(line, strange=not line.heading and self._may_be_strange())
        if not found or not self._belongs(found):
            return False
        self.takes_block = False
        self.is_envelope = found.field == "envelope" or (self.is_envelope and not self.is_apart)
        for label, value in fields_of_a_line(found, line, is_short=found.field in SHORT):
            self._add(label.field, label.label, value)
        return True

    def _belongs(self, found: Labelled) -> bool:
        """Letters and diaries begin like headers: "To: Giles", "Date: 12 March"."""
        if found.field == "envelope":
            return not self.entries or self.is_envelope
        if found.field == "title" and not self.entries and may_be_words(found, self.lines[self.at]):
            return self._label_near() or self._label_follows()
        if found.is_weak and self.is_apart and found.field not in PROSE and len(self.entries) > 1:
            return self._label_follows()
        return True

    def _may_be_strange(self) -> bool:
        """A label that nobody knows counts among known ones: before one, or at a header's end."""
        if self._label_near():
            return True
        return not self.is_apart and len(self.entries) > 2 and self._is_last_of_block()

    def _byline(self, line: Line) -> bool:
        is_known = any(entry.field == "author" for entry in self.entries)
        if is_known or not 0 < len(self.entries) < 3:
            return False
        if name := byline(line):
            self._add("author", *name, is_stated=False)
        elif self.has_title and name_and_address(line):
            self._add("author", "", line, is_stated=False)
        else:
            return False
        return True

    def _aside(self, line: Line) -> bool:
        """A paragraph that is about the story, without a label; or such a line below the title."""
        if not self.has_title or not self.entries or self.takes_block or self._is_below_a_break:
            return False
        self.weighed += 1
        if self.weighed > ASIDES:
            return False
        block = [line, *takewhile(_is_unlabelled, self._block()[1:])]
        name, lines = asides.of_a_line(line.plain(), is_apart=self.is_apart), [line]
        if name is None:
            name, lines = asides.of_a_paragraph(" ".join(one.plain() for one in block)), block
        if name is None and line.plain().endswith((".", "!", ")", "]")):
            name, lines = asides.of_a_paragraph(line.plain()), [line]
        length = sum(len(one.text) for one in lines)
        if name is None or not is_more_below(self.lines, self.at + len(lines), length):
            return False
        self._add(name, "", line, is_stated=False)
        self.entries[-1].pieces += lines[1:]
        self.at += len(lines) - 1
        return True

    @property
    def _is_below_a_break(self) -> bool:
        """Below a row of signs, unless it only underlines the title."""
        return bool(self.breaks) and self.breaks[-1].number > self.entries[0].number + 1

    def _break(self, line: Line) -> bool:
        """A row of stars under the header: the body begins below, unless more labels follow."""
        if not self.entries or line.heading or not is_scene_break(line.plain()):
            return False
        self.breaks.append(line)
        return True

    def _continuation(self, line: Line) -> bool:
        if not self.entries or line.heading or heading(line.plain()):
            return False
        entry = self.entries[-1]
        if entry.field == "title" and not entry.label and is_over_a_name(self.lines, self.at):
            self._add("", "", line, is_stated=False)
            return True
        if self.breaks and self.breaks[-1].number > entry.span[1] and not self._label_follows():
            return False
        if entry.field == "title" and not entry.label and not entry.is_empty:
            return self._is_loose(line)
        if self.is_apart:
            return self._next_paragraph(entry, line)
        if not self._goes_on(entry, line):
            return False
        entry.pieces.append(line.after(len(line.text) - len(line.text.lstrip())))
        return True

    def _goes_on(self, entry: Entry, line: Line) -> bool:
        """Does the value of the label above go on in this line? Only under evidence."""
        if self.takes_block or entry.is_empty:
            return self.takes_block or self._fits(entry, [line])
        above, text, width = self.lines[self.at - 1], line.plain(), self.form.width
        is_finished = above.plain().endswith((".", "!", "?"))
        is_narrow = self.form.has_blank_lines and NARROW <= above.width <= WIDEST_WRAP
        return bool(
            (text[0].islower() and not is_finished)
            or (width and len(text) <= width + 1 and is_full(above, line, width))
            or (indent(line) >= indent(above) + 2 and len(text) <= WIDEST_WRAP)
            or (len(entry.pieces) > 1 and indent(line) == indent(above) > 1)
            or (is_narrow and entry.field in PROSE and _runs_on(above, line))
            or self._label_near()
        )

    def _next_paragraph(self, entry: Entry, line: Line) -> bool:
        """After a blank line only more labels below prove that the header goes on; but a label
        alone on its line announces the paragraph under it."""
        block = self._block()
        is_announced = entry.is_empty and not is_a_form(self.entries) and self._fits(entry, block)
        if not (is_announced or self._header_goes_on(entry, block)):
            return False
        if is_announced:
            entry.pieces.append(line)
        elif entry.field in PROSE:
            entry.pieces += [Line(line.number, ""), line]
        else:
            self._add("", "", line)
        self.takes_block = True
        return True

    def _header_goes_on(self, entry: Entry, block: list[Line]) -> bool:
        """Is a paragraph without a label still header? Stories hold labels, too ("Summary: a
        disaster."): only what a label stands right below, or the next paragraph of a long one."""
        found = labelled(block[0])
        if (found and found.field == "envelope") or block[0].plain().startswith(SPEECH):
            return False
        rest = self.lines[self.at + len(block) :][:PAUSE]
        below = next((line for line in rest if not line.is_blank), None)
        found = labelled(below) if below else None
        if below and found and not found.is_weak and found.field != "envelope":
            is_aside = found.field == "notes" and below.plain().startswith(("(", "["))
            return not is_aside and self._label_follows()
        return entry.field in PROSE and self._label_follows(but=PROVING_LITTLE)

    def _block(self) -> list[Line]:
        """The lines from here to the next blank one; of a long block, enough to see that it is."""
        here = self.lines[self.at : self.at + BLOCK_LINES + 1]
        return list(takewhile(lambda line: not line.is_blank, here))

    def _fits(self, entry: Entry, lines: list[Line]) -> bool:
        """May these lines be the value of a label that stands alone, or are they the story?"""
        longest = BLOCK_CHARACTERS if entry.field in PROSE else LINE_CHARACTERS
        return len(lines) <= BLOCK_LINES and sum(len(line.text) for line in lines) <= longest

    def _is_loose(self, line: Line) -> bool:
        """Prose between a title and the labels: "All of them belong to somebody else." """
        if not (self._label_near() or self._label_follows()):
            return False
        self._add("", "", line)
        self.takes_block = True
        return True

    def _add(self, name: str, label: str, value: Line, *, is_stated: bool = True) -> None:
        pieces = [] if value.is_blank else [value]
        self.entries.append(Entry(name, label, value.number, pieces, is_stated))

    def _skip_blank(self) -> None:
        while self.at < len(self.lines) and self.lines[self.at].is_blank:
            self.at += 1

    def _is_last_of_block(self) -> bool:
        return self.at + 1 >= len(self.lines) or self.lines[self.at + 1].is_blank

    def _label_near(self) -> bool:
        return another_label(self.lines, self.at + 1, over_blank=False)

    def _label_follows(self, but: frozenset[str] = frozenset()) -> bool:
        return another_label(self.lines, self.at + 1, over_blank=True, but=but)


def _runs_on(above: Line, line: Line) -> bool:
    return not above.plain().endswith(FINISHED) and not line.plain().startswith(SPEECH)


def _is_unlabelled(line: Line) -> bool:
    return labelled(line, strange=True) is None
