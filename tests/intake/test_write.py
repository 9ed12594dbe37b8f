"""One big box: what is pasted or chosen is kept at once, byte for byte, for whoever brought it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from intake.models import GUESTS_BYTES, MEMBERS_BYTES, Source
from intake.tasks import forget_sources
from intake.views.write import GUESTS_AN_HOUR
from tests.cast import sign_in

WRITE = "/write"
pytestmark = pytest.mark.django_db


def file_of(data: bytes, name="story.txt"):
    return SimpleUploadedFile(name, data)


def test_a_guest_pastes_a_text_and_finds_it_on_its_check_page(client, bring):
    source = bring("A Title\n\nIt rained.")
    assert source.owner is None
    assert "It rained." in client.get(source.get_absolute_url()).text


def test_what_was_pasted_is_kept_byte_for_byte(bring):
    text = "  \r\nÉté \u00a0<How?>\r\n\tx\x00y \u2028 \U0001f600 \r\n\r\n"
    assert bring(text).data() == text.encode()


def test_a_file_is_kept_byte_for_byte_with_its_name(client):
    data = b"\xff\xfeI\x00t\x00 \x00r\x00a\x00i\x00n\x00s\x00.\x00"
    client.post(WRITE, {"file": file_of(data, "old_one.txt")})
    source = Source.objects.get()
    assert (source.data(), source.file_name, source.size) == (data, "old_one.txt", len(data))


def test_other_guests_get_404(bring):
    address = bring().get_absolute_url()
    assert Client().get(address).status_code == 404


def test_members_get_404_for_each_others_texts(client, bob, source):
    client.force_login(bob)
    assert client.get(source.get_absolute_url()).status_code == 404
    assert client.post(source.get_absolute_url(), {"publish": ""}).status_code == 404


def test_a_forged_cookie_opens_nothing(bring):
    source, stranger = bring(), Client()
    stranger.cookies["writing"] = source.token
    assert stranger.get(source.get_absolute_url()).status_code == 404


def test_the_cookie_is_for_the_server_alone(client, bring):
    bring()
    cookie = client.cookies["writing"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 24 * 3600


def test_a_guest_may_bring_several_texts(client, bring):
    first, second = bring("One.\n\nIt rained."), bring("Two.\n\nIt snowed.")
    assert client.get(first.get_absolute_url()).status_code == 200
    assert client.get(second.get_absolute_url()).status_code == 200
    assert first.get_absolute_url() in client.get(WRITE).text


def test_what_a_guest_brought_is_claimed_at_sign_in(client, alice, bob, bring):
    source = bring()
    sign_in(client, alice)
    assert client.get(source.get_absolute_url()).status_code == 200
    assert Source.objects.get().owner == alice
    client.post("/accounts/logout/")
    sign_in(client, bob)  # at the same browser
    assert client.get(source.get_absolute_url()).status_code == 404
    assert Source.objects.get().owner == alice


def test_what_a_guest_brought_is_claimed_at_sign_up(client, bring):
    source = bring()
    answer = client.post(source.get_absolute_url(), {"sign_up": ""}, follow=True)
    form = {"username": "newcomer", "password1": "a-long-pass-phrase", "pen_name": "Quillon"}
    answer = client.post(answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], form)
    assert answer.url == source.get_absolute_url()
    assert client.get(answer.url).status_code == 200
    assert Source.objects.get().owner == User.objects.get(username="newcomer")


def test_only_what_stands_in_the_cookie_is_claimed(client, alice, bring):
    bring(by=Client())
    client.force_login(alice)
    client.get(WRITE)
    assert Source.objects.get().owner is None


def test_a_guests_text_is_gone_after_24_hours(client, alice, bring):
    source = bring()
    place = source.file
    Source.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert client.get(source.get_absolute_url()).status_code == 404
    client.force_login(alice)
    client.get(WRITE)
    assert Source.objects.get().owner is None
    forget_sources(0)
    assert not Source.objects.exists()
    assert not place.storage.exists(place.name)


def test_a_members_text_waits_for_30_days(source):
    Source.objects.update(created_at=timezone.now() - timedelta(days=29))
    forget_sources(0)
    assert Source.objects.exists()
    Source.objects.update(created_at=timezone.now() - timedelta(days=30, seconds=1))
    forget_sources(0)
    assert not Source.objects.exists()


def test_an_address_brings_five_texts_an_hour(client, bring):
    for number in range(GUESTS_AN_HOUR):
        bring(f"Text {number}")
    answer = client.post(WRITE, {"text": "One too many & kept"})
    assert answer.status_code == 429
    assert "in an hour" in answer.text
    assert "One too many &amp; kept" in answer.text
    assert Source.objects.count() == GUESTS_AN_HOUR


def test_members_are_not_counted_by_address(client, alice, bring):
    client.force_login(alice)
    for number in range(GUESTS_AN_HOUR + 1):
        bring(f"Text {number}")


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_an_empty_box_is_said_in_words(client, text):
    assert "There is nothing here yet" in client.post(WRITE, {"text": text}).text
    assert not Source.objects.exists()


def test_both_at_once_is_refused_and_the_text_stays(client):
    answer = client.post(WRITE, {"text": "Once upon", "file": file_of(b"a time")})
    assert "one of the two" in answer.text
    assert "Once upon" in answer.text
    assert not Source.objects.exists()


def test_an_empty_file_is_said_in_words(client):
    assert "This file is empty." in client.post(WRITE, {"file": file_of(b"")}).text


def test_a_guest_may_bring_a_million_bytes(client, bring):
    assert bring("x" * GUESTS_BYTES).size == GUESTS_BYTES
    answer = client.post(WRITE, {"text": "é" * (GUESTS_BYTES // 2) + "!"})
    assert "larger than 1 million bytes" in answer.text
    assert answer.text.count("é") >= GUESTS_BYTES // 2


def test_a_member_may_bring_five(client, alice):
    client.force_login(alice)
    assert client.post(WRITE, {"file": file_of(b"x " * 2_000_000)}).status_code == 302
    answer = client.post(WRITE, {"file": file_of(b"x" * (MEMBERS_BYTES + 1))})
    assert "larger than 5 million bytes" in answer.text


def test_what_cannot_be_read_is_kept_and_explained(client):
    data = b"%PDF-1.4 something"
    answer = client.post(WRITE, {"file": file_of(data, "story.pdf")}, follow=True)
    assert "We cannot read PDF files." in answer.text
    assert "Nothing is lost" in answer.text
    assert Source.objects.get().data() == data


def test_a_stumbling_reader_loses_nothing(client, bring, monkeypatch):
    def stumble(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr("intake.models.source.read", stumble)
    source = bring("It rained.")
    answer = client.get(source.get_absolute_url())
    assert answer.status_code == 200
    assert "Our reader stumbled" in answer.text
    assert Source.objects.get().data() == b"It rained."


def test_the_page_is_never_shared(client, bring):
    for address in (WRITE, bring().get_absolute_url()):
        assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_a_form_without_its_token_is_refused():
    assert Client(enforce_csrf_checks=True).post(reverse("write"), {"text": "x"}).status_code == 403


def test_a_suspended_member_brings_nothing(client, alice):
    alice.suspend("Spam")
    client.force_login(alice)
    assert client.post(WRITE, {"text": "x"}).status_code == 403
    assert not Source.objects.exists()
