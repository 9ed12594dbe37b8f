"""What is found is what fits: searches against the plainest way to say it, on archives made by
chance."""

import math
from dataclasses import replace
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from discovery.criteria import Exclusions
from discovery.search import SORTS, Search, facets, looked_at, pages, statements
from tags.models import Tag
from tests.discovery.worlds import World

ORDERS = [name for name in SORTS if name != "relevance"]
WORLDS = max(3, profile.default.max_examples // 12)
WISHES = 25  # a world


@pytest.fixture(params=["walk", "gather"])
def way(request, monkeypatch):
    """Whichever way the planner's figures would choose: first a few steps of a walk, which often
    end too early, and what is among all in one statement; or never a walk, and in two."""
    steps = {"walk": lambda *_: 6, "gather": lambda *_: 0}[request.param]
    monkeypatch.setattr(pages, "steps_worth", steps)
    monkeypatch.setattr(looked_at, "DEAR", {"walk": math.inf, "gather": 0}[request.param])


@profile(max_examples=WORLDS)
@given(seed=st.integers(0, 2**32))
def test_pages_counts_and_facets_are_those_of_the_stories(db, way, seed):
    chance = Random(seed)
    with transaction.atomic():
        world = World(chance)
        for _wish in range(WISHES):
            user = chance.choice([AnonymousUser(), world.names[0].user])
            asked, never = world.criteria(), world.exclusions()
            fitting = world.fitting(asked, never, user)
            search = Search(asked, never, user)
            _forms_hold(world, search, fitting)
            _pages_hold(world, search, fitting, asked)
            _counts_hold(world, search, fitting, asked, user)
            _facets_hold(world, search, fitting, asked)
        transaction.set_rollback(True)


@profile(max_examples=WORLDS)
@given(seed=st.integers(0, 2**32))
def test_what_is_mainly_about_somebody_comes_first_on_every_page(db, way, seed):
    chance = Random(seed)
    with transaction.atomic():
        world = World(chance)
        for _wish in range(WISHES):
            asked = replace(world.criteria(), hearts=world.hearts())
            search = Search(asked, Exclusions(), AnonymousUser())
            fitting = world.fitting(asked, Exclusions(), AnonymousUser())
            _pages_hold(world, search, fitting, asked, ["mainly"])
        transaction.set_rollback(True)


def _forms_hold(world, search, fitting):
    since = world.chance.choice(world.stories).pk
    asked = search.conditions
    forms = [(asked.walking, 0), (asked.gathering, 0)]
    if not asked.texts:
        forms.append((asked.added_since(since), since))
    for form, first in forms:
        found = statements.rows(
            f"SELECT story_id FROM stories_listing WHERE {form.text}", form.params
        )
        assert sorted(found) == [(story.pk,) for story in fitting if story.pk >= first]


def _pages_hold(world, search, fitting, asked, orders=ORDERS):
    sort, turned = world.chance.choice(orders), world.chance.random() < 0.3
    wanted = world.sorted(fitting, sort, asked, turned=turned)
    size = world.chance.choice([1, 1, 2, 5])
    found, page = [], search.page(sort, is_reversed=turned, size=size)
    assert page.newer == ""
    while page.ids:
        before, found = page, found + page.ids
        if not page.older:
            break
        page = search.page(sort, is_reversed=turned, after=page.older, size=size)
        back = search.page(sort, is_reversed=turned, before=page.newer, size=size)
        assert back == before
    assert found == wanted


def _counts_hold(world, search, fitting, asked, user):
    assert search.count().number == len(fitting)
    everything = world.fitting(asked, Exclusions(), user)
    assert search.hidden().number == len(everything) - len(fitting)
    drawn = search.random()
    assert drawn in {story.pk for story in fitting} if fitting else drawn is None


def _facets_hold(world, search, fitting, asked):
    found = search.facets()
    assert not found.of_newest
    for kind in (*Tag.Kind.values, facets.MAINLY):
        numbers = {row.value: row.number for row in found[kind]}
        assert numbers == world.numbers(fitting, kind, asked), kind
    for kind in ("rating", "status", "language"):
        numbers = {row.value: row.number for row in found[kind]}
        values = [getattr(story, kind) for story in fitting]
        assert numbers == {value: values.count(value) for value in values}
