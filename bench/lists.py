"""What finding costs in one archive of generated stories: lists, facets, texts, tags, whole pages.
All times are milliseconds, of the database unless said otherwise."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from bench.clock import asked, running, spread
from bench.filters import ORDERS, Filters
from core.html import visible_text
from discovery import wishes as reading
from discovery import words
from discovery.criteria import Criteria, Exclusions, Words
from discovery.search import Search, more_like
from stories.models import ChapterText, Listing
from stories.relisting import CHUNK, write_anew
from tags import edits
from tags.models import Tag
from tags.suggesting import suggest

RANDOM = 500  # filters
SOME = 100  # of them, where one figure tells
SLOWEST = 5  # that are told one by one
DEEP = 1_000  # pages
FEW, AGAIN = 3, 7  # times, of which the median counts
PATIENCE = 3_000  # ms, after which discovery/search gives up
TEXTS = 60  # searches in chapters
FREEFORMS = 200  # common tags, among which there are two freeform ones
ALIKE = 100  # stories, for more like them; and parts of names, for suggestions
GUEST = AnonymousUser()

type Figures = dict[str, float]


def figures() -> Iterator[tuple[str, float | str]]:
    read_all()
    filters = Filters()
    wishes = [filters.random() for _filter in range(RANDOM)]
    for part in (random_filters(wishes), worst_filters(filters), deep_pages(filters)):
        yield from part
    yield from chapters(filters)
    yield from likeness(filters)
    yield from suggestions(filters)
    yield from edits_of_tags(filters)
    yield from whole_pages(wishes)
    yield from story_pages(filters)


def read_all() -> None:
    """From the disk into memory, where an archive that people use has what its lists are made of:
    what is measured is the archive, not how long ago its databases were filled."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        cursor.execute(READ_ALL)


READ_ALL = """
SELECT pg_prewarm(c.oid, 'read') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'i', 't') AND n.nspname IN ('public', 'pg_toast')
"""


def random_filters(wishes) -> Iterator[tuple[str, float]]:
    searches = []
    for wish in wishes:
        criteria = reading.resolve(wish, GUEST).criteria
        searches.append((Search(criteria, Exclusions(), GUEST), wish))
    pages = [asked(page_of(search, wish.sort, wish.is_reversed)) for search, wish in searches]
    counts = [asked(search.count) for search, _wish in searches]
    facets = [mostly(search.facets) for search, _wish in searches]
    for name, times in (("page", pages), ("count", counts), ("facets", facets)):
        tell_slowest(name, times, [wish.address() for wish in wishes])
        yield from named(name, spread(times))
    drawn = [asked(search.random) for search, _wish in searches[:SOME]]
    yield from named("by lot", spread(drawn))


def mostly(work: Callable[[], object]) -> float:
    """The median of a few times: the slowest of many tells more of the machine than of the work."""
    return median(asked(work) for _ in range(FEW))


def tell_slowest(name: str, times: list[float], addresses: list[str]) -> None:
    """For whoever tunes; not a figure."""
    for took, what in sorted(zip(times, addresses, strict=False), reverse=True)[:SLOWEST]:
        print(f"slowest {name}: {took:,.0f} ms  {what}", file=sys.stderr, flush=True)


def page_of(search, sort: str, is_reversed: bool = False, **key: str) -> Callable[[], object]:
    return partial(search.page, sort, is_reversed=is_reversed, **key)


def named(name: str, figures: Figures) -> Iterator[tuple[str, float]]:
    for kind, figure in figures.items():
        yield f"{name}, {kind}", figure


def worst_filters(filters) -> Iterator[tuple[str, float]]:
    slowest: Counter[str] = Counter()
    refused = 0
    searches = []
    for one in filters.worst():
        search = Search(one.criteria, Exclusions(), GUEST)
        searches.append(search)
        took = asked(page_of(search, one.sort, one.is_reversed))
        refused += took >= PATIENCE
        slowest[one.what] = max(slowest[one.what], took)
    yield "worst, refused", refused
    for what, took in slowest.items():
        yield f"worst, {what}", took
    searches += [
        Search(Criteria(tags=(tag,)), Exclusions(), GUEST) for tag, _number in filters.common(20)
    ]
    searches.append(Search(Criteria(), Exclusions(), GUEST))
    whats = [str(search.criteria) for search in searches]
    for name in ("count", "facets"):
        times = [mostly(getattr(search, name)) for search in searches]
        tell_slowest(f"{name} of the worst", times, whats)
        yield f"{name}, worst", max(times)
    unwanted = Exclusions(tags=tuple(tag for tag, _number in filters.common(20)[5:15]))
    plain = Search(Criteria(), unwanted, GUEST)
    yield "page with exclusions", asked(page_of(plain, "updated"))
    yield "hidden by exclusions", asked(plain.hidden)


