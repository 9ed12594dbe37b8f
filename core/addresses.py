"""Addresses of this archive: what of one is read, and how long one may be that another carries.

The server takes addresses of up to 256 kB (gunicorn.conf.py). Django leads nobody back to one of
over 2,048 characters (`?next=`), and redirects to none of over 16,384 (django.utils.http). So a way
back keeps the search that it stands in only where that is short, and where a redirect would be too
long the page is asked for without its search.
"""

from django.conf import settings
from django.core.exceptions import DisallowedRedirect
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.encoding import iri_to_uri
from django.utils.http import MAX_URL_LENGTH, url_has_allowed_host_and_scheme


class AddressMiddleware:
    """Sets `request.asks_too_much`, and as `request.here` this address as links carry it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return HttpResponse(status=400)  # no text of ours has a zero byte, no column takes one
        request.asks_too_much = _tidy(request)
        request.here = carried(request.get_full_path())
        return self.get_response(request)

    def process_exception(self, request, exception):
        """For pages that lead on too far, such as to the sign-in page."""
        is_asking = request.method in ("GET", "HEAD") and request.META["QUERY_STRING"]
        if isinstance(exception, DisallowedRedirect) and is_asking:
            return HttpResponseRedirect(without_search(request.get_full_path()))
        return None


def _tidy(request) -> int:
    """Of what the address asks only as much as Django reads, without what no page can hold; how
    much that is, where it was more."""
    asked, most = request.META.get("QUERY_STRING", ""), settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    parameters = asked.split("&", most)
    kept = "&".join(parameters[:most])
    # As browsers read it: then it is nonsense like any other.
    request.META["QUERY_STRING"] = kept.replace("%00", "%EF%BF%BD")
    return most if len(parameters) > most else 0


def way_back(request, *said: str | None) -> str:
    """The first of the addresses that somebody sent which is one of ours, as far as it can be
    carried; empty where none is."""
    host = {request.get_host()}
    ours = (carried(address) for address in said if address)
    return next((it for it in ours if url_has_allowed_host_and_scheme(it, host)), "")


def carried(address: str) -> str:
    """To be led back to: without its search where it is too long with it, and home where it is no
    address of ours in any case."""
    ways = (address, without_search(address), "/")
    return next(it for it in ways if _length(it) <= MAX_URL_LENGTH)


def without_search(address: str) -> str:
    return address.partition("?")[0]


def _length(address: str) -> int:
    return len(iri_to_uri(address))
