from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import fandoms


@require_safe
@guest_page
def fandom_index(request):
    asked = request.GET
    page = fandoms.page(request.user, medium=asked.get("medium", ""), begin=asked.get("from", ""))
    medium = f"medium={page.medium.slug}&" if page.medium else ""
    context = {"page": page, "address": f"{reverse('fandoms')}?{medium}"}
    return render(request, "discovery/fandoms.html", context)
