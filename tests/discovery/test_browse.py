"""What a page with a list of stories shows: what was asked, how many there are, the ways on."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.pages import PRIVATE
from discovery import front, words
from discovery.models import MutedTag, MutedWord
from discovery.search import counting, statements
from stories.models import Series, Story
from tags import edits
from tags.models import Medium, Tag, TagCount
from tests.cast import SECRET, publish_story, write_story
from tests.working import work_off


@pytest.fixture
def stories(alice):
    """Three of one fandom; two are long, one is angst."""
    angst = publish_story(alice, "Story 001", texts=["<p>" + "cold tea " * 30 + "</p>"])
    angst.freeforms.set(["Angst"])
    long = publish_story(alice, "Story 002", texts=["<p>" + "rain " * 90 + "</p>"])
    short = publish_story(alice, "Story 003", rating="teen")
    for story in (angst, long, short):
        story.refresh_listing()
    words.indexing.refresh([story.pk for story in (angst, long, short)])
    return [angst, long, short]


def titles(page) -> list[str]:
    return sorted(re.findall(r">(Story \d+)<", page.text))


def chips(page) -> dict[str, str]:
    """{what it says: where its removal leads}"""
    found = re.search(r'<ul class="chips".*?</ul>', page.text, re.DOTALL)
    links = re.findall(r'href="([^"]+)"[^>]*><span>(.*?)</span>', found[0] if found else "")
    return {re.sub("<[^>]+>", "", label): html.unescape(address) for address, label in links}


def remarks(page) -> list[str]:
    """What was not understood."""
    found = re.search(r'<ul class="remarks">.*?</ul>', page.text, re.DOTALL)
    said = re.findall(r"<li>(.*?)</li>", found[0] if found else "")
    return [html.unescape(re.sub("<[^>]+>", "", one)) for one in said]


def count(page) -> str:
    return re.search(r'id="count"[^>]*>([^<]+)<', page.text)[1]


def test_what_is_asked_narrows_the_list_and_stands_above_it(client, stories):
    page = client.get("/works", {"fandom": "The Ninth Harbour", "not-freeform": "angst"})
    assert titles(page) == ["Story 002", "Story 003"]
    assert count(page) == "2 stories"
    assert [*chips(page)] == ["Fandom: The Ninth Harbour", "without: angst"]
    assert "<title>The Ninth Harbour stories, without angst" in page.text
    wider = client.get(chips(page)["without: angst"])
    assert titles(wider) == ["Story 001", "Story 002", "Story 003"]


def test_the_box_understands_fields_and_shows_only_what_are_words(client, stories):
    page = client.get("/works", {"q": "words:>50 -angst"})
    assert titles(page) == ["Story 002"]
    assert [*chips(page)] == ["51 words or more"]
    assert 'name="words-from" value="51"' in page.text


@pytest.fixture
def hearts(stories):
    """The first is mainly about Maud; in the second she comes by."""
    stories[0].characters.set(["Maud"], main=["maud"])
    stories[1].characters.set(["Maud"])
    for story in stories:
        story.refresh_listing()
    return stories


def test_what_is_kept_out_of_the_heart_may_stand_beside_it(client, hearts):
    page = client.get("/works", {"q": "-mainly:Maud"})
    assert titles(page) == ["Story 002", "Story 003"]
    assert [*chips(page)] == ["not mainly: Maud"]
    assert "<title>Stories, not mainly: Maud" in page.text
    again = client.get("/works", {"not-mainly": "Maud"})
    assert (titles(again), [*chips(again)]) == (titles(page), [*chips(page)])
    filters = client.get("/works/filters?not-mainly=Maud").text
    assert re.search(r'<input[^>]*name="not-mainly"[^>]*value="Maud"', filters)
    assert "/works?not-mainly=Maud" in client.get("/works/filters").text


def test_any_of_them_means_the_heart_too(client, hearts):
    either = {"mainly": "Maud", "freeform": "Rain", "match": "any"}
    hearts[2].freeforms.set(["Rain"])
    hearts[2].refresh_listing()
    assert titles(client.get("/works", either)) == ["Story 001", "Story 003"]
    assert titles(client.get("/works", either | {"match": ""})) == []


@pytest.mark.parametrize("where", ["tag", "/works?character=Maud", "/works?q=character:maud"])
def test_stories_of_whom_they_are_mainly_about_can_come_first(client, alice, hearts, where):
    address = hearts[0].characters.get().get_absolute_url() if where == "tag" else where
    sort = f"{address}{'&' if '?' in address else '?'}sort=mainly"
    in_order = re.compile(r">(Story \d+)<")
    assert in_order.findall(client.get(address).text) == ["Story 002", "Story 001"]
    page = client.get(sort)
    assert in_order.findall(page.text) == ["Story 001", "Story 002"]
    assert '<option value="mainly" selected>Mainly about this<' in page.text
    turned = client.get(f"{sort}&order=reversed").text
    assert in_order.findall(turned) == ["Story 002", "Story 001"]


@pytest.mark.parametrize("query", ["", "fandom=The Ninth Harbour", "character=Maud&q=rain&in=text"])
def test_only_a_list_of_somebody_can_begin_with_what_is_mainly_about_them(client, hearts, query):
    page = client.get(f"/works?{query}&sort=mainly").text
    assert 'value="mainly"' not in page.replace('type="hidden" name="sort" value="mainly"', "")
    if 'id="sort"' in page:
        assert '<option value="updated" selected>' in page


def test_the_text_is_searched_where_one_wishes_and_shows_what_was_found(client, stories):
    assert titles(client.get("/works", {"q": '"cold tea"'})) == []
    page = client.get("/works", {"q": '"cold tea"', "in": "text"})
    assert titles(page) == ["Story 001"]
    assert "<mark>cold tea</mark>" in page.text


def test_fields_that_nobody_filled_in_do_not_stand_in_the_address(client, stories):
    answer = client.get("/works?fandom=&not-fandom=&rating=teen&words-from=&sort=")
    assert (answer.status_code, answer.url) == (302, "/works?rating=teen")


def test_what_was_not_understood_is_said_beside_the_list(client, stories):
    page = client.get("/works", {"words-from": "-5", "fandom": "Nobody knows this", "x": "y"})
    assert page.status_code == 200
    assert titles(page) == ["Story 001", "Story 002", "Story 003"]
    assert remarks(page) == [
        "“words-from:-5” was not understood and is ignored.",
        "“x” in the address is not known here and is ignored.",
        "No fandom here is called “Nobody knows this”; this is left out.",
    ]


def test_a_name_that_nobody_bears_is_shown_with_the_nearest(client, stories):
    TagCount.add_up()
    page = client.get("/works", {"fandom": "The Ninth Harbuor", "rating": "teen"})
    assert titles(page) == ["Story 003"]
    assert remarks(page) == [
        "No fandom here is called “The Ninth Harbuor”; this is left out. "
        "Did you mean The Ninth Harbour?"
    ]
    meant = html.unescape(re.search(r'Did you mean <a href="([^"]+)"', page.text)[1])
    assert [*chips(client.get(meant))] == ["Fandom: The Ninth Harbour", "Rating: Teen and up"]
    assert remarks(client.get(meant)) == []


@pytest.mark.parametrize("query", ["in=text", "q=in:text", "q=in:text+rating:general&in=text"])
def test_a_search_of_chapters_for_nothing_says_so(client, stories, query):
    page = client.get(f"/works?{query}")
    assert page.text.count("No words were given to look for in the text of the chapters.") == 1
    assert "Story 001" in titles(page)


@pytest.mark.parametrize("path", ["/works", "/works/filters", "/fandoms", "/tags/suggest"])
def test_of_more_than_a_thousand_things_at_once_the_first_are_read(client, bob, story, path):
    query = "&".join(f"a{number}=1" for number in range(1_001))
    for _visit in ("as a guest", "signed in"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200
        is_page = answer.headers["Content-Type"].startswith("text/html")
        assert is_page == ("Only the first 1,000 were read." in answer.text)
        assert answer.headers["Cache-Control"] == "private, no-store" or path == "/tags/suggest"
        client.force_login(bob)
    assert "Only the first" not in client.get(f"{path}?{query[5:]}").text


def test_the_premise_stands_on_the_card(client, stories):
    Story.objects.filter(title="Story 002").update(
        au_premise="<p>Everybody works in a <b>bakery</b>.</p>"
    )
    page = client.get("/works", {"title": "story"}).text
    premises = re.findall(r'<p class="premise">.*?</p>', page, re.DOTALL)
    assert [re.sub("<[^>]+>", "", one) for one in premises] == ["AU Everybody works in a bakery."]


def test_an_empty_list_says_what_would_help(client, stories):
    page = client.get("/works", {"freeform": "Angst", "rating": "teen"})
    assert count(page) == "0 stories"
    assert "No story is like that." in page.text
    assert page.text.count("Take away “") == 2


def test_an_empty_list_leads_to_the_same_words_in_the_text(client, stories):
    page = client.get('/works?q="cold tea"+angst&rating=general')
    ((address, _words),) = re.findall(
        r'<a href="([^"]+)"[^>]*>(Look for these words[^<]*)<', page.text
    )
    assert "in=text" in address and "rating=general" in address
    assert "Look for these words" not in client.get(html.unescape(address)).text


def test_a_tags_list_is_narrowed_within_the_tag(client, alice, stories):
    publish_story(alice, "Story 004").fandoms.set(["Another Harbour"])
    Story.objects.get(title="Story 004").refresh_listing()
    address = stories[0].fandoms.get().get_absolute_url()
    page = client.get(address, {"freeform": "Angst", "rating": "teen", "match": "any"})
    assert titles(page) == []
    either = client.get(address, {"freeform": "Angst", "by": "Maud Thornapple", "match": "any"})
    assert titles(either) == ["Story 001", "Story 002", "Story 003"]
    assert chips(either)["Tag: Angst"].startswith(address)


def test_a_filtered_list_is_for_readers_and_not_for_search_engines(client, stories):
    assert 'rel="canonical" href="http://testserver/works"' in client.get("/works").text
    for query in ("q=rain", "sort=words", "after=1-1"):
        assert '<meta name="robots" content="noindex">' in client.get(f"/works?{query}").text


@pytest.fixture
def nothing_is_found_in_time(db, monkeypatch):
    """Somebody holds the table of all lists."""
    monkeypatch.setattr(statements, "SECONDS", 0.05)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE stories_listing IN ACCESS EXCLUSIVE MODE")
        yield
    other.close()


@pytest.mark.django_db(transaction=True)  # what is cancelled ends its transaction
@pytest.mark.parametrize("path", ["/works", "/works/filters", "/works/random"])
def test_what_takes_too_long_gets_a_page_that_keeps_what_was_asked(
    client, nothing_is_found_in_time, path
):
    answer = client.get(path, {"q": "rain", "rating": "teen"})
    if path == "/works/filters":  # they need no numbers
        assert answer.status_code == 200
    else:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "30"
        assert answer.headers["Cache-Control"] == PRIVATE
    assert 'value="rain"' in answer.text
    assert chips(answer) == {"Rating: Teen and up": "/works?q=rain"}


# Exclusions


@pytest.fixture
def bob_without_angst(client, bob, stories):
    MutedTag.objects.create(user=bob, tag=Tag.objects.get(kind="freeform", name="Angst"))
    client.force_login(bob)
    return client


@pytest.mark.parametrize("path", ["/works", "/", "tag", "pen_name", "series", "like"])
def test_what_she_keeps_out_stays_out_of_every_list(bob_without_angst, alice, stories, path):
    angst, *others = stories
    series = Series.objects.create(title="All")
    for story in stories:
        series.add(story)
    addresses = {
        "tag": angst.fandoms.get().get_absolute_url(),
        "pen_name": alice.pen_name.get_absolute_url(),
        "series": series.get_absolute_url(),
        "like": f"/works/{others[0].pk}/like",
    }
    page = bob_without_angst.get(addresses.get(path, path))
    assert "Story 003" in titles(page)
    assert "Story 001" not in titles(page)
    assert "1 hidden by your exclusions" in page.text
    look = bob_without_angst.get(addresses.get(path, path), {"exclusions": "off"})
    assert "Story 001" in titles(look)
    assert bob_without_angst.get(angst.get_absolute_url()).status_code == 200


def test_the_first_page_remembers_a_story_of_this_day(client, stories, monkeypatch):
    now = timezone.localtime().replace(month=3, day=14, hour=12)
    monkeypatch.setattr(timezone, "localdate", lambda: now.date())
    before = now.replace(year=now.year - 4)
    Story.objects.filter(pk=stories[0].pk).update(published_at=before, revised_at=before)
    stories[0].refresh_listing()
    monkeypatch.setattr(front, "NEWEST", 2)
    assert "4 years ago today" in client.get("/").text
    assert titles(client.get("/")) == ["Story 001", "Story 002", "Story 003"]


@pytest.mark.parametrize("query", ["", "?rating=general", "?q=story", "?q=story&rating=teen"])
def test_hidden_is_whatever_more_there_is_without_her_exclusions(
    bob_without_angst, bob, stories, query, monkeypatch
):
    MutedWord.add(bob, "Story 002")
    address = f"/works{query}"
    looked = f"{address}{'&' if query else '?'}exclusions=off"
    kept_out = len(titles(Client().get(address))) - len(titles(bob_without_angst.get(address)))
    said = f"{kept_out} hidden by your exclusions" if kept_out else 'id="count"'
    assert said in bob_without_angst.get(address).text
    assert "hidden by your exclusions" not in bob_without_angst.get(looked).text
    monkeypatch.setattr(counting, "MOST", 1)  # more than are counted: by what takes each away
    assert ("hidden by your exclusions" in bob_without_angst.get(address).text) == bool(kept_out)


def test_the_first_page_goes_on_to_older_ones_for_whoever_keeps_much_out(
    bob_without_angst, stories, monkeypatch
):
    monkeypatch.setattr(front, "MORE", 1)
    monkeypatch.setattr(front, "NEWEST", 2)
    assert titles(bob_without_angst.get("/")) == ["Story 002", "Story 003"]


def test_lots_are_never_drawn_from_what_she_keeps_out(bob_without_angst, stories):
    for _try in range(5):
        assert bob_without_angst.get("/works/random").url != stories[0].get_absolute_url()
    answer = bob_without_angst.get("/works/random?rating=teen")
    assert answer.url == stories[2].get_absolute_url()
    assert answer.headers["Cache-Control"] == PRIVATE


# Filters


def test_the_filters_stand_on_a_page_of_their_own_and_count_what_is_there(client, stories):
    page = client.get("/works/filters", {"rating": ["general", "teen"]})
    assert page.status_code == 200
    assert re.search(r"not-freeform=Angst[^>]*>not<", page.text)
    assert 'name="rating" value="teen" id="f-rating-3"' in page.text
    assert "checked" in re.search(r'<input[^>]*name="rating" value="teen"[^>]*>', page.text)[0]
    assert 'name="rating" value="mature"' in page.text  # though none is


def test_beside_a_list_they_come_without_the_page_around_them(client, stories):
    whole = client.get("/works/filters", {"q": "story"}).text
    beside = client.get("/works/filters", {"q": "story", "beside": "list"}).text
    assert beside.lstrip().startswith('<div id="filters"')
    assert beside.strip() in whole
    assert "beside" not in beside


def test_a_tag_of_what_one_may_not_see_stands_in_no_filter(client, alice, stories):
    hidden = publish_story(alice, "Story 009", visibility="members")
    hidden.freeforms.set([f"{SECRET} tag"])
    hidden.refresh_listing()
    for query in ("", "?more=freeform", "?more=freeform&containing=tag"):
        assert SECRET not in client.get(f"/works/filters{query}").text


def test_twenty_of_a_kind_are_offered_and_more_of_them_elsewhere(client, stories):
    stories[1].freeforms.set([f"Tag {number:02}" for number in range(30)])
    stories[1].refresh_listing()
    assert facet(client.get("/works/filters"), "freeform") == [
        "Angst",
        *(f"Tag {number:02}" for number in range(19)),
    ]
    assert len(facet(client.get("/works/filters?more=freeform"), "freeform")) == 31


def facet(page, kind) -> list[str]:
    """Names that lead to the list with them."""
    link = rf'<a href="/works\?{kind}=[^"]*"[^>]*><bdi>(.*?)</bdi></a>'
    return re.findall(link, page.text)


def test_more_of_one_kind_can_be_searched_in(client, stories):
    stories[1].freeforms.set(["Fluff", "Slow burn"])
    stories[1].refresh_listing()
    page = client.get("/works/filters", {"more": "freeform", "containing": "slow"})
    assert "Slow burn" in page.text
    assert "Fluff" not in page.text


def test_what_the_form_has_no_field_for_goes_along(client, stories):
    page = client.get("/works/filters", {"title": "Story", "tag": "Angst", "exclusions": "off"})
    for name, value in (("title", "Story"), ("tag", "Angst"), ("exclusions", "off")):
        assert f'type="hidden" name="{name}" value="{value}"' in page.text


# Tags, fandoms, stories alike


def test_a_tags_page_says_what_is_near_it(client, alice, editor, stories):
    harbour, angst = stories[0].fandoms.get(), Tag.objects.get(name="Angst")
    Tag.objects.filter(pk=harbour.pk).update(is_official=True, about="Ships & lamps.")
    other = Tag.objects.create(kind="fandom", name="9th Harbour", synonym_of=harbour)
    above = Tag.objects.create(kind="fandom", name="All Harbours", is_official=True)
    edits.set_parents(harbour, [above], by=editor)
    edits.set_media(
        harbour, [Medium.objects.get_or_create(name="Books", slug="books")[0]], by=editor
    )
    draft = write_story(alice, "Unseen")
    draft.fandoms.set([f"{SECRET} harbour"])
    Tag.objects.filter(name__startswith=SECRET).update(synonym_of=harbour)
    page = client.get(harbour.get_absolute_url()).text
    for said in ("Ships &amp; lamps.", other.name, above.name, "Books"):
        assert said in page
    assert SECRET not in page
    assert client.get(other.get_absolute_url()).url == harbour.get_absolute_url()
    assert client.get(angst.get_absolute_url()).status_code == 200


def test_an_official_tag_without_stories_stands_only_where_something_is_near(client, db):
    tag = Tag.objects.create(kind="fandom", name="Nothing Yet", is_official=True)
    assert client.get(tag.get_absolute_url()).status_code == 404
    Tag.objects.create(kind="fandom", name="Not Yet", synonym_of=tag)
    assert "Not Yet" in client.get(tag.get_absolute_url()).text


def test_fandoms_stand_under_their_media_and_are_paged_by_key(client, alice):
    story = publish_story(alice)
    names = [f"{letter}{n:02} tales" for letter in "AMZ" for n in range(40)]
    story.fandoms.set([*names, "水滸傳", "آرش"])
    story.refresh_listing()
    first = client.get("/fandoms")
    assert "A00 tales" in first.text
    assert "Z39 tales" not in first.text
    older = html.unescape(re.search(r'rel="next" href="([^"]+)"', first.text)[1])
    second = client.get(older).text
    assert "Z39 tales" in second
    assert "水滸傳" in second
    assert ">漢<" in first.text
    books = Medium.objects.get_or_create(name="Books", slug="books")[0]
    story.fandoms.get(name="M00 tales").media.add(books)
    only = client.get("/fandoms?medium=books").text
    assert "M00 tales" in only
    assert "M01 tales" not in only


def test_media_are_called_in_the_language_of_the_page(client, story):
    fandom = story.fandoms.get()
    fandom.media.add(Medium.objects.get(slug="film"))
    client.cookies["language"] = "es"
    for address in ("/fandoms?medium=film", fandom.get_absolute_url()):
        assert "<bdi>Cine</bdi>" in client.get(address).text, address


def test_a_fandom_is_in_the_index_at_once_and_gone_at_once(client, alice):
    story = publish_story(alice)
    assert "The Ninth Harbour" in client.get("/fandoms").text
    story.hide("Spam")
    assert "The Ninth Harbour" not in client.get("/fandoms").text
    assert "The Ninth Harbour" not in client.get("/").text


def test_stories_alike_share_its_tags_and_are_for_this_reader(client, alice, stories):
    hidden = publish_story(alice, "Story 008")
    Story.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    page = client.get(f"/works/{stories[0].pk}/like")
    assert {"Story 002", "Story 003"} <= {*titles(page)}
    assert "Story 008" not in titles(page)
    assert client.get(f"/works/{hidden.pk}/like").status_code == 404


def test_a_member_with_exclusions_asks_a_few_questions(
    bob_without_angst, django_assert_max_num_queries
):
    path = "/works?q=story&fandom=The+Ninth+Harbour&not-freeform=Angst"
    work_off()
    bob_without_angst.get(path)
    with django_assert_max_num_queries(14):  # five of them for her: who, notices, what she keeps
        bob_without_angst.get(path)
    with django_assert_max_num_queries(15):
        bob_without_angst.get(path.replace("/works", "/works/filters"))
