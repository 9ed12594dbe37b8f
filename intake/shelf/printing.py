"""What is printed of documents that were read: one in full, many as a table."""

from collections import Counter
from collections.abc import Sequence

from intake.reader.conservation import check
from intake.reader.manuscript import Manuscript
from intake.shelf.rows import Row

WIDEST = 32  # characters of a column


def table(rows: Sequence[Row]) -> list[str]:
    """A line a story, and what they are together."""
    head = ("words", "lost", "ch.", "rating", "state", "title", "file")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    states = Counter(row.state for row in rows)
    counted = ", ".join(f"{number} {state}" for state, number in states.items())
    lost, words = sum(row.missing for row in rows), sum(row.words for row in rows)
    end = f"{len(rows)} stories ({counted}), {words} words; {lost} words found no place."
    return [*lines, "", end] if rows else ["No documents were found."]


def _cells(row: Row) -> tuple[str, ...]:
    state = f"{row.state}: {row.why}" if row.why else row.state
    return (
        str(row.words),
        str(row.missing),
        str(row.chapters),
        row.rating or "–",
        state,
        _cut(row.title),
        row.files if len(row.files) <= 2 * WIDEST else "…" + row.files[-2 * WIDEST :],
    )


def _padded(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(map(str.ljust, cells, widths)).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def summary(manuscript: Manuscript) -> list[str]:
    """Every part of it, with its first line."""
    single = ("title", "summary", "dedication", "au_premise", "end_mark")
    passages = [(name, getattr(manuscript, name)) for name in single]
    passages += [("note", note) for note in manuscript.notes]
    passages += [("end note", note) for note in manuscript.end_notes]
    lines = [_row(name, part.lines[0], part.text) for name, part in passages if part]
    if manuscript.written:
        lines.append(_row("written", manuscript.written.line, str(manuscript.written.year)))
    lines += [
        _row("stated" if one.stated else "suggested", one.line, f"{one.kind}: {one.name}")
        for one in manuscript.suggested
    ]
    lines += [
        _row("header line", line.line, f"{line.label}: {line.value}")
        for line in manuscript.header_lines
    ]
    lines += [_row("report", line.line, f"{line.text} {line.reason}") for line in manuscript.report]
    lines += [
        _row(f"chapter {number}", chapter.lines[0], f"{chapter.title} {chapter.text[:60]}…")
        for number, chapter in enumerate(manuscript.chapters, 1)
    ]
    return [*lines, _counts(manuscript)]


def _row(name: str, line: int, text: str) -> str:
    return f"{name:12} {line:>5}  {' '.join(text.split())}"


def _counts(manuscript: Manuscript) -> str:
    counts = check(manuscript, manuscript.source)
    verdict = "nothing was left out" if counts.is_complete else f"missing: {counts.missing[:9]}"
    return (
        f"{counts.source} words: {counts.chapters} in chapters, {counts.fields} in fields, "
        f"{counts.header_lines} in header lines, {counts.report} in the report; {verdict}."
    )
