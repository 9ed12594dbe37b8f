"""The notice centre: what one was told, as far as it is still hers to see."""

import itertools
import re
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from accounts.models import Block
from accounts.stand_in import Standing
from library.models import Subscription
from moderation import decisions
from notices import context, tasks
from notices.addresses import ADDRESSES, address
from notices.models import Kind, Mailbox, Notice
from notices.sentences import DISCREET, SENTENCES, discreetly, sentence
from reviews.models import HeldFor, Kudos, Review
from stories.models import Story
from tests.cast import SECRET, publish_story
from tests.notices.all_kinds import tell_of_everything

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def author(client, alice):
    client.force_login(alice)
    return client


def notice(user, kind="chapter", key="one", **about) -> Notice:
    return Notice.objects.create(user=user, kind=kind, key=key, **about)


def count(page) -> str:
    found = re.search(r'href="/notices"[^>]*>Notices(?:&nbsp;<span class="number">([\d+]+))?', page)
    return found[1] or ""


def test_a_review_stands_there_new_and_leads_to_itself(author, alice, bob, story, say, tell):
    review = say(story, bob)
    tell()
    page = author.get("/notices").text
    assert "Otterburn" in page and story.title in page
    assert count(page) == "1" and count(author.get("/works").text) == "1"
    told = Notice.objects.get(user=alice)
    opened = opens(author, told)
    assert opened.url == f"/reviews/{review.pk}#review-{review.pk}"
    assert count(author.get("/notices").text) == ""


def opens(client, told, **headers):
    """As a browser asks for what somebody chose to see."""
    headers = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", **headers}
    return client.get(f"/notices/{told.pk}", headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "no-cors"},  # fetched ahead, or by a script
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "", "Sec-Fetch-Mode": ""},  # a machine, or an old browser
    ],
)
def test_only_a_person_opens_a_notice(author, alice, story, headers):
    told = notice(alice, story=story)
    assert opens(author, told, **headers).url == story.get_absolute_url()
    assert Notice.objects.unread().exists()


def test_one_is_marked_and_all_but_what_came_meanwhile(author, alice, story):
    first, second, third = (notice(alice, key=f"{n}", story=story) for n in range(3))
    page = author.get("/notices", {"kind": "chapter"}).text
    back = author.post(f"/notices/{first.pk}/read?kind=chapter").url
    assert f'action="/notices/{first.pk}/read?kind=chapter"' in page
    assert back == f"/notices?kind=chapter#notice-{first.pk}" and f'id="notice-{first.pk}"' in page
    assert count(author.get("/notices").text) == "2"
    author.post("/notices/read", {"newest": second.pk})
    assert list(Notice.objects.unread()) == [third]
    author.post("/notices/read", {"newest": "x"})
    assert list(Notice.objects.unread()) == [third]


def test_nobody_opens_or_marks_what_is_anothers(author, bob, story):
    other = notice(bob, story=story)
    assert author.get(f"/notices/{other.pk}").status_code == 404
    assert author.post(f"/notices/{other.pk}/read").status_code == 404
    author.post("/notices/read", {"newest": other.pk})
    assert Notice.objects.unread().get() == other


def test_what_is_no_longer_for_her_shows_nothing_not_even_a_number(
    client, alice, bob, mod, say, tell
):
    """And is back when the thing is."""
    story = publish_story(alice, f"{SECRET} story")
    Subscription.begin(story, by=bob)
    say(story, alice, "An answer.", parent=say(story, bob))
    tell()
    client.force_login(bob)
    assert count(client.get("/notices").text) == "2"
    for hide, show in (
        (lambda: story.hide("A reason"), lambda: story.unhide()),
        (lambda: story.move_to_bin(), lambda: story.restore()),
        (lambda: story.unpublish(), lambda: story.publish(by=alice)),
    ):
        hide()
        page = client.get("/notices").text
        assert SECRET not in page and count(page) == "" and "Nothing yet" in page
        assert client.get(f"/notices/{Notice.objects.filter(user=bob)[0].pk}").status_code == 404
        story.refresh_from_db()
        show()
        story.refresh_from_db()
        assert count(client.get("/notices").text) == "2"


