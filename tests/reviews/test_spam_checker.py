"""A spam checker that speaks as Akismet does, played by a small server on this machine."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from core import outside
from core.models import SiteSettings
from moderation import decisions
from moderation.tasks import watch_floods
from reviews import spam
from reviews.models import HeldFor, Review, SpamCheck
from reviews.tasks import ask_spam_checker, forget_spam_checks, tell_spam_checker
from tests.reviews.test_writing import THOUGHT, as_bob, as_guest, form_of

pytestmark = pytest.mark.django_db
MODERATORS, AUTHOR = HeldFor.MODERATORS, HeldFor.AUTHOR


class Checker(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        sent = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        self.server.asked.append((self.path, {name: one for name, (one,) in sent.items()}))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        self.wfile.write(self.server.answer)
        while self.server.drips and not self.server.stopped.wait(0.05):
            try:
                self.wfile.write(b".")
            except OSError:
                return

    def log_message(self, *args):
        pass


@pytest.fixture
def checker(db):
    server = HTTPServer(("127.0.0.1", 0), Checker)
    server.asked, server.answer, server.status = [], b"false", 200
    server.drips, server.stopped = False, threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/1.1/"
    SiteSettings(name="The Harbour", spam_check_address=address, spam_check_key="k3y").save()
    yield server
    server.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def written(client, bob, story, checker):
    """What a young account wrote."""
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob), HTTP_USER_AGENT="A browser")
    return Review.objects.get()


def asked_in_queue() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=spam.ASK)]


def stands(review) -> str:
    review.refresh_from_db()
    return review.held_for


def test_it_is_off_unless_an_address_is_given(client, bob, story):
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob))
    assert not Review.objects.get().is_held
    assert not asked_in_queue()


def test_what_a_young_account_wrote_waits_for_the_answer_and_goes_on(written, checker):
    assert stands(written) == MODERATORS
    assert asked_in_queue() == [{"review_id": written.pk}]
    watch_floods(0)
    assert stands(written) == MODERATORS
    ask_spam_checker(written.pk)
    ask_spam_checker(written.pk)
    ((path, sent),) = checker.asked
    assert path == "/1.1/comment-check"
    assert (sent["api_key"], sent["user_ip"], sent["user_agent"]) == (
        "k3y", "127.0.0.1", "A browser",
    )  # fmt: skip
    assert sent["blog"] == "http://testserver/"
    assert sent["permalink"] == f"http://testserver{written.get_absolute_url()}"
    assert sent["comment_content"] == written.html
    assert sent["comment_author"] == "Otterburn"
    assert "bob" not in str(sent)
    assert not SpamCheck.objects.exists()
    watch_floods(0)
    assert stands(written) == ""


def test_a_guests_goes_on_to_the_author(client, story, stamp, checker):
    client.post(form_of(story), as_guest(stamp))
    review = Review.objects.get()
    ask_spam_checker(review.pk)
    watch_floods(0)
    assert stands(review) == AUTHOR


def test_members_of_some_standing_are_not_asked_about(client, bob, story, checker):
    bob.date_joined -= timedelta(days=8)
    bob.save()
    client.force_login(bob)
    client.post(form_of(story), as_bob(bob))
    assert not Review.objects.get().is_held


def test_what_it_calls_spam_stays_and_no_address_with_it(written, checker, mod):
    checker.answer = b"true\n"
    ask_spam_checker(written.pk)
    SpamCheck.objects.update(asked_at=timezone.now() - timedelta(days=1))
    forget_spam_checks(0)
    watch_floods(0)
    assert stands(written) == MODERATORS
    check = SpamCheck.objects.get()
    assert (check.address, check.program) == ("", "")

    decisions.let_through(written, by=mod)
    assert stands(written) == ""
    assert not SpamCheck.objects.exists()
    (job,) = ProcrastinateJob.objects.filter(task_name=spam.TELL)
    tell_spam_checker(**job.args)
    assert checker.asked[-1][0] == "/1.1/submit-ham"


@pytest.mark.parametrize(
    ("status", "answer"),
    [(500, b"true"), (302, b"true"), (200, b"invalid"), (200, b"\xff" * 5_000)],
)
def test_trouble_lets_it_go_on(written, checker, status, answer):
    checker.status, checker.answer = status, answer
    ask_spam_checker(written.pk)
    watch_floods(0)
    assert stands(written) == ""
    assert len(checker.asked) == 1  # nothing was followed to elsewhere


def test_so_does_a_checker_that_is_not_there(written, checker):
    SiteSettings.objects.update(spam_check_address="http://127.0.0.1:1/")
    ask_spam_checker(written.pk)
    watch_floods(0)
    assert stands(written) == ""


def test_an_answer_that_never_ends_is_cut_short(written, checker, monkeypatch):
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    checker.drips = True
    ask_spam_checker(written.pk)
    assert not SpamCheck.objects.exists()


def test_and_ten_minutes_of_silence(written):
    SpamCheck.objects.update(asked_at=timezone.now() - timedelta(minutes=10))
    watch_floods(0)
    assert stands(written) == ""
    forget_spam_checks(0)
    assert not SpamCheck.objects.exists()


def test_an_authors_word_is_passed_on(client, alice, story, say, bob, checker):
    review = say(story, bob)
    review.call_spam(by=alice)
    spam.review_called_spam(review.pk)
    (job,) = ProcrastinateJob.objects.filter(task_name=spam.TELL)
    tell_spam_checker(**job.args)
    ((path, sent),) = checker.asked
    assert path == "/1.1/submit-spam"
    assert "user_ip" not in sent


def test_a_changed_review_is_asked_about_again(client, written, checker):
    ask_spam_checker(written.pk)
    watch_floods(0)
    client.post(f"/reviews/{written.pk}/edit", {"text": f"{THOUGHT} Lamps!"})
    assert stands(written) == MODERATORS
    ask_spam_checker(written.pk)
    assert "Lamps!" in checker.asked[-1][1]["comment_content"]


@pytest.mark.parametrize("place", ["127.0.0.1", "localhost"])
def test_in_production_the_archives_own_network_is_never_asked(checker, place):
    with override_settings(MODE="production"), pytest.raises(outside.NoAnswerError):
        outside.post(f"http://{place}:{checker.server_port}/", {})
    with override_settings(MODE="production"), pytest.raises(outside.NoAnswerError) as refused:
        outside.post(f"https://{place}:{checker.server_port}/", {})
    assert "own network" in str(refused.value)
    assert not checker.asked
