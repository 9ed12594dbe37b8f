"""Texts save themselves, once, cheaply, and never over somebody else's."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.html import clean_text
from stories.models import Byline, Chapter, Draft, Story
from tests.cast import SECRET, write_story
from tests.site.test_words_kept import at_once
from tests.stories.test_editing import form_of

LINE = "A whole evening’s work."


@pytest.fixture
def chapter(story):
    return story.chapters.get()


def edit_of(thing) -> str:
    if isinstance(thing, Chapter):
        return f"/works/{thing.story_id}/chapters/{thing.pk}/edit"
    return f"/works/{thing.pk}/edit"


def draft_of(thing) -> str:
    return edit_of(thing).removesuffix("edit") + "draft"


def began(client, thing) -> dict:
    """What the hidden fields of an edit page say."""
    context = client.get(edit_of(thing)).context
    return {"seen": context["seen"], "seen-text": context["seen_text"]}


def then(answer) -> dict:
    return {"seen": answer.json()["stand"], "seen-text": answer.json()["seen_text"]}


def test_what_is_typed_is_saved_and_no_reader_sees_it(author, story, chapter, alice):
    answer = author.post(draft_of(chapter), {"html": LINE, **began(author, chapter)})
    assert answer.status_code == 200
    assert answer.json()["stand"] == chapter.stand()
    assert answer.json()["address"] == edit_of(chapter)
    draft = Draft.objects.get(chapter=chapter)
    assert draft.html == f"<p>{LINE}</p>"
    assert draft.by == alice
    assert LINE in author.get(edit_of(chapter)).text
    assert LINE not in Client().get(story.get_absolute_url()).text
    assert chapter.revisions.count() == 1


def test_one_save_follows_the_other(author, chapter):
    seen = began(author, chapter)
    for text in ("One.", "One. Two.", "One. Two. Three."):
        answer = author.post(draft_of(chapter), {"html": text, **seen})
        assert answer.status_code == 200
        seen = then(answer)
    assert chapter.current_fields()["html"] == "<p>One. Two. Three.</p>"
    assert chapter.revisions.count() == 1


def test_texts_of_the_story_are_saved_without_its_choices(author, story):
    data = {"title": "Another", "summary": LINE, "rating": "mature", **began(author, story)}
    assert author.post(draft_of(story), data).status_code == 200
    assert story.current_fields()["summary"] == f"<p>{LINE}</p>"
    story = Story.objects.get()
    assert (story.title, story.rating) == ("The Lamplighter", "general")


def test_what_is_not_sent_stays(author, chapter):
    chapter.write(title="Five o’clock", notes="<p>Mind the stairs.</p>")
    author.post(draft_of(chapter), {"html": LINE, **began(author, chapter)})
    fields = chapter.current_fields()
    assert (fields["title"], fields["notes"]) == ("Five o’clock", "<p>Mind the stairs.</p>")


def test_a_text_that_is_there_already_is_not_written_again(author, chapter):
    data = {"html": LINE, **began(author, chapter)}
    author.post(draft_of(chapter), data)
    before = Draft.objects.values_list("saved_at", flat=True).get()
    again = author.post(draft_of(chapter), data)  # the answer was lost: sent once more
    assert again.status_code == 200
    assert again.json()["stand"] == chapter.stand()
    assert Draft.objects.values_list("saved_at", flat=True).get() == before


def test_an_empty_chapter_may_be_saved_on_the_way(author, chapter):
    author.post(draft_of(chapter), {"html": "", **began(author, chapter)})
    assert chapter.current_fields()["html"] == ""


def test_what_is_too_long_is_told_and_all_else_is_saved(author, chapter):
    data = {"html": LINE, "summary": "long " * 600, **began(author, chapter)}
    answer = author.post(draft_of(chapter), data)
    assert answer.status_code == 422
    assert "too long by" in answer.json()["errors"]["summary"][0]
    assert answer.json()["stand"] == chapter.stand()
    assert chapter.current_fields()["html"] == f"<p>{LINE}</p>"
    assert chapter.current_fields()["summary"] == ""


def test_a_story_is_never_without_a_title(author, story):
    answer = author.post(draft_of(story), {"title": " ", "notes": LINE, **began(author, story)})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["title"]
    assert story.current_fields()["title"] == "The Lamplighter"
    assert story.current_fields()["notes"] == f"<p>{LINE}</p>"


class TestNewChapter:
    def page(self, author, story) -> dict:
        context = author.get(f"/works/{story.pk}/chapters/new").context
        return {"stamp": context["stamp"], "seen": ""}

    def test_the_first_words_make_it_and_say_where_it_is(self, author, story):
        address = f"/works/{story.pk}/chapters/draft"
        answer = author.post(address, {"title": "Two", "html": LINE, **self.page(author, story)})
        chapter = story.chapters.last()
        assert answer.json()["address"] == edit_of(chapter)
        assert answer.json()["draft_address"] == draft_of(chapter)
        assert chapter.current_fields()["html"] == f"<p>{LINE}</p>"
        assert chapter.published_at is None
        onward = author.post(draft_of(chapter), {"html": f"{LINE} More.", **then(answer)})
        assert onward.status_code == 200

    def test_blank_ones_make_nothing(self, author, story):
        address = f"/works/{story.pk}/chapters/draft"
        answer = author.post(address, {"html": " \n ", **self.page(author, story)})
        assert (answer.status_code, answer.json()) == (200, {})
        assert story.chapters.count() == 1

    def test_sent_twice_it_is_one_also_much_later(self, author, story):
        address, page = f"/works/{story.pk}/chapters/draft", self.page(author, story)
        first = author.post(address, {"html": LINE, **page})
        again = author.post(address, {"html": LINE, **page})
        assert again.json() == first.json()
        later = author.post(address, {"html": f"{LINE} More.", **page, **then(first)})
        assert later.status_code == 200
        button = author.post(
            f"/works/{story.pk}/chapters/new", {"html": "All.", **page, **then(later)}
        )
        assert button.status_code == 302
        assert story.chapters.count() == 2
        assert story.chapters.last().current_fields()["html"] == "<p>All.</p>"

    def test_two_pages_make_two(self, author, story):
        address = f"/works/{story.pk}/chapters/draft"
        for page in (self.page(author, story), self.page(author, story)):
            author.post(address, {"html": LINE, **page})
        assert story.chapters.count() == 3

    def test_an_invented_stamp_is_none(self, author, story):
        address = f"/works/{story.pk}/chapters/draft"
        answer = author.post(address, {"html": LINE, "seen": "", "stamp": "9:forged"})
        assert answer.status_code == 200
        assert story.chapters.count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_first_saves_at_once_make_one_chapter(story, alice):
    client = Client()
    client.force_login(alice)
    stamp = client.get(f"/works/{story.pk}/chapters/new").context["stamp"]
    save = (alice, f"/works/{story.pk}/chapters/draft", {"html": "Once.", "stamp": stamp})
    assert at_once(save, save, save, save) == [200] * 4
    assert story.chapters.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_saves_at_once_one_is_taken_and_all_others_are_told(story, alice):
    client, chapter = Client(), story.chapters.get()
    client.force_login(alice)
    seen = began(client, chapter)
    saves = [(alice, draft_of(chapter), {"html": f"Tab {n}.", **seen}) for n in range(4)]
    assert sorted(at_once(*saves)) == [200, 409, 409, 409]


class TestWhoMay:
    def test_a_guest_is_told_that_the_session_ended(self, client, chapter):
        answer = client.post(draft_of(chapter), {"html": LINE})
        assert answer.status_code == 403
        assert answer.json() == {"reason": "signed-out"}

    def test_a_page_of_somebody_else_saves_nothing(self, client, story, chapter, alice, bob):
        """Two people use one computer; the page of the first is still open."""
        client.force_login(alice)
        seen = began(client, chapter)
        story.bylines.create(pen_name=bob.pen_name, position=2, state=Byline.State.ACCEPTED)
        client.force_login(bob)
        data = {"html": LINE, "account": alice.pk, **seen}
        answer = client.post(draft_of(chapter), data)
        assert answer.status_code == 403
        assert answer.json() == {"reason": "other-account"}
        assert not Draft.objects.exists()

    def test_others_find_nothing(self, client, draft, bob):
        client.force_login(bob)
        for thing in (draft, draft.chapters.get()):
            answer = client.post(draft_of(thing), {"html": LINE, "title": LINE})
            assert answer.status_code == 404
            assert SECRET not in answer.text

    def test_a_chapter_is_saved_in_its_own_story_alone(self, author, chapter, draft):
        address = f"/works/{draft.pk}/chapters/{chapter.pk}/draft"
        assert author.post(address, {"html": LINE}).status_code == 404

    def test_what_lies_in_the_bin_or_is_hidden_stands_still(self, author, long_story):
        chapter = long_story.chapters.first()
        chapter.move_to_bin()
        assert author.post(draft_of(chapter), {"html": LINE}).status_code == 404
        long_story.hide("Spam")
        assert author.post(draft_of(long_story), {"title": LINE}).status_code == 404

    def test_a_form_of_another_site_saves_nothing(self, alice, chapter):
        client = Client(enforce_csrf_checks=True)
        client.force_login(alice)
        assert client.post(draft_of(chapter), {"html": LINE}).status_code == 403

    def test_who_waits_to_be_let_in_keeps_drafts(self, client, bob):
        draft = write_story(bob)
        type(bob).objects.filter(pk=bob.pk).update(waiting_since="2026-01-01T00:00Z")
        client.force_login(bob)
        chapter = draft.chapters.get()
        answer = client.post(draft_of(chapter), {"html": LINE, **began(client, chapter)})
        assert answer.status_code == 200


def test_a_long_chapter_is_saved_in_few_queries_and_little_time(author, chapter):
    text = "\n\n".join(["The lamps went out along the harbour, one after the other. " * 5] * 340)
    assert 95_000 < len(text) < 110_000
    seen = began(author, chapter)
    seen = then(author.post(draft_of(chapter), {"html": text, **seen}))
    with CaptureQueriesContext(connection) as queries:
        answer = author.post(draft_of(chapter), {"html": f"{text} And then?", **seen})
    before = ("SAVEPOINT", 'FROM "django_session"', 'FROM "accounts_user"')
    own = [
        query["sql"]
        for query in queries.captured_queries
        if not any(part in query["sql"] for part in before)
    ]
    # The site; the chapter, its lock, what stands there; the same to be written to, and written.
    assert len(own) <= 6, "\n".join(sql[:60] for sql in own)
    times = []
    for number in range(5):
        begun = time.perf_counter()
        answer = author.post(draft_of(chapter), {"html": f"{text} {number}", **then(answer)})
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200
    assert min(times) < 0.5  # seconds, of a busy machine
    assert chapter.current_fields()["html"] == clean_text(f"{text} 4")


class TestTwoAtOnce:
    """By saving itself and by the button, with JavaScript and without."""

    @pytest.fixture
    def co_authored(self, story, dana):
        story.bylines.create(pen_name=dana.pen_name, position=2, state=Byline.State.ACCEPTED)
        return story.chapters.get()

    def meet(self, author, chapter, dana) -> dict:
        """Both opened the page; dana has saved. What alice’s page then sends."""
        mine = {"html": "It rained.\n\nMine.", "title": "", **began(author, chapter)}
        co_author = Client()
        co_author.force_login(dana)
        theirs = {"html": "It poured.", "title": "Rain", **began(co_author, chapter)}
        assert co_author.post(draft_of(chapter), theirs).status_code == 200
        return mine

    def test_the_second_is_told_who_and_what_and_nothing_is_written(
        self, author, co_authored, dana
    ):
        mine = self.meet(author, co_authored, dana)
        answer = author.post(draft_of(co_authored), mine)
        assert answer.status_code == 409
        told = answer.json()["conflict"]
        assert "Second Violin" in told
        assert "dana" not in told
        assert "<del>" in told and "poured" in told
        assert "Mine" in told
        assert co_authored.current_fields()["html"] == "<p>It poured.</p>"

    def test_another_tab_of_ones_own_is_called_so(self, author, chapter):
        mine = {"html": "One.", **began(author, chapter)}
        author.post(draft_of(chapter), {**mine, "html": "Two."})
        told = author.post(draft_of(chapter), mine).json()["conflict"]
        assert "You saved another text here yourself" in told

    def test_the_form_answers_a_page_that_holds_everything(self, author, co_authored, dana):
        mine = {**self.meet(author, co_authored, dana), "kind": "prologue", "publish": ""}
        answer = author.post(edit_of(co_authored), mine)
        assert answer.status_code == 409
        sent_on = dict(answer.context["sent_on"])
        assert sent_on == mine
        assert "Second Violin" in answer.text
        assert "show it to readers" in answer.text
        assert co_authored.revisions.count() == 1

    def settle(self, author, thing, mine, way, *, address=edit_of, **more):
        answer = author.post(edit_of(thing), mine)
        sent_on = {**dict(answer.context["sent_on"]), "shown": answer.context["theirs"].stand}
        return author.post(address(thing), {**sent_on, "settle": way, **more}, follow=True)

    def test_mine_goes_on_and_the_other_is_a_version(self, author, co_authored, dana):
        mine = self.meet(author, co_authored, dana)
        self.settle(author, co_authored, mine, "mine")
        fields = co_authored.current_fields()
        assert (fields["title"], fields["html"]) == ("", "<p>It rained.</p>\n<p>Mine.</p>")
        kept = co_authored.revisions.filter(released=False).get()
        assert (kept.title, kept.html, kept.by) == ("Rain", "<p>It poured.</p>", dana)

    def test_mine_is_shown_to_readers_where_that_button_was_pressed(
        self, author, co_authored, dana
    ):
        mine = self.meet(author, co_authored, dana)
        self.settle(author, co_authored, {**mine, "publish": ""}, "mine")
        assert co_authored.released_fields()["html"] == "<p>It rained.</p>\n<p>Mine.</p>"

    def test_theirs_goes_on_and_mine_is_a_version(self, author, co_authored, dana, alice):
        mine = self.meet(author, co_authored, dana)
        page = self.settle(author, co_authored, {**mine, "publish": ""}, "theirs")
        assert "Yours is kept as a version." in page.text
        assert co_authored.current_fields()["html"] == "<p>It poured.</p>"
        assert co_authored.released_fields()["html"] == "<p>It rained.</p>"
        kept = co_authored.revisions.filter(released=False).get()
        assert (kept.html, kept.by) == ("<p>It rained.</p>\n<p>Mine.</p>", alice)

    def test_both_become_one_and_readers_wait(self, author, co_authored, dana):
        """Without JavaScript the text that both began from is found among the versions."""
        mine = self.meet(author, co_authored, dana)
        mine |= {"html": "It rained.", "notes": "Mine."}
        page = self.settle(author, co_authored, {**mine, "publish": ""}, "merge")
        fields = co_authored.current_fields()
        assert (fields["title"], fields["html"]) == ("Rain", "<p>It poured.</p>")
        assert fields["notes"] == "<p>Mine.</p>"
        assert "Both texts are one now" in page.text
        assert co_authored.released_fields()["html"] == "<p>It rained.</p>"
        assert co_authored.revisions.filter(released=False).count() == 2

    def test_the_browser_says_what_both_began_from(self, author, co_authored, dana):
        co_authored.write(html="<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>")
        seen = began(author, co_authored)
        author.post(draft_of(co_authored), {"html": "One!\n\nTwo.\n\nThree.", **seen})
        mine = {"html": "One.\n\nTwo.", **seen}
        answer = author.post(draft_of(co_authored), mine)
        base = {"base-title": "", "base-html": "One.\n\nTwo.\n\nThree."}
        choice = {"settle": "merge", "shown": answer.json()["stand"]}
        answer = author.post(draft_of(co_authored), {**mine, **base, **choice})
        assert answer.status_code == 200
        assert answer.json()["fields"]["html"]["plain"] == "One!\n\nTwo."
        assert "look it through" in answer.json()["sentence"].lower()
        assert co_authored.current_fields()["html"] == "<p>One!</p>\n<p>Two.</p>"

    def test_a_third_text_in_between_is_told_again(self, author, co_authored, dana):
        mine = self.meet(author, co_authored, dana)
        shown = author.post(draft_of(co_authored), mine).json()["stand"]
        co_authored.write(html="<p>A third.</p>", by=dana)
        for address in (draft_of, edit_of):
            choice = {**mine, "settle": "mine", "shown": shown}
            assert author.post(address(co_authored), choice).status_code == 409
        assert co_authored.current_fields()["html"] == "<p>A third.</p>"

    def test_both_in_one_may_be_too_long_for_a_field(self, author, story):
        one, other = "one " * 400, "other " * 300
        seen = began(author, story)
        author.post(draft_of(story), {"title": "T", "summary": one, **seen})
        mine = {"title": "T", "summary": other, **seen}
        shown = author.post(draft_of(story), mine).json()["stand"]
        choice = {**mine, "settle": "merge", "shown": shown}
        answer = author.post(draft_of(story), choice)
        assert answer.status_code == 409
        assert "longer than a field may be" in answer.json()["conflict"]

    def test_the_same_words_by_two_are_no_clash(self, author, co_authored, dana):
        self.meet(author, co_authored, dana)
        same = {"html": "It poured.", "title": "Rain", "seen": "version-1", "seen-text": "x"}
        assert author.post(draft_of(co_authored), same).status_code == 200

    def test_what_was_shown_to_readers_in_between_is_the_same_text(self, author, chapter):
        seen = then(author.post(draft_of(chapter), {"html": "One.", **began(author, chapter)}))
        author.post(f"{chapter.get_absolute_url()}/publication")
        answer = author.post(draft_of(chapter), {"html": "One. Two.", **seen})
        assert answer.status_code == 200

    def test_tags_and_choices_go_on_with_the_page(self, author, story):
        data = form_of(author, edit_of(story)) | began(author, story)
        author.post(draft_of(story), {"title": "The other tab", **began(author, story)})
        data |= {"title": "This tab", "fandoms": "One, Two", "rating": "mature"}
        answer = author.post(edit_of(story), data)
        assert answer.status_code == 409
        assert Story.objects.get().rating == "general"
        sent_on = {}
        for name, value in answer.context["sent_on"]:
            sent_on.setdefault(name, []).append(value)
        choice = {"settle": "theirs", "shown": answer.context["theirs"].stand}
        author.post(edit_of(story), {**sent_on, **choice})
        story = Story.objects.get()
        assert story.rating == "mature"
        assert [tag.name for tag in story.fandoms.all()] == ["One", "Two"]
        assert story.current_fields()["title"] == "The other tab"
