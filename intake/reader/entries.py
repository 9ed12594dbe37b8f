"""What a header is made of, before it is known what becomes of it."""

from dataclasses import dataclass

from intake.reader.lines import Line


@dataclass
class Entry:
    """One label with its value. `pieces` are the value's lines, the first without its label; a
    blank one parts paragraphs. `field` is "" for labels that nobody knows and lines without one."""

    field: str
    label: str
    number: int
    pieces: list[Line]

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
