"""What somebody never wants to see stays out of her lists, and of nothing else."""

import re

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import PenName
from discovery import exclusions
from discovery.criteria import Criteria, Exclusions
from discovery.exclusions import guests
from discovery.models import MutedPenName, MutedTag, MutedWord
from discovery.search import Search
from discovery.words import indexing
from stories.models import Series
from tags import edits
from tags.models import Tag
from tests.cast import SECRET, publish_story, sign_in, write_story


def tagged(author, title, tag, **fields):
    story = publish_story(author, title, **fields)
    story.freeforms.set([tag])
    story.refresh_listing()
    return story


def tag(name, kind="freeform") -> Tag:
    return Tag.objects.get(kind=kind, name=name)


def add(reader, what, name):
    return reader.post("/exclusions", {"what": what, "name": name}, follow=True)


def titles(page) -> set[str]:
    return set(re.findall(r'<h\d class="heading"[^>]*><a [^>]*>([^<]+)</a>', page.text))


@pytest.fixture
def stories(alice, bob):
    return [
        tagged(alice, "Storm", "Angst"),
        tagged(bob, "Calm", "Fluff"),
    ]


@pytest.fixture(params=["guest", "member"])
def reader(request, charlie):
    client = Client()
    if request.param == "member":
        client.force_login(charlie)
    return client


# What they do


def test_a_tag_stays_out_of_lists_and_counts_but_not_of_its_link(reader, stories):
    storm, _calm = stories
    assert titles(reader.get("/works")) == {"Storm", "Calm"}
    page = add(reader, "tag", "angst")
    assert "Stories with “<bdi>Angst</bdi>” stay out of your lists now." in page.text
    for address in ("/works", "/"):
        assert "Storm" not in titles(reader.get(address)), address
    assert titles(reader.get("/works?exclusions=off")) == {"Storm", "Calm"}
    assert reader.get(storm.get_absolute_url()).status_code == 200


def test_wherever_stories_are_listed_it_is_not_there(reader, stories, alice, bob):
    storm, calm = stories
    series = Series.objects.create(title="Weather")
    for story in stories:
        series.add(story)
    fandom = storm.fandoms.first()
    lists = ["/works", fandom.get_absolute_url(), series.get_absolute_url(), "/works?q=storm",
             alice.pen_name.get_absolute_url(), f"/works/{calm.pk}/like", "/"]  # fmt: skip
    assert any("Storm" in titles(reader.get(address)) for address in lists)
    add(reader, "tag", "Angst")
    for address in lists:
        page = reader.get(address)
        assert page.status_code == 200 and "Storm" not in titles(page), address
    for _try in range(5):
        assert reader.get("/works/random").url.startswith(calm.get_absolute_url())


def test_it_is_let_in_again_and_that_can_be_undone(reader, stories):
    add(reader, "tag", "Angst")
    thing = f"tag-{tag('Angst').pk}"
    page = reader.post("/exclusions/remove", {"thing": thing}, follow=True)
    assert "stand in your lists again" in page.text
    assert titles(reader.get("/works")) == {"Storm", "Calm"}
    reader.post("/exclusions", {"add": thing})
    assert titles(reader.get("/works")) == {"Calm"}


def test_a_pen_name_stays_out_alone_of_all_that_its_person_writes(reader, stories, alice):
    other = alice.pen_names.create(name="Quite Another")
    write_under = write_story(alice, "Under another name")
    write_under.bylines.update(pen_name=other)
    write_under.publish(by=alice)
    add(reader, "pen_name", "maud thornapple")
    assert titles(reader.get("/works")) == {"Calm", "Under another name"}


def test_an_anonymous_story_does_not_tell_by_its_absence_whose_it_is(client, alice, bob, stories):
    nameless = publish_story(alice, "Nameless")
    nameless.bylines.update(shown=False)
    nameless.refresh_listing()
    add(client, "pen_name", "Maud Thornapple")
    assert titles(client.get("/works")) == {"Calm", "Nameless"}


def test_words_and_phrases_stay_out(reader, alice, bob):
    for story in (
        publish_story(alice, "Tea at five"),
        publish_story(bob, "Five o’clock", summary="<p>A cup of cold tea.</p>"),
        publish_story(bob, "Tea, but not cold"),
    ):
        indexing.refresh([story.pk])
    add(reader, "word", "cold tea")
    assert titles(reader.get("/works")) == {"Tea at five", "Tea, but not cold"}


