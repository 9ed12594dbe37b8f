"""By what stories are put in order where it is not a number. Made here and stored, since each
database sorts letters in its own way."""

from collections.abc import Iterator, Mapping

from core import names, plain_letters
from stories.models.byline import Byline

LENGTH = 120  # characters; whatever is alike so far is in order enough
ARTICLES = ("the ", "a ", "an ")


def of(titles: Mapping[int, str]) -> Iterator[tuple[int, str, str]]:
    """(story, key of its title, key of the first name that it bears) of {story: title}."""
    signed = Byline.objects.filter(story__in=titles, state=Byline.State.ACCEPTED, shown=True)
    rows = signed.order_by("-position").values_list("story", "pen_name__name")
    first = dict(rows)
    for pk, title in titles.items():
        yield pk, of_title(title), names.tag_key(first.get(pk, ""))[:LENGTH]


def of_title(title: str) -> str:
    """Without case, accents and the article, as in a library: “The Lamplighter” under L."""
    key = names.tag_key(plain_letters.plain(title))
    for article in ARTICLES:
        if key.startswith(article):
            return key.removeprefix(article)[:LENGTH]
    return key[:LENGTH]
