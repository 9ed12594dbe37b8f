"""For whose word a review waits, who may read it meanwhile, and what becomes of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Block, PenName
from moderation import decisions
from moderation.models import Report
from moderation.reporting import spam_reported
from reviews import first_reading
from reviews.holding import held_for, let_go
from reviews.models import FirstReader, HeldFor, Review, StoryWishes, Wishes
from reviews.tasks import pass_on
from reviews.wishes import wishes_for
from stories.models import Byline, Story
from tests.cast import person, publish_story
from tests.reviews.test_writing import as_bob, as_guest, form_of
from tests.site.test_matrix import visitor

AUTHOR, FRIEND, MODERATORS = HeldFor.AUTHOR, HeldFor.FRIEND, HeldFor.MODERATORS
NOBODY = AnonymousUser()


@pytest.fixture
def friend(db):
    return person("friend", pen_name="Tarragon Vale")


@pytest.fixture
def reads_first(alice, friend):
    """friend reads first for alice, who looks at each review."""
    Wishes.objects.create(user=alice, holds=True)
    first_reader = first_reading.ask(alice, friend.pen_name)
    first_reading.agree(first_reader)
    return first_reader


def word_for(story, user, guest="") -> str:
    story = Story.objects.get(pk=story.pk)
    return held_for(story, user, wishes_for(story), guest=guest)


def stands(review) -> tuple[str, bool, bool]:
    review.refresh_from_db()
    return review.held_for, review.kept_back_at is not None, review.approved_at is not None


def waiting_for(user) -> list[Review]:
    return list(Review.objects.waiting_for(user).order_by("pk"))


def count(story):
    story.tally.refresh_from_db()
    return story.tally.reviews


# For whom it waits


def test_it_waits_where_the_author_wishes_so_and_a_guests_first_always(alice, bob, dana, story):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    assert word_for(story, bob) == ""
    assert word_for(story, NOBODY, "a key") == AUTHOR
    known = Review.post(story=story, html="<p>Hm.</p>", guest_name="Gus", guest_key="a key")
    assert word_for(story, NOBODY, "a key") == ""
    known.put_away(alice)
    assert word_for(story, NOBODY, "a key") == AUTHOR
    Wishes.objects.create(user=alice, holds=True)
    assert word_for(story, bob) == AUTHOR
    assert word_for(story, alice) == word_for(story, dana) == ""


def test_what_would_wait_for_the_author_waits_for_her_friend_first(
    alice, bob, friend, story, reads_first
):
    assert word_for(story, bob) == FRIEND
    assert word_for(story, NOBODY, "a key") == FRIEND
    assert word_for(story, friend) == AUTHOR  # nobody reads first what she wrote herself
    Wishes.objects.update(holds=False)
    assert word_for(story, bob) == ""
    assert word_for(story, NOBODY, "a key") == FRIEND


def test_a_friend_who_was_only_asked_reads_nothing(alice, bob, friend, story):
    Wishes.objects.create(user=alice, holds=True)
    asked = first_reading.ask(alice, friend.pen_name)
    assert word_for(story, bob) == AUTHOR
    first_reading.agree(asked)
    assert word_for(story, bob) == FRIEND


def test_a_story_may_have_another_first_reader_or_none(alice, bob, charlie, story, reads_first):
    first_reading.agree(first_reading.ask(alice, charlie.pen_name, story))
    assert wishes_for(Story.objects.get(pk=story.pk)).first_reader == charlie.pk
    assert wishes_for(publish_story(alice, "Another")).first_reader == reads_first.pen_name.user_id
    first_reading.ask(alice, alice.pen_name, story)
    assert wishes_for(Story.objects.get(pk=story.pk)).first_reader is None
    assert word_for(story, bob) == AUTHOR


def test_a_members_review_waits_and_is_told_so(client, alice, bob, story):
    client.force_login(bob)
    assert "before others see it" not in client.get(form_of(story)).text
    Wishes.objects.create(user=alice, holds=True)
    assert "before others see it" in client.get(form_of(story)).text
    page = client.post(form_of(story), as_bob(bob), follow=True).text
    assert "Your review waits for the author." in page
    assert "I laughed aloud." in page  # for herself
    assert count(story) == 0
    client.logout()
    assert "I laughed aloud." not in client.get(reverse("reviews", args=[story.pk])).text


# Who reads it

STATES = {
    "waits for the moderators": {"held_for": MODERATORS},
    "waits for the friend": {"held_for": FRIEND},
    "kept back by the friend": {"held_for": FRIEND, "kept_back": True},
    "waits for the author": {"held_for": AUTHOR},
    "put away by the author": {"held_for": AUTHOR, "kept_back": True},
    "called spam": {"held_for": AUTHOR, "spam": True},
}
ROLES = ["guest", "reader", "writer", "author", "co_author", "friend", "old friend", "moderator"]
READERS = {
    "waits for the moderators": {"writer", "moderator"},
    "waits for the friend": {"writer", "friend", "moderator"},
    "kept back by the friend": {"writer", "friend", "moderator"},
    "waits for the author": {"writer", "author", "co_author", "moderator"},
    "put away by the author": {"writer", "author", "co_author", "moderator"},
    "called spam": {"writer", "moderator"},
}
AUTHORS = {"author", "co_author"}
ACTS = {state: AUTHORS & readers for state, readers in READERS.items()}
QUEUES = {"waits for the friend": {"friend"}, "waits for the author": AUTHORS}


@pytest.fixture
def people(alice, bob, charlie, dana, friend, mod, story, reads_first):
    """The old friend reads first for all of alice's stories, but for this one no longer."""
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    old = person("old", pen_name="Former Fennel")
    FirstReader.objects.filter(pk=reads_first.pk).update(pen_name=old.pen_name)
    first_reading.agree(first_reading.ask(alice, friend.pen_name, story))
    found = (None, charlie, bob, alice, dana, friend, old, mod)
    return dict(zip(ROLES, found, strict=True))