def test_a_tag_that_became_another_name_means_that_one(reader, stories, alice, editor):
    add(reader, "tag", "Angst")
    woe = Tag.objects.create(kind="freeform", name="Woe", is_official=True)
    edits.merge(tag("Angst"), woe, by=editor)
    tagged(alice, "Tears", "Woe")
    for story in stories:
        story.refresh_listing()
    assert titles(reader.get("/works")) == {"Calm"}
    page = reader.get("/exclusions").text
    assert "<bdi>Woe</bdi>" in page and "<bdi>Angst</bdi>" not in page
    reader.post("/exclusions/remove", {"thing": f"tag-{woe.pk}"})
    assert titles(reader.get("/works")) == {"Storm", "Calm", "Tears"}


def test_counts_know_them(charlie, stories):
    MutedTag.add(charlie, tag("Angst").pk)
    search = Search(Criteria(), exclusions.of_member(charlie), charlie)
    assert search.count().number == 1 and search.hidden().number == 1


def test_they_cost_a_member_one_query_and_a_guest_without_any_none(
    rf, charlie, alice, django_assert_num_queries
):
    MutedPenName.add(charlie, alice.pen_name.pk)
    MutedWord.add(charlie, "cold tea")
    request = rf.get("/works")
    request.user = charlie
    with django_assert_num_queries(1):
        found = [exclusions.of(request), exclusions.of(request)]
    assert found[0] == Exclusions((), (alice.pen_name.pk,), ("cold tea",)) == found[1]


def test_its_pages_cost_the_same_for_few_and_many(
    client, charlie, alice, stories, django_assert_max_num_queries
):
    client.force_login(charlie)
    storm, _calm = stories
    storm.freeforms.set([f"Tag {number}" for number in range(20)])
    for link in storm.taggings.all():
        MutedTag.add(charlie, link.tag_id)
    for address in ("/exclusions", f"/exclusions/like/{storm.pk}"):
        with django_assert_max_num_queries(12):
            assert "Tag 19" in client.get(address).text


# Adding


@pytest.mark.parametrize(
    ("what", "name", "sentence"),
    [
        ("tag", "Nobody used this", "There is no tag of this name here."),
        ("tag", f"{SECRET} tag", "There is no tag of this name here."),
        ("pen_name", "Nobody at all", "Nobody writes under this name here."),
        ("word", "?!", "no letters or digits"),
        ("word", "w" * 61, "At most 60 characters"),
        ("tag", "", "required"),
    ],
)
def test_what_cannot_be_kept_out_is_said_and_nothing_typed_is_lost(
    client, draft, what, name, sentence
):
    draft.freeforms.set([f"{SECRET} tag"])
    page = add(client, what, name)
    assert sentence in page.text
    assert f'value="{name}"' in page.text or not name


def test_of_several_tags_of_a_name_one_is_chosen(client, alice):
    story = publish_story(alice, "The Harbour")
    story.characters.set(["The Ninth Harbour"])
    story.refresh_listing()
    Tag.objects.update(is_official=True)
    page = add(client, "tag", "The Ninth Harbour").text
    assert "Several tags have this name." in page
    character = tag("The Ninth Harbour", "character")
    assert f'name="add" value="tag-{character.pk}"' in page
    client.post("/exclusions", {"add": f"tag-{character.pk}"})
    assert titles(client.get("/works")) == set()


def test_a_number_does_not_tell_the_name_of_a_tag_that_is_not_for_one(client, draft):
    draft.freeforms.set([f"{SECRET} tag"])
    thing = f"tag-{tag(f'{SECRET} tag').pk}"
    assert SECRET not in client.post("/exclusions", {"add": thing}, follow=True).text
    assert SECRET not in client.get("/exclusions", {"removed": thing}).text


def test_a_number_does_not_tell_a_pen_name_that_no_story_bears_openly(reader, alice, bob):
    secret = PenName.objects.create(user=bob, name=f"{SECRET} pen")
    nameless = publish_story(bob, "Nameless")
    nameless.bylines.update(pen_name=secret, shown=False)
    nameless.refresh_listing()
    thing = f"pen_name-{secret.pk}"
    assert SECRET not in reader.post("/exclusions", {"add": thing}, follow=True).text
    assert SECRET not in reader.get("/exclusions", {"removed": thing}).text
    assert add(reader, "pen_name", f"{SECRET} pen").status_code == 200  # whoever knows it may
    assert SECRET in reader.get("/exclusions").text


