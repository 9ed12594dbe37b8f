"""What the worker does for finding. Every task may run twice and does its work once."""

from procrastinate.contrib.django import app

from core import events
from discovery.words import indexing

MEND = "discovery.mend_some"
MEND_SECONDS = 20  # then it is others' turn, before the rest of the archive


def listing_refreshed(stories: list[int]) -> None:
    indexing.refresh(stories)


@app.periodic(cron="47 2 * * *")
@app.task(name="discovery.mend_words", queueing_lock="mend_words", retry=3)
def mend_words(timestamp: int) -> None:
    """What was missed, whyever."""
    mend_some(after=0)


@app.task(name=MEND, lock=MEND, retry=3)
def mend_some(after: int) -> None:
    """From the story behind this one on."""
    reached = indexing.mend_some(after, seconds=MEND_SECONDS)
    if reached is not None:
        app.configure_task(MEND, lock=MEND, priority=events.BEHIND).defer(after=reached)
