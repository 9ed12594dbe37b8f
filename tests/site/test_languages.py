"""In which language the pages speak: the account's, the cookie's, the site's; how it is chosen."""

import pytest
from django.core.cache import caches
from django.test import Client

from core.models import SiteSettings
from tests.cast import publish_story, sign_in

SAYS = {
    "en": '<html lang="en" dir="ltr">',
    "es": '<html lang="es" dir="ltr">',
    "ar": '<html lang="ar" dir="rtl">',
}
PAGES = ["/", "/works", "story", "/fandoms", "/about"]


def set_site(**fields):
    SiteSettings.objects.update_or_create(pk=1, defaults=fields)


def speaks(response) -> str:
    [language] = [code for code, words in SAYS.items() if words in response.text]
    assert response.headers["Content-Language"] == language
    return language


def choose(client, language, **fields):
    return client.post("/language", {"language": language, **fields})


def test_pages_speak_the_sites_language_and_never_ask_the_browser(client, db):
    wish = {"accept-language": "ar,es;q=0.9"}
    assert speaks(client.get("/", headers=wish)) == "en"
    set_site(language="es")
    assert speaks(client.get("/", headers=wish)) == "es"


def test_a_guest_chooses_in_the_footer_and_returns_to_the_same_page(client, story):
    page = client.get(f"/works/{story.pk}?view_full_work=true").text
    assert (
        f'<input type="hidden" name="next" value="/works/{story.pk}?view_full_work=true">' in page
    )
    assert (
        '<button class="plain" name="language" value="ar" lang="ar" dir="rtl">العربية</button>'
        in page
    )
    assert 'value="en" lang="en" dir="ltr" aria-current="true">English</button>' in page
    response = choose(client, "ar", next=f"/works/{story.pk}?view_full_work=true")
    assert response.url == f"/works/{story.pk}?view_full_work=true"
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("ar", "Lax", 31_536_000)
    assert cookie["httponly"]
    assert speaks(client.get(response.url)) == "ar"
    assert client.get(response.url).headers["Cache-Control"] == "private, no-store"


def test_the_cookie_goes_over_https_only_where_there_is_https(client, db):
    assert not choose(client, "ar").cookies["language"]["secure"]
    response = client.post("/language", {"language": "ar"}, secure=True)
    assert response.cookies["language"]["secure"]


def test_without_a_field_it_returns_to_the_page_that_sent_it(client, db):
    here = {"referer": "http://testserver/works"}
    response = client.post("/language", {"language": "es"}, headers=here)
    assert response.url == "http://testserver/works"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"],
)
def test_it_never_leads_to_another_site(client, db, elsewhere):
    assert choose(client, "es", next=elsewhere).url == "/"


@pytest.mark.parametrize("word", ["story", "?page=2", "%00", "no-such-page", "account_logout"])
def test_where_it_leads_is_an_address_and_never_a_name_in_our_code(client, db, word):
    assert choose(client, "es", next=word).url == word


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://["},
        {"referer": "https://evil.example/testserver"},
    ],
)
def test_another_site_cannot_press_it(client, bob, headers):
    client.force_login(bob)
    response = client.post("/language", {"language": "ar"}, headers=headers)
    assert response.status_code == 403
    assert not response.cookies
    bob.refresh_from_db()
    assert bob.language == ""


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}],
)
def test_our_own_pages_can_without_a_token(db, headers):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/language", {"language": "ar"}, headers=headers).status_code == 302


def test_a_members_choice_goes_with_the_account(client, bob):
    sign_in(client, bob)
    choose(client, "ar")
    bob.refresh_from_db()
    assert bob.language == "ar"
    elsewhere = Client()
    sign_in(elsewhere, bob)
    assert speaks(elsewhere.get("/desk")) == "ar"
    elsewhere.cookies["language"] = "es"
    assert speaks(elsewhere.get("/desk")) == "ar"


def test_a_member_who_chose_nothing_has_the_cookies_language(client, bob):
    choose(client, "es")
    sign_in(client, bob)
    assert speaks(client.get("/desk")) == "es"


def test_only_languages_of_this_archive_are_offered(client, bob):
    set_site(languages=["es"], language="en")
    page = client.get("/").text
    assert 'value="es"' in page
    assert 'value="ar"' not in page
    assert choose(client, "ar").status_code == 403
    client.cookies["language"] = "ar"
    assert speaks(client.get("/")) == "en"
    bob.language = "ar"
    bob.save()
    client.force_login(bob)
    assert speaks(client.get("/desk")) == "en"


def test_an_archive_of_one_language_has_no_switch(client, db):
    set_site(languages=["ar"], language="ar")
    page = client.get("/")
    assert speaks(page) == "ar"
    assert 'action="/language"' not in page.text


@pytest.mark.parametrize("wrong", ["xx", "", "en-GB", "a\r\nb", "العربية" * 50])
def test_what_is_no_language_is_refused(client, db, wrong):
    assert choose(client, wrong).status_code == 403
    client.cookies["language"] = "xx"
    assert speaks(client.get("/")) == "en"


def test_the_switch_has_a_page_of_its_own(client, db):
    assert client.get("/language").text.count('value="ar"') == 2


def test_a_suspended_person_may_choose(client, bob):
    bob.suspend("Spam")
    client.force_login(bob)
    assert choose(client, "es").status_code == 302


@pytest.mark.parametrize("seconds", [0, 60])
def test_nothing_kept_in_one_language_is_shown_in_another(settings, alice, seconds):
    """Pages and cards are kept in the process; each language has its own."""
    story = publish_story(alice, rating="teen", summary="<p>Two people talk.</p>")
    addresses = [f"/works/{story.pk}" if page == "story" else page for page in PAGES]

    def read(**cookies) -> dict[str, str]:
        client = Client()
        client.cookies.load(cookies)
        return {address: client.get(address).text for address in addresses}

    alone = {}
    for language in SAYS:
        caches["pages"].clear()
        alone[language] = read(language=language)
    caches["pages"].clear()
    settings.PAGE_SECONDS = settings.SHARED_PAGE_SECONDS = seconds
    for _time in range(2):
        assert read()["/works"] == alone["en"]["/works"]
        for language in ("ar", "es", "ar", "en"):
            assert read(language=language) == alone[language]
    assert "Teen and up" in alone["en"]["/works"]
    assert "Teen and up" not in alone["ar"]["/works"]


def test_a_new_default_is_seen_at_once_by_guests_without_a_cookie(client, story):
    for page in (f"/works/{story.pk}", "/works", "/", "/works"):
        assert speaks(client.get(page)) == "en"
    set_site(language="ar")
    for page in (f"/works/{story.pk}", "/works", "/"):
        response = client.get(page)
        assert speaks(response) == "ar"
        assert "General audiences" not in visible(response.text)
        assert "public" in response.headers["Cache-Control"]
    set_site(language="en")
    assert speaks(client.get(f"/works/{story.pk}")) == "en"


def visible(page: str) -> str:
    """Without the hidden form that tools read."""
    return page.replace('<dd class="rating tags">General audiences</dd>', "", 1)


def test_a_guest_costs_no_question_about_the_language(
    client, story, settings, django_assert_num_queries
):
    settings.SITE_SETTINGS_SECONDS = 60
    client.get(story.get_absolute_url())
    with django_assert_num_queries(1):
        client.get(story.get_absolute_url())