def test_a_relationship_is_known_whoever_is_named_first(client, alice):
    story = publish_story(alice, "The Two")
    story.relationships.set(["Ada/Bea"])
    story.refresh_listing()
    Tag.objects.update(is_official=True)
    add(client, "tag", "Bea / Ada")
    assert titles(client.get("/works")) == set()


def test_nonsense_changes_nothing(client, stories):
    for thing in ("", "tag-", "tag-x", "tag-" + "9" * 30, "word-", "nothing-1"):
        assert client.post("/exclusions", {"add": thing}).status_code == 200
        assert client.post("/exclusions/remove", {"thing": thing}).status_code == 302
        assert client.get("/exclusions", {"added": thing, "removed": thing}).status_code == 200
    assert titles(client.get("/works")) == {"Storm", "Calm"}


@pytest.mark.parametrize("odd", ["a\0b", "\0", "\u202ea\u202c", "x" * 5_000, '"', "% _ \\"])
@pytest.mark.parametrize("what", ["tag", "pen_name", "word"])
def test_whatever_is_sent_is_answered(reader, stories, what, odd):
    for address, sent in (
        ("/exclusions", {"what": what, "name": odd}),
        ("/exclusions", {"add": f"{what}-{odd}"}),
        ("/exclusions/remove", {"thing": f"{what}-{odd}"}),
        (f"/exclusions/like/{stories[0].pk}", {"thing": f"{what}-{odd}", "back": odd}),
    ):
        assert reader.post(address, sent).status_code in (200, 302), address
        assert reader.get(address, sent).status_code < 500, address


def test_marks_that_turn_letters_round_are_not_kept(client, charlie):
    client.force_login(charlie)
    add(client, "word", "\u202ecold\u202c tea")
    assert MutedWord.objects.get().word == "cold tea"


def test_names_are_suggested_and_read_as_suggestions_leave_them(reader, alice):
    tagged(alice, "Storm", "Rain, at last")
    box = reader.get("/exclusions").text
    assert 'data-choice="what" data-kinds="tag=tag&amp;pen_name=by"' in box
    page = add(reader, "tag", '"rain, at last", ')
    assert "Stories with “<bdi>Rain, at last</bdi>” stay out" in page.text


def test_who_chooses_one_of_several_where_no_room_is_left_loses_nothing(
    client, charlie, stories, monkeypatch
):
    monkeypatch.setattr(MutedTag, "MOST", 0)
    client.force_login(charlie)
    sent = {"what": "tag", "name": "Angst", "add": f"tag-{tag('Angst').pk}"}
    page = client.post("/exclusions", sent)
    assert "At most 0 of these, please." in page.text and 'value="Angst"' in page.text


def test_twice_is_once_and_there_is_an_end(charlie, stories, monkeypatch):
    monkeypatch.setattr(MutedTag, "MOST", 1)
    client = Client()
    client.force_login(charlie)
    for _twice in range(2):
        assert "stay out of your lists now" in add(client, "tag", "Angst").text
    assert "At most 1 of these, please." in add(client, "tag", "Fluff").text
    assert MutedTag.objects.count() == 1


# A guest's cookie


def test_it_is_private_and_gone_with_the_last_exclusion(client, stories):
    add(client, "tag", "Angst")
    cookie = client.cookies[guests.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert client.get("/works").headers["Cache-Control"] == "private, no-store"
    client.post("/exclusions/remove", {"thing": f"tag-{tag('Angst').pk}"})
    assert client.cookies[guests.COOKIE].value == ""


def test_a_browser_holds_so_much_and_says_when_it_is_full(client, db, monkeypatch):
    monkeypatch.setattr(guests, "MOST", 3)
    for number in range(3):
        add(client, "word", f"word {number}")
    page = add(client, "word", "one more")
    assert "A guest’s browser holds no more" in page.text
    assert len(client.cookies[guests.COOKIE].value) <= guests.LARGEST
    assert "<bdi>word 2</bdi>" in client.get("/exclusions").text


def test_words_of_any_script_never_outgrow_a_browser():
    words = tuple(
        "".join(map(chr, range(start, start + 60))) for start in range(0x4E00, 0x5900, 60)
    )
    with pytest.raises(ValidationError):
        guests.written(Exclusions(words=words))


@given(
    st.lists(st.integers(1, 2**63 - 1), max_size=20),
    st.lists(st.integers(1, 2**63 - 1), max_size=20),
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), max_size=10),
)
def test_what_is_written_is_read(rf, tags, pen_names, words):
    kept = Exclusions(tuple(tags), tuple(pen_names), tuple(words))
    try:
        value = guests.written(kept)
    except ValidationError:
        return  # too much for a cookie
    request = rf.get("/", headers={"cookie": f"{guests.COOKIE}={value}"})
    assert guests.read(request) == kept
    assert len(value) <= guests.LARGEST