@pytest.fixture
def held(people, alice, bob, story, say):
    """{state: a review by bob in that state}"""
    reviews = {}
    for state, how in STATES.items():
        review = reviews[state] = say(story, bob, f"It {state}.", held_for=how["held_for"])
        if how.get("kept_back"):
            review.put_away(alice) if how["held_for"] == AUTHOR else review.keep_back()
        if how.get("spam"):
            review.call_spam(alice)
    return reviews


def test_who_reads_and_governs_what_waits(people, held, story):
    for role in ROLES:
        client, user = visitor(people[role]), people[role] or NOBODY
        page = client.get(reverse("reviews", args=[story.pk])).text
        queue = client.get(reverse("reviews_waiting"), follow=True).text
        read, governed = Review.objects.visible_to(user), Review.objects.governed_by(user)
        for state, review in held.items():
            words, here = f"It {state}.", (role, state)
            may_read, may_act = role in READERS[state], role in ACTS[state]
            assert (words in page) == (review in read) == may_read, here
            assert (review in governed) == may_act, here
            assert (reverse("review_spam", args=[review.pk]) in page) == may_act, here
            assert (words in queue) == (role in QUEUES.get(state, ())), here
    assert count(story) == 0


def test_what_is_not_in_her_hands_is_not_found(client, alice, held):
    client.force_login(alice)
    for verb in ("approval", "hide", "spam", "block", "freeze"):
        for state in ("waits for the friend", "called spam"):
            address = reverse(f"review_{verb}", args=[held[state].pk])
            assert client.post(address).status_code == 404, (verb, state)


# What becomes of it: the author's word


