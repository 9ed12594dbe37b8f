"""Names of tags in one box: which may have commas, and which do not fit."""

import pytest
from django.core.exceptions import ValidationError

from intake.fair_copy import FairCopy
from intake.reader import read
from tags.forms import TagsField
from tags.models import NAME_LENGTH

FILM = "Crouching Tiger, Hidden Dragon"
LIGATURE = "\ufdfa"  # one character whose key has eighteen


@pytest.fixture
def box():
    return TagsField(at_most=75)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann, Wren", ["Ann", "Wren"]),
        ("Ann\nWren,, ", ["Ann", "Wren"]),
        (f'"{FILM}", Wren', [FILM, "Wren"]),
        (f'Wren,"{FILM}"', ["Wren", FILM]),
        (f'"{FILM}"\nWren', [FILM, "Wren"]),
        ('"Weird Al" Yankovic, Wren', ['"Weird Al" Yankovic', "Wren"]),
        ('Dwayne "The Rock" Johnson', ['Dwayne "The Rock" Johnson']),
        ('"unclosed, Wren', ['"unclosed', "Wren"]),
        ('"Ann"', ["Ann"]),
        ('"", Ann', ["Ann"]),
        ("شهرزاد، دنيازاد, Ann", ["شهرزاد", "دنيازاد", "Ann"]),
        ('"ليلى، قيس"، Ann', ["ليلى، قيس", "Ann"]),
        ("", []),
    ],
)
def test_commas_part_names_but_not_within_quotation_marks(box, typed, names):
    assert box.clean(typed) == names


@pytest.mark.parametrize(
    "name",
    [
        FILM,
        "ليلى، قيس",
        "Ann",
        '"Heroes"',
        '"Ann, Wren" and others',
        'The "Rock", again',
        '"',
        ',"',
    ],
)
def test_what_is_shown_is_read_back_whole(box, name):
    assert box.clean(box.prepare_value([name, "Wren"])) == [name, "Wren"]


def test_a_name_with_a_comma_is_shown_in_quotation_marks(box):
    assert box.prepare_value([FILM, "Wren"]) == f'"{FILM}", Wren'


def test_a_name_whose_key_has_no_room_is_refused_with_a_sentence(box):
    with pytest.raises(ValidationError, match="stand for too many others"):
        box.clean(LIGATURE * 100)
    assert box.clean(LIGATURE * 10) == [LIGATURE * 10]


def test_a_draft_keeps_a_name_whose_key_has_no_room_beside_its_header():
    copy = FairCopy(tags={"freeforms": ["Fluff", LIGATURE * 100, "x" * (NAME_LENGTH + 1)]})
    copy.fit_tags()
    assert copy.tags == {"freeforms": ["Fluff"]}
    assert LIGATURE * 100 in copy.header_lines[0]["value"]


@pytest.mark.django_db
def test_a_draft_with_such_a_name_is_kept(client, source):
    said = {"draft": "", "freeforms": LIGATURE * 100}
    assert client.post(source.get_absolute_url(), said).status_code == 302
    source.refresh_from_db()
    assert LIGATURE * 100 in str(source.story.header_lines)


def names_in(line: str, kind: str) -> list[str]:
    return [one.name for one in read(f"A Title\n{line}\n\nIt rained.\n".encode()).suggestions(kind)]


@pytest.mark.parametrize(
    ("line", "kind", "names"),
    [
        ("Characters: Smith, John; Doe, Jane", "character", ["Smith, John", "Doe, Jane"]),
        ("Characters: John Smith, Jane Doe", "character", ["John Smith", "Jane Doe"]),
        (f"Fandoms: {FILM}; Carmilla", "fandom", [FILM, "Carmilla"]),
        ("Characters: Ann (old; grey), Wren", "character", ["Ann (old; grey)", "Wren"]),
        ("Pairing: Ann/Wren; Bo/Cy, Di/Ed", "relationship", ["Ann/Wren", "Bo/Cy", "Di/Ed"]),
    ],
)
def test_where_semicolons_part_names_commas_stand_within_them(line, kind, names):
    assert names_in(line, kind) == names


@pytest.mark.django_db
def test_a_name_with_a_comma_survives_the_check_page(client, alice, bring):
    client.force_login(alice)
    source = bring("A Title\nCharacters: Smith, John; Doe, Jane\n\nIt rained.")
    page = client.get(source.get_absolute_url()).text
    assert "&quot;Smith, John&quot;, &quot;Doe, Jane&quot;" in page
    client.post(source.get_absolute_url(), {"draft": ""})
    source.refresh_from_db()
    characters = source.story.characters.values_list("name", flat=True)
    assert sorted(characters) == ["Doe, Jane", "Smith, John"]
