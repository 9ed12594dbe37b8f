"""The language of the pages: the account's, the cookie's or the site's; never the browser's word
alone, so that a guest's page is the same for every guest."""

from django.conf import settings
from django.utils import translation

from core import site

COOKIE = "language"


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = site.current()
        language = request.COOKIES.get(COOKIE) or request.site.language
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