@given(st.text(st.characters(codec="latin-1", exclude_characters=";\r\n\x00"), max_size=200))
def test_what_we_did_not_write_is_nothing(rf, value):
    request = rf.get("/")
    for odd in (value, signing.dumps({"tags": [1]}, salt="another"), "x" * 10_000):
        request.COOKIES[guests.COOKIE] = odd
        assert guests.read(request) == Exclusions()


def test_pages_bear_a_forged_one(stories):
    forged = Client(headers={"cookie": f"{guests.COOKIE}=eyJ0YWdzIjpbMV19:abc:def"})
    assert titles(forged.get("/works")) == {"Storm", "Calm"}


# From a guest to a member


def test_whoever_signs_in_may_take_them_along(client, stories, charlie):
    add(client, "tag", "Angst")
    add(client, "word", "cold tea")
    sign_in(client, charlie)
    page = client.get("/works")
    assert "As a guest you kept some stories out" in page.text and 'href="/exclusions"' in page.text
    assert titles(page) == {"Storm", "Calm"}  # not taken by itself
    assert "you kept 2 things out" in client.get("/exclusions").text
    client.post("/exclusions/take-over", {"take": ""})
    assert client.cookies[guests.COOKIE].value == ""
    assert titles(client.get("/works")) == {"Calm"}
    assert exclusions.of_member(charlie).words == ("cold tea",)


def test_or_leave_them_behind(client, stories, charlie):
    add(client, "tag", "Angst")
    client.force_login(charlie)
    client.post("/exclusions/take-over", {"forget": ""})
    assert not exclusions.of_member(charlie)
    assert "Before you signed in" not in client.get("/exclusions").text


# “Hide stories like this”


def test_a_card_leads_to_what_can_be_hidden_and_back(reader, stories, alice):
    storm, _calm = stories
    page = reader.get(
        f"/exclusions/like/{storm.pk}", headers={"referer": "http://testserver/works?x=1"}
    )
    assert "<bdi>Angst</bdi>" in page.text and "<bdi>Maud Thornapple</bdi>" in page.text
    assert "None of these warnings apply" not in page.text
    chosen = {"thing": f"pen_name-{alice.pen_name.pk}", "back": "http://testserver/works?x=1"}
    done = reader.post(f"/exclusions/like/{storm.pk}", chosen, follow=True)
    assert "Stories by <bdi>Maud Thornapple</bdi> stay out" in done.text
    assert 'href="http://testserver/works?x=1"' in done.text
    assert titles(reader.get("/works")) == {"Calm"}
    reader.post(f"/exclusions/like/{storm.pk}", {**chosen, "undo": "yes"})
    assert titles(reader.get("/works")) == {"Storm", "Calm"}


def test_only_what_the_story_shows_can_be_chosen(client, stories, bob):
    storm, _calm = stories
    for thing in (f"pen_name-{bob.pen_name.pk}", f"tag-{tag('Fluff').pk}", "word-storm", "x"):
        client.post(f"/exclusions/like/{storm.pk}", {"thing": thing})
    assert titles(client.get("/works")) == {"Storm", "Calm"}


def test_an_anonymous_author_is_not_offered(client, alice):
    story = publish_story(alice, "Nameless")
    story.bylines.update(shown=False)
    assert "Maud" not in client.get(f"/exclusions/like/{story.pk}").text


def test_it_leads_nowhere_else(client, stories):
    address = f"/exclusions/like/{stories[0].pk}"
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        page = client.get(address, {"back": elsewhere}, headers={"referer": elsewhere})
        assert "evil" not in page.text.split("<footer")[0].split("<main")[1]
        assert "javascript:" not in page.text.split("<footer")[0].split("<main")[1]


def test_what_is_not_for_one_has_no_such_page(client, members_story, draft):
    for story in (members_story, draft):
        assert client.get(f"/exclusions/like/{story.pk}").status_code == 404
        assert client.post(f"/exclusions/like/{story.pk}").status_code == 404


def test_a_suspended_reader_still_chooses_what_she_sees(client, charlie, stories):
    charlie.suspend("Spam")
    client.force_login(charlie)
    add(client, "tag", "Angst")
    assert titles(client.get("/works")) == {"Calm"}
