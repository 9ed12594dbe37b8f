"""How a reader stands to what she may follow: what `library/_follow.html` reads."""

from django.db.models import Exists

from accounts.models import PenName
from stories.models import Series


def of(thing: Series | PenName, user) -> dict[str, bool | int]:
    """Nothing is asked for guests; only its own author learns how many follow it."""
    if not user.is_authenticated:
        return {"is_own": False, "is_followed": False, "followers": 0}
    is_own, is_followed = _asked(thing, user)
    return {
        "is_own": is_own,
        "is_followed": is_followed and not is_own,
        "followers": thing.subscriptions.count() if is_own else 0,
    }


def _asked(thing: Series | PenName, user) -> tuple[bool, bool]:
    """Whether it is her own, and whether she follows it: one query."""
    followed = thing.subscriptions.filter(user=user)
    if isinstance(thing, PenName):
        is_own = thing.user_id == user.pk
        return is_own, not is_own and followed.exists()
    own = Series.objects.by(user).filter(pk=thing.pk)
    return Series.objects.values_list(Exists(own), Exists(followed)).get(pk=thing.pk)
