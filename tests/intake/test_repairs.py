"""What programs did to a text on its way is undone where that is certain, and told."""

import pytest

from intake.reader.letters.decoding import decode
from intake.reader.mail.repairs import repaired


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("Donâ€™t wait, said the cafÃ©.", "Don’t wait, said the café."),
        ("Itâ\x80\x99s raining.", "It’s raining."),
        ("Se√±or ‚Äúhi‚Äù", "Señor “hi”"),
        (
            "ÒIt rains,Ó she said. ItÕs late, isnÕt it?",
            "“It rains,” she said. It’s late, isn’t it?",
        ),
    ],
)
def test_garbled_letters_are_repaired_and_told(garbled, meant):
    decoded = decode(garbled.encode())
    assert decoded.text == meant
    assert len(decoded.repairs) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Þetta er góð saga, ÁÍÓ ÓLAFUR.",
        "École, Ñandú, Òscar, NÃO, Õun.",
        "C’est «à la» carte, dit-elle… — oui.",
        "Привет, «мир» — и Ð один.",
        "What was lost is lost: it?s raining.",
    ],
)
def test_letters_of_other_languages_are_left_alone(text):
    assert decode(text.encode()).text == text
    assert decode(text.encode()).repairs == ()


@pytest.mark.parametrize(
    "text",
    [
        "a=20 and b=30",
        "=-=-=-=\n=====\n",
        "E=mc2=E9?",
        "Fish &amp; chips",
        "> One line that somebody quoted.\nAnd an answer.\n",
        "AT&T; R&D; B&B;",
    ],
)
def test_what_proves_nothing_stays_as_it_is(text):
    assert repaired(text) == (text, [])


def test_a_cut_line_is_joined_where_its_mail_program_cut_it():
    text = (
        "Content-Transfer-Encoding: quoted-printable\n\nIt rain=\ned, and she=92d gone.=20\nSo?\n"
    )
    found, [sentence] = repaired(text)
    assert found.endswith("It rained, and she’d gone. \nSo?\n")
    assert sentence.endswith("were decoded in 3 places.")


def test_utf8_and_windows_are_told_apart_in_quoted_printable():
    head = "Content-Transfer-Encoding: quoted-printable\n"
    assert repaired(f"{head}caf=C3=A9")[0].endswith("café")
    assert repaired(f"{head}caf=E9")[0].endswith("café")


def test_a_subject_in_code_is_read():
    assert repaired("Subject: =?iso-8859-1?Q?Caf=E9?=")[0] == "Subject: Café"
    assert repaired("Subject: =?no-such?Q?Caf=E9?=")[0] == "Subject: =?no-such?Q?Caf=E9?="
