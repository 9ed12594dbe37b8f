from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import lists
from discovery.fandoms import largest

STORIES = 10


@require_safe
@guest_page
def home(request):
    context = {
        "cards": lists.newest(request.user, size=STORIES).cards,
        "fandoms": largest(request.user),
    }
    return render(request, "discovery/home.html", context)
