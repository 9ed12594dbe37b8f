"""The archive's own question: asked of guests who review and at sign-up."""

import pytest
from django.urls import reverse

from accounts.models import User
from core import question
from core.models import SiteSettings
from reviews.models import Review
from tests.reviews.test_writing import as_guest, form_of

pytestmark = pytest.mark.django_db
NEW = {"username": "newcomer", "pen_name": "Marsh Tern", "password1": "long-and-odd-7"}


@pytest.fixture
def asked(db):
    SiteSettings(question="Who is Buffy’s Watcher?", answers="Rupert Giles\nGilés\nجايلز").save()


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ("rupert giles", True), ("  RUPERT-GILES. ", True), ("Giles", True), ("ＧＩＬＥＳ", True),
        ("جَايِلز", True), ("جـايلز", True), ("Rupert", False), ("", False), ("...", False),
        ("Gi\u200bles", True),
    ],
)  # fmt: skip
def test_capitals_accents_and_spaces_do_not_matter(asked, answer, is_right):
    assert question.is_right(answer) == is_right


def test_signs_alone_can_be_an_answer():
    assert question.key("❤ ") == "❤"


def test_without_answers_nothing_is_asked():
    SiteSettings(question="Why?", answers=" \n").save()
    assert question.asked() == ""


def test_a_guest_answers_once(client, alice, story, stamp, asked):
    assert "Buffy’s Watcher" in client.get(form_of(story)).text
    assert question.COOKIE not in client.cookies
    for wrong in ({}, {"answer": "Xander"}):
        page = client.post(form_of(story), as_guest(stamp, **wrong))
        assert "I laughed aloud." in page.text
        assert not Review.objects.exists()
    assert "That is not the answer." in page.text
    assert "moderator lets you in" in page.text
    assert "answered" not in client.cookies

    client.post(form_of(story), as_guest(stamp, answer="giles"))
    assert Review.objects.count() == 1
    assert "Buffy" not in client.get(form_of(story)).text
    client.post(form_of(story), as_guest(stamp, text="And more."))
    assert Review.objects.count() == 2

    SiteSettings(question="Who is the Slayer?", answers="Buffy").save()
    assert "the Slayer" in client.get(form_of(story)).text
    client.cookies["answered"] = "forged"
    assert "the Slayer" in client.get(form_of(story)).text


def test_a_right_answer_stays_in_the_form_when_something_else_is_amiss(client, story, stamp, asked):
    page = client.post(form_of(story), as_guest(stamp, answer="Giles", guest_name=""))
    assert 'value="Giles"' in page.text


def test_who_guesses_on_and_on_gets_slower(client, story, stamp, asked):
    for number in range(10):
        page = client.post(form_of(story), as_guest(stamp, answer=f"Watcher {number}"))
        assert page.status_code == 200
    page = client.post(form_of(story), as_guest(stamp, answer="Giles"))
    assert page.status_code == 429 and 0 < int(page.headers["Retry-After"]) <= 30
    assert "Your words are kept" in page.text and "I laughed aloud." in page.text
    client.post(form_of(story), as_guest(stamp, answer="Giles"), REMOTE_ADDR="203.0.113.9")
    assert Review.objects.count() == 1


def test_members_are_not_asked(client, bob, story, asked):
    client.force_login(bob)
    assert "Buffy" not in client.get(form_of(story)).text


def test_at_sign_up(client, asked):
    address = reverse("account_signup")
    assert "Buffy’s Watcher" in client.get(address).text
    page = client.post(address, NEW)
    assert "Answer it, or say below that you do not know." in page.text
    page = client.post(address, NEW | {"answer": "Spike"})
    assert "That is not the answer." in page.text
    assert "Marsh Tern" in page.text
    assert not User.objects.exists()
    client.post(address, NEW | {"answer": "Giles"})
    assert not User.objects.get().is_waiting


def test_who_does_not_know_is_let_in_by_a_moderator(client, asked):
    page = client.post(reverse("account_signup"), NEW | {"answer": "Spike?", "is_stranger": "on"})
    assert page.url == reverse("waiting")
    assert User.objects.get().is_waiting


def test_the_seventh_account_from_an_address_waits_a_moment(client):
    for number in range(7):
        client.logout()
        sent = NEW | {"username": f"newcomer{number}", "pen_name": f"Marsh Tern {number}"}
        page = client.post(reverse("account_signup"), sent)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) <= 30
    assert "Your words are kept: send them in" in page.text
    assert User.objects.count() == 6
