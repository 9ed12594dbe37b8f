"""A name of a tag that stands only on what a reader may not see is to her a name that nothing
bears, wherever she asks for it."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from intake.known import known_in
from tags import edits
from tags.models import Tag, TagCount
from tests.cast import publish_story, write_story

KEPT_BACK, UNHEARD_OF = "Zanzibarquartz", "Zanzibarbasalt"
EITHER = re.compile(f"{KEPT_BACK}|{UNHEARD_OF}", re.IGNORECASE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
KINDS = ("freeform", "character", "fandom")
FIELDS = {"freeform": "freeforms", "character": "characters", "fandom": "fandoms"}


def tag(kind, name=KEPT_BACK):
    return Tag.objects.named(kind, [name])[0]


def bear(story):
    for field in FIELDS.values():
        getattr(story, field).add(KEPT_BACK)
    story.refresh_listing()
    TagCount.add_up()
    return story


def members_only(alice):
    return bear(publish_story(alice, "Among us", visibility="members"))


def hidden(alice):
    story = bear(publish_story(alice, "Taken away"))
    story.hide("Spam")
    return story


def draft(alice):
    return bear(write_story(alice, "Not yet"))


def unpublished(alice):
    story = bear(publish_story(alice, "No longer"))
    story.unpublish()
    return story


def alone(alice):
    """The name is a tag of its own."""


def another_name_of_an_official_one(alice):
    for kind in KINDS:
        official = Tag.objects.official_name(kind, f"Known {kind}")
        edits.merge(tag(kind), official, by=None)


def another_name_of_what_all_may_read(alice):
    another_name_of_an_official_one(alice)
    story = publish_story(alice, "For all")
    for kind, field in FIELDS.items():
        getattr(story, field).add(f"Known {kind}")
    story.refresh_listing()


BEARERS = [members_only, hidden, draft, unpublished]
STANDINGS = [alone, another_name_of_an_official_one, another_name_of_what_all_may_read]


def pages(client, kind, name):
    """All that she gets where she asks for a name, with the name itself taken out of it."""
    slug = name.lower()
    asked = [
        client.get("/works", {kind: name}),
        client.get("/works", {f"not-{kind}": name}),
        client.get("/works", {"tag": name}),
        client.get("/works", {"q": f'{kind}:"{name}"'}),
        client.get("/works/filters", {kind: name}),
        client.get("/works/filters", {"more": kind, "containing": name}),
        client.get(f"/tags/{kind}/{slug}"),
        client.get(f"/tags/{kind}/{slug}", {"after": "1-1"}),
        client.get(f"/tags/{kind}/{slug}/filters"),
        client.get("/tags/suggest", {"kind": kind, "q": name}),
        client.get("/tags/suggest", {"kind": kind, "q": name, "for": "writing"}),
        client.post("/exclusions", {"what": "tag", "name": name}),
    ]
    return [(page.status_code, TOKEN.sub("", EITHER.sub("NAME", page.text))) for page in asked]


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("bearer", BEARERS)
def test_to_a_guest_it_is_a_name_that_nothing_bears(client, alice, bearer, standing):
    bearer(alice)
    standing(alice)
    for kind in KINDS:
        for got, usual in zip(
            pages(client, kind, KEPT_BACK), pages(client, kind, UNHEARD_OF), strict=True
        ):
            assert got == usual, kind
        if standing is not alone:
            official = tag(kind, f"Known {kind}").get_absolute_url()
            assert KEPT_BACK not in client.get(official).text
    assert known_in(f"She met {KEPT_BACK} there.", AnonymousUser()) == []


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_member_has_what_stands_on_members_stories(alice, bob, standing):
    story = members_only(alice)
    standing(alice)
    story.refresh_listing()
    client = Client()
    client.force_login(bob)
    for kind in KINDS:
        thing = tag(kind)
        assert story.title in client.get("/works", {kind: KEPT_BACK}).text
        assert client.get(thing.get_absolute_url()).status_code in (200, 302)
        assert client.get("/tags/suggest", {"kind": kind, "q": KEPT_BACK}).json()["suggestions"]
        assert client.post("/exclusions", {"add": f"tag-{thing.pk}"}).status_code == 302
        client.post("/exclusions/remove", {"thing": f"tag-{(thing.synonym_of or thing).pk}"})
    several = client.post("/exclusions", {"what": "tag", "name": KEPT_BACK}).text
    assert "Several tags have this name." in several


@pytest.mark.parametrize("bearer", [hidden, draft, unpublished])
def test_to_other_members_it_is_nothing_either(alice, bob, bearer):
    bearer(alice)
    another_name_of_an_official_one(alice)
    client = Client()
    client.force_login(bob)
    got, usual = pages(client, "freeform", KEPT_BACK), pages(client, "freeform", UNHEARD_OF)
    assert got == usual
    assert known_in(f"She met {KEPT_BACK} there.", bob) == []


def test_its_number_tells_nothing(client, alice):
    draft(alice)
    another_name_of_an_official_one(alice)
    page = client.post("/exclusions", {"add": f"tag-{tag('freeform').pk}"}, follow=True)
    assert "Known freeform" not in page.text


def knows(client, name, official):
    """All doors agree."""
    thing = tag("fandom", name)
    opens = client.get(thing.get_absolute_url()).status_code != 404
    suggested = client.get("/tags/suggest", {"kind": "fandom", "q": name}).json()["suggestions"]
    is_found = "No fandom here is called" not in client.get("/works", {"fandom": name}).text
    is_told = f">{name}<" in client.get(official.get_absolute_url()).text
    assert opens == bool(suggested) == is_found == is_told
    return opens


@pytest.mark.parametrize("given", ["renamed", "official before"])
def test_a_name_that_editors_gave_stays_known_whatever_draft_bears_it(client, alice, given):
    story = publish_story(alice, "For all")
    story.fandoms.set(["Lamp"])
    official, name = tag("fandom", "Lamp"), "Zanzibar"
    if given == "renamed":
        edits.rename(official, "The Lamp", by=None)
        name = "Lamp"
    else:
        edits.merge(Tag.objects.official_name("fandom", name), official, by=None)
    story.refresh_listing()
    TagCount.add_up()
    assert knows(client, name, official)
    write_story(alice, "Not yet").fandoms.set([name])
    assert knows(client, name, official)
