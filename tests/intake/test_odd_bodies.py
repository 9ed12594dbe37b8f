"""Signs that open and never close, in a text as long as a guest may bring: read in seconds."""

from time import process_time

import pytest

from intake.reader import conservation, read

SECONDS = 6  # of the processor for a million bytes; several times what it takes
MILLION = 1_000_000
SIZES = [MILLION // 4, pytest.param(MILLION, marks=pytest.mark.deep)]
HEAD = "Title: x\nNotes: ~ ~ = thoughts / 'a' = thoughts / ((x)) = thoughts\n\n"
ODD = {
    "slashes": "/a b ",
    "a slash and many words": "b c ",
    "double slashes": "//a b ",
    "colons": "::a b ",
    "underscores": "_a",
    "stars": "**a *b ",
    "signs of a legend": "~a 'b ((c ",
    "brackets": "<a <<b ",
    "rows of o": "-ooooooooooooooooooooooooooooooooooooooooooooooooooooooo!\n\n",
    "rows of x": "*x x x x x x x x x x x x x x x x x x x x x x x x x x x x x?\n\n",
    "wide gaps": "a    b    c\n",
    "dashes at the end": "well-\nknown--\n",
    "numbers": "1.\n\na\n\nb\n\n",
    "titles again": "Title: x\nRating: PG\n\nThe rain went on.\n\n",
    "headings with titles": "Part 1\nThe Rain\n\na\n\n",
    "quoted": "> The rain went on and on and on and on and on and on and on and on\nand on\n",
    "blank lines": "The rain went on and on and on and on and on and on and on\n\n",
    "set in": "    Dear Ann,\n    the rain went on.\n\n",
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", ODD.values(), ids=ODD)
def test_a_million_bytes_of_anything_are_read_in_seconds(piece, size):
    begin = HEAD + ("/a " if piece == "b c " else "")
    data = (begin + piece * (size // len(piece))).encode()
    start = process_time()
    manuscript = read(data)
    assert process_time() - start < SECONDS * size / MILLION
    assert conservation.check(manuscript, manuscript.source).is_complete
