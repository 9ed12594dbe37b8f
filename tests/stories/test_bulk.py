"""One wish for many stories: its preview, the change, its report, and its way back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.models import SiteSettings
from stories import limits
from stories.bulk import undoing, work
from stories.bulk.effects import effects
from stories.bulk.tasks import change_many, forget_changes, undo_many
from stories.bulk.undoing import tags_before
from stories.models import BulkChange, Byline, Series, Story
from tests.cast import SECRET, publish_story, write_story
from tests.stories.events import told

NONE, VIOLENCE = "None of these warnings apply", "Graphic violence"
NEW = "/desk/changes/new"


@pytest.fixture
def three(alice):
    return [publish_story(alice, f"Story {number}") for number in range(3)]


def address_of(stories) -> str:
    return f"{NEW}?" + "&".join(f"story={one.pk}" for one in stories)


def preview(client, stories, **wish):
    address = stories if isinstance(stories, str) else address_of(stories)
    return client.post(address, {**wish, "preview": ""})


def change(client, stories, **wish):
    """By the preview’s own button; the page of the change."""
    address = stories if isinstance(stories, str) else address_of(stories)
    page = preview(client, address, **wish)
    assert page.status_code == 200, page.url
    answer = client.post(address, fields_of(page))
    assert answer.status_code == 302
    return client.get(answer.url)


def fields_of(page) -> dict:
    """What the button “Change them” sends."""
    context = page.context
    sent = {
        name: context["form"][name].value()
        for name in context["form"].fields
        if context["form"][name].value()
    }
    return {**sent, "seen": context["preview"].seal, "token": context["token"], "change": ""}


def undo(client):
    newest = BulkChange.objects.order_by("-pk").first()
    client.post(f"/desk/changes/{newest.pk}/undo")
    return client.get(f"/desk/changes/{newest.pk}")


def stand_of(*stories) -> list:
    """All that a change can touch."""
    return [
        (
            list(Story.objects.filter(pk=one.pk).values(
                "rating", "status", "language", "visibility", "review_policy",
                "published_at", "revised_at", "deleted_at",
            )),
            list(one.taggings.order_by("tag__kind", "position").values_list("tag__name", "main")),
            list(one.series_entries.values_list("series", flat=True)),
        )
        for one in stories
    ]  # fmt: skip


def test_a_preview_changes_nothing(author, three):
    before = stand_of(*three)
    page = preview(author, three, rating="teen", add_freeforms="Slow burn").text
    assert "3 stories would change. Nothing is changed yet." in page
    assert "General audiences" in page and "Teen and up" in page
    assert "Slow burn" in page
    assert stand_of(*three) == before
    assert not BulkChange.objects.exists()


def test_all_fields_change_at_once_and_come_back(author, alice, three):
    series = Series.objects.create(title="Papers")
    series.pen_names.add(alice.pen_name)
    three[0].relationships.set(["A/B", "C/D"], main=["A/B"])
    before = stand_of(*three)
    page = change(
        author, three, rating="teen", status="complete", language="fr", visibility="members",
        review_policy="nobody", series=series.pk, add_fandoms="Second, Third",
        remove_fandoms="the ninth harbour", remove_relationships="A/B",
        add_warnings=[VIOLENCE], add_categories=["Gen"],
    )  # fmt: skip
    assert "3 stories are changed." in page.text
    for story in three:
        story = Story.objects.get(pk=story.pk)
        assert (story.rating, story.status, story.language) == ("teen", "complete", "fr")
        assert (story.visibility, story.review_policy) == ("members", "nobody")
        assert [tag.name for tag in story.fandoms.all()] == ["Second", "Third"]
        assert [tag.name for tag in story.warnings.all()] == [VIOLENCE]
        assert story.listing.visibility == "members"
    assert series.entries.count() == 3
    assert [tag.name for tag in three[0].relationships.all()] == ["C/D"]
    assert "It is undone." in undo(author).text
    assert stand_of(*three) == before


def test_drafts_are_published_together_and_taken_back(author, alice, bob):
    drafts = [write_story(alice, f"Draft {number}") for number in range(6)]
    before = stand_of(*drafts)
    page = preview(author, drafts, becomes="publish", tell="silently").text
    assert "Nobody is told." in page
    change(author, drafts, becomes="publish", tell="silently")
    assert Story.objects.visible_to(bob).count() == 6
    assert not told()
    long_ago = timezone.now() - timedelta(days=300)
    assert all(story.revised_at < long_ago for story in Story.objects.all())
    undo(author)
    assert not Story.objects.visible_to(bob).exists()
    assert [one["published_at"] for stand in stand_of(*drafts) for one in stand[0]] == [None] * 6
    assert [stand[1:] for stand in stand_of(*drafts)] == [stand[1:] for stand in before]


def test_people_are_told_where_their_author_says_so(author, alice):
    change(author, [write_story(alice, "Draft")], becomes="publish", tell="tell")
    assert told() == ["story.published"]


@pytest.mark.parametrize(("number", "suggested"), [(5, "tell"), (6, "silently")])
def test_for_more_than_a_few_it_suggests_to_tell_nobody(author, alice, number, suggested):
    drafts = [write_story(alice, f"Draft {one}") for one in range(number)]
    assert author.get(address_of(drafts)).context["form"]["tell"].value() == suggested


def test_published_stories_become_drafts_and_come_back_with_their_dates(author, three, bob):
    before = stand_of(*three)
    three[0].write(title="Not for readers yet")
    change(author, three, becomes="unpublish")
    assert not Story.objects.visible_to(bob).exists()
    undo(author)
    assert stand_of(*three) == before
    assert Story.objects.get(pk=three[0].pk).title == "Story 0"  # nothing was released by it
    assert Story.objects.visible_to(bob).count() == 3


def test_stories_go_to_the_bin_and_come_back(author, three):
    before = stand_of(*three)
    change(author, three, becomes="bin", rating="teen")
    assert not Story.objects.by(three[0].bylines.get().pen_name.user).exists()
    undo(author)
    assert stand_of(*three) == before


def test_undoing_leaves_alone_what_was_changed_since(author, three):
    change(author, three, rating="teen", add_freeforms="Slow burn", remove_warnings=[])
    three[0].describe({"rating": "mature"}, {})
    three[1].freeforms.add("My own")
    three[2].move_to_bin()
    page = undo(author).text
    ratings = [Story.objects.get(pk=one.pk).rating for one in three]
    assert ratings == ["mature", "general", "teen"]
    assert [tag.name for tag in three[1].freeforms.all()] == ["My own"]
    assert "1 story: Rating: it was changed since" in page
    assert "1 story: it is in the bin, hidden, or not yours any more" in page


def test_of_two_changes_the_older_one_undoes_only_its_own(author, three):
    change(author, three, rating="teen")
    older = BulkChange.objects.get()
    change(author, three[:1], rating="mature")
    author.post(f"/desk/changes/{older.pk}/undo")
    assert [Story.objects.get(pk=one.pk).rating for one in three] == ["mature", *["general"] * 2]


def test_it_says_what_it_cannot_touch_and_why(author, alice, three):
    hidden, no_fandom = three[0], write_story(alice, "No fandom")
    hidden.hide("Spam")
    no_fandom.fandoms.clear()
    page = preview(
        author, [*three, no_fandom], becomes="publish", remove_fandoms="The Ninth Harbour"
    )
    reasons = dict(page.context["preview"].left)
    assert reasons["hidden by a moderator: it stands still"] == 1
    assert reasons["a published story names its fandom"] == 2
    assert reasons["not published: name the fandom"] == 1
    assert "Nothing would change." in page.text
    assert 'name="change"' not in page.text


def test_an_archive_without_adult_stories_offers_no_such_rating(author, alice):
    SiteSettings.objects.update_or_create(pk=1, defaults={"adult_stories": False})
    draft = write_story(alice, "Not rated", rating="not_rated")
    page = preview(author, [draft], rating="explicit")
    assert "rating" in page.context["form"].errors
    page = preview(author, [draft], becomes="publish")
    assert any("no stories for adults" in why for why, _n in page.context["preview"].left)


@pytest.mark.parametrize("rating", ["general", "explicit"])
@pytest.mark.parametrize("lacks", ["", "fandoms", "warnings", "chapters"])
def test_the_preview_knows_what_is_missing_as_the_story_itself_does(alice, rating, lacks):
    SiteSettings.objects.update_or_create(pk=1, defaults={"adult_stories": False})
    draft = write_story(alice, "Draft", rating=rating)
    if lacks == "chapters":
        draft.chapters.get().move_to_bin()
    elif lacks:
        getattr(draft, lacks).clear()
    [effect] = effects(alice, [draft.pk], {"becomes": "publish"})
    missing = draft.missing_for_publishing()
    assert effect.left == ([f"not published: {missing}"] if missing else [])


def test_a_wish_can_say_what_publishing_lacks(author, alice):
    draft = write_story(alice, "Draft")
    draft.fandoms.clear()
    change(author, [draft], becomes="publish", tell="tell", add_fandoms="The Tenth Harbour")
    assert Story.objects.get().is_published


@pytest.mark.parametrize(
    ("now", "wish", "then"),
    [
        ([NONE], {"add_warnings": [VIOLENCE]}, [VIOLENCE]),
        ([VIOLENCE], {"add_warnings": [NONE]}, None),
        ([VIOLENCE], {"add_warnings": [NONE], "remove_warnings": [VIOLENCE]}, [NONE]),
        ([NONE], {"add_warnings": [NONE]}, [NONE]),
    ],
)
def test_either_no_warning_applies_or_some_do(author, alice, now, wish, then):
    story = publish_story(alice)
    story.warnings.set(now)
    page = preview(author, [story], **wish)
    if then is None:
        assert "it has warnings: take them away as well" in page.text
    elif then != now:
        change(author, [story], **wish)
    assert [tag.name for tag in story.warnings.all()] == (then or now)


def test_more_tags_than_fit_are_refused(author, alice):
    story = publish_story(alice)
    story.freeforms.set([f"Tag {number}" for number in range(limits.TAGS_A_KIND)])
    page = preview(author, [story], add_freeforms="One more")
    assert page.context["preview"].left == [("it would have more than 75 tags of a kind", 1)]


@pytest.mark.parametrize(
    ("wish", "field", "sentence"),
    [
        ({}, "__all__", "Nothing is chosen yet. Say what should change."),
        (
            {"add_freeforms": "Fluff", "remove_freeforms": "fluff"},
            "remove_freeforms",
            "The same cannot be added and taken away.",
        ),
        ({"add_freeforms": "x" * 151}, "add_freeforms", "longer than 150 characters"),
        ({"rating": "nonsense"}, "rating", "nonsense"),
        ({"series": "999999"}, "series", ""),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    author, alice, series, three, wish, field, sentence
):
    page = preview(author, three, **wish, add_characters="Kept, words")
    form = page.context["form"]
    if field == "__all__":
        page = preview(author, three)
        form = page.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert "Kept, words" in page.text or field == "__all__"


def test_a_series_of_somebody_else_is_not_offered(author, bob, series, three):
    other = Series.objects.create(title=f"{SECRET} of bob")
    other.pen_names.add(bob.pen_name)
    assert SECRET not in author.get(address_of(three)).text
    assert "series" in preview(author, three, series=other.pk).context["form"].errors


def test_only_ones_own_stories_are_touched(author, bob, three):
    other = publish_story(bob, f"{SECRET} of bob")
    Byline.objects.create(
        story=other, pen_name=three[0].bylines.get().pen_name, position=2, state="invited"
    )
    page = preview(author, [*three, other], rating="teen")
    assert SECRET not in page.text
    change(author, [*three, other], rating="teen")
    assert Story.objects.get(pk=other.pk).rating == "general"
    answer = author.get(address_of([other]))
    assert answer.status_code == 302 and answer.url == "/desk"


def test_permission_is_asked_anew_at_work(author, alice, three, monkeypatch):
    monkeypatch.setattr(work, "AT_ONCE", 0)
    change(author, three, rating="teen")
    three[0].hide("Spam")
    three[1].move_to_bin()
    change_many(BulkChange.objects.get().pk)
    assert [Story.objects.get(pk=one.pk).rating for one in three] == ["general", "general", "teen"]
    report = author.get(f"/desk/changes/{BulkChange.objects.get().pk}").context["report"]
    assert sorted(why for why, _number in report.left) == [
        "hidden by a moderator: it stands still",
        "it is in the bin, or not yours any more",
    ]


def test_whoever_waits_to_be_let_in_changes_drafts_alone(client, alice):
    draft, out = write_story(alice, "Draft"), publish_story(alice, "Out")
    alice.waiting_since = timezone.now()
    alice.save()
    client.force_login(alice)
    page = change(client, [draft, out], rating="teen", becomes="publish", tell="tell")
    assert [Story.objects.get(pk=one.pk).rating for one in (draft, out)] == ["teen", "general"]
    assert not Story.objects.get(pk=draft.pk).is_published
    assert "you may publish once a moderator has let you in" in page.text


def test_all_that_was_found_carries_the_search_and_not_the_ids(author, alice, three, monkeypatch):
    monkeypatch.setattr(work, "AT_ONCE", 3)
    monkeypatch.setattr(undoing, "AT_ONCE", 3)
    for number in range(4):
        write_story(alice, f"Draft {number}")
    page = author.get("/desk?show=drafts&q=draft").text
    assert "Change all 4" in page
    address = f"{NEW}?all=1&show=drafts&q=draft"
    assert "Change 4 stories" in author.get(address).text
    page = change(author, address, language="de")
    assert "Your stories are being changed." in page.text  # these many wait for the worker
    assert "0 of 4 stories are done." in page.text
    assert "A change of 4 stories is at work: 0 done" in author.get("/desk").text
    change_many(BulkChange.objects.get().pk)
    assert Story.objects.filter(language="de").count() == 4
    assert "4 stories are changed." in author.get(page.request["PATH_INFO"]).text
    undo(author)
    undo_many(BulkChange.objects.get().pk)
    assert not Story.objects.filter(language="de").exists()


def test_what_changed_between_preview_and_change_is_shown_first(author, alice, three):
    seen = fields_of(preview(author, three, rating="teen"))
    three[0].describe({"rating": "teen"}, {})
    page = author.post(address_of(three), seen)
    assert page.status_code == 200
    assert "Something has changed meanwhile. Look once more." in page.text
    assert "2 stories would change." in page.text
    assert not BulkChange.objects.exists()


def test_a_press_that_was_sent_twice_does_it_once(author, three):
    sent = fields_of(preview(author, three, rating="teen"))
    first, second = (author.post(address_of(three), sent) for _press in range(2))
    assert first.url == second.url
    assert BulkChange.objects.count() == 1
    address = f"/desk/changes/{BulkChange.objects.get().pk}/undo"
    for _press in range(2):
        author.post(address)
        Story.objects.filter(pk=three[0].pk, rating="general").update(status="complete")
    assert Story.objects.get(pk=three[0].pk).status == "complete"


def test_a_token_that_no_form_of_ours_has_does_no_harm(author, three):
    sent = {**fields_of(preview(author, three, rating="teen")), "token": "a\0b"}
    assert author.post(address_of(three), sent, follow=True).status_code == 200
    assert Story.objects.filter(rating="teen").count() == 3


def test_more_than_a_thousand_are_refused_with_a_sentence(author, three, monkeypatch):
    monkeypatch.setattr(limits, "STORIES_AT_ONCE", 2)
    page = author.get(f"{NEW}?all=1", follow=True)
    assert "These are 3 stories. At most 2 at once" in page.text


def test_a_killed_worker_goes_on_and_does_each_story_once(author, three, monkeypatch):
    monkeypatch.setattr(work, "AT_ONCE", 0)
    monkeypatch.setattr(work, "CHUNK", 1)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    monkeypatch.setattr(undoing, "CHUNK", 1)
    change(author, three, add_freeforms="Slow burn", becomes="bin")
    pk = BulkChange.objects.get().pk
    assert work.go_on(pk)  # and here it dies
    assert Story.objects.filter(deleted_at=None).count() == 2
    once = Story.objects.exclude(deleted_at=None).get().deleted_at
    change_many(pk)
    change_many(pk)  # run twice
    assert Story.objects.filter(deleted_at=None).count() == 0
    assert Story.objects.order_by("deleted_at").first().deleted_at == once
    undo(author)
    assert undoing.go_on(pk)  # dies again
    Story.objects.filter(deleted_at=None).get().freeforms.add("Slow burn")
    undo_many(pk)
    assert Story.objects.filter(deleted_at=None).count() == 3
    assert Story.objects.filter(freeforms__name="Slow burn").count() == 1  # not undone twice


def test_one_fault_of_ours_keeps_no_other_story(author, three, monkeypatch):
    describe = Story.describe

    def faulty(story, *args, **fields):
        describe(story, *args, **fields)
        if story.pk == three[1].pk:
            raise RuntimeError("as ever")

    monkeypatch.setattr(Story, "describe", faulty)
    page = change(author, three, rating="teen")
    assert [Story.objects.get(pk=one.pk).rating for one in three] == ["teen", "general", "teen"]
    assert "something went wrong on our side; try it again" in page.text


def test_changes_are_kept_for_thirty_days(author, three):
    change(author, three, rating="teen")
    pk = BulkChange.objects.get().pk
    assert f"/desk/changes/{pk}" in author.get("/desk/changes").text
    BulkChange.objects.update(asked_at=timezone.now() - timedelta(days=31))
    assert author.get(f"/desk/changes/{pk}").status_code == 404
    assert author.post(f"/desk/changes/{pk}/undo").status_code == 404
    forget_changes(0)
    assert not BulkChange.objects.exists()


def test_a_change_is_its_authors_own(author, three, charlie):
    change(author, three, rating="teen")
    pk, other = BulkChange.objects.get().pk, Client()
    other.force_login(charlie)
    assert other.get(f"/desk/changes/{pk}").status_code == 404
    assert other.post(f"/desk/changes/{pk}/undo").status_code == 404
    assert Story.objects.filter(rating="teen").count() == 3


def test_a_story_that_left_is_not_named_any_more(author, alice, bob, three):
    change(author, three, rating="teen")
    Byline.objects.filter(story=three[0]).update(pen_name=bob.pen_name)
    Story.objects.filter(pk=three[0].pk).update(title=SECRET)
    page = author.get(f"/desk/changes/{BulkChange.objects.get().pk}").text
    assert SECRET not in page
    assert "A story that is gone" in page


def test_words_come_back_where_the_session_has_ended(client, three):
    answer = client.post(address_of(three), {"add_freeforms": "Many words, typed in vain"})
    assert answer.status_code == 403
    assert "Many words, typed in vain" in answer.text


def test_many_stories_are_previewed_in_as_few_queries(
    author, alice, three, django_assert_max_num_queries
):
    preview(author, f"{NEW}?all=1", rating="teen")
    wish = {"rating": "teen", "add_freeforms": "Fog", "becomes": "publish", "tell": "tell"}
    with django_assert_max_num_queries(15) as few:
        preview(author, f"{NEW}?all=1", **wish)
    for number in range(6):
        write_story(alice, f"Another {number}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = preview(author, f"{NEW}?all=1", **wish)
    assert page.context["preview"].changed == 9


def test_only_so_many_lines_are_drawn(author, alice, monkeypatch):
    monkeypatch.setattr("stories.bulk.telling.DRAWN", 4)
    drafts = [write_story(alice, f"Draft {number}") for number in range(6)]
    page = preview(author, drafts, rating="teen").text
    assert len(set(re.findall(r"Draft \d", page))) == 4
    assert "and 2 more stories" in page


TAGS = st.lists(st.sampled_from("abcdef"), unique=True).map(
    lambda names: [[n, False] for n in names]
)


@given(was=TAGS, became=TAGS, since=TAGS)
def test_undoing_tags_takes_away_and_brings_back_just_what_the_change_did(was, became, since):
    names = [{name for name, _main in tags} for tags in (was, became, since)]
    then = [name for name, _main in tags_before(since, was, became, "freeform")]
    assert len(then) == len(set(then))
    assert set(then) == (names[2] - (names[1] - names[0])) | (names[0] - names[1])
    assert tags_before(became, was, became, "freeform") == was
