"""The first evening: an empty archive is set up by whoever reads its log, once."""

import threading
from unittest.mock import ANY

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import PenName, User
from archive.setup import code, emptiness
from archive.setup.founding import AlreadyFoundError, found
from archive.setup.views import start
from core import site
from core.models import AuditEntry, SiteSettings
from tags.models import Tag

ANSWERS = {
    "name": "The Ninth Harbour",
    "tagline": "Stories of one town",
    "scope": "one",
    "fandom": "The  Ninth Harbour",
    "adult_stories": "no",
    "language": "es",
    "languages": ["en", "es"],
    "sign_up": "approval",
    "username": "keeper",
    "pen_name": "Lantern Hand",
    "password1": "a-long-pass-phrase-7",
    "password2": "a-long-pass-phrase-7",
}


@pytest.fixture
def empty_archive(db):
    emptiness.remember(is_founded=False)


@pytest.fixture
def opened(empty_archive, client):
    """A browser whose owner entered the code."""
    client.post("/setup", {"code": code.code()})
    return client


@pytest.mark.parametrize("name", ["home", "account_login", "account_signup"])
def test_the_doors_of_an_empty_archive_lead_to_setup(empty_archive, client, name):
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"username": "eve"})):
        assert answer.status_code == 302
        assert answer.url == "/setup"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert not User.objects.exists()


def test_the_setup_speaks_the_visitors_language(empty_archive, client):
    answer = client.post("/language", {"language": "ar", "next": "/setup"})
    assert answer.url == "/setup"
    page = client.get("/setup").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "This archive is new" not in page


def test_an_archive_with_an_account_is_not_empty(client, alice):
    emptiness.remember(is_founded=False)
    assert client.get("/").status_code == 200
    assert client.get("/setup").status_code == 404
    assert client.post("/setup", {"code": code.code()}).status_code == 404


def test_after_the_setup_no_page_asks_the_database_whether_it_is_done(
    client, db, django_assert_num_queries
):
    SiteSettings(set_up_at="2026-01-01T00:00Z").save()
    with django_assert_num_queries(0):
        assert not emptiness.is_empty(SiteSettings(set_up_at="2026-01-01T00:00Z"))
    emptiness.remember(is_founded=False)
    SiteSettings.objects.all().delete()
    User.objects.create_user("somebody")
    with django_assert_num_queries(2):
        assert not emptiness.is_empty(SiteSettings())
        assert not emptiness.is_empty(SiteSettings())


def test_the_code_is_asked_first_and_stands_in_the_log(empty_archive, client, caplog):
    page = client.get("/setup")
    assert 'name="code"' in page.text
    assert 'name="username"' not in page.text
    assert f"open http://testserver/setup and enter the code {code.code()}" in caplog.text
    assert code.code() not in page.text
    answer = client.post("/setup", ANSWERS)
    assert 'name="code"' in answer.text
    assert not User.objects.exists()


def test_the_code_is_long_legible_and_the_same_in_every_process(empty_archive, settings, capsys):
    assert len(code.code().replace("-", "")) == 12
    assert not set(code.code()) & set("IO01")
    call_command("setup_code")
    assert code.code() in capsys.readouterr().out
    before = code.code()
    settings.SECRET_KEY = "another" * 10
    assert code.code() != before


@pytest.mark.parametrize("change", [str.lower, lambda words: words.replace("-", " ")])
def test_the_code_may_be_typed_as_one_likes(empty_archive, client, change):
    assert client.post("/setup", {"code": change(code.code())}).status_code == 302
    assert 'name="username"' in client.get("/setup").text


def test_a_wrong_code_opens_nothing_and_many_are_refused(empty_archive, client):
    for number in range(code.TRIES):
        answer = client.post("/setup", {"code": f"AAAA-AAAA-{number:04}"})
        assert "not the code" in answer.text
    assert client.post("/setup", {"code": code.code()}).status_code == 429
    assert 'name="username"' not in client.get("/setup").text


