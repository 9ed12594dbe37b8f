"""Documents as people really wrote them, generated from the conventions of the mailing-list era."""

from collections.abc import Callable

from hypothesis import strategies as st

from intake.reader.header.spellings import SPELLINGS

PROSE = (
    "the rain fell on a city of glass and nobody looked up because Willow's hands were cold "
    "in October don't well-known Ångström naïve schön 2 1999 said she he went home again at "
    "last under café Łódź перо дом שלום"
)
WORDS = st.sampled_from(PROSE.split())
ELEMENT_NAMES = (
    "a b i p s u br hr em ol td th q h1 pre div span small big time code link title table "
    "strong cite section center font menu sub sup var abbr mark"
)
ELEMENTS = st.sampled_from(ELEMENT_NAMES.split())
NEWLINE_KINDS = ("\n", "\r\n", "\r")
NEWLINES = st.sampled_from(NEWLINE_KINDS)
SEPARATORS = st.sampled_from((": ", ":", " : ", " - "))
WRAPPERS = st.sampled_from((("", ""), ("**", "**"), ("*", "*"), ("<b>", "</b>"), ("[", "]")))
BREAKS = st.sampled_from(
    [
        "***",
        "* * *",
        "---",
        "- - -",
        "~*~",
        "oOo",
        "xXx",
        "=-=-=-=",
        "SWSWSW",
        "[scene break]",
        "# # #",
        "~~~",
        "<3 <3",
        "@",
        ". . .",
    ]
)
HEADINGS = st.sampled_from(
    [
        "Chapter One",
        "CHAPTER 2: The Rain",
        "Part 1/3",
        "Part 2 of 3",
        "Prologue",
        "*Chapter 3*",
        "Act I",
        "Epilogue",
        "1. In Which It Rains",
        "Chapter IV - Home",
    ]
)
ENDS = st.sampled_from(
    ["The End", "THE END", "fin", "~end~", "TBC", "-30-", "End Part 1/3", "\xa0 The End"]
)
SPELLED = st.sampled_from([name for row in SPELLINGS.values() for name in row.split(", ")])
CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from((str, str.upper, str.title))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(WORDS, min_size=1, max_size=18))
    end = draw(st.sampled_from((".", "!", "?", "...", '."', "", " --", ".\u00a0")))
    return " ".join(words).capitalize() + end


@st.composite
def thoughts(draw: st.DrawFn) -> str:
    """Thoughts that begin like HTML: `<A small world>`, `<b>bold</b>`, `<i`."""
    name, words = draw(ELEMENTS), draw(sentences())
    form = draw(
        st.sampled_from(
            ("<{n} {w}>", "<{w}>", "<{n}>{w}</{n}>", "<{n}>{w}", "{w}</{n}>", "<{n} {w}", "<<{w}>>")
        )
    )
    name = draw(st.sampled_from((str.lower, str.upper, str.capitalize)))(name)
    return form.format(n=name, w=words)


@st.composite
def emphasis(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(("*", "_", "**", "/", "~", "::")))
    return mark + draw(sentences()) + mark


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(sentences(), sentences(), thoughts(), emphasis()), max_size=6))
    return draw(st.sampled_from((" ", "  ", "\u00a0 "))).join(pieces)


@st.composite
def wrapped(draw: st.DrawFn) -> str:
    """A paragraph, whole or cut at some column, perhaps with an indent."""
    text, width = draw(paragraphs()), draw(st.sampled_from((0, 0, 20, 65, 72, 80, 150)))
    indent = draw(st.sampled_from(("", "", "   ", "\t")))
    return indent + (text if not width else wrap(text, width))


def wrap(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


@st.composite
def header_lines(draw: st.DrawFn) -> str:
    label, (before, after) = draw(CASES)(draw(SPELLED)), draw(WRAPPERS)
    number = draw(st.sampled_from(("", "", " 2", " #3")))
    return f"{before}{label}{number}{draw(SEPARATORS)}{after}{draw(wrapped())}"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole document; its parts stand apart by one line end, or by one or more blank lines."""
    gap = st.sampled_from(("\n", "\n", "\n\n", "\n\n", "\n\n\n"))
    head = draw(st.lists(header_lines(), max_size=6))
    title = draw(st.sampled_from(("", "The Rain", "THE RAIN\n========", '"Rain" by Ann\nby Ann')))
    body = draw(st.lists(st.one_of(wrapped(), wrapped(), wrapped(), BREAKS, HEADINGS), max_size=12))
    tail = draw(st.lists(st.one_of(ENDS, header_lines(), wrapped()), max_size=3))
    return "".join(part + draw(gap) for part in (title, *head, *body, *tail))