def deep_pages(filters) -> Iterator[tuple[str, float]]:
    """Page 2 and page 1,000 (or the last) of everything and of the most common tag, by each sort:
    the medians of all, each the median of several times."""
    [(tag, number)] = filters.common(1)
    pages = min(DEEP, int(0.9 * number) // 20)
    second, last = [], []
    for criteria in (Criteria(), Criteria(tags=(tag,))):
        search = Search(criteria, Exclusions(), GUEST)
        for sort in ORDERS:
            for times, before in ((second, 1), (last, pages - 1)):
                key = search.page(sort, size=20 * before).older
                times.append(median(asked(page_of(search, sort, after=key)) for _ in range(AGAIN)))
    yield "deep, page 2", median(second)
    yield "deep, last page", median(last)
    yield "deep, ratio", median(last) / median(second)


def chapters(filters) -> Iterator[tuple[str, float]]:
    """Words, pairs of words and phrases that stand in some chapter, and some that stand in many."""
    chance = Random(11)
    texts = ChapterText.objects.filter(
        chapter__story__in=[row.pk for row in filters.rows], chapter__position=1
    )
    known = texts.exclude(html="").order_by("pk").values_list("html", flat=True)
    said = [visible_text(html).split() for html in known]
    phrases = [(Words("heart", "text"),), (Words("night", "text"), Words("house", "text"))]
    while len(phrases) < TEXTS:
        text = chance.choice(said)
        place, length = chance.randrange(len(text) - 3), chance.choice((1, 1, 2, 3))
        phrases.append((Words(" ".join(text[place : place + length]), "text"),))
    pages, shown = [], []
    for says in phrases:
        search = Search(Criteria(says=says), Exclusions(), GUEST)
        pages.append(asked(page_of(search, "updated")))
        if pages[-1] < PATIENCE:
            ids = search.page("updated").ids
            shown.append(asked(partial(words.snippets, ids, says, GUEST)))
    tell_slowest("chapters", pages, [str(says) for says in phrases])
    yield "chapters, refused", sum(took >= PATIENCE for took in pages)
    yield from named("chapters", spread(pages))
    yield from named("snippets", spread(shown))
    searches = [Search(Criteria(says=says), Exclusions(), GUEST) for says in phrases]
    ranked = [asked(page_of(search, "relevance")) for search in searches]
    yield from named("chapters by relevance", spread(ranked))


def likeness(filters) -> Iterator[tuple[str, float]]:
    times = [asked(partial(more_like, row.story, GUEST)) for row in filters.rows[:ALIKE]]
    yield from named("more like", spread(times))


def suggestions(filters) -> Iterator[tuple[str, float]]:
    """For the first letters of a tag's words, now and then misspelled."""
    chance = Random(13)
    tags = chance.sample(sorted(filters.tags.values(), key=lambda tag: tag.pk), ALIKE)
    times = []
    for tag in tags:
        letters = list(chance.choice(tag.name.split())[: chance.randint(1, 8)])
        if len(letters) > 5:
            place = chance.randrange(len(letters) - 1)
            letters[place : place + 2] = reversed(letters[place : place + 2])
        typed = "".join(letters)
        ask = partial(suggest, [tag.kind], typed, GUEST, for_filtering=True)
        times.append(asked(ask))
    yield "tags", Tag.objects.count()
    yield from named("suggestions", spread(times))


def edits_of_tags(filters) -> Iterator[tuple[str, float]]:
    """Until an editor is answered who makes the most common freeform tag another name of the next
    one; and what of it the worker does a thousand stories at a time. Nothing of it stays."""
    common = dict(filters.common(FREEFORMS))
    freeforms = Tag.objects.filter(kind="freeform", pk__in=common)
    tag, into, *_others = freeforms.order_by("-count__stories", "pk")
    found = Listing.objects.filter(tag_ids__contains=[tag.pk]).order_by("pk")
    with running() as clock, transaction.atomic():
        edits.merge(tag, into, by=User.objects.earliest("pk"))
        transaction.set_rollback(True)
    yield "edit, stories", common[tag.pk]
    yield "edit, answered", clock.whole
    with running() as clock, transaction.atomic():
        write_anew(list(found.values_list("pk", flat=True)[:CHUNK]))
        transaction.set_rollback(True)
    yield "edit, a thousand stories", clock.whole


def whole_pages(wishes) -> Iterator[tuple[str, float]]:
    """As a guest is answered, drawn anew each time."""
    client = Client()
    client.get("/works")
    addresses = [f"/works?{wish.address()}" for wish in wishes]
    yield from answered(client, "whole page", addresses)


def story_pages(filters) -> Iterator[tuple[str, float]]:
    client = Client()
    rows = [row.pk for row in filters.rows if row.rating in ("general", "teen")]
    yield from answered(client, "story page", [f"/works/{pk}" for pk in rows[:SOME]])


def answered(client, name: str, addresses: list[str]) -> Iterator[tuple[str, float]]:
    wholes, databases = [], []
    for address in addresses:
        with running() as clock:
            answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} was answered with {answer.status_code}")
        wholes.append(clock.whole)
        databases.append(clock.database)
    yield f"{name}, median", median(wholes)
    yield f"{name}, of the database", median(databases)
