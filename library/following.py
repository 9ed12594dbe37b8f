"""How a reader stands to what she may follow: what `library/_follow.html` reads."""

from accounts.models import PenName
from stories.models import Series


def of(thing: Series | PenName, user) -> dict[str, bool | int]:
    """Nothing is asked for guests; only its own author learns how many follow it."""
    if not user.is_authenticated:
        return {"is_own": False, "is_followed": False, "followers": 0}
    is_own = _is_own(thing, user)
    return {
        "is_own": is_own,
        "is_followed": not is_own and thing.subscriptions.filter(user=user).exists(),
        "followers": thing.subscriptions.count() if is_own else 0,
    }


def _is_own(thing: Series | PenName, user) -> bool:
    if isinstance(thing, PenName):
        return thing.user_id == user.pk
    return Series.objects.by(user).filter(pk=thing.pk).exists()
