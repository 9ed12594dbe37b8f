"""A reader finds a typing error; its author takes the correction with one click, or does not."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Block
from core.anchoring import anchor
from core.html import clean, located
from core.html.attributes import escaped
from core.limits import Pace
from reviews import limits
from reviews.corrections.mending import mended, narrowed
from reviews.models import Anchor, Correction, StoryWishes
from reviews.passages.choosing import asked_for
from stories.models import Byline, ChapterText
from tests.cast import chapter_of, person, publish_story

TEXT = "<p>It rained.</p>\n<p>She ran to <em>teh</em> harbour, &amp; called.</p>\n<p>He hid.</p>"
WRONG = "She ran to teh harbour, & called."
RIGHT = "She ran to the harbour, & called."
MENDED = TEXT.replace("teh", "the")


@pytest.fixture
def tale(alice):
    """Its author asks for corrections."""
    story = publish_story(alice, "Nets", texts=[TEXT])
    StoryWishes.objects.create(story=story, corrections=True)
    return story


@pytest.fixture
def correction(tale, bob):
    return propose(tale, bob, "teh", "the")


def propose(story, user, old, new, **said):
    passage = asked_for({"passage": old}, chapter_of(story))
    return Correction.propose(passage, new, by=user.pen_name, **said)


def new_url(story, **asked):
    return reverse("correction_new", args=[story.pk], query=asked)


def shown(story) -> str:
    return ChapterText.objects.get(chapter=chapter_of(story)).html


def events() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="archive.consequences.happened")
    return [job.args["event"] for job in jobs.order_by("id")]


def test_a_reader_corrects_a_paragraph_and_only_what_differs_is_proposed(client, bob, tale):
    client.force_login(bob)
    assert WRONG.replace("&", "&amp;") in client.get(new_url(tale)).text
    form = client.get(new_url(tale, block=1)).text
    assert "Nets</bdi>. Only the author" in form  # of its only chapter there is nothing to say
    assert 'name="passage"' in form
    said = {"passage": WRONG, "at": 11, "text": RIGHT, "remark": "I think.",
            "pen_name": bob.pen_name.pk}  # fmt: skip
    answer = client.post(new_url(tale, block=1), said)
    assert answer.status_code == 302
    correction = Correction.objects.get()
    assert (correction.anchor.quote, correction.replacement) == ("teh", "the")
    assert correction.remark == "I think."
    assert events()[-1] == "correction.proposed"
    assert shown(tale) == TEXT

    client.post(new_url(tale, block=1), said)  # twice is once
    assert Correction.objects.count() == Anchor.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WRONG, "Nothing is different yet"),
        (RIGHT + "\n\nAnd more.", "stays within one paragraph"),
        (RIGHT + "\0", "Null characters"),
        ("x" * 1_500, "much at once"),
        ("x" * 10_000, "at most 6000 characters"),
    ],
)
def test_what_is_no_correction_gets_a_sentence_and_keeps_the_words(
    client, bob, tale, text, sentence
):
    client.force_login(bob)
    said = {"passage": WRONG, "text": text, "remark": "Kept.", "pen_name": bob.pen_name.pk}
    page = client.post(new_url(tale), said)
    assert page.status_code == 200
    assert sentence in page.text
    assert text.replace("&", "&amp;").replace("\0", "\0") in page.text
    assert "Kept." in page.text
    assert not Correction.objects.exists()
    assert not Anchor.objects.exists()


@pytest.mark.parametrize("words", ["x" * 10_000, "No dragon here.", "She\0ran"])
def test_words_that_do_not_stand_there_cost_no_words(client, bob, tale, words):
    client.force_login(bob)
    page = client.post(new_url(tale), {"passage": words, "text": "the harbour, at last"})
    assert page.status_code == 422
    assert "the harbour, at last" in page.text
    assert not Anchor.objects.exists()


def test_a_passage_over_two_paragraphs_is_refused(client, bob, tale):
    client.force_login(bob)
    said = {"passage": "rained.\nShe", "text": "rained, and she", "pen_name": bob.pen_name.pk}
    assert "stays within one paragraph" in client.post(new_url(tale), said).text


def test_only_members_whom_the_author_asked(client, alice, bob, charlie, tale):
    said = {"passage": "teh", "text": "the right one", "pen_name": charlie.pen_name.pk}
    assert "the right one" in client.post(new_url(tale), said).text  # a session that ended
    assert client.get(new_url(tale)).status_code == 302
    Block.objects.create(blocker=alice, blocked=charlie, pen_name=charlie.pen_name)
    for user in (alice, charlie):
        client.force_login(user)
        page = client.post(new_url(tale), said)
        assert page.status_code == 403
        assert "the right one" in page.text
    StoryWishes.objects.update(corrections=False)
    client.force_login(bob)
    assert client.post(new_url(tale), said).status_code == 403
    assert not Correction.objects.exists()


def test_thirty_an_hour_and_then_a_pause(client, bob, tale, monkeypatch):
    monkeypatch.setattr(limits, "CORRECTIONS", Pace(account=(1, 3600)))
    client.force_login(bob)
    for text in ("the", "that"):
        said = {"passage": "teh", "text": text, "pen_name": bob.pen_name.pk}
        page = client.post(new_url(tale), said)
    assert page.status_code == 429
    assert "That was quick, one after the other." in page.text
    assert ">that</textarea>" in page.text.replace("\n", "")
    assert Correction.objects.count() == 1


def test_the_author_sees_each_difference_in_its_place(client, alice, bob, tale):
    propose(tale, bob, "teh", "the", remark="A slip?")
    client.force_login(alice)
    page = client.get(reverse("corrections")).text
    seen = re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    assert "She ran to <del>teh</del><ins>the</ins> harbour, &amp; called." in seen
    assert "It rained" not in page
    assert "A slip?" in page
    assert "Otterburn" in page
    assert "Chapter 1" not in page


def test_of_a_long_paragraph_only_what_stands_near(client, alice, bob):
    for words in ("rain and wind, ", "雨"):
        story = publish_story(alice, texts=[f"<p>{words * 200} teh end {words * 200}</p>"])
        propose(story, bob, "teh", "the")
    client.force_login(alice)
    page = client.get(reverse("corrections")).text
    assert page.count("雨") > 200
    assert len(page) < 12_000


def test_nobody_else_sees_it(client, bob, charlie, mod, alice, tale):
    propose(tale, bob, "teh", "zanzibar", remark="quartz")
    for user in (None, charlie, mod, bob):
        client.logout()
        if user:
            client.force_login(user)
        pages = (tale.get_absolute_url(), f"{tale.get_absolute_url()}?passages=1",
                 reverse("reviews", args=[tale.pk]), reverse("passages", args=[tale.pk]),
                 reverse("corrections"))  # fmt: skip
        for page in pages:
            text = client.get(page).text
            assert "zanzibar" not in text
            assert "quartz" not in text
    client.force_login(charlie)
    pk = Correction.objects.get().pk
    for name in ("correction_accept", "correction_decline"):
        assert client.post(reverse(name, args=[pk])).status_code == 404
    assert shown(tale) == TEXT


def test_the_desk_says_that_some_wait(client, alice, bob, correction):
    client.force_login(alice)
    assert "1 correction that a reader proposes" in client.get(reverse("desk")).text
    client.force_login(bob)
    assert "correction" not in client.get(reverse("desk")).text


def test_one_click_corrects_what_readers_read(client, alice, tale, correction):
    chapter = chapter_of(tale)
    versions = chapter.revisions.count()
    revised = tale.revised_at
    client.force_login(alice)
    for _ in range(2):
        client.post(reverse("correction_accept", args=[correction.pk]))
    assert shown(tale) == MENDED
    assert chapter.revisions.count() == versions + 1
    assert chapter.revisions.first().html == MENDED
    assert chapter.current_draft() is None
    tale.refresh_from_db()
    assert tale.revised_at == revised
    assert events().count("correction.accepted") == 1
    assert "No correction waits" in client.get(reverse("corrections")).text


def test_a_draft_keeps_every_word_and_readers_get_only_the_correction(alice, tale, correction):
    chapter = chapter_of(tale)
    draft = TEXT.replace("He hid.", "He hid, and nobody knew yet.")
    chapter.write(by=alice, html=draft, title="A new title", notes="<p>New.</p>")
    assert correction.accept(by=alice)
    assert shown(tale) == MENDED
    chapter.refresh_from_db()
    assert (chapter.title, chapter.notes) == ("", "")
    kept = chapter.current_draft()
    assert kept.html == MENDED.replace("He hid.", "He hid, and nobody knew yet.")
    assert (kept.title, kept.notes, kept.by) == ("A new title", "<p>New.</p>", alice)
    assert kept.began_from == chapter.revisions.first()
    chapter.release(by=alice)
    assert shown(tale) == kept.html


def test_where_the_author_rewrote_the_words_in_her_draft_they_stay(alice, tale, correction):
    chapter = chapter_of(tale)
    draft = TEXT.replace("She ran to <em>teh</em> harbour", "He swam")
    chapter.write(by=alice, html=draft)
    assert correction.accept(by=alice)
    assert shown(tale) == MENDED
    assert chapter.current_draft().html == draft


def test_what_does_not_stand_there_any_more_can_only_be_declined(client, alice, tale, correction):
    chapter = chapter_of(tale)
    chapter.write(by=alice, html=TEXT.replace("<em>teh</em>", "<em>that</em>"))
    chapter.release(by=alice)
    client.force_login(alice)
    page = client.get(reverse("corrections")).text
    assert "do not stand there any more" in page
    assert "/acceptance" not in page
    answer = client.post(reverse("correction_accept", args=[correction.pk]), follow=True)
    assert "do not stand there any more" in answer.text
    client.post(reverse("correction_decline", args=[correction.pk]))
    correction.refresh_from_db()
    assert correction.declined_at
    assert not correction.accept(by=alice)
    assert "correction.accepted" not in events()


def test_who_proposed_the_same_is_thanked_too(alice, bob, charlie, tale, correction):
    same = propose(tale, charlie, "teh", "the")
    other = propose(tale, charlie, "teh", "that")
    correction.accept(by=alice)
    same.refresh_from_db()
    other.refresh_from_db()
    assert same.accepted_at
    assert not other.is_answered
    assert not other.accept(by=alice)
    assert events().count("correction.accepted") == 2


def test_the_queue_asks_the_same_however_much_waits(client, alice, bob, tale):
    def queries():
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("corrections")).status_code == 200
        return len(found)

    propose(tale, bob, "teh", "the")
    client.force_login(alice)
    few = queries()
    for number in range(24):
        propose(tale, bob, "rained", f"rained{number}")
    assert queries() == few <= 15
    page = client.get(reverse("corrections")).text
    assert page.count("/acceptance") == 20
    assert "before=" in page


def test_hidden_stories_stand_still(client, alice, tale, correction):
    tale.hide("Spam")
    client.force_login(alice)
    assert client.post(reverse("correction_accept", args=[correction.pk])).status_code == 404
    assert shown(tale) == TEXT


def test_a_co_author_takes_it_as_well(client, tale, correction):
    dana = person("dana")
    Byline.objects.create(story=tale, pen_name=dana.pen_name, position=2)
    client.force_login(dana)
    client.post(reverse("correction_accept", args=[correction.pk]))
    assert shown(tale) == MENDED


# Pure


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (WRONG, RIGHT, (11, 14, "the")),
        ("the the cat", "the cat", (0, 7, "the")),
        ("It rained", "It had rained", (0, 3, "It had ")),
        ("rained", "It rained", (0, 6, "It rained")),
        ("same", "same", (0, 0, "")),
        ("He hid.", "He hid!", (6, 7, "!")),
        ("off with", "off, with", (0, 3, "off,")),
        ("a", "", (0, 1, "")),
    ],
)
def test_a_correction_is_as_short_as_it_can_be(old, new, found):
    start, end, words = narrowed(old, new)
    if old != new:
        assert old[:start] + words + old[end:] == new
        assert old[start:end].strip()
    assert (start, end, words) == found or old != new


WORDS = st.lists(st.sampled_from(["teh", "cat", "a", ",", " ", "<g>", "&", "漢", "é"]), max_size=12)
MARKS = st.sampled_from(["<em>{}</em>", "{}", "<strong>{}</strong>", "<u>{}</u>"])


@given(st.lists(st.tuples(MARKS, WORDS), min_size=1, max_size=5), WORDS, st.data())
def test_what_is_mended_reads_as_proposed_and_nothing_else_moved(pieces, replacement, data):
    html = clean(
        "<p>" + "".join(m.format(escaped(" ".join(w))) for m, w in pieces) + "</p><p>x</p>"
    )
    text = located(html).text
    line = text.split("\n")[0]
    start = data.draw(st.integers(0, max(len(line) - 1, 0)))
    end = data.draw(st.integers(min(start + 1, len(line)), len(line)))
    held = anchor(text, start, end)
    new = " ".join("".join(replacement).split())
    result = mended(html, held, new)
    if not held.quote:
        return
    assert result is not None
    expected = text[:start] + new + text[end:]
    assert "".join(located(result).text.split()) == "".join(expected.split())
    assert clean(result) == result
