"""What this place is, what holds in it, how it works; and its logo."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import logo as logos
from core.pages import guest_page

FOR_EVER = "public, max-age=31536000, immutable"  # the address changes with the bytes


@require_safe
@guest_page
def about(request):
    return render(request, "core/about.html")


@require_safe
@guest_page
def rules(request):
    return render(request, "core/rules.html")


@require_safe
@guest_page
def help(request):
    return render(request, "core/help.html")


@require_safe
def logo(request):
    name = request.site.logo.name or ""
    if not logos.media_type(name):
        raise Http404
    try:
        content = logos.content(name)
    except OSError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=logos.media_type(name))
    if request.META["QUERY_STRING"] == logos.digest(name):
        response.headers["Cache-Control"] = FOR_EVER
    return response
