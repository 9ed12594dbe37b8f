"""What the worker does for documents."""

from procrastinate.contrib.django import app

from intake.models import Source


@app.periodic(cron="7 * * * *")
@app.task(name="intake.forget_sources", queueing_lock="forget_sources", retry=3)
def forget_sources(timestamp: int) -> None:
    """A guest's text that nobody claimed goes after 24 hours, a member's after 30 days."""
    for source in Source.objects.expired().iterator():
        source.forget()
