"""A page that is nothing but a mail or a post, as it was typed, in one `<pre>`."""

from dataclasses import replace

from intake.reader.mail import mails
from intake.reader.manuscript import Manuscript
from intake.reader.pages import signs
from intake.reader.pages.rows import Row

NEARLY_ALL = 0.8  # of a page's characters


def mail(rows: list[Row], size: int, *, thoughts: bool) -> Manuscript | None:
    """The manuscript of the mail, which brings its own plain reading, and below that what stands
    around it on the page; None where there is no mail."""
    typed = [row for row in rows if row.is_typed]
    first = next((row.words for row in typed if row.words), "")
    length = sum(len(row.words) for row in typed)
    if not first.startswith(mails.OPENING) or length < NEARLY_ALL * size:
        return None
    found = mails.manuscript("\n".join(map(_written, typed)), thoughts=thoughts)
    source = found.source.split("\n")
    for row in rows:
        if not row.is_typed and row.words:
            row.sign = row.sign or signs.AROUND
            source.append(row.words)
            row.line = replace(row.line, number=len(source))
    return replace(found, source="\n".join(source))


def _written(row: Row) -> str:
    """The line as somebody would type it, with its tags."""
    pieces = row.line.text.split(row.line.TAG)
    return pieces[0] + "".join(
        tag + piece for tag, piece in zip(row.line.tags, pieces[1:], strict=True)
    )
