"""The address of a list: whatever stands in it is read, and what was read is written the same."""

from time import perf_counter

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from discovery.wishes import Part, Wish, fields, read

ODD = st.text(max_size=60) | st.sampled_from(
    [
        "\x00", "\ud800", '"', '"""', "“", "-", "--", ":", "tag:", "-tag:", 'by:"', "words:>", "<",
        "words:-5", "99999999999999999999", "written:99999", "updated:2024-13-45", "٣", "中文",
        "A,B", '"A, B"', "A\u202eB", "\u200b", "in:text", "sort:thanks", "a" * 200, "A/B", "B/A",
        "-mainly:x", "-crossover:only", "-chapters:one", "-in:text", "-written:2001", "-sort:words",
    ]
)  # fmt: skip
NAMES = sorted(
    {
        *fields.ORDER, *(f"not-{name}" for name in fields.ORDER),
        *(f"{name}-{way}" for name in fields.RANGES for way in ("from", "to")),
        "match", "sort", "order", "in", "after", "before", "exclusions", "not-", "nonsense", "",
    }
)  # fmt: skip
VALUES = ODD | st.sampled_from(
    [
        "text", "any", "reversed", "off", "none", "only", "one", "many", "teen", "2w", "1y",
        "2024-05", "1000", "500", "2001", "en", "zh", "complete", "thanks", "Angst", "angst",
    ]
)  # fmt: skip


def labels(wish):
    return [part.label for part in wish.asked]


def remarks(wish):
    return [str(remark) for remark in wish.ignored]


def test_everything_that_an_address_can_say():
    address = (
        'q="cold tea" -rain&title=lamp&fandom=Buffy,"Crouching Tiger, Hidden Dragon"'
        "&not-fandom=Angel&relationship=Maud/Otter&character=Maud&au=Coffee shop"
        "&warning=Graphic violence&category=Gen&freeform=Slow burn&not-freeform=Angst&tag=Rain"
        "&mainly=Maud&not-mainly=Otter&by=Otterburn&not-by=Maud Thornapple&rating=teen"
        "&rating=general&not-status=abandoned&language=es"
        "&words-from=1000&words-to=5000&updated-from=2w&written-to=2003&crossover=none"
        "&chapters=many&match=any&sort=thanks&order=reversed&exclusions=off&after=17-4"
    )
    wish = read(address)
    assert remarks(wish) == []
    assert labels(wish) == [
        "“cold tea”", "without “rain”", "in the title: “lamp”", "Fandom: Buffy",
        "Fandom: Crouching Tiger, Hidden Dragon", "without: Angel", "Relationship: Maud/Otter",
        "Character: Maud", "AU: Coffee shop", "Warning: Graphic violence", "Category: Gen",
        "Tag: Slow burn", "without: Angst", "Tag: Rain", "mainly: Maud", "not mainly: Otter",
        "by Otterburn", "not by Maud Thornapple", "Rating: Teen and up",
        "Rating: General audiences", "Status: not Abandoned", "Language: Español",
        "1,000 to 5,000 words", "updated in the last 2 weeks", "written in 2003 or earlier",
        "no crossovers", "several chapters",
    ]  # fmt: skip
    assert (wish.any, wish.sort, wish.is_reversed) == (True, "thanks", True)
    assert (wish.looks_past, wish.page_key) == (True, "17-4")
    assert read(wish.address()) == wish


