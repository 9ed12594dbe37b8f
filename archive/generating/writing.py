"""The rows of one story after the other, from the oldest to the newest."""

import math
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from archive.generating.bulk import Rows, written
from archive.generating.people import People
from archive.generating.prose import Prose
from archive.generating.tagging import Tagged
from archive.generating.texts import Texts
from stories.models import Byline, Chapter, ChapterText, Series, SeriesEntry, Story, Tagging, Tally

LANGUAGES = {
    "en": 85, "zh": 4, "es": 3, "ru": 2.5, "fr": 1.8, "de": 1, "pt": 1, "ar": 0.7, "ja": 0.5,
    "ko": 0.5,
}  # fmt: skip
STATUSES = ("complete", "in_progress", "on_hiatus", "abandoned")
LENGTH, SPREAD = math.log(2_600), 1.1  # words of a chapter: log-normal
SUMMARY = (1, 1, 2, 3, 4)  # sentences
MOST_WORDS = 1_500_000
THANKS = math.log(14)
MEMBERS, HIDDEN, BIN, DRAFTS, ANONYMOUS, TOGETHER = 0.06, 0.002, 0.002, 0.005, 0.01, 0.03
MANY_CHAPTERS, IN_SERIES, OLDER = 0.25, 0.12, 0.1  # of stories; older than their publication here


