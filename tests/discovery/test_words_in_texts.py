"""What chapters say is found whichever way it is looked for, and never by looking for too long."""

from dataclasses import replace
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from discovery import browse
from discovery.criteria import Criteria, Exclusions, Words
from discovery.search import Count, Search, searched, statements, text_walks, texts
from discovery.words import indexing, neighbours, queries
from stories.models import Story
from tests.cast import publish_story
from tests.discovery.worlds import WORDS, World

GUEST = AnonymousUser()
NEVER = Exclusions()
WORLDS = max(3, profile.default.max_examples // 12)
WISHES = 15  # a world
SORTS = ["updated", "written", "thanks", "title", "by"]
ALL = 10**9

# What each way takes for few and for short, and how a walk goes on.
WAYS = {
    "each, step by step": (0, 0, "each"),
    "what the index names": (0, 0, "named"),
    "first a walk, then all": (0, 0, "gather"),
    "all that the index names": (ALL, 0, "each"),
    "through a short list": (0, ALL, "each"),
}


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    few, short, name = WAYS[request.param]
    monkeypatch.setattr(searched, "FEW", few)
    monkeypatch.setattr(searched, "SHORT", short)
    monkeypatch.setattr(texts, "FIRST", 2)
    monkeypatch.setattr(searched.Searched, "way_on", lambda *_: (1, name, 3))
    monkeypatch.setattr(statements, "expected", lambda *_: statements.Expected(12, 12))
    monkeypatch.setattr(statements, "expected_pieces", lambda queries: [1] * len(queries))
    return name


@profile(max_examples=WORLDS)
@given(seed=st.integers(0, 2**32))
def test_every_way_finds_the_same(db, way, seed):
    chance = Random(seed)
    with transaction.atomic():
        world = World(chance)
        for _wish in range(WISHES):
            user = chance.choice([GUEST, world.names[0].user])
            said = chance.sample(WORDS, chance.choice([1, 1, 2]))
            phrases = [Words(" ".join(said), "text"), Words(chance.choice(WORDS), "text")]
            asked = replace(world.criteria(), says=tuple(phrases[: chance.choice([1, 1, 2])]))
            never = world.exclusions()
            sort, turned = chance.choice(SORTS), chance.random() < 0.5
            wanted = world.sorted(world.fitting(asked, never, user), sort, asked, turned=turned)
            search = Search(asked, never, user)
            assert _pages(search, sort, turned, chance.choice([1, 2, 5])) == wanted
            assert set(_pages(search, "relevance", turned, 5)) == set(wanted)
            assert search.count().number == len(wanted)
        transaction.set_rollback(True)


def _pages(search, sort, is_reversed, size):
    page = search.page(sort, is_reversed=is_reversed, size=size)
    found = list(page.ids)
    while page.older:
        page = search.page(sort, is_reversed=is_reversed, after=page.older, size=size)
        found += page.ids
    return found


@pytest.fixture
def ten(alice, monkeypatch):
    """Of ten stories, five have the words side by side."""
    said = ["cold tea", "tea, cold", "cold tea", "neither"]
    stories = [
        publish_story(alice, f"Story {number}", texts=[f"<p>She had {said[number % 4]}.</p>"])
        for number in range(10)
    ]
    indexing.refresh(story.pk for story in stories)
    monkeypatch.setattr(statements, "expected", lambda *_: statements.Expected(10, 10))
    return stories


def of(*phrases, **asked):
    return Search(
        Criteria(says=tuple(Words(one, "text") for one in phrases), **asked), NEVER, GUEST
    )


def test_all_of_a_phrase_is_found_wherever_the_words_stand(ten):
    [query] = queries([Words("cold tea", "text")])
    assert " <1> " in query.tsquery
    assert query.words == query.tsquery.replace(" <1> ", " & ")
    assert len(of("cold tea").page().ids) == 5
    assert len(of("cold", "tea").page().ids) == 8


@pytest.mark.parametrize(
    ("few", "of_phrase", "of_none", "pieces"),
    [(4, 4, 9, 4), (7, 9, 9, 5), (7, 9, 8, 9), (4, 9, 9, 9)],
    ids=["expected to be rare", "unknown, and rare", "known to be common", "unknown, and common"],
)
def test_a_phrase_that_the_statistics_do_not_know_is_counted(
    ten, monkeypatch, few, of_phrase, of_none, pieces
):
    monkeypatch.setattr(searched, "FEW", few)
    monkeypatch.setattr(statements, "expected_pieces", lambda fits: [of_phrase, of_none])
    assert searched.Searched.of(of("cold tea").conditions).pieces == pieces


@pytest.mark.parametrize("few", [0, ALL])
def test_pairs_of_words_that_share_a_number_are_not_mistaken_for_each_other(ten, monkeypatch, few):
    monkeypatch.setattr(neighbours, "number", lambda *_: 7)
    monkeypatch.setattr(searched, "FEW", few)
    indexing.mend(anew=True)
    assert len(of("cold tea").page().ids) == of("cold tea").count().number == 5
    assert of("had neither tea").page().ids == []


def test_where_more_would_take_long_some_are_counted_and_it_says_so(ten, monkeypatch):
    monkeypatch.setattr(searched, "FEW", 0)
    monkeypatch.setattr(searched, "LONG", 0)
    monkeypatch.setattr(texts, "FIRST", 5)
    monkeypatch.setattr(texts, "SOME", 2)
    count = of("cold tea").count()
    assert not count.is_exact
    assert count.number < 5
    monkeypatch.setattr(texts, "SOME", 7)
    assert of("cold tea").count() == Count(5, is_exact=True)


def test_by_relevance_there_are_at_least_enough(ten, monkeypatch):
    monkeypatch.setattr(searched, "FEW", 0)
    monkeypatch.setattr(searched, "LONG", 0)
    monkeypatch.setattr(texts, "FIRST", 5)
    monkeypatch.setattr(texts, "ENOUGH", 2)
    assert 2 <= len(of("cold tea").page("relevance").ids) < 5
    assert len(of("cold tea").page("updated").ids) == 5


def test_a_sample_says_of_very_many_that_there_are_more(ten, monkeypatch):
    """As many of a million as of these ten."""
    monkeypatch.setattr(searched, "LONG", 0)
    monkeypatch.setattr(texts, "SAMPLE", 10)
    monkeypatch.setattr(statements, "expected", lambda *_: statements.Expected(10**6, 10**6))
    monkeypatch.setattr(texts, "PART", texts.PART.replace("(%s)", "(%s * 100000)"))
    monkeypatch.setattr(texts, "TELLING", 5)
    assert of("cold tea").count() == Count(10_000, is_exact=False)
    monkeypatch.setattr(statements, "expected", lambda *_: statements.Expected(10**4, 10**4))
    monkeypatch.setattr(texts, "PART", texts.PART.replace("* 100000", "* 1000"))
    assert of("cold tea").count() == Count(1_000, is_exact=False)  # 1,666 if it is a third
    monkeypatch.setattr(texts, "TELLING", 6)
    assert of("cold tea").count() == Count(5, is_exact=True)


def test_what_comes_between_two_steps_moves_nothing(alice, ten, monkeypatch):
    monkeypatch.setattr(searched, "FEW", 0)
    monkeypatch.setattr(texts, "FIRST", 4)
    monkeypatch.setattr(searched.Searched, "way_on", lambda *_: (1, "each", 4))
    met = text_walks.Walk._met

    def and_another_comes(walk, rows, steps):
        publish_story(alice, "New", texts=["<p>No.</p>"])
        met(walk, rows, steps)

    monkeypatch.setattr(text_walks.Walk, "_met", and_another_comes)
    found = of("cold tea").page().ids
    assert len(found) == len(set(found)) == 5
    assert Story.objects.filter(title="New").count() > 1


def test_the_rarest_of_several_is_looked_up_first(ten, monkeypatch):
    monkeypatch.setattr(statements, "expected_pieces", lambda queries: [9, 3][: len(queries)])
    search = searched.Searched.of(of("cold", "tea").conditions)
    assert "tea" in search.texts[0].tsquery
    assert search.pieces == 3


def test_a_list_by_relevance_that_ends_early_leads_to_all(client, ten, monkeypatch):
    monkeypatch.setattr(searched, "FEW", 0)
    monkeypatch.setattr(searched, "LONG", 0)
    monkeypatch.setattr(texts, "FIRST", 5)
    monkeypatch.setattr(texts, "ENOUGH", 2)
    monkeypatch.setattr(browse, "PAGE", 1)
    asked = "/works?q=%22cold+tea%22&in=text"
    first = client.get(asked)
    assert "only the newest stories" not in first.text
    last = client.get(first.context["browse"].older_url)
    assert "only the newest stories" in last.text
    assert "/works?q=%22cold+tea%22&amp;in=text&amp;sort=updated" in last.text
    assert "only the newest stories" not in client.get(f"{asked}&sort=updated").text