def test_it_makes_the_archive_and_its_administrator_and_signs_her_in(opened):
    answer = opened.post("/setup", ANSWERS, follow=True)
    assert answer.redirect_chain == [("/setup/done", 302)]
    assert "manage.py backup" in answer.text
    keeper = User.objects.get()
    assert (keeper.username, keeper.is_superuser, keeper.is_staff) == ("keeper", True, True)
    assert PenName.objects.get().name == "Lantern Hand"
    row = SiteSettings.objects.get()
    assert (row.name, row.tagline, row.fandom) == (
        "The Ninth Harbour", "Stories of one town", "The Ninth Harbour",
    )  # fmt: skip
    assert (row.adult_stories, row.language, row.languages) == (False, "es", ["en", "es"])
    assert (row.sign_up, row.set_up_at) == ("approval", ANY)
    tag = Tag.objects.get(kind="fandom")
    assert (tag.name, tag.is_official, tag.synonym_of) == ("The Ninth Harbour", True, None)
    assert AuditEntry.objects.get().verb == "archive.set_up"
    assert opened.get("/admin/").status_code == 200
    assert opened.get("/setup").status_code == 404


def test_afterwards_the_code_is_dead(opened, client):
    opened.post("/setup", ANSWERS)
    assert Client().post("/setup", {"code": code.code()}).status_code == 404
    assert Client().get("/").status_code == 200
    with pytest.raises(CommandError):
        call_command("setup_code")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "This field is required."),
        ({"name": "\u200b"}, "letters that can be seen"),
        ({"fandom": ""}, "Name the fandom"),
        ({"fandom": "\u200b"}, "has no letters"),
        ({"fandom": "ﷺ" * 150}, "letters that stand for too many others"),
        ({"username": "ab"}, "at least 3"),
        ({"pen_name": "KEEPER"}, "a pen name is public"),
        ({"password1": "12345678", "password2": "12345678"}, "entirely numeric"),
        ({"password1": "keeper12", "password2": "keeper12"}, "too similar"),
        ({"password2": "another-pass-phrase"}, "not the same"),
        ({"language": "tlh"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(opened, change, sentence):
    page = opened.post("/setup", ANSWERS | change)
    assert page.status_code == 200
    assert sentence in page.text.replace("&#x27;", "'")
    assert 'value="Stories of one town"' in page.text
    assert ANSWERS["password1"] not in page.text
    assert not User.objects.exists()
    assert not SiteSettings.objects.exists()


def test_many_fandoms_and_all_languages_are_the_defaults(opened):
    opened.post("/setup", ANSWERS | {"scope": "many", "languages": ["en", "es", "ar"]})
    row = SiteSettings.objects.get()
    assert (row.fandom, row.languages) == ("", [])
    assert not Tag.objects.filter(kind="fandom").exists()


def test_the_language_of_the_pages_is_always_among_those_to_choose(opened):
    opened.post("/setup", ANSWERS | {"language": "ar", "languages": ["en"]})
    assert SiteSettings.objects.get().languages == ["en", "ar"]


def test_the_page_speaks_the_visitors_language_and_proposes_it(opened):
    opened.cookies["language"] = "ar"
    page = opened.get("/setup").text
    assert 'dir="rtl"' in page
    assert '<option value="ar" selected' in page


def test_e_mail_is_asked_only_where_there_is_any(opened, settings):
    assert 'name="email"' not in opened.get("/setup").text
    settings.EMAIL_URL = "smtp://mail.example"
    assert 'name="email"' in opened.get("/setup").text
    opened.post("/setup", ANSWERS | {"email": "keeper@harbour.example"})
    assert User.objects.get().email == "keeper@harbour.example"


def test_what_to_do_now_is_for_administrators(client, bob, admin):
    assert client.get("/setup/done").status_code == 404
    client.force_login(bob)
    assert client.get("/setup/done").status_code == 404
    client.force_login(admin)
    assert client.get("/setup/done").status_code == 200


def test_who_comes_second_hears_that_somebody_was_quicker(rf, opened):
    """Both saw the form; the other finished while this one's request was on its way."""
    found({**ANSWERS, "username": "other", "adult_stories": True})
    answer = start(rf.post("/setup"), {**ANSWERS, "pen_name": "Second", "adult_stories": True})
    assert answer.status_code == 409
    assert [user.username for user in User.objects.all()] == ["other"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins():
    both, ends = threading.Barrier(2), []

    def finish(name):
        both.wait()
        try:
            names = {"username": name, "pen_name": f"Pen of {name}"}
            found({**ANSWERS, **names, "adult_stories": True})
            ends.append("founded")
        except AlreadyFoundError:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=finish, args=[name]) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["founded", "refused"]
    assert User.objects.count() == 1
    site.forget()
