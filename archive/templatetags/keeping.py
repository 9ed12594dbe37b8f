"""How the archive itself is, in a few lines for its administrators: not everything that may be
amiss (`manage.py doctor` finds more), but what one forgets."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import worker
from archive.backup.shelf import STAMP
from archive.version import VERSION

register = template.Library()

OLD = timedelta(days=8)  # a backup older than a week with a day's grace


@dataclass(frozen=True)
class Fact:
    name: str
    sentence: str
    is_amiss: bool = False


@register.simple_tag
def keeping() -> list[Fact]:
    return [
        Fact(_("Version"), VERSION),
        backup(settings.VAR / "backups"),
        queue(),
        mail(),
    ]


def backup(folder: Path) -> Fact:
    """The newest of the folder that `manage.py backup` writes to unless told otherwise."""
    if taken_at := newest(folder):
        is_old = timezone.now() - taken_at > OLD
        return Fact(_("Last backup"), str(naturaltime(taken_at)), is_old)
    sentence = _("None is in the usual folder. “manage.py backup” makes one.")
    return Fact(_("Last backup"), sentence, is_amiss=True)


def newest(folder: Path) -> datetime | None:
    found = [
        stamp.group(1)
        for path in folder.glob("ficwright-*.tar")
        if (stamp := re.search(rf"-({STAMP})\.tar$", path.name))
    ]
    return datetime.strptime(f"{max(found)}+0000", "%Y%m%dT%H%M%SZ%z") if found else None


def queue() -> Fact:
    with connection.cursor() as cursor:
        is_alive = worker.is_alive(cursor)
    if is_alive:
        return Fact(_("Worker"), _("It works."))
    sentence = _("None answers: nothing is told, scheduled or tidied until one is started.")
    return Fact(_("Worker"), sentence, is_amiss=True)


def mail() -> Fact:
    if settings.EMAIL_URL:
        return Fact(_("E-mail"), _("This archive sends mail."))
    return Fact(_("E-mail"), _("None, and none is needed."))
