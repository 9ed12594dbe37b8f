"""What stands in a mail of notices, to whom it goes and when."""

import email.policy
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import SiteSettings
from notices import telling
from notices.mail import sorting
from notices.mail.composing import WIDTH
from notices.models import Letter, Mailbox, Notice
from reviews.models import Kudos
from stories.models import Story
from tests.cast import SECRET, publish_story
from tests.notices.all_kinds import tell_of_everything
from tests.notices.mailing import digests_go_out, later, mails, post, tell, verify, wish

__all__ = ["mails"]


def html_of(mail) -> str:
    return mail.alternatives[0].content


def told_of(mail) -> list[str]:
    return re.findall(r"/notices/(\d+)", mail.body)


def test_a_review_comes_at_once_in_text_and_html(mails, alice, bob, story, say):
    verify(alice)
    review = say(story, bob)
    told = tell(alice, "review", story=story, review=review)
    post()
    (mail,) = mails
    assert mail.to == ["alice@harbour.example"]
    assert mail.subject == "[Ficwright] Otterburn wrote about “The Lamplighter”."
    address = f"https://archive.example/notices/{told.pk}".replace("https", "http")
    assert address in mail.body and f'href="{address}"' in html_of(mail)
    assert "of this kind (Reviews of your stories):" in mail.body
    assert "Lovely" not in mail.body + html_of(mail)  # what was written stays on the site
    assert "alice" not in mail.body + html_of(mail) + mail.subject  # the name she signs in with
    post()
    assert len(mails) == 1
    assert Letter.objects.get().sent_at and Notice.objects.get().letter


def test_its_headers_let_one_click_stop_it_and_keep_machines_from_answering(mails, alice, story):
    verify(alice)
    tell(alice, "chapter", story=story)
    tell(alice, "chapter", story=story)
    wish(alice, "now", "chapter")
    post()
    drawn = mails[0].message()
    assert re.fullmatch(r"<http://archive\.example/mail/stop/\S+>", drawn["List-Unsubscribe"])
    assert drawn["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert drawn["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@archive\.example>", drawn["Message-ID"])
    raw = mails[0].message(policy=email.policy.SMTP).as_bytes().decode()
    for name in ("List-Unsubscribe", "Message-ID"):  # whole, or mail programs do not know them
        assert f"\r\n{name}: {drawn[name]}\r\n" in raw


def test_nothing_comes_from_elsewhere_and_nothing_tells_who_opened_it(mails, alice, bob, mod):
    verify(mod)
    wish(mod, "daily")
    tell_of_everything(mod, publish_story(mod, "The Night Boat"), bob)
    digests_go_out()
    text = html_of(mails[-1])
    assert not re.search(r"<(img|link|script|iframe|object)|url\(|src=|@import", text)
    addresses = re.findall(r'href="([^"]+)"', text)
    assert addresses and all(one.startswith("http://archive.example/") for one in addresses)


def test_text_keeps_to_its_width(mails, alice, bob):
    verify(alice)
    story = publish_story(alice, "A Title That Goes On " * 9)
    wish(alice, "daily")
    tell_of_everything(alice, story, bob)
    digests_go_out()
    lines = mails[-1].body.splitlines()
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in lines)
    assert any(line.startswith("http") or line.strip().startswith("http") for line in lines)


def test_discreetly_nothing_is_named_anywhere(mails, alice, bob, say):
    story = publish_story(alice, f"{SECRET} and a Lamp")
    verify(alice)
    Mailbox.objects.create(user=alice, secret="x", is_discreet=True)
    tell(alice, "review", story=story, review=say(story, bob))
    tell(alice, "chapter", story=story)
    post()
    digests_go_out()
    assert [mail.subject for mail in mails] == [
        "[Ficwright] 1 notice for you",
        "[Ficwright] Your day: 1 notice",
    ]
    for mail in mails:
        said = mail.subject + mail.body + html_of(mail)
        assert SECRET not in said and "Otterburn" not in said


def test_it_speaks_her_language(mails, alice, story):
    verify(alice)
    alice.language = "ar"
    alice.save()
    tell(alice, "chapter", story=story)
    digests_go_out()
    text = html_of(mails[-1])
    assert '<html lang="ar" dir="rtl">' in text


def test_a_title_with_a_line_break_makes_no_header(mails, alice, story):
    verify(alice)
    Story.objects.filter(pk=story.pk).update(title="One\r\nBcc: everybody@harbour.example")
    tell(alice, "decision", story=story, detail={"verb": "hide", "what": "story", "reason": ""})
    post()
    assert "\n" not in mails[0].subject and mails[0].bcc == []
    assert mails[0].message()["Bcc"] is None


def test_a_letter_of_many_names_sixty_and_says_where_the_rest_is(mails, alice, story):
    verify(alice)
    for _n in range(63):
        tell(alice, "chapter", story=story)
    digests_go_out()
    assert len(told_of(mails[0])) == 60
    assert "3 more notices are here" in mails[0].body
    assert mails[0].subject == "[Ficwright] Your day: 63 notices"


# When, and how often


def test_what_follows_within_ten_minutes_waits_and_comes_together(mails, alice, story):
    verify(alice)
    wish(alice, "now")
    tell(alice, "chapter", story=story)
    post()
    tell(alice, "chapter", story=story)
    post()
    tell(alice, "chapter", story=story)
    post()
    assert len(mails) == 1
    later(minutes=9)
    post()
    assert len(mails) == 1
    later(minutes=2)
    post()
    assert [len(told_of(mail)) for mail in mails] == [1, 2]
    assert mails[1].subject == "[Ficwright] 2 notices for you: The Lamplighter"


