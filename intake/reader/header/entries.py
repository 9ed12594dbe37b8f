"""What a header is made of, before it is known what becomes of it."""

from dataclasses import dataclass

from intake.reader.lines import Line


@dataclass
class Entry:
    """One label with its value. `pieces` are the value's lines, the first without its label; a
    blank one parts paragraphs. `field` is "" for labels that nobody knows and lines without one;
    what was recognised without a label is not `is_stated`."""

    field: str
    label: str
    number: int
    pieces: list[Line]
    is_stated: bool = True

    @property
    def span(self) -> tuple[int, int]:
        return self.number, self.pieces[-1].number if self.pieces else self.number

    @property
    def is_empty(self) -> bool:
        return all(line.is_blank for line in self.pieces)


@dataclass
class Front:
    """What was found: the entries in order, the index of the body's first line, and the lines
    between header and body that hold no words of the story ("* * *")."""

    entries: list[Entry]
    body: int
    breaks: list[Line]


def value_of(entry: Entry) -> str:
    return " ".join(line.plain() for line in entry.pieces if not line.is_blank)


def is_a_form(entries: list[Entry]) -> bool:
    """Labels that nothing was filled in behind: the last of them announces nothing either."""
    return sum(1 for entry in entries if entry.label and entry.is_empty) > 1
