"""Filters that a reader keeps under names of her own."""

import re

import pytest
from django.http import QueryDict

from discovery import saved, wishes
from discovery.models import SavedFilter
from tags import edits
from tags.models import Tag
from tests.cast import publish_story

QUERY = "freeform=Angst&not-rating=explicit"


@pytest.fixture
def reader(client, bob):
    client.force_login(bob)
    return client


def keep(reader, name="Sad ones", query=QUERY, **fields):
    return reader.post(f"/filters/new?{query}", {"name": name, **fields}, follow=True)


def only(user) -> SavedFilter:
    return user.filters.get()


def titles(page) -> set[str]:
    return set(re.findall(r'<h\d class="heading"[^>]*><a [^>]*>([^<]+)</a>', page.text))


def told(page) -> str:
    return page.text.split("<main")[1]


# Keeping one


def test_it_is_kept_as_the_address_of_its_list_without_the_page(reader, bob):
    form = reader.get(f"/filters/new?{QUERY}&sort=words&after=12-3&exclusions=off")
    assert "Angst" in form.text
    page = keep(reader, query=f"{QUERY}&sort=words&after=12-3&exclusions=off")
    assert "“Sad ones” is saved." in page.text
    assert only(bob).query == f"{QUERY}&sort=words"
    assert f'href="/works?{QUERY.replace("&", "&amp;")}&amp;sort=words"' in page.text


def test_kept_twice_it_is_the_same(reader, bob):
    keep(reader)
    keep(reader)
    assert only(bob).name == "Sad ones"


def test_another_one_of_the_same_name_replaces_it_only_where_that_is_said(reader, bob):
    keep(reader, tells="on")
    since = only(bob).told_until
    asked = keep(reader, query="rating=teen")
    assert "You have another filter of this name." in asked.text
    assert 'value="Sad ones"' in asked.text and 'type="checkbox" name="replaces"' in asked.text
    assert only(bob).query == QUERY
    keep(reader, query="rating=teen", tells="on", replaces="on")
    assert only(bob).query == "rating=teen" and only(bob).told_until > since


def test_what_asks_for_nothing_or_too_much_is_not_kept(reader, bob, monkeypatch):
    assert "has no filter yet" in keep(reader, query="").text
    monkeypatch.setattr("discovery.views.saved.QUERY_LENGTH", 20)
    assert "asks for too much" in keep(reader).text
    assert not bob.filters.exists()


