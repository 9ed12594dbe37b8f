"""Subjects of mails carry what a header would say."""

import pytest

from intake import read
from intake.reader.mail.subject import subject_of

VOYAGER = ("fandom", "Star Trek: Voyager")


@pytest.mark.parametrize(
    ("value", "title", "part"),
    [
        ('FIC: "The Rain" (1/5)', "The Rain", "1/5"),
        ("NEW: The Rain, 1/3 (VOY, J/C) [PG-13]", "The Rain", "1/3"),
        ("[FFML] [Ranma][fanfic] The Rain, part 2", "The Rain", "part 2"),
        ("REPOST: The Rain", "The Rain", ""),
        ("[ADULT] The Rain 3/4", "The Rain", "3/4"),
        ("xfc: The Rain (0/4)", "The Rain", "0/4"),
        ("Rain II: Water (1/1)", "Rain II: Water", "1/1"),
        ("The Rain (1/?)", "The Rain", "1/?"),
        ("The Rain 1/WIP", "The Rain", "1/WIP"),
        ("NEW The Rain 1/3 TOS K/S [R]", "The Rain", "1/3"),
        ("NEW VOY The Rain 2/3 [PG-13] (J/C)", "The Rain", "2/3"),
        ("TNG: The Rain, P/Cr, [NC-17] 1/2", "The Rain", "1/2"),
        ("Re: New Moon (2/9)", "New Moon", "2/9"),
        ("New Rules", "New Rules", ""),
        ("[2/5] The Rain", "The Rain", "2/5"),
        ("", "", ""),
    ],
)
def test_a_subject_says_title_and_part(value, title, part):
    found = subject_of(value)
    assert (found.title, found.part) == (title, part)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("NEW: Rain, 1/3 (VOY, J/C) [PG-13]", {VOYAGER, ("rating", "teen")}),
        ("NEW VOY Rain 2/3 [R]", {VOYAGER, ("rating", "mature")}),
        ("[FFML] [Ranma][fanfic] Rain", {("fandom", "Ranma")}),
        ("[ADULT] Rain", {("rating", "explicit")}),
        ("[list] FIC: Rain (1/1) gen", {("category", "Gen")}),
        ("[my-list] Rain", set()),
        ("Rain in Mild Weather", set()),
    ],
)
def test_a_subject_suggests_what_its_codes_say(value, names):
    assert set(subject_of(value).names) == names


def test_the_title_of_the_text_goes_before_that_of_the_subject():
    mail = "From: Ann <ann@example.org>\nSubject: FIC: Wet (1/2)\n\n{}It rained all day.\n"
    assert read(mail.format("Title: Rain\n\n").encode()).suggestions("title") == []
    [guess] = read(mail.format("").encode(), "x.txt").suggestions("title")
    assert (guess.name, guess.line) == ("Wet", 2)
