"""What the bench asks of the database: which stories to read, and how many queries a page makes."""

from collections.abc import Iterator

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.rows import Row, at_most
from stories.models import Story


def public_stories(number: int) -> list[int]:
    return list(Story.objects.public().order_by("-pk").values_list("pk", flat=True)[:number])


def stories_to_read(number: int) -> list[tuple[int, int]]:
    """(story, its first chapter) of stories that open without a question, from all of the list."""
    stories = Story.objects.public().filter(rating="general").order_by("pk")
    step = stories.count() // number
    return [(story.pk, story.chapters.published().first().pk) for story in stories[::step][:number]]


def query_counts(sample: tuple[int, int]) -> Iterator[Row]:
    story = Story.objects.get(pk=sample[0])
    pen_name = story.bylines.get().pen_name
    fandom = story.fandoms.first()
    readers = User.objects.exclude(pk=pen_name.user_id)
    pages = [
        ("story page, guest", f"/works/{story.pk}", None, 8),
        ("story page, signed in", f"/works/{story.pk}", readers, 13),
        ("list", "/works", None, 10),
        ("home", "/", None, 8),
        ("tag", fandom.get_absolute_url(), None, 15),
        ("fandoms", "/fandoms", None, 15),
        ("pen name", pen_name.get_absolute_url(), None, 15),
    ]
    for name, path, people, most in pages:
        client = Client()
        if people is not None:
            client.force_login(people.first())
        client.get(path)  # the site's settings are read and kept
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        yield at_most(f"queries: {name}", len(queries), most)
