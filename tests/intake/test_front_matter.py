"""Where the header ends and what stands in it."""

import pytest

from intake import read

BODY = (
    "The rain had not stopped for nine days and nobody spoke of it any more. She went out in it "
    "without a hat, and came home when it was dark.\n\nNobody asked her where she had been."
)


def manuscript(header: str, body: str = BODY):
    found = read(f"{header}{body}".encode())
    assert found.chapters[-1].text.endswith("Nobody asked her where she had been.")
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Summary: It rains.",
        "SUMMARY: It rains.",
        "summary:It rains.",
        "Summary : It rains.",
        "Summary - It rains.",
        "Summary- It rains.",
        "SUMMARY. It rains.",
        "**Summary:** It rains.",
        "*Summary*: It rains.",
        "<b>Summary:</b> It rains.",
        "<B>SUMMARY</B>: It rains.",
        "[Summary]: It rains.",
        "Synopsis: It rains.",
        "Résumé : It rains.",
        "Zusammenfassung: It rains.",
        "Саммари: It rains.",
        "Summary:\n\tIt rains.",
    ],
)
def test_a_summary_is_known_by_every_spelling(line):
    found = manuscript(f"Title: Rain\n{line}\n\n")
    assert found.summary.text == "It rains."
    assert found.chapters[0].text.startswith("The rain had")


@pytest.mark.parametrize(
    "label",
    ["Author's Note", "AUTHOR’S NOTES", "A/N", "AN2", "Authors Note #2", "Notes", "Anmerkung"],
)
def test_notes_are_known_by_every_spelling(label):
    found = manuscript(f"Rain\n{label}: Be kind.\n\n")
    assert [(note.label, note.text) for note in found.notes] == [(label, "Be kind.")]


def test_the_body_may_follow_the_last_label_without_a_blank_line():
    found = manuscript("Rain\nDedication: For Kit, who waited.\n")
    assert found.dedication.text == "For Kit, who waited."
    assert found.chapters[0].text.startswith("The rain had not stopped")


def test_a_value_goes_on_in_wrapped_lines():
    text = (
        "Title: Rain\n"
        "Summary: There are seventeen stairs to the attic and everyone knows\n"
        "that. On a Tuesday in March a blind man counts eighteen of them and\n"
        "will not be told.\n"
        "Rating: PG\n\n"
        "The stairs go up from my front hall to the sitting room of the man who\n"
        "has paid me the rent on it to the day for longer than I care to count\n"
        "and has never once wiped his feet.\n\nNobody asked her where she had been."
    )
    found = manuscript("", text)
    assert found.summary.text.endswith("counts eighteen of them and will not be told.")
    assert found.chapters[0].text.startswith("The stairs go up")


def test_a_value_goes_on_in_indented_lines():
    found = manuscript("Title: Rain\nSummary: It rains, and\n         nobody minds.\n\n")
    assert found.summary.text == "It rains, and nobody minds."


def test_a_note_may_have_paragraphs_if_labels_follow():
    found = manuscript("Rain\nNotes: One.\n\nTwo, after a gap.\n\nDisclaimer: Not mine.\n\n")
    assert found.notes[0].html == "<p>One.</p>\n<p>Two, after a gap.</p>"
    assert found.header_lines[0].value == "Not mine."


def test_a_label_alone_on_its_line_announces_the_paragraph_below():
    found = manuscript("Rain\n\nSummary:\n\nIt rains.\n\n")
    assert found.summary.text == "It rains."


def test_several_fields_may_stand_on_one_line():
    found = manuscript("Title: Rain\nClassification: XA Rating: R Archive: Anywhere, but ask\n\n")
    assert [one.name for one in found.suggestions("rating")] == ["mature"]
    assert [one.name for one in found.suggestions("freeform")] == ["X-File", "Angst"]
    assert found.header_lines[0].value == "Anywhere, but ask"


