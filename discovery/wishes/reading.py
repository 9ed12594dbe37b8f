"""An address becomes a wish. Nothing here fails, whatever stands in it, and each loop is bounded by
a limit of `fields`: what is beyond is ignored and said."""

from collections.abc import Iterable

from django.http import QueryDict

from discovery.wishes import fields
from discovery.wishes.box_reading import read_box
from discovery.wishes.gathering import Gathering
from discovery.wishes.wish import Wish

NOT = "not-"
SILENT = ("utm_", "fbclid", "gclid", "ref")  # what others hang on links


def read(query: QueryDict | str, also: Iterable[str] = ()) -> Wish:
    """`also`: names that mean something to the page itself."""
    if isinstance(query, str):
        query = query_of(query)
    gathering = Gathering(in_text="text" in query.getlist("in"))
    for name, values in query.lists():
        if name != "q" and name not in also:
            _parameter(gathering, name, values)
    read_box(gathering, " ".join(query.getlist("q")))  # the last word
    return gathering.wish()


def query_of(text: str) -> QueryDict:
    """Of any text: Django refuses addresses of too many fields."""
    pieces = text[: fields.MOST_LETTERS].split("&")[: fields.MOST_PARAMETERS]
    return QueryDict("&".join(pieces).encode("utf-8", "replace").decode())


def _parameter(gathering: Gathering, name: str, values: list[str]) -> None:
    is_excluded = name.startswith(NOT)
    field = name.removeprefix(NOT)
    stem, _dash, way = field.rpartition("-")
    if is_excluded and field not in fields.EXCLUDABLE:
        gathering.unknown_parameter(name)
    elif field in fields.NAMES:
        for value in values:
            gathering.names(field, value, is_excluded=is_excluded)
    elif field in fields.CHOICES:
        for value in values:
            gathering.choice(field, value, is_excluded=is_excluded)
    elif field == "title":
        for value in values:
            gathering.words(field, value, is_excluded=is_excluded)
    elif field in fields.SWITCHES:
        gathering.switch(field, values[-1])
    elif stem in fields.RANGES and way in ("from", "to"):
        gathering.end(stem, way, values[-1])
    elif field in ARRANGING:
        ARRANGING[field](gathering, values[-1])
    elif not field.startswith(SILENT):
        gathering.unknown_parameter(name)


def _match(gathering, value):
    gathering.rest["any"] = value == "any"


def _order(gathering, value):
    gathering.rest["is_reversed"] = value == "reversed"


def _exclusions(gathering, value):
    gathering.rest["looks_past"] = value == "off"


def _key(way):
    def note(gathering, value):
        gathering.rest[way] = gathering.clean(value)[: fields.LONGEST_KEY]

    return note


ARRANGING = {
    "match": _match,
    "order": _order,
    "exclusions": _exclusions,
    "sort": lambda gathering, value: gathering.sort(value),
    "after": _key("after"),
    "before": _key("before"),
    "in": lambda gathering, value: None,  # read first
}
