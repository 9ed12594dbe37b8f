"""What repeats a long address leads somewhere, although Django refuses to redirect far."""

from urllib.parse import quote

import pytest
from django.http import HttpResponseRedirect
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.addresses import carried, way_back
from tags import edits
from tags.models import Tag
from tests.cast import PASSWORD
from tests.tags.vocabulary import fresh

RAIN = " ".join(
    ["雨" * 80] * 24
)  # nearly as long as a search may be; 18,000 characters of an address
SEARCH = f"q={quote(RAIN)}"
LONG = f"/works?{SEARCH}"
SHORT = "/works?q=rain&language=en"


def sent_on(answer) -> str:
    assert answer.status_code == 302
    return answer["Location"]


@pytest.fixture
def other_name(story) -> Tag:
    """Of a tag that the story has."""
    story.characters.set(["Maud", "Maudie"])
    official, other = story.characters.order_by("key")
    edits.merge(other, official, by=None)
    story.refresh_listing()
    return fresh(other)[0]


def test_the_way_to_the_sign_in_page_forgets_a_long_search(client, db):
    answer = client.get(f"/filters?{SEARCH}", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/filters"
    assert sent_on(client.get("/filters?q=rain")).endswith(f"?next={quote('/filters?q=rain', '/')}")


def test_who_signed_in_from_a_long_address_is_at_her_desk(client, alice):
    who = {"login": alice.username, "password": PASSWORD}
    assert sent_on(client.post("/accounts/login/", {**who, "next": LONG})) == "/desk"
    client.logout()
    assert sent_on(client.post("/accounts/login/", {**who, "next": SHORT})) == SHORT


def test_a_list_leads_on_with_as_much_of_a_long_search_as_it_reads(client, other_name, alice):
    there = other_name.synonym_of.get_absolute_url()
    ways = {
        f"{alice.pen_name.get_absolute_url()}?title=&": alice.pen_name.get_absolute_url(),
        "/works/filters?title=&": "/works/filters",
        f"{other_name.get_absolute_url()}?": there,
        f"{other_name.get_absolute_url()}/filters?": f"{there}/filters",
    }
    for address, path in ways.items():
        assert sent_on(client.get(f"{address}q=rain")) == f"{path}?q=rain"
        answer = client.get(f"{address}{SEARCH}", follow=True)
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == path
        assert "雨雨雨" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/language", {"language": "es", "next": LONG}),
        ("/consent", {"next": LONG}),
    ],
)
def test_a_switch_leads_back_to_the_page_without_its_long_search(client, db, path, sent):
    assert sent_on(client.post(path, sent)) == "/works"
    assert sent_on(client.post(path, {**sent, "next": SHORT})) == SHORT


def test_what_is_chosen_on_a_long_list_is_kept(client, story, alice):
    chosen = {"theme": "dark", "next": LONG}
    assert client.post("/look", chosen, follow=True).status_code == 200
    thing = f"pen_name-{alice.pen_name.pk}"
    for sent in ({"back": LONG}, {}):
        answer = client.post(
            f"/exclusions/like/{story.pk}", {"thing": thing, **sent}, HTTP_REFERER=LONG
        )
        assert len(sent_on(answer)) < 2_048


def test_no_link_of_a_page_repeats_a_long_address(client, story):
    page = client.get(f"/works?q={quote('雨' * 10_000)}")
    assert len(page.content) < 100_000
    assert "?next=/works%3Fq%3Drain" in client.get("/works?q=rain").content.decode()


@given(st.text("/?#&=%é雨\U0001f600ab:[]@\\.", max_size=40), st.sampled_from([1, 40, 400, 4_000]))
def test_whatever_is_carried_fits_in_a_redirect_when_quoted_and_stays_here(text, times):
    request = RequestFactory().get("/")
    back = way_back(request, text * times, f"/{text * times}")
    HttpResponseRedirect(f"/accounts/login/?next={quote(back)}")
    assert way_back(request, back) == back == carried(back)
