"""What lists read of the new stories, written by the statement that writes it for every story."""

from contextlib import nullcontext

from django.db import connection

from archive.generating.bulk import bare
from stories import counting, truth
from stories.models import Listing, Story
from stories.querysets import PUBLIC

CHUNK = 5_000  # stories


def write(first: int, last: int, *, is_most: bool) -> None:
    """`is_most`: it is quicker to make the indexes anew, and to count the tags once."""
    with bare([Listing._meta.db_table]) if is_most else nullcontext():
        for start in range(first, last + 1, CHUNK):
            refresh(start, min(start + CHUNK, last + 1))
    if is_most:
        counting.recount()


def refresh(first: int, stop: int) -> None:
    stories = Story.objects.filter(PUBLIC, pk__gte=first, pk__lt=stop)
    with connection.cursor() as cursor:
        cursor.execute(truth.WRITE, truth.params(dict(stories.values_list("pk", "title"))))
