"""The pages of what went wrong: each says what happened, what it means and what to do."""

import sys

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.log import log_response

from archive import maintenance
from core import words_back
from core.logs.requests import request_id


def bad_request(request, exception):
    is_too_much = isinstance(exception, TooManyFieldsSent)
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS if is_too_much else None
    return render(request, "400.html", {"most": most}, status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    """The same 404 for what is missing and for what is not for this person."""
    is_work = request.path.startswith(("/works/", "/chapters/"))
    template = "stories/missing.html" if is_work else "404.html"
    return render(request, template, status=404)


def nothing(request, **kwargs):
    """For an address of somebody else's that this archive does not answer."""
    raise Http404


def server_error(request):
    """Draws nothing that could break again; without the database it is not a fault of the page."""
    exception = sys.exception()
    if maintenance.is_out_of_reach(exception):
        response = maintenance.page(request)
    else:
        typed = words_back.typed_before_a_fault(request)
        context = {"request_id": request_id.get(), "typed": typed}
        response = HttpResponseServerError(render_to_string("500.html", context))
    # Here, because Django forgets the exception where a page of an error broke in its turn.
    log_response("%s", request.path, response=response, request=request, exception=exception)
    return response
