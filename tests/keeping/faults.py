"""Addresses that break, for tests of what is told then: to the visitor and to the log."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connection, transaction
from django.urls import path

from archive.urls import handler400 as handler400
from archive.urls import handler403 as handler403
from archive.urls import handler404 as handler404
from archive.urls import handler500 as handler500
from archive.urls import urlpatterns as pages


def breaks(request, **_names):
    raise ValueError(f"cannot read {request.GET.get('secret')} {request.POST.get('text')}")


def breaks_in_code(request):
    return request.no_such_thing


def breaks_in_the_database(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [request.GET["secret"]])


def breaks_on_the_way(request):
    try:
        breaks(request)
    except ValueError as error:
        raise DatabaseError("could not store") from error


def suspects(request):
    raise SuspiciousOperation(f"tried {request.GET['secret']}")


def forbids(request):
    raise PermissionDenied(request.GET["secret"])


urlpatterns = [
    *pages,
    path("break", breaks),
    path("break/<int:number>/<slug:name>/<str:token>", breaks),
    path("break/code", breaks_in_code),
    path("break/database", breaks_in_the_database),
    path("break/chain", breaks_on_the_way),
    path("suspect", suspects),
    path("forbid", forbids),
]
