"""What 200 versions of a novel take in the database, and how long it takes to keep, read and
compare them: `python -m bench versions`. In an empty database of its own."""

import os
import random
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from bench.rows import Row, at_most

WORDS = 100_000
CHAPTERS = 40
VERSIONS = 200
EDITS = 5  # a version, scattered over its text
LIMIT = 20.0  # MB
RUNS = 5
TABLES = ("stories_revision", "stories_piece")
MEGABYTE = 1_000_000
SYLLABLES = ["ar", "bel", "cor", "dun", "el", "fen", "gar", "hol", "is", "jor", "kel", "lun", "mar"]


def rows() -> Iterator[Row]:
    from core import embedded

    os.environ["DATABASE_URL"] = embedded.ensure_running("postgres-bench", durable=False)
    import django
    from django.db import connection

    django.setup()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield from measured(random.Random(1_000))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measured(chance: random.Random) -> Iterator[Row]:
    from accounts.models import PenName, User
    from stories.models import Story

    author = User.objects.create_user("bench")
    pen_name = PenName.objects.create(user=author, name="Bench")
    for number in (1, CHAPTERS):
        story = Story.begin(pen_names=[pen_name], title="A novel")
        chapters = [story.add_chapter(html=text(chance, WORDS // number)) for _ in range(number)]
        for chapter in chapters:
            chapter.keep_current(by=author)
        before = size()
        keeping = [
            keep(chance, chapter, author, EDITS if number == 1 else 1)
            for _version in range(VERSIONS)
            for chapter in changed(chance, chapters)
        ]
        what = f"{VERSIONS} versions of {WORDS:,} words, chapters: {number}"
        yield at_most(f"{what}; in the database", (size() - before) / MEGABYTE, LIMIT, "MB")
        yield Row(f"{what}; one is kept in", f"{1000 * median(keeping):.0f} ms", "")
        yield from looked_at(chapters[0])


def changed(chance: random.Random, chapters: list) -> list:
    """Those in which the edits of one evening fall."""
    return [chance.choice(chapters) for _edit in range(EDITS)] if len(chapters) > 1 else chapters


def looked_at(chapter) -> Iterator[Row]:
    from stories.models import Revision
    from stories.versions import history
    from stories.versions.comparing import compared

    newest, oldest = chapter.revisions.first(), chapter.revisions.last()
    page = list(chapter.revisions.without_texts()[:20])
    what = {
        "read": lambda: Revision.objects.get(pk=oldest.pk).html,
        "the words of 20 counted": lambda: history.words_of(chapter, page),
        "the first compared with the last": lambda: compared(oldest.fields(), newest.fields()),
    }
    for name, verb in what.items():
        yield Row(f"a chapter’s versions: {name}", f"{1000 * took(verb):.0f} ms", "")


def keep(chance: random.Random, chapter, author, edits: int = 1) -> float:
    """Some sentences more, here and there; how long it took to keep the version."""
    paragraphs = chapter.current_fields()["html"].split("\n")
    for _edit in range(edits):
        place = chance.randrange(len(paragraphs))
        paragraphs[place] = paragraphs[place].replace("</p>", f" {sentence(chance)}</p>")
    chapter.write(html="\n".join(paragraphs))
    start = perf_counter()
    chapter.keep_current(by=author)
    return perf_counter() - start


def size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) name",
            [list(TABLES)],
        )
        return int(cursor.fetchone()[0])


def took(verb: Callable[[], object]) -> float:
    times = []
    for _run in range(RUNS):
        start = perf_counter()
        verb()
        times.append(perf_counter() - start)
    return median(times)


def text(chance: random.Random, words: int) -> str:
    paragraphs = []
    while words > 0:
        sentences = [sentence(chance) for _sentence in range(chance.randint(1, 6))]
        words -= sum(len(one.split()) for one in sentences)
        paragraphs.append(f"<p>{' '.join(sentences)}</p>")
    return "\n".join(paragraphs)


def sentence(chance: random.Random) -> str:
    words = (
        "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3)))
        for _word in range(chance.randint(4, 18))
    )
    return " ".join(words).capitalize() + "."
