"""Choices and tags of one story, changed in two tabs or by two co-authors at once."""

import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.names import tag_key
from stories import choosing
from stories.models import Byline, Story
from tests.stories.test_editing import form_of

NONE, VIOLENCE, DEATH = (
    "None of these warnings apply",
    "Graphic violence",
    "Major character death",
)


@pytest.fixture
def shared(story, dana):
    """alice's and dana's."""
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    story.freeforms.set(["Rain", "Lamps"])
    story.relationships.set(["A/B", "C/D", "E/F"], main=["A/B"])
    return story


@pytest.fixture
def other(dana):
    client = Client()
    client.force_login(dana)
    return client


def address_of(story) -> str:
    return f"/works/{story.pk}/edit"


def opened(client, story, **changes) -> dict:
    """What the page would send once these fields were changed."""
    context = client.get(address_of(story)).context
    form = context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        **{name: value for name, value in values.items() if value is not None},
        "seen": context["seen"],
        "seen-text": context["seen_text"],
        "choices-seen": context["seen_choices"],
        **changes,
    }


def send(client, story, data, **more):
    return client.post(address_of(story), {**data, **more})


def names(tags) -> list[str]:
    return [tag.name for tag in tags.all()]


def asked(page) -> list[tuple]:
    """(field, mine, theirs) of the page that asks."""
    assert page.status_code == 409
    return [
        (name.removeprefix("keep-"), mine, theirs)
        for name, _label, mine, theirs in page.context["fields"]
    ]


def answered(page, **answers) -> dict:
    """What the button of that page sends."""
    data: dict = {}
    for name, value in page.context["sent_on"]:
        data.setdefault(name, []).append(value)
    kept = {f"keep-{name}": whose for name, whose in answers.items()}
    return {**data, "choices-seen": page.context["seen"], **kept}


def test_what_only_one_of_them_changed_is_taken_over_from_each(author, other, shared):
    mine = opened(author, shared, rating="teen", freeforms="Rain, Lamps, Tea", written="2001")
    theirs = opened(other, shared, status="complete", freeforms="Lamps, Fog", language="fr")
    assert send(other, shared, theirs).status_code == 302
    answer = author.post(address_of(shared), mine, follow=True)
    story = Story.objects.get()
    assert (story.rating, story.status, story.language) == ("teen", "complete", "fr")
    assert story.written_year == 2001
    assert names(story.freeforms) == ["Lamps", "Tea", "Fog"]
    sentence = "What was saved here meanwhile is taken over: Other tags · Status · Language."
    assert sentence in answer.text


def test_who_is_alone_is_told_nothing(author, shared):
    answer = author.post(address_of(shared), opened(author, shared, rating="teen"), follow=True)
    assert "Saved." in answer.text
    assert "taken over" not in answer.text


def test_the_second_to_change_a_field_is_told_what_it_became(author, other, shared):
    mine = opened(author, shared, rating="mature", title="A new title", status="complete")
    send(other, shared, opened(other, shared, rating="teen", written="1999-05"))
    page = send(author, shared, mine)
    assert asked(page) == [("rating", ["Mature"], ["Teen and up"])]
    assert "Yours: <bdi>Mature</bdi>" in page.text
    assert "Saved meanwhile: <bdi>Teen and up</bdi>" in page.text
    story = Story.objects.get()
    assert (story.rating, story.title, story.status) == ("teen", "The Lamplighter", "in_progress")


@pytest.mark.parametrize(("whose", "rating"), [("mine", "mature"), ("theirs", "teen")])
def test_who_was_told_keeps_theirs_or_writes_over_it(author, other, shared, whose, rating):
    mine = opened(
        author, shared, rating="mature", title="A new title", freeforms="Rain, Lamps, Tea"
    )
    send(other, shared, opened(other, shared, rating="teen", status="complete", freeforms="Rain"))
    page = send(author, shared, mine)
    assert send(author, shared, answered(page, rating=whose)).status_code == 302
    story = Story.objects.get()
    assert story.rating == rating
    assert (story.title, story.status) == ("A new title", "complete")  # of both, as ever
    assert names(story.freeforms) == ["Rain", "Tea"]


def test_who_is_overtaken_again_is_told_again(author, other, shared):
    mine = opened(author, shared, rating="mature")
    send(other, shared, opened(other, shared, rating="teen"))
    page = send(author, shared, mine)
    send(other, shared, opened(other, shared, rating="explicit"))
    page = send(author, shared, answered(page, rating="mine"))
    assert asked(page) == [("rating", ["Mature"], ["Explicit"])]
    assert send(author, shared, answered(page, rating="theirs")).status_code == 302
    assert Story.objects.get().rating == "explicit"


def test_the_same_choice_by_both_is_no_clash(author, other, shared):
    mine = opened(author, shared, rating="teen", relationships="A/B, G/H")
    send(other, shared, opened(other, shared, rating="teen", relationships="A/B, G/H"))
    assert send(author, shared, mine).status_code == 302


@pytest.mark.parametrize(
    ("field", "before", "mine", "theirs"),
    [
        ("warnings", [VIOLENCE], [NONE], [VIOLENCE, DEATH]),  # none applies, and one does
        ("fandoms", "One, Two", "One", "Two"),  # nothing would be left
        ("main", "", "A/B, C/D", "E/F"),  # three at the heart
        ("written", "2001", "2002", "2003-04"),
    ],
)
def test_what_cannot_be_put_together_is_asked(author, other, shared, field, before, mine, theirs):
    send(author, shared, opened(author, shared, **{field: before}))
    late = opened(author, shared, **{field: mine})
    send(other, shared, opened(other, shared, **{field: theirs}))
    page = send(author, shared, late)
    assert asked(page) == [(field, in_words(mine), in_words(theirs))]
    assert send(author, shared, answered(page, **{field: "mine"})).status_code == 302
    assert asked_anew(author, shared, field) == in_words(mine)


