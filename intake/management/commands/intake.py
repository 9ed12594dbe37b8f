"""manage.py intake PATH…: what the reader makes of documents; with --draft or --publish they become
stories of a pen name. A run that broke off goes on where it stopped."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import PenName
from core import names
from intake import Unreadable
from intake.batches import keeping
from intake.jail import read_with_care
from intake.reader.manuscript import Manuscript
from intake.shelf import printing
from intake.shelf.bringing import bring
from intake.shelf.finding import folders
from intake.shelf.looking import Looked, bytes_of, look, stories
from intake.shelf.rows import HERE, Report, Row


class Command(BaseCommand):
    help = (
        "Read documents and say what would become of them; one alone is printed in full. Nothing "
        "is stored, unless --draft or --publish says so."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="Files, zips and folders of them.")
        parser.add_argument("--json", action="store_true", help="Print JSON, a line a story.")
        parser.add_argument("--pen-name", help="By whom the stories are; with --draft, --publish.")
        wish = parser.add_mutually_exclusive_group()
        wish.add_argument("--draft", action="store_true", help="Keep them as drafts.")
        wish.add_argument(
            "--publish",
            action="store_true",
            help="Publish them silently, with their old dates; what lacks something stays a draft.",
        )
        parser.add_argument(
            "--report", type=Path, help="A CSV file with a row a story; grows, and is gone on with."
        )
        parser.add_argument(
            "--no-thoughts", action="store_true", help="Do not mark up <thoughts like this>."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.thoughts = not options["no_thoughts"]
        wish = keeping.PUBLISH if options["publish"] else keeping.DRAFT if options["draft"] else ""
        try:
            if self._is_one_document(options["paths"]) and not (wish or options["report"]):
                self._print(options["paths"][0], as_json=options["json"])
                return
            report = Report(options["report"])
            rows = []
            for row in self._rows(options, wish, report):
                rows.append(row)
                if row.state != HERE or row.sha256 not in report.done:
                    report.add(row)
                if options["json"]:
                    self.stdout.write(json.dumps(asdict(row), ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be opened: {error.strerror}.") from error
        self._clear()
        if not options["json"]:
            self.stdout.write("\n".join(printing.table(rows)))

    def _rows(self, options: dict[str, Any], wish: str, report: Report) -> Iterator[Row]:
        pen_name = self._pen_name(options["pen_name"]) if wish else None
        found = list(folders(options["paths"]))
        self.all, self.number = sum(len(files) for _folder, files in found), 0
        for _folder, files in found:
            if pen_name:
                yield from bring(files, pen_name, wish, thoughts=self.thoughts, say=self._progress)
            else:
                yield from self._looked_at(files, report)

    def _looked_at(self, files: list[Path], report: Report) -> Iterator[Row]:
        looked: list[Looked] = []
        for path in files:
            self._progress(str(path))
            looked += look(path, report.done, thoughts=self.thoughts)
        yield from stories(looked, thoughts=self.thoughts)

    def _progress(self, name: str) -> None:
        self.number += 1
        if self.stderr.isatty():
            self.stderr.write(f"\r{self.number} of {self.all} · {name[-60:]:60}", ending="")

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * 90 + "\r", ending="")

    @staticmethod
    def _is_one_document(paths: list[Path]) -> bool:
        return len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix.lower() != ".zip"

    @staticmethod
    def _pen_name(name: str | None) -> PenName:
        found = PenName.objects.filter(key=names.key(name or "")).select_related("user").first()
        if found is None:
            raise CommandError(
                f"There is no pen name “{name}”."
                if name
                else "Say whose they are: --pen-name NAME."
            )
        return found

    def _print(self, path: Path, *, as_json: bool) -> None:
        try:
            manuscript = read_with_care(bytes_of(path), path.name, thoughts=self.thoughts)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self._whole(manuscript, as_json=as_json))

    @staticmethod
    def _whole(manuscript: Manuscript, *, as_json: bool) -> str:
        if as_json:
            return json.dumps(manuscript.to_json(), ensure_ascii=False, indent=2)
        return "\n".join(printing.summary(manuscript))
