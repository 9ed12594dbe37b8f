"""The same 404 for what is missing and for what is not for this person."""

from django.shortcuts import render


def not_found(request, exception):
    is_work = request.path.startswith(("/works/", "/chapters/"))
    template = "stories/missing.html" if is_work else "404.html"
    return render(request, template, status=404)