@given(st.lists(st.tuples(st.sampled_from(NAMES) | ODD, VALUES), max_size=12))
def test_whatever_stands_in_an_address_is_read_and_written_the_same(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    wish = read(query)
    again = read(wish.address())
    assert again == wish
    assert again.address() == wish.address()
    assert len(wish.ignored) <= 8
    for said in (*wish.asked, *wish.ignored):
        assert str(said) if not isinstance(said, Part) else said.label and said.label_html


@given(st.text(max_size=3_000))
def test_any_text_is_an_address(text):
    wish = read(text)
    assert read(wish.address()) == wish


@given(st.lists(ODD, max_size=8).map(" ".join))
def test_the_box_reads_back_what_it_shows(text):
    wish = read_box(text)
    words = [part for part in wish.asked if part.is_in_box]
    again = read_box(wish.in_box)
    assert [(part.value, part.is_excluded) for part in again.asked] == [
        (part.value, part.is_excluded) for part in words
    ]


def read_box(text):
    query = QueryDict(mutable=True)
    query["q"] = text
    return read(query)


def test_what_is_taken_back_leaves_the_rest():
    wish = read("fandom=Buffy&not-freeform=Angst&sort=words&after=1-1")
    buffy, angst = wish.asked
    assert wish.without(angst).address() == "fandom=Buffy&sort=words"
    assert wish.without(buffy).without(angst).address() == "sort=words"


def test_one_thing_changes_and_the_first_page_comes():
    wish = read("fandom=Buffy&after=1-1")
    assert wish.address(sort="words") == "fandom=Buffy&sort=words"
    assert wish.address(before="2-2", after="") == "fandom=Buffy&before=2-2"
    assert wish.including("freeform", "Fluff").address() == "fandom=Buffy&freeform=Fluff"
    assert wish.excluding("by", "Otterburn").address() == "fandom=Buffy&not-by=Otterburn"


def test_the_last_word_counts_and_is_said():
    wish = read("freeform=Ängst,Fluff&not-freeform=angst")
    assert wish.address() == "freeform=Fluff&not-freeform=angst"
    assert remarks(wish) == ["“angst” was both asked for and kept out: it is kept out."]
    assert wish.including("freeform", "Angst").address() == "freeform=Fluff,Angst"
    assert read("relationship=A/B&not-relationship=B/A").address() == "not-relationship=B/A"


def test_an_address_without_end_has_limits_and_says_so():
    wish = read("&".join(f"freeform=Tag {number}" for number in range(300)))
    assert len(wish.asked) == 50
    assert remarks(wish) == ["Only the first 50 names were used."]
    wish = read_box(" ".join(f"word{number}" for number in range(100)))
    assert len(wish.asked) == 20
    assert len(remarks(wish)) == 1
    wish = read("fandom=" + ",".join(f"{number:03}" + "愛" * 60 for number in range(40)))
    assert len(wish.address()) < 4_000
    assert remarks(wish) == ["This is more than fits into an address; the rest is ignored."]
    assert read(wish.address()) == wish


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("written-from=99999", "“written-from:99999” was not understood and is ignored."),
        ("words-from=-5", "“words-from:-5” was not understood and is ignored."),
        ("updated-to=2024-02-30", "“updated-to:2024-02-30” was not understood and is ignored."),
        ("rating=spicy", "“rating:spicy” was not understood and is ignored."),
        ("sort=upwards", "“sort:upwards” was not understood and is ignored."),
        ("fandom=" + "x" * 151, "“" + "x" * 59 + "…” cannot be a name."),
        ("frndom=Buffy", "“frndom” in the address is not known here and is ignored."),
        ("not-words-from=5", "“not-words-from” in the address is not known here and is ignored."),
    ],
)
def test_what_is_ignored_is_said(address, said):
    wish = read(address)
    assert remarks(wish) == [said]
    assert not wish


def test_what_others_hang_on_links_is_not_worth_a_word():
    assert remarks(read("utm_source=x&fbclid=1&fandom=Buffy&page=2")) == [
        "“page” in the address is not known here and is ignored."
    ]
    assert remarks(read("page=2", also=["page"])) == []


def test_a_name_in_a_sentence_is_no_markup():
    wish = read("fandom=<b>Buffy</b>")
    assert wish.asked[0].label_html == "Fandom: <bdi>&lt;b&gt;Buffy&lt;/b&gt;</bdi>"
    odd = read("rating=<script>").ignored[0]
    assert "<script>" not in odd.as_html
    assert read("fandom=100%25 %(x)s").asked[0].label == "Fandom: 100% %(x)s"


def test_chips_speak_the_readers_language():
    wish = read("warning=Graphic violence&words-from=10001")
    with translation.override("es"):
        assert wish.asked[0].label.endswith("Violencia explícita")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000, '"' * 10_000, "-" * 10_000, ":" * 10_000, "a:" * 5_000, "by:" * 3_300,
        '""' * 5_000, "a-" * 5_000, 'tag:"a ' * 1_400, "، " * 5_000, "\u202e" * 10_000,
        "9" * 10_000, "words:" + "1." * 5_000, "a,b" * 3_300, '"a""b",' * 1_400, " " * 10_000,
        "中" * 10_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["q", "fandom", "words-from", "updated-from", "language"])
def test_ten_thousand_characters_cost_little(name, text):
    query = QueryDict(mutable=True)
    query[name] = text
    read(query)
    started = perf_counter()
    wish = read(query)
    [part.label for part in wish.asked]
    assert perf_counter() - started < 0.5  # measured below 0.02; the machine may be busy


def test_a_tag_page_stands_over_what_is_asked_of_it():
    base = Wish.of([Part("fandom", "Buffy")])
    wish = read("freeform=Fluff&not-fandom=Buffy&sort=words").under(base)
    assert labels(wish) == ["Fandom: Buffy", "Tag: Fluff"]
    assert wish.address() == "fandom=Buffy&freeform=Fluff&sort=words"
