"""/me/mail, the way out that stands in each mail, and the hours of digests on everybody's clock."""

import re
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from archive.adapter import Adapter
from archive.consequences import happened
from notices.mail import sorting, stopping, wishes
from notices.models import Kind, Letter, Mailbox, MailWish, Notice, When
from tests.notices.mailing import digests_go_out, mails, post, tell, verify, wish
from tests.stories.events import events

__all__ = ["mails"]

USUAL = {kind.value: when.value for kind, when in wishes.USUAL.items() if kind != Kind.SITE}
ANSWER = {**USUAL, "hour": "7", "weekday": "0"}
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo",
         "America/Santiago", "Pacific/Apia", "Asia/Kathmandu"]  # fmt: skip


@pytest.fixture
def reader(client, alice, mails):
    verify(alice)
    client.force_login(alice)
    return client


# The page


def test_every_kind_has_a_rule_and_moderators_one_more(reader, mod, mails):
    assert set(wishes.USUAL) == set(Kind)
    page = reader.get("/me/mail").text
    assert all(f'name="{kind}"' in page for kind in USUAL) and 'name="site"' not in page
    assert "alice@harbour.example" in page
    reader.force_login(mod)
    page = reader.get("/me/mail").text
    assert 'name="site"' in page and "you have none yet" in page


def test_what_is_wished_is_kept_and_what_waits_follows_it(reader, alice, mails, story):
    tell(alice, story=story)
    sorting.sort_all()
    assert Letter.objects.get().is_digest
    answer = reader.post("/me/mail", {**ANSWER, "chapter": "now", "is_discreet": "on"})
    assert answer.status_code == 302
    reader.post("/me/mail", {**ANSWER, "chapter": "now", "is_discreet": "on"})  # sent twice
    mailbox = Mailbox.objects.get()
    assert (mailbox.hour, mailbox.weekday, mailbox.is_discreet) == (7, 0, True)
    assert MailWish.objects.count() == len(USUAL)
    post()
    assert [mail.subject for mail in mails] == ["[Ficwright] 1 notice for you"]


def test_a_digest_that_moves_is_still_one_a_day(reader, alice, mails, story):
    tell(alice, story=story)
    digests_go_out()
    sent = Letter.objects.get()
    for hour in range(24):
        tell(alice, story=story)
        reader.post("/me/mail", {**ANSWER, "hour": str(hour)})
        sorting.sort_all()
        waiting = Letter.objects.get(sent_at=None)
        assert waiting.key != sent.key and waiting.due_at.hour == hour
        assert waiting.due_at > sent.sent_at


def test_a_digest_that_waits_follows_her_to_another_clock(reader, alice, mails, story):
    tell(alice, story=story)
    sorting.sort_all()
    assert Letter.objects.get().due_at.hour == 18
    reader.post("/me/time-zone", {"zone": "Asia/Kathmandu"})
    happened(**events().get(args__event="clock.changed").args)
    sorting.sort_all()
    due_at = Letter.objects.get().due_at
    assert (due_at.hour, due_at.minute) == (12, 15)


@pytest.mark.parametrize("wrong", [{"chapter": "hourly"}, {"hour": "24"}, {"weekday": "x"}])
def test_what_nobody_offered_is_refused_beside_its_field(reader, wrong):
    page = reader.post("/me/mail", {**ANSWER, "kudos": "weekly", **wrong}).text
    assert 'class="errors"' in page
    assert re.search(r'value="weekly" selected', page)
    assert not MailWish.objects.exists()


def test_another_address_begins_anew(reader, alice):
    Mailbox.of(alice)
    Mailbox.objects.update(bounced_at=timezone.now(), failures=3)
    other = EmailAddress.objects.create(user=alice, email="other@harbour.example")
    assert Adapter().confirm_email(reader.get("/me").wsgi_request, other)
    assert Mailbox.objects.get(bounced_at=None).failures == 0


def test_an_ended_session_forgets_no_choice(mails, alice):
    client = Client()
    answer = client.post("/me/mail", {**ANSWER, "kudos": "weekly"})
    client.force_login(alice)
    page = client.get(re.search(r"next=([^&]+)", answer.url)[1].replace("%3F", "?")
                      .replace("%3D", "=").replace("%26", "&")).text  # fmt: skip
    assert re.search(r'value="weekly" selected', page)


def test_an_archive_without_mail_offers_none_but_the_discreet_feed(client, alice, settings):
    settings.EMAIL_URL = ""
    client.force_login(alice)
    assert "/me/mail" not in client.get("/me").text + client.get("/notices").text
    assert "/me/mail" in client.get("/notices/feed").text
    page = client.get("/me/mail").text
    assert "This archive sends no mail" in page and 'name="hour"' not in page
    client.post("/me/mail", {"is_discreet": "on"})
    assert Mailbox.objects.get().is_discreet and not MailWish.objects.exists()


def test_the_way_to_it_where_there_is_mail(reader):
    for page in ("/me", "/notices"):
        assert 'href="/me/mail"' in reader.get(page).text


