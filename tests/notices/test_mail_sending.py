"""A letter that does not get through: tried again, given up, and what its reader learns of it."""

from datetime import timedelta

import pytest
from django.core.mail import mailers
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from notices.mail import sending, sorting, tasks
from notices.mail.line import Line
from notices.models import Letter, Mailbox
from tests.cast import publish_story
from tests.moderation.test_mail_test import mail_server, use
from tests.notices.mailing import later, mails, post, send, tell, verify, wish

__all__ = ["mails"]


@pytest.fixture
def waiting(mails, alice, story) -> Letter:
    """A letter to alice, which can go at once."""
    verify(alice)
    wish(alice, "now")
    tell(alice, story=story)
    sorting.sort_all()
    return Letter.objects.get()


def new_letter(user, title) -> Letter:
    tell(user, story=publish_story(user, title))
    sorting.sort_all()
    return Letter.objects.latest("pk")


def test_a_real_server_takes_a_whole_mail(waiting, settings):
    with mail_server(settings) as server:
        send(waiting)
    waiting.refresh_from_db()
    assert waiting.sent_at and waiting.trouble == ""
    sent = "".join(server.mail)
    assert "To: alice@harbour.example\r\n" in sent
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in sent
    assert "Content-Type: multipart/alternative" in sent
    assert all(len(line) <= 1_000 for line in sent.split("\r\n"))


def test_it_is_tried_six_times_ever_later_and_then_given_up_in_words(waiting, settings):
    use(settings, port=1)
    pauses = []
    for _try in range(sending.TRIES):
        began = timezone.now()
        send(waiting)
        send(waiting)  # not before its time
        waiting.refresh_from_db()
        pauses.append(round((waiting.due_at - began) / timedelta(minutes=1)))
        assert "Nothing answers on port 1 of 127.0.0.1." in waiting.trouble
        later(hours=9)
    assert pauses == [1, 5, 30, 120, 480, 480]
    assert waiting.attempts == 6 and waiting.given_up_at and waiting.sent_at is None
    use(settings, port=1)
    send(waiting)
    waiting.refresh_from_db()
    assert waiting.attempts == 6


def test_the_last_try_that_was_cut_off_ends_it_too(waiting, mails):
    Letter.objects.update(attempts=sending.TRIES)
    post()
    waiting.refresh_from_db()
    assert waiting.given_up_at and "in the middle" in waiting.trouble
    assert mails == []


def test_what_gets_through_later_is_the_same_mail(waiting, settings, mails):
    backend = settings.MAILERS
    with mail_server(settings, **{".": "451 later"}):
        send(waiting)
    settings.MAILERS = backend
    waiting.refresh_from_db()
    assert "takes no mail just now" in waiting.trouble and waiting.given_up_at is None
    later(minutes=2)
    post()
    waiting.refresh_from_db()
    assert waiting.sent_at and waiting.trouble == "" and waiting.attempts == 2
    assert len(mails) == 1


def test_three_refusals_for_good_end_all_mail_until_she_says_otherwise(
    waiting, settings, mails, alice, client
):
    backend = settings.MAILERS
    letters = [waiting, *(new_letter(alice, f"Story {n}") for n in range(3))]
    for letter in letters[:3]:
        assert Mailbox.objects.filter(bounced_at=None).exists() or letter is waiting
        with mail_server(settings, RCPT="550 5.1.1 who is that"):
            send(letter)
        letter.refresh_from_db()
        assert letter.given_up_at and "who is that" in letter.trouble
    settings.MAILERS = backend
    assert Mailbox.objects.get().bounced_at
    post()
    assert mails == []
    tell(alice, story=letters[0].story)
    post()
    assert mails == [] and Letter.objects.count() == 4
    client.force_login(alice)
    assert "has taken no mail since" in client.get("/me/mail").text
    client.post("/me/mail/again")
    assert "has taken no mail since" not in client.get("/me/mail").text
    tell(alice, story=letters[0].story)
    post()
    assert len(mails) == 1


def test_a_refusal_for_now_is_no_bounce(waiting, settings):
    with mail_server(settings, RCPT="450 4.2.1 later"):
        send(waiting)
    waiting.refresh_from_db()
    assert waiting.given_up_at is None and "takes no mail for this address" in waiting.trouble
    assert Mailbox.objects.get().failures == 0


def test_one_that_gets_through_forgives_the_refusals(waiting, mails):
    post()
    Mailbox.objects.update(failures=2)
    tell(waiting.user, story=publish_story(waiting.user, "Another"))
    post()
    assert len(mails) == 2 and Mailbox.objects.get().failures == 0


def test_a_letter_that_was_tried_takes_nothing_more(waiting, settings, mails, alice, story):
    backend = settings.MAILERS
    use(settings, port=1)
    send(waiting)
    settings.MAILERS = backend
    tell(alice, story=story)
    post()
    assert mails == [] and Letter.objects.count() == 2  # it waits behind the first
    later(minutes=3)
    post()
    assert len(mails) == 1 and waiting.notices.count() == 1
    later(minutes=11)
    post()
    assert len(mails) == 2


def test_the_round_puts_one_job_into_the_queue_however_many_letters_wait(waiting, alice):
    new_letter(alice, "Another")
    tasks.post(0)
    tasks.post(0)
    jobs = ProcrastinateJob.objects.filter(task_name=tasks.SEND)
    assert [(job.args, job.priority) for job in jobs] == [({}, tasks.AFTER_ALL_ELSE)]


def test_many_letters_go_over_one_connection(waiting, settings, alice, bob, monkeypatch):
    verify(bob)
    wish(bob, "now")
    new_letter(bob, "Another")
    monkeypatch.setattr(sending, "AT_A_TIME", 3)
    with mail_server(settings) as server:  # which takes a single one
        assert not sending.send_due()
    assert Letter.objects.filter(sent_at=None).count() == 0
    assert "".join(server.mail).count("Message-ID: ") == 2


def test_one_that_is_refused_keeps_no_other_from_going(waiting, settings, mails, alice, bob):
    verify(bob)
    wish(bob, "now")
    other = new_letter(bob, "Another")
    with Line() as line, mail_server(settings, RCPT="550 5.1.1 who is that"):
        line.mailer = mailers.default
        assert sending.send(waiting.pk, line)
    with mail_server(settings):
        assert not sending.send_due()
    other.refresh_from_db()
    assert other.sent_at


def test_where_the_mail_server_is_not_there_one_letter_tries_and_the_others_wait(
    waiting, settings, alice
):
    new_letter(alice, "Another")
    use(settings, port=1)
    assert not sending.send_due()
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 1]


def test_old_letters_go_and_their_notices_are_not_sent_again(waiting, mails):
    post()
    later(days=100)
    tasks.forget_letters(0)
    post()
    assert not Letter.objects.exists() and len(mails) == 1
