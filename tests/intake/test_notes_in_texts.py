"""Documents that hold footnotes, ruby and blocks already are proved to be whole like all others."""

import pytest

from core import html
from intake.reader import as_it_stands, read
from intake.reader.conservation import check

LAST_RESORT = as_it_stands("x").report[0].reason
LINES = "The rain had not stopped for a week, and nobody at the harbour spoke of anything else."
TYPED = f"""The Lamplighter

{LINES}

He ran<span class="footnote">With both feet.</span> past War<ruby>Machine<rt>engine</rt></ruby>s.

{LINES}
"""


@pytest.mark.parametrize(
    "name, document",
    [
        ("story.txt", TYPED),
        ("story.html", "".join(f"<p>{piece}</p>\n" for piece in TYPED.split("\n\n"))),
        ("story.html", f'<p>{LINES}</p><div class="chat"><p class="from-left">Sam: Hi</p></div>'),
    ],
)
def test_no_word_is_missing_from_a_document_with_them(name, document):
    found = read(document.encode(), name)
    assert check(found, found.source).is_complete
    assert LAST_RESORT not in [line.reason for line in found.report]
    text = "".join(chapter.html for chapter in found.chapters)
    for word in ("feet", "engine"):
        assert (word in html.visible_text(text)) == (word in document)


def test_a_typed_footnote_stays_one():
    found = read(TYPED.encode(), "story.txt")
    text = "".join(chapter.html for chapter in found.chapters)
    assert '<span class="footnote">With both feet.</span>' in text
    assert "<rt>engine</rt>" in text
