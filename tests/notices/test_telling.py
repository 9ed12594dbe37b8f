"""Who is told what: once, nothing of her own doing, nothing by whom she blocked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Block
from core import events
from core.models import Brake
from library.models import Subscription
from moderation import decisions, sweeps
from notices.models import Notice
from notices.sentences import CLOSING, OPENING, sentence
from reviews import first_reading
from reviews.models import Anchor, Correction, FirstReader, HeldFor, Kudos, Review
from stories.models import Story
from stories.tasks import warn_of_bin
from tests.cast import chapter_of, publish_story


def block(blocker, blocked) -> None:
    Block.objects.create(blocker=blocker, blocked=blocked, pen_name=blocked.pen_name)


# Reviews


def test_an_author_is_told_of_a_review_and_its_writer_of_the_answer(
    story, alice, bob, say, tell, told
):
    review = say(story, bob)
    say(story, alice, "Thank you.", parent=review)
    tell()
    assert told(alice) == ["review"]
    assert told(bob) == ["answer"]


def test_the_nearer_kind_wins(story, alice, bob, say, tell, told):
    """alice is the author and the one who is answered."""
    question = say(story, alice, "What did you think?")
    say(story, bob, "I liked it.", parent=question)
    tell()
    assert told(alice) == ["answer"]


def test_all_authors_are_told_and_nobody_else(story, alice, bob, charlie, dana, say, tell, told):
    story.bylines.create(pen_name=dana.pen_name, position=2)
    story.bylines.create(pen_name=charlie.pen_name, position=3, state="invited")
    say(story, bob)
    tell()
    assert told(alice) == told(dana) == ["review"]
    assert told(charlie) == told(bob) == []


def test_a_blocked_person_is_not_heard_under_any_name(story, alice, bob, charlie, say, tell, told):
    review = say(story, charlie)
    block(charlie, bob)
    block(alice, bob)
    bob.pen_names.create(name="Another Name Entirely")
    review = say(story, bob, parent=review)
    tell()
    assert told(charlie) == [] and told(alice) == ["review"]  # charlie's own review


def test_what_is_held_is_told_to_whose_word_it_waits_for(story, alice, bob, dana, say, tell, told):
    FirstReader.objects.create(author=alice, pen_name=dana.pen_name, agreed_at=timezone.now())
    say(story, bob, "One.", held_for=HeldFor.AUTHOR)
    say(story, bob, "Two.", held_for=HeldFor.FRIEND)
    say(story, bob, "Three.", held_for=HeldFor.MODERATORS)
    tell()
    assert told(alice) == ["held"] and told(dana) == ["held"]
    assert told(bob) == []


def test_who_let_a_review_through_is_not_told_of_it_again(story, alice, bob, say, tell, told):
    review = say(story, bob, held_for=HeldFor.AUTHOR)
    tell()
    review.approve()
    tell()
    assert told(alice) == ["held"]


def test_what_an_author_has_decided_about_is_read(story, alice, bob, dana, say, tell):
    story.bylines.create(pen_name=dana.pen_name, position=2)
    one, two = (say(story, bob, words, held_for=HeldFor.AUTHOR) for words in ("One.", "Two."))
    tell()
    one.show(alice)
    two.put_away(alice)
    tell()
    assert not alice.notices.unread().exists()
    assert dana.notices.unread().count() == 2


def test_nobody_is_told_of_what_is_gone_before_it_was_told(story, alice, bob, say, tell, told):
    say(story, bob, "One.").hide("Spam")
    say(story, bob, "Two.").remove()
    tell()
    assert not Notice.objects.filter(user=alice, kind="review").exists()


def test_what_a_sweep_held_before_it_was_told_is_told_when_it_comes_back(
    story, alice, bob, mod, say, tell, told
):
    say(story, bob, "One.")
    tell()
    say(story, bob, "Two.")
    sweep = sweeps.make(Review.objects.all(), "hold", by=mod, reason="A wave.")
    tell()
    assert told(alice) == []
    sweeps.take_back(sweep, by=mod)
    tell()
    assert told(alice) == ["review", "review"]


# Thanks


def thank(story, user=None, **fields) -> None:
    kudos = Kudos.objects.create(story=story, user=user, **fields)
    events.record("kudos.given", kudos_id=kudos.pk)


def test_thanks_are_gathered_by_story_and_day(story, alice, bob, charlie, tell, told):
    thank(story, bob)
    thank(story, charlie)
    thank(story, guest="a" * 42)
    tell()
    notice = Notice.objects.visible_to(alice).for_sentences(alice).get()
    assert notice.thanks == notice.detail["n"] == 3


def test_more_thanks_of_the_same_day_are_news_again(story, alice, bob, charlie, tell):
    thank(story, bob)
    tell()
    Notice.objects.update(read_at=timezone.now())
    tell()
    assert not Notice.objects.unread().exists()
    thank(story, charlie)
    tell()
    assert Notice.objects.unread().get().detail["n"] == 2


def test_thanks_that_were_taken_back_leave_nothing(story, alice, bob, tell, told):
    thank(story, bob)
    tell()
    Kudos.objects.all().delete()
    assert told(alice) == []


# Corrections and first readers


@pytest.fixture
def correction(story, bob):
    chapter = chapter_of(story)
    anchor = Anchor.objects.create(chapter=chapter, quote="rained", start=3)
    return Correction.objects.create(
        chapter=chapter, anchor=anchor, replacement="reigned", pen_name=bob.pen_name
    )


def test_a_correction_is_told_to_the_author_and_its_acceptance_to_the_reader(
    correction, alice, bob, tell, told
):
    events.record("correction.proposed", correction_id=correction.pk)
    tell()
    assert told(alice) == ["correction"] and told(bob) == []
    Correction.objects.update(accepted_at=timezone.now())
    events.record("correction.accepted", correction_id=correction.pk)
    tell()
    assert told(bob) == ["correction"]


def test_who_is_asked_to_read_first_is_told_while_she_is_asked(alice, dana, tell, told):
    asked = FirstReader.objects.create(author=alice, pen_name=dana.pen_name)
    events.record("first_reader.asked", first_reader_id=asked.pk)
    tell()
    assert told(dana) == ["friend"]
    asked.delete()
    assert told(dana) == []


def test_the_author_is_told_once_that_a_friend_agreed_and_that_she_reads_no_more(
    alice, dana, story, tell, told
):
    dana.pen_names.create(name="Never Shown To Alice")
    asked = first_reading.ask(alice, dana.pen_name, story)
    for _twice in range(2):
        first_reading.agree(asked)
    tell()
    assert says(alice) == [f"{dana.pen_name} reads first for you from now on."]
    for _twice in range(2):
        first_reading.decline(asked)
    tell()
    assert says(alice) == [f"{dana.pen_name} does not read first for you."]
    block(alice, dana)
    assert told(alice) == []


def test_nobody_is_told_what_the_author_ended_or_where_a_block_stands_between(
    alice, bob, dana, story, tell
):
    first_reading.agree(first_reading.ask(alice, dana.pen_name))
    first_reading.end(first_reading.asked_by(alice))
    asked = first_reading.ask(alice, bob.pen_name)
    block(bob, alice)
    first_reading.decline(asked)
    tell()
    assert not Notice.objects.filter(user=alice).exists()


def test_who_asks_is_named_where_her_name_may_be_known(alice, dana, story, tell):
    alice.pen_names.create(name="Never Shown To Dana", used_at=timezone.now())
    first_reading.ask(alice, dana.pen_name, story)
    tell()
    [name] = story.bylines.values_list("pen_name__name", flat=True)
    assert says(dana) == [f"{name} asks you to read first what readers write."]
    story.unpublish()
    assert says(dana) == ["An author asks you to read first what readers write."]


def says(user) -> list[str]:
    """What her notices say, without the marks around names."""
    told = Notice.objects.visible_to(user).for_sentences(user).order_by("pk")
    return [sentence(notice).replace(OPENING, "").replace(CLOSING, "") for notice in told]


# Decisions, the bin, brakes


def test_a_decision_is_told_to_whom_it_concerns(story, alice, bob, mod, say, tell, told):
    review = say(story, bob)
    decisions.hide(review, by=mod, reason="It gives the end away.")
    decisions.hide(story, by=mod, reason="Not yours.")
    decisions.suspend(bob, by=mod, reason="Again.")
    tell()
    assert told(alice) == ["decision"]
    assert told(bob) == ["decision"]  # the story is hidden by now, and with it the review
    decisions.restore(story, by=mod)
    assert told(bob) == ["decision"]
    assert told(mod) == []


def test_a_hidden_review_is_told_to_its_writer_with_the_reason(story, bob, mod, say, tell):
    decisions.hide(say(story, bob), by=mod, reason="It gives the end away.")
    tell()
    notice = Notice.objects.visible_to(bob).get()
    assert notice.detail == {"verb": "hide", "what": "review", "reason": "It gives the end away."}


def test_the_bin_is_told_three_days_before_once(alice, long_story, tell, told):
    thrown = publish_story(alice, "Thrown away")
    thrown.move_to_bin()
    chapter = long_story.chapters.in_place().last()
    chapter.move_to_bin()
    ago = timezone.now() - timedelta(days=29)
    type(chapter).objects.filter(pk=chapter.pk).update(deleted_at=ago)
    for lain in (timedelta(days=26, hours=23), timedelta(days=27, hours=1)):
        when = timezone.now() - lain
        Story.objects.filter(pk=thrown.pk).update(deleted_at=when)
        warn_of_bin(timestamp=0)
        tell()
    assert told(alice) == ["bin", "bin"]  # two days on which something leaves
    Story.objects.get(pk=thrown.pk).restore()
    assert told(alice) == ["bin"]


def test_moderators_are_told_of_a_brake(mod, editor, alice, tell, told):
    until = timezone.now() + timedelta(hours=24)
    brake = Brake.objects.create(kind="guests", ends_at=until)
    events.record("brake.pulled", brake_id=brake.pk)
    tell()
    assert told(mod) == ["site"]
    assert told(editor) == told(alice) == []


# What one follows


def test_followers_are_told_once_whichever_ways_lead_there(
    alice, bob, charlie, dana, story, series, tell, told
):
    for thing in (story, series, alice.pen_name):
        Subscription.begin(thing, by=bob)
    Subscription.begin(series, by=charlie)
    story.unpublish()
    story.add_chapter(title="Later", html="<p>More.</p>").publish(by=alice)
    story.publish(by=alice)
    tell()
    assert told(bob) == told(charlie) == ["chapter"]
    assert told(dana) == told(alice) == []
    chapter = story.add_chapter(title="Last", html="<p>The end.</p>")
    chapter.publish(by=alice)
    tell()
    assert told(bob) == ["chapter", "chapter"]


def test_a_name_that_a_story_does_not_show_leads_nobody_there(alice, bob, draft, tell, told):
    Subscription.begin(alice.pen_name, by=bob)
    draft.bylines.update(shown=False)
    draft.publish(by=alice)
    tell()
    assert told(bob) == []


def test_what_was_taken_back_or_is_silent_is_not_told(alice, bob, story, tell, told):
    tell()
    Subscription.begin(story, by=bob)
    Subscription.begin(alice.pen_name, by=bob)
    story.add_chapter(title="One", html="<p>One.</p>").publish(by=alice, quietly=True)
    taken = story.add_chapter(title="Two", html="<p>Two.</p>")
    taken.publish(by=alice)
    taken.unpublish()
    publish_story(alice, "Old").unpublish()
    tell()
    assert told(bob) == []


def test_a_chapter_that_was_shown_again_within_its_ten_minutes_is_told_once(
    alice, bob, story, tell, told
):
    tell()
    Subscription.begin(story, by=bob)
    chapter = story.add_chapter(title="Two", html="<p>Two.</p>")
    chapter.publish(by=alice)
    chapter.unpublish()
    chapter.publish(by=alice)
    tell()
    assert told(bob) == []
    tell()  # ten minutes later
    assert told(bob) == ["chapter"]


def test_what_was_out_before_is_no_news(alice, bob, tell, told):
    Subscription.begin(alice.pen_name, by=bob)
    story = publish_story(alice)
    tell()
    assert told(bob) == ["chapter"]
    story.unpublish()
    story.publish(by=alice)
    tell()
    assert told(bob) == ["chapter"]
    story.unpublish()
    story.add_chapter(title="New", html="<p>New.</p>")
    story.publish(by=alice)
    tell()
    assert told(bob) == ["chapter", "chapter"]


def test_undone_and_published_again_is_told(alice, bob, tell, told):
    Subscription.begin(alice.pen_name, by=bob)
    story = publish_story(alice)
    story.unpublish()
    story.publish(by=alice)
    tell()
    assert told(bob) == ["chapter"]


def test_a_story_by_a_blocked_name_is_not_told(alice, bob, story, series, tell, told):
    Subscription.begin(series, by=bob)
    block(bob, alice)
    story.add_chapter(title="Two", html="<p>Two.</p>").publish(by=alice)
    tell()
    assert told(bob) == []
