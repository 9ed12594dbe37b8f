"""Lines that are signs: scene breaks, headings, end marks."""

import pytest

from intake.reader.marks import heading, is_end_mark, is_last_mark, is_scene_break, number_of

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
