"""Which event has which tasks: the only place that knows who listens.

The worker finds this module by PROCRASTINATE_IMPORT_PATHS. A task may run twice and does its work
once; each names its own retry.
"""

from collections.abc import Callable

import procrastinate
from procrastinate import builtin_tasks
from procrastinate.contrib.django import app

from core import events
from discovery import tasks as finding
from moderation import reporting
from moderation import telling as decisions
from notices import news, telling
from notices.mail import sorting
from reviews import spam
from stories import mending, relisting, retagging
from tags import introducing

RETRY = procrastinate.RetryStrategy(max_attempts=5, exponential_wait=3)

CONSEQUENCES: dict[str, list[Callable[..., object]]] = {
    "story.published": [news.story_published],
    "chapter.published": [news.chapter_published],
    "review.shown": [telling.review_shown],
    "review.held": [telling.review_held],
    "review.seen": [telling.review_seen],
    "review.called_spam": [spam.review_called_spam],
    "spam.reported": [reporting.spam_reported],
    "kudos.given": [telling.kudos_given],
    "correction.proposed": [telling.correction_proposed],
    "correction.accepted": [telling.correction_accepted],
    "first_reader.asked": [telling.first_reader_asked],
    "first_reader.agreed": [telling.first_reader_agreed],
    "first_reader.declined": [telling.first_reader_declined],
    "decision.made": [decisions.decision_made],
    "bin.soon_emptied": [telling.bin_soon_emptied],
    "clock.changed": [sorting.clock_changed],
    "brake.pulled": [telling.brake_pulled],
    "listing.refreshed": [finding.listing_refreshed],
    "tags.changed": [relisting.tags_changed],
    "tag.split": [retagging.tag_split],
    "relationships.unintroduced": [introducing.introduce_all],
    "pen_name.renamed": [relisting.pen_name_renamed],
    "listings.outdated": [mending.listings_outdated],
}


@app.task(name=events.TASK, retry=RETRY)
def happened(event: str, facts: dict) -> None:
    """An event without a listener is done: jobs outlive the version that wrote them."""
    for task in CONSEQUENCES.get(event, []):
        task(**facts)


@app.periodic(cron="27 4 * * *")
@app.task(name="archive.remove_old_jobs", queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context, timestamp: int) -> None:
    """What was done three days ago is done."""
    await builtin_tasks.remove_old_jobs(context, max_hours=72)


@app.periodic(cron="* * * * *")
@app.task(name="archive.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> None:
    """A killed worker's jobs stay "doing" for ever otherwise."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
