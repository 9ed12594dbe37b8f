from django.core.management.base import BaseCommand, CommandError

from stories import mending


class Command(BaseCommand):
    help = "Compares what lists are searched by with the stories themselves."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="write the wrong ones anew")

    def handle(self, *args, repair, **options):
        wrong = mending.check(repair=repair)
        if wrong and not repair:
            raise CommandError(f"{wrong} listings are wrong. Mend them with --repair.")
        self.stdout.write(
            f"{wrong} listings were wrong, and are mended." if wrong else "All right."
        )
