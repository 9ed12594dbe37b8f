"""Whatever is asked of a page with a list, it answers: no address breaks one."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from discovery.search import SORTS
from discovery.wishes import fields
from tests.cast import publish_story

EXAMPLES = profile.default.max_examples * 4

WORDS = ["q", "title", "text", "containing", "more", "kind", "medium", "from", "page", "name"]
ARRANGING = ["in", "match", "sort", "order", "after", "before", "exclusions", "for"]
ENDS = [f"{name}-{way}" for name in fields.RANGES for way in ("from", "to")]
NAMES = [*WORDS, *ARRANGING, *ENDS, *fields.ORDER, *(f"not-{name}" for name in fields.ORDER)]
ODD = [
    "", "\x00", "\ud800", "99999", "-1", "-" * 50, "0", "9" * 5_000, "1e999", "nan", "1-1", "%",
    "%_\\", '"', '"""', 'by:"', '-"', "tag:", "-tag:x", "words:>", "written:99999", "in:text",
    "sort:mainly", "updated:2024-13-45", "x" * 10_000, "中" * 3_000, "a\u202eb", "💩", "\n\r\t",
    "<script>", "٣",
    ",".join(f"Tag {number}" for number in range(300)),
]  # fmt: skip
VALUES = (
    st.sampled_from(ODD)
    | st.sampled_from([*fields.NAMES, *SORTS, "Maud", "any", "off", "none", "text", "books"])
    | st.text(st.characters(exclude_categories=()), max_size=40)
)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES) | VALUES, VALUES), max_size=6).map(
    lambda pairs: "&".join(f"{_raw(name)}={_raw(value)}" for name, value in pairs)
)
BYTES = st.binary(max_size=60).map(quote) | st.text("%&=+;#?a0", max_size=60)
PLACES = [
    "home", "works", "filters", "random", "like", "fandoms", "suggest", "tag", "tag filters",
    "no tag", "pen name", "pen name filters", "series", "exclusions", "saved", "new filter",
]  # fmt: skip


def _raw(text: str) -> str:
    return quote(text, errors="surrogatepass")


@pytest.fixture
def places(series, alice):
    """A story that is in all of the lists; another with it in some."""
    story = series.entries.get(story__title="The Lamplighter").story
    story.characters.set(["Maud"], main=["maud"])
    story.refresh_listing()
    publish_story(alice, "Another").refresh_listing()
    tag, name = story.characters.get().get_absolute_url(), alice.pen_name.get_absolute_url()
    addresses = [
        "/", "/works", "/works/filters", "/works/random", f"/works/{story.pk}/like", "/fandoms",
        "/tags/suggest", tag, f"{tag}/filters", "/tags/character/nobody", name, f"{name}/filters",
        series.get_absolute_url(), "/exclusions", "/filters", "/filters/new",
    ]  # fmt: skip
    return dict(zip(PLACES, addresses, strict=True))


def answers(client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == (404 if address.startswith("/tags/character/nobody") else 200)


@profile(max_examples=EXAMPLES)
@given(place=st.sampled_from(PLACES), query=QUERIES | BYTES, is_member=st.booleans())
def test_whatever_is_asked_gets_a_page(client, bob, places, place, query, is_member):
    client.logout()
    if is_member:
        client.force_login(bob)
    answers(client, f"{places[place]}?{query}")


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_what_is_odd_is_odd_nowhere(client, places, odd):
    for name in (
        "q",
        "fandom",
        "words-from",
        "after",
        "page",
        "from",
        "more",
        "kind",
        "containing",
    ):
        for place in ("works", "filters", "fandoms", "suggest", "tag", "series"):
            if name == "q" or place in ("works", "series", "fandoms"):
                answers(client, f"{places[place]}?{name}={_raw(odd)}")
