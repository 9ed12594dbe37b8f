import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import names


def is_free(slug):
    return False


@pytest.mark.parametrize(
    "one, other",
    [
        ("Alice", "alice"),
        ("Ａｌｉｃｅ", "Alice"),
        ("  Alice   B ", "Alice B"),
        ("Alice\u00a0B", "Alice B"),
        ("Straße", "STRASSE"),
        ("cafe\u0301", "café"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
        ("ali\u200bce", "alice"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_two_spellings_of_a_name_are_one_name(one, other):
    assert names.key(one) == names.key(other)


def test_an_accent_makes_another_name():
    assert names.key("Zoe") != names.key("Zoë")


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert names.key(names.key(name)) == names.key(name)
    assert names.tag_key(names.tag_key(name)) == names.tag_key(name)


@pytest.mark.parametrize(
    "one, other",
    [("Pokémon", "pokemon"), ("Άλφα", "αλφα"), ("Ёлка", "елка"), ("Łódź", "łodz")],
)
def test_a_tag_is_found_without_its_accents(one, other):
    assert names.tag_key(one) == names.tag_key(other)


@pytest.mark.parametrize("one, other", [("ガ", "カ"), ("कि", "क"), ("שִׁ", "ש"), ("ที่", "ท")])
def test_a_mark_of_another_script_is_part_of_its_letter(one, other):
    assert names.tag_key(one) != names.tag_key(other)


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Alice", "Alice"),
        ("Alice in Wonderland", "Alice_in_Wonderland"),
        ("  *~Star~* Girl!! ", "Star_Girl"),
        ("Žofie Čapková", "Zofie_Capkova"),
        ("ﬁne Ｎａｍｅ", "fine_Name"),
        ("дочь 7", "7"),
        ("日本", "pen7"),
        ("", "pen7"),
        ("x" * 50, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_slug_keeps_the_ascii_letters_and_digits_of_a_name(name, slug):
    assert names.slug(name, fallback="pen7", is_taken=is_free) == slug


def test_a_taken_slug_gets_the_next_number():
    taken = {"Alice", "Alice_2"}
    assert names.slug("Alice", fallback="pen1", is_taken=taken.__contains__) == "Alice_3"


def test_a_number_still_fits():
    taken = {"x" * 40, *("x" * 38 + f"_{n}" for n in range(2, 10))}
    assert names.slug("x" * 60, fallback="pen1", is_taken=taken.__contains__) == "x" * 37 + "_10"


@pytest.mark.parametrize("name", ["login", "LOGIN", "Log!in", "new", "Token dispenser", "admin"])
def test_a_reserved_word_is_never_a_slug(name):
    slug = names.slug(name, fallback="pen1", is_taken=is_free)
    assert slug.casefold() not in names.RESERVED


def test_reserved_words_are_written_without_case():
    assert all(word == word.casefold() for word in names.RESERVED)


@given(st.text(), st.sets(st.integers(2, 20)))
def test_every_name_has_a_free_short_ascii_slug(name, numbers):
    first = names.slug(name, fallback="pen1", is_taken=is_free)
    taken = {first.casefold()} | {f"{first[:37]}_{n}".casefold() for n in numbers}
    slug = names.slug(name, fallback="pen1", is_taken=lambda slug: slug.casefold() in taken)
    assert slug.casefold() not in taken | names.RESERVED
    assert re.fullmatch(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*", slug)
    assert 1 <= len(slug) <= names.SLUG_MAX
    assert set(slug) <= set(string.ascii_letters + string.digits + "_")


@pytest.mark.parametrize(
    "name", ["Alice", "アリス", "علی‌رضا", "👩‍🚀", "☆", "¿?", "O'Brien-Smith", "a b"]
)
def test_a_name_in_any_script_can_be_shown(name):
    assert names.is_plain(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\u200b",
        "\u200d\u200d",
        "\u3164",
        "\u2800",
        "\u0301",
        "Alice\u202eecilA",
        "\u2066Alice",
        "Ali\x00ce",
        "Ali\nce",
        "Alice\ufeff",
        "Alice\u2028",
        "\ue000",
        "\ud800",
        "\ufdd0",
    ],
)
def test_a_name_that_hides_or_turns_is_refused(name):
    assert not names.is_plain(name)
