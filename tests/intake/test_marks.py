"""Lines that are signs: scene breaks, headings, end marks."""

import pytest

from intake.reader.body.headings import counted
from intake.reader.body.marks import (
    heading,
    is_end_mark,
    is_flashback,
    is_last_mark,
    is_scene_break,
    number_of,
)

SCENE_BREAKS = (
    "***|****|* * *|*****|---|- - -|--- --- ---|_____|___|====|=-=-=|-=-=-=-|~~~|~ ~ ~|~*~|~*~*~|"
    "*~*~*|~~*~~|~o~|-o-|--o--|o-o-o|oOo|oOoOo|o0o|OoOoO|xXx|xxx|XXXX|x x x|+++|+ + +|#|# # #|###|"
    "@|@-->--|><><|<><><>|<3 <3 <3|^^^|...|. . .|/\\/\\/|***** *****|§|●|•••|⁂|❦|+*+*+|:::|%%%|&&&|"
    "-*-*-|.oOo.|SWSWSWSW|HPHPHP|[scene break]|LINE BREAK|-LINE-|(Scene change)|PAGE BREAK"
)
LAST_ENDS = (
    "The End|THE END|End|End.|FIN|Fin.|Finis|finito|~end~|*end*|-end-|-30-|##THE END##|Owari|Ende|"
    "Конец|تمّت|~ fin ~|_THE END_"
)
ENDS_OF_PARTS = (
    "TBC|TBC...|To be continued|End Part 1|End part 1/3|End of Chapter 2|continued in part 2"
)
SENTENCES = 'No.|Oh|?|!!!|...!|^_^|I|x|"..."|\'|<3 you|O|OK|Hahaha|x marks it|:)|30|-- Ann|(...)'


@pytest.mark.parametrize("line", SCENE_BREAKS.split("|"))
def test_a_row_of_signs_is_a_scene_break(line):
    assert is_scene_break(line)


@pytest.mark.parametrize("line", SENTENCES.split("|"))
def test_words_and_faces_are_no_scene_break(line):
    assert not is_scene_break(line)


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("Part One", "part", 1, ""),
        ("Part 1/3", "part", 1, ""),
        ("PART 2 OF 3", "part", 2, ""),
        ("Chapter 1", "chapter", 1, ""),
        ("CHAPTER ONE: The Rain", "chapter", 1, "The Rain"),
        ('Chapter X: "Who Are You?"', "chapter", 10, '"Who Are You?"'),
        ("*Chapter 2*", "chapter", 2, ""),
        ("~ Chapter 12 - Home ~", "chapter", 12, "Home"),
        ("Act II", "act", 2, ""),
        ("Book Two", "book", 2, ""),
        ("Chapter Twenty-One", "chapter", 21, ""),
        ("Prologue", "prologue", 0, ""),
        ("Epilogue: After", "epilogue", 0, "After"),
        ("Kapitel 3", "kapitel", 3, ""),
        ("Глава 2", "глава", 2, ""),
    ],
)
def test_a_heading_is_understood(line, kind, number, title):
    found = heading(line)
    assert found
    assert (found.kind, found.number, found.title) == (kind, number, title)


@pytest.mark.parametrize(
    "line",
    [
        "Part of him wanted to stay.",
        "Chapter 3 of the book was torn.",
        "Act now!",
        "Book me a flight",
        "Prologue and epilogue were missing from it",
        "The first part",
        "Part time",
    ],
)
def test_a_sentence_is_no_heading(line):
    assert heading(line) is None


@pytest.mark.parametrize("line", LAST_ENDS.split("|"))
def test_an_end_is_an_end(line):
    assert is_end_mark(line)
    assert is_last_mark(line)


@pytest.mark.parametrize("line", ENDS_OF_PARTS.split("|"))
def test_an_end_of_a_part_is_not_the_last(line):
    assert is_end_mark(line)
    assert not is_last_mark(line)


