"""What a header says beyond the story's texts: series, names, whether it is finished, codes."""

import pytest

from intake import read
from intake.reader.conservation import check

BODY = "It rained all day, and nobody in the house had asked for it to.\n\nThen it stopped again.\n"


def found(header: str):
    manuscript = read(f"Title: Rain\n{header}\n\n{BODY}".encode())
    assert check(manuscript, manuscript.source).is_complete
    assert manuscript.chapters[0].text.startswith("It rained all day")
    return manuscript


def kept(manuscript) -> list[str]:
    return [line.label for line in manuscript.header_lines]


@pytest.mark.parametrize(
    ("line", "name", "position"),
    [
        ("Series: Tales of Rain", "Tales of Rain", 0),
        ("Series: Tales of Rain, #3", "Tales of Rain", 3),
        ("Series: Tales of Rain #3", "Tales of Rain", 3),
        ("Series: Tales of Rain (3/5)", "Tales of Rain", 3),
        ("Series: Tales of Rain, part 3 of 5", "Tales of Rain", 3),
        ("Series: Tales of Rain - Book Two", "Tales of Rain", 2),
        ('Series: "Tales of Rain", story 4', "Tales of Rain", 4),
        ("Series: Part 2 of the Rain series", "Rain", 2),
        ("Series: Second in the Rain series", "Rain", 2),
        ("Series: The Rain Series", "The Rain Series", 0),
        ("Part of: the Rain cycle", "the Rain cycle", 0),
        ("Arc: Rain, 7", "Rain", 7),
        ("Sequel to: 'Snow'", "Snow", 0),
        ("Series/Sequel: Sequel to Snow", "Snow", 0),
        ("Reihe: Regen, Teil 3", "Regen", 3),
    ],
)
def test_a_series_and_the_place_in_it(line, name, position):
    manuscript = found(line)
    [part] = manuscript.series
    assert (part.name, part.position) == (name, position)
    assert kept(manuscript) == []


@pytest.mark.parametrize(
    "line",
    [
        "Series: none",
        "Series: no",
        "Sequel: maybe",
        "Sequel: yes, if you ask me nicely",
        "Series: One day there may be more of this. I do not know. Ask me again in the autumn.",
    ],
)
def test_what_names_no_series_is_kept_for_the_author(line):
    manuscript = found(line)
    assert manuscript.series == ()
    assert kept(manuscript) == [line.split(":")[0]]


def test_a_universe_may_be_the_fandom_and_is_only_suggested():
    manuscript = found("Universe: Star Wars")
    assert manuscript.series == ()
    [one] = manuscript.suggestions("fandom")
    assert (one.name, one.stated) == ("Star Wars", False)


@pytest.mark.parametrize(
    ("line", "is_complete"),
    [
        ("Status: Complete", True),
        ("Status: WIP", False),
        ("Status: work in progress", False),
        ("Status: not finished", False),
        ("Finished? yes", True),
        ("Finished?: No", False),
        ("WIP: yes", False),
        ("WIP: no", True),
        ("Complete: Yes", True),
        ("In progress: yes", False),
        ("Статус: в процессе", False),
        ("Estado: terminado", True),
    ],
)
def test_whether_it_is_finished(line, is_complete):
    manuscript = found(line)
    assert manuscript.figures.is_complete is is_complete
    assert kept(manuscript) == []


def test_a_status_that_says_more_is_kept_as_well():
    manuscript = found("Status: Complete, but there may be an epilogue")
    assert manuscript.figures.is_complete is True
    assert manuscript.header_lines[0].value == "Complete, but there may be an epilogue"
    assert found("Status: who knows").figures.is_complete is None


def test_how_many_chapters_there_are_and_will_be():
    figures = found("Chapters: 3/5").figures
    assert (figures.chapters, figures.planned) == (3, 5)
    assert found("Chapters: 3/?").figures.planned is None
    assert found("Part: 2/3").figures.planned is None


def test_dates_of_writing_of_posting_and_of_the_last_change():
    manuscript = found("Posted: 2001-03-05\nUpdated: 5 March 2002\nWritten: March 2000")
    assert str(manuscript.figures.published) == "2001-03-05"
    assert str(manuscript.figures.updated) == "2002-03-05"
    assert manuscript.written
    assert (manuscript.written.year, manuscript.written.month) == (2000, 3)