def test_a_held_review_reads_otherwise_once_it_is_shown(author, alice, bob, story, say, tell):
    review = say(story, bob, held_for=HeldFor.AUTHOR)
    tell()
    assert "waits for you" in author.get("/notices").text
    review.approve()
    assert "waits for you" not in author.get("/notices").text


def test_what_is_held_again_counts_nowhere_not_even_for_a_moderator(
    alice, bob, charlie, admin, story, say, tell
):
    """She reads it on a report; among her notices it is not yet, or no longer."""
    story.bylines.create(pen_name=admin.pen_name, position=2)
    answered = say(story, charlie)
    reviews = [say(story, bob, "One.", parent=answered), say(story, bob, "Two.")]
    reviews.append(say(story, bob, "Three.", held_for=HeldFor.AUTHOR))
    tell()
    numbers = {admin: "4", alice: "4", charlie: "1"}
    for hold, show in (
        (lambda one: one.hide("Spam"), lambda one: one.unhide()),
        (lambda one: one.call_spam(by=alice), lambda one: one.approve()),
    ):
        for user, number in numbers.items():
            assert context.unread(user) == number
        for review in reviews:
            hold(review)
        assert [context.unread(user) for user in numbers] == ["1", "1", ""]
        for review in reviews:
            review.refresh_from_db()
            show(review)


def test_who_is_blocked_later_is_gone_from_the_notices_under_that_name_alone(
    client, alice, bob, charlie, story, tell
):
    """What else goes would tell whose other names those are."""
    met, other = bob.pen_name, bob.pen_names.create(name="Another Name Entirely")
    for name in (met, other):
        Review.post(story=story, pen_name=name, html=f"<p>Lovely, says {name}.</p>")
    Subscription.begin(story, by=charlie)
    tell()
    Block.objects.create(blocker=alice, blocked=bob, pen_name=met)
    Block.objects.create(blocker=charlie, blocked=alice, pen_name=alice.pen_name)
    assert [context.unread(user) for user in (alice, charlie)] == ["1", ""]
    client.force_login(alice)
    page = client.get("/notices").text
    assert "Another Name Entirely" in page and "Otterburn" not in page
    story.bylines.update(shown=False)
    assert context.unread(charlie) == "1"


def test_an_anonymous_author_stays_so(client, alice, bob, story, say, tell):
    story.bylines.update(shown=False)
    say(story, alice, "Thank you.", parent=say(story, bob))
    tell()
    client.force_login(bob)
    page = client.get("/notices").text
    assert "The author answered you" in page and "Maud Thornapple" not in page


def test_kinds_can_be_chosen_among_those_one_has(author, alice, bob, story, say, tell):
    say(story, bob)
    Kudos.objects.create(story=story, user=bob)
    day = timezone.now().date().isoformat()
    notice(alice, "kudos", story=story, detail={"day": day, "n": 1})
    tell()
    page = author.get("/notices", {"kind": "kudos"}).text
    assert "1 person thanked you" in page and "Otterburn" not in page
    assert 'value="review"' in page and 'value="friend"' not in page
    assert "thanked" in author.get("/notices", {"kind": "nonsense"}).text


def test_pages_go_by_key(author, alice, story):
    told = [notice(alice, key=f"{n}", story=story) for n in range(25)]
    first = author.get("/notices").text
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert f'href="/notices/{told[5].pk}"' in first
    assert f'href="/notices/{told[4].pk}"' in author.get(f"/notices{older}").text


def test_the_number_ends_at_99(author, alice, story):
    Notice.objects.bulk_create(
        Notice(user=alice, kind="chapter", key=f"{n}", story=story) for n in range(120)
    )
    assert count(author.get("/works").text) == "99+"


def test_guests_and_other_pages_know_nothing_of_notices(client, story):
    assert "/notices" not in client.get(story.get_absolute_url()).text
    assert client.get("/notices").url == "/accounts/login/?next=/notices"