@pytest.mark.parametrize("line", ["30", "Fine.", "In the end.", "The ending", "Ended"])
def test_other_words_are_no_end(line):
    assert not is_end_mark(line)


@pytest.mark.parametrize(
    ("word", "number"),
    [("12", 12), ("twelve", 12), ("XII", 12), ("xl", 40), ("ninety-nine", 99), ("of", 0)],
)
def test_numbers(word, number):
    assert number_of(word) == number


@pytest.mark.parametrize(
    "line",
    (
        *("*$*", "|", "***** *****", "~x~", "-x-x-x-", "~HPHPHP~", "HP*HP*HP", "[break]", "• • •"),
        *("— — —", "x x x", "0o0o0", "~*~oOo~*~", "*Scene Change*", "[time skip]", "смена сцены"),
    ),
)
def test_what_parts_scenes_elsewhere_does_so_too(line):
    assert is_scene_break(line)


@pytest.mark.parametrize(
    "line",
    ["HAHAHA", "NONONO", "xoxo", "Ooo", "O.O", "-_-", "~~~ = scene change", "break", "x-ray", "hr"],
)
def test_laughter_faces_kisses_and_legends_are_no_scene_break(line):
    assert not is_scene_break(line)


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("(1/3)", "part", 1, ""),
        ("[2/5]", "part", 2, ""),
        ("Erstes Kapitel", "kapitel", 1, ""),
        ("Kapitel Zwölf: Ende", "kapitel", 12, "Ende"),
        ("Teil 2", "teil", 2, ""),
        ("Chapitre premier", "chapitre", 1, ""),
        ("Partie deux", "partie", 2, ""),
        ("Capítulo Primero", "capítulo", 1, ""),
        ("Capítulo dos: La lluvia", "capítulo", 2, "La lluvia"),
        ("Глава первая", "глава", 1, ""),
        ("Часть вторая", "часть", 2, ""),
        ("Capitolo Tre", "capitolo", 3, ""),
        ("الفصل الأول", "الفصل", 1, ""),
        ("Chapter One, In Which It Rains", "chapter", 1, "In Which It Rains"),
        ("Chapter 3b", "chapter 3b", 3, ""),
        ("Ch. 3: Home", "ch", 3, "Home"),
        ("Coda", "coda", 0, ""),
    ],
)
def test_headings_of_other_tongues_and_habits(line, kind, number, title):
    found = heading(line)
    assert found
    assert (found.kind, found.number, found.title) == (kind, number, title)


@pytest.mark.parametrize("line", ["first part", "Chapter die", "1/3", "Actor One", "Section of it"])
def test_what_only_looks_like_a_heading(line):
    assert heading(line) is None


@pytest.mark.parametrize(
    ("line", "row", "number"),
    [
        ("-1-", "-1-", 1),
        ("1.", "1.", 1),
        ("IV.", "I.", 4),
        ("~2~", "~1~", 2),
        ("Day 24 - Wednesday", "day", 24),
        ("2. The Rain", "1. x", 2),
        ("Two", "one", 2),
    ],
)
def test_a_number_may_be_one_of_a_row(line, row, number):
    found = counted(line)
    assert found
    assert (found[0], found[1].number) == (row, number)


@pytest.mark.parametrize("line", ["One.", '"One"', "1:30", "Two?", "Mix", "1999 was wet"])
def test_a_number_that_somebody_says_is_of_no_row(line):
    assert counted(line) is None


@pytest.mark.parametrize(
    "line",
    (
        *("Continued…", "To be continued in part two", "(Continued in next post)", "End Chapter 3"),
        *("Ende Teil 1", "à suivre", "Fortsetzung folgt", "continuará", "Конец первой части"),
    ),
)
def test_more_is_to_come(line):
    assert is_end_mark(line)
    assert not is_last_mark(line)


@pytest.mark.parametrize("line", ["*flashback*", "~End Flashback~", "[begin flashback]"])
def test_a_flashback_is_announced(line):
    assert is_flashback(line)
    assert not is_flashback(line.strip("*~[]"))
