"""Whether nobody lives here yet. Asked on every visit of the home page, so it is remembered: where
an account was once, the archive is never empty again."""

from accounts.models import User
from core.models import SiteSettings

_known = {"is_founded": False}


def is_empty(site: SiteSettings) -> bool:
    """`site` as the request has it; no query where it was set up, or an account was ever seen."""
    if site.set_up_at is not None or _known["is_founded"]:
        return False
    return is_empty_now()


def is_empty_now() -> bool:
    """As the database has it at this moment."""
    founded = SiteSettings.objects.filter(set_up_at__isnull=False).exists()
    _known["is_founded"] = founded or User.objects.exists()
    return not _known["is_founded"]


def remember(is_founded: bool) -> None:
    _known["is_founded"] = is_founded
