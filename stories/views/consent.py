from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from stories import gate


@require_http_methods(["GET", "POST"])
def consent(request):
    """“Don’t ask again”, at its own address: the gate's page itself sets nothing."""
    onward = request.POST.get("next", request.GET.get("next", "/"))
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        onward = "/"
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
