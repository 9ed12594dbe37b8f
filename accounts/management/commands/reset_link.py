from django.core.management.base import BaseCommand, CommandError

from accounts import one_time_link, second_step
from accounts.models import User
from core import audit, names
from core.origin import origin


class Command(BaseCommand):
    help = "Prints a link, good for one time, with which a person sets a new password."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the sign-in name, or a pen name")
        parser.add_argument(
            "--take-away-second-step",
            action="store_true",
            help="for who lost the telephone or the key as well",
        )

    def handle(self, *, name, take_away_second_step, **options):
        user = person_called(name)
        if take_away_second_step:
            second_step.take_away(user)
            audit.record("account.one_step", by=None, about=user)
        audit.record("account.link", by=None, about=user)
        self.stdout.write(origin() + one_time_link.path_for(user))


def person_called(name: str) -> User:
    people = User.objects.filter(is_active=True)
    user = people.filter(username__iexact=name).first()
    user = user or people.filter(pen_names__key=names.key(name)).first()
    if user is None:
        raise CommandError(f"Nobody signs in or writes here as {name!r}.")
    return user
