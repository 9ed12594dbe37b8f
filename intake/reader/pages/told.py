"""What a page tells around its story: in the report, or in the story's own fields."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import ngettext

from intake.reader.body.press import title_html
from intake.reader.downloads import ffn_line, sites
from intake.reader.header import dates
from intake.reader.manuscript import (
    Credit,
    HeaderLine,
    Manuscript,
    Passage,
    ReportLine,
    Suggestion,
    Written,
)
from intake.reader.pages import signs
from intake.reader.pages.prepared import Prepared
from intake.reader.pages.rows import Row


def with_page(found: Manuscript, rows: list[Row], page: Prepared) -> Manuscript:
    known: set[str] = set()
    report = [*_sentences(page), *found.report]
    for sign, words, number in _withheld(rows):
        if sign in signs.PARTS and sign not in known:
            known.add(sign)
            found = PARTS[sign](found, words, number)
        else:
            reason = signs.REASONS.get(sign, signs.REASONS[signs.AROUND])
            report.append(ReportLine(number, words, str(reason)))
    found = replace(found, report=tuple(sorted(report, key=lambda line: line.line)))
    if page.address:
        credit = Credit("also_at", page.address, page.address)
        origin = found.origin or sites.origin_of(page.address)
        found = replace(found, credits=(*found.credits, credit), origin=origin)
    if page.title and not found.title:
        guess = Suggestion("title", page.title, page.title, 0)
        found = replace(found, suggested=(*found.suggested, guess))
    return found


def _withheld(rows: list[Row]) -> Iterator[tuple[str, str, int]]:
    for row in rows:
        has_parts = any(sign in signs.PARTS for sign, _words in row.aside)
        if row.sign and not has_parts:
            yield row.sign, row.words, row.line.number
        else:
            for sign, words in row.aside:
                yield sign, words, row.line.number


def _sentences(page: Prepared) -> list[ReportLine]:
    """What went without words of its own."""
    found = []
    if page.mails:
        found.append(
            ngettext(
                "%(count)s link to a mail address was taken out.",
                "%(count)s links to mail addresses were taken out.",
                page.mails,
            )
            % {"count": page.mails}
        )
    if page.dropped:
        count = len(page.dropped)
        found.append(
            ngettext("%(count)s picture was left out.", "%(count)s pictures were left out.", count)
            % {"count": count}
        )
    return [ReportLine(0, "", sentence) for sentence in found]


# Parts that a known page names


def _passage(words: str, number: int) -> Passage:
    return Passage(title_html(words), words, "", (number, number), words)


def _title(found: Manuscript, words: str, number: int) -> Manuscript:
    taken = (*found.taken, found.title) if found.title else found.taken
    return replace(found, title=_passage(words, number), taken=taken)


def _summary(found: Manuscript, words: str, number: int) -> Manuscript:
    if found.summary:
        return _kept_aside(found, words, number)
    passage = _passage(words, number)
    return replace(found, summary=replace(passage, html=f"<p>{passage.html}</p>"))


def _author(found: Manuscript, words: str, number: int) -> Manuscript:
    guess = Suggestion("author", words, words, number, stated=True)
    return _kept_aside(replace(found, suggested=(*found.suggested, guess)), words, number)


def _date(found: Manuscript, words: str, number: int) -> Manuscript:
    parsed = dates.parse(words)
    if parsed and not found.written:
        year, month, day, _is_whole = parsed
        found = replace(found, written=Written(year, month, day, number))
    return _kept_aside(found, words, number)


def _figures(found: Manuscript, words: str, number: int) -> Manuscript:
    """FanFiction.net's grey line says all about a story."""
    if line := ffn_line.parse(words):
        suggested = (*found.suggested, *line.suggestions(words, number))
        found = replace(found, suggested=suggested, figures=line.figures, origin=line.origin)
        return replace(found, taken=(*found.taken, _passage(words, number)))
    return _kept_aside(found, words, number)


def _kept_aside(found: Manuscript, words: str, number: int) -> Manuscript:
    line = HeaderLine("", words, number)
    return replace(found, header_lines=(*found.header_lines, line))


PARTS = {
    signs.TITLE: _title,
    signs.AUTHOR: _author,
    signs.SUMMARY: _summary,
    signs.FIGURES: _figures,
    signs.DATE: _date,
}
