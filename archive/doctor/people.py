"""Who keeps the archive, and who must not be in it."""

from collections.abc import Iterator

from django.conf import settings

from archive.doctor.finding import Finding, must, should


def set_up() -> Iterator[Finding]:
    if not is_set_up():
        yield should(
            "The archive is not set up.",
            "Visitors see a page that says so.",
            "Open /setup in a browser. The code that it asks for: manage.py setup_code",
        )


def is_set_up() -> bool:
    from core.models import SiteSettings

    return SiteSettings.objects.filter(set_up_at__isnull=False).exists()


def administrator() -> Iterator[Finding]:
    from accounts.models import User

    if is_set_up() and not User.objects.filter(is_superuser=True, is_active=True).exists():
        yield must(
            "Nobody is administrator.",
            "Nobody can change the settings of the archive or make moderators.",
            "Run: manage.py createsuperuser",
        )


def sample_accounts() -> Iterator[Finding]:
    """Their password stands in the README."""
    from accounts.models import User
    from archive.samples import PASSWORD, PEOPLE

    if not settings.PRODUCTION:
        return
    for user in User.objects.filter(username__in=PEOPLE, is_active=True):
        if user.check_password(PASSWORD):
            yield must(
                f"The account {user.username} has the password of the sample archive.",
                "Everybody knows that password" + (" and can rule here." if user.is_staff else "."),
                f"Run: manage.py changepassword {user.username}",
            )