def in_words(value) -> list[str]:
    return value if isinstance(value, list) else value.split(", ")


def asked_anew(client, story, field) -> list[str]:
    """What the page says of a field now."""
    value = form_of(client, address_of(story))[field]
    return value if isinstance(value, list) else in_words(str(value))


def test_choices_that_clash_wait_until_the_texts_are_settled(author, other, shared):
    """Both were changed by both: first one page asks, then the other, and nothing is lost."""
    mine = opened(author, shared, rating="mature", summary="Mine.")
    send(other, shared, opened(other, shared, rating="teen", summary="Theirs.", draft=""))
    page = send(author, shared, mine)
    assert page.status_code == 409 and "theirs" in page.context
    sent = dict(page.context["sent_on"]) | {
        "warnings": mine["warnings"],
        "shown": page.context["theirs"].stand,
        "settle": "mine",
    }
    page = send(author, shared, sent)
    assert asked(page) == [("rating", ["Mature"], ["Teen and up"])]
    assert shared.current_fields()["summary"] == "<p>Theirs.</p>"  # nothing of it happened yet
    assert send(author, shared, answered(page, rating="mine")).status_code == 302
    story = Story.objects.get()
    assert (story.rating, story.summary) == ("mature", "<p>Mine.</p>")
    assert "<p>Theirs.</p>" in [version.summary for version in story.revisions.all()]


def test_lines_and_credits_of_both_are_shown_as_each_ticked_them(author, other, shared):
    lines = [{"label": word, "value": word, "line": 1, "shown": False} for word in "abc"]
    credits = [{"kind": "inspired", "name": word, "address": ""} for word in "def"]
    Story.objects.update(header_lines=lines, credits=credits)
    form = {"credit-shown": "1", "credit": ["0", "1", "2"], "show_line": []}
    mine = opened(author, shared, **form | {"credit": ["0", "2"], "show_line": ["0"]})
    send(other, shared, opened(other, shared, **form | {"credit": ["1", "2"], "show_line": ["2"]}))
    assert send(author, shared, mine).status_code == 302
    story = Story.objects.get()
    assert [line["shown"] for line in story.header_lines] == [True, False, True]
    assert [credit["name"] for credit in story.credits] == ["f"]


def test_a_form_with_errors_still_knows_where_it_began(author, other, shared):
    wrong = opened(author, shared, rating="mature", title="")
    page = send(author, shared, wrong)
    send(other, shared, opened(other, shared, rating="teen"))
    assert page.context["seen_choices"] == wrong["choices-seen"]
    assert asked(send(author, shared, wrong, title="Better"))[0][0] == "rating"


@pytest.mark.parametrize("seen", ["", "{", "[]", "1", "[" * 2000])
def test_a_page_that_says_nothing_of_where_it_began_is_saved_as_it_is(author, shared, seen):
    mine = opened(author, shared, rating="teen", freeforms="Tea") | {"choices-seen": seen}
    assert send(author, shared, mine).status_code == 302
    story = Story.objects.get()
    assert (story.rating, names(story.freeforms)) == ("teen", ["Tea"])


def test_a_page_that_says_nonsense_of_where_it_began_is_asked(author, shared):
    nonsense = {"rating": [1], "freeforms": {"a": 1}, "main": 5, "credits": None}
    sent = {"rating": "teen", "credit-shown": "1", "choices-seen": json.dumps(nonsense)}
    mine = opened(author, shared) | sent
    assert asked(send(author, shared, mine)) == [("rating", ["Teen and up"], ["General audiences"])]


def test_what_was_typed_is_on_the_page_that_asks(author, other, shared):
    words = "Everything that I have written about this story."
    mine = opened(author, shared, rating="mature", summary=words)
    send(other, shared, opened(other, shared, rating="teen"))
    page = send(author, shared, mine)
    assert page.text.count(words) >= 2  # to send on, and to copy
    assert "choices-seen" in page.text and mine["choices-seen"] not in page.context["typed"]


TAGS = st.lists(st.sampled_from(["Rain", "rain", "Tea", "Fog", "Lamps", "A/B"]), unique_by=tag_key)


@given(began=TAGS, mine=TAGS, theirs=TAGS)
def test_of_tags_the_changes_of_both_hold(began, mine, theirs):
    merged = choosing.both(began, mine, theirs)
    before, ours, others = ({*map(tag_key, tags)} for tags in (began, mine, theirs))
    keys = [tag_key(one) for one in merged]
    assert len(keys) == len(set(keys))
    taken_away = (before - ours) | (before - others)
    assert set(keys) == (before | ours | others) - taken_away
    assert choosing.both(began, began, theirs) == [
        *(one for one in began if tag_key(one) in others),
        *(one for one in theirs if tag_key(one) not in before),
    ]


@given(
    began=st.dictionaries(st.sampled_from(["rating", "freeforms", "main", "x"]), st.none() | TAGS)
)
def test_whatever_a_form_says_of_its_beginning_is_read(began):
    assert choosing.read(json.dumps(began)) == began
