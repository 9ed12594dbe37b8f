"""What is made once asks what would be made anew."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.sorting import SORTS
from reviews.wishes import wishes_for
from stories import reading
from stories.models import Story


def asked(question) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        question()
    return [query["sql"] for query in queries.captured_queries]


@pytest.fixture(params=["guest", "alice", "bob", "mod", "first reader"])
def reader(request, story, bob):
    name = request.param
    if name == "first reader":
        vars(wishes_for(story))["first_reader"] = bob.pk
        return bob
    if name == "guest":
        return AnonymousUser()
    person = request.getfixturevalue(name)
    assert person.is_moderator == (name == "mod")  # which is asked once of each
    return person


@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
@pytest.mark.parametrize("is_further", [False, True])
def test_of_threads(story, reader, sort, is_further):
    after = "-".join(["7"] * len(sort.columns)) if is_further else ""
    wishes_for(story)
    made = asked(lambda: story.reviews.first_threads(reader, sort=sort, after=after))
    assert made == asked(lambda: story.reviews.all().first_threads(reader, sort=sort, after=after))
    assert len(made) == 1


def test_of_the_story_to_read(story, reader):
    stories = Story.objects.visible_to(reader).for_reading(reader)
    made = asked(lambda: reading.visible_story(story.pk, reader))
    assert made == asked(lambda: list(stories.filter(pk=story.pk)))
