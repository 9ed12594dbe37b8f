"""The documents that are read: an invented story, as long as one wants it, in several forms."""

import random
import re
import subprocess
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.reader.office.pandoc import program

HEADER = (
    "The Weight of Rain\nAuthor's note: AU in which it never stops. Total fluff.\nRating: PG\n\n"
)
PARAGRAPH = (
    "She said *nothing* for a while, and the rain went on. <How did this happen?> she\n"
    "asked herself; the wrapped line went on as well, as long as the mail program had\n"
    "let it, and then it broke off. Somebody stood at the window, and <I can't believe\n"
    "it> was all that she thought.\n\n"
)
WORDS = 100_000
CHAPTERS = 40
AO3 = """<!DOCTYPE html><html><head>
<title>The Weight of Rain - Ann Other - The Harbour</title></head>
<body><div id="preface"><h2 class="toc-heading">Preface</h2>
<p class="message"><b>The Weight of Rain</b><br/>Posted originally on the
<a href="http://archiveofourown.org/">Archive of Our Own</a> at
<a href="http://archiveofourown.org/works/1">http://archiveofourown.org/works/1</a>.</p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a href="#">General Audiences</a></dd>
<dt>Fandom:</dt><dd><a href="#">The Harbour</a></dd><dt>Language:</dt><dd>English</dd>
<dt>Stats:</dt><dd>Published: 2026-01-05 Words: 100,000 Chapters: {count}/{count}</dd></dl>
<h1>The Weight of Rain</h1><div class="byline">by <a rel="author" href="#">Ann Other</a></div></div>
</div><div id="chapters" class="userstuff">{chapters}</div></body></html>"""
AO3_CHAPTER = (
    '<div class="meta group"><h2 class="heading">Chapter {number}</h2></div>'
    '<!--chapter content--><div class="userstuff">{text}</div><!--/chapter content-->'
)


def plain(size: int) -> bytes:
    """So many bytes of plain text, wrapped as by a mail program."""
    return (HEADER + PARAGRAPH * (size // len(PARAGRAPH) + 1)).encode()[:size]


def novel() -> str:
    """As many words as a long novel has, in the plain text of a mailing list."""
    whole = plain(10 * WORDS).decode()
    ends = [match.end() for match in re.finditer(r"\w+", whole)]
    return whole[: ends[WORDS]]


@cache
def made(suffix: str) -> bytes:
    """The novel as a .docx, .odt or .epub, by pandoc."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / f"novel{suffix}"
        command = [program(), "--from=commonmark", "--metadata=title:Rain", f"--output={book}"]
        subprocess.run(command, input=chaptered().encode(), check=True)
        return book.read_bytes()


def ao3() -> bytes:
    """The novel as the HTML file that AO3 hands out."""
    pieces = [f"<p>{one}</p>" for one in paragraphs()]
    size = len(pieces) // CHAPTERS + 1
    chapters = [
        AO3_CHAPTER.format(number=number, text="\n".join(pieces[at : at + size]))
        for number, at in enumerate(range(0, len(pieces), size), 1)
    ]
    return AO3.format(count=len(chapters), chapters="\n".join(chapters)).encode()


def chaptered() -> str:
    """As Markdown, with headings."""
    found = paragraphs()
    size = len(found) // CHAPTERS + 1
    return "\n\n".join(
        f"# Chapter {at // size + 1}\n\n" + "\n\n".join(found[at : at + size])
        for at in range(0, len(found), size)
    )


@cache
def paragraphs() -> list[str]:
    """The novel's, no two alike: prose does not pack a hundred times smaller."""
    chance = random.Random(1)
    syllables = ["".join(pair) for pair in product("bdfglmnrst", "aeiou")]
    invented = ["".join(chance.choices(syllables, k=3)) for _ in range(3_000)]
    words = re.findall(r"[\w']+", PARAGRAPH) * 60 + invented
    lengths = [chance.randint(20, 90) for _ in range(WORDS // 55)]
    return [" ".join(chance.choices(words, k=length)).capitalize() + "." for length in lengths]
