"""The archive is closed for a while: because somebody closed it, or because the database is away.

`manage.py maintenance on` writes the file that closes it; a line in the file is shown to visitors.
The page needs nothing that could be away: no database, no site settings, no list of static files.
"""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from core import words_back
from core.language import COOKIE

RETRY_AFTER = 120  # seconds
# Classes and codes of PostgreSQL: no connection, shut down or starting, too many, refused, missing.
OUT_OF_REACH = ("08", "57P", "53300", "28", "3D")


class MaintenanceMiddleware:
    """Inside of static files and probes, outside of whatever asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.CLOSED_FILE.exists():
            return self.get_response(request)
        response = page(request, said())
        response._has_been_logged = True  # type: ignore[attr-defined]  # it is no error
        return response


def close(sentence: str = "") -> None:
    settings.CLOSED_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.CLOSED_FILE.write_text(f"{sentence}\n" if sentence else "", encoding="utf-8")


def open_again() -> None:
    settings.CLOSED_FILE.unlink(missing_ok=True)


def said() -> str:
    try:
        return settings.CLOSED_FILE.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def is_out_of_reach(exception: BaseException | None) -> bool:
    """Is the database away, rather than unhappy with a question?"""
    if not isinstance(exception, (InterfaceError, OperationalError)):
        return False
    code = getattr(exception.__cause__, "sqlstate", None)
    return code is None or code.startswith(OUT_OF_REACH)


def page(request, sentence: str = "") -> HttpResponse:
    language = request.COOKIES.get(COOKIE) or translation.get_language()
    typed = words_back.typed_before_a_fault(request)
    headers = {"Cache-Control": "no-store", "Retry-After": str(RETRY_AFTER)}
    return HttpResponse(drawn(language, sentence, typed), status=503, headers=headers)


def drawn(language: str | None, sentence: str = "", typed: list[str] | None = None) -> str:
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        context = {"sentence": sentence, "typed": typed, "language": known}
        return render_to_string("maintenance.html", context)
