"""What the worker does for the vocabulary. Each may run twice and does its work once."""

from procrastinate.contrib.django import app

from tags.models import TagCount


@app.periodic(cron="* * * * *")
@app.task(name="tags.add_up", queueing_lock="add_up_tags", lock="add_up_tags", retry=3)
def add_up(timestamp: int) -> None:
    """Counts beside tags are at most a minute old."""
    TagCount.add_up()