def test_an_author_hides_a_review_and_shows_it_again(client, alice, bob, story, say):
    review = say(story, bob, "Hm.")
    answer = say(story, bob, "And also.", parent=review)
    address = reverse("review_hide", args=[review.pk])
    client.force_login(alice)
    assert "Hm." in client.get(address).text
    for _ in range(2):
        client.post(address)
    assert stands(review) == (AUTHOR, True, False)
    assert count(story) == 1
    assert "hidden by the author" in client.get(story.get_absolute_url()).text
    readers = visitor(None).get(reverse("reviews", args=[story.pk])).text
    assert "Hm." not in readers
    assert "This review is not shown now." in readers
    assert "And also." in readers
    client.post(reverse("review_approval", args=[review.pk]))
    assert stands(review) == ("", False, True)
    assert count(story) == 2
    assert answer.pk in Review.objects.shown().values_list("pk", flat=True)


def test_spam_leaves_her_page_and_is_one_report_of_hers(client, alice, dana, bob, mod, story, say):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    review = say(story, bob, "Buy pills.")
    client.force_login(dana)
    page = client.post(reverse("review_spam", args=[review.pk]), follow=True).text
    assert "Buy pills." not in page
    for _ in range(2):
        spam_reported(review.pk, dana.pk)
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.writer) == (dana, "spam", bob.pen_name)

    decisions.dismiss(report, by=mod)  # it was none: she has it back, and decides
    spam_reported(review.pk, dana.pk)
    assert Report.objects.count() == 1
    assert stands(review) == (AUTHOR, True, False)


def test_whoever_wrote_is_blocked_by_the_name_that_was_met(client, alice, bob, story, say):
    other = PenName.objects.create(user=bob, name="Another Name of Bob")
    review = Review.post(story=story, pen_name=other, html="<p>Hm.</p>")
    address = reverse("review_block", args=[review.pk])
    client.force_login(alice)
    assert "Another Name of Bob" in client.get(address).text
    for _ in range(2):
        page = client.post(address, follow=True).text
    assert "Another Name of Bob" in page
    assert "Otterburn" not in page
    assert Block.objects.get().blocked == bob
    own = say(story, alice, "Mine.")
    assert client.get(reverse("review_block", args=[own.pk])).status_code == 404


def test_a_guest_cannot_be_blocked_and_what_helps_is_said(client, alice, story):
    review = Review.post(story=story, guest_name="Gus", guest_key="k", html="<p>Hm.</p>")
    client.force_login(alice)
    address = reverse("review_block", args=[review.pk])
    for page in (client.get(address).text, client.post(address).text):
        assert "no account that could be blocked" in page
        assert reverse("story_wishes", args=[story.pk]) in page
    assert not Block.objects.exists()


# What becomes of it: the friend's word


def test_what_she_lets_through_waits_for_an_author_who_looks_at_each(
    bob, friend, story, say, reads_first
):
    review = say(story, bob, held_for=FRIEND)
    review.let_through(author_holds=wishes_for(review.story).holds)
    assert stands(review) == (AUTHOR, False, False)
    review.let_through(author_holds=False)  # the second press of the same button
    assert stands(review) == (AUTHOR, False, False)


def test_a_guests_first_is_shown_on_her_word_alone_where_the_author_holds_nothing(
    client, friend, story, reads_first
):
    Wishes.objects.update(holds=False)
    review = Review.post(
        story=story, guest_name="Gus", guest_key="k", html="<p>Hm.</p>", held_for=FRIEND
    )
    client.force_login(friend)
    client.post(reverse("reviews_waiting"), {"verb": "show", "review": review.pk})
    assert stands(review) == ("", False, True)


def test_what_she_kept_back_she_may_let_through_later(bob, alice, friend, story, say, reads_first):
    review = say(story, bob, held_for=FRIEND)
    review.keep_back()
    assert stands(review) == (FRIEND, True, False)
    assert waiting_for(friend) == waiting_for(alice) == []
    assert Review.objects.visible_to(friend).get() == review
    review.let_through(author_holds=True)
    assert waiting_for(alice) == [review]


