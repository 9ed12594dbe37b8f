import time

import pytest

from reviews.forms import Unhurried
from reviews.models import Review


@pytest.fixture
def say(db):
    """say(story, bob, "Lovely.") posts a review; `parent` makes it an answer."""

    def say(story, user, words="Lovely.", **fields):
        return Review.post(story=story, pen_name=user.pen_name, html=f"<p>{words}</p>", **fields)

    return say


@pytest.fixture
def stamp(monkeypatch):
    """The hidden field of a guest's form that was opened a while ago."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 60)
    signed = Unhurried.signer.sign("opened")
    monkeypatch.setattr(time, "time", lambda: now)
    return signed
