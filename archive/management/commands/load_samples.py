from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive import samples


class Command(BaseCommand):
    help = "Loads the sample archive, once; never in production mode."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The sample archive has known passwords: not in production mode.")
        if samples.are_loaded():
            return
        self.stdout.write("Loading the sample archive …")
        samples.load()
