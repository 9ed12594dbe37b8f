"""When a story was published elsewhere, as far as anybody says."""

from datetime import date

from stories.models import Story


def old_days(
    story: Story, *, published: date | None, updated: date | None
) -> tuple[date | None, date | None]:
    """(published, revised) for Story.publish, from what another archive said and from when it was
    written: a day of publication only where one is known; for its place in the lists the first day
    of the month or the year will do."""
    year, month, day = story.written_year, story.written_month, story.written_day
    exact = date(year, month, day) if year and month and day else None
    about = date(year, month or 1, 1) if year else None
    published = published or exact
    return published, updated or published or about
