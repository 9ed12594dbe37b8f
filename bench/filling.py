"""An archive of many stories, written in bulk once and kept for later runs.

It is made anew when the migrations, the files that make it or the wanted number changed: the
schema's comment says what it was made of. `fill` makes stories as pages show them, with novels and
reviews; `generated` as lists find them, as many as one likes.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import PenName, User
from core import names
from reviews.models import Review
from stories.models import (
    Byline,
    Chapter,
    ChapterText,
    Listing,
    Series,
    SeriesEntry,
    Story,
    Tagging,
    Tally,
)
from tags.models import Tag

WRITERS = 600
BATCH = 500  # stories
WORDS = 2_000  # a chapter
TAGS = {"fandom": 120, "character": 1_500, "relationship": 1_500, "freeform": 4_000, "au": 40}
WARNINGS = ["No warnings apply", "Graphic violence", "Major character death", "None chosen"]
CATEGORIES = ["F/F", "F/M", "Gen", "M/M", "Multi", "Other"]
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = ["ar", "bel", "cor", "dun", "el", "fen", "gar", "hol", "is", "jor", "kel", "lun", "mar"]


def fill(number: int) -> None:
    """Leave the database with exactly `number` stories, and its statistics up to date."""
    with _kept(f"bench {number} {_made_of(Path(__file__))}") as is_new:
        if is_new:
            print(f"Filling the database with {number:,} stories …", flush=True)
            with transaction.atomic():
                _Archive(random.Random(5_000)).write(number)


def generated(number: int) -> None:
    """The same by `manage.py generate --texts`."""
    from archive import generating

    files = sorted(Path(generating.__file__).parent.glob("*.*"))
    with _kept(f"generated {number} {_made_of(*files)}") as is_new:
        if is_new:
            say = partial(print, file=sys.stderr, flush=True)
            say(f"Filling a database with {number:,} stories …")
            generating.generate(number, newest=NEWEST, seed=5_000, with_texts=True, say=say)


@contextmanager
def _kept(wanted: str) -> Iterator[bool]:
    """Whether the database is empty, and to be filled: then it is remembered with what it was."""
    if _comment() == wanted:
        yield False
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    yield True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(f"COMMENT ON SCHEMA public IS '{wanted}'")


def _made_of(*makers: Path) -> str:
    root = Path(__file__).resolve().parents[1]
    files = [*makers, *sorted(root.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _comment() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace)")
        return cursor.fetchone()[0]


class _Archive:
    def __init__(self, chance: random.Random):
        self.chance = chance
        self.words = sorted({self.word() for _ in range(6_000)})
        self.paragraphs = [f"<p>{self.sentence(80)}</p>" for _ in range(600)]

    def write(self, number: int) -> None:
        self.pen_names = self.write_people()
        self.tags = self.write_tags()
        for first in range(0, number, BATCH):
            self.write_stories(first, min(BATCH, number - first), number)
        self.write_series(number // 25)

    # Words

    def word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 3)))

    def sentence(self, words: int) -> str:
        return " ".join(self.chance.choices(self.words, k=words)).capitalize() + "."

    def name(self) -> str:
        return f"{self.word().capitalize()} {self.word().capitalize()}"

    def chapter(self) -> str:
        return "\n".join(self.chance.choices(self.paragraphs, k=WORDS // 80))

    def few(self, most: int) -> int:
        """A small number, seldom a large one."""
        return min(most, int(self.chance.paretovariate(1.2)) - 1)

    # Rows

    def write_people(self) -> list[PenName]:
        people = User.objects.bulk_create(
            User(username=f"writer{number}", password="!") for number in range(WRITERS)
        )
        pen_names = []
        for number, user in enumerate(people):
            name, slug = f"{self.name()} {number}", f"writer_{number}"
            pen_names.append(
                PenName(user=user, name=name, key=names.key(name), slug=slug, slug_key=slug)
            )
        return PenName.objects.bulk_create(pen_names)

    def write_tags(self) -> dict[str, list[Tag]]:
        wanted = {kind: {self.name() for _ in range(count)} for kind, count in TAGS.items()}
        wanted["relationship"] = {
            f"{self.name()}/{self.name()}" for _ in range(TAGS["relationship"])
        }
        wanted |= {"warning": set(WARNINGS), "category": set(CATEGORIES)}
        return {kind: Tag.objects.named(kind, sorted(some)) for kind, some in wanted.items()}

    def choose_tags(self) -> list[tuple[Tag, bool]]:
        """About fourteen; low numbers far more often than high ones."""
        counts = {
            "fandom": 1 + (self.chance.random() < 0.1),
            "warning": 1,
            "category": 1,
            "relationship": 1 + self.few(3),
            "character": 2 + self.few(6),
            "au": int(self.chance.random() < 0.2),
            "freeform": 2 + self.few(12),
        }
        chosen: dict[Tag, bool] = {}
        for kind, count in counts.items():
            some = self.tags[kind]
            for place in range(count):
                tag = some[int(len(some) * self.chance.random() ** 3)]
                chosen[tag] = place == 0 and kind in ("relationship", "character")
        return list(chosen.items())

    def write_stories(self, first: int, count: int, of: int) -> None:
        stories = Story.objects.bulk_create(
            self.story(NEWEST - timedelta(hours=of - number))
            for number in range(first, first + count)
        )
        Byline.objects.bulk_create(
            Byline(story=story, pen_name=self.chance.choice(self.pen_names)) for story in stories
        )
        Tagging.objects.bulk_create(
            Tagging(content_object=story, tag=tag, main=main, position=position)
            for story in stories
            for position, (tag, main) in enumerate(self.choose_tags())
        )
        self.write_chapters(stories)
        self.write_reviews(stories)
        Listing.refresh(story.pk for story in stories)

    def story(self, moment: datetime) -> Story:
        chance = self.chance
        return Story(
            title=self.sentence(chance.randint(1, 6)).rstrip("."),
            summary=f"<p>{self.sentence(chance.randint(15, 70))}</p>",
            notes=f"<p>{self.sentence(30)}</p>" if chance.random() < 0.5 else "",
            end_notes=f"<p>{self.sentence(20)}</p>" if chance.random() < 0.3 else "",
            rating=chance.choice(["general", "general", "teen", "teen", "teen", "mature"]),
            status=chance.choice(["complete", "complete", "complete", "in_progress"]),
            written_year=chance.choice([None, None, 1998, 2001, 2007, 2019]),
            published_at=moment,
            revised_at=moment,
        )

    def write_chapters(self, stories: list[Story]) -> None:
        chapters = []
        for story in stories:
            count = 1 if self.chance.random() < 0.7 else 2 + self.few(20)
            for position in range(1, count + 1):
                title = self.sentence(3).rstrip(".") if count > 1 else ""
                chapters.append(
                    Chapter(
                        story=story,
                        position=position,
                        title=title,
                        published_at=story.published_at,
                    )
                )
        Chapter.objects.bulk_create(chapters)
        ChapterText.objects.bulk_create(
            (ChapterText(chapter=one, html=self.chapter(), words=WORDS) for one in chapters),
            batch_size=500,
        )

    def write_reviews(self, stories: list[Story]) -> None:
        roots, answers, counts = [], [], {}
        for story in stories:
            counts[story.pk] = self.few(30)
            roots += [self.review(story) for _ in range(counts[story.pk])]
        Review.objects.bulk_create(roots)
        for root in roots:
            if self.chance.random() < 0.4:
                counts[root.story_id] += 1
                answers.append(self.review(root.story, parent=root, root=root))
        Review.objects.bulk_create(answers)
        Tally.objects.bulk_create(
            Tally(story_id=pk, reviews=reviews, kudos=reviews * 7, reads=reviews * 90)
            for pk, reviews in counts.items()
        )

    def review(self, story: Story, **thread) -> Review:
        guest = self.chance.random() < 0.3
        return Review(
            story=story,
            pen_name=None if guest else self.chance.choice(self.pen_names),
            guest_name=self.name() if guest else "",
            html=f"<p>{self.sentence(self.chance.randint(5, 60))}</p>",
            approved_at=story.published_at,
            **thread,
        )

    def write_series(self, count: int) -> None:
        keys = list(Story.objects.values_list("pk", flat=True))
        stories = iter(self.chance.sample(keys, 3 * count))
        series = Series.objects.bulk_create(Series(title=self.name()) for _ in range(count))
        SeriesEntry.objects.bulk_create(
            SeriesEntry(series=one, story_id=next(stories), position=position)
            for one in series
            for position in (1, 2, 3)
        )
