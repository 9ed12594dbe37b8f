"""What a document says about its story: stated under a label, or guessed from its notes."""

import pytest

from intake import read

BODY = "The rain had not stopped for nine days and nobody spoke of it any more."


def found(header: str):
    return read(f"Rain\n{header}\n\n{BODY}\n\n{BODY}".encode())


def names(header: str, kind: str) -> list[str]:
    return [one.name for one in found(header).suggestions(kind)]


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        ("G", "general"),
        ("PG", "general"),
        ("K+", "general"),
        ("PG-13", "teen"),
        ("PG13", "teen"),
        ("[PG-13]", "teen"),
        ("FRT", "teen"),
        ("15", "teen"),
        ("R", "mature"),
        ("M", "mature"),
        ("R for language", "mature"),
        ("NC-17", "explicit"),
        ("nc17", "explicit"),
        ("FRAO", "explicit"),
        ("Somewhere around NC-17, I think", "explicit"),
    ],
)
def test_a_stated_rating_is_understood(value, rating):
    [one] = found(f"Rating: {value}").suggestions("rating")
    assert (one.name, one.stated, one.line) == (rating, True, 2)


@pytest.mark.parametrize("value", ["Mild", "recommended for all", "none", "kid friendly", "Xtreme"])
def test_only_whole_tokens_are_ratings(value):
    manuscript = found(f"Rating: {value}")
    assert manuscript.suggestions("rating") == []
    assert manuscript.header_lines[0].value == value


def test_what_a_rating_says_beyond_itself_stays_with_the_author():
    assert found("Rating: R for language").header_lines[0].value == "R for language"
    assert found("Rating: R").header_lines == ()


def test_pairings_characters_and_fandoms_are_lists():
    header = "Pairing: Willow/Spike, Buffy/Angel (past)\nCharacters: Willow, Spike\nFandom: BtVS"
    assert names(header, "relationship") == ["Willow/Spike", "Buffy/Angel (past)"]
    assert names(header, "character") == ["Willow", "Spike"]
    assert names(header, "fandom") == ["BtVS"]


def test_prose_under_a_label_is_kept_whole():
    header = "Warnings: blood, and a kind of wanting that is good for nobody in it at all"
    assert names(header, "warning") == ["blood"]
    manuscript = found(header)
    assert manuscript.header_lines[0].label == "Warnings"


@pytest.mark.parametrize("value", ["none", "None!", "no", "n/a"])
def test_no_warnings_is_no_warning(value):
    assert names(f"Warnings: {value}", "warning") == []


@pytest.mark.parametrize(
    ("note", "tag"),
    [
        ("Total fluff.", "Fluff"),
        ("Warning, this is angsty.", "Angst"),
        ("Some h/c here.", "Hurt/Comfort"),
        ("Pure romance.", "Romance"),
        ("A PWP, really.", "Plot What Plot/Porn Without Plot"),
    ],
)
def test_genres_are_guessed_from_notes(note, tag):
    [one] = found(f"Notes: Hello. {note}").suggestions("freeform")
    assert (one.name, one.line, one.stated) == (tag, 2, False)
    assert one.why == f"Notes: Hello. {note}"


@pytest.mark.parametrize(
    "note",
    [
        "No fluff, I promise.",
        "This is not angst.",
        "Without any real smut.",
        "The slayer slashed at it.",
        "Her humor was gone by the time that we came.",
        "A story of his/her own and/or a cat.",
    ],
)
def test_what_is_denied_or_only_sounds_alike_is_not_guessed(note):
    manuscript = found(f"Notes: {note}")
    assert manuscript.suggested == ()


@pytest.mark.parametrize(
    ("note", "pairing"),
    [
        ("I haven't done a W/S in so long.", "W/S"),
        ("Willow/Spike, as ever.", "Willow/Spike"),
        ("It is J/C/7 this time.", "J/C/7"),
        ("K/S forever!", "K/S"),
    ],
)
def test_a_pairing_is_guessed_from_notes(note, pairing):
    assert names(f"Notes: {note}", "relationship")[:1] == [pairing]


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        ("This is AU in terms of the war never began.", "Canon divergence"),
        (
            "An AU where everybody works in a coffee shop.",
            "Coffee shop",
        ),
        ("This is an alternate universe story, with other rules.", "Alternate universe"),
        ("A/U, all human, set in Ohio in May.", "All human"),
    ],
)
def test_a_story_that_leaves_canon_says_how(sentence, tag):
    manuscript = found(f"Notes: Hello. {sentence} Enjoy.")
    assert [one.name for one in manuscript.suggestions("au")] == [tag]
    assert manuscript.au_premise.text == sentence
    assert manuscript.au_premise.lines == (2, 2)


@pytest.mark.parametrize("note", ["This is not AU.", "Non-AU!", "AUTHOR AUGUST"])
def test_no_premise_where_there_is_none(note):
    manuscript = found(f"Notes: {note}")
    assert not manuscript.au_premise
    assert manuscript.suggestions("au") == []


def test_a_bare_au_is_a_tag_without_a_premise():
    manuscript = found("Notes: This is AU.")
    assert manuscript.suggestions("au")
    assert not manuscript.au_premise


def test_a_premise_under_its_own_label_goes_before_one_in_a_note():
    manuscript = found("Notes: This is AU in that it never rains.\nAU: It snows instead.")
    assert manuscript.au_premise.text == "It snows instead."
    assert manuscript.au_premise.label == "AU"


def test_what_was_stated_goes_before_what_is_guessed():
    [one] = found("Notes: W/S again.\nPairing: W/S").suggestions("relationship")
    assert one.stated


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("March 3, 1999", (1999, 3, 3)),
        ("3rd of March 1999", (1999, 3, 3)),
        ("1999-03-03", (1999, 3, 3)),
        ("Sunday, 11 Mar 2001", (2001, 3, 11)),
        ("March 1999", (1999, 3, None)),
        ("3/99", (1999, 3, None)),
        ("12/25/99", (1999, 12, 25)),
        ("25/12/99", (1999, 12, 25)),
        ("1999", (1999, None, None)),
        ("03/04/99", (1999, None, None)),
    ],
)
def test_the_date_is_as_precise_as_it_is_known(text, date):
    written = found(f"Date: {text}").written
    assert written
    assert (written.year, written.month, written.day) == date


@pytest.mark.parametrize("text", ["soon", "31/31/99", "May", "0000-00-00", "1066"])
def test_what_is_no_date_stays_a_header_line(text):
    manuscript = found(f"Date: {text}")
    assert manuscript.written is None
    assert manuscript.header_lines[0].value == text
