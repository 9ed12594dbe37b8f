"""Readers speak of a passage: chosen, kept by its words, found again, honest about its changes."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Anchor, Correction, Review, StoryWishes
from reviews.passages.choosing import NotThere, asked_for
from reviews.tasks import forget_anchors
from stories.models import ChapterText
from tests.cast import chapter_of, publish_story, write_story

TEXT = (
    "<p>It rained all night.</p>\n<p>She ran to the <em>harbour</em> and called.</p>\n<hr>\n"
    "<p>He hid behind the nets.</p>"
)
RAN = "She ran to the harbour"


@pytest.fixture
def tale(alice):
    """Its author takes words about passages."""
    story = publish_story(alice, "Nets", texts=[TEXT])
    StoryWishes.objects.create(story=story, passages=True)
    return story


@pytest.fixture
def speak(tale, bob):
    """speak("the harbour") posts a review of these words."""

    def speak(words, said="Lovely.", user=bob, **fields):
        passage = asked_for({"passage": words}, chapter_of(tale))
        about = {"story": tale, "chapter": passage.chapter, "pen_name": user.pen_name, **fields}
        return Review.post(html=f"<p>{said}</p>", passage=passage, **about)

    return speak


def rewrite(story, by, old, new):
    chapter = chapter_of(story)
    html = ChapterText.objects.get(chapter=chapter).html
    assert old in html
    chapter.write(by=by, html=html.replace(old, new))
    chapter.release(by=by)


def query_count(client, address, *, anew=True) -> int:
    if anew:
        caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def new_url(story, **asked):
    return reverse("passage_new", args=[story.pk], query=asked)


def test_a_reader_writes_of_a_paragraph_without_a_script(client, bob, tale):
    client.force_login(bob)
    page = client.get(new_url(tale)).text
    assert "He hid behind the nets." in page
    assert 'name="block" value="3"' in page
    assert 'value="2"' not in page  # the scene break
    form = client.get(new_url(tale, block=1)).text
    assert "She ran to the harbour and called." in form
    answer = client.post(
        new_url(tale, block=1),
        {"text": "I could smell the tar.", "pen_name": bob.pen_name.pk, "at": "21",
         "passage": "She ran to the harbour and called."},
    )  # fmt: skip
    review = Review.objects.get()
    assert answer.url == f"/works/{tale.pk}/reviews#review-{review.pk}"
    assert review.chapter == chapter_of(tale)
    assert review.anchor.quote == "She ran to the harbour and called."
    assert (review.anchor.start, review.anchor.before) == (21, "It rained all night.\n")
    shown = client.get(reverse("reviews", args=[tale.pk])).text
    assert "I could smell the tar." in shown
    assert "She ran to the harbour and called." in shown
    assert "#:~:text=She%20ran" in shown


def test_selected_words_come_with_the_address_however_the_browser_spaces_them(client, bob, tale):
    client.force_login(bob)
    asked = {"passage": "ran  to the\nharbour", "block": "1"}
    page = client.get(new_url(tale, **asked)).text
    assert ">ran to the harbour</blockquote>" in page


def test_a_guest_may_too_where_guests_may(client, tale):
    tale.review_policy = "everybody"
    tale.save()
    assert RAN in client.get(new_url(tale, passage=RAN)).text
    tale.review_policy = "members"
    tale.save()
    assert client.get(new_url(tale, passage=RAN)).status_code == 403


def test_only_where_the_author_asked_for_it(client, bob, tale):
    client.force_login(bob)
    StoryWishes.objects.update(passages=False)
    page = client.post(new_url(tale), {"passage": RAN, "text": "An evening’s work."})
    assert page.status_code == 403
    assert "An evening’s work." in page.text
    assert "passage-ways" not in client.get(tale.get_absolute_url()).text
    assert not Anchor.objects.exists()


@pytest.mark.parametrize(
    "words", ["x" * 10_000, "There is no dragon.", "She ran\0to the moon", "harbour harbour"]
)
def test_words_that_do_not_stand_there_cost_no_words(client, bob, tale, words):
    client.force_login(bob)
    page = client.post(new_url(tale), {"passage": words, "text": "An evening’s work."})
    assert page.status_code == 422
    assert "An evening’s work." in page.text
    assert 'role="alert"' in page.text
    assert not Anchor.objects.exists()
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"passage": "x" * 2000}, {"block": "2"}, {"block": "99"}, {"passage": "dragon"},
        {"passage": " ", "block": "999999999999999"},
        {"passage": "harbour", "at": "٣", "block": "-1"},
    ],
)  # fmt: skip
def test_a_bad_address_is_a_sentence(client, bob, tale, asked):
    client.force_login(bob)
    assert client.get(new_url(tale, **asked)).status_code in (200, 422)


def test_empty_words_ask_to_choose(client, bob, tale):
    client.force_login(bob)
    assert "Choose a paragraph" in client.get(new_url(tale, passage="")).text
    assert client.get(new_url(tale, chapter="999")).status_code == 200


def test_a_draft_of_the_author_is_not_what_readers_choose_from(client, bob, alice, tale):
    chapter_of(tale).write(by=alice, html="<p>Secret plan.</p>")
    client.force_login(bob)
    page = client.get(new_url(tale)).text
    assert "Secret plan." not in page
    assert client.get(new_url(tale, passage="Secret plan.")).status_code == 422


def test_a_mature_story_asks_first(client, bob, alice):
    story = publish_story(alice, "After Dark", texts=[TEXT], rating="mature")
    StoryWishes.objects.create(story=story, passages=True, corrections=True)
    client.force_login(bob)
    for name in ("passage_new", "passages", "correction_new"):
        page = client.get(reverse(name, args=[story.pk]))
        assert "harbour" not in page.text
    passage = asked_for({"passage": RAN}, chapter_of(story))
    Review.post(story=story, chapter=passage.chapter, html="<p>Oh.</p>", pen_name=bob.pen_name,
                passage=passage)  # fmt: skip
    client.logout()
    reviews = reverse("reviews", args=[story.pk])
    assert "harbour" not in client.get(reviews).text
    assert "harbour" in client.get(f"{reviews}?view_adult=true").text


def test_it_stays_through_edits_of_others_and_says_when_it_changed(client, alice, tale, speak):
    speak(RAN)
    reviews = reverse("reviews", args=[tale.pk])
    rewrite(tale, alice, "It rained all night.", "It poured.</p><p>And poured.")
    page = client.get(reviews).text
    assert RAN in page
    assert "changed since" not in page
    rewrite(tale, alice, "She ran to the", "She walked to the")
    page = client.get(reviews).text
    assert "The words have changed since." in page
    rewrite(tale, alice, "<p>She walked to the <em>harbour</em> and called.</p>", "")
    page = client.get(reviews).text
    assert "no longer there" in page
    assert RAN not in page  # she took it out
    assert "Lovely." in page


def test_a_passage_of_a_chapter_taken_back_is_not_quoted(client, alice, bob):
    story = publish_story(alice, texts=["<p>One.</p>", "<p>Two is a secret now.</p>"])
    StoryWishes.objects.create(story=story, passages=True)
    chapter = story.chapters.in_place().last()
    passage = asked_for({"passage": "a secret"}, chapter)
    Review.post(story=story, chapter=chapter, html="<p>Oh.</p>", pen_name=bob.pen_name,
                passage=passage)  # fmt: skip
    chapter.unpublish()
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert "a secret" not in page
    assert "Oh." in page


def test_words_that_changed_while_one_wrote_are_told(alice, tale, speak):
    chapter = chapter_of(tale)
    passage, other = (asked_for({"passage": words}, chapter) for words in (RAN, "the nets"))
    rewrite(tale, alice, "She ran to the", "A new line.</p><p>She walked to the")
    with pytest.raises(NotThere):
        passage.keep()
    assert other.keep().start > other.start


def test_the_same_words_of_another_passage_are_another_review(speak):
    assert speak("It rained") != speak("the nets")
    assert speak("the nets") == speak("the nets")
    assert Anchor.objects.count() == Review.objects.count() == 2


def test_beside_the_text_only_for_those_who_wish_it(client, bob, tale, speak):
    speak(RAN)
    speak("harbour", "Salt.")
    speak("the nets", "Held.", held_for="author")
    address = tale.get_absolute_url()
    chapter = chapter_of(tale)
    plain = client.get(address).text
    assert "about this paragraph" not in plain
    shown = client.get(f"{address}?passages=1")
    assert "2 about this paragraph" in shown.text
    assert shown.text.count("about this paragraph") == 1
    assert shown.headers["Cache-Control"] == "private, no-store"
    listed = client.get(f"/works/{tale.pk}/passages?chapter={chapter.pk}&block=1").text
    assert "Salt." in listed
    assert "Held." not in listed
    assert "Salt." not in client.get(f"/works/{tale.pk}/passages?chapter={chapter.pk}&block=3").text
    speak("It rained all night.")
    of_one, of_all = (client.get(f"/works/{tale.pk}/passages{of}").text for of in ("?block=0", ""))
    assert of_one.count("It rained all night.") == of_all.count("It rained all night.") == 1
    assert "about this paragraph" not in client.get(address).text

    client.force_login(bob)
    assert "about this paragraph" not in client.get(address).text
    client.get(f"{address}?passages=1")
    assert "2 about this paragraph" in client.get(address).text  # remembered
    client.get(f"{address}?passages=0")
    assert "about this paragraph" not in client.get(address).text
    tale.refresh_from_db()
    assert "beside" not in ChapterText.objects.get(chapter=chapter).html


def test_the_queries_of_a_page_do_not_grow_with_passages(client, alice, bob, tale, speak):
    address = tale.get_absolute_url()
    speak("It rained")
    few = query_count(client, address)
    beside = query_count(client, f"{address}?passages=1")
    assert beside == few + 1
    for number in range(8):
        speak(RAN if number % 2 else "the nets", f"{number}")
    assert query_count(client, address) == few
    assert query_count(client, f"{address}?passages=1") == beside
    assert query_count(client, f"/works/{tale.pk}/passages?block=1") <= 15
    rewrite(tale, alice, "It rained", "It snowed")
    assert query_count(client, address) == few + 1  # looked through once
    client.force_login(bob)
    assert query_count(client, address) == query_count(client, address, anew=False) + 1
    assert query_count(client, address, anew=False) <= 13
    assert query_count(client, new_url(tale, passage=RAN)) <= 15


def test_footnotes_and_passages_stand_beside_each_other(client, alice, bob):
    html = '<p>Rain<span class="footnote">Cold.</span> fell.</p><p>Then sun.</p>'
    story = publish_story(alice, texts=[html])
    StoryWishes.objects.create(story=story, passages=True)
    for words in ("Rain fell.", "Cold.", "Then sun."):
        passage = asked_for({"passage": words}, chapter_of(story))
        Review.post(story=story, chapter=passage.chapter, html=f"<p>{words}</p>",
                    pen_name=bob.pen_name, passage=passage)  # fmt: skip
    page = client.get(f"{story.get_absolute_url()}?passages=1").text
    assert "2 about this paragraph" in page
    assert "1 about this paragraph" in page
    assert "footnotes" in page


def test_a_draft_offers_no_passages(client, alice):
    story = write_story(alice)
    StoryWishes.objects.create(story=story, passages=True, corrections=True)
    client.force_login(alice)
    assert "passage-ways" not in client.get(story.get_absolute_url()).text
    assert client.get(new_url(story)).status_code == 403


def test_a_passage_goes_with_its_words_where_two_chapters_become_one(client, alice, bob):
    story = publish_story(alice, texts=["<p>One.</p>", "<p>Two and a half.</p>"])
    StoryWishes.objects.create(story=story, passages=True, corrections=True)
    first, second = story.chapters.in_place()
    passage = asked_for({"passage": "a half"}, second)
    said = {"html": "<p>Oh.</p>", "pen_name": bob.pen_name}
    Review.post(story=story, chapter=second, passage=passage, **said)
    correction = Correction.propose(passage, "one half", by=bob.pen_name)
    first.merge_next(by=alice)
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert ">a half</blockquote>" in page
    assert "changed since" not in page
    correction.refresh_from_db()
    assert correction.accept(by=alice)
    assert "Two and one half." in ChapterText.objects.get(chapter=first).html


def test_a_guests_page_knows_at_once_what_its_author_invites_to(client, tale):
    address = tale.get_absolute_url()
    assert "Write about a passage" in client.get(address).text
    assert "selection.js" in client.get(address).text
    StoryWishes.objects.update(passages=False)
    page = client.get(address).text
    assert "passage" not in page.replace("passages.css", "")
    assert "selection.js" not in page


def test_words_that_nobody_speaks_of_are_forgotten(speak):
    speak("the nets").remove()
    kept = speak(RAN)
    forget_anchors.func(0)
    assert list(Anchor.objects.all()) == [kept.anchor]


def test_a_passage_goes_with_its_words_where_a_chapter_is_split(client, alice, bob, tale, speak):
    speak("all night")
    speak("the nets")
    passage = asked_for({"passage": "hid"}, chapter_of(tale))
    correction = Correction.propose(passage, "had hidden", by=bob.pen_name)
    follower = chapter_of(tale).split(3, by=alice)
    page = client.get(reverse("reviews", args=[tale.pk])).text
    assert "no longer there" not in page
    assert f"/chapters/{follower.pk}#:~:text=the%20nets" in page
    assert f"/chapters/{chapter_of(tale).pk}#:~:text=all%20night" in page
    correction.refresh_from_db()
    assert correction.accept(by=alice)
    assert "had hidden" in ChapterText.objects.get(chapter=follower).html
