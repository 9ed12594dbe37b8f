"""An answer that begins with the words that it answers."""

import pytest
from django.urls import reverse

from reviews.limits import QUOTED
from reviews.models import Review
from reviews.text import quoted
from tests.reviews.test_writing import answer_to, as_bob, as_guest

QUOTE = "<blockquote><p>Lovely.</p></blockquote>"


def box(page) -> str:
    return page.context["form"]["text"].value()


def test_the_answered_words_stand_at_the_top_of_the_box(client, bob, story, say):
    review = say(story, bob)
    client.force_login(bob)
    assert box(client.get(answer_to(review))) in ("", None)
    page = client.get(f"{answer_to(review)}?quote=1")
    assert "&lt;blockquote&gt;" in page.text
    words = box(page) + "And that line!"
    client.post(f"{answer_to(review)}?quote=1", as_bob(bob, text=words))
    html = Review.objects.get(parent=review).html
    assert html.startswith(QUOTE)
    assert html.endswith("<p>And that line!</p>")


def test_the_button_keeps_what_was_typed_and_posts_nothing(client, bob, story, say):
    review = say(story, bob)
    client.force_login(bob)
    assert 'name="quote"' in client.get(answer_to(review)).text
    typed = as_bob(bob, text="I  thought so,\r\n\r\n too. ", is_spoiler="on", quote="1")
    page = client.post(answer_to(review), typed)
    assert box(page).endswith("\n\nI  thought so,\n\n too. ")
    assert box(page).startswith("<blockquote>")
    assert page.context["form"]["is_spoiler"].value()
    assert Review.objects.count() == 1
    again = client.post(answer_to(review), as_bob(bob, text=box(page), quote="1"))
    assert box(again).count("<blockquote>") == 1


def test_guests_quote_as_well(client, bob, story, say, stamp):
    review = say(story, bob)
    page = client.post(answer_to(review), as_guest(stamp, quote="1"))
    assert box(page).startswith("<blockquote>")
    assert "A passer-by" in page.text
    assert not Review.objects.filter(parent=review).exists()


def test_there_is_nothing_to_quote_in_a_new_review(client, bob, story):
    client.force_login(bob)
    page = client.get(f"{reverse('review_new', args=[story.pk])}?quote=1")
    assert 'name="quote"' not in page.text
    assert box(page) in ("", None)


def test_who_quotes_what_gives_the_story_away_gives_it_away(client, bob, story, say):
    review = say(story, bob, is_spoiler=True)
    client.force_login(bob)
    form = client.get(f"{answer_to(review)}?quote=1").context["form"]
    assert form["is_spoiler"].value()
    assert not client.get(answer_to(review)).context["form"]["is_spoiler"].value()


@pytest.mark.parametrize(
    ("html", "quotation"),
    [
        ("<p>One.</p>", "<blockquote><p>One.</p></blockquote>"),
        (f"{QUOTE}\n<p>Own.</p>", "<blockquote><p>Own.</p></blockquote>"),
        (QUOTE, f"<blockquote>{QUOTE}</blockquote>"),
        ("<ul><li>a</li></ul>", "<blockquote><ul><li>a</li></ul></blockquote>"),
        ("<p>&lt;g&gt; &amp; so</p>", "<blockquote><p>&lt;g&gt; &amp; so</p></blockquote>"),
    ],
)
def test_a_quotation_is_the_own_words_of_a_review(html, quotation):
    assert quoted(html).replace("\n", "") == quotation


def test_of_a_long_review_the_first_words_are_quoted():
    paragraphs = "\n".join(f"<p>{'word ' * 60}{n}.</p>" for n in range(20))
    kept = quoted(paragraphs)
    assert " 0.</p>" in kept and "<p>…</p></blockquote>" in kept and "19." not in kept
    assert len(kept) < QUOTED + 100
    whole = quoted(f"<p>{'word ' * 2_000}</p>")
    assert whole.endswith("…</p></blockquote>")
    assert len(whole) < QUOTED + 100
