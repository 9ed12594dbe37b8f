"""Nothing needs e-mail: forgotten passwords, lost second steps, and what EMAIL_URL changes."""

import io
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import one_time_link
from accounts.models import User
from core.models import AuditEntry
from moderation import decisions
from moderation.models import Decision
from tests.cast import sign_in

LIST = "/admin/moderation/account/"
NEW = "quite-another-phrase-3"
NEW_TWICE = {"password1": NEW, "password2": NEW}
FORGOTTEN = reverse("account_reset_password")
SIGN_UP = {
    "username": "eve_signs_in",
    "password1": "a-long-pass-phrase-7",
    "pen_name": "Ида Ли",
    "email": "eve@harbour.example",
}


@pytest.fixture
def with_mail(settings):
    """As archive/settings.py has it where EMAIL_URL is set; mail goes into the test's outbox."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]


@pytest.fixture
def broken_mail(with_mail, settings):
    """Nothing listens on port 1."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }


def choose(client, action, person, **data):
    chosen = {"action": action, "_selected_action": [person.pk]}
    return client.post(LIST, chosen | data)


def is_in(client) -> bool:
    return client.get("/desk").status_code == 200


def set_up_app(user) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


# A forgotten password


def test_the_page_says_in_words_how_to_come_back(client, db):
    page = client.get(FORGOTTEN).text
    assert "sends no e-mail" in page
    assert "Ask a moderator" in page
    assert 'name="email"' not in page
    assert "We send" not in client.get(reverse("account_reset_password_done")).text


def test_a_moderator_makes_a_link_that_is_shown_once(client, mod, bob):
    client.force_login(mod)
    asked = choose(client, "one_time_link", bob)
    assert "whoever has the link has the account" in asked.text
    assert "/reset/key/" not in asked.text
    page = choose(client, "one_time_link", bob, decide="yes", reason="She named her drafts.")
    link = re.search(r'value="(http://testserver/accounts/password/reset/key/[^"]+)"', page.text)[1]
    assert "no-store" in page.headers["Cache-Control"]
    row = reverse("admin:moderation_account_change", args=[bob.pk])
    for address in (LIST, row, "/admin/", "/admin/moderation/decision/"):
        assert link not in client.get(address).text
    assert Decision.objects.get().verb == "link"
    entry = AuditEntry.objects.get(verb="account.link")
    assert (entry.actor_id, entry.object_id) == (mod.pk, bob.pk)
    assert link.rsplit("/", 2)[1] not in str(entry.detail)

    client.logout()
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.text
    answer = client.post(form.request["PATH_INFO"], NEW_TWICE)
    assert answer.url == "/desk"
    assert is_in(client)
    bob.refresh_from_db()
    assert bob.check_password(NEW)


def test_a_link_works_once(client, bob):
    link = one_time_link.path_for(bob)
    client.post(client.get(link, follow=True).request["PATH_INFO"], NEW_TWICE)
    client.logout()
    page = client.get(link, follow=True)
    assert "This link works no more" in page.text
    assert 'name="password1"' not in page.text


@pytest.mark.parametrize("what", ["password", "sign_in"])
def test_a_link_dies_with_the_next_password_and_the_next_sign_in(client, bob, what):
    link = one_time_link.path_for(bob)
    if what == "password":
        bob.set_password(NEW)
        bob.save()
    else:
        sign_in(client, bob)
        client.logout()
    assert "This link works no more" in client.get(link, follow=True).text


def test_a_link_holds_for_a_day(client, bob, settings):
    link = one_time_link.path_for(bob)
    assert settings.PASSWORD_RESET_TIMEOUT == 24 * 60 * 60
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link works no more" in client.get(link, follow=True).text


def test_a_weak_password_is_refused_and_the_link_lives_on(client, bob):
    address = client.get(one_time_link.path_for(bob), follow=True).request["PATH_INFO"]
    answer = client.post(address, {"password1": "12345678", "password2": "12345678"})
    assert "entirely numeric" in answer.text
    assert client.post(address, NEW_TWICE).url == "/desk"


def test_a_link_does_not_lead_around_the_second_step(client, bob):
    secret = set_up_app(bob)
    address = client.get(one_time_link.path_for(bob), follow=True).request["PATH_INFO"]
    answer = client.post(address, NEW_TWICE)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


@pytest.mark.parametrize("whose", ["admin", "editor", "mod"])
@pytest.mark.parametrize("action", ["one_time_link", "one_step"])
def test_moderators_get_no_hold_of_accounts_of_staff(request, client, mod, whose, action):
    person = request.getfixturevalue(whose)
    set_up_app(person)
    client.force_login(mod)
    page = choose(client, action, person, decide="yes", reason="x")
    assert "/reset/key/" not in page.text
    assert not Decision.objects.exists()
    with pytest.raises(decisions.RefusedError):
        decisions.make_one_time_link(person, by=mod)
    with pytest.raises(decisions.RefusedError):
        decisions.take_second_step_away(person, by=mod)
    assert Authenticator.objects.exists()


def test_an_administrator_makes_links_for_staff_but_nobody_else_makes_any(client, admin, mod, bob):
    assert decisions.make_one_time_link(mod, by=admin).startswith("/accounts/")
    with pytest.raises(PermissionDenied):
        decisions.make_one_time_link(mod, by=bob)
    mod.suspend("Went wild")
    with pytest.raises(PermissionDenied):
        decisions.make_one_time_link(bob, by=mod)


