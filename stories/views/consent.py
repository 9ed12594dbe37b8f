from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.addresses import way_back
from stories import gate


@require_http_methods(["GET", "POST"])
def consent(request):
    """“Don’t ask again”, at its own address: the gate's page itself sets nothing."""
    onward = way_back(request, request.POST.get("next"), request.GET.get("next")) or "/"
    if request.method == "GET":
        return render(request, "stories/consent.html", {"next": onward})
    response = HttpResponseRedirect(onward)
    response.set_cookie(
        gate.COOKIE,
        "adult",
        max_age=gate.COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
