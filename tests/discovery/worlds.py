"""A small archive made by chance, and the plainest way to say which of its stories a list holds.

What `World.fitting` says in Python, over the stories themselves, is what a search has to find.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from math import log
from random import Random

from django.db.models import Q

from accounts.models import PenName, User
from discovery.criteria import Criteria, Exclusions, Words
from discovery.words import indexing
from stories import sort_keys
from stories.models import Byline, Chapter, ChapterText, Listing, Story, Tagging, Tally
from stories.models.choices import Rating, Status
from tags.models import Ancestor, Member, Parent, Tag

WORDS = ["fog", "kelp", "moss", "reef"]  # whose stems are themselves
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = ["fandom", "fandom", "relationship", "character", "character", "freeform", "warning", "au"]


class World:
    def __init__(self, chance: Random, stories: int = 12):
        self.chance = chance
        self.tags = [self._tag(number, kind) for number, kind in enumerate(KINDS * 2)]
        self._relate()
        self.names = [self._name(number) for number in range(3)]
        self.stories = [self._story() for _number in range(stories)]
        Listing.refresh(story.pk for story in self.stories)
        indexing.refresh(story.pk for story in self.stories)

    def _tag(self, number: int, kind: str) -> Tag:
        word = self.chance.choice([*WORDS, "plain"])
        return Tag.objects.create(
            kind=kind,
            name=f"{word} {kind} t{number}",
            is_official=True,
            is_filterable=self.chance.random() < 0.9,
        )

    def _relate(self) -> None:
        """Some are other names, some stand above others; relationships have members."""
        for number, tag in enumerate(self.tags):
            alike = [other for other in self.tags[:number] if other.kind == tag.kind]
            for other in alike:
                if self.chance.random() < 0.5 and not other.synonym_of_id:
                    if self.chance.random() < 0.4 and not self._is_above_any(tag):
                        Tag.objects.filter(pk=tag.pk).update(synonym_of=other, is_official=False)
                        tag.synonym_of = other
                    else:
                        Parent.objects.create(child=tag, parent=other)
        characters = [tag for tag in self.tags if tag.kind == "character"]
        for tag in self.tags:
            if tag.kind == "relationship":
                for member in self.chance.sample(characters, 2):
                    Member.objects.create(relationship=tag, character=member)
        Ancestor.rebuild()
        self.parents = defaultdict(set)
        for link in Parent.objects.all():
            self.parents[link.child_id].add(link.parent_id)
        self.members = defaultdict(list)
        for link in Member.objects.select_related("character__synonym_of"):
            self.members[link.relationship_id].append(link.character)

    def _is_above_any(self, tag: Tag) -> bool:
        return Parent.objects.filter(Q(parent=tag) | Q(child=tag)).exists()

    def _name(self, number: int) -> PenName:
        user = User.objects.create(username=f"person{number}")
        return PenName.objects.create(user=user, name=f"{self.chance.choice(WORDS)} Name{number}")

    def _story(self) -> Story:
        chance, day = self.chance, timedelta(days=1)
        published = BEGINNING + chance.randrange(9) * day
        story = Story.objects.create(
            title=self._said(),
            summary=f"<p>{self._said()}</p>",
            au_premise=chance.choice(["", f"<p>{self._said()}</p>"]),
            rating=chance.choice(Rating.values),
            status=chance.choice(Status.values),
            language=chance.choice(["en", "fr", "zh"]),
            visibility=chance.choice(["public", "public", "members"]),
            published_at=chance.choice([published, published, published, None]),
            revised_at=chance.choice([None, published + chance.randrange(9) * day]),
            hidden_at=chance.choice([None] * 6 + [published]),
            deleted_at=chance.choice([None] * 6 + [published]),
            written_year=chance.choice([None, 1998, 2001, 2003]),
        )
        counts = {"reviews": 3, "kudos": 3, "bookmarks": 3, "reads": 200}
        rest = {counter: chance.randrange(most) for counter, most in counts.items()}
        Tally.objects.update_or_create(story=story, defaults=rest)
        for position in range(1, chance.randrange(2, 5)):
            shown = chance.choice([published, published, None])
            chapter = Chapter.objects.create(story=story, position=position, published_at=shown)
            html = f"<p>{self._said()}</p>"
            ChapterText.objects.create(chapter=chapter, html=html, words=chance.randrange(50))
        for position, tag in enumerate(chance.sample(self.tags, chance.randrange(1, 7))):
            main = tag.kind in ("relationship", "character") and chance.random() < 0.5
            Tagging.objects.create(content_object=story, tag=tag, position=position, main=main)
        for position, name in enumerate(chance.sample(self.names, chance.randrange(1, 3)), 1):
            state = chance.choice(["accepted", "accepted", "invited"])
            shown_name = chance.random() < 0.8
            Byline.objects.create(
                story=story, pen_name=name, position=position, state=state, shown=shown_name
            )
        return story

    def _said(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randrange(1, 3)))

    # What a reader may ask for

    def criteria(self) -> Criteria:
        """A few things at once, so that something is left."""
        wishes = self._wishes()
        asked = self.chance.sample(sorted(wishes), self.chance.randint(0, 3))
        return Criteria(**{name: wishes[name] for name in asked})

    def _wishes(self) -> dict:
        some, fields = self._some, ("", "title", "by", "tag", "au", "text")
        any_words = [Words(self._said(), field) for field in fields]
        return {
            "of_tags": some(self._official(), 1),
            "of_pen_names": some(self._name_ids(), 1),
            "tags": some(self._official(), 2),
            "not_tags": some(self._official(), 2),
            "main_tags": some(self._official(), 1),
            "not_main_tags": some(self._official(), 2),
            "hearts": self.hearts(),
            "pen_names": some(self._name_ids(), 1),
            "not_pen_names": some(self._name_ids(), 1),
            "any": True,
            "ratings": some(Rating.values, 3),
            "not_ratings": some(Rating.values, 2),
            "statuses": some(Status.values, 2),
            "not_statuses": some(Status.values, 2),
            "languages": some(["en", "fr", "zh", "de"], 2),
            "not_languages": some(["en", "fr", "zh", "de"], 1),
            "words": self._range([0, 20, 60, 10**12]),
            "updated": self._range([BEGINNING + timedelta(days=n) for n in (0, 3, 8, 20)]),
            "written": self._range([1998, 2001, 99_999]),
            "crossovers": self.chance.choice(["none", "only"]),
            "chapters": self.chance.choice(["one", "many"]),
            "says": some(any_words, 2),
            "says_not": some(any_words, 2),
        }

    def hearts(self) -> tuple:
        return self._some(self._official(), 2)

    def exclusions(self) -> Exclusions:
        never = {
            "tags": self._some(self._official(), 2),
            "pen_names": self._some(self._name_ids(), 1),
            "words": self._some(WORDS, 2),
        }
        kept = self.chance.choice([[], ["tags"], ["pen_names"], ["words"], list(never)])
        return Exclusions(**{name: never[name] for name in kept})

    def _official(self) -> list[int]:
        return [tag.pk for tag in self.tags if not tag.synonym_of_id]

    def _name_ids(self) -> list[int]:
        return [name.pk for name in self.names]

    def _some(self, values, most: int) -> tuple:
        return tuple(self.chance.sample(list(values), self.chance.randint(1, most)))

    def _range(self, values) -> tuple:
        first, last = sorted(self.chance.choices(values, k=2))
        return self.chance.choice([(first, None), (None, last), (first, last)])

    # What a search has to find

    def fitting(self, criteria: Criteria, exclusions: Exclusions, user) -> list[Story]:
        return [
            story
            for story in self.stories
            if self.is_seen(story, user)
            and self.fits(story, criteria)
            and not self.is_excluded(story, exclusions)
        ]

    def is_seen(self, story: Story, user) -> bool:
        is_shown = story.published_at and not story.hidden_at and not story.deleted_at
        return bool(is_shown and (story.visibility == "public" or user.is_authenticated))

    def fits(self, story: Story, asked: Criteria) -> bool:
        tags, names = self.tags_of(story), set(self.names_of(story))
        hearts = self.tags_of(story, main=True)
        wanted = [
            *(tag in tags for tag in asked.tags),
            *(tag in hearts for tag in asked.main_tags),
            *(name in names for name in asked.pen_names),
        ]
        numbers = {
            "words": self.length(story),
            "updated": self.updated(story),
            "written": story.written_year,
        }
        return (
            all(tag in tags for tag in asked.of_tags)
            and all(name in names for name in asked.of_pen_names)
            and (any(wanted) if asked.any and wanted else all(wanted))
            and not tags & set(asked.not_tags)
            and not hearts & set(asked.not_main_tags)
            and not names & set(asked.not_pen_names)
            and story.rating in (asked.ratings or Rating.values)
            and story.rating not in asked.not_ratings
            and story.status in (asked.statuses or Status.values)
            and story.status not in asked.not_statuses
            and story.language in (asked.languages or ["en", "fr", "zh"])
            and story.language not in asked.not_languages
            and all(_inside(value, getattr(asked, name)) for name, value in numbers.items())
            and asked.crossovers in ("", "only" if self.is_crossover(story) else "none")
            and asked.chapters in ("", "one" if len(self.chapters(story)) == 1 else "many")
            and all(self.says(story, words) for words in asked.says)
            and not any(self.says(story, words) for words in asked.says_not)
        )

    def is_excluded(self, story: Story, never: Exclusions) -> bool:
        return bool(
            self.tags_of(story) & set(never.tags)
            or set(self.names_of(story)) & set(never.pen_names)
            or any(self.says(story, Words(word)) for word in never.words)
        )

    def tags_of(self, story: Story, *, main: bool = False) -> set[int]:
        """Its own, their official ones, the characters of those, and all that is above any."""
        found = set()
        for link in self.links(story):
            if link.main or not main:
                found.add(link.tag_id)
                for tag in self.meant(link.tag):
                    found |= {tag.pk, *self.above(tag.pk)}
        return found

    def meant(self, tag: Tag) -> list[Tag]:
        return [tag.official, *(member.official for member in self.members[tag.official.pk])]

    def above(self, tag: int) -> set[int]:
        parents = self.parents[tag]
        return {*parents, *(higher for parent in parents for higher in self.above(parent))}

    def is_crossover(self, story: Story) -> bool:
        """More than one fandom, none of them above another."""
        fandoms = {link.tag.official.pk for link in self.links(story) if link.tag.kind == "fandom"}
        above = {tag for fandom in fandoms for tag in self.above(fandom)}
        return len(fandoms - above) > 1

    def names_of(self, story: Story) -> list[int]:
        lines = sorted(self.lines(story), key=lambda line: line.position)
        return [line.pen_name_id for line in lines if line.state == "accepted" and line.shown]

    @cache  # noqa: B019
    def links(self, story: Story) -> list[Tagging]:
        return list(story.taggings.select_related("tag__synonym_of"))

    @cache  # noqa: B019
    def lines(self, story: Story) -> list[Byline]:
        return list(story.bylines.all())

    @cache  # noqa: B019
    def chapters(self, story: Story) -> list[Chapter]:
        chapters = story.chapters.select_related("text")
        return [one for one in chapters if one.published_at and not one.deleted_at]

    def length(self, story: Story) -> int:
        return sum(chapter.text.words for chapter in self.chapters(story))

    def updated(self, story: Story) -> datetime:
        return story.revised_at or story.published_at

    def says(self, story: Story, words: Words) -> bool:
        parts = {
            "title": [story.title],
            "by": [name.name for name in self.names if name.pk in self.names_of(story)],
            "tag": [
                tag.name for link in self.links(story) for tag in (link.tag, link.tag.official)
            ],
            "au": [_plain(story.au_premise)],
            "text": [_plain(chapter.text.html) for chapter in self.chapters(story)],
        }
        card = [*parts["title"], *parts["by"], *parts["tag"], *parts["au"], _plain(story.summary)]
        return any(_stands_in(words.text, part) for part in {"": card, **parts}[words.field])

    # In which order

    def value(self, story: Story, sort: str, asked: Criteria):
        tally = story.tally
        is_in_text = any(words.field == "text" for words in asked.says)
        is_heart = bool(self.tags_of(story, main=True) & set(asked.hearts)) and not is_in_text
        (_pk, title, name) = next(sort_keys.of({story.pk: story.title}))
        return {
            "updated": self.updated(story),
            "published": story.published_at,
            "written": (story.written_year or 0) * 10_000,
            "thanks": tally.kudos,
            "reviews": tally.reviews,
            "kept": tally.bookmarks,
            "words": self.length(story),
            "title": title,
            "by": name,
            "gems": gem(tally.kudos, tally.bookmarks, tally.reads),
            "mainly": (is_heart, self.updated(story)),
        }[sort]

    def sorted(self, stories: list[Story], sort: str, asked: Criteria, *, turned) -> list[int]:
        falls = (sort not in ("title", "by")) != turned
        keys = {story.pk: (self.value(story, sort, asked), story.pk) for story in stories}
        return sorted(keys, key=keys.__getitem__, reverse=falls)

    # What is among them

    def numbers(self, stories: list[Story], kind: str, asked: Criteria) -> dict[str, int]:
        """{name: stories} of the tags of a kind."""
        main = kind == "mainly"
        kinds = ("relationship", "character") if main else (kind,)
        chosen = {*asked.main_tags} if main else {*asked.of_tags, *asked.main_tags}
        chosen |= set() if asked.any or main else {*asked.tags}
        offered = {
            tag.pk: tag.name
            for tag in self.tags
            if tag.kind in kinds and tag.is_filterable and not tag.synonym_of_id
        }
        counts = Counter(tag for story in stories for tag in self.tags_of(story, main=main))
        return {
            name: counts[tag] for tag, name in offered.items() if counts[tag] and tag not in chosen
        }


def gem(kudos: int, kept: int, reads: int) -> float:
    """As docs/finding.md says it."""
    liked = kudos + kept
    readers = max(reads, liked)
    return round((liked + 50 / 20) / (readers + 50) / (1 + log(1 + readers / 100)), 3)


def _inside(value, limits) -> bool:
    first, last = limits
    if first is None and last is None:
        return True
    return (
        value is not None and (first is None or first <= value) and (last is None or value <= last)
    )


def _plain(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>")


def _stands_in(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "
