"""A believable archive made by chance: `generate` writes as many stories as it is asked for.

All of it appears at once, in one transaction, and then what is searched for by words, in another.
Nobody can sign in as one of its people; its thanks and reviews are numbers only, which the nightly
count sets right, to none. The same seed makes the same archive.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from archive.generating import indexing, listings
from archive.generating.bulk import Rows, bare
from archive.generating.fandoms import Fandom, Fandoms, zipf
from archive.generating.people import People
from archive.generating.prose import Prose
from archive.generating.tagging import Tagger
from archive.generating.vocabulary import Vocabulary
from archive.generating.writing import Writing
from stories.models import Story
from tags.models import Ancestor

YEARS = timedelta(days=365 * 20)
GROWTH = 0.55  # of what is written of a fandom: 1 would be as much at first as at last
BATCH = 2_000  # stories, whose rows are in memory
PARTS = 1 << 40  # of YEARS

type Say = Callable[[str], None]


def generate(number: int, *, newest: datetime, seed: int, with_texts: bool, say: Say) -> None:
    """`newest` is the moment before which everything happened."""
    chance = Random(seed)  # noqa: S311 (nothing here is secret)
    is_most = Story.objects.count() < number
    writing = write_stories(number, newest, chance, with_texts=with_texts, is_most=is_most, say=say)
    say("What is searched for by words …")
    indexing.write(writing.first, writing.last, is_most=is_most)
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


@transaction.atomic
def write_stories(
    number: int, newest: datetime, chance: Random, *, with_texts: bool, is_most: bool, say: Say
) -> Writing:
    oldest = newest - YEARS
    prose = Prose("en", chance, number)
    vocabulary = Vocabulary(chance, prose, newest)
    people = People(chance, oldest, newest)
    writing = Writing(chance, people, newest, number, with_texts=with_texts)
    tables = [*people.tables, *vocabulary.tables, *writing.tables]
    say("Tags and people …")
    with bare(rows.model._meta.db_table for rows in tables) if is_most else nullcontext():
        fandoms = Fandoms(chance, vocabulary, prose).make(number)
        people.join(number)
        tagger = Tagger(chance, vocabulary, fandoms)
        for place, (moment, fandom) in enumerate(calendar(chance, fandoms, number)):
            if place % BATCH == 0:
                write(tables)
            if place % 100_000 == 0:
                say(f"{place:,} stories …")
            tagged = tagger.choose(fandom, moment)
            writing.add(oldest + YEARS * moment, (place + 1) / number, tagged)
        write(tables)
        say("Indexes …")
    for rows in tables:
        rows.set_sequence()
    Ancestor.rebuild()
    say("Lists …")
    listings.write(writing.first, writing.last, is_most=is_most)
    return writing


def write(tables: Iterable[Rows]) -> None:
    for rows in tables:
        rows.write()


def calendar(chance: Random, fandoms: list[Fandom], number: int) -> Iterator[tuple[float, Fandom]]:
    """(share of the years, fandom) of each story, in the order of their publication. Each is one
    whole number until then: a million pairs would take much memory."""
    moments = []
    for place in chance.choices(range(len(fandoms)), weights=zipf(len(fandoms)), k=number):
        fandom = fandoms[place]
        moment = fandom.begin + (fandom.end - fandom.begin) * chance.random() ** GROWTH
        moments.append(int(moment * PARTS) * len(fandoms) + place)
    for moment in sorted(moments):
        yield moment // len(fandoms) / PARTS, fandoms[moment % len(fandoms)]
