"""Sign-up, pen names, and what nobody can find out about them."""

import pytest
from django.urls import reverse

from accounts.models import Block, PenName, User

SIGN_UP = {"username": "eve_signs_in", "password1": "a-long-pass-phrase-7", "pen_name": "Ида Ли"}


def test_an_account_comes_with_a_pen_name_and_without_e_mail(client, db):
    answer = client.post(reverse("account_signup"), SIGN_UP)
    assert answer.status_code == 302
    pen_name = PenName.objects.get()
    assert pen_name.name == "Ида Ли"
    assert pen_name.user.username == "eve_signs_in"
    assert client.get("/desk").status_code == 200


def test_the_pen_name_is_not_the_name_one_signs_in_with(client, db):
    answer = client.post(reverse("account_signup"), SIGN_UP | {"pen_name": "Eve_Signs_IN"})
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert "Choose another" in answer.text
    assert 'value="Eve_Signs_IN"' in answer.text


@pytest.mark.parametrize("name", ["maud thornapple", "Ｍａｕｄ Thornapple", "  Maud   Thornapple "])
def test_a_pen_name_is_taken_whatever_its_case_and_width(client, alice, name):
    answer = client.post(reverse("account_signup"), SIGN_UP | {"pen_name": name})
    assert "already writes under this name" in answer.text


@pytest.mark.parametrize("name", ["\u200b", "\u202eevil", "ㅤ", "   "])
def test_a_pen_name_can_be_seen(client, db, name):
    assert client.post(reverse("account_signup"), SIGN_UP | {"pen_name": name}).status_code == 200
    assert not PenName.objects.exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maud Thornapple", "Maud_Thornapple"),
        ("Zoë-Ann  O’Hara", "Zoe_Ann_O_Hara"),
        ("Login", "Login_2"),
        ("x" * 60, "x" * 40),
    ],
)
def test_the_software_makes_the_slug(alice, name, slug):
    PenName.objects.all().delete()
    assert PenName.objects.create(user=alice, name=name).slug == slug


def test_a_name_without_latin_letters_gets_a_number(alice):
    assert PenName.objects.create(user=alice, name="ورّاقة المساء").slug.startswith("pen")


def test_a_clash_without_case_is_numbered(alice):
    PenName.objects.all().delete()
    slugs = [PenName.objects.create(user=alice, name=name).slug for name in ("A B", "a-b", "A_b")]
    assert slugs == ["A_B", "a_b_2", "A_b_3"]


def test_a_rename_keeps_the_slug(alice):
    pen_name = alice.pen_name
    pen_name.name = "Somebody New"
    pen_name.save()
    assert pen_name.slug == "Maud_Thornapple"


def test_the_short_address_goes_to_the_long_one_for_good(client, alice):
    answer = client.get("/users/maud_thornapple")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/users/Maud_Thornapple/pseuds/Maud_Thornapple"


def test_two_pen_names_are_linked_only_if_their_owner_says_so_of_both(client, alice, story):
    other = PenName.objects.create(user=alice, name="lampblack")
    first = alice.pen_names.get(name="Maud Thornapple")

    def pages():
        return [
            client.get(first.get_absolute_url()).text,
            client.get(other.get_absolute_url()).text,
            client.get(story.get_absolute_url()).text,
        ]

    assert "lampblack" not in pages()[0] + pages()[2]
    assert "Maud" not in pages()[1]
    PenName.objects.filter(pk=other.pk).update(linked=True)
    assert "Maud" not in pages()[1]
    PenName.objects.filter(pk=first.pk).update(linked=True)
    assert "lampblack" in pages()[0]
    assert "Maud Thornapple" in pages()[1]


def test_no_page_shows_a_user_name(client, alice, bob, story, series):
    client.force_login(bob)
    for address in (
        "/",
        "/works",
        story.get_absolute_url(),
        alice.pen_name.get_absolute_url(),
        series.get_absolute_url(),
        "/me",
        "/desk",
    ):
        page = client.get(address).text
        assert "alice" not in page, address
        assert "bob" not in page, address


def test_a_block_does_not_tell_which_pen_names_are_one_person(client, alice, bob):
    second = PenName.objects.create(user=bob, name="Another Bird")
    client.force_login(alice)
    client.post("/me/blocks", {"name": "Otterburn"})
    page = client.post("/me/blocks", {"name": "another bird"}, follow=True).text
    assert "Otterburn" in page
    assert "Another Bird" in page
    assert Block.objects.filter(blocker=alice, blocked=second.user).count() == 2


def test_a_suspended_person_signs_in_and_reads_but_writes_nothing(client, bob, story):
    bob.suspend("Spam")
    client.post(reverse("account_login"), {"login": "bob", "password": "ficwright-demo"})
    assert client.get(story.get_absolute_url()).status_code == 200
    answer = client.post("/me/pen-names", {"name": "Brand New"})
    assert answer.status_code == 403
    assert "suspended" in answer.text
    assert "Spam" in answer.text
    assert client.post("/consent").status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302


def test_sign_up_can_be_closed_at_once(client, db):
    from core.models import SiteSettings

    SiteSettings(sign_up="closed").save()
    client.post(reverse("account_signup"), SIGN_UP)
    assert not User.objects.exists()


def test_a_name_whose_key_is_too_long_is_refused_and_no_half_account_is_left(client, alice):
    ligature = "\ufdfa"  # one character whose key has eighteen
    answer = client.post(reverse("account_signup"), SIGN_UP | {"pen_name": ligature * 100})
    assert answer.status_code == 200
    assert "This name is too long." in answer.text
    assert not User.objects.filter(username="eve_signs_in").exists()
