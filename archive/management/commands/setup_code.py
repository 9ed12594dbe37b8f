from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from archive.setup import code
from archive.setup.emptiness import is_empty_now
from core.origin import origin


class Command(BaseCommand):
    help = "Prints the one-time code with which an empty archive is set up."

    def handle(self, **options):
        if not is_empty_now():
            raise CommandError("This archive is set up: there is no code any more.")
        self.stdout.write(code.sentence(origin() + reverse("setup")))
