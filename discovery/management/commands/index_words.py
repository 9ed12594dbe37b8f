from django.core.management.base import BaseCommand

from discovery.words import indexing


class Command(BaseCommand):
    help = "Brings up to date what the search by words looks in. The worker does so every night."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="read every text again")

    def handle(self, **options):
        written = indexing.mend(anew=options["all"])
        self.stdout.write(f"{written.cards} cards and {written.texts} chapters were written anew.")
