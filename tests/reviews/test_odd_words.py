"""What people type, and paste, and what programs send: nothing of it breaks a page, and nothing
that can be read is lost."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from reviews.limits import LENGTH, STORED
from reviews.models import Review
from tests.reviews.test_writing import as_bob, form_of

MARK = "\u0301"
ZALGO = "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a a"


@pytest.fixture
def send(client, bob, story):
    client.force_login(bob)

    def send(text, **more):
        return client.post(form_of(story), as_bob(bob, text=text, **more), follow=True)

    return send


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("قصة جميلة جدا، شكرا لك.", "<p>قصة جميلة جدا، شكرا لك.</p>"),
        ("\u202eesrever\u202c", "<p>\u202eesrever\u202c</p>"),
        (ZALGO, f"<p>{ZALGO}</p>"),
        ("❤️👩‍👩‍👧‍👦 🏳️‍🌈", "<p>❤️👩‍👩‍👧‍👦 🏳️‍🌈</p>"),
        ("One\x00Two\r\nThree", "<p>OneTwo<br>Three</p>"),
        ("<g> and <3 & so", "<p>&lt;g&gt; and &lt;3 &amp; so</p>"),
        ("a" + MARK * (LENGTH - 1), "<p>a" + MARK * (LENGTH - 1) + "</p>"),
        ("&" * LENGTH, "<p>" + "&amp;" * LENGTH + "</p>"),
        ("x" * LENGTH + " \r\n", "<p>" + "x" * LENGTH + "</p>"),
        ("📚" * LENGTH, "<p>" + "📚" * LENGTH + "</p>"),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_it_stands_there_as_it_was_typed(send, client, story, typed, html):
    assert send(typed).status_code == 200
    assert Review.objects.get().html == html
    page = client.get(reverse("reviews", args=[story.pk])).text
    assert html in page
    assert "\x00" not in page


@pytest.mark.parametrize(
    "typed",
    ["\u200b\u2060\ufeff", "\u00ad" * 50, "\u3164\u2800", MARK * LENGTH, "\x00", "&#8203;", "<br>"],
    ids=ascii,
)
def test_what_nobody_can_see_is_no_review(send, typed):
    page = send(typed)
    assert "This field is required." in page.text
    assert not Review.objects.exists()


def test_a_text_above_the_limit_comes_back_whole(send):
    typed = "One & two. " * (LENGTH // 10)
    page = send(typed)
    assert "This is too long by 999 characters." in page.text
    assert escape(typed.strip()) in page.text
    assert not Review.objects.exists()


def test_the_form_says_how_much_it_takes(send, client, story):
    page = client.get(form_of(story)).text
    assert "At most 10,000 characters." in page
    assert 'data-most="10000" data-so-far="{n} of {most} characters"' in page


def test_the_column_holds_what_the_form_takes():
    assert len("&amp;" * LENGTH + "<p></p>") < STORED