def test_both_are_asked_in_turn_through_the_pages(client, alice, bob, friend, story):
    """Asked, agreed, let through, shown."""
    client.force_login(alice)
    client.post(reverse("wishes"), {"holds": "on", "first_reader": "tarragon vale"})
    asked = FirstReader.objects.get()
    page = client.get(reverse("wishes")).text
    assert "has not answered yet" in page

    client.force_login(friend)
    page = client.get(reverse("first_reading")).text
    assert "Maud Thornapple" in page
    assert "Nothing reaches you unless you agree" in page
    client.post(reverse("first_reading_agree", args=[asked.pk]))

    client.force_login(bob)
    client.post(form_of(story), as_bob(bob))
    review = Review.objects.get()
    assert "waits for the author" in client.get(review.get_absolute_url()).text

    for user, waits in ((friend, FRIEND), (alice, AUTHOR)):
        assert stands(review)[0] == waits
        client.force_login(user)
        page = client.get("/desk").text
        assert reverse("reviews_waiting") in page
        client.post(reverse("reviews_waiting"), {"verb": "show", "review": review.pk})
        assert "I laughed aloud." not in client.get(reverse("reviews_waiting")).text
    assert stands(review) == ("", False, True)


def test_a_friend_learns_of_no_name_but_the_one_that_asked_her(client, alice, friend, reads_first):
    later = alice.pen_names.create(name="Nobody Knows Her", used_at=timezone.now())
    assert alice.pen_name == later
    client.force_login(alice)
    assert "request stands under Maud Thornapple" in client.get(reverse("wishes")).text
    client.force_login(friend)
    page = client.get(reverse("first_reading")).text
    assert "All stories by" in page and "Maud Thornapple" in page
    assert "Nobody Knows Her" not in page + client.get(reverse("notices")).text


WAYS = ["she stops", "asked no longer", "another", "suspended", "closed", "blocked"]


@pytest.mark.parametrize("way", WAYS)
def test_who_is_gone_passes_on_what_waited_for_her(
    client, alice, bob, charlie, friend, mod, story, say, reads_first, way
):
    review, kept = say(story, bob, held_for=FRIEND), say(story, bob, "Bah.", held_for=FRIEND)
    kept.keep_back()
    if way == "she stops":
        client.force_login(friend)
        client.post(reverse("first_reading_stop", args=[reads_first.pk]))
    elif way == "asked no longer":
        client.force_login(alice)
        client.post(reverse("wishes"), {"holds": "on", "first_reader": ""})
    elif way == "another":
        first_reading.ask(alice, charlie.pen_name)
    elif way == "suspended":
        decisions.suspend(friend, by=mod, reason="Spam")
    elif way == "closed":
        friend.is_active = False
        friend.save()
        pass_on(0)
    else:
        Block.objects.create(blocker=alice, blocked=friend, pen_name=friend.pen_name)
        assert waiting_for(friend) == []
        pass_on(0)
    assert waiting_for(alice) == [review]
    assert stands(kept) == (FRIEND, True, False)
    assert waiting_for(friend) == []


def test_nobody_answers_for_somebody_else(client, charlie, friend, reads_first):
    client.force_login(charlie)
    for name in ("first_reading_agree", "first_reading_stop"):
        assert client.post(reverse(name, args=[reads_first.pk])).status_code == 404
    assert FirstReader.objects.filter(pk=reads_first.pk).exists()


def test_who_cannot_be_asked(client, alice, bob, charlie, dana, story):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    Block.objects.create(blocker=bob, blocked=alice, pen_name=alice.pen_name)
    charlie.suspend("Spam")
    client.force_login(alice)
    for name, sentence in {
        "Nobody at All": "Nobody writes under this name here.",
        "Maud Thornapple": "This is your own pen name.",
        "Otterburn": "This person cannot be asked.",
        "gooseberry fool": "This person cannot be asked.",
        "Second Violin": "They are an author of this story.",
        "": "Say under which name your friend writes here.",
    }.items():
        said = {"who": "friend", "first_reader": name, "welcome": "kind"}
        page = client.post(reverse("story_wishes", args=[story.pk]), said)
        assert sentence in page.text, name
    assert not FirstReader.objects.exists()
    assert not StoryWishes.objects.exists()


