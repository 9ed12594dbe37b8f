"""What an author sees of the readers of a story; nobody else does."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from library.models import Subscription
from reviews import limits
from reviews.models import KeptRating, Kudos
from tests.cast import person

STARS = [
    {"value": Decimal(4), "best": Decimal(5), "name": "Tove", "given_on": date(2004, 3, 1)},
    {"value": Decimal("4.5"), "best": Decimal(5)},
]


@pytest.fixture
def author(client, alice):
    client.force_login(alice)
    return client


def test_names_stand_there_only_of_those_who_wish_it(author, bob, charlie, story):
    Kudos.give(story, user=bob, phrase="ending", pen_name=bob.pen_name)
    Kudos.give(story, user=charlie, phrase="ending")
    Kudos.give(story, guest="a" * 42)
    page = author.get(f"/works/{story.pk}/figures").text
    assert "Otterburn" in page and "gooseberry" not in page
    assert "“The ending”, 2 times" in page
    assert "By members: 2." in page and "nothing is kept: 1." in page


def test_it_is_linked_from_her_own_story(author, story):
    assert f'href="/works/{story.pk}/figures"' in author.get(story.get_absolute_url()).text


def test_nothing_yet_is_a_page_as_well(author, story):
    page = author.get(f"/works/{story.pk}/figures")
    assert page.status_code == 200 and "Nobody has thanked yet" in page.text
    assert "Ratings from elsewhere" not in page.text


def test_ratings_from_elsewhere_are_kept_for_the_author_alone(author, bob, story):
    KeptRating.keep(story, STARS, origin="Harbour Library")
    KeptRating.keep(story, [{"value": Decimal(7), "best": Decimal(10)}], origin="The Old Shelf")
    page = author.get(f"/works/{story.pk}/figures").text
    assert "4.3 of 5" in page and "7.0 of 10" in page and "Tove" in page
    author.force_login(bob)
    assert author.get(f"/works/{story.pk}/figures").status_code == 404
    assert "Tove" not in author.get(story.get_absolute_url()).text


def test_ratings_that_are_brought_twice_are_there_once(story):
    for _twice in range(2):
        KeptRating.keep(story, STARS, origin="Harbour Library")
        KeptRating.keep(story, STARS[:1], origin="The Old Shelf")
    assert story.kept_ratings.count() == 3
    beyond = [{"value": Decimal(6), "best": Decimal(5)}]
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptRating.keep(story, beyond, origin="Harbour Library")
    assert story.kept_ratings.count() == 3


@pytest.mark.parametrize("rows", [2, 6])
def test_figures_cost_ten_queries(author, story, rows, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(limits, "FIGURES", 4)
    for n in range(rows):
        reader = person(f"reader {n}", pen_name=f"Reader Number {n}")
        Subscription.begin(story, by=reader)
        Kudos.give(story, user=reader, phrase="ending", pen_name=reader.pen_name)
    KeptRating.keep(story, STARS * rows, origin="Harbour Library")
    with django_assert_max_num_queries(10):
        page = author.get(f"/works/{story.pk}/figures").text
    assert page.count("Reader Number") == min(rows, 4)
    assert ("?before=" in page) == ("?ratings_before=" in page) == (rows > 4)
