"""What somebody wrote comes back to them, whatever became of form, session or story."""

from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.forms import NewPenNameForm
from accounts.models import PenName
from stories.models import Revision
from tests.cast import SECRET
from tests.stories.test_editing import form_of

LINE = "A whole evening’s work."


def edit_of(story) -> str:
    return f"/works/{story.pk}/chapters/{story.chapters.get().pk}/edit"


@pytest.fixture
def author(client, alice):
    client.force_login(alice)
    return client


def test_a_session_that_ended_costs_no_text(client, story, alice):
    forms = {
        edit_of(story): {"html": LINE},
        f"/works/{story.pk}/chapters/new": {"html": "Long text."},
        f"/works/{story.pk}/edit": {"title": "x", "summary": LINE, "notes": "<i>All</i> my notes"},
        f"/me/pen-names/{alice.pen_name.pk}": {"about": LINE},
    }
    for address, data in forms.items():
        answer = client.post(address, data)
        assert answer.status_code == 403
        assert f"next={address}" in answer.text
        for words in data.values():
            shown = words.replace("<", "&lt;").replace(">", "&gt;")
            assert len(words) == 1 or shown in answer.text


def test_a_guest_who_only_pressed_a_button_is_sent_to_sign_in(client, story):
    answer = client.post(f"/works/{story.pk}/chapters/new", {"publish": ""})
    assert answer.status_code == 302
    assert "/accounts/login" in answer.url


def test_a_form_that_was_too_old_gives_the_words_back_but_no_password(alice, story):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post(edit_of(story), {"html": LINE, "password": "correct horse battery"})
    assert answer.status_code == 403
    assert LINE in answer.text
    assert "correct horse" not in answer.text


def test_a_story_that_was_hidden_meanwhile_costs_no_text(author, story):
    address = edit_of(story)
    story.hide("It was reported")
    answer = author.post(address, {"html": LINE})
    assert answer.status_code == 404
    assert LINE in answer.text


def test_whose_story_it_is_not_learns_nothing(client, draft, bob):
    client.force_login(bob)
    answer = client.post(edit_of(draft), {"html": LINE})
    missing = client.post("/works/999999/chapters/9/edit", {"html": LINE})
    assert answer.status_code == missing.status_code == 404
    assert SECRET not in answer.text
    assert LINE in answer.text


def test_a_suspension_gives_the_words_back(client, story, bob):
    bob.suspend("Quarrels")
    client.force_login(bob)
    answer = client.post(f"/works/{story.pk}/reviews/new", {"text": LINE})
    assert answer.status_code == 403
    assert LINE in answer.text


def test_a_stale_tab_overwrites_nothing_silently(author, draft):
    address = edit_of(draft)
    seen = author.get(address).context["seen"]
    author.post(address, {"html": "The first tab.", "seen": seen})
    assert not Revision.objects.exists()
    data = {"html": "The second tab, opened before.", "seen": seen}
    answer = author.post(address, data)
    assert answer.status_code == 409
    assert "The first tab." in author.get(address).text
    choice = {"settle": "mine", "shown": answer.context["theirs"].stand}
    page = author.post(address, data | choice, follow=True).text
    assert Revision.objects.get(released=False).html == "<p>The first tab.</p>"
    assert "The second tab, opened before." in page


def test_a_tab_that_knows_of_no_other_keeps_nothing_aside(author, draft):
    address = edit_of(draft)
    for html in ("One.", "Two.", "Two.", "Three."):
        data = {"html": html, "seen": author.get(address).context["seen"]}
        assert author.post(address, data).status_code == 302
    assert not Revision.objects.exists()


def test_a_stale_tab_shows_readers_nothing_before_its_author_has_chosen(author, story):
    address = edit_of(story)
    seen = author.get(address).context["seen"]
    author.post(address, {"html": "The first tab.", "seen": seen, "publish": ""})
    data = {"html": "The second.", "seen": seen, "publish": ""}
    answer = author.post(address, data)
    assert answer.status_code == 409
    assert "The second." not in Client().get(story.get_absolute_url()).text
    author.post(address, data | {"settle": "mine", "shown": answer.context["theirs"].stand})
    kept = [version.html for version in story.chapters.get().revisions.all()]
    assert kept == ["<p>The second.</p>", "<p>The first tab.</p>", "<p>It rained.</p>"]


def test_a_stale_tab_of_the_front_matter_overwrites_nothing_silently(author, draft):
    address = f"/works/{draft.pk}/edit"
    data = form_of(author, address) | {"seen": author.get(address).context["seen"]}
    author.post(address, data | {"title": "The first tab"})
    answer = author.post(address, data | {"title": "The second tab"})
    assert answer.status_code == 409
    assert "The first tab" in author.get(address).text


def test_a_form_with_an_error_still_knows_what_it_began_from(author, draft):
    address = edit_of(draft)
    seen = author.get(address).context["seen"]
    author.post(address, {"html": "The first tab.", "seen": seen})
    assert author.post(address, {"html": "", "seen": seen}).context["seen"] == seen


def at_once(*presses) -> list[int]:
    """The answers to requests that are sent in the same moment."""
    answers = []

    def press(person, address, data):
        try:
            client = Client(raise_request_exception=False)
            client.force_login(person)
            answers.append(client.post(address, data).status_code)
        finally:
            connection.close()

    threads = [Thread(target=press, args=each) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_four_clicks_on_a_new_chapter_make_one(story, alice):
    address = f"/works/{story.pk}/chapters/new"
    click = (alice, address, {"html": "Once.", "publish": ""})
    assert at_once(click, click, click, click) == [302] * 4
    assert story.chapters.count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_new_chapters_at_once_are_four(story, alice):
    address = f"/works/{story.pk}/chapters/new"
    clicks = [(alice, address, {"html": f"Part {n}."}) for n in range(4)]
    assert at_once(*clicks) == [302] * 4
    places = story.chapters.in_place().values_list("position", flat=True)
    assert list(places) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_chapters_fetched_back_at_once_all_come_back(long_story, alice):
    for chapter in long_story.chapters.in_place():
        chapter.move_to_bin()
    clicks = [
        (alice, f"/works/{long_story.pk}/chapters/{chapter.pk}/restoration", {})
        for chapter in long_story.chapters.all()
    ]
    answers = at_once(*clicks, *clicks)
    assert set(answers) <= {302, 404}
    places = long_story.chapters.in_place().values_list("position", flat=True)
    assert list(places) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_change_shown_by_four_clicks_is_shown_once(story, alice):
    chapter = story.chapters.get()
    chapter.write(html="<p>Better.</p>")
    click = (alice, f"/works/{story.pk}/chapters/{chapter.pk}/publication", {})
    assert at_once(click, click, click, click) == [302] * 4
    assert chapter.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_clicks_on_a_new_pen_name_make_one(alice):
    click = (alice, "/me/pen-names", {"name": "Wren"})
    assert set(at_once(click, click, click, click)) <= {200, 302}
    assert PenName.objects.filter(name="Wren").count() == 1


def test_a_pen_name_taken_in_this_moment_is_an_error_of_the_form(alice, bob):
    form = NewPenNameForm({"name": "Wren"}, user=alice)
    assert form.is_valid()
    PenName.objects.create(user=bob, name="Wren")
    assert form.save() is None
    assert form.errors["name"]