def test_links_are_made_for_one_person_at_a_time(client, mod, alice, bob):
    client.force_login(mod)
    people = [alice.pk, bob.pk]
    data = {"action": "one_time_link", "_selected_action": people, "decide": "yes"}
    page = client.post(LIST, data, follow=True)
    assert "Choose one person" in page.text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["admin", "ADMIN", "the caretaker"])
def test_the_keeper_who_locked_herself_out_asks_the_machine(client, admin, name, settings):
    settings.ALLOWED_HOSTS = ["localhost", "archive.example"]
    out = io.StringIO()
    call_command("reset_link", name, stdout=out)
    line = out.getvalue().strip()
    assert line.startswith("http://archive.example/accounts/password/reset/key/")
    path = line.removeprefix("http://archive.example")
    settings.ALLOWED_HOSTS = ["*"]
    client.post(client.get(path, follow=True).request["PATH_INFO"], NEW_TWICE)
    assert is_in(client)
    assert AuditEntry.objects.get().verb == "account.link"


def test_the_machine_takes_a_lost_second_step_away_too(client, admin):
    set_up_app(admin)
    call_command("reset_link", "admin", "--take-away-second-step", stdout=io.StringIO())
    sign_in(client, admin)
    assert is_in(client)


def test_the_machine_knows_nobody_of_another_name(db):
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_link", "nobody")


# A lost second step


def test_a_moderator_takes_two_step_sign_in_away_and_the_person_is_told(client, mod, bob):
    sign_in(client, bob)
    client.logout()
    set_up_app(bob)
    client.force_login(mod)
    choose(client, "one_step", bob, decide="yes", reason="Lost the telephone")
    assert not Authenticator.objects.exists()
    assert Decision.objects.get().verb == "one_step"
    assert AuditEntry.objects.filter(verb="account.one_step", object_id=bob.pk).exists()
    client.logout()

    sign_in(client, bob)
    assert "switched your two-step sign-in off" in client.get("/desk").text
    client.logout()
    sign_in(client, bob)
    assert "switched your two-step sign-in off" not in client.get("/desk").text


def test_nothing_is_taken_from_who_has_no_second_step(client, mod, bob):
    with pytest.raises(decisions.RefusedError):
        decisions.take_second_step_away(bob, by=mod)


# What EMAIL_URL changes


def test_without_it_nobody_is_asked_for_an_address(client, db):
    assert 'name="email"' not in client.get(reverse("account_signup")).text
    assert "needs no address" not in client.get(reverse("account_signup")).text


def test_with_it_a_sign_up_is_verified_by_a_code(client, db, with_mail):
    answer = client.post(reverse("account_signup"), SIGN_UP)
    assert answer.url == reverse("account_email_verification_sent")
    assert not is_in(client)
    page = client.get(answer.url)
    assert "eve@harbour.example" in page.text
    (message,) = mail.outbox
    assert message.to == ["eve@harbour.example"]
    code = re.search(r"^[A-Z0-9-]{6,}$", message.body, re.MULTILINE)[0]
    wrong = client.post(answer.url, {"code": "XXXXXX"})
    assert "This code is not right" in wrong.text
    client.post(answer.url, {"code": code})
    assert is_in(client)
    assert EmailAddress.objects.get().verified


def test_a_sign_up_waits_for_its_code_however_often_it_comes_back(client, db, with_mail):
    client.post(reverse("account_signup"), SIGN_UP)
    client.cookies.clear()
    data = {"login": "eve_signs_in", "password": SIGN_UP["password1"]}
    answer = client.post(reverse("account_login"), data)
    assert answer.url == reverse("account_email_verification_sent")
    assert not is_in(client)


def test_who_joined_without_an_address_still_comes_in(client, bob, with_mail):
    sign_in(client, bob)
    assert is_in(client)
    assert not mail.outbox


def test_who_was_here_before_comes_in_with_an_address_never_verified_and_is_asked(
    client, bob, with_mail
):
    User.objects.filter(pk=bob.pk).update(last_login="2025-01-01T00:00Z")
    EmailAddress.objects.create(user=bob, email="bob@harbour.example", primary=True)
    sign_in(client, bob)
    page = client.get("/desk")
    assert page.status_code == 200
    assert "not verified yet" in page.text
    client.logout()
    EmailAddress.objects.update(verified=True)
    sign_in(client, bob)
    assert "not verified yet" not in client.get("/desk").text


def test_who_keeps_house_is_never_locked_out(client, admin, with_mail):
    """As manage.py createsuperuser leaves an account."""
    User.objects.filter(pk=admin.pk).update(email="keeper@harbour.example")
    sign_in(client, admin)
    assert is_in(client)


def test_a_mail_server_out_of_order_keeps_nobody_out(client, db, broken_mail):
    answer = client.post(reverse("account_signup"), SIGN_UP, follow=True)
    assert "could not send you a mail" in answer.text
    assert is_in(client)
    assert not EmailAddress.objects.get().verified


def test_a_mail_server_out_of_order_breaks_no_page(client, bob, broken_mail):
    EmailAddress.objects.create(user=bob, email="bob@harbour.example", verified=True, primary=True)
    page = client.post(FORGOTTEN, {"email": "bob@harbour.example"}, follow=True)
    assert page.status_code == 200
    assert "could not send you a mail" in page.text
    assert "Ask a moderator" in page.text


def test_with_it_a_forgotten_password_is_mended_by_mail(client, bob, with_mail):
    EmailAddress.objects.create(user=bob, email="bob@harbour.example", verified=True, primary=True)
    assert 'name="email"' in client.get(FORGOTTEN).text
    client.post(FORGOTTEN, {"email": "bob@harbour.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    client.post(client.get(link, follow=True).request["PATH_INFO"], NEW_TWICE)
    assert is_in(client)
