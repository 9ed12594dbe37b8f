from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import fandoms
from discovery.views.answers import in_time


@require_safe
@guest_page
@in_time
def fandom_index(request):
    asked = request.GET
    page = fandoms.page(request.user, medium=asked.get("medium", ""), begin=asked.get("from", ""))
    medium = f"medium={page.medium.slug}&" if page.medium else ""
    context = {"page": page, "address": f"{reverse('fandoms')}?{medium}"}
    return render(request, "discovery/fandoms.html", context)
