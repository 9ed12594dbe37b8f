"""An archive without stories for adults: none is offered, accepted or published; what was out stays
behind its gate."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.models import SiteSettings
from intake.models import Source
from stories.models import Story
from tests.cast import write_story

FORBIDDEN = ("not_rated", "mature", "explicit")
CHECKED = {"publish": "", "title": "Rain", "fandoms": "Harbour", "language": "en"}


@pytest.fixture
def no_adult_stories(db):
    SiteSettings(adult_stories=False).save()


def choices(page) -> set[str]:
    return {rating for rating in ("general", "teen", *FORBIDDEN) if f'value="{rating}"' in page}


@pytest.fixture
def source(client, alice):
    client.force_login(alice)
    return Source.take(b"It rained on the harbour.\n\nIt rained all day.", owner=alice)


def test_the_check_page_offers_no_such_rating(client, source, no_adult_stories):
    assert choices(client.get(source.get_absolute_url()).text) == {"general", "teen"}


def test_elsewhere_all_are_offered(client, source):
    assert choices(client.get(source.get_absolute_url()).text) == {"general", "teen", *FORBIDDEN}


@pytest.mark.parametrize("rating", [*FORBIDDEN, ""])
def test_the_check_page_publishes_none_and_says_why(client, source, no_adult_stories, rating):
    data = CHECKED | {"rating": rating, "warnings": "None of these warnings apply"}
    page = client.post(source.get_absolute_url(), data)
    assert page.status_code == 200
    assert ("no stories for adults" in page.text) == bool(rating)
    assert not Story.objects.exists()
    client.post(source.get_absolute_url(), data | {"rating": "teen"})
    assert Story.objects.get().is_published


def test_it_may_be_kept_as_a_draft(client, source, no_adult_stories):
    data = {**CHECKED, "rating": "explicit", "draft": ""}
    del data["publish"]
    client.post(source.get_absolute_url(), data)
    assert not Story.objects.get().is_published


@pytest.mark.parametrize("rating", FORBIDDEN)
def test_a_draft_cannot_be_published_and_stays(client, alice, no_adult_stories, rating):
    draft = write_story(alice, rating=rating)
    client.force_login(alice)
    page = client.post(reverse("publish", args=[draft.pk]), follow=True)
    assert "this archive has no stories for adults" in page.text
    draft.refresh_from_db()
    assert not draft.is_published
    assert f'value="{rating}"' in page.text  # as it is: she may go on writing it
    with pytest.raises(PermissionDenied):
        draft.publish(by=alice)


def test_a_published_story_takes_no_such_rating(client, alice, story, no_adult_stories):
    client.force_login(alice)
    address = reverse("story_edit", args=[story.pk])
    page = client.get(address).text
    assert choices(page) == {"general", "teen"}
    page = client.post(address, {"rating": "mature"}).text
    assert "no stories for adults" in page
    story.refresh_from_db()
    assert story.rating == "general"


def test_what_was_out_before_stays_behind_its_gate(client, alice, mature_story, no_adult_stories):
    page = client.get(mature_story.get_absolute_url())
    assert "It rained." not in page.text
    assert "It rained." in client.get(f"{mature_story.get_absolute_url()}?view_adult=true").text
    client.force_login(alice)
    assert 'value="mature"' in client.get(reverse("story_edit", args=[mature_story.pk])).text
