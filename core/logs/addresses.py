"""The address of a request as the log may show it: ids stay, names, tokens and queries do not."""

import re
from functools import lru_cache

from django.contrib.admindocs.utils import (
    remove_non_capturing_groups,
    replace_metacharacters,
    replace_named_groups,
    replace_unnamed_groups,
)
from django.urls import Resolver404, resolve

NOWHERE = "/?"  # an address that is none of ours may hold anything
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def shown(request) -> str:
    """/works/12/chapters/34 · /write/<token> · /users/<slug> · /? where nothing answers."""
    match = request.resolver_match or _found(request.path_info)
    if match is None:
        return NOWHERE
    return PLACE.sub(lambda place: _value(place[1], match.kwargs), _pattern(match.route))


def _found(path: str):
    """For what was answered before the address was looked up: a page that was kept, a refusal."""
    try:
        return resolve(path)
    except Resolver404:
        return None


@lru_cache(maxsize=1_000)
def _pattern(route: str) -> str:
    if "(" in route:
        route = replace_unnamed_groups(replace_named_groups(remove_non_capturing_groups(route)))
        route = replace_metacharacters(route)
    return "/" + route.lstrip("/")


def _value(name: str, values: dict) -> str:
    """Numbers that the address itself calls a number, and rows of the admin."""
    value = values.get(name)
    is_id = isinstance(value, int) or (name == "object_id" and str(value).isdecimal())
    return str(value) if is_id else f"<{name}>"