def test_the_page_costs_few_queries(reader, alice, django_assert_max_num_queries):
    wish(alice, "weekly")
    with django_assert_max_num_queries(15):
        reader.get("/me/mail")


# The way out


def way_out(mail) -> str:
    return re.search(r"/mail/stop/[^>]+", mail.extra_headers["List-Unsubscribe"])[0]


def test_one_click_stops_a_kind_without_signing_in(mails, alice, story):
    verify(alice)
    wish(alice, "now", "chapter")
    tell(alice, story=story)
    post()
    way, client = way_out(mails[0]), Client(enforce_csrf_checks=True)
    page = client.get(way)
    assert "New chapters and stories that you follow" in page.text
    assert "alice" not in page.text and "Thornapple" not in page.text
    assert wishes.wishes_of(alice)[Kind.CHAPTER] == When.NOW  # looking is not pressing
    for _twice in range(2):
        answer = client.post(way, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and not answer.cookies
    wished = wishes.wishes_of(alice)
    assert wished[Kind.CHAPTER] == When.NEVER and wished[Kind.ANSWER] == When.NOW
    assert client.get("/me").status_code == 302
    tell(alice, story=story)
    post()
    assert len(mails) == 1


def test_a_digest_stops_as_a_whole(mails, alice, story):
    verify(alice)
    tell(alice, story=story)
    digests_go_out()
    assert "You will no longer get the daily mail." in Client().get(way_out(mails[0])).text
    assert "You no longer get the daily mail." in Client().post(way_out(mails[0])).text
    wished = wishes.wishes_of(alice)
    stopped = {kind for kind, when in wished.items() if when == When.NEVER}
    assert stopped == {Kind.CHAPTER, Kind.FILTER, Kind.KUDOS, Kind.CORRECTION}


def test_everything_stops_and_what_waits_is_not_sent(mails, alice, story):
    verify(alice)
    tell(alice, story=story)
    sorting.sort_all()
    Client().post(stopping.address(alice, "review"), {"everything": "1"})
    assert set(wishes.wishes_of(alice).values()) == {When.NEVER}
    digests_go_out()
    assert mails == [] and not Letter.objects.exists()
    assert Notice.objects.count() == 1  # it stays on the site
    again = Client().post(stopping.address(alice, stopping.ALL))
    assert again.status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_nobody_signed_stops_nothing(client, alice, bob, method):
    whole = stopping.address(alice, "review")
    foreign = stopping.signer.sign(f"{bob.pk}.all")
    for way in (whole[:-1], whole.replace("review", "all"), "/mail/stop/x",
                f"/mail/stop/{foreign.replace(str(bob.pk), str(alice.pk), 1)}"):  # fmt: skip
        answer = getattr(client, method)(way)
        assert answer.status_code == 404 and "This link does not work" in answer.text
    assert not MailWish.objects.exists()


def test_of_an_account_that_is_gone_it_says_the_same(client, alice):
    way = stopping.address(alice, "review")
    User.objects.filter(pk=alice.pk).delete()
    assert client.post(way).status_code == 404


def test_suspended_people_stop_their_mails_too(client, alice, mails):
    alice.suspend("Spam")
    client.force_login(alice)
    assert client.post(stopping.address(alice, "all")).status_code == 200
    assert client.post("/me/mail", ANSWER).status_code == 302


# The hours


@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    start=st.datetimes(datetime(2012, 1, 15), datetime(2030, 1, 1)),
)
def test_a_digest_comes_once_a_day_and_once_a_week_however_the_clocks_jump(
    zone, hour, weekday, start
):
    user = User(pk=1, time_zone=zone)
    user.mailbox = Mailbox(user=user, hour=hour, weekday=weekday)
    start = start.replace(tzinfo=UTC)
    for when, span in ((When.DAILY, timedelta(days=1)), (When.WEEKLY, timedelta(days=7))):
        times = list(islice(sorting.hours_of(user, when, after=start), 40))
        keys = [sorting.digest_key(user, when, moment) for moment in times]
        assert times[0] > start and len(set(keys)) == len(keys)
        for one, other in pairwise(times):
            assert abs(other - one - span) <= timedelta(hours=2)
        for moment in times:
            here = moment.astimezone(ZoneInfo(zone))
            assert (here.hour - hour) % 24 in (0, 1)
            assert when == When.DAILY or here.weekday() in (weekday, (weekday + 1) % 7)


# For the keepers


def test_administrators_see_how_letters_fared_and_not_what_stands_in_them(
    client, admin, mod, alice, mails, story
):
    verify(alice)
    tell(alice, story=story)
    digests_go_out()
    address = reverse("admin:notices_letter_changelist")
    client.force_login(admin)
    page = client.get(address).text
    assert "Maud Thornapple" in page and "alice" not in page and story.title not in page
    assert client.get(f"{address}?state=sent").status_code == 200
    assert client.get(reverse("admin:notices_letter_change", args=[Letter.objects.get().pk]))
    client.force_login(mod)
    assert client.get(address).status_code == 403
