"""Every page of allauth that a person can reach stands in our frame and speaks our words."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.shortcuts import render
from django.urls import get_resolver, reverse

from accounts import one_time_link
from core.models import SiteSettings
from tests.cast import PASSWORD, sign_in

# Pages by who comes to them. What is not here is no page: it stands in NO_PAGES with its reason.
GUEST = ["account_login", "account_signup", "account_reset_password", "account_inactive",
         "account_reset_password_done", "account_reset_password_from_key_done"]  # fmt: skip
MEMBER = ["account_logout", "account_change_password", "account_email", "account_reauthenticate",
          "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
          "usersessions_list"]  # fmt: skip
WITH_SECOND_STEP = ["mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes",
                    "mfa_generate_recovery_codes", "mfa_reauthenticate",
                    "mfa_reauthenticate_webauthn", "mfa_list_webauthn", "mfa_edit_webauthn",
                    "mfa_remove_webauthn"]  # fmt: skip
ELSEWHERE = {
    "account_email_verification_sent": "a step of a sign-up, with e-mail only: below",
    "account_reset_password_from_key": "needs a link: below",
    "account_set_password": "for accounts without a password, of which there are none: below",
    "account_confirm_email": "links of former times: below",
    "mfa_authenticate": "a step of a sign-in: below",
    "account_confirm_login_code": "signing in by a code is not offered",
    "mfa_download_recovery_codes": "a file of text",
    "mfa_login_webauthn": "an answer to a script",
}
THEIRS = re.compile(
    r"\bUsername|\busername\b|\bEmail\b|Two-Factor|Recovery|recovery code|Authenticator App"
    r"|Successfully|\bSign In\b|\bSign Up\b|\bLog ?[Ii]n\b|token|Bad Token|Confirm Access"
)
TAG = re.compile(r"<script.*?</script>|<[^>]*>", re.DOTALL)


def check(answer) -> str:
    """The words of a page, found to be in our frame and ours."""
    assert answer.status_code in (200, 403), answer.status_code
    page = answer.text
    assert 'class="site-header"' in page
    assert page.count("<h1") == 1
    assert not re.search(r"""<[^>]*\s(style|onclick)=""", page)
    assert "placeholder=" not in page.split("<main")[1]
    words = " ".join(TAG.sub(" ", page).split())
    assert not THEIRS.search(words), THEIRS.search(words)
    return words


def test_every_address_of_allauth_is_in_the_table():
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    theirs = {name for name in names if name.startswith(("account_", "mfa_", "usersessions_"))}
    ours = {"account_settings"}
    assert theirs - ours == {*GUEST, *MEMBER, *WITH_SECOND_STEP, *ELSEWHERE}


@pytest.mark.parametrize("email_url", ["", "smtp://mail.example"])
@pytest.mark.parametrize("name", GUEST)
def test_pages_at_the_door(client, db, settings, name, email_url):
    settings.EMAIL_URL = email_url
    check(client.get(reverse(name)))


@pytest.mark.parametrize("sign_up", ["approval", "closed"])
def test_the_pages_of_who_wishes_to_join(client, db, sign_up):
    SiteSettings(sign_up=sign_up).save()
    check(client.get(reverse("account_signup")))
    words = check(client.get(reverse("account_login")))
    assert ("Make one" in words) == (sign_up == "approval")


@pytest.mark.parametrize("email_url", ["", "smtp://mail.example"])
@pytest.mark.parametrize("name", MEMBER)
def test_pages_of_an_account(client, bob, settings, name, email_url):
    settings.EMAIL_URL = email_url
    show_who_it_is(client, bob)
    check(client.get(reverse(name)))


def show_who_it_is(client, person):
    """As whoever changes what guards the account has to."""
    sign_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def bob_in_two_steps(client, bob):
    show_who_it_is(client, bob)
    TOTP.activate(bob, generate_totp_secret())
    RecoveryCodes.activate(bob)
    key = Authenticator.objects.create(
        user=bob, type="webauthn", data={"name": "My telephone", "credential": {}}
    )
    return {"mfa_edit_webauthn": [key.pk], "mfa_remove_webauthn": [key.pk]}


@pytest.mark.parametrize("name", [name for name in WITH_SECOND_STEP if "reauth" not in name])
def test_pages_of_two_step_sign_in(client, bob_in_two_steps, name, monkeypatch):
    without_reading_keys(monkeypatch)
    check(client.get(reverse(name, args=bob_in_two_steps.get(name, []))))


def without_reading_keys(monkeypatch):
    """The key of these tests was never made by a device."""
    from allauth.mfa.webauthn.internal import auth

    monkeypatch.setattr(auth.WebAuthn, "is_passwordless", property(lambda self: True))


def test_showing_once_more_that_it_is_you(client, bob, settings):
    sign_in(client, bob)
    TOTP.activate(bob, generate_totp_secret())
    words = check(client.get(reverse("account_reauthenticate")))
    assert "Use your app or an emergency code" in words
    words = check(client.get(reverse("mfa_reauthenticate")))
    assert "Use your password" in words


def test_showing_it_with_a_key(rf, db):
    context = {"form": AuthenticateWebAuthnForm(user=None), "js_data": {}}
    request = rf.get(reverse("mfa_reauthenticate_webauthn"))
    check(render(request, "mfa/webauthn/reauthenticate.html", context))


def test_the_second_step_of_a_sign_in(client, bob):
    TOTP.activate(bob, generate_totp_secret())
    client.post(reverse("account_login"), {"login": "bob", "password": PASSWORD})
    check(client.get(reverse("mfa_authenticate")))
    check(client.post(reverse("mfa_authenticate"), {"code": "1"}))


def test_the_page_behind_a_link_for_a_new_password(client, bob):
    link = one_time_link.path_for(bob)
    check(client.get(link, follow=True))
    check(client.get(link.replace(link[-8:-2], "xxxxxx"), follow=True))


def test_the_code_of_a_new_address(client, bob, settings):
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    sign_in(client, bob)
    data = {"email": "bob@harbour.example", "action_add": ""}
    words = check(client.post(reverse("account_email"), data, follow=True))
    assert "Enter the code" in words
    assert "bob@harbour.example" in words
    EmailAddress.objects.create(user=bob, email="bob@harbour.example", primary=True)
    check(client.get(reverse("account_email")))


def test_a_password_for_who_has_none(client, bob):
    bob.set_unusable_password()
    bob.save()
    client.force_login(bob)
    check(client.get(reverse("account_set_password")))


def test_old_links_and_wrong_answers(client, bob):
    check(client.get("/accounts/confirm-email/xyz/"))
    wrong = {"login": "bob", "password": "wrong"}
    words = check(client.post(reverse("account_login"), wrong))
    assert "The sign-in name or the password is not right." in words
    words = check(client.post(reverse("account_signup"), {"username": "bob", "pen_name": "Other"}))
    assert "Somebody signs in with this name" in words


def test_news_of_what_was_done_are_in_our_words(client, bob):
    sign_in(client, bob)
    data = {"oldpassword": PASSWORD, "password1": "a-new-phrase-9", "password2": "a-new-phrase-9"}
    words = check(client.post(reverse("account_change_password"), data, follow=True))
    assert "Your password is changed." in words


@pytest.mark.parametrize("onward", ["http://[", "//evil.example", "/\\evil.example"])
def test_after_signing_in_nobody_is_led_elsewhere(client, bob, onward):
    door = reverse("account_login")
    assert client.get(door, {"next": onward}).status_code == 200
    answer = client.post(door, {"login": "bob", "password": PASSWORD, "next": onward})
    assert answer.url == reverse("desk")
    assert client.get(door, {"next": onward}).url == reverse("desk")
