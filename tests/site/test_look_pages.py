"""Reading settings, the pages about the archive, its first page, its logo."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from core.models import SiteSettings
from stories.models import Story
from tests.cast import SECRET, publish_story, write_story
from tests.conftest import ROOT

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def choose(client, **choices):
    return client.post("/look", choices)


def keepers_say(**fields):
    SiteSettings(**fields).save()


# Reading settings


def test_a_guest_chooses_and_every_page_stays_the_same(client, story):
    before = client.get(story.get_absolute_url()).content
    answer = choose(client, theme="sepia", size="large", next=story.get_absolute_url())
    assert answer.status_code == 302
    assert client.get(story.get_absolute_url()).content == before
    css = client.get("/look.css").text
    assert "--ground:#f4ecd8" in css
    assert "--reading-scale:1.15" in css


def test_the_cookie_is_small_and_lasts_a_year(client, db):
    choose(client, theme="sepia", face="clear", size="largest", width="narrow", leading="loose",
           paragraphs="indent")  # fmt: skip
    cookie = client.cookies["look"]
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]
    assert len(cookie.value) < 120


def test_the_page_says_what_is_chosen_and_leads_back(client, story):
    address = story.get_absolute_url()
    page = client.get(choose(client, theme="sepia", next=address).url).text
    assert "Saved." in page
    assert f'href="{address}"' in page
    assert 'value="sepia" id="id_theme_2" checked' in page.replace("required ", "")


def test_nobody_is_led_elsewhere(client, db):
    assert "evil" not in choose(client, theme="dark", next="https://evil.example/").url
    page = client.get("/look", {"next": "//evil.example/"}).text
    assert 'href="//evil' not in page
    assert 'value="//evil' not in page


def test_one_press_leads_back_to_normal(client, db):
    choose(client, theme="dark")
    choose(client, theme="dark", usual="1")
    assert client.get("/look.css").text == ""


def test_nonsense_is_refused_and_changes_nothing(client, db):
    answer = choose(client, theme="pink")
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert "look" not in client.cookies


def test_a_members_choice_follows_to_another_device(client, bob):
    client.force_login(bob)
    choose(client, theme="dark", face="sans")
    elsewhere = Client()
    elsewhere.force_login(bob)
    assert "--ground:#16171a" in elsewhere.get("/look.css").text
    choose(elsewhere, usual="1")
    assert elsewhere.get("/look.css").text == ""
    bob.refresh_from_db()
    assert bob.look == ""


def test_this_devices_own_choice_comes_first(client, bob):
    bob.look = "1~theme.dark"
    bob.save()
    client.force_login(bob)
    client.cookies["look"] = "1~theme.sepia"
    assert "--ground:#f4ecd8" in client.get("/look.css").text


def test_the_stylesheet_is_private_and_asked_for_only_once(client, db):
    client.cookies["look"] = "1~theme.sepia"
    first = client.get("/look.css")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    again = client.get("/look.css", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    client.cookies["look"] = "1~theme.dark"
    other = client.get("/look.css", headers={"if-none-match": first.headers["ETag"]})
    assert other.status_code == 200
    assert len(other.content) < 1000
    assert not other.cookies


def test_a_guest_costs_nothing_but_the_settings(client, db, django_assert_num_queries):
    client.cookies["look"] = "1~theme.sepia"
    with django_assert_num_queries(1):
        client.get("/look.css")
    with django_assert_num_queries(1):
        Client(headers={"cookie": "language=es"}).get("/look.css")


def test_the_archives_accent_reaches_everybody(client, db):
    keepers_say(accent="#3a3a8c")
    assert "--link:#3a3a8c" in client.get("/look.css").text


# The logo


@pytest.fixture
def logo(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = SiteSettings()
    row.logo.save("ours.png", ContentFile(PNG))
    return row


def test_the_logo_stands_for_the_mark_at_an_address_of_its_bytes(client, logo):
    page = client.get("/").text
    assert f'<img class="logo" src="{logo.logo_address}" alt=""' in page
    answer = client.get(logo.logo_address)
    assert answer.content == PNG
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert client.get("/site/logo?old").headers["Cache-Control"] == "private, no-store"


def test_without_a_logo_there_is_the_mark(client, db):
    assert client.get("/site/logo").status_code == 404
    assert 'class="mark"' in client.get("/").text


def test_a_logo_that_is_gone_or_is_no_picture_breaks_no_page(client, logo, tmp_path):
    keepers_say(logo="site/notes.html")
    (tmp_path / "site" / "notes.html").write_text("<script>")
    assert client.get("/site/logo").status_code == 404
    assert 'class="mark"' in client.get("/").text
    keepers_say(logo="site/gone.png")
    assert client.get("/site/logo").status_code == 404
    assert 'class="mark"' in client.get("/").text


# About, rules, help


@pytest.mark.parametrize("address", ["/about", "/rules", "/help"])
def test_pages_about_the_archive_are_the_same_for_every_guest(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not answer.cookies
    odd = Client(headers={"cookie": "look=1~theme.dark; csrftoken=abc"})
    assert odd.get(address).content == answer.content


def test_they_say_something_before_the_keepers_do(client, db):
    assert "fan fiction" in client.get("/about").text
    assert "not written any rules yet" in client.get("/rules").text
    keepers_say(fandom="The Ninth Harbour", adult_stories=False)
    assert "The Ninth Harbour" in client.get("/about").text
    assert "takes no stories for adults" in client.get("/rules").text
    assert "takes no stories for adults" in client.get("/help").text


def test_the_keepers_words_stand_there_safely(client, db):
    keepers_say(about="<b>Ours</b>\n\nTwo.", rules="Be <i>kind</i>.", word="A <u>word</u>.")
    assert "&lt;b&gt;Ours&lt;/b&gt;" in client.get("/about").text
    keepers_say(
        about="<p>Ours</p>", rules="<p>Be <em>kind</em>.</p>", word="<p>Hello</p>", html_version=1
    )
    assert "<p>Ours</p>" in client.get("/about").text
    assert "<em>kind</em>" in client.get("/rules").text
    assert "<p>Hello</p>" in client.get("/").text


# The way through the house


class Links(HTMLParser):
    def __init__(self, page: str, place: str):
        super().__init__()
        self.place, self.inside, self.found = place, False, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == self.place
        if tag == "a" and self.inside:
            self.found.append(dict(attrs)["href"].partition("?")[0])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != self.place


def test_six_ways_for_guests_and_the_own_ones_for_members(client, story, bob):
    page = client.get("/works").text
    assert Links(page, "nav").found == ["/works", "/fandoms", "/write", "/help", "/look", "/accounts/login/"]  # fmt: skip  # noqa: E501
    assert Links(page, "footer").found == ["/rules", "/about", "/help", "/look"]
    client.force_login(bob)
    page = client.get("/works").text
    assert Links(page, "nav").found == ["/works", "/fandoms", "/write", "/notices", "/me"]


def test_an_archive_of_one_fandom_has_no_list_of_them(client, story):
    keepers_say(fandom="The Ninth Harbour")
    for address in ("/works", "/"):
        assert 'href="/fandoms"' not in client.get(address).text


def test_aa_leads_back_to_the_story(client, story):
    page = client.get(story.get_absolute_url()).text
    assert f'href="/look?next={story.get_absolute_url()}"' in page


# The first page


def headings(page: str) -> list[str]:
    marks = ["Put up a story", "Continue writing", "Newest stories", "ago today", "Something old",
             "All fandoms, A–Z", "A word from the keepers"]  # fmt: skip
    places = {mark: page.index(mark) for mark in marks if mark in page}
    return sorted(places, key=places.get)


def aged(story, days: int):
    when = timezone.now() - timedelta(days=days)
    Story.objects.filter(pk=story.pk).update(revised_at=when, published_at=when)
    story.refresh_listing()
    return story


def old_archive(alice):
    aged(publish_story(alice, "From the cupboard"), 800)
    for number in range(10):
        publish_story(alice, f"New {number}")


def test_its_parts_stand_in_their_order(client, alice):
    old_archive(alice)
    write_story(alice, "Unfinished")
    keepers_say(word="Welcome.")
    page = client.get("/").text
    assert headings(page) == ["Put up a story", "Newest stories", "Something old",
                              "All fandoms, A–Z", "A word from the keepers"]  # fmt: skip
    assert "From the cupboard" in page
    client.force_login(alice)
    page = client.get("/").text
    assert headings(page)[:3] == ["Put up a story", "Continue writing", "Newest stories"]
    assert "Unfinished" in page


def test_nobody_sees_anothers_drafts(client, bob, draft):
    client.force_login(bob)
    assert SECRET not in client.get("/").text


def test_an_empty_archive_says_how_to_begin(client, db):
    page = client.get("/").text
    assert headings(page) == ["Put up a story", "Newest stories"]
    assert "The first one could be yours" in page


def test_a_story_of_this_day_comes_before_any_other(client, alice):
    old_archive(alice)
    today = timezone.localdate()
    before = today.replace(year=today.year - 3, day=min(today.day, 28))
    story = aged(publish_story(alice, "Anniversary"), (today - before).days)
    page = client.get("/").text
    if today.day <= 28:
        assert "3 years ago today" in page
        assert story.title in page


def test_something_old_is_nothing_that_guests_may_not_see(client, alice, bob):
    old_archive(alice)
    Story.objects.get(title="From the cupboard").hide("Spam")
    aged(publish_story(alice, f"{SECRET} old", visibility="members"), 900)
    assert SECRET not in client.get("/").text
    client.force_login(bob)
    assert SECRET in client.get("/").text


def test_what_is_among_the_newest_is_not_shown_twice(client, alice):
    aged(publish_story(alice, "The only one"), 800)
    page = client.get("/").text
    assert page.count("The only one") == 1
    assert "Something old" not in page


def test_a_members_first_page_costs_a_few_questions(client, alice, django_assert_max_num_queries):
    old_archive(alice)
    write_story(alice, "Unfinished")
    client.force_login(alice)
    client.get("/")
    with django_assert_max_num_queries(9):  # of them two for who it is, one for her notices
        client.get("/")


def test_many_fandoms_stand_under_their_letters(client, alice):
    story = publish_story(alice)
    story.fandoms.set([f"{letter}{n} tales" for letter in "AMZ" for n in range(15)] + ["42"])
    story.refresh_listing()
    page = client.get("/fandoms").text
    assert page.index(">0–9</h2>") < page.index(">A</h2>") < page.index(">Z</h2>")
    assert 'href="#letter-2">A<' in page


# Patterns


def test_every_fragment_stands_on_the_page_of_patterns():
    templates = ROOT / "templates"
    page = "".join(
        path.read_text()
        for path in [templates / "patterns.html", *(templates / "patterns").glob("*.html")]
    )
    fragments = [path.relative_to(templates).as_posix() for path in templates.rglob("_*.html")]
    assert [name for name in fragments if f"<code>{name}</code>" not in page] == []
    named = re.findall(r"<code>([\w/]+\.html)</code>", page)
    assert [name for name in named if name not in fragments] == []


def test_the_page_of_patterns_can_be_drawn(rf, db):
    request = rf.get("/patterns")
    request.user = AnonymousUser()
    assert "Every fragment of this site" in render_to_string("patterns.html", request=request)
