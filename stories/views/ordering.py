"""Chapters of a story, and stories of a series, as their author puts them into order: a page of
rows, and what the form says that moves one of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

A_PAGE = 100  # rows


def page_of(rows: QuerySet | list, request: HttpRequest, *, size: int = A_PAGE, usual: int = 1):
    """The page that the address names, or the nearest that there is."""
    return Paginator(rows, size).get_page(request.GET.get("page", usual))


@dataclass(frozen=True)
class Wish:
    """Which row, to which place."""

    pk: int
    place: int


def wish(request: HttpRequest) -> Wish | None:
    """A button sends both as “move=12:3”, a box for the place sends
    “move=12” and “place=3”. Sent twice, it is the same wish."""
    row, _colon, place = request.POST.get("move", "").partition(":")
    words = (row, place or request.POST.get("place", "").strip())
    if not all(word.isdecimal() and len(word) < 16 for word in words):
        return None
    return Wish(int(words[0]), int(words[1]))


def ask_again(request: HttpRequest, last: int) -> None:
    sentence = _("Write the place as a number, from 1 to %(last)s.") % {"last": last}
    messages.error(request, sentence)


def tell(request: HttpRequest, row, place: int) -> None:
    sentence = _("“%(title)s” stands at place %(place)s now.") % {"title": row, "place": place}
    messages.success(request, sentence)


def wants_data(request: HttpRequest) -> bool:
    """static/js/sort-list.js has moved the row already, and asks only where it stands."""
    return bool(request.get_preferred_type(["text/html", "application/json"]) != "text/html")


def moved(place: int, of: int, names: dict[int, str]) -> JsonResponse:
    """`names` are those of the rows of the page that change with the order."""
    return JsonResponse({"place": place, "of": of, "names": names})


def page_with(place: int) -> int:
    """The page on which a row stands."""
    return (place - 1) // A_PAGE + 1


def back(address: str, pk: int, place: int):
    """To the row."""
    page = page_with(place)
    return redirect(f"{address}{f'?page={page}' if page > 1 else ''}#row-{pk}")


@dataclass(frozen=True)
class Span:
    number: int
    first: int
    last: int
    is_here: bool
    address: str


def spans(page, address: str = "") -> list[Span]:
    """The pages of a list by their rows: 1–100, 101–200 …; none where there is but one. `address`:
    of the list, for a page that may be the answer to a form."""
    pages, size = page.paginator, page.paginator.per_page
    if pages.num_pages == 1:
        return []
    return [
        Span(
            number=n,
            first=(n - 1) * size + 1,
            last=min(n * size, pages.count),
            is_here=n == page.number,
            address=f"{address}?page={n}",
        )
        for n in pages.page_range
    ]
