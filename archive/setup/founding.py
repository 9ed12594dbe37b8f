"""The set-up itself: everything or nothing, and once."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import PenName, User
from archive.setup.emptiness import remember
from core import audit
from core.models import SiteSettings
from tags.models import Tag

ANSWERS = ("name", "tagline", "fandom", "adult_stories", "language", "languages", "sign_up")


class AlreadyFoundError(Exception):
    """Somebody else was quicker."""


@transaction.atomic
def found(answers: dict[str, Any]) -> User:
    """`answers` as archive.setup.form cleans them → the administrator.

    Of two at once the second waits here for the first, and is refused.
    """
    SiteSettings.objects.get_or_create(pk=1)
    row = SiteSettings.objects.select_for_update().get(pk=1)
    if row.set_up_at is not None or User.objects.exists():
        raise AlreadyFoundError
    for name in ANSWERS:
        setattr(row, name, answers[name])
    row.set_up_at = timezone.now()
    row.save()
    Tag.objects.official_name(Tag.Kind.FANDOM, row.fandom)
    administrator = User.objects.create_superuser(
        answers["username"], email=answers.get("email", ""), password=answers["password1"]
    )
    PenName.objects.create(user=administrator, name=answers["pen_name"])
    audit.record("archive.set_up", by=administrator, about=row, name=row.name)
    transaction.on_commit(lambda: remember(is_founded=True))
    return administrator
