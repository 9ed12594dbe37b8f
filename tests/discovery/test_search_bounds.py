"""What a search costs, what it does with nonsense, and what it never tells."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from discovery.criteria import Criteria, Exclusions, Words
from discovery.search import (
    SORTS,
    Search,
    TooLong,
    counting,
    keys,
    looked_at,
    more_like,
    pages,
    relevance,
    statements,
)
from discovery.search.statements import Expected
from discovery.words import indexing
from stories.models import Chapter, Listing, Story
from tags.models import Tag
from tests.cast import SECRET, publish_story, write_story

GUEST = AnonymousUser()
NEVER = Exclusions()


def tag(name, kind="freeform"):
    return Tag.objects.named(kind, [name])[0]


def tagged(author, title, *names, **fields):
    story = publish_story(author, title, **fields)
    story.freeforms.set(names)
    Listing.refresh([story.pk])
    return story


def found(criteria, exclusions=NEVER, user=GUEST, **how):
    return Search(criteria, exclusions, user).page(**how).ids


STRANGE = ["x", "1-", "-1", "9" * 60, "1-2-3", "99999999999999999999-1", "nan-1", "inf-2", "\0-1",
           "1-99999999999999999999999", "\ud800-1", "-", "--", "٣-٤"]  # fmt: skip


@pytest.mark.parametrize("sort", [*SORTS, "nonsense", ""])
def test_a_strange_key_is_the_first_page(story, sort):
    search = Search(Criteria(says=(Words("lamplighter"),), hearts=(1,)), NEVER, GUEST)
    indexing.refresh([story.pk])
    for key in STRANGE:
        for where in ("after", "before"):
            page = search.page(sort, **{where: key})
            if sort in ("title", "by") and key in ("1-2-3", "nan-1", "inf-2", "--1"):
                continue  # a title may well be that
            assert page.ids == [story.pk] or page.newer, (sort, key)


@pytest.mark.parametrize("microsecond", [0, 1, 999_999])
@pytest.mark.parametrize("year", [1, 2026, 3026, 9999])
def test_a_moment_in_an_address_is_exact(year, microsecond):
    key = (datetime(year, 12, 31, 23, 59, 59, microsecond, UTC), 7)
    assert keys.read(keys.MOMENT, keys.write(keys.MOMENT, key)) == key


def test_what_is_beyond_the_last_page_leads_back(alice):
    stories = [publish_story(alice, f"Story {number}").pk for number in range(3)]
    search = Search(Criteria(), NEVER, GUEST)
    last = search.page(size=2, after=search.page(size=2).older)
    beyond = search.page(size=2, after=last.newer)
    assert (last.ids, beyond.ids, beyond.older) == ([stories[0]], [], "")
    assert search.page(size=2, before=beyond.newer).ids == stories[:0:-1]


def test_a_page_costs_the_same_with_everything_that_can_be_asked(alice, story, monkeypatch):
    monkeypatch.setattr(pages, "steps_worth", lambda *_: 1)  # both ways
    indexing.refresh([story.pk])
    names, tags = [alice.pen_name.pk], list(Listing.objects.get().tag_ids)
    asked = Criteria(
        tags=tuple(tags), not_tags=(10**6,), pen_names=tuple(names), ratings=("general",),
        languages=("en",), words=(1, 10**9), updated=(None, timezone.now()), chapters="one",
        says=(Words("lamplighter"), Words("rained", "text")), says_not=(Words("gone"),),
    )  # fmt: skip
    never = Exclusions((10**6,), (10**6,), ("nothing",))
    search = Search(asked, never, GUEST)
    for most, ask in [(2, search.page), (2, search.count), (5, search.hidden), (1, search.facets),
                      (4, search.random)]:  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            ask()
        of_listings = [query for query in queries if "stories_listing" in query["sql"]]
        assert len(of_listings) <= most, ask
    assert search.page().ids == [story.pk]


def test_who_waits_too_long_is_told(db, monkeypatch):
    monkeypatch.setattr(statements, "SECONDS", 0.05)
    search = Search(Criteria(), NEVER, GUEST)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE stories_listing IN ACCESS EXCLUSIVE MODE")
            for ask in (search.page, search.count, search.facets, search.random):
                with pytest.raises(TooLong), transaction.atomic():
                    ask()
    finally:
        other.close()
    assert search.page().ids == []


def test_no_setting_outlasts_its_statement(story):
    def asked():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name ~ 'enable_|timeout'")
            return dict(cursor.fetchall())

    before = asked()
    Search(Criteria(tags=(tag("The Ninth Harbour", "fandom").pk,)), NEVER, GUEST).page()
    assert asked() == before


def test_a_list_beyond_what_is_counted_says_so(alice, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)
    for number in range(4):
        tagged(alice, f"Story {number}", f"tag {number}")
    search = Search(Criteria(), NEVER, GUEST)
    assert (search.count().number, search.count().is_exact) == (2, False)


DEAR = Expected(number=100, of=10**6, cost=10**6)
WAYS = {
    "few, and all of them looked at": (Expected(4, 5), {"ALL": 5}),
    "expected to be few, found to be many": (Expected(1, 5), {"SOME": 1}),
    "expected to be few, found to be many, met too rarely": (Expected(1, 5), {}),
    "often met": (Expected(4, 5, 10**6), {"FEWEST": 1}),
    "often met, but not all": (Expected(4, 5, 10**6), {"FEWEST": 1, "STEPS": 3}),
    "met too rarely": (Expected(4, 5, 10**6), {"STEPS": 9}),
    "rare, and some of them came last": (DEAR, {"PART": 500_000, "SOME": 1}),
    "rare, and none of them came last": (DEAR, {"PART": 1, "PROMISED": 0}),
    "so rare that all are gathered": (DEAR, {}),
}


@pytest.mark.parametrize(("expected", "limits"), WAYS.values(), ids=WAYS)
def test_what_is_among_too_many_is_of_the_newest_and_says_of_how_many(
    alice, monkeypatch, expected, limits
):
    for name, limit in {"ALL": 3, "NEWEST": 2, **limits}.items():
        monkeypatch.setattr(looked_at, name, limit)
    monkeypatch.setattr(statements, "expected", lambda *_: expected)
    for number in range(4):
        tagged(alice, f"Story {number}", f"tag {number}", rating="teen")
    tagged(alice, "The newest", "tag 5", rating="mature")
    found = Search(Criteria(ratings=("teen",)), NEVER, GUEST).facets()
    numbers = {row.value: row.number for row in found["freeform"]}
    if "ALL" in limits:
        assert (found.of_newest, numbers) == (0, {f"tag {number}": 1 for number in range(4)})
    else:
        assert (found.of_newest, numbers) == (2, {"tag 3": 1, "tag 2": 1})


DEAR_TO_FIND = {
    "a rating": Criteria(ratings=("teen",)),
    "a word": Criteria(says=(Words("lantern"),)),
    "a word and a rating": Criteria(says=(Words("lantern"),), ratings=("teen",)),
    "not a word": Criteria(says_not=(Words("anchor"),), ratings=("teen",)),
    "two words, and not a third": Criteria(
        says=(Words("lantern"), Words("story")), says_not=(Words("anchor"),), chapters="one"
    ),
}


@pytest.mark.parametrize("criteria", DEAR_TO_FIND.values(), ids=DEAR_TO_FIND)
def test_the_numbers_of_what_is_dear_to_find_are_of_what_came_last(alice, monkeypatch, criteria):
    monkeypatch.setattr(statements, "expected", lambda *_: DEAR)
    monkeypatch.setattr(looked_at, "PART", 500_000)  # half of what all would cost
    monkeypatch.setattr(looked_at, "SOME", 1)
    stories = [
        tagged(alice, f"Story {number}", f"tag {number}", summary="Lantern.", rating="teen")
        for number in range(5)
    ]
    last = publish_story(alice, "Anchor", rating="mature")
    indexing.refresh([last.pk, *(story.pk for story in stories)])
    found = Search(criteria, NEVER, GUEST).facets()
    assert found.of_newest == 2
    assert {row.value for row in found["freeform"]} == {"tag 4", "tag 3"}


def test_for_its_numbers_no_large_table_is_read_as_a_whole(alice, monkeypatch):
    """Of what no index finds, they are those of what a bounded walk meets; else there are none."""
    for name, limit in {"DEAR": 0, "WHOLE": 0, "FAR": 3}.items():
        monkeypatch.setattr(looked_at, name, limit)
    for number in range(4):
        tagged(alice, f"Story {number}", f"tag {number}")
    tagged(alice, "The newest", "zombies")
    search = Search(Criteria(not_tags=(tag("zombies").pk,)), NEVER, GUEST)
    found = search.facets()
    assert found.of_newest == 2
    assert {row.value for row in found["freeform"]} == {"tag 3", "tag 2"}
    monkeypatch.setattr(looked_at, "FAR", 1)
    with pytest.raises(TooLong):
        search.facets()


def test_a_facet_alone_is_searched_in(alice):
    tagged(alice, "One", "Teapots", "coffee")
    tagged(alice, "Two", "broken teapot")
    search = Search(Criteria(), NEVER, GUEST)
    names = [row.value for row in search.facet("freeform", containing="POT")["freeform"]]
    assert names == ["Teapots", "broken teapot"]
    assert search.facet("freeform", containing="%")["freeform"] == []
    assert search.facets(["nonsense"]).rows == {}


def test_what_is_no_longer_to_be_read_is_never_told(alice, bob):
    """Neither found nor counted, though nothing was indexed since."""
    story = publish_story(alice, "Two parts", texts=["<p>Herring.</p>", "<p>Zeppelin.</p>"])
    indexing.refresh([story.pk])
    asked = Criteria(says=(Words("zeppelin", "text"),))
    assert found(asked) == [story.pk]
    last = story.chapters.get(position=2)
    for gone in ({"published_at": None}, {"deleted_at": timezone.now(), "position": None}):
        with transaction.atomic():
            Chapter.objects.filter(pk=last.pk).update(**gone)
            for user in (GUEST, bob):
                search = Search(asked, NEVER, user)
                assert search.page().ids == []
                assert search.page("relevance").ids == []
                assert search.count().number == 0
                assert search.random() is None
            transaction.set_rollback(True)


def test_members_stories_are_neither_counted_nor_hidden_for_guests(alice, bob, members_story):
    members_story.freeforms.set(["secret tag"])
    Listing.refresh([members_story.pk])
    never = Exclusions(tags=(tag("secret tag").pk,))
    assert Search(Criteria(), never, GUEST).hidden().number == 0
    assert Search(Criteria(), never, bob).hidden().number == 1
    assert Search(Criteria(), NEVER, GUEST).facets()["freeform"] == []
    assert SECRET not in str(Search(Criteria(), NEVER, GUEST).facets())


def test_the_words_that_fit_best_come_first(alice):
    stories = [
        publish_story(alice, "Anchor", summary="<p>A lantern.</p>"),
        publish_story(alice, "Lantern, lantern", summary="<p>Lantern.</p>"),
        publish_story(alice, "Boat", summary="<p>No light.</p>"),
    ]
    indexing.refresh(story.pk for story in stories)
    search = Search(Criteria(says=(Words("lantern"),)), NEVER, GUEST)
    first = search.page("relevance", size=1)
    assert first.ids == [stories[1].pk]
    assert search.page("relevance", size=1, after=first.older).ids == [stories[0].pk]
    assert search.page("relevance", is_reversed=True).ids == [stories[0].pk, stories[1].pk]


THE_NIGHT, NIGHT = "The Night", "Night?"
CALLED_SO = [
    ((Words("The Night", "title"),), {THE_NIGHT}),
    ((Words("the night"),), {THE_NIGHT}),
    ((Words("The"), Words("NIGHT!")), {THE_NIGHT, NIGHT}),
    ((Words("night", "title"), Words("lantern")), {THE_NIGHT, NIGHT}),
]


@pytest.mark.parametrize(("says", "first"), CALLED_SO)
def test_what_is_called_just_so_comes_first_however_old(alice, monkeypatch, says, first):
    monkeypatch.setitem(pages.LOOKED_AT, False, 2)
    lantern = {"summary": "<p>A lantern.</p>"}
    longer = [f"The Night in the Night, {number}" for number in range(4)]
    stories = [publish_story(alice, title, **lantern) for title in (THE_NIGHT, NIGHT, *longer)]
    indexing.refresh(story.pk for story in stories)
    titles = {story.pk: story.title for story in stories}
    search = Search(Criteria(says=says), NEVER, GUEST)
    met, page = [], search.page("relevance", size=1)
    while page.older:
        met += page.ids
        page = search.page("relevance", size=1, after=page.older)
    assert {titles[pk] for pk in met[: len(first)]} == first
    assert len({*met, *page.ids}) == len(first) + 2
    assert search.page("relevance", size=1, before=page.newer).ids == met[-1:]


def test_a_thousand_stories_of_one_title_are_looked_at_in_part(alice, monkeypatch):
    stories = [publish_story(alice, "Untitled").pk for _number in range(4)]
    indexing.refresh(stories)
    monkeypatch.setattr(relevance, "CALLED_SO", 2)
    search = Search(Criteria(says=(Words("untitled"),)), NEVER, GUEST)
    assert search.page("relevance").ids == stories[::-1]


def test_more_like_it_shares_its_rarest_tags(alice, bob):
    story = tagged(alice, "The one", "sea", "rare bird")
    tagged(alice, "Alike", "sea", "rare bird")
    tagged(alice, "A little", "sea")
    tagged(alice, SECRET, "rare bird", visibility="members")
    tagged(alice, "Not at all", "desert")
    Tag.objects.filter(pk=tag("rare bird").pk).update(is_official=True)
    titles = dict(Story.objects.values_list("pk", "title"))
    assert [titles[pk] for pk in more_like(story, GUEST, 2).ids] == ["Alike", "A little"]
    assert SECRET in [titles[pk] for pk in more_like(story, bob, 3).ids]
    never = Exclusions(tags=(tag("rare bird").pk,))
    assert "Alike" not in [titles[pk] for pk in more_like(story, GUEST, 9, never).ids]


def test_drafts_are_like_nothing_and_nothing_is_like_them(alice, story):
    draft = write_story(alice, "Draft")
    assert more_like(draft, alice).ids == []
    assert draft.pk not in more_like(story, alice).ids


def test_an_age_of_millions_of_years_is_no_fault(story):
    now = timezone.now()
    assert found(Criteria(words=(-5, 10**30), written=(-(10**9), 10**12))) == []
    assert found(Criteria(words=(-5, 10**30), updated=(now - timedelta(days=9), now))) == [story.pk]
