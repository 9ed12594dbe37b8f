"""`manage.py generate`: an archive made by chance is one like any other."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import User
from archive.generating import generate
from bench.filters import Filters
from discovery.criteria import Criteria, Exclusions
from discovery.models import TextPiece
from discovery.search import Search
from discovery.wishes import resolve
from discovery.words import indexing
from stories import counting
from stories.models import ChapterText, Listing, Story, Tagging
from tags.models import Tag
from tags.relationships import people

pytestmark = pytest.mark.django_db

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
STORIES = 60
SCHEMA = """
SELECT tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
FROM pg_constraint
UNION ALL SELECT tgrelid::regclass::text, tgname::text, tgenabled::text
FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1, 2, 3
"""


def make(number: int = STORIES, *, seed: int = 5, with_texts: bool = False) -> None:
    generate(number, newest=NEWEST, seed=seed, with_texts=with_texts, say=lambda _what: None)


def schema() -> list:
    with connection.cursor() as cursor:
        return cursor.execute(SCHEMA).fetchall()


def listings() -> list:
    return list(Listing.objects.order_by("pk").values())


def told() -> list:
    """What the archive says, without the ids, which no database gives out twice."""
    tags = Tagging.objects.order_by("pk").values_list("content_object__title", "tag__name", "main")
    texts = ChapterText.objects.order_by("pk").values_list("html", "words")
    return [*tags, *texts, *Story.objects.order_by("pk").values_list("summary", "revised_at")]


def texts_found_by() -> list:
    kept = TextPiece.objects.order_by("chapter_id", "number").values_list("vector", "neighbours")
    return [(vector, set(neighbours)) for vector, neighbours in kept]


def test_its_lists_and_its_words_are_as_the_archive_itself_would_write_them():
    make(300, with_texts=True)
    written = listings()
    ids = [one["story_id"] for one in written]
    assert len(ids) > 280
    Listing.refresh(ids)
    assert listings() == written
    assert indexing.refresh(ids) == (0, 0)
    found_by = texts_found_by()
    assert indexing.refresh(ids, anew=True).texts == len(found_by)
    assert texts_found_by() == found_by
    assert counting.recount() == 0


def test_the_tables_are_as_strict_as_before():
    before = schema()
    make()
    assert schema() == before


def test_the_same_seed_makes_the_same_archive_and_another_another():
    made = []
    for seed in (5, 5, 6):
        with transaction.atomic():
            make(seed=seed, with_texts=True)
            made.append(told())
            transaction.set_rollback(True)
    assert made[0] == made[1] != made[2]


def test_a_guest_reads_it(client):
    make(with_texts=True)
    assert client.get("/works").content.count(b"<article") == 20
    story = Story.objects.public().filter(rating="general", language="en").last()
    page = client.get(story.get_absolute_url())
    text = ChapterText.objects.filter(chapter__story=story).order_by("chapter__position").first()
    assert text.html.split("</p>")[0].removeprefix("<p>").split(".")[0] in page.content.decode()


def test_a_relationship_brings_its_people_and_is_of_their_fandom():
    make()
    pairs = Tag.objects.filter(kind="relationship", synonym_of=None)
    assert pairs.count() > 20
    for pair in pairs:
        assert {one.name for one in pair.characters.all()} == set(people(pair.name))
        fandoms = [set(one.fandoms.all()) for one in [pair, *pair.characters.all()]]
        assert set.intersection(*fandoms)


def test_two_common_tags_never_meet():
    make()
    happy, unhappy = (Tag.objects.get(name=name) for name in ("Happy Ending", "Unhappy Ending"))

    def number(*tags: Tag) -> int:
        wanted = Criteria(tags=tuple(tag.pk for tag in tags))
        return Search(wanted, Exclusions(), AnonymousUser()).count().number

    assert min(number(happy), number(unhappy)) > STORIES / 10
    assert number(happy, unhappy) == 0


def test_nobody_can_sign_in_as_one_of_its_people():
    make()
    assert User.objects.exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_more_stories_leave_those_that_are_there_as_they_are():
    make()
    before, tags = listings(), dict(Tag.objects.values_list("pk", "name"))
    make(20, seed=6)
    after = listings()
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert tags.items() <= dict(Tag.objects.values_list("pk", "name")).items()
    assert counting.recount() == 0


def test_a_new_story_follows_them(alice):
    make()
    last = Story.objects.order_by("pk").last()
    assert Story.begin(pen_names=[alice.pen_name], title="New").pk > last.pk


@pytest.mark.parametrize("said", [{}, {"more": True}, {"among_people": True}])
def test_it_keeps_away_from_people_unless_it_is_told_so_twice(alice, said):
    with pytest.raises(CommandError, match="--more --among-people"):
        call_command("generate", stories=3, **said)
    assert not Story.objects.exists()


def test_it_keeps_away_from_stories_unless_it_is_told_so():
    make()
    number = Story.objects.count()
    with pytest.raises(CommandError, match="--more"):
        call_command("generate", stories=3)
    assert Story.objects.count() == number


def test_it_keeps_away_from_an_archive_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--in-production"):
        call_command("generate", stories=3)


def test_the_command_says_what_it_does(capsys):
    call_command("generate", "--stories=20", "--until=2020-05-01")
    assert "20 stories are there." in capsys.readouterr().out
    newest = Story.objects.order_by("-revised_at").first()
    assert newest.revised_at < datetime(2020, 5, 2, tzinfo=UTC)


def test_whatever_the_bench_asks_at_random_is_found():
    make()
    filters = Filters()
    for _filter in range(40):
        resolved = resolve(filters.random(), AnonymousUser())
        assert not resolved.unknown
        assert Search(resolved.criteria, Exclusions(), AnonymousUser()).count().number > 0
    assert len(list(filters.worst())) == 50
