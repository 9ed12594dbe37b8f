import pytest

from archive.consequences import happened
from notices.models import Notice, Telling
from tests.reviews.conftest import say
from tests.stories.events import events

__all__ = ["say"]


@pytest.fixture
def tell():
    """Everything that was recorded happens, twice over, as if each worker had died at its end."""

    def tell() -> None:
        for job in list(events()):
            for _twice in range(2):
                happened(**job.args)
        for telling in Telling.objects.filter(done_at=None):
            for _more_than_enough in range(10):
                Telling.step(telling.pk)

    return tell


@pytest.fixture
def told():
    """told(bob) → the kinds of what he was told and may see, the oldest first."""

    def told(user) -> list[str]:
        seen = Notice.objects.visible_to(user).order_by("pk")
        return list(seen.values_list("kind", flat=True))

    return told
