"""Bodies as people really typed them: verse, legends, letters, tables, lines wrapped twice."""

from hypothesis import strategies as st

from tests.intake.documents import BREAKS, HEADINGS, WORDS, emphasis, sentences, thoughts, wrap

LEGENDS = st.sampled_from(
    [
        "'talking' / 'private thoughts' / /communicating through bond/",
        "Yugi- \\Like this\\ Yami- /Like this/",
        "~~~ = scene change",
        "~ ~ = thoughts",
        "*thought*\n// mind-speech //\n[telepathy]",
        "< > English",
        "<<...>> indicates telepathy; _this_ means emphasis",
        "((X to Y)) = mind-link",
        "`thoughts'  {flashback}",
    ]
)
ROWS = st.sampled_from(
    (
        *("-1-", "-2-", "1.", "2.", "I.", "II.", "~1~", "(1/3)", "[2/5]", "Teaser", "Tag"),
        *("Day 24 - Wednesday", "Day 25", "Kapitel Eins", "Chapitre premier", "Глава вторая"),
        "Part One\nThe Rain",
    )
)
SIGNS = st.sampled_from(
    (
        *("*flashback*", "~End Flashback~", "[begin flashback]", "TBC...", "End Part 1"),
        *("##THE END##", ".oOo.", "*$*", "|", "§", "***** *****", "HPHPHP", "-o-o-o-"),
        *("[line break]", "<3 <3 <3"),
    )
)
OPENED = "* _ ** / // ~ :: + = ' \\ # - -- ♪ <> <<>> {} [] (()) `'"
PAIRS = st.sampled_from(OPENED.split())  # what opens and what closes


@st.composite
def signed(draw: st.DrawFn) -> str:
    """Words between signs that may mean anything, sometimes over a line end or joined by them."""
    pair, words = draw(PAIRS), draw(sentences())
    half = len(pair) // 2 or 1
    opening, closing = (pair, pair) if len(set(pair)) == 1 else (pair[:half], pair[half:])
    glue = draw(st.sampled_from((" ", "\n", "_", " ")))
    space = draw(st.sampled_from(("", "", " ")))
    return f"{opening}{space}{words.replace(' ', glue, 3)}{space}{closing}"


@st.composite
def prose(draw: st.DrawFn) -> str:
    kinds = st.one_of(sentences(), sentences(), sentences(), thoughts(), emphasis(), signed())
    return draw(st.sampled_from((" ", "  "))).join(draw(st.lists(kinds, min_size=1, max_size=6)))


@st.composite
def wrapped_twice(draw: st.DrawFn) -> str:
    """Wrapped at one column and then at a narrower one; perhaps quoted before that."""
    mark = draw(st.sampled_from(("", "", "> ")))
    text = " ".join(draw(st.lists(prose(), min_size=1, max_size=4))).replace("\n", " ")
    lines = [mark + line for line in wrap(text, draw(st.sampled_from((76, 80)))).split("\n")]
    return "\n".join(wrap(line, 72) for line in lines)


@st.composite
def spread(draw: st.DrawFn) -> str:
    """A blank line under every line."""
    text = wrap(draw(prose()).replace("\n", " "), draw(st.sampled_from((40, 65, 72))))
    return text.replace("\n", "\n\n")


@st.composite
def set_apart(draw: st.DrawFn) -> str:
    """Lines that keep their ends: verse, a letter, something centred, a list, a script, a table."""
    lines = draw(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6))
    kind = draw(st.sampled_from(("verse", "letter", "centred", "list", "script", "table", "song")))
    texts = [" ".join(words) for words in lines]
    if kind == "letter":
        return "\n".join(["    Dear Ann,", *(f"    {text}" for text in texts), "    Yours,"])
    if kind == "centred":
        return "\n".join(
            text.center(draw(st.sampled_from((60, 72, 80)))).rstrip() for text in texts
        )
    if kind == "list":
        sign = draw(st.sampled_from(("- ", "* ", "• ", "1. ", "a) ")))
        return "\n".join(sign + text for text in texts)
    if kind == "script":
        return "\n".join(f"WILLOW: {text}" for text in texts)
    if kind == "table":
        return "\n".join("".join(word.ljust(12) for word in words) for words in lines)
    if kind == "song":
        sign = draw(st.sampled_from("~#♪¶"))
        return f"{sign}{'\n'.join(texts)}{sign}"
    return "\n".join(text.capitalize() for text in texts)


@st.composite
def hyphened(draw: st.DrawFn) -> str:
    """Lines that end in hyphens and dashes."""
    words = draw(st.lists(WORDS, min_size=4, max_size=30))
    ends = st.sampled_from((" ", " ", " ", "\n", "-\n", "--\n", " --\n", "\n--", " - "))
    return "".join(word + draw(ends) for word in words)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A whole text with a title, perhaps a legend, and pieces of all these kinds."""
    gaps = st.sampled_from(("\n", "\n\n", "\n\n", "\n\n", "\n\n\n\n"))
    head = draw(st.sampled_from(("", "The Rain\nby Ann\n\n", "Title: The Rain\nNotes: ")))
    legend = draw(st.one_of(st.just(""), LEGENDS))
    pieces = st.one_of(
        prose(),
        prose().map(lambda text: wrap(text, 70)),
        wrapped_twice(),
        spread(),
        set_apart(),
        hyphened(),
        st.one_of(SIGNS, ROWS, BREAKS, HEADINGS),
    )
    body = draw(st.lists(pieces, min_size=1, max_size=14))
    again = draw(st.sampled_from(("", "", "Title: The Rain (2/2)\nAuthor: Ann\n\nMore of it.\n")))
    return head + legend + "\n\n" + "".join(piece + draw(gaps) for piece in body) + again
