"""manage.py intake FILE [--json]: what the reader makes of a document. Touches no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake import LARGEST, Unreadable, read
from intake.reader.conservation import check
from intake.reader.manuscript import Manuscript


class Command(BaseCommand):
    help = "Read a raw document and print its manuscript. Nothing is stored."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="A .txt file, or one of our own HTML files.")
        parser.add_argument("--json", action="store_true", help="Print the manuscript as JSON.")
        parser.add_argument(
            "--no-thoughts", action="store_true", help="Do not mark up <thoughts like this>."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
            manuscript = read(data, path.name, thoughts=not options["no_thoughts"])
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(manuscript.to_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_summary(manuscript)))


def _summary(manuscript: Manuscript) -> list[str]:
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