class Writing:
    def __init__(
        self, chance: Random, people: People, newest: datetime, stories: int, *, with_texts: bool
    ):
        self.chance, self.people, self.newest = chance, people, newest
        self.prose = {language: Prose(language, chance, stories) for language in LANGUAGES}
        self.texts = Texts(chance, self.prose, stories) if with_texts else None
        self.languages = list(LANGUAGES)
        self.shares = list(accumulate(LANGUAGES.values()))
        self.stories = Rows(
            Story, "id", "title", "summary", "au_premise", "rating", "status", "language",
            "visibility", "written_year", "written_month", "created_at", "published_at",
            "revised_at", "hidden_at", "deleted_at",
        )  # fmt: skip
        self.first = self.stories.last + 1
        self.bylines = Rows(Byline, "id", "story_id", "pen_name_id", "position", "shown")
        self.taggings = Rows(Tagging, "id", "content_object_id", "tag_id", "position", "main")
        self.chapters = Rows(
            Chapter, "id", "story_id", "position", "title", "created_at", "published_at"
        )
        self.bodies = Rows(ChapterText, "chapter_id", "html", "words")
        self.tallies = Rows(Tally, "story_id", "reviews", "kudos", "bookmarks", "reads")
        self.series = Rows(Series, "id", "title", "created_at")
        self.signed = Rows(Series.pen_names.through, "id", "series_id", "penname_id")
        self.entries = Rows(SeriesEntry, "id", "series_id", "story_id", "position")
        self.running: dict[int, tuple[int, int]] = {}  # pen name → its series, the last place in it

    @property
    def last(self) -> int:
        return self.stories.last

    @property
    def tables(self) -> list[Rows]:
        return [
            self.stories, self.bylines, self.taggings, self.chapters, self.bodies, self.tallies,
            self.series, self.signed, self.entries,
        ]  # fmt: skip

    def add(self, moment: datetime, share: float, tagged: Tagged) -> None:
        """A story that was published at this moment, when this share of all was there."""
        chance, pk = self.chance, self.stories.next()
        language = chance.choices(self.languages, cum_weights=self.shares)[0]
        prose = self.prose[language]
        chapters = 2 + int(chance.expovariate(0.2)) if chance.random() < MANY_CHAPTERS else 1
        revised = self._revised(moment, chapters)
        is_draft = chance.random() < DRAFTS
        published = "\\N" if is_draft else written(moment)
        self.stories.add(
            pk, written(prose.title()), f"<p>{prose.sentences_of(chance.choice(SUMMARY))}</p>",
            f"<p>{prose.sentence()}</p>" if tagged.has_premise and chance.random() < 0.5 else "",
            tagged.rating, self._status(chapters, revised), language,
            "members" if chance.random() < MEMBERS else "public", *self._written(moment),
            written(moment), published, "\\N" if is_draft else written(revised),
            written(self.newest) if chance.random() < HIDDEN else "\\N",
            written(self.newest) if chance.random() < BIN else "\\N",
        )  # fmt: skip
        self._sign(pk, moment, share, prose)
        for tag, place, is_main in tagged.links:
            self.taggings.add(self.taggings.next(), pk, tag, place, "t" if is_main else "f")
        self._chapters(pk, chapters, moment, revised, is_draft, prose)
        self._tally(pk, moment)

    def _revised(self, moment: datetime, chapters: int) -> datetime:
        """Its last chapter came weeks later, but not in days to come."""
        if chapters == 1:
            return moment
        later = moment + timedelta(days=chapters * self.chance.expovariate(1 / 12))
        return later if later < self.newest else moment

    def _status(self, chapters: int, revised: datetime) -> str:
        if chapters == 1 or self.chance.random() < 0.55:
            return "complete"
        if (self.newest - revised).days < 300:
            return "in_progress"
        return self.chance.choice(STATUSES[1:])

    def _written(self, moment: datetime) -> tuple[str | int, str | int]:
        """Year and month, where it is older than its place in this archive."""
        if self.chance.random() > OLDER:
            return "\\N", "\\N"
        year = moment.year - 1 - int(self.chance.expovariate(0.3))
        return year, self.chance.randint(1, 12) if self.chance.random() < 0.5 else "\\N"

    def _sign(self, pk: int, moment: datetime, share: float, prose: Prose) -> None:
        chance = self.chance
        name = self.people.writer(share)
        shown = "f" if chance.random() < ANONYMOUS else "t"
        self.bylines.add(self.bylines.next(), pk, name, 1, shown)
        if chance.random() < TOGETHER and (other := self.people.writer(share)) != name:
            self.bylines.add(self.bylines.next(), pk, other, 2, "t")
        if chance.random() < IN_SERIES:
            self._continue_series(pk, name, moment, prose)

    def _continue_series(self, story: int, name: int, moment: datetime, prose: Prose) -> None:
        series, last = self.running.get(name, (0, 0))
        if not series or self.chance.random() < 0.25:
            series, last = self.series.next(), 0
            self.series.add(series, written(prose.title()), written(moment))
            self.signed.add(self.signed.next(), series, name)
        self.entries.add(self.entries.next(), series, story, last + 1)
        self.running[name] = series, last + 1

    def _chapters(
        self, story: int, number: int, moment: datetime, revised: datetime, is_draft: bool,
        prose: Prose,
    ) -> None:  # fmt: skip
        """Words are those of the whole, also where only the beginning of it is written."""
        words = int(self.chance.lognormvariate(LENGTH, SPREAD)) + 100
        words = min(words, MOST_WORDS // number)
        step = (revised - moment) / max(1, number - 1)
        for place in range(number):
            pk = self.chapters.next()
            when = written(moment + step * place)
            title = written(prose.title()) if number > 1 else ""
            self.chapters.add(pk, story, place + 1, title, when, "\\N" if is_draft else when)
            html = ""
            if self.texts and place == 0:
                html = written(self.texts.chapter(prose.language))
            self.bodies.add(pk, html, words)

    def _tally(self, pk: int, moment: datetime) -> None:
        """A few stories have most of the thanks; what is new has few as yet."""
        chance = self.chance
        age = (self.newest - moment).days
        kudos = int(chance.lognormvariate(THANKS, 1.5) * min(1, (age + 3) / 400))
        reviews = int(kudos * chance.uniform(0, 0.3))
        kept = int(kudos * chance.uniform(0.05, 0.4))
        reads = int(kudos * chance.uniform(8, 30)) + chance.randrange(60)
        self.tallies.add(pk, reviews, kudos, kept, reads)