ODD = ["%00", "freeform=%ff%fe", "rating=x", "a=1&" * 2_000, f"q={'"' * 999}"]


@pytest.mark.parametrize("query", ODD)
def test_any_address_gets_a_page(reader, query):
    assert reader.get(f"/filters/new?{query}").status_code in (200, 400)
    assert keep(reader, query=query).status_code in (200, 400)


def test_there_is_an_end(reader, bob, monkeypatch):
    monkeypatch.setattr(SavedFilter, "MOST", 1)
    keep(reader)
    page = keep(reader, "One more", "rating=teen")
    assert "Delete one that you need less." in page.text and 'value="One more"' in page.text
    assert bob.filters.count() == 1


def test_guests_sign_in_on_their_way_and_come_back_to_it(client, db):
    answer = client.get(f"/filters/new?{QUERY}")
    assert answer.status_code == 302 and "next=/filters/new%3Ffreeform%3DAngst" in answer.url


def test_a_name_to_begin_with_says_what_it_asks(reader):
    wish = wishes.read(QueryDict(QUERY))
    assert "Angst" in saved.name_for(wish) and len(saved.name_for(wish)) <= 100
    long = "&".join(f"freeform=a very long name of a tag, number {n}" for n in range(20))
    assert len(saved.name_for(wishes.read(QueryDict(long)))) <= 100


# Using them


def test_it_opens_its_list(reader, bob, alice):
    story = publish_story(alice, "Storm")
    story.freeforms.set(["Angst"])
    story.refresh_listing()
    publish_story(alice, "Calm")
    keep(reader)
    page = reader.get(f"/filters/{only(bob).pk}", follow=True)
    assert titles(page) == {"Storm"}
    newest = reader.get(f"/filters/{only(bob).pk}?new")
    assert newest.url == f"/works?{QUERY}&sort=published"


def test_a_tag_that_was_renamed_or_became_another_name_is_found_as_ever(reader, bob, alice, editor):
    story = publish_story(alice, "Storm")
    story.freeforms.set(["Angst"])
    keep(reader)
    tag = Tag.objects.get(name="Angst")
    edits.rename(tag, "Woe", by=editor)
    grief = Tag.objects.create(kind="freeform", name="Grief", is_official=True)
    edits.merge(tag, grief, by=editor)
    story.refresh_listing()
    assert titles(reader.get(f"/filters/{only(bob).pk}", follow=True)) == {"Storm"}


def test_the_list_of_all_begins_with_the_default_and_says_so(reader, bob, alice, client):
    publish_story(alice, "For all")
    publish_story(alice, "For some", rating="teen")
    keep(reader, "Teens", "rating=teen", is_default="on")
    page = reader.get("/works")
    assert titles(page) == {"For some"}
    assert "begins with your filter “<bdi>Teens</bdi>”" in page.text
    everything = re.search(r'href="([^"]+)">See all stories<', page.text)[1]
    assert titles(reader.get(everything.replace("&amp;", "&"))) == {"For all", "For some"}
    assert titles(reader.get("/works?rating=general")) == {"For all"}
    client.logout()
    assert titles(client.get("/works")) == {"For all", "For some"}


def test_there_is_one_default(reader, bob):
    keep(reader, "One", "rating=teen", is_default="on")
    keep(reader, "Two", "rating=general", is_default="on")
    assert list(bob.filters.filter(is_default=True).values_list("name", flat=True)) == ["Two"]


def test_the_one_in_use_is_known_by_what_it_asks(reader, bob, charlie):
    keep(reader)
    wish = wishes.read(QueryDict("not-rating=explicit&after=12-3&freeform=Angst"))
    assert saved.in_use(bob, wish) == only(bob)
    assert saved.in_use(charlie, wish) is None
    assert saved.in_use(bob, wishes.read(QueryDict(""))) is None


# Changing, deleting


def test_it_gets_another_name_and_tells_from_then_on(reader, bob):
    keep(reader)
    page = reader.post(f"/filters/{only(bob).pk}/edit", {"name": "Woe", "tells": "on"}, follow=True)
    assert "“Woe” is saved." in page.text and "You are told of new ones." in page.text
    since = only(bob).told_until
    assert since
    reader.post(f"/filters/{only(bob).pk}/edit", {"name": "Grief", "tells": "on"})
    assert only(bob).told_until == since
    reader.post(f"/filters/{only(bob).pk}/edit", {"name": "Grief"})
    assert only(bob).told_until is None


def test_a_name_that_another_has_is_refused(reader, bob):
    keep(reader)
    keep(reader, "Glad ones", "rating=general")
    glad = bob.filters.get(name="Glad ones")
    page = reader.post(f"/filters/{glad.pk}/edit", {"name": "Sad ones"})
    assert "You have another filter of this name." in page.text
    assert 'type="checkbox" name="replaces"' not in page.text


def test_what_cannot_be_fetched_back_now_is_not_lost(reader, bob):
    keep(reader)
    reader.post(f"/filters/{only(bob).pk}/delete")
    keep(reader, query="rating=teen")
    page = reader.post("/filters/restore", follow=True)
    assert "You have another filter of this name." in page.text
    assert 'action="/filters/restore"' in page.text
    bob.filters.update(name="Others")
    reader.post("/filters/restore")
    assert bob.filters.get(name="Sad ones").query == QUERY


def test_deleted_it_can_be_fetched_back_as_it_was(reader, bob):
    keep(reader, is_default="on", tells="on")
    address = f"/filters/{only(bob).pk}/delete"
    page = reader.post(address, follow=True)
    assert "“<bdi>Sad ones</bdi>” is deleted." in page.text and not bob.filters.exists()
    assert reader.post(address).status_code == 302  # pressed twice
    page = reader.post("/filters/restore", follow=True)
    assert "“Sad ones” is back." in page.text
    assert only(bob).query == QUERY and only(bob).is_default and only(bob).tells
    assert "is back" not in reader.post("/filters/restore", follow=True).text
    assert bob.filters.count() == 1


def test_nobody_else_sees_or_changes_it(client, reader, bob, charlie):
    keep(reader)
    pk = only(bob).pk
    client.force_login(charlie)
    assert "Sad ones" not in client.get("/filters").text
    for address in (f"/filters/{pk}", f"/filters/{pk}/edit"):
        assert client.get(address).status_code == 404
    assert client.post(f"/filters/{pk}/edit", {"name": "Mine"}).status_code == 404
    assert client.post(f"/filters/{pk}/delete").status_code == 404
    assert only(bob).name == "Sad ones"


def test_the_list_of_them_costs_the_same_for_one_and_many(
    reader, bob, django_assert_max_num_queries
):
    for number in range(20):
        SavedFilter.objects.create(user=bob, name=f"Number {number}", query=QUERY)
    with django_assert_max_num_queries(6):
        assert reader.get("/filters").text.count("Number ") >= 20