def test_another_story_does_not_wait(mails, alice, story):
    verify(alice)
    wish(alice, "now")
    tell(alice, "chapter", story=story)
    tell(alice, "chapter", story=publish_story(alice, "Another"))
    post()
    assert len(mails) == 2


def test_six_an_hour_and_no_more(mails, alice):
    verify(alice)
    wish(alice, "now")
    for number in range(8):
        tell(alice, "chapter", story=publish_story(alice, f"Story {number}"))
    post()
    post()
    assert len(mails) == 6
    later(minutes=61)
    post()
    assert len(mails) == 8


def test_a_day_is_gathered_into_one_mail(mails, alice, bob, story):
    verify(alice)
    first, second = tell(alice, "chapter", story=story), tell(alice, "correction", story=story)
    Notice.objects.filter(pk=second.pk).update(kind="chapter")
    post()
    assert mails == [] and Letter.objects.get().is_digest
    tell(alice, "chapter", story=story)
    digests_go_out()
    assert len(mails) == 1 and len(told_of(mails[0])) == 3
    assert str(first.pk) in told_of(mails[0])
    tell(alice, "chapter", story=story)
    sorting.sort_all()
    last = Letter.objects.get(sent_at=None)
    assert last.key != Letter.objects.exclude(pk=last.pk).get().key


def test_thanks_are_told_when_their_day_is_over(mails, alice, bob, charlie, story):
    verify(alice)
    today = timezone.now().date()
    told = tell(alice, "kudos", story=story, detail={"day": str(today), "n": 1})
    Kudos.objects.create(story=story, user=bob)
    post()
    letter = Letter.objects.get()
    assert letter.due_at.date() > today
    Kudos.objects.create(story=story, user=charlie)
    digests_go_out()
    assert "2 people thanked you" in mails[0].body
    told.refresh_from_db()
    assert told.letter == letter


def test_a_week_is_gathered_into_one_mail(mails, alice, story):
    verify(alice)
    wish(alice, "weekly", "chapter")
    tell(alice, "chapter", story=story)
    post()
    letter = Letter.objects.get()
    assert letter.due_at.weekday() == 4 and letter.due_at.hour == 18
    assert letter.due_at - timezone.now() <= timedelta(days=7)
    digests_go_out()
    assert mails[0].subject == "[Ficwright] Your week: 1 notice"


# To whom not


def test_nothing_to_addresses_that_nobody_verified(mails, alice, bob, story):
    verify(alice)
    alice.emailaddress_set.update(verified=False)
    tell(alice, "chapter", story=story)
    tell(bob, "chapter", story=story)
    post()
    assert mails == [] and not Letter.objects.exists()
    alice.emailaddress_set.update(verified=True)
    post()
    assert mails == []  # what was told before stays where it is


def test_suspended_people_are_told_of_decisions_alone(mails, alice, story):
    verify(alice)
    alice.suspend("Spam")
    tell(alice, "chapter", story=story)
    tell(alice, "decision", detail={"verb": "suspend", "what": "account", "reason": "Spam"})
    post()
    assert len(mails) == 1 and "suspended your account" in mails[0].body


def test_closed_accounts_get_nothing(mails, alice, story):
    verify(alice)
    tell(alice, "chapter", story=story)
    sorting.sort_all()
    alice.is_active = False
    alice.save()
    digests_go_out()
    assert mails == []
    letter = Letter.objects.get()
    assert letter.given_up_at and letter.trouble == ""


def test_never_is_never(mails, alice, story):
    verify(alice)
    wish(alice, "never")
    tell(alice, "chapter", story=story)
    post()
    assert mails == [] and not Letter.objects.exists()


def test_without_mail_nothing_waits_for_it(settings, mails, alice, story):
    verify(alice)
    settings.EMAIL_URL = ""
    tell(alice, "chapter", story=story)
    post()
    settings.EMAIL_URL = "smtp://mail.example"
    post()
    assert mails == [] and not Letter.objects.exists()


@pytest.mark.parametrize("gone", ["hidden", "bin", "read", "deleted"])
def test_of_what_is_hers_no_longer_no_mail_tells(mails, alice, bob, gone):
    story = publish_story(bob, SECRET)
    verify(alice)
    told = tell(alice, "chapter", story=story)
    sorting.sort_all()
    if gone == "hidden":
        story.hide("A reason")
    elif gone == "bin":
        story.move_to_bin()
    elif gone == "read":
        Notice.objects.update(read_at=timezone.now())
    else:
        told.delete()
    digests_go_out()
    assert mails == []
    letter = Letter.objects.get()
    assert letter.given_up_at and letter.trouble == "" and letter.sent_at is None


def test_what_was_held_in_the_moment_of_its_mail_is_mailed_when_it_is_let_through(
    mails, alice, bob, story, say
):
    """Alone, and once: what the mail did tell of does not come again."""
    verify(alice)
    first, second = say(story, bob, "One."), say(story, bob, "Two.")
    for review in (first, second):
        telling.review_shown(review.pk)
    sorting.sort_all()
    second.wait_again("moderators")
    post()
    assert [len(told_of(mail)) for mail in mails] == [1]
    later(minutes=11)
    second.approve()
    for review in (first, second, second):
        telling.review_shown(review.pk)
        post()
    assert [len(told_of(mail)) for mail in mails] == [1, 1]
    assert told_of(mails[0]) != told_of(mails[1])


def test_the_name_of_the_archive_stands_in_front(mails, alice, story):
    SiteSettings(name="The Lamplit Shelf").save()
    verify(alice)
    tell(alice, "chapter", story=story)
    digests_go_out()
    assert mails[0].subject == "[The Lamplit Shelf] Your day: 1 notice"
