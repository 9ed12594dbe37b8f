"""What was brought can be thrown away, as long as no story was made of it."""

import pytest
from django.urls import reverse

from intake.models import Source
from tests.intake.conftest import SAID


def address(source):
    return reverse("discard", args=[source.token])


def test_it_is_asked_first_and_then_gone_with_its_file(client, source):
    file = source.file
    assert "Throw" in client.get(address(source)).text
    assert Source.objects.count() == 1
    assert client.post(address(source)).url == reverse("write")
    assert not Source.objects.exists()
    assert not file.storage.exists(file.name)


@pytest.mark.django_db
def test_a_guest_can_throw_away_his_own(client, bring):
    source = bring()
    client.post(address(source))
    assert not Source.objects.exists()


def test_nobody_else_can(client, bob, source):
    client.force_login(bob)
    assert client.post(address(source)).status_code == 404
    client.logout()
    assert client.post(address(source)).status_code == 404
    assert Source.objects.exists()


@pytest.mark.parametrize("wish", ["publish", "draft"])
def test_the_original_of_a_story_cannot(client, source, wish):
    client.post(source.get_absolute_url(), {**SAID, wish: ""})
    assert client.post(address(source)).status_code == 404
    assert Source.objects.exists()
