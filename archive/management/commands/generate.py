import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from archive.generating import generate
from stories.models import Story


class Command(BaseCommand):
    help = (
        "Fills an empty archive with stories made by chance, to see how it behaves when it is full."
    )

    def add_arguments(self, parser):
        parser.add_argument("--stories", type=int, required=True, help="how many")
        parser.add_argument("--texts", action="store_true", help="with a short text each")
        parser.add_argument("--seed", type=int, default=0, help="the same makes the same archive")
        parser.add_argument(
            "--until", type=_day, help="the last day on which anything happened: 2026-01-01"
        )
        parser.add_argument("--more", action="store_true", help="beside stories that are there")
        parser.add_argument(
            "--among-people", action="store_true", help="where somebody has an account, too"
        )
        parser.add_argument("--in-production", action="store_true")

    def handle(self, *, stories, seed, texts, until, **allowed):
        self.refuse(stories, **allowed)
        began = time.monotonic()

        def say(what: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.0f} s  {what}")
            self.stdout.flush()

        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        newest = until + timedelta(days=1) if until else today
        generate(stories, newest=newest, seed=seed, with_texts=texts, say=say)
        say(f"{stories:,} stories are there.")

    def refuse(self, stories, *, more, among_people, in_production, **_options) -> None:
        """What is made here can hardly be told from what people wrote, and never be taken back."""
        if stories < 1:
            raise CommandError("Say how many stories: --stories 1000.")
        if settings.PRODUCTION and not in_production:
            raise CommandError("Not in production mode, unless you say --in-production.")
        if Story.objects.exists() and not more:
            raise CommandError("There are stories already. To add to them, say --more.")
        people = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if people.exists() and not (more and among_people):
            raise CommandError(
                "People have accounts here: nothing of theirs would change, but generated stories "
                "would stand among theirs for good. If you want that, say --more --among-people."
            )


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