def test_suspended_people_may_read_their_notices(author, alice, mod, story):
    decisions.suspend(alice, by=mod, reason="Spam.")
    told = notice(alice, story=story)
    assert author.post(f"/notices/{told.pk}/read").status_code == 302
    assert not Notice.objects.unread().filter(pk=told.pk).exists()


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_costs_the_same_for_few_and_many(
    author, alice, bob, say, tell, number, django_assert_max_num_queries
):
    for n in range(number):
        story = publish_story(alice, f"Story {n}")
        say(story, bob)
        Kudos.objects.create(story=story, user=bob)
        day = timezone.now().date().isoformat()
        notice(alice, "kudos", f"kudos:{n}", story=story, detail={"day": day})
        notice(alice, "chapter", f"{n}", story=story, chapter=story.chapters.first())
    tell()
    with django_assert_max_num_queries(10):
        author.get("/notices")


def test_every_kind_has_its_sentences_and_its_address():
    assert set(SENTENCES) == set(DISCREET) == set(ADDRESSES) == set(Kind)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_names_are_isolated_and_discretion_names_nothing(alice, bob, say, tell, language):
    say(publish_story(alice, "بيت على حافة الملح"), bob)
    tell()
    told = Notice.objects.visible_to(alice).for_sentences(alice).get()
    with translation.override(language):
        words = sentence(told)
        assert "\u2068Otterburn\u2069" in words and "\u2068بيت على حافة الملح\u2069" in words
        assert "<" not in words and "%" not in words
        for secret in ("Otterburn", "بيت"):
            assert secret not in discreetly(told)
        assert address(told).startswith("/reviews/")


def test_read_notices_go_after_three_months_all_after_a_year(alice, story):
    now = timezone.now()
    kept, read, read_lately, old = (notice(alice, key=f"{n}", story=story) for n in range(4))
    for one, fields in (
        (read, {"read_at": now - timedelta(days=91)}),
        (read_lately, {"read_at": now - timedelta(days=89)}),
        (old, {"created_at": now - timedelta(days=366)}),
    ):
        Notice.objects.filter(pk=one.pk).update(**fields)
    for _twice in range(2):
        tasks.forget(timestamp=0)
    assert set(Notice.objects.all()) == {kept, read_lately}


# The feed


def test_the_feed_has_a_secret_address_that_can_be_changed(author, client, alice, bob, story, say):
    assert "Make the address" in author.get("/notices/feed").text
    author.post("/notices/feed")
    path = re.search(r'value="http://testserver([^"]+)"', author.get("/notices/feed").text)[1]
    author.logout()
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex" and not answer.cookies
    client.force_login(alice)
    client.post("/notices/feed")
    assert client.get(path).status_code == 404


def test_the_feed_tells_what_the_page_tells(client, alice, bob, say, tell):
    story = publish_story(alice, f"{SECRET} & <co>")
    say(story, bob)
    tell()
    box = Mailbox.of(alice)
    feed = atom(client, box)
    assert "Otterburn" in feed[0] and f"{SECRET} & <co>" in feed[0]
    type(box).objects.update(is_discreet=True)
    assert SECRET not in atom(client, box)[0]
    Story.objects.get(pk=story.pk).move_to_bin()
    assert atom(client, box) == []


