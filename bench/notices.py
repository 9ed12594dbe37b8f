"""How long it takes until 10,000 followers of a chapter are told, and what pages cost meanwhile:
`python -m bench notices`. In an empty database of its own, with a worker and a server as processes
of their own."""

import os
import subprocess
import time
from collections.abc import Iterator
from statistics import median, quantiles

from bench.rows import Row, at_most
from bench.server import Server, running, serving

FOLLOWERS = 10_000
SECONDS = 60.0  # in which all of them are told
SLOWER = 1.5  # times; more than that would be felt
PAGES = 150  # asked for, before and meanwhile
WORKER = ("procrastinate", "worker", "--shutdown-graceful-timeout=2")
PATIENCE = 300.0  # seconds
POLL = 0.05


def rows() -> Iterator[Row]:
    from core import embedded

    os.environ["DATABASE_URL"] = embedded.ensure_running("postgres-bench", durable=False)
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    name = connection.settings_dict["NAME"]
    test = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace(f"/{name}?", f"/{test}?")
    try:
        yield from measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measured() -> Iterator[Row]:
    story, author = followed()
    with serving(KEEP_NOTHING="yes") as server:
        address = story.get_absolute_url()
        quiet = slowest_of_twenty(ask(server, address, PAGES))
        told, busy = tell(server, address, story, author)
    yield at_most(f"{FOLLOWERS:,} followers of a chapter are told in", told, SECONDS, "s")
    yield Row("a story’s page, 95th percentile, nothing else at work", f"{1000 * quiet:.0f} ms", "")
    limit = round(1000 * max(SLOWER * quiet, quiet + 0.05))
    meanwhile = round(1000 * slowest_of_twenty(busy))
    yield at_most("the same while they are told, and right after", meanwhile, limit, "ms")
    yield from unread(author)


def followed():
    """By everybody: one half follows the story, the other its author, a fifth both."""
    from accounts.models import PenName, User
    from library.models import Subscription
    from stories.models import Story

    author = User.objects.create_user("bench")
    pen_name = PenName.objects.create(user=author, name="Bench")
    story = Story.begin(pen_names=[pen_name], title="Followed", rating="general")
    named = {"fandoms": (["Bench"], []), "warnings": (["None of these warnings apply"], [])}
    story.describe({}, named)
    story.add_chapter(html="<p>It rained.</p>" * 200)
    story.publish(by=author, silently=True)
    people = User.objects.bulk_create(
        (User(username=f"reader{n}", password="!") for n in range(FOLLOWERS)), batch_size=2_000
    )
    half, fifth = FOLLOWERS // 2, FOLLOWERS // 5
    ways = [Subscription(user=person, story=story) for person in people[:half]]
    ways += [Subscription(user=person, pen_name=pen_name) for person in people[half - fifth :]]
    Subscription.objects.bulk_create(ways, batch_size=2_000)
    return story, author


def tell(server: Server, address: str, story, author) -> tuple[float, list[float]]:
    """From the moment in which the event is due to the last notice; pages are asked for all the
    while, and on for as many as before, by one visitor."""
    from notices.models import Notice, Telling

    pages: list[float] = []
    with running("django", *WORKER, output=subprocess.DEVNULL):
        chapter = story.add_chapter(title="New", html="<p>More.</p>")
        time.sleep(3)  # it is awake
        chapter.publish(by=author, at_once=True)
        start = time.monotonic()
        took = 0.0
        while not took or len(pages) < PAGES:
            if not took and Telling.objects.filter(done_at__isnull=False).exists():
                took = time.monotonic() - start
            if time.monotonic() - start > PATIENCE:
                raise RuntimeError("not everybody was told")
            pages += ask(server, address, 1)
            time.sleep(POLL)
    if (told := Notice.objects.count()) != FOLLOWERS:
        raise RuntimeError(f"{told:,} notices for {FOLLOWERS:,} followers")
    return took, pages


def unread(author) -> Iterator[Row]:
    """What the number in the header costs a member who has as many as it shows, once a minute."""
    from django.db import connection

    from accounts.models import User
    from notices import context
    from notices.models import Notice

    reader = User.objects.exclude(pk=author.pk).first()
    first = Notice.objects.get(user=reader)
    Notice.objects.bulk_create(
        Notice(user=reader, kind=first.kind, key=f"{n}", story_id=first.story_id)
        for n in range(context.MOST)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notices_notice")
    times = []
    for _ask in range(PAGES):
        start = time.perf_counter()
        context.counted(reader)
        times.append(time.perf_counter() - start)
    figure = 1000 * median(times)
    yield at_most("a hundred unread notices counted, median", figure, 10.0, "ms")


def ask(server: Server, address: str, times: int) -> list[float]:
    took = []
    for _page in range(times):
        start = time.perf_counter()
        server.get(address)
        took.append(time.perf_counter() - start)
    return took


def slowest_of_twenty(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
