"""From what an author wishes to hear to the mail that tells her of it: she, two members and a guest
go the whole way. The first of the members is a friend, who reads before her."""

import email
import re
from email.policy import default as policy

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import expect

from core.environment import mailer
from notices.mail import tasks
from notices.models import Letter
from reviews import limits
from reviews.models import Phrase
from stories.models import Revision
from tests.browser.person import Person
from tests.cast import PEN_NAMES, publish_story
from tests.working import work_off

TEXT = """\
<p>It rained all night.</p>
<p>He hid behind the nets.</p>
<p>She ran to <em>teh</em> harbour.</p>"""
REFUSED = ["htmx:", "Response Status Error Code", "Failed to load resource"]  # on the console


@pytest.fixture
def story(transactional_db, alice):
    EmailAddress.objects.create(user=alice, email="a@harbour.example", verified=True, primary=True)
    return publish_story(alice, "Nets", texts=[TEXT])


@pytest.fixture
def letters(settings, monkeypatch, tmp_path, live_server):
    """letters() → the mails in the folder of a developer's archive, whose links lead here."""
    settings.EMAIL_URL = f"file://{tmp_path}/mail"
    settings.MAILERS = {"default": mailer(settings.EMAIL_URL)}
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setenv("PORT", live_server.url.rpartition(":")[2])

    def letters():
        files = sorted((tmp_path / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
        whole = "".join(file.read_text() for file in files)
        parts = re.split(r"^-{79}\n", whole, flags=re.MULTILINE)
        return [email.message_from_string(part, policy=policy) for part in parts if part]

    return letters


@pytest.mark.parametrize(
    "js",
    [True, pytest.param(False, marks=pytest.mark.deep)],
    ids=["with JavaScript", "without JavaScript"],
)
def test_readers_write_and_the_author_is_told(
    visit, story, letters, alice, bob, charlie, monkeypatch, js
):
    monkeypatch.setattr(limits, "HASTE_SECONDS", 0)
    author, member, friend, guest = (
        Person(visit(person=one, js=js), story) for one in (alice, bob, charlie, None)
    )

    author.wishes_a_daily_mail()
    author.wishes_for_honest_words_and_a_friend(PEN_NAMES["charlie"])
    friend.agrees_to_read_first()

    member.writes("I could smell the tar.")
    member.is_told("waits for the author")
    author.finds_nothing_waiting()
    friend.lets_in("I could smell the tar.", "Let it through")
    guest.does_not_read("I could smell the tar.")
    author.lets_in("I could smell the tar.", "Show it")
    guest.reads("The author would like to hear what you thought", "I could smell the tar.")

    author.looks_alone_and_at_no_members()
    guest.writes("Lovely nets.", name="Tove")
    guest.is_told("waits for the author")
    friend.finds_nothing_waiting()
    author.lets_in("Lovely nets.", "Show it")
    guest.reads("Lovely nets.")

    author.answers("I could smell the tar.", "So could I.")
    member.opens_the_notice("answered you about")
    member.answers("So could I.", "Then it is true.")
    expect(member.review("So could I.").locator(".role")).to_have_text("author")

    member.chooses("She ran", "Write about a passage", clicks=3)
    member.types("I ran with her.")
    member.presses("Send")
    author.edits("It rained", "It snowed")
    guest.reads("It snowed all night.")
    passage = guest.review("I ran with her.").locator(".of-passage")
    expect(passage.locator("blockquote")).to_have_text("She ran to teh harbour.")
    expect(passage).not_to_contain_text("have changed")

    friend.chooses("teh", "Correct a typing error", clicks=2)
    friend.mends("teh", "the")
    guest.does_not_read("the harbour")
    author.opens_the_notice("A reader proposes a correction")
    author.presses("Accept")
    assert Revision.objects.filter(html__contains="<em>the</em> harbour", released=True).exists()
    friend.opens_the_notice("was accepted. Thank you.")
    friend.reads("She ran to the harbour.", "The words have changed since.")

    friend.thanks(Phrase.ENDING)
    author.sees_thanks(Phrase.ENDING, language="es")

    evening_comes()
    mails = {mail.get_body("plain").get_content(): mail for mail in letters()}
    (told,) = (text for text in mails if "Otterburn⁩ wrote" in text)  # her daily one
    assert "Otterburn⁩ answered you" in told
    assert any("1 person thanked" in text for text in mails)
    assert "Tove⁩ wrote" not in told  # the author read it when she let it in
    author.goes(re.search(r"Otterburn⁩ wrote.*?(http\S+/notices/\d+)", told, re.DOTALL)[1])
    expect(author.review("I ran with her.")).to_be_visible()

    member.goes("", "Write a review")
    member.types("One thing more.")
    author.blocks_the_writer_of("I could smell the tar.")
    member.visitor.expected += REFUSED
    member.presses("Send")
    member.is_told("somebody to whom you would be writing has blocked you")
    expect(member.page.locator("textarea")).to_have_value("One thing more.")

    guest.goes(mails[told]["List-Unsubscribe"].strip("<>"))
    guest.presses("Stop them")
    guest.is_told("Mails are stopped")
    friend.writes("There is more to say.")
    author.reads("There is more to say.")
    evening_comes()
    assert len(letters()) == len(mails)


def evening_comes():
    """What happened is told and sorted into letters, and what lies there is sent."""
    work_off()
    tasks.post(0)
    Letter.objects.filter(sent_at=None).update(due_at=timezone.now())
    tasks.post(0)
    work_off()