def atom(client, box) -> list[str]:
    """The titles of its entries, as a parser of XML reads them."""
    answer = client.get(f"/notices/feed/{box.secret}.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.find("a:id", ATOM) is not None and root.find("a:updated", ATOM) is not None
    for entry in root.findall("a:entry", ATOM):
        assert entry.find("a:link", ATOM).get("href").startswith("http://testserver/notices/")
    return [entry.find("a:title", ATOM).text for entry in root.findall("a:entry", ATOM)]


def test_the_feed_is_whole_and_says_when_there_is_nothing_new(client, alice, bob, say, tell):
    box = Mailbox.of(alice)
    path = f"/notices/feed/{box.secret}.atom"
    for number in (0, 1):
        for n in range(number):
            say(publish_story(alice, f"Story {n}"), bob)
        tell()
        answer = client.get(path)
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert answer.status_code == 200 and again.status_code == 304
        assert again.headers["Cache-Control"] == "private, no-store"
    root = ElementTree.fromstring(answer.content)
    own = f"http://testserver{path}"
    assert root.find("a:link[@rel='self']", ATOM).get("href") == own
    assert root.find("a:id", ATOM).text == own  # no two feeds have the same
    assert root.find("a:author/a:name", ATOM).text == "Ficwright"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entry = root.find("a:entry", ATOM)
    assert {child.tag.partition("}")[2] for child in entry} >= {"id", "title", "updated", "link"}


@pytest.mark.parametrize("number", [1, 6])
def test_the_feed_costs_the_same_for_few_and_many(
    client, alice, bob, say, tell, number, django_assert_max_num_queries
):
    box = Mailbox.of(alice)
    for n in range(number):
        story = publish_story(alice, f"Story {n}")
        say(story, bob)
        notice(alice, "chapter", f"{n}", story=story, chapter=story.chapters.first())
    tell()
    with django_assert_max_num_queries(7):
        client.get(f"/notices/feed/{box.secret}.atom")


def test_a_closed_account_has_no_feed(client, alice):
    box = Mailbox.of(alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(f"/notices/feed/{box.secret}.atom").status_code == 404


def test_a_block_that_comes_later_silences_what_comes_later(author, alice, bob, story, say, tell):
    say(story, bob)
    tell()
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    say(story, bob, "Again.")
    tell()
    assert Notice.objects.filter(user=alice).count() == 1


def test_every_kind_is_said_and_leads_somewhere(author, alice, bob, admin, story):
    told = tell_of_everything(alice, story, bob)
    assert count(author.get("/notices").text) == str(len(told) - 1)  # alice keeps no house
    for one in Notice.objects.visible_to(alice).for_sentences(alice):
        assert len(sentence(one)) > 20 and "None" not in sentence(one), one.kind
        place = author.get(f"/notices/{one.pk}").url
        assert author.get(place, follow=True).status_code == 200, (one.kind, place)
    site = Notice.objects.visible_to(admin).for_sentences(admin).filter(kind="site")
    Notice.objects.filter(kind="site").update(user=admin)
    assert "Hold what guests write" in sentence(site.get())


@pytest.mark.parametrize("standing", ["as usual", "suspended", "waiting", "moderator"])
def test_the_number_is_that_of_the_page_whatever_ones_standing(alice, bob, admin, story, standing):
    tell_of_everything(alice, story, bob)
    fields = {"suspended": "suspended_at", "waiting": "waiting_since"}
    if field := fields.get(standing):
        type(alice).objects.filter(pk=alice.pk).update(**{field: timezone.now()})
    if standing == "moderator":
        type(alice).objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    reader = type(alice).objects.get(pk=alice.pk)
    number = Notice.objects.visible_to(reader).unread().count()
    assert context.unread(reader) == str(number) and number > 3
    assert context.unread(bob) == ""


def test_the_statement_of_the_number_stays_true_while_time_passes(db):
    """It is made once: a moment in it would grow old."""
    for standing in itertools.product([True, False], repeat=3):
        parameters = context.statement(Standing(True, *standing)).parameters
        assert not any(isinstance(value, (datetime, date)) for value in parameters)


def test_the_number_is_looked_through_once_while_nothing_new_comes(
    settings, alice, bob, story, say, tell, django_assert_num_queries
):
    settings.NUMBER_SECONDS = 60
    with django_assert_num_queries(1):
        assert context.unread(alice) == ""
    say(story, bob)
    tell()
    assert context.unread(alice) == "1"
    with django_assert_num_queries(1):
        assert context.unread(alice) == "1"
    say(story, bob, "And more.")
    tell()
    assert context.unread(alice) == "2"
    settings.NUMBER_SECONDS = 0
    Review.objects.first().hide("Spam")
    assert context.unread(alice) == "1"
