"""Close the archive for a while, and open it again; needs no database."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive import maintenance

SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')


class Command(BaseCommand):
    help = (
        "on: visitors see a page that says that the archive is closed for a moment. off: they see "
        "the archive again. page: prints that page for a proxy, to show while nothing runs."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["on", "off", "page"])
        parser.add_argument("--say", default="", help="a sentence for visitors")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="of the page")

    def handle(self, *, what, say, language, **options):
        try:
            getattr(self, what)(say, language)
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be written: {error.strerror}. Run this as the user that "
                "the archive runs as."
            ) from error

    def on(self, say, language):
        maintenance.close(say)
        self.stdout.write("Visitors see that the archive is closed, until: maintenance off")

    def off(self, say, language):
        maintenance.open_again()
        self.stdout.write("The archive is open.")

    def page(self, say, language):
        self.stdout.write(with_its_styles(maintenance.drawn(language, say)))


def with_its_styles(page: str) -> str:
    """One file that stands alone: while nothing runs, nobody serves the sheets."""
    return SHEET.sub(lambda sheet: f"<style>\n{text_of(sheet[1])}</style>", page)


def text_of(name: str) -> str:
    folder = Path(settings.STATICFILES_DIRS[0])
    return (folder / name).read_text(encoding="utf-8")
