"""Stands here to be listed by `manage.py help`; manage.py itself calls the doctor before the
settings are read, because they may be what is wrong."""

import sys

from django.core.management.base import BaseCommand

from archive import doctor


class Command(BaseCommand):
    help = "Names everything that is set up wrongly, what that means and how to mend it."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv):
        sys.exit(doctor.main(argv[2:], self.stdout.write))

    def handle(self, **options):
        doctor.main([], self.stdout.write)
