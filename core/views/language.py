"""The switch of the language in which the pages speak; it stands in every footer."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import language
from core.addresses import way_back


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request):
    if request.method != "POST":
        return render(request, "core/language.html")
    chosen = request.POST.get("language", "")
    if not language.is_from_here(request) or chosen not in dict(language.choices(request.site)):
        raise PermissionDenied
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    back = way_back(request, request.POST.get("next"), request.headers.get("Referer"))
    # `redirect` takes a word for a view's name
    response = HttpResponseRedirect(back or reverse("home"))
    response.set_cookie(
        language.COOKIE,
        chosen,
        max_age=language.COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
