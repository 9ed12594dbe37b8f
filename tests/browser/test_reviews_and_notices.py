"""What readers say, and what becomes of it: an author, two members and a guest go all the way from
what is welcome to the mail that tells of it, and to its end."""

import email
import re
from email.policy import default as policy

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone, translation
from playwright.sync_api import expect

from core.environment import mailer
from notices.mail import tasks
from notices.models import Letter
from reviews import limits
from reviews.models import Phrase
from stories.models import Revision
from tests.cast import PEN_NAMES, publish_story
from tests.working import work_off

TEXT = """\
<p>It rained all night.</p>
<p>He hid behind the nets.</p>
<p>She ran to <em>teh</em> harbour.</p>"""


@pytest.fixture
def story(transactional_db, alice):
    return publish_story(alice, "Nets", texts=[TEXT])


@pytest.fixture
def letters(settings, monkeypatch, tmp_path, live_server):
    """letters() → the mails in the folder of a developer's archive, whose links lead here."""
    settings.EMAIL_URL = f"file://{tmp_path}/mail"
    settings.MAILERS = {"default": mailer(settings.EMAIL_URL)}
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setenv("PORT", live_server.url.rpartition(":")[2])

    def letters():
        files = sorted((tmp_path / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        whole = "".join(file.read_text() for file in files)
        parts = re.split(r"^-{79}\n", whole, flags=re.MULTILINE)
        return [email.message_from_string(part, policy=policy) for part in parts if part.strip()]

    return letters


def evening_comes():
    """The worker tells what happened, sorts it into letters, and sends what is due then."""
    work_off()
    tasks.post(0)
    Letter.objects.filter(sent_at=None).update(due_at=timezone.now())
    tasks.post(0)
    work_off()


def is_answer(response):
    """To what was sent, and to no page that counts a reader or keeps a draft by itself."""
    is_by_itself = response.url.endswith(("/read", "/draft"))
    return response.request.method == "POST" and not is_by_itself


class Person:
    """Somebody with a browser, before the story."""

    def __init__(self, visitor, story):
        self.visitor, self.page, self.js = visitor, visitor.page, visitor.js
        self.story = story
        self.address = story.get_absolute_url()

    def goes(self, address="", *links):
        self.page.goto(address or self.address)
        for name in links:
            self.page.get_by_role("link", name=name).first.click()

    def presses(self, name, where=None):
        """And what it sends is taken, whether a page comes of it or a piece of one."""
        button = (where or self.page.locator("main")).get_by_role("button", name=name, exact=True)
        with self.page.expect_response(is_answer):
            button.click()

    def is_told(self, sentence):
        expect(self.page.locator("main, .messages").get_by_text(sentence).first).to_be_visible()

    def one(self, words):
        """The review that says so; an answer just sent stands within what it answers."""
        return self.page.locator(f"article.review:has(> .review-text:has-text('{words}'))")

    def reads(self, *all_words):
        self.goes()
        for words in all_words:
            expect(self.page.locator("main")).to_contain_text(words)

    def does_not_read(self, words):
        self.goes()
        expect(self.page.locator("main")).not_to_contain_text(words)

    def types(self, words, *, name=""):
        box = self.page.get_by_label("Your words")
        box.fill(words)
        if name:
            self.page.get_by_label("Your name").fill(name)
            self.page.wait_for_timeout(1_100)  # a stamp counts whole seconds

    def writes(self, words, *, name=""):
        self.goes("", "Write a review")
        self.types(words, name=name)
        self.presses("Send")

    def answers(self, review, words):
        self.goes()
        self.one(review).get_by_role("link", name="Answer").click()
        self.types(words)
        self.presses("Send")
        expect(self.one(words)).to_be_visible()

    def opens_notice(self, sentence):
        work_off()
        self.goes("/notices", sentence)

    # What the author and her friend do

    def wishes(self, *, friend):
        self.goes("/me", "What you wish to hear")
        self.page.get_by_label("What you thought, honestly").check()
        self.page.get_by_label("Look at each review").check()
        self.page.get_by_label("Readers may write about a passage").check()
        self.page.get_by_label("Readers may propose corrections").check()
        self.page.get_by_label("A friend who reads first").fill(friend)
        self.presses("Save")
        self.is_told("was asked on")

    def wishes_a_daily_mail(self):
        self.goes("/me", "Notices by mail")
        for kind in ("Reviews of your stories", "Reviews that wait for you", "Answers to you"):
            self.page.get_by_label(kind).select_option("daily")
        self.presses("Save")
        self.is_told("Saved.")

    def agrees_to_read_first(self):
        self.opens_notice("asks you to read first")
        self.presses("Agree")
        self.is_told("You have read first since")

    def lets_in(self, words, button):
        """What waits stands on a page of its own."""
        self.goes("/desk/reviews")
        self.presses(button, self.one(words))
        expect(self.one(words)).to_have_count(0)

    def finds_nothing_waiting(self):
        self.goes("/desk/reviews")
        self.is_told("Nothing waits for you here.")

    def looks_alone(self):
        """At this one story."""
        self.goes("", "What you wish to hear")
        self.page.get_by_label("Look at each review").select_option("no")
        self.page.get_by_label("Nobody: I see everything myself").check()
        self.presses("Save")
        self.goes()

    def edits(self, old, new):
        self.goes("", "Chapters")
        self.page.get_by_role("link", name="Edit").last.click()
        if self.js:
            self.page.get_by_role("button", name="HTML", exact=True).click()
        box = self.page.get_by_label("The text as HTML" if self.js else "Text (required)")
        text = box.input_value()
        assert old in text
        box.fill(text.replace(old, new))
        self.presses("Show the change to readers")

    # What readers do

    def chooses(self, words, link, *, clicks):
        """By selecting a word or its paragraph, or among all paragraphs."""
        self.goes()
        if self.js:
            self.page.locator("#chapters").get_by_text(words).click(click_count=clicks)
            offered = self.page.get_by_role("group", name="The selected words")
            offered.get_by_role("link", name=link).click()
        else:
            self.goes("", link)
            self.page.get_by_label(re.compile(words)).check()
            self.page.locator("main button.primary").click()

    def thanks(self, phrase):
        self.goes()
        self.page.get_by_role("link", name="Thank", exact=True).click()
        if self.js:
            self.page.get_by_text("Say a few words with it").click()
        self.page.get_by_label(phrase).check()
        self.presses("Save" if self.js else "Thank")
        self.is_told("Your thanks have arrived.")


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_readers_write_and_the_author_is_told(
    visit, story, letters, alice, bob, charlie, monkeypatch, js
):
    monkeypatch.setattr(limits, "HASTE_SECONDS", 0)
    EmailAddress.objects.create(user=alice, email="a@harbour.example", verified=True, primary=True)
    author, member, friend, guest = (
        Person(visit(person=one, js=js), story) for one in (alice, bob, charlie, None)
    )

    author.wishes_a_daily_mail()
    author.wishes(friend=PEN_NAMES["charlie"])
    friend.agrees_to_read_first()

    member.writes("I could smell the tar.")
    member.is_told("waits for the author")
    author.finds_nothing_waiting()
    friend.lets_in("I could smell the tar.", "Let it through")
    guest.does_not_read("I could smell the tar.")
    author.lets_in("I could smell the tar.", "Show it")
    guest.reads("like to hear what you thought, honestly", "I could smell the tar.")

    author.looks_alone()
    guest.writes("Lovely nets.", name="Tove")
    guest.is_told("waits for the author")
    friend.finds_nothing_waiting()
    author.lets_in("Lovely nets.", "Show it")
    guest.reads("Lovely nets.")

    author.answers("I could smell the tar.", "So could I.")
    member.opens_notice("answered you about")
    member.answers("So could I.", "Then it is true.")
    expect(member.one("So could I.").locator(".role")).to_have_text("author")

    member.chooses("She ran", "Write about a passage", clicks=3)
    member.types("I ran with her.")
    member.presses("Send")
    author.edits("It rained all night.", "It snowed all night.")
    guest.reads("It snowed all night.")
    expect(guest.one("I ran with her.").locator(".passage")).to_have_text("She ran to teh harbour.")
    guest.does_not_read("The words have changed since.")

    friend.chooses("teh", "Correct a typing error", clicks=2)
    box = friend.page.get_by_label("As it should stand")
    box.fill(box.input_value().replace("teh", "the"))
    friend.presses("Propose it")
    friend.is_told("nobody else")
    guest.does_not_read("the harbour")
    author.opens_notice("A reader proposes a correction")
    author.presses("Accept")
    assert Revision.objects.filter(html__contains="<em>the</em> harbour", released=True).exists()
    friend.opens_notice("was accepted. Thank you.")
    friend.reads("She ran to the harbour", "The words have changed since.")

    friend.thanks(str(Phrase.ENDING.label))
    author.visitor.speaks("es")
    with translation.override("es"):
        ending = str(Phrase.ENDING.label)
    author.goes(f"{author.address}/figures")
    author.is_told(ending)
    author.visitor.speaks("")

    evening_comes()
    told = "".join(mail.get_body("plain").get_content() for mail in letters())
    print(told)
    for words in ("Otterburn⁩ wrote", "Tove⁩ wrote", "Otterburn⁩ answered you", "1 person thanked"):
        assert words in told
    number = len(letters())

    member.goes("", "Write a review")
    member.types("One thing more.")
    author.goes()
    author.one("I could smell the tar.").get_by_text("More").click()
    author.one("I could smell the tar.").get_by_role("link", name="Block").click()
    author.presses("Block")
    member.visitor.expected += ["Response Status Error Code", "Failed to load resource", "htmx:"]
    member.presses("Send")
    member.is_told("somebody to whom you would be writing has blocked you")
    assert "One thing more." in [box.input_value() for box in member.page.locator("textarea").all()]

    guest.goes(letters()[0]["List-Unsubscribe"].strip("<>"))
    guest.presses("Stop them")
    guest.is_told("Mails are stopped")
    friend.writes("There is more to say.")
    friend.reads("There is more to say.")
    evening_comes()
    assert len(letters()) == number