@pytest.mark.parametrize(
    ("line", "kind", "name", "address"),
    [
        ("Co-author: Bo Marten", "co_author", "Bo Marten", ""),
        ("Inspired by: Snow by Di Finch", "inspired_by", "Snow by Di Finch", ""),
        (
            "Inspired by: Snow <http://example.com/snow>",
            "inspired_by",
            "Snow",
            "http://example.com/snow",
        ),
        ("Translation of: Regen by Di", "translation_of", "Regen by Di", ""),
        ("Also posted at: http://example.com/rain", "also_at", "", "http://example.com/rain"),
        ("Archived at: The Rain Barrel", "also_at", "The Rain Barrel", ""),
    ],
)
def test_who_and_what_is_named_beside_the_story(line, kind, name, address):
    [credit] = found(line).credits
    assert (credit.kind, credit.name, credit.address, credit.line) == (kind, name, address, 2)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Author: Ann Other", ["Ann Other"]),
        ("Author: Ann Other <ann@example.org>", ["Ann Other"]),
        ("Author: Ann Other (ann[at]example.org)", ["Ann Other"]),
        ("Author: Ann Other, ann@example.org", ["Ann Other"]),
        ("Author: Ann Other (aka Rainy)", ["Ann Other"]),
        ("Authors: Ann & Bo", ["Ann", "Bo"]),
        ("Authors: Ann, Bo and Cy", ["Ann", "Bo", "Cy"]),
        ("By: lampblack", ["lampblack"]),
        ("Author: anonymous", []),
        ("Author: http://example.org/ann", []),
        ("Автор: Анна и Рен", ["Анна", "Рен"]),
    ],
)
def test_the_names_of_authors_are_offered_without_their_addresses(line, names):
    manuscript = found(line)
    offered = manuscript.suggestions("author")
    assert [one.name for one in offered] == names
    assert all(one.stated and one.line == 2 for one in offered)
    assert [one.name for one in manuscript.credits] == names[1:]


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Classification: XRA", [
            ("freeform", "X-File"), ("freeform", "Romance"), ("freeform", "Angst"),
        ]),
        ("Classification: V, A", [("freeform", "Vignette"), ("freeform", "Angst")]),
        ("Category: SRA MSR", [
            ("freeform", "Romance"), ("freeform", "Angst"), ("relationship", "Mulder/Scully"),
        ]),
        ("Genre: XRA", [("freeform", "XRA")]),
        ("Genre: Angst/Romance", [("freeform", "Angst"), ("freeform", "Romance")]),
        ("Genre: h/c, PWP", [
            ("freeform", "Hurt/Comfort"), ("freeform", "Plot What Plot/Porn Without Plot"),
        ]),
        ("Keywords: M/Sk, yaoi", [("category", "M/M"), ("relationship", "M/Sk")]),
        ("Category: AU/AR", [("au", "Alternate universe")]),
        ("Category: gen", [("category", "Gen")]),
        ("Category: no slash, angst", [("freeform", "angst")]),
        ("Pairing: none", []),
        ("Pairing: Gen", [("category", "Gen")]),
        ("Warnings: Choose Not To Use Archive Warnings", [
            ("warning", "The author chose not to say"),
        ]),
        ("Warnings: no character death, blood", [("warning", "blood")]),
        ("Warnings: keine", []),
        ("Codes: K/S P/Cr m", [("relationship", "K/S"), ("relationship", "P/Cr")]),
    ],
)  # fmt: skip
def test_codes_of_classifications(line, tags):
    suggested = [(one.kind, one.name) for one in found(line).suggested if one.stated]
    assert sorted(suggested) == sorted(tags)


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        ("Suitable for all", "general"),
        ("TV-PG", "general"),
        ("P6", "general"),
        ("0+", "general"),
        ("tout public", "general"),
        ("Teen", "teen"),
        ("Teen And Up Audiences", "teen"),
        ("TV-14", "teen"),
        ("FRT-13", "teen"),
        ("FSK 12", "teen"),
        ("12+", "teen"),
        ("a soft PG-13", "teen"),
        ("Hard R", "mature"),
        ("hard R for blood", "mature"),
        ("R-rated", "mature"),
        ("TV-MA", "mature"),
        ("P16", "mature"),
        ("ab 16", "mature"),
        ("PG to R", "mature"),
        ("R/NC-17", "explicit"),
        ("PG now, NC-17 later", "explicit"),
        ("P18", "explicit"),
        ("FR18", "explicit"),
        ("Adults only", "explicit"),
        ("NC-21", "explicit"),
        ("XXX", "explicit"),
        ("R, not NC-17", "mature"),
    ],
)
def test_ratings_of_everybody(value, rating):
    assert [one.name for one in found(f"Rating: {value}").suggestions("rating")] == [rating]


@pytest.mark.parametrize(
    "value",
    ["NR", "unrated", "not rated", "M/M", "All kinds of trouble", "Kind of fluffy", "Gentle"],
)
def test_what_only_begins_like_a_rating_is_none(value):
    manuscript = found(f"Rating: {value}")
    assert manuscript.suggestions("rating") == []
    assert manuscript.header_lines[0].value == value


@pytest.mark.parametrize(
    ("note", "ratings"), [("Rated PG.", ["general"]), ("It is not rated R.", [])]
)
def test_ratings_in_notes(note, ratings):
    assert [one.name for one in found(f"Notes: {note}").suggestions("rating")] == ratings


@pytest.mark.parametrize("value", ["mild", "some bad words, sorry"])
def test_language_may_be_what_mothers_mean_by_it(value):
    manuscript = found(f"Language: {value}")
    assert manuscript.suggestions("language") == []
    assert manuscript.header_lines[0].value == value