def test_what_has_no_field_is_kept_for_the_author_alone():
    found = manuscript("Rain\nDisclaimer: Not mine.\nCircuit Archive: yes\nRating: PG\n\n")
    kept = [(line.label, line.value, line.line) for line in found.header_lines]
    assert kept == [("Disclaimer", "Not mine.", 2), ("Circuit Archive", "yes", 3)]


def test_the_header_of_a_mail_is_kept_for_the_author_alone():
    mail = "From: Ann <ann@example.org>\nTo: list@example.org\nSubject: FIC: Rain [PG-13]\n\n"
    found = manuscript(f"{mail}Title: Rain\nRating: PG-13\n\n")
    assert [line.label for line in found.header_lines] == ["From", "To", "Subject"]
    assert found.title.text == "Rain"
    assert "ann@example.org" not in found.chapters[0].html


def test_a_letter_at_the_beginning_of_a_story_is_no_mail_header():
    found = manuscript("Rain\nSummary: It rains.\n\nTo: Giles\nFrom: Xander\n\n")
    assert found.chapters[0].text.startswith("To: Giles")
    assert found.header_lines == ()


def test_dialogue_with_colons_is_no_header():
    found = manuscript("Rain\nSummary: It rains.\n\nWillow: Hello.\n\nXander: Hello.\n\n")
    assert found.chapters[0].text.startswith("Willow: Hello.")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Rain\n\n", "Rain"),
        ("RAIN\n====\n\n", "RAIN"),
        ('"Rain"\nby Ann <ann@example.org>\n\n', "Rain"),
        ("                  RAIN\n\n                 by Ann\n\n", "RAIN"),
        ("Title: Rain (1/1)\n\n", "Rain"),
        ("*Rain*\nby Ann\n\n", "Rain"),
        ("Why Me?\nA Buffy story by Ann\n\n", "Why Me?"),
        ("“Rain”\n* * *\n", "Rain"),
    ],
)
def test_a_title_is_known_by_its_place(head, title):
    assert manuscript(head).title.text == title


@pytest.mark.parametrize("head", ["", '"Hello," she said.\n\n', "She went out.\n\n"])
def test_a_sentence_is_no_title(head):
    assert not manuscript(head).title


def test_without_a_title_the_name_of_the_file_is_suggested():
    found = read(BODY.encode(), "some_kind_of-rain.txt")
    assert [one.name for one in found.suggestions("title")] == ["Some kind of rain"]


def test_notes_at_the_end_of_a_short_story_do_not_make_it_a_header():
    found = read(b"Rain\n\nIt rained all day.\n\nShe minded.\n\nA/N: Thank you for reading.\n")
    assert found.chapters[0].text == "It rained all day.\nShe minded."
    assert [note.text for note in found.end_notes] == ["Thank you for reading."]


def test_what_stands_under_the_end_is_sorted():
    tail = "\n\nThe End\n\nHope you liked it!\n\nFeedback: ann@example.org\n\n-- \nAnn\n"
    found = read((f"Rain\n\n{BODY}" + tail).encode())
    assert found.chapters[0].text.endswith("The End")
    assert [note.text for note in found.end_notes] == ["Hope you liked it!"]
    assert [line.value for line in found.header_lines] == ["ann@example.org", "-- Ann"]


def test_addresses_under_the_end_stay_private():
    found = read(f"Rain\n\n{BODY}\n\nTHE END\n\nWrite to ann@example.org, please!\n".encode())
    assert found.end_notes == ()
    assert found.header_lines[0].value == "Write to ann@example.org, please!"


@pytest.mark.parametrize("label", ["Story", "Title", "Summary", "Notes"])
def test_a_label_above_the_whole_story_does_not_swallow_it(label):
    paragraphs = "\n".join(f"{n} The rain went on and on over the town." * 3 for n in range(60))
    found = read(f"Rain\n{label}:\n\n{paragraphs}\n".encode())
    assert found.chapters[0].text.startswith("0 The rain")
    assert len(found.chapters[0].text) > len(paragraphs) - 10
