"""The media that fandoms stand under: named, put in order, taken away, by one editor or by two."""

import pytest
from django.test import Client
from django.urls import reverse

from tags.models import Medium, Tag
from tests.tags.test_coined_at_once import meanwhile

pytestmark = pytest.mark.django_db

MEDIA = reverse("admin:tags_medium_changelist")
ADD = reverse("admin:tags_medium_add")


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


def test_media_are_named_added_and_put_in_order(client, story):
    before = [one.name for one in Medium.objects.all()]
    client.post(ADD, {"name": "Lantern slides"})
    slides = Medium.objects.get(name="Lantern slides")
    assert [one.name for one in Medium.objects.all()] == [*before, "Lantern slides"]
    client.post(reverse("admin:tags_medium_move"), {"medium": slides.pk})
    assert [one.name for one in Medium.objects.all()][-2] == "Lantern slides"
    client.post(reverse("admin:tags_medium_change", args=[slides.pk]), {"name": "Slides"})
    slides.refresh_from_db()
    assert (slides.name, slides.slug) == ("Slides", "lantern-slides")
    assert "Slides" in client.get(MEDIA).text
    assert client.post(reverse("admin:tags_medium_move"), {"medium": "x"}).status_code == 302


def test_a_medium_that_no_fandom_stands_under_is_taken_away(client, story):
    empty, used = (Medium.objects.create(name=name, slug=name) for name in ("Empty", "Used"))
    Tag.objects.get(name="The Ninth Harbour").media.add(used)
    for medium in (empty, used):
        client.post(reverse("admin:tags_medium_delete", args=[medium.pk]), {"post": "yes"})
    assert {"Used"} == {"Empty", "Used"} & {one.name for one in Medium.objects.all()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "status"), [("Lantern slides", 200), ("lantern slides!", 302)])
def test_of_two_editors_who_add_one_at_once_the_second_is_told(client, editor, name, status):
    """Of names that differ, each gets an address and a place of its own."""

    def add():
        other = Client()
        other.force_login(editor)
        return other.post(ADD, {"name": name})

    with meanwhile(add) as outcome:
        assert client.post(ADD, {"name": "Lantern slides"}).status_code == 302
    assert [answer.status_code for answer in outcome] == [status]
    added = Medium.objects.filter(slug__startswith="lantern-slides")
    slugs, places = ({*added.values_list(what, flat=True)} for what in ("slug", "position"))
    assert len(slugs) == len(places) == added.count() == (1 if status == 200 else 2)