def test_asking_tells_nobody_which_names_are_one_persons(client, alice, bob, dana, story):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    client.force_login(alice)
    for owner, name in ((bob, "Nightjar"), (dana, "Wren")):
        PenName.objects.create(user=owner, name=name)
        said = {"who": "friend", "first_reader": name}
        client.post(reverse("story_wishes", args=[story.pk]), said)
        assert FirstReader.objects.get(story=story).pen_name.name == name


# The moderators


def test_what_the_moderators_let_go_goes_on_to_whoever_would_have_had_it(
    alice, bob, story, say, reads_first
):
    review = say(story, bob, held_for=MODERATORS)
    let_go(review)
    assert stands(review) == (FRIEND, False, False)
    Wishes.objects.update(holds=False)
    shown = say(story, bob, "Hm.", held_for=MODERATORS)
    let_go(Review.objects.get(pk=shown.pk))
    assert stands(shown) == ("", False, True)
    spam = say(story, bob, "Pills.")
    spam.call_spam(alice)
    let_go(spam)
    assert stands(spam) == (MODERATORS, False, False)


# Rules that change while somebody writes


@pytest.mark.parametrize(
    "change", ["closed", "members only", "nothing welcome", "story hidden", "unpublished", "site"]
)
def test_a_review_is_not_lost_where_a_rule_changed_under_it(client, alice, story, stamp, change):
    from core.models import SiteSettings

    client.get(form_of(story))
    {
        "closed": lambda: story.describe({"review_policy": "nobody"}, {}),
        "members only": lambda: story.describe({"review_policy": "members"}, {}),
        "nothing welcome": lambda: Wishes.objects.create(user=alice, welcome="nothing"),
        "story hidden": lambda: story.hide("Spam"),
        "unpublished": lambda: story.unpublish(),
        "site": lambda: SiteSettings.objects.create(guest_reviews=False),
    }[change]()
    page = client.post(form_of(story), as_guest(stamp))
    assert page.status_code in (403, 404)
    assert 'role="alert"' in page.text
    assert "I laughed aloud." in page.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("change", ["frozen", "put away", "spam", "deleted", "blocked"])
def test_an_answer_is_not_lost_either(client, alice, bob, charlie, story, say, change):
    review = say(story, charlie)
    address = reverse("review_answer", args=[review.pk])
    client.force_login(bob)
    assert client.get(address).status_code == 200
    {
        "frozen": review.freeze,
        "put away": lambda: review.put_away(alice),
        "spam": lambda: review.call_spam(alice),
        "deleted": review.remove,
        "blocked": lambda: Block.objects.create(
            blocker=charlie, blocked=bob, pen_name=bob.pen_name
        ),
    }[change]()
    page = client.post(address, as_bob(bob))
    assert page.status_code in (403, 404)
    assert 'role="alert"' in page.text
    assert "I laughed aloud." in page.text
    assert not Review.objects.filter(pen_name=bob.pen_name).exists()


def test_a_first_reader_who_left_while_it_was_written_delays_nothing(
    client, alice, bob, story, reads_first
):
    client.force_login(bob)
    client.get(form_of(story))
    first_reading.end(FirstReader.objects.all())
    client.post(form_of(story), as_bob(bob))
    assert waiting_for(alice) == [Review.objects.get()]


def test_a_first_reader_who_left_in_that_very_moment_delays_it_a_minute(alice, bob, story, say):
    review = say(story, bob, held_for=FRIEND)
    pass_on(0)
    assert waiting_for(alice) == [review]
