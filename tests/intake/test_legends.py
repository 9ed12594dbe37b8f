"""What an author says about the signs of a text holds for that text."""

import pytest

from intake import read
from intake.reader.body.specimens import legends_of

BODY = "It was raining, and nobody in the house spoke of it any more."


def told(line: str) -> list[tuple[str, str]]:
    legends, _ = legends_of(line)
    return [(legend.signs, legend.meaning) for legend in legends]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("~ ~ = thoughts", [("~ ~", "thought")]),
        ("Thoughts are in <>", [("< >", "thought")]),
        ("<<...>> indicates telepathy", [("<< >>", "thought")]),
        ("< > English", [("< >", "foreign")]),
        ("_this_ means emphasis", [("_ _", "emphasis")]),
        ("~~~ = scene change", [("~~~", "break")]),
        ("Scene change: ***", [("***", "break")]),
        ("/Spike to Buffy/ //Buffy to Spike//", [("/ /", "thought"), ("// //", "thought")]),
        ("Yugi- \\Like this\\ Yami- /Like this/", [("\\ \\", "thought"), ("/ /", "thought")]),
        ("Enjoy! //this// is mindspeech.", [("// //", "thought")]),
        ("A/N: //a// is mindspeech, *b* is emphasis.", [("// //", "thought"), ("* *", "emphasis")]),
    ],
)
def test_a_legend_is_understood(line, expected):
    assert told(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        'He said "talking" and /thought/ of her.',
        "Pairing: J/C = love",
        "*The Long Way Home*",
        '"I think," he said.',
        "//Yes// it said. //No// it thought.",
        "/Not again/ I thought. *I think so*",
        "*I hate English,* she thought, and it was so.",
    ],
)
def test_a_sentence_is_no_legend(line):
    assert told(line) == []


def test_a_specimen_alone_is_no_legend_and_several_are():
    alone = read(f"Rain\n\n*thought*\n\n{BODY} *Not again,* she said.".encode())
    assert not [line for line in alone.report if "explains" in line.reason]
    several = read(f"Rain\n\n*thought*\n[telepathy]\n\n{BODY} *Not again,* she said.".encode())
    assert '<em class="thought">*Not again,*</em>' in several.chapters[0].html


def test_the_legends_own_words_stand_where_they_stood_and_the_report_tells():
    found = read(f"Title: Rain\nNotes: ~ ~ = thoughts\n\n{BODY} ~not again~ she said.".encode())
    assert found.notes[0].text == "~ ~ = thoughts"
    assert '<em class="thought">~not again~</em> she said' in found.chapters[0].html
    [line] = found.report
    assert (line.line, line.text) == (2, "")
    assert "~ ~" in line.reason


def test_signs_with_two_meanings_stay_as_they_are():
    found = read(f"Title: Rain\nNotes: /talking/ /thinking/\n\n{BODY} /I know/ she said.".encode())
    assert "thought" not in found.chapters[0].html


def test_another_language_is_emphasis_and_keeps_its_signs():
    found = read(f"Title: Rain\nNotes: < > = English\n\n{BODY} <Good morning,> he said.".encode())
    assert "<em>&lt;Good morning,&gt;</em> he said" in found.chapters[0].html


def test_thoughts_switched_off_are_off():
    text = f"Title: Rain\nNotes: ~ ~ = thoughts\n\n{BODY} ~not again~ she said."
    assert "<em" not in read(text.encode(), thoughts=False).chapters[0].html
